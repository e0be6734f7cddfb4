// Lines of an outline, typed as fast as a text. Every key sends the command that a button of the page sends too; what is
// typed meanwhile waits its turn, so that nothing overtakes anything.
import { refusalStands, show } from "./live.js";
import { parse } from "./morph.js";
import { say } from "./say.js";

/** @typedef {{ parent: string | Sent, behind: string | Sent }} Place */
/** A line that is on its way: its key is known when the answer is there. @typedef {{ key: string, at: Place }} Sent */

/** What is sent, one after another. @type {Promise<unknown>} */
let queue = Promise.resolve();
let waiting = 0;
/** Where the next line comes while lines before it are on their way. @type {Place | null} */
let ahead = null;
/** After Escape, Tab leaves the lines as it leaves any field. */
let leaving = false;

export function startOutline() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusout", ({ target }) => {
    leaving = false;
    // A line that is moved on the page loses the focus for a moment and gets it back.
    if (isLine(target)) queueMicrotask(() => document.activeElement === target || rename(target));
  });
  document.addEventListener("paste", onPaste);
  document.addEventListener("pointerdown", onDrag);
}

/** @param {EventTarget | null} target @returns {target is HTMLInputElement} */
function isLine(target) {
  return target instanceof HTMLInputElement && target.classList.contains("ol-n");
}

/** @returns {HTMLTextAreaElement | null} */
function nextLine() {
  return /** @type {HTMLTextAreaElement | null} */ (document.getElementById("ol-text"));
}

/** @param {Element} input */
function keyOf(input) {
  return input.closest("[data-line]")?.getAttribute("data-line") ?? "";
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey !== event.metaKey && event.key.toLowerCase() !== "z") return;
  const { target } = event;
  const done = isLine(target) ? inLine(event, target) : target === nextLine() && target ? inNext(event, /** @type {HTMLTextAreaElement} */ (target)) : false;
  if (done) event.preventDefault();
}

/** @param {KeyboardEvent} event @param {HTMLInputElement} input @returns {boolean} whether the key did something */
function inLine(event, input) {
  const key = keyOf(input);
  if (event.key === "Escape") {
    input.value = input.defaultValue;
    leaving = true;
    say("Tab leaves the lines");
    return true;
  }
  if (event.key === "Tab" && !leaving) return go(input, event.shiftKey ? "out" : "in");
  if (event.key === "Enter") {
    rename(input);
    placeNext({ parent: "", behind: key });
    nextLine()?.focus();
    return true;
  }
  if (event.altKey && event.key === "ArrowUp") return go(input, "up");
  if (event.altKey && event.key === "ArrowDown") return go(input, "down");
  if (event.key === "ArrowUp" || event.key === "ArrowDown") return step(input, event.key === "ArrowUp" ? -1 : 1, event.shiftKey);
  if (event.key === "Backspace" && input.value === "") {
    const before = beside(input, -1);
    input.value = input.defaultValue;
    go(input, "removed");
    before?.focus();
    return true;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && input.value === input.defaultValue) {
    const undo = document.querySelector('[data-key="mod+z"]');
    if (undo instanceof HTMLElement) undo.click();
    return undo !== null;
  }
  return false;
}

/** @param {KeyboardEvent} event @param {HTMLTextAreaElement} text @returns {boolean} */
function inNext(event, text) {
  if (event.key === "Escape") {
    leaving = true;
    say("Tab leaves the lines");
    return true;
  }
  if (event.key === "Enter" && !event.shiftKey) {
    if (text.value.trim() !== "") enter(text.value);
    text.value = "";
    return true;
  }
  if (event.key === "Tab" && !leaving) {
    const at = nextPlace();
    // In: a part of the line above. Out: beside the line that it is a part of.
    if (!event.shiftKey && at.behind) placeNext({ parent: at.behind, behind: "" });
    else if (event.shiftKey) placeNext({ parent: "", behind: at.parent || above(at.behind) || at.behind });
    return true;
  }
  const before = text.closest("li")?.previousElementSibling?.querySelector("input.ol-n");
  const after = text.closest("li")?.nextElementSibling?.querySelector("input.ol-n");
  const to = event.key === "ArrowUp" ? before : event.key === "ArrowDown" ? after : null;
  if (to instanceof HTMLInputElement && text.value === "") {
    to.focus();
    return true;
  }
  return false;
}

