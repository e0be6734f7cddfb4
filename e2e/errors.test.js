// What goes wrong ends well: a page that says what happened and what to do, and nothing typed is lost.
import assert from "node:assert/strict";
import { assertGood } from "./support/judge.js";
import { OWNER, setUp } from "./support/set_up.js";
import { onDemonstration, onEmptyDesk } from "./support/story.js";

/** @typedef {import("./support/browser.js").Window} Window */

onDemonstration("an unknown address and another business's say the same, and lead on", async ({ browser, desk }) => {
  const window = await browser.window();
  await window.signIn(await desk.linkOf("Priyanka Doyle"));
  for (const path of ["/no-such-page", "/b/northlight-coaching/projects", "/b/harbour-clay/projects/no-such-project", "/b/nobody/team"]) {
    const answer = await window.goto(path);
    assert.equal(answer?.status(), 404, path);
    assert.match(await window.words(), /Nothing is at this address/, path);
    window.takeFaults();
    await assertGood(window, path);
  }
  await window.page.getByRole("link", { name: "Go to Today" }).click();
  await window.page.getByRole("link", { name: "Projects" }).first().waitFor();

  // The same for a stranger, who learns nothing of what is there.
  const stranger = await browser.window();
  await stranger.page.goto(`${desk.url}/b/northlight-coaching/projects`);
  await stranger.page.waitForURL("**/sign-in**");
});

onEmptyDesk("an ended session leads back to where one was, and what was typed is kept meanwhile", async ({ browser, desk }) => {
  const window = await browser.window();
  const business = await setUp(window, desk.url);
  const { page } = window;
  await window.goto(`${business}/projects/new`);
  await page.getByLabel("Name").fill("The winter course");

  // Signed out in another tab: this one is told when it sends, and loses nothing.
  const other = await window.context.newPage();
  await other.goto(`${desk.url}/you`);
  await other.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await other.waitForURL("**/sign-in**");
  await page.getByRole("button", { name: "Open the project" }).click();
  await page.getByText("Your session ended, nothing was sent").waitFor();
  assert.equal(await page.getByLabel("Name").inputValue(), "The winter course");

  await page.reload();
  await page.waitForURL("**/sign-in**");
  await assertGood(window, "signing in");
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password").fill("a wrong sentence altogether");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").first().waitFor();
  assert.equal(await page.getByLabel("E-mail").inputValue(), OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`**${business}/projects/new`);
});

for (const script of [true, false]) {
  onDemonstration(`a form with a fault keeps what was typed and names the field, ${script ? "with" : "without"} script`, async ({ browser, desk }) => {
    const window = await browser.window({ script });
    await window.signIn(await desk.linkOf("Amara Lindqvist"));
    const { page } = window;
    await window.goto("/b/harbour-clay/projects/new");
    await page.getByLabel("Name").fill("Glaze <b>week</b>");
    await page.getByLabel("Outcome").fill("A week of glazing is on sale");
    await page.getByLabel("End", { exact: true }).fill("2027-01-04");
    await page.getByLabel("Start").fill("2027-02-01");
    await page.getByRole("button", { name: "Open the project" }).click();
    await page.locator('#main [aria-invalid="true"]').first().waitFor();
    assert.equal(await page.getByLabel("Name").inputValue(), "Glaze <b>week</b>");
    assert.equal(await page.getByLabel("Outcome").inputValue(), "A week of glazing is on sale");
    assert.equal(await page.getByLabel("End", { exact: true }).inputValue(), "2027-01-04");
    const about = await page.locator('#main [aria-invalid="true"]').first().getAttribute("aria-describedby");
    assert.ok(about && (await page.locator(`#${about.split(" ")[0]}`).innerText()).length > 0, "the fault is tied to its field");
    assert.deepEqual(window.takeFaults().filter((fault) => !/422/.test(fault)), []);
  });
}

onEmptyDesk("a broken, hostile or foreign file is refused by name, and nothing of it is kept", async ({ browser, desk }) => {
  const window = await browser.window();
  const business = await setUp(window, desk.url);
  const card = { id: "c1", idList: "l1", pos: 1 };
  const board = (/** @type {object} */ more) => JSON.stringify({ id: "b", name: "Board", lists: [{ id: "l1", name: "To do", pos: 1 }], cards: [{ ...card, name: "Card" }], ...more });
  const hostile = {
    "truncated.json": board({}).slice(0, 60),
    "not-json.json": "PK\u0003\u0004 this is a spreadsheet",
    "deep.json": `{"id":"b","name":"B","cards":${"[".repeat(100_000)}`,
    "foreign.json": JSON.stringify({ hello: "world" }),
    "empty.json": "",
    "utf8.json": Buffer.from([0x7b, 0x22, 0x69, 0x64, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    "huge-name.json": board({ cards: [{ ...card, name: "x".repeat(10 * 1024 * 1024) }] }),
  };
  for (const [name, bytes] of Object.entries(hostile)) {
    await send(window, business, name, bytes);
    const fault = window.page.locator("#f-file-fault");
    await fault.waitFor();
    assert.match(await fault.innerText(), /Nothing was imported/, name);
    assert.ok((await fault.innerText()).replace("Nothing was imported.", "").trim().length > 20, `${name} is told what is wrong and where`);
    assert.ok((await fault.innerText()).length < 2_000, `${name} is told in a few words`);
  }
  window.takeFaults();

  // Names that are markup are names.
  await send(window, business, `<img src=x onerror="document.title='taken'">.json`, board({ name: "<script>document.title='taken'</script>", cards: [{ ...card, name: `"><img src=x onerror="document.title='taken'">` }] }));
  await window.page.getByRole("button", { name: "Import it" }).click();
  await window.page.getByRole("link", { name: "Open it" }).click();
  await window.page.getByText(`"><img src=x onerror=`).first().waitFor();
  assert.doesNotMatch(await window.page.title(), /^taken/);
  await assertGood(window, "a board whose names are markup");
  await window.goto(`${business}/projects`);
  assert.doesNotMatch(await window.words(), /truncated|foreign|huge/);
  assert.equal(desk.log(), "", "a bad file is nothing for the person on call");
});

/** @param {Window} window @param {string} business @param {string} name @param {string | Buffer} bytes */
async function send(window, business, name, bytes) {
  await window.goto(`${business}/import`);
  await window.page.getByLabel("Where it comes from").selectOption("trello");
  await window.page.getByLabel("File").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(bytes) });
  await window.page.getByRole("button", { name: "See what it would bring" }).click();
}
