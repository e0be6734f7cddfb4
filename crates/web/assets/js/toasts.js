// A toast goes after ten seconds, but not while somebody points at it or has the focus in it.

/** Milliseconds a toast stays, and how often it is looked at. */
const STAYS = 10_000;
const TICK = 250;

export function startToasts() {
  /** @type {WeakMap<Element, { text: string | null, time: number }>} */
  const shown = new WeakMap();
  setInterval(() => {
    if (document.hidden) return;
    const toasts = [...document.querySelectorAll("#toasts [data-toast]")];
    toasts.forEach((toast, i) => {
      const held = toast.matches(":hover") || toast.contains(document.activeElement);
      const before = shown.get(toast);
      // The same element with other words is another message.
      const time = (before?.text === toast.textContent ? before.time : 0) + (held ? 0 : TICK);
      shown.set(toast, { text: toast.textContent, time });
      // One at a time: an older one goes when a newer one comes.
      if (time > STAYS || i < toasts.length - 1) toast.remove();
    });
  }, TICK);
}
