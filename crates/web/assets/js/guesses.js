// The page of guesses: what is said of a card is sent behind its back, and the next card has the focus at once. Without
// this file each answer is a form of its own.
import { trouble } from "./forms.js";
import { refresh, show } from "./live.js";
import { say } from "./say.js";

/** Milliseconds after which an answer that did not come is given up. */
const WAIT = 30_000;

/** @typedef {{ card: string, form: HTMLFormElement, url: string, body: URLSearchParams, undo?: boolean }} Said */

/** What is still to be sent, first to last. @type {Said[]} */
const queue = [];
let sending = false;
/** Ids of the cards that were said, last one last. @type {string[]} */
const cards = [];
/** The card that is to have the focus when an undo has brought it back. */
let comesBack = "";
/** Where the focus was: the row, the part of the page, its place in it. */
let place = { row: "", part: "", at: 0 };

export function startGuesses() {
  // Before the forms themselves: they leave alone what is answered here.
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("focusin", remember);
  // Whoever leaves takes what they said along.
  addEventListener("pagehide", () => queue.splice(0).forEach((said) => post(said).catch(() => {})));
  const main = document.getElementById("main");
  if (main) new MutationObserver(focusAgain).observe(main, { childList: true, subtree: true });
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  const form = event.target;
  const row = form instanceof HTMLFormElement ? form.closest("[data-card]") : null;
  if (!(form instanceof HTMLFormElement) || !(row instanceof HTMLElement)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (row.hasAttribute("data-busy")) return;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form, /** @type {any} */ (event.submitter))));
  document.getElementById("form-trouble")?.remove();
  mark(row, event.submitter?.getAttribute("data-says") ?? `${body.get("effort")} h`);
  cards.push(row.id);
  put({ card: row.id, form, url: form.action, body });
  focusOn(nextOf(row));
}

/** @param {Said} said */
function put(said) {
  queue.push(said);
  if (!sending) send();
}

/** Sends one after the other, and asks for the page when nothing waits: what is said meanwhile is sent at once. */
async function send() {
  sending = true;
  const sent = await sendAll();
  sending = false;
  if (!sent) return;
  await refresh();
  focusAgain();
  const toast = document.querySelector(".toast span")?.textContent;
  if (toast) say(toast);
}

/** Tells whether all of it came there. */
async function sendAll() {
  for (let said = queue.shift(); said; said = queue.shift()) {
    try {
      const answer = await post(said, AbortSignal.timeout(WAIT));
      // Carried out, it is sent on to a page; the page itself is what was wrong.
      if (answer.type === "opaqueredirect") {
        if (said.undo) waits(said.card);
      } else if (answer.status === 422) wrong(said, await answer.text());
      else throw new Error(String(answer.status));
    } catch {
      [said, ...queue.splice(0)].forEach(({ card }) => waits(card));
      cards.length = 0;
      trouble(said.form, "Not sent: the connection broke. Say it again.");
      return false;
    }
  }
  return true;
}

/** @param {Said} said @param {AbortSignal} [signal] */
function post({ url, body }, signal) {
  return fetch(url, { method: "POST", body, redirect: "manual", keepalive: true, signal, headers: { accept: "text/html", "righthand-form": "1" } });
}

/** The fault stands beside the card, which gets the focus. @param {Said} said @param {string} page */
function wrong({ card }, page) {
  waits(card);
  show(page);
  const field = document.getElementById(card)?.querySelector("[aria-invalid]");
  if (field instanceof HTMLElement) field.focus();
}

/** A card is not said after all. @param {string} card */
function waits(card) {
  document.getElementById(card)?.removeAttribute("data-busy");
}

/** @param {HTMLElement} row @param {string} says */
function mark(row, says) {
  row.setAttribute("data-busy", "");
  row.querySelector(".guess-mark")?.replaceChildren(says);
}

/** The next card that waits, else the one before. @param {Element} row */
function nextOf(row) {
  for (const way of /** @type {const} */ (["nextElementSibling", "previousElementSibling"])) {
    for (let at = row[way]; at; at = at[way]) if (!at.hasAttribute("data-busy")) return at;
  }
  return null;
}

/** An undo goes the way of what was said, behind it: so it takes back the last card, whatever is still on its way. @param {KeyboardEvent} event */
function onKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
  if (event.target instanceof HTMLInputElement && event.target.value !== "") return;
  const url = document.querySelector("[data-guesses]")?.getAttribute("data-undo");
  const card = cards.at(-1);
  const form = document.querySelector("[data-card] form");
  if (!url || !card || !(form instanceof HTMLFormElement)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  cards.pop();
  comesBack = card;
  put({ card, form, url, body: new URLSearchParams({ _hurry: "on", _back: location.pathname + location.search }), undo: true });
}

function remember() {
  const row = document.activeElement?.closest("[data-guesses] [data-row]");
  const part = row?.closest("section[id]");
  if (row && part) place = { row: row.id, part: part.id, at: [...part.querySelectorAll("[data-row]")].indexOf(row) };
}

/** A row that left with the focus leaves it to the one in its place; a card that came back takes it. */
function focusAgain() {
  const back = comesBack && document.getElementById(comesBack);
  if (back && !back.hasAttribute("data-busy")) {
    comesBack = "";
    return focusOn(back);
  }
  if (document.activeElement !== document.body || !place.part || document.getElementById(place.row)) return;
  const part = document.getElementById(place.part);
  const rows = part ? [...part.querySelectorAll("[data-row]:not([data-busy])")] : [];
  if (rows.length > 0) focusOn(rows[Math.min(place.at, rows.length - 1)]);
  else place = { row: "", part: "", at: 0 };
}

/** @param {Element | null | undefined} row */
function focusOn(row) {
  const first = row?.querySelector("a[href], button, input:not([type=hidden])");
  if (!(first instanceof HTMLElement)) return;
  first.focus();
  row?.scrollIntoView({ block: "nearest" });
}
