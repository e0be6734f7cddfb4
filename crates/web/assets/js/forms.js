// Forms are sent by fetch and the answer is morphed in: a refusal stands beside the field, what was typed is kept, nothing
// flickers. Whatever goes wrong here ends in what the browser does anyway.
import { refusalStands, show } from "./live.js";
import { parse, sameShell } from "./morph.js";
import { say } from "./say.js";

/** Milliseconds after which a form that got no answer may be sent again. */
const WAIT = 30_000;
/** Id of the line that says why a form was not sent. */
const TROUBLE = "form-trouble";
/** The page that is shown, without its fragment: a jump within it is no visit. */
let shown = withoutFragment(location.href);

export function startForms() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("change", ({ target }) => {
    const form = target instanceof HTMLInputElement ? target.closest("form[data-auto-submit]") : null;
    if (form instanceof HTMLFormElement) form.requestSubmit();
  });
  addEventListener("popstate", () => {
    if (withoutFragment(location.href) !== shown) visit(location.href);
  });
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
  document.getElementById(TROUBLE)?.remove();
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
    if (form.hasAttribute("data-auto-submit")) form.reset();
    trouble(form, "Not sent: the connection broke. What you typed is kept; send it again.");
  } finally {
    busy(form, button, false);
  }
}

/** @param {HTMLFormElement} form @param {Response} answer */
async function receive(form, answer) {
  if (!(answer.headers.get("content-type") ?? "").startsWith("text/html")) return location.assign(answer.url);
  if (answer.redirected && isSignIn(answer.url) && !isSignIn(location.href)) {
    return trouble(form, "Your session ended, nothing was sent. Sign in in another tab, then send this again.", answer.url);
  }
  const next = parse(await answer.text());
  // To a page with another frame around it (signed in, set up): a visit like any other.
  if (answer.redirected && !sameShell(next)) return location.assign(answer.url);
  // Kept: the fields are no longer somebody's unsent text. A box that sends itself shows what is, not what was tried.
  if (answer.ok || form.hasAttribute("data-auto-submit")) form.reset();
  refusalStands(!answer.ok);
  if (answer.redirected) moveTo(answer.url);
  // The field that sent the form by Enter still has the focus and would keep the text from before the change: left for a
  // moment, it takes what was kept like every other field.
  const focused = document.activeElement;
  const sender = answer.ok && focused instanceof HTMLElement && form.contains(focused) ? focused : null;
  sender?.blur();
  show(next);
  if (sender?.isConnected && document.activeElement === document.body) sender.focus({ preventScroll: true });
  if (!answer.ok) focusFault();
  else if (answer.redirected) say(document.querySelector(".toast span")?.textContent ?? document.title);
}

/** The address after a redirect: a new step of the history if it is another page. @param {string} url */
function moveTo(url) {
  if (withoutFragment(url) === shown) return;
  history.pushState(null, "", url);
  shown = withoutFragment(url);
  scrollTo(0, 0);
  document.getElementById("main")?.focus({ preventScroll: true });
}

/** Shows the page of a step of the history; a real visit if that fails. @param {string} url */
async function visit(url) {
  try {
    const answer = await fetch(url, { headers: { accept: "text/html" } });
    const next = parse(await answer.text());
    if (answer.redirected || !answer.ok || !sameShell(next)) return location.reload();
    shown = withoutFragment(url);
    refusalStands(false);
    show(next);
  } catch {
    location.reload();
  }
}

/** @param {string} url */
function withoutFragment(url) {
  return url.split("#")[0];
}

/** @param {string} url */
function isSignIn(url) {
  return new URL(url).pathname === "/sign-in";
}

/** To the first fault, or to the refusal, so that keyboard and screen reader are where the matter is. */
function focusFault() {
  const place = document.querySelector('#main [aria-invalid="true"], #main [role="alert"]');
  if (!(place instanceof HTMLElement)) return;
  if (!place.matches("input, select, textarea")) place.tabIndex = -1;
  place.focus();
}

/** A line at the head of the form, with a way on if there is one. @param {HTMLFormElement} form @param {string} text @param {string} [href] */
export function trouble(form, text, href) {
  const line = document.createElement("p");
  line.id = TROUBLE;
  line.className = "err";
  line.setAttribute("role", "alert");
  line.textContent = text;
  if (href) {
    const link = document.createElement("a");
    Object.assign(link, { href, target: "_blank", rel: "noopener", className: "link", textContent: "Sign in" });
    line.append(" ", link);
  }
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
