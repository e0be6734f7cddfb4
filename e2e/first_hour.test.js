// The first hour of a newcomer, by keyboard alone: an empty desk is set up, a board of 180 cards without any effort comes in,
// one key says what a card takes, order and hours are said, the plan has its chance; and at the end all of it is taken back.
// Every press of a key is counted, and becomes minutes by the keystroke-level model.
import assert from "node:assert/strict";
import { board180 } from "./support/board.js";
import { assertGood } from "./support/judge.js";
import { Keyboard } from "./support/keyboard.js";
import { OWNER } from "./support/set_up.js";
import { onEmptyDeskOfEach } from "./support/story.js";

/** @typedef {import("./support/browser.js").Window} Window */

/** Cards of the board. */
const CARDS = 180;
/** Keys for a card at most: one says it, and now and then one is a slip that is taken back. */
const KEYS_PER_CARD_MAX = 1.1;
/** Keys for all the rest, from the end of the import to the plan: an order per list, hours of four people, outcome and end. */
const KEYS_OTHERWISE_MAX = 120;
/**
 * Seconds of the keystroke-level model (Card, Moran and Newell 1980): a key by an average typist, and a decision before it.
 * To read a card's name takes as long as its words do: six at 240 a minute.
 */
const [KEY, DECISION, READING] = [0.28, 1.35, 1.5];
/** What the product promises: from a board of 180 cards to a confirmed plan. */
const MINUTES_MAX = 15;

onEmptyDeskOfEach("a newcomer comes from a board of 180 cards to a plan by keyboard alone, and takes it all back", async ({ browser, desk, t }) => {
  const window = await browser.window();
  const keys = new Keyboard(window.page);
  await setUpByKeys(window, keys, desk.url);
  await importByKeys(window, keys, board180(CARDS));
  keys.forget();
  await assertGood(window, "what the plan has to guess");
  await takeTheRegularWork(window, keys);
  const perCard = await sayEveryCard(window, keys);
  await takeTheOrders(window, keys);
  await sayHours(window, keys);
  await openTheProject(window, keys);
  await seeTheChance(window, keys);

  const others = keys.pressed - perCard.pressed;
  const minutes = (perCard.cards * (READING + DECISION) + keys.decisions * DECISION + keys.pressed * KEY) / 60;
  t.diagnostic(`${keys.pressed} keys, ${perCard.pressed} of them for ${perCard.cards} cards: ${minutes.toFixed(1)} minutes`);
  assert.ok(perCard.pressed <= perCard.cards * KEYS_PER_CARD_MAX, `${perCard.pressed} keys for ${perCard.cards} cards`);
  assert.ok(others <= KEYS_OTHERWISE_MAX, `${others} keys beside the cards`);
  assert.ok(minutes <= MINUTES_MAX, `${minutes} minutes`);

  await takeItAllBack(window, keys);
  assert.deepEqual(window.takeFaults(), []);
  assert.equal(desk.log(), "", "the program logged something to look at");
});

/** @param {Window} window @param {Keyboard} keys @param {string} url */
async function setUpByKeys({ page }, keys, url) {
  await page.goto(url);
  await page.waitForURL("**/set-up");
  for (const [label, text] of [["Your name", OWNER.name], ["E-mail", OWNER.email], ["Password", OWNER.password], ["Name of the business", "Harbour Clay"], ["Time zone", "Europe/Lisbon"]]) {
    await keys.tabTo(page.getByLabel(label));
    await keys.press("Control+a");
    await keys.type(text);
  }
  await keys.press("Enter");
  await page.getByRole("link", { name: "Import" }).first().waitFor();
}

/** @param {Window} window @param {Keyboard} keys @param {string} path */
async function importByKeys({ page }, keys, path) {
  // Asked for early: a chooser that opens before the browser knows that somebody waits for it is lost.
  const chooser = page.waitForEvent("filechooser", { timeout: 60_000 });
  await keys.press("g");
  await keys.press("i");
  await page.waitForURL("**/import");
  await page.getByRole("heading", { level: 1, name: "Import" }).waitFor();
  await page.waitForLoadState("load");
  await keys.tabTo(page.getByLabel("File"));
  await keys.press("Enter");
  await (await chooser).setFiles(path);
  await keys.tabTo(page.getByRole("button", { name: "See what it would bring" }));
  await keys.press("Enter");
  await page.waitForURL("**/import/**");
  await keys.tabTo(page.getByRole("button", { name: "Import it" }));
  await keys.press("Enter");
  await keys.tabTo(page.getByRole("link", { name: "Say what it takes" }));
  await keys.press("Enter");
  await page.getByRole("heading", { level: 1, name: "What the plan has to guess" }).waitFor();
  await page.getByText(`${CARDS} of ${CARDS} cards of Spring course guessed, no chance yet`).waitFor();
}

