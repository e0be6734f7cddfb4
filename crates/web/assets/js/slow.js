// Forms whose answer takes longer than a moment: they are sent by the browser itself, and say that they are working. A
// file that is too large is told before it is sent.

export function startSlow() {
  document.addEventListener("submit", onSubmit);
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.querySelectorAll("form[data-slow][data-busy]")) rest(form);
  });
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.slow || event.defaultPrevented) return;
  if (form.hasAttribute("data-busy") || tooLarge(form)) return event.preventDefault();
  form.setAttribute("data-busy", "");
  event.submitter?.setAttribute("aria-busy", "true");
  line(form, "hint", "status").textContent = form.dataset.slow;
}

/** @param {HTMLFormElement} form */
function tooLarge(form) {
  const most = Number(form.dataset.bytesMax);
  const input = form.querySelector('input[type="file"]');
  const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
  if (!most || !file || file.size <= most) return false;
  const megabytes = (/** @type {number} */ bytes) => Math.ceil(bytes / 1048576);
  line(form, "err", "alert").textContent =
    `This file has ${megabytes(file.size)} MB; up to ${megabytes(most)} MB are read. Export one board at a time.`;
  input?.setAttribute("aria-invalid", "true");
  if (input instanceof HTMLElement) input.focus();
  return true;
}

/** The one line at the foot of the form. @param {HTMLFormElement} form @param {string} look @param {string} role */
function line(form, look, role) {
  const there = form.querySelector("[data-slow-line]");
  const line = there ?? document.createElement("p");
  line.className = look;
  line.setAttribute("role", role);
  line.setAttribute("data-slow-line", "");
  if (!there) form.append(line);
  return line;
}

/** Back from the next page by the browser's history: nothing is under way. @param {Element} form */
function rest(form) {
  form.removeAttribute("data-busy");
  form.querySelector("[data-slow-line]")?.remove();
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}
