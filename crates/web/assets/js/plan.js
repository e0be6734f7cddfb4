// A timeline that is wider than its place opens at today, with some of what was before.
const BEFORE = 48;

export function startPlan() {
  for (const place of document.querySelectorAll(".plan-s")) {
    const today = place.querySelector(".nowl");
    const left = today ? Number(today.getAttribute("x")) : 0;
    if (left > place.clientWidth * 0.8) place.scrollLeft = left - BEFORE;
  }
}