/** To the line above or below; with Shift both are chosen. @param {HTMLInputElement} input @param {number} by @param {boolean} choose */
function step(input, by, choose) {
  const to = beside(input, by);
  if (!to) return false;
  if (choose) for (const one of [input, to]) box(one, true);
  to.focus();
  return true;
}

/** @param {Element} input @param {number} by */
function beside(input, by) {
  const all = [...document.querySelectorAll("input.ol-n")];
  const found = all[all.indexOf(input) + by];
  return found instanceof HTMLInputElement ? found : null;
}

/** @param {Element} input @param {boolean} on */
function box(input, on) {
  const found = input.closest("li")?.querySelector("input[type=checkbox]");
  if (found instanceof HTMLInputElement) found.checked = on;
}

/** Moves the chosen lines, or this one. @param {HTMLInputElement} input @param {string} way */
function go(input, way) {
  rename(input);
  const chosen = [...document.querySelectorAll(".ol-l input[type=checkbox]:checked")].map((one) => /** @type {HTMLInputElement} */ (one).value);
  const key = keyOf(input);
  const tasks = chosen.includes(key) ? chosen : [key];
  send("change_tasks", () => [["project", project()], ["way", way], ...tasks.map((task) => ["tasks", task])], `change_tasks:many`, way === "removed" ? "" : key);
  return true;
}

/** @param {HTMLInputElement} input */
function rename(input) {
  const name = input.value.trim();
  if (name === "" || name === input.defaultValue) return;
  const version = input.closest("[data-version]")?.getAttribute("data-version") ?? "";
  const key = keyOf(input);
  // Taken over at once: the answer shows what was kept.
  input.defaultValue = input.value;
  send("change_task", () => [["task", key], ["name", name], ["version", version]], "change_task:line", "");
}

/** @param {string} text */
function enter(text) {
  const at = nextPlace();
  /** @type {Sent} */
  const sent = { key: "", at };
  const line = document.getElementById("line-next");
  const shown = document.createElement("li");
  shown.className = "ol-l ol-sent";
  shown.append("", document.createElement("span"), text.split("\n")[0]);
  line?.before(shown);
  ahead = { parent: "", behind: sent };
  send("enter_tasks", () => [["project", project()], ["text", text], ["parent", known(at.parent)], ["behind", known(at.behind)],
    ["_next", `${list()?.getAttribute("data-at")}?behind={key}`]], "enter_tasks:next", "next", sent);
}

/** The key of a line that is there, or has been sent. @param {string | Sent} one */
function known(one) {
  return typeof one === "string" ? one : one.key;
}

/** @returns {Place} */
function nextPlace() {
  if (ahead) return ahead;
  const form = nextLine()?.form;
  const value = (/** @type {string} */ name) => /** @type {HTMLInputElement | null} */ (form?.elements.namedItem(name))?.value ?? "";
  return { parent: value("parent"), behind: value("behind") || (value("parent") ? "" : lastTop()) };
}

/** The last line at the top: the next one comes behind it where nothing else is said. */
function lastTop() {
  const tops = document.querySelectorAll('[data-line][data-depth="0"]');
  return tops[tops.length - 1]?.getAttribute("data-line") ?? "";
}

/** What a line is a part of. @param {string | Sent} one @returns {string | Sent} */
function above(one) {
  if (typeof one !== "string") return one.at.parent || above(one.at.behind);
  let row = document.getElementById(`line-${one}`);
  const depth = Number(row?.dataset.depth ?? 0);
  while (row && Number(row.dataset.depth) >= depth) row = /** @type {HTMLElement | null} */ (row.previousElementSibling);
  return row?.dataset.line ?? "";
}

/** Puts the line that comes next to another place. @param {Place} at */
function placeNext(at) {
  const line = document.getElementById("line-next");
  const form = nextLine()?.form;
  if (!line || !form) return;
  const anchor = at.behind || at.parent;
  if (typeof anchor !== "string" || ahead) {
    ahead = at;
    const depth = Number(line.dataset.depth) + (at.parent ? 1 : -1);
    return indent(line, form, Math.max(depth, 0));
  }
  for (const name of /** @type {const} */ (["parent", "behind"])) /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = String(at[name]);
  const row = document.getElementById(`line-${anchor}`);
  if (row) {
    const depth = Number(row.dataset.depth);
    /** @type {Element} */
    let last = row;
    while (last.nextElementSibling && (last.nextElementSibling === line || Number(last.nextElementSibling.getAttribute("data-depth")) > depth)) last = last.nextElementSibling;
    if (last !== line) last.after(line);
    indent(line, form, depth + (at.parent ? 1 : 0));
  }
  history.replaceState(null, "", `${list()?.getAttribute("data-at")}?${at.parent ? "parent" : "behind"}=${encodeURIComponent(anchor)}`);
}

