// The set-up page begins with the zone of the browser: most businesses keep the clock of whoever sets them up.
export function startZone() {
  const field = document.querySelector('form[action="/set-up"] input[name="zone"]');
  if (!(field instanceof HTMLInputElement) || field.value || field.getAttribute("aria-invalid")) return;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (timeZone.includes("/")) field.value = timeZone;
}
