// What is spoken to those who do not see it, and the line about the connection.

/** Milliseconds between two announcements of live changes: at most one a minute. */
const PAUSE = 60_000;
let last = -PAUSE;
let waiting = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Says something at once, politely. @param {string} text */
export function say(text) {
  const region = document.getElementById("said");
  if (!region) return;
  region.textContent = "";
  // Emptied first, so that the same words twice are said twice.
  requestAnimationFrame(() => (region.textContent = text));
}

/** Counts a change on this page; they are said together. */
export function sayChanged() {
  waiting += 1;
  const rest = last + PAUSE - performance.now();
  if (timer !== undefined) return;
  timer = setTimeout(() => {
    timer = undefined;
    last = performance.now();
    say(waiting === 1 ? "This page has changed" : `This page has changed ${waiting} times`);
    waiting = 0;
  }, Math.max(rest, 1_000));
}

/** @param {boolean} lost */
export function connection(lost) {
  const line = document.getElementById("connection");
  const text = lost ? "Connection lost, trying again" : "";
  if (line && line.textContent !== text) line.textContent = text;
}
