// While a question is typed, the answers that were kept and are like it are shown below. Without a script a button looks
// for them.
import { parse } from "./morph.js";

/** Milliseconds after the last letter before the server is asked. */
const PAUSE = 250;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;
/** @type {AbortController | null} */
let asking = null;

export function startSimilar() {
  document.addEventListener("input", ({ target }) => {
    const form = target instanceof HTMLInputElement && target.name === "asks" ? target.closest("form[data-similar]") : null;
    if (!(form instanceof HTMLFormElement)) return;
    clearTimeout(soon);
    soon = setTimeout(() => ask(form), PAUSE);
  });
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  asking?.abort();
  asking = new AbortController();
  const address = new URL(form.dataset.similar ?? "", location.href);
  address.searchParams.set("asks", String(new FormData(form).get("asks") ?? ""));
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" }, signal: asking.signal });
    const place = form.querySelector("#similar");
    if (answer.ok && place) place.replaceChildren(...parse(await answer.text()).body.childNodes);
  } catch {
    // The next letter asks again.
  }
}