/** @param {Window} window @param {Keyboard} keys */
async function takeTheRegularWork({ page }, keys) {
  await keys.press("r");
  await keys.press("j");
  await keys.decide("y");
  await page.getByText("is an operation now, every").first().waitFor();
  await page.locator("#regular").waitFor({ state: "detached" });
}

/** One key for each card, of the five there are; the next card has the focus by itself. @param {Window} window @param {Keyboard} keys */
async function sayEveryCard({ page }, keys) {
  const before = keys.pressed;
  await keys.press("e");
  await keys.press("j");
  let cards = 0;
  /** @type {Set<string>} */
  const said = new Set();
  for (let at = await focusedCard(page); at; at = await focusedCard(page)) {
    await keys.press(String(1 + (cards % 4)));
    cards += 1;
    assert.ok(!said.has(at), `${at} has the focus again though it was said`);
    said.add(at);
    if (cards === 20) await slipIsTakenBack(page, keys, at);
  }
  assert.equal(cards, CARDS - 1, "a card was left out, or said twice; the newsletter is regular work");
  await page.getByText("Nothing of Spring course is guessed any more").waitFor();
  return { cards, pressed: keys.pressed - before };
}

/** The wrong key, noticed at once: it is taken back, its card has the focus, and the right one is said. @param {import("playwright-core").Page} page @param {Keyboard} keys @param {string} card */
async function slipIsTakenBack(page, keys, card) {
  await keys.press("Control+z");
  await page.waitForFunction((card) => document.activeElement?.closest("[data-card]")?.id === card, card);
  await keys.press("2");
}

/** The card that has the focus and was not said yet; none when no card is left. @param {import("playwright-core").Page} page */
async function focusedCard(page) {
  const found = await page.waitForFunction(() => {
    const row = document.activeElement?.closest("[data-card]");
    if (row && !row.hasAttribute("data-busy")) return row.id;
    return document.querySelector("[data-cards]") ? null : "none";
  });
  const id = await found.jsonValue();
  return id === "none" ? null : id;
}

/** An order of every list is taken but of the last, which has none. @param {Window} window @param {Keyboard} keys */
async function takeTheOrders({ page }, keys) {
  await keys.press("o");
  await keys.press("j");
  for (let left = await page.locator("#order [data-row]").count(); left > 0; left -= 1) {
    await page.waitForFunction((left) => document.querySelectorAll("#order [data-row]").length === left && document.activeElement?.closest("#order"), left);
    await keys.decide(left === 1 ? "n" : "y");
  }
  await page.locator("#order").waitFor({ state: "detached" });
}

/** One Tab for each field, one Enter for all. @param {Window} window @param {Keyboard} keys */
async function sayHours({ page }, keys) {
  const people = await page.locator("#hours input:not([type=hidden])").count();
  assert.equal(people, 4, "the owner and the three people of the board");
  await keys.press("h");
  for (let n = 0; n < people; n += 1) {
    await keys.press("Tab");
    await keys.type("30");
  }
  await keys.press("Enter");
  await page.locator("#hours").waitFor({ state: "detached" });
}

/** @param {Window} window @param {Keyboard} keys */
async function openTheProject({ page }, keys) {
  await page.getByText("Enough is known for a chance").waitFor();
  await keys.press("p");
  await keys.tabTo(page.getByLabel("Outcome"));
  await keys.type("The spring course is on sale");
  await keys.press("Tab");
  // The same day in every order of day and month.
  await keys.type(`0505${new Date().getFullYear() + 1}`);
  await keys.press("Enter");
  await page.getByRole("heading", { name: "The plan has a chance now" }).waitFor();
}

/** @param {Window} window @param {Keyboard} keys */
async function seeTheChance(window, keys) {
  const { page } = window;
  await keys.tabTo(page.locator("#then").getByRole("link", { name: "See the plan" }));
  await keys.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Spring course" }).waitFor();
  await page.getByText(/\d+\s?% on time/).first().waitFor();
}

/** The import, and all that was built upon it, in one step. @param {Window} window @param {Keyboard} keys */
async function takeItAllBack(window, keys) {
  const { page } = window;
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "What the plan has to guess" }).waitFor();
  await keys.press("p");
  await keys.tabTo(page.getByRole("button", { name: "Undo the import" }));
  await keys.press("Enter");
  await page.getByText(/Undone: .* with \d+ later changes/).first().waitFor();
  await keys.press("g");
  await keys.press("p");
  await page.getByRole("heading", { level: 1, name: "Projects" }).waitFor();
  assert.doesNotMatch(await window.words(), /Spring course/);
}
