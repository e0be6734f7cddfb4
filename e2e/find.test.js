// Finding and doing: search, the palette and the keyboard map without a mouse; two people who edit the same task.
import assert from "node:assert/strict";
import { PICTURED_AT } from "./support/program.js";
import { onDemonstration } from "./support/story.js";
import { assertGood } from "./support/judge.js";

onDemonstration(
  "something is searched for and a command is run, without a mouse",
  async ({ browser, desk }) => {
    const window = await browser.window();
    await window.signIn(await desk.linkOf("Tomás Achterberg"));
    const { page } = window;
    await page.keyboard.press("/");
    await page.getByRole("heading", { level: 1, name: "Search" }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === "q");
    await page.keyboard.type("glazing test tile");
    await page.keyboard.press("Enter");
    await page.locator("#main mark").first().waitFor();
    await assertGood(window, page.url());
    await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/tasks/**");
    const task = new URL(page.url()).pathname.split("/").at(-1);

    // On the page of a task the palette begins with what can be done with it.
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Search or run a command" });
    await palette.getByRole("option").first().waitFor();
    await page.keyboard.type("assign");
    const chosen = palette.getByRole("option", { selected: true });
    await chosen.filter({ hasText: "Give a task" }).waitFor();
    await assertGood(window, page.url());
    await page.keyboard.press("Enter");
    // The form is the one of the task's own page, opened.
    await page.waitForURL(`**/tasks/${task}#do-assign_task`);
    await page.waitForFunction(() => document.activeElement?.closest('form[action$="/do/assign_task"]'));

    // Elsewhere a command about a task first asks which one.
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.getByRole("heading", { level: 1, name: "Projects" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("mark a task done");
    await palette.getByRole("option", { selected: true }).filter({ hasText: "Mark a task done" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Which task?").first().waitFor();
    await assertGood(window, page.url());

    await page.keyboard.press("Control+k");
    await palette.getByRole("option").first().waitFor();
    await page.keyboard.press("Escape");
    await palette.waitFor({ state: "hidden" });
    assert.deepEqual(window.takeFaults(), []);
  },
  { at: PICTURED_AT },
);

onDemonstration(
  "every key of the map goes where it says",
  async ({ browser, desk }) => {
    const window = await browser.window();
    await window.signIn(await desk.linkOf("Amara Lindqvist"));
    const { page } = window;
    await page.keyboard.press("?");
    const map = page.getByRole("dialog", { name: "Keyboard" });
    await map.waitFor();
    const lines = await map.locator("dt").evaluateAll((terms) =>
      terms.map((term) => ({ keys: [...term.querySelectorAll("kbd")].map((key) => key.textContent ?? ""), does: term.nextElementSibling?.textContent ?? "" })),
    );
    await page.keyboard.press("Escape");
    await map.waitFor({ state: "hidden" });
    const places = lines.filter((line) => line.keys[0] === "G");
    assert.ok(places.length >= 6, JSON.stringify(lines));
    for (const { keys, does } of places) {
      const name = does.replace("Go to ", "");
      await page.keyboard.press("g");
      await page.keyboard.press(keys[1].toLowerCase());
      await page.locator("#nav a[aria-current=page]", { hasText: name }).waitFor();
    }
    await page.keyboard.press("c");
    await page.waitForURL("**/projects/new");
    assert.deepEqual(window.takeFaults(), []);
  },
  { at: PICTURED_AT },
);

onDemonstration(
  "two people edit the same task: both texts are seen, one of each is kept, and nothing is lost",
  async ({ browser, desk }) => {
    const [amara, tomas] = [await browser.window(), await browser.window()];
    await amara.signIn(await desk.linkOf("Amara Lindqvist"));
    await tomas.signIn(await desk.linkOf("Tomás Achterberg"));
    for (const window of [amara, tomas]) {
      await window.goto("/b/harbour-clay/tasks/press-kit");
    }
    const form = (/** @type {any} */ window) => window.page.locator('#main form[action$="/do/change_task"]').filter({ has: window.page.getByLabel("Notes") });
    const write = async (/** @type {any} */ window, /** @type {string} */ name, /** @type {string} */ notes) => {
      await form(window).getByLabel("Name").fill(name);
      await form(window).getByLabel("Notes").fill(notes);
    };
    const keep = (/** @type {any} */ window) => form(window).getByRole("button", { name: "Keep the changes" }).click();
    // She is still typing when he is done.
    await write(amara, "Press kit, bilingual", "In English and in Portuguese.");
    await write(tomas, "Press kit and captions", "Ask Yuki for the wide pictures.");
    await keep(tomas);
    await tomas.toast().waitFor();
    await keep(amara);
    const clash = amara.page.getByRole("alert").filter({ hasText: "Tomás Achterberg changed this task" });
    await clash.waitFor();
    for (const words of ["Press kit and captions", "Press kit, bilingual", "Ask Yuki for the wide pictures.", "In English and in Portuguese."]) {
      await clash.getByText(words).first().waitFor();
    }
    // What happens meanwhile does not take the place of what she has before her.
    await tomas.page.getByLabel("Say something").fill("The captions are in the folder.");
    await tomas.page.getByRole("button", { name: "Comment" }).click();
    await tomas.page.getByText("The captions are in the folder.").first().waitFor();
    amara.takeFaults();
    await assertGood(amara, "the conflict");
    await clash.getByRole("group", { name: "Name" }).getByRole("radio", { name: /Theirs/ }).check();
    await clash.getByRole("group", { name: "Notes" }).getByRole("radio", { name: /Yours/ }).check();
    await clash.getByRole("button", { name: "Keep what I chose" }).click();
    await amara.toast().waitFor();
    await amara.goto("/b/harbour-clay/tasks/press-kit");
    await amara.page.getByRole("heading", { level: 1, name: "Press kit and captions" }).waitFor();
    await amara.page.getByText("In English and in Portuguese.").first().waitFor();
    await amara.goto("/b/harbour-clay/history/task/press-kit");
    await amara.page.getByText("Ask Yuki for the wide pictures.").first().waitFor();
    assert.deepEqual(tomas.takeFaults(), []);
  },
  { at: PICTURED_AT },
);
