// The interview without an account: kept in the browser while it is typed, shown as a week at once, and offered to the
// duties of a business later. Without this file the form carries everything itself.

const KEPT = "righthand.interview";
/** Milliseconds for which an interview is offered: after half a year a week looks otherwise. */
const LASTS = 180 * 24 * 3_600_000;

export function startInterview() {
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-print]")) print();
  });
  for (const button of document.querySelectorAll("[data-print]")) button.removeAttribute("hidden");
  const form = document.querySelector("form[data-interview]");
  if (form instanceof HTMLFormElement) begin(form);
  const taking = document.querySelector("form[data-take-interview]");
  if (taking instanceof HTMLFormElement) offer(taking);
}

/** @param {HTMLFormElement} form */
function begin(form) {
  const kept = read();
  if (kept && isEmpty(form)) restore(form, kept);
  const forget = form.querySelector("[data-forget]");
  const keepAndShow = () => {
    keep(form);
    forget?.toggleAttribute("hidden", isEmpty(form));
    showWeek(form);
  };
  form.addEventListener("input", keepAndShow);
  form.addEventListener("change", keepAndShow);
  form.addEventListener("submit", () => keep(form));
  forget?.addEventListener("click", () => {
    store(null);
    location.assign("/advisor");
  });
  if (!isEmpty(form)) keepAndShow();
}

/** The fields that say something, the rows' first choices left out. @param {HTMLFormElement} form */
function said(form) {
  const passing = ["typical", "pasted", "then", "by", "by_role", "by_hourly"];
  const all = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && value && !passing.includes(name));
  return /** @type {[string, string][]} */ (all);
}

/** @param {HTMLFormElement} form */
function isEmpty(form) {
  return !said(form).some(([name]) => /name$|helpers$|business$|owner_hours$|_hourly$|budget|value$|reserve$|revenue/.test(name));
}

/** @param {HTMLFormElement} form */
function keep(form) {
  store(isEmpty(form) ? null : { at: Date.now(), fields: said(form) });
}

/** @param {unknown} kept */
function store(kept) {
  try {
    if (kept) localStorage.setItem(KEPT, JSON.stringify(kept));
    else localStorage.removeItem(KEPT);
  } catch {
    // A browser that keeps nothing still has the form.
  }
}

/** @returns {[string, string][] | null} */
function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    return kept && Date.now() - kept.at < LASTS && Array.isArray(kept.fields) ? kept.fields : null;
  } catch {
    return null;
  }
}

/** @param {HTMLFormElement} form @param {[string, string][]} fields */
function restore(form, fields) {
  addRows(form, fields);
  for (const [name, value] of fields) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
}

/** As many rows as were kept, each like the last. @param {HTMLFormElement} form @param {[string, string][]} fields */
function addRows(form, fields) {
  const body = form.querySelector("[data-sheet] tbody");
  const last = body?.lastElementChild;
  if (!body || !last) return;
  const rows = 1 + Math.max(-1, ...fields.map(([name, value]) => (value ? Number(/^duties\.(\d+)\.name$/.exec(name)?.[1] ?? -1) : -1)));
  for (let at = body.children.length; at < rows; at += 1) {
    const row = /** @type {Element} */ (last.cloneNode(true));
    for (const field of row.querySelectorAll("[name]")) {
      field.setAttribute("name", (field.getAttribute("name") ?? "").replace(/^duties\.\d+/, `duties.${at}`));
      field.setAttribute("aria-label", (field.getAttribute("aria-label") ?? "").replace(/, row \d+$/, `, row ${at + 1}`));
    }
    body.append(row);
  }
}

/** @typedef {{ name: string, hours: number, [field: string]: any }} Row */

/** The rows that name a duty. @param {[string, string][]} fields */
function rowsOf(fields) {
  /** @type {Map<string, any>} */
  const rows = new Map();
  for (const [name, value] of fields) {
    const [, at, field] = /^duties\.(\d+)\.(\w+)$/.exec(name) ?? [];
    if (at) rows.set(at, { ...rows.get(at), [field]: value });
  }
  return [...rows.values()].filter(({ name }) => name).map((row) => ({ ...row, hours: Number((row.hours_per_week ?? "").replace(",", ".")) || 0 }));
}

/** Where the week goes, as far as it is said. @param {HTMLFormElement} form */
function showWeek(form) {
  const place = form.querySelector("[data-week]");
  if (!place) return;
  const mine = rowsOf(said(form)).filter(({ who }) => who !== "helper");
  const sum = (/** @type {(row: Row) => boolean} */ of) => mine.filter(of).reduce((all, { hours }) => all + hours, 0);
  const told = (/** @type {number} */ hours) => `${Math.round(hours * 10) / 10} h`;
  const goes = sum(({ hand_over, energy }) => hand_over !== "false" && energy !== "gives");
  place.toggleAttribute("hidden", mine.length === 0);
  place.textContent =
    `Your week: ${told(sum(() => true))}. Doing ${told(sum(({ kind }) => kind === "implementation"))}, managing ${told(sum(({ kind }) => kind === "management"))}, ` +
    `strategy ${told(sum(({ kind }) => kind === "strategy"))}. Gives energy ${told(sum(({ energy }) => energy === "gives"))}, drains ${told(sum(({ energy }) => energy === "drains"))}. ` +
    `Could go: ${told(goes)}.`;
}

/** The owner's own duties of the interview, as new rows of the business's table. @param {HTMLFormElement} form */
function offer(form) {
  const mine = rowsOf(read() ?? []).filter(({ who }) => who !== "helper");
  if (mine.length === 0) return;
  const fields = ["name", "hours_per_week", "kind", "skill", "energy", "owner_has_skill", "hand_over"];
  mine.forEach((row, at) => {
    for (const field of fields) {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: `duties.${at}.${field}`, value: row[field] ?? "" });
      form.append(input);
    }
  });
  const count = form.querySelector("[data-count]");
  if (count) count.textContent = mine.length === 1 ? "It has one duty of yours." : `It has ${mine.length} duties of yours.`;
  form.removeAttribute("hidden");
  form.addEventListener("submit", () => store(null));
}
