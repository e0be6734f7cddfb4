// What would help a late project: a change is tried on its forecast page, then made with one button, and the chance rises;
// a tentative project, an absence and a date are tried before anybody promises.
import assert from "node:assert/strict";
import { assertGood } from "./support/judge.js";
import { PICTURED_AT } from "./support/program.js";
import { onDemonstration } from "./support/story.js";

/** @typedef {import("./support/browser.js").Window} Window */

/** The chance that the head of a project's page shows, in percent. @param {Window} window */
async function chance(window) {
  const found = /(\d+)\s*% on time/.exec(await window.words());
  return found ? Number(found[1]) : undefined;
}

/** Waits until the page, which changes by itself, holds. @param {() => Promise<unknown>} holds @param {string} what */
async function until(holds, what) {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `${what} was not seen`);
    await new Promise((go) => setTimeout(go, 100));
  }
}

onDemonstration(
  "a lever is tried and applied on the forecast page, and the chance rises",
  async ({ browser, desk }) => {
    const window = await browser.window();
    const { page } = window;
    await window.signIn(await desk.linkOf("Amara Lindqvist"));
    await window.goto("/b/harbour-clay/projects/glaze-library/forecast");
    await until(async () => (await page.locator(".lever").count()) > 0, "a lever");
    const before = await chance(window);
    assert.ok(before !== undefined && before < 50, `the library is late: ${before}`);
    const lever = page.locator(".lever").first();
    await lever.getByRole("link", { name: /^Try it/ }).click();
    await page.getByRole("heading", { name: "What it does to the projects" }).waitFor();
    const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: "Glaze Library" }) });
    assert.match(await row.innerText(), /\+\d+/, "the library gains by it");
    await assertGood(window, "a lever that is tried");
    assert.equal(await chance(window), before, "a trial changes nothing");

    await page.locator(".lever").first().getByRole("button", { name: "Do it" }).click();
    await window.toast().getByRole("button", { name: "Undo" }).waitFor();
    await until(async () => ((await chance(window)) ?? 0) > before, "a higher chance");
    assert.deepEqual(window.takeFaults(), []);
    assert.equal(desk.log(), "", "the program logged something to look at");
  },
  { at: PICTURED_AT },
);

onDemonstration(
  "what promising a tentative project and losing an editor would do is seen before",
  async ({ browser, desk }) => {
    const window = await browser.window({ width: 390 });
    const { page } = window;
    await window.signIn(await desk.linkOf("Tomás Achterberg"));
    await window.goto("/b/northlight-coaching/projects/summer-retreat");
    assert.match(await window.words(), /This project is tentative/);
    await page.getByRole("link", { name: "What would promising it do?" }).click();
    await page.getByRole("heading", { name: "What it does to the projects" }).waitFor();
    await assertGood(window, "a rehearsal on a phone");

    await window.goto("/b/harbour-clay/what-if?away=halima&from=2026-11-25&to=2026-12-04");
    await page.getByRole("heading", { name: /^What stalls or changes hands/ }).waitFor();
    assert.match(await window.words(), /Edit article \d+.*later/);

    await window.goto("/b/harbour-clay/what-if/promise");
    await page.getByLabel("Effort, hours").fill("6 / 10 / 18");
    await page.getByLabel("Yuki Abara").check();
    await page.getByRole("button", { name: "See the dates" }).click();
    await page.getByRole("heading", { name: "Dates against chance" }).waitFor();
    assert.match(await window.words(), /Holds in/);
    await assertGood(window, "a promise on a phone");
    assert.deepEqual(window.takeFaults(), []);
  },
  { at: PICTURED_AT },
);
