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
  line(lost ? "Connection lost, trying again" : "");
}

export function sessionEnded() {
  line("Your session ended; sign in in another tab");
}

/** @param {string} text */
function line(text) {
  const place = document.getElementById("connection");
  if (place && place.textContent !== text) place.textContent = text;
}
