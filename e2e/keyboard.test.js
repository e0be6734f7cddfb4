// The main job by keyboard alone: to a project, an effort said, a task done, and the last step taken back.
import assert from "node:assert/strict";
import { PICTURED_AT } from "./support/program.js";
import { onDemonstration } from "./support/story.js";

/** Stops of the Tab key on a page at most; more would be a trap. */
const STOPS_MAX = 300;

onDemonstration(
  "a project is gone to, an effort said, a task done and undone, without a mouse",
  async ({ browser, desk }) => {
    const window = await browser.window();
    await window.signIn(await desk.linkOf("Priyanka Doyle"));
    const { page } = window;
    const press = (/** @type {string} */ key) => page.keyboard.press(key);

    await press("g");
    await press("p");
    await page.waitForURL("**/projects");
    await press("j");
    assert.equal(await focused(page), "The Slow Wheel");
    await press("k");
    await press("Enter");
    await page.getByRole("heading", { level: 1, name: "The Slow Wheel" }).waitFor();

    await press("?");
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    await press("Escape");
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor({ state: "hidden" });

    // A row first says why it lies there; from there on to the task.
    await rowTo(page, "Break down the launch mails");
    await press("Enter");
    await page.waitForURL("**row=**");
    await page.locator("#why").waitFor();
    await tabTo(page, (element) => element.closest("#why") !== null && element instanceof HTMLAnchorElement && element.pathname.includes("/tasks/"));
    await press("Enter");
    await page.getByRole("heading", { level: 1, name: "Break down the launch mails" }).waitFor();

    await tabTo(page, (element) => element instanceof HTMLInputElement && element.name === "effort");
    await press("Control+a");
    await page.keyboard.type("2 / 3 / 5");
    await press("Enter");
    await window.toast().waitFor();
    await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.querySelector('[name="effort"]')).defaultValue.includes("3"));

    await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
    await press("d");
    await page.getByRole("button", { name: "Not done after all" }).waitFor();
    await press("Control+z");
    await window.toast().filter({ hasText: /Undone/ }).waitFor();
    await page.getByRole("button", { name: "Done", exact: true }).waitFor();
    assert.match(page.url(), /\/tasks\//, "whoever undoes stays where they are");
    assert.deepEqual(window.takeFaults(), []);
  },
  { at: PICTURED_AT },
);

onDemonstration(
  "the first stop skips to the content, and every stop of Today can be seen",
  async ({ browser, desk }) => {
    const window = await browser.window();
    await window.signIn(await desk.linkOf("Amara Lindqvist"));
    const { page } = window;
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Skip to content");
    const unseen = [];
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      await page.keyboard.press("Tab");
      const now = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const [style, box] = [getComputedStyle(element), element.getBoundingClientRect()];
        return { name: element.outerHTML.slice(0, 120), seen: box.width > 0 && (style.outlineStyle !== "none" || style.boxShadow !== "none" || element.closest(":focus-within[class]") !== null) };
      });
      if (!now) break;
      if (!now.seen) unseen.push(now.name);
    }
    assert.deepEqual(unseen, []);
  },
  { at: PICTURED_AT },
);

/** What has the focus, by its words. @param {import("playwright-core").Page} page */
function focused(page) {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
}

/** Goes from row to row with J. @param {import("playwright-core").Page} page @param {string} name */
async function rowTo(page, name) {
  let before = "";
  for (let row = 0; row < STOPS_MAX; row += 1) {
    await page.keyboard.press("j");
    const now = await focused(page);
    if (now.includes(name)) return;
    assert.notEqual(now, before, `the last row is not “${name}”`);
    before = now;
  }
}

/** Presses Tab until the focus is where it should be. @param {import("playwright-core").Page} page @param {(element: Element) => boolean} isThere */
async function tabTo(page, isThere) {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    await page.keyboard.press("Tab");
    const there = await page.evaluate(`(${isThere})(document.activeElement)`);
    if (there) return;
  }
  assert.fail(`the Tab key never comes to ${isThere}`);
}
