// A table that is typed in like a spreadsheet: arrow keys go up and down, and cells that were copied from one are pasted
// into rows and columns from the field that has the focus.

/** Words that people write in their spreadsheets, and what the selects call them. @type {Record<string, string>} */
const WORDS = { doing: "implementation", managing: "management", y: "true", yes: "true", x: "true", n: "false", no: "false", me: "owner", drain: "drains", give: "gives" };

export function startSheet() {
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const field = event.target;
    if (!step || event.ctrlKey || event.altKey || event.metaKey || !(field instanceof HTMLInputElement)) return;
    const next = field.closest("[data-sheet]") ? neighbour(field, step, 0) : null;
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (next instanceof HTMLInputElement) next.select();
  });
  document.addEventListener("paste", (event) => {
    const field = event.target;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!(field instanceof HTMLInputElement) || !field.closest("[data-sheet]") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    fill(field, text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t")));
  });
}

/** The field so many rows below and columns to the right. @param {Element} field @param {number} down @param {number} right */
function neighbour(field, down, right) {
  const row = field.closest("tr");
  const rows = [...(row?.parentElement?.children ?? [])];
  const column = [...(row?.children ?? [])].findIndex((cell) => cell.contains(field));
  const cell = row ? rows[rows.indexOf(row) + down]?.children[column + right] : undefined;
  const next = cell?.querySelector("input:not([type=hidden]), select");
  return next instanceof HTMLInputElement || next instanceof HTMLSelectElement ? next : null;
}

/** What finds no row or no word is left out: the list below the table takes any number. @param {Element} field @param {string[][]} cells */
function fill(field, cells) {
  cells.forEach((row, down) => {
    row.forEach((text, right) => {
      const to = neighbour(field, down, right);
      if (to instanceof HTMLInputElement) to.value = text.trim();
      if (to instanceof HTMLSelectElement) choose(to, text.trim());
    });
  });
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLSelectElement} select @param {string} text */
function choose(select, text) {
  const word = text.toLowerCase();
  const wanted = [word, WORDS[word]];
  const option = [...select.options].find(({ value, text: label }) => wanted.includes(value) || label.toLowerCase() === word);
  if (option) select.value = option.value;
}
