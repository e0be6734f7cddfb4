// Buttons that copy what stands in a field. They are shown only where the browser lets a page copy.
import { say } from "./say.js";

export function startCopy() {
  if (!navigator.clipboard) return;
  const show = () => {
    for (const place of document.querySelectorAll("[data-copies][hidden]")) place.removeAttribute("hidden");
  };
  show();
  // Pages are morphed in place: what came with the newer one is shown too.
  new MutationObserver(show).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden"] });
  document.addEventListener("click", async ({ target }) => {
    const place = target instanceof Element && target.closest("button") ? target.closest("[data-copies]") : null;
    const field = place ? document.getElementById(place.getAttribute("data-copies") ?? "") : null;
    if (!(field instanceof HTMLInputElement)) return;
    field.select();
    await navigator.clipboard.writeText(field.value);
    say("Copied");
  });
}
