// Forms are sent by fetch and the answer is morphed in: a refusal stands beside the field, what was typed is kept, nothing
// flickers. Whatever goes wrong here ends in what the browser does anyway.
import { show } from "./live.js";
import { say } from "./say.js";

/** Milliseconds after which a form that got no answer may be sent again. */
const WAIT = 30_000;

export function startForms() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("change", ({ target }) => {
    const form = target instanceof HTMLInputElement ? target.closest("form[data-auto-submit]") : null;
    if (form instanceof HTMLFormElement) form.requestSubmit();
  });
  addEventListener("popstate", () => visit(location.href, false));
}

/** @param {SubmitEvent} event */
async function onSubmit(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  const button = event.submitter;
  const method = (button?.getAttribute("formmethod") ?? form.method).toLowerCase();
  if (method !== "post" || form.hasAttribute("data-native") || form.target) return;
  event.preventDefault();
  if (form.hasAttribute("data-busy")) return;
  busy(form, button, true);
  try {
    const body = new FormData(form, /** @type {any} */ (button));
    const encoded = form.enctype === "multipart/form-data" ? body : new URLSearchParams(/** @type {any} */ (body));
    const answer = await fetch(button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href, {
      method: "POST",
      body: encoded,
      headers: { accept: "text/html", "righthand-form": "1" },
      signal: AbortSignal.timeout(WAIT),
    });
    await receive(form, answer);
  } catch {
    say("Not sent: the connection broke. What you typed is kept.");
    trouble(form, "Not sent: the connection broke. What you typed is kept; send it again.");
  } finally {
    busy(form, button, false);
  }
}

/** @param {HTMLFormElement} form @param {Response} answer */
async function receive(form, answer) {
  if (!(answer.headers.get("content-type") ?? "").startsWith("text/html")) return location.assign(answer.url);
  const text = await answer.text();
  // Kept: the fields are no longer somebody's unsent text.
  if (answer.ok) form.reset();
  if (answer.redirected) moveTo(answer.url);
  show(text);
  if (!answer.ok) focusFault();
  else if (answer.redirected) say(document.querySelector(".toast span")?.textContent ?? document.title);
}

/** The address after a redirect: a new step of the history if it is another page. @param {string} url */
function moveTo(url) {
  const here = new URL(location.href);
  const there = new URL(url);
  if (here.pathname === there.pathname && here.search === there.search) return;
  history.pushState(null, "", url);
  scrollTo(0, 0);
  document.getElementById("main")?.focus({ preventScroll: true });
}

/** Loads a page and shows it; a real visit if that fails. @param {string} url @param {boolean} push */
async function visit(url, push) {
  try {
    const answer = await fetch(url, { headers: { accept: "text/html" } });
    if (push) moveTo(answer.url);
    show(await answer.text());
  } catch {
    location.assign(url);
  }
}

/** To the first fault, or to the refusal, so that keyboard and screen reader are where the matter is. */
function focusFault() {
  const place = document.querySelector('#main [aria-invalid="true"], #main [role="alert"]');
  if (!(place instanceof HTMLElement)) return;
  if (!place.matches("input, select, textarea")) place.tabIndex = -1;
  place.focus();
}

/** @param {HTMLFormElement} form @param {string} text */
function trouble(form, text) {
  const id = "form-trouble";
  document.getElementById(id)?.remove();
  const line = document.createElement("p");
  line.id = id;
  line.className = "err";
  line.setAttribute("role", "alert");
  line.textContent = text;
  form.prepend(line);
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button @param {boolean} on */
function busy(form, button, on) {
  form.toggleAttribute("data-busy", on);
  if (!button?.classList.contains("btn")) return;
  button.toggleAttribute("data-busy", on);
  if (on) button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
}
