// What is asked of every page: no fault, no violation that axe knows, no sideways scrolling, one title and one h1.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Everything that is wrong with the page of this window, one line each. @param {import("./browser.js").Window} window */
export async function faultsOf(window) {
  const { page } = window;
  // Given to the browser directly, so that the page's own Content-Security-Policy stays in force.
  await page.evaluate(AXE);
  // From its top: what is half under the bar that stays there while a page is scrolled is no small target.
  await page.evaluate(() => scrollTo(0, 0));
  const violations = await page.evaluate(async (rules) => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
    return violations.map((/** @type {any} */ rule) => `axe ${rule.id} x${rule.nodes.length}: ${rule.help}: ${rule.nodes[0].html.slice(0, 160)}`);
  }, RULES);
  const shape = await page.evaluate(() => ({
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    title: document.title.trim(),
    headings: document.querySelectorAll("h1").length,
    ids: [...document.querySelectorAll("[id]")].map(({ id }) => id),
  }));
  const twice = shape.ids.filter((id, i) => shape.ids.indexOf(id) !== i);
  return [
    ...window.takeFaults(),
    ...violations,
    ...(shape.over > 0 ? [`the page scrolls sideways by ${shape.over} px`] : []),
    ...(shape.title ? [] : ["no title"]),
    ...(shape.headings === 1 ? [] : [`${shape.headings} h1`]),
    ...(twice.length > 0 ? [`ids used twice: ${twice.slice(0, 3)}`] : []),
  ];
}

/** @param {import("./browser.js").Window} window @param {string} where */
export async function assertGood(window, where) {
  assert.deepEqual(await faultsOf(window), [], where);
}
