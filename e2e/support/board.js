// A Trello board as its export is: the podcast of Harbour Clay, and real ones where they are at hand.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, temporaryFolder } from "./program.js";

/** Cards of the board that are open work: name, list, members. */
const CARDS = [
  ["Find three guests", "l1", ["m1"]],
  ["Write the questions", "l1", ["m1"]],
  ["Record episode 1", "l1", ["m2"]],
  ["Cut episode 1", "l2", ["m2"]],
  ["Write the show notes", "l2", ["m1"]],
  ["Proofread the show notes", "l2", ["m1"]],
];

/** The podcast as an export, written into a temporary file. Counts are those of the file itself. */
export function podcast() {
  const id = (/** @type {string} */ kind, /** @type {number} */ n) => `5fcbec03c670ab79e1f6${kind}${String(n).padStart(3, "0")}`;
  const cards = CARDS.map(([name, idList, idMembers], n) => ({ id: id("c", n), name, desc: "", idList, idMembers, pos: n + 1, closed: false, due: null, idLabels: ["b1"], attachments: [] }));
  cards.push(/** @type {any} */ ({ id: id("c", 90), name: "An old idea", desc: "", idList: "l1", idMembers: [], pos: 99, closed: true, idLabels: [], attachments: [] }));
  const board = {
    id: id("a", 1), name: "The Kiln Podcast", desc: "Three episodes", closed: false, url: "https://trello.com/b/kiln",
    lists: [{ id: "l1", name: "To do", closed: false, pos: 1 }, { id: "l2", name: "Doing", closed: false, pos: 2 }],
    cards,
    checklists: [{ id: id("k", 1), name: "Before", idCard: cards[2].id, pos: 1, checkItems: [{ id: id("i", 1), name: "Book the room", state: "complete", pos: 1 }, { id: id("i", 2), name: "Test the microphones", state: "incomplete", pos: 2 }] }],
    members: [{ id: "m1", fullName: "Halima Strand", username: "halima" }, { id: "m2", fullName: "Mateus Fenwick", username: "mateus" }],
    labels: [{ id: "b1", name: "audio", color: "green" }],
    actions: [{ id: id("o", 1), type: "commentCard", date: "2026-11-20T10:00:00.000Z", idMemberCreator: "m1", data: { text: "Ask the <b>kiln maker</b>", card: { id: cards[0].id } } }],
    customFields: [],
  };
  const path = join(temporaryFolder(), "kiln-podcast.json");
  writeFileSync(path, JSON.stringify(board));
  return { path, name: board.name, read: { Lists: 2, Cards: cards.length, "Check items": 2, Members: 2, Comment: 1 }, open: CARDS.length };
}

/** A board of so many cards in six lists, without efforts, of three people; written into a temporary file. @param {number} count */
export function board180(count) {
  const lists = ["Ideas", "Script", "Recording", "In the cut", "With the designer", "Launch"].map((name, n) => ({ id: `l${n}`, name, closed: false, pos: n + 1 }));
  const [verbs, things] = [
    ["Write", "Record", "Edit", "Film", "Draw", "Check", "Publish", "Price", "Photograph", "Translate", "Proofread", "Announce"],
    ["the welcome mail", "the first lesson", "the second lesson", "the glaze chart", "the landing page", "the studio tour", "the price list", "the kiln log", "the trailer", "the workbook", "the questions", "the syllabus", "the handout", "the tool list", "the cover"],
  ];
  const members = ["Halima Strand", "Mateus Fenwick", "Yuki Abara"].map((fullName, n) => ({ id: `m${n}`, fullName, username: `member${n}` }));
  const cards = Array.from({ length: count - 1 }, (_, n) => ({
    id: `c${n}`, name: `${verbs[Math.floor(n / things.length) % verbs.length]} ${things[n % things.length]}`, desc: "", idList: `l${n % lists.length}`, idMembers: [`m${n % members.length}`],
    pos: n + 1, closed: false, due: null, idLabels: [], attachments: [],
  }));
  cards.push({ id: "weekly", name: "Weekly newsletter", desc: "", idList: "l5", idMembers: [], pos: 9_999, closed: false, due: null, idLabels: [], attachments: [] });
  const path = join(temporaryFolder(), "spring-course.json");
  writeFileSync(path, JSON.stringify({ id: "spring", name: "Spring course", desc: "", closed: false, lists, cards, members, labels: [], checklists: [], actions: [], customFields: [] }));
  return path;
}

/** Boards of others, where they lie beside the checkout; they are never part of it. */
export function realBoards() {
  const folder = join(ROOT, "..", "shared", "samples", "trello");
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith(".json")).map((name) => join(folder, name));
}
