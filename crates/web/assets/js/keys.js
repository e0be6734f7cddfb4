// The keyboard map. A key does something only where its link, button or row is on the page.

/** Milliseconds in which the letter after G is waited for. */
const AFTER_G = 1_500;
let wentAt = -AFTER_G;

export function startKeys() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element ? event.target.closest("[data-dialog]") : null;
    const dialog = opener && document.getElementById(opener.getAttribute("data-dialog") ?? "");
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    opener?.closest("details")?.removeAttribute("open");
    open(dialog, opener);
  });
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const target = event.target instanceof Element ? event.target : document.body;
  const writing = target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  if (event.ctrlKey || event.metaKey) {
    if (!writing && event.key.toLowerCase() === "z" && !event.shiftKey && press("mod+z")) event.preventDefault();
    return;
  }
  if (writing || document.querySelector("dialog[open]") || document.documentElement.dataset.keys === "off") return;
  if (single(event.key)) event.preventDefault();
}

/** @param {string} key @returns {boolean} whether the key did something */
function single(key) {
  const letter = key.toLowerCase();
  if (performance.now() - wentAt < AFTER_G) {
    wentAt = -AFTER_G;
    const place = find(`a[data-go="${CSS.escape(letter)}"]`);
    if (place) return click(place);
  }
  if (letter === "g" && document.querySelector("a[data-go]")) {
    wentAt = performance.now();
    return true;
  }
  if (letter === "j" || key === "ArrowDown") return move(1, letter === "j");
  if (letter === "k" || key === "ArrowUp") return move(-1, letter === "k");
  if (key === "?") {
    const map = document.getElementById("keys");
    if (!(map instanceof HTMLDialogElement)) return false;
    open(map, document.activeElement);
    return true;
  }
  return press(letter);
}

/** Presses what has this key: in the row first, then on the page. @param {string} key */
function press(key) {
  const selector = `[data-key="${CSS.escape(key)}"]`;
  const row = document.activeElement?.closest("[data-row]");
  const inRow = row?.querySelector(selector);
  if (inRow instanceof HTMLElement) return click(inRow);
  // A row's own keys do nothing to other rows. A place has its key also while it stands under "More".
  const onPage = [...document.querySelectorAll(selector)].find((one) => !one.closest("[data-row]") && (visible(one) || one.closest("#nav")));
  return onPage instanceof HTMLElement ? click(onPage) : false;
}

/** To the next row's link. Arrows move only from row to row, since elsewhere they scroll. @param {number} by @param {boolean} start */
function move(by, start) {
  const rows = [...document.querySelectorAll("#main [data-row]")].filter(visible);
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  if (now < 0 && !start) return false;
  const row = rows[now < 0 ? entry(rows, by) : Math.min(Math.max(now + by, 0), rows.length - 1)];
  if (!row) return false;
  const link = row.querySelector("a[href], button, input:not([type=hidden])");
  if (!(link instanceof HTMLElement)) return false;
  link.focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

/** The row to begin with: from a part of the page that was gone to, the first one after its head. @param {Element[]} rows @param {number} by */
function entry(rows, by) {
  const part = document.activeElement?.closest("section[tabindex]");
  const next = part ? rows.findIndex((row) => part.contains(row)) : -1;
  if (next >= 0) return next;
  return by > 0 ? 0 : rows.length - 1;
}

/** @param {HTMLDialogElement} dialog @param {Element | null} opener */
function open(dialog, opener) {
  dialog.showModal();
  dialog.addEventListener("close", () => opener instanceof HTMLElement && opener.isConnected && opener.focus(), { once: true });
}

/** @param {Element} element */
function visible(element) {
  return element.getClientRects().length > 0;
}

/** @param {string} selector */
function find(selector) {
  const found = document.querySelector(selector);
  return found instanceof HTMLElement ? found : null;
}

/** @param {HTMLElement} element */
function click(element) {
  element.click();
  return true;
}
