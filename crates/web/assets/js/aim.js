// A link that ends in `#do-finish_task` is about the form of that command on its page: what hides the form is opened, and
// its first field has the focus. Without a script the link leads to the page.

/** How such a link ends. */
const AIM = /^#do-([a-z_]+)$/;

export function startAim() {
  addEventListener("hashchange", aim);
  aim();
}

function aim() {
  const command = AIM.exec(location.hash)?.[1];
  const form = command && document.querySelector(`#main form[action$="/do/${command}"]`);
  if (!(form instanceof HTMLFormElement)) return;
  for (let around = form.parentElement; around; around = around.parentElement) {
    if (around instanceof HTMLDetailsElement) around.open = true;
    if (around instanceof HTMLDialogElement && !around.open) around.showModal();
  }
  // What is taller than half the window begins at its top.
  form.scrollIntoView({ block: form.offsetHeight < innerHeight / 2 ? "center" : "start" });
  const first = form.querySelector("input:not([type=hidden]), select, textarea, button");
  if (first instanceof HTMLElement) first.focus({ preventScroll: true });
}
