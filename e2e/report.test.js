// A status report: drawn up from facts, changed, sent by mail, opened without an account, and ended.
import assert from "node:assert/strict";
import { PICTURED_AT } from "./support/program.js";
import { onDemonstration } from "./support/story.js";
import { assertGood } from "./support/judge.js";

onDemonstration(
  "a status report is drawn up, sent, opened by its link without an account, and ended",
  async ({ browser, desk }) => {
    const window = await browser.window();
    await window.signIn(await desk.linkOf("Priyanka Doyle"));
    const { page } = window;
    await page.goto(new URL("/b/harbour-clay/projects/slow-wheel", page.url()).href);
    await page.getByRole("link", { name: "Report", exact: true }).click();
    await page.getByRole("heading", { level: 2, name: "New report" }).waitFor();
    const words = page.getByLabel("Words");
    const drawn = await words.inputValue();
    for (const part of ["futures", "## Done", "## Next", "## Late", "## Decisions needed"]) assert.ok(drawn.includes(part), drawn);
    await assertGood(window, page.url());
    await words.fill(`${drawn}\n\n## From me\nWe are well.`);
    await page.getByRole("button", { name: "Keep the report" }).click();
    await page.getByRole("heading", { level: 2, name: /Report of/ }).waitFor();
    await page.getByText("It hides:").waitFor();

    // A link to hand over is told once, and opens the report and nothing else, with no account at all.
    await page.getByRole("button", { name: "Make a link to hand over" }).click();
    const link = await page.getByLabel("Link to the report").inputValue();
    await assertGood(window, page.url());
    const guest = await browser.window();
    await guest.page.goto(link);
    await guest.page.getByRole("heading", { name: "From me" }).waitFor();
    assert.equal(await guest.page.locator("nav").count(), 0, "there is no way on from here");
    await assertGood(guest, guest.page.url());

    await page.getByLabel("Send it to").fill("client@tea.example");
    await page.getByRole("button", { name: "Send by mail" }).click();
    await page.locator("#toasts", { hasText: "mailed to client@tea.example" }).waitFor();
    await page.getByRole("button", { name: /End it.*hand over/ }).click();
    await page.locator("#toasts", { hasText: "opens nothing any more" }).waitFor();
    const ended = await guest.page.goto(link);
    assert.equal(ended?.status(), 404);
    await guest.page.getByRole("heading", { name: "This link opens nothing" }).waitFor();
    assert.deepEqual(window.takeFaults(), []);
  },
  { at: PICTURED_AT },
);