/** @param {HTMLElement} line @param {Element} form @param {number} depth */
function indent(line, form, depth) {
  line.dataset.depth = String(depth);
  form.className = `ol-in ol-in-${Math.min(depth, 8)}`;
  nextLine()?.focus();
}

function list() {
  return document.querySelector("[data-outline]");
}

function project() {
  return list()?.getAttribute("data-outline") ?? "";
}

/** @param {ClipboardEvent} event */
function onPaste(event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const { target } = event;
  if (!text.trim().includes("\n")) return;
  if (isLine(target)) placeNext({ parent: "", behind: keyOf(target) });
  else if (target !== nextLine() || nextLine()?.value.trim() !== "") return;
  event.preventDefault();
  enter(text);
}

/**
 * Sends a command in its turn; the page of the last answer is shown.
 * @param {string} command @param {() => string[][]} fields @param {string} form @param {string} focus key of the line that is in hand then
 * @param {Sent} [sent]
 */
function send(command, fields, form, focus, sent) {
  const base = list()?.getAttribute("data-do");
  waiting += 1;
  queue = queue.then(async () => {
    const body = new URLSearchParams([...fields(), ["_form", form], ["_back", location.pathname + location.search], ["_hurry", "1"]]);
    try {
      const answer = await fetch(base + command, { method: "POST", body, headers: { accept: "text/html", "righthand-form": "1" } });
      const to = new URL(answer.url);
      if (sent) sent.key = to.searchParams.get("behind") ?? "";
      const page = parse(await answer.text());
      waiting -= 1;
      if (!answer.redirected || !answer.ok) return refused(page);
      if (to.pathname !== location.pathname) return location.assign(answer.url);
      if (sent) history.replaceState(null, "", answer.url);
      if (waiting > 0) return;
      refusalStands(false);
      const typed = nextLine()?.value ?? "";
      show(page);
      // Moved in or out while the line before it was on its way.
      const at = ahead;
      ahead = null;
      if (at && at.behind !== sent) placeNext({ parent: known(at.parent), behind: known(at.behind) });
      say(document.querySelector(".toast span")?.textContent ?? "");
      const text = nextLine();
      if (text && text.value !== typed) text.value = typed;
      const to_focus = focus === "next" ? text : document.querySelector(`#${CSS.escape(`line-${focus}`)} .ol-n`);
      if (focus && to_focus instanceof HTMLElement && document.activeElement !== to_focus) to_focus.focus({ preventScroll: focus === "next" });
    } catch {
      waiting = 0;
      say("Not sent: the connection broke.");
    }
  });
}

/** What was refused stands on the page, with why. @param {Document} page */
function refused(page) {
  waiting = Math.max(waiting, 0);
  ahead = null;
  refusalStands(true);
  show(page);
  const why = document.querySelector('#main [role="alert"]');
  if (why instanceof HTMLElement) {
    why.tabIndex = -1;
    why.focus();
  }
}

/** Draws a dependency: from the number of a line to the line that is to wait for it. @param {PointerEvent} event */
function onDrag(event) {
  const number = event.target instanceof Element && event.button === 0 ? event.target.closest("[data-outline] a.wbs") : null;
  const from = number?.closest("[data-line]");
  if (!number || !from) return;
  let moved = false;
  /** @type {Element | null} */
  let over = null;
  const move = (/** @type {PointerEvent} */ at) => {
    if (!moved && Math.hypot(at.clientX - event.clientX, at.clientY - event.clientY) < 6) return;
    moved = true;
    const row = document.elementFromPoint(at.clientX, at.clientY)?.closest("[data-line]") ?? null;
    over?.classList.remove("ol-drop");
    over = row === from ? null : row;
    over?.classList.add("ol-drop");
  };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    over?.classList.remove("ol-drop");
    if (!moved) return;
    // Let go over its own number it would be a click.
    const still = (/** @type {Event} */ click) => click.preventDefault();
    addEventListener("click", still, { once: true, capture: true });
    setTimeout(() => removeEventListener("click", still, { capture: true }));
    const task = over?.getAttribute("data-line") ?? "";
    const after = from.getAttribute("data-line") ?? "";
    if (task) send("link_tasks", () => [["task", task], ["after", after]], "link_tasks:line", "");
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}
