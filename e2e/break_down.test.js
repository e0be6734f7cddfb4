// Breaking a project down: a template counted back from its date, lines typed and moved by keyboard alone, a list pasted
// as a tree, a dependency drawn, and a circle refused.
import assert from "node:assert/strict";
import { PICTURED_AT } from "./support/program.js";
import { onDemonstration } from "./support/story.js";
import { assertGood } from "./support/judge.js";

/** @param {import("playwright-core").Page} page @param {string[]} lines */
async function lines(page, lines) {
  await page.waitForFunction((wanted) => {
    const rows = [...document.querySelectorAll("[data-line]")];
    const told = rows.map((row) => `${row.querySelector(".wbs")?.textContent} ${/** @type {HTMLInputElement} */ (row.querySelector(".ol-n")).value}`);
    return wanted.every((line) => told.includes(line));
  }, lines);
}

onDemonstration(
  "a podcast launch is made from its template, typed, pasted and drawn",
  async ({ browser, desk }) => {
    const window = await browser.window();
    await window.signIn(await desk.linkOf("Amara Lindqvist"));
    const { page } = window;
    await page.goto(new URL("/b/harbour-clay/projects/new", page.url()).href);
    await page.getByRole("link", { name: "From a template" }).click();
    await page.getByRole("heading", { level: 1, name: "Project templates" }).waitFor();
    await assertGood(window, page.url());
    await page.getByRole("link", { name: "Podcast launch" }).click();
    await page.getByRole("heading", { level: 2, name: "Open a project" }).waitFor();
    await assertGood(window, page.url());
    await page.getByLabel("Name").fill("Kiln talks");
    await page.getByLabel("End", { exact: true }).fill("2027-03-30");
    await page.getByLabel("Manager").selectOption({ label: await page.locator("#f-manager option", { hasText: "Tomás" }).innerText() });
    await page.getByRole("button", { name: "Open the project" }).click();
    await page.getByRole("heading", { level: 1, name: "Kiln talks" }).waitFor();

    await page.getByRole("link", { name: "Break down" }).click();
    await page.getByRole("heading", { level: 2, name: /Lines/ }).waitFor();
    await lines(page, ["3.4 Edit and mix episode 1"]);
    await assertGood(window, page.url());

    // By keyboard alone, from the first line: one below it with who, when and how much; a part of that; moved and back.
    const first = page.getByLabel("Line 1", { exact: true });
    await first.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("Ask ten listeners @halima 2h by 15 dec");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Write the questions 1h");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Send them after write the questions");
    await page.keyboard.press("Enter");
    await lines(page, ["2 Ask ten listeners", "2.1 Write the questions", "2.2 Send them"]);
    await page.getByLabel("Line 2.2").focus();
    await page.keyboard.press("Shift+Tab");
    await lines(page, ["3 Send them"]);
    await page.keyboard.press("Alt+ArrowUp");
    await lines(page, ["2 Send them", "3 Ask ten listeners"]);
    await page.keyboard.press("Control+z");
    await lines(page, ["3 Send them"]);
    await page.getByLabel("Line 3", { exact: true }).focus();
    await page.keyboard.press("End");
    await page.keyboard.type(" by mail");
    await page.keyboard.press("ArrowUp");
    await lines(page, ["3 Send them by mail"]);

    // Forty articles, pasted as a list with parts.
    const articles = Array.from({ length: 40 }, (_, n) => `- Article ${n + 1}\n  - Write\n  - Edit`).join("\n");
    await page.getByLabel("Next line, or a list").focus();
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, articles);
    await page.waitForFunction(() => [...document.querySelectorAll(".ol-n")].some((line) => /** @type {HTMLInputElement} */ (line).value === "Article 40"));

    // A dependency is drawn by dragging a number; the other way round closes a circle.
    const number = (/** @type {string} */ n) => page.locator("[data-line] .wbs", { hasText: new RegExp(`^${n}$`) });
    const drag = async (/** @type {string} */ from, /** @type {string} */ to) => {
      await number(from).scrollIntoViewIfNeeded();
      const [a, b] = [await number(from).boundingBox(), await number(to).boundingBox()];
      assert.ok(a && b);
      await page.mouse.move(a.x + 5, a.y + 8);
      await page.mouse.down();
      await page.mouse.move(b.x + 5, b.y + 8, { steps: 5 });
      await page.mouse.up();
    };
    await drag("1.2", "2.1");
    await page.locator("#toasts", { hasText: "Write the questions waits for" }).waitFor();
    await drag("2.1", "1.2");
    await page.getByRole("alert").filter({ hasText: "that would close a circle" }).waitFor();
    // The circle was refused, and nothing else went wrong.
    assert.deepEqual(window.takeFaults().filter((fault) => !fault.includes("422")), []);
  },
  { at: PICTURED_AT },
);
