// The command palette: a combobox over the links that the palette's page lists. The server finds and orders them; this
// shows them, moves the choice and follows the link.
import { parse } from "./morph.js";

/** Milliseconds after the last letter before the server is asked. */
const PAUSE = 80;
/** @type {AbortController | null} */
let asking = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;

export function startPalette() {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
    if (open()) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element ? event.target.closest("a[data-palette]") : null;
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (open()) event.preventDefault();
  });
  document.addEventListener("input", ({ target }) => {
    if (target !== field()) return;
    clearTimeout(soon);
    soon = setTimeout(ask, PAUSE);
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const option = target.closest("#palette-list [role=option]");
    if (option instanceof HTMLElement) return follow(option);
    // Beside the dialog is its backdrop.
    if (target === dialog()) dialog()?.close();
  });
}

/** @returns {boolean} whether there is a palette to open */
function open() {
  const palette = dialog();
  const input = field();
  if (!palette || !input) return false;
  if (palette.open) {
    input.select();
    return true;
  }
  const before = document.activeElement;
  document.querySelector("dialog[open]") instanceof HTMLDialogElement && /** @type {HTMLDialogElement} */ (document.querySelector("dialog[open]")).close();
  palette.showModal();
  palette.addEventListener("close", () => before instanceof HTMLElement && before.isConnected && before.focus(), { once: true });
  input.value = "";
  input.focus();
  ask();
  return true;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.target !== field() || event.isComposing) return;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) {
    move(by);
    event.preventDefault();
  } else if (event.key === "Enter") {
    event.preventDefault();
    // What was typed last may not have been answered yet.
    if (soon !== undefined || asking) ask().then(() => follow(chosen()));
    else follow(chosen());
  }
}

async function ask() {
  clearTimeout(soon);
  soon = undefined;
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  const address = new URL(dialog()?.dataset.address ?? "", location.href);
  address.searchParams.set("q", field()?.value ?? "");
  address.searchParams.set("from", location.pathname);
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" }, signal: mine.signal });
    const found = parse(await answer.text()).getElementById("palette-found");
    if (!found) return location.assign(address);
    show(found);
  } catch (fault) {
    if (!mine.signal.aborted) say("Not found: the connection broke. Type again.");
  } finally {
    if (asking === mine) asking = null;
  }
}

/** The links of the page as options, each group under its heading. @param {Element} found */
function show(found) {
  const list = document.getElementById("palette-list");
  if (!list) return;
  const rows = [];
  let number = 0;
  for (const part of found.children) {
    if (part.matches("[data-group]")) {
      const heading = document.createElement("li");
      heading.className = "pal-g";
      heading.setAttribute("role", "presentation");
      heading.textContent = part.textContent;
      rows.push(heading);
    }
    for (const link of part.querySelectorAll("a[href]")) rows.push(option(link, number++));
  }
  list.replaceChildren(...rows);
  choose(/** @type {HTMLElement | null} */ (list.querySelector("[role=option]")));
  say(number === 0 ? "Nothing fits." : number === 1 ? "1 fits." : `${number} fit.`);
}

/** @param {Element} link @param {number} number */
function option(link, number) {
  const row = document.createElement("li");
  row.className = "pal-o";
  row.id = `palette-${number}`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  row.dataset.href = link.getAttribute("href") ?? "";
  const icon = link.parentElement?.querySelector("svg");
  const words = document.createElement("span");
  words.className = "clip";
  words.textContent = link.textContent;
  const end = document.createElement("span");
  end.className = "end";
  end.textContent = link.parentElement?.querySelector(".task-e")?.textContent ?? "";
  row.append(...(icon ? [document.importNode(icon, true)] : []), words, end);
  return row;
}

/** @param {number} by */
function move(by) {
  const all = [...document.querySelectorAll("#palette-list [role=option]")];
  if (all.length === 0) return;
  const now = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
  choose(/** @type {HTMLElement} */ (all[(now + by + all.length) % all.length]));
}

/** @param {HTMLElement | null} row */
function choose(row) {
  for (const other of document.querySelectorAll("#palette-list [aria-selected=true]")) other.setAttribute("aria-selected", "false");
  if (row) {
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    field()?.setAttribute("aria-activedescendant", row.id);
  } else field()?.removeAttribute("aria-activedescendant");
}

function chosen() {
  return /** @type {HTMLElement | null} */ (document.querySelector("#palette-list [aria-selected=true]"));
}

/** @param {HTMLElement | null} row */
function follow(row) {
  if (!row?.dataset.href) return;
  dialog()?.close();
  location.assign(row.dataset.href);
}

/** @param {string} text */
function say(text) {
  const line = document.getElementById("palette-said");
  if (line) line.textContent = text;
}

function dialog() {
  const palette = document.getElementById("palette");
  return palette instanceof HTMLDialogElement ? palette : null;
}

function field() {
  const input = document.getElementById("palette-field");
  return input instanceof HTMLInputElement ? input : null;
}
