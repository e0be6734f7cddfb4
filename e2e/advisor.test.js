// The question that brings people here, asked by somebody who has never seen the product: from /advisor to a printed brief of
// the role, with every step an action on the page; then taken into a business. And the same without any script.
import assert from "node:assert/strict";
import { assertGood } from "./support/judge.js";
import { setUp } from "./support/set_up.js";
import { onEmptyDesk } from "./support/story.js";

/** As it stands in somebody's spreadsheet. */
const SHEET = [
  ["Sort the inbox", "5", "doing", "me", "", "", "drains", "yes", "yes"],
  ["Send bills and remind", "2,5", "doing", "me", "", "", "drains", "yes", "yes"],
  ["Teach the course", "16", "doing", "me", "", "", "gives", "yes", "no"],
].map((row) => row.join("\t")).join("\n");

onEmptyDesk("from the advisor without an account to a printed brief, and into a business", async ({ browser, desk }) => {
  const window = await browser.window();
  const { page } = window;
  await page.goto(`${desk.url}/advisor`);
  await page.getByRole("heading", { level: 1, name: "Whom to hire, or nobody yet" }).waitFor();
  await assertGood(window, "the empty interview");

  await page.getByLabel("What the business is called").fill("Harbour Clay");
  await paste(page, "Duty, row 1", SHEET);
  assert.equal(await page.getByLabel("How it feels, row 3").inputValue(), "gives");
  await page.getByText(/Your week: 23\.5 h\..*Could go: 7\.5 h/).waitFor();
  await page.getByLabel("Duty, row 1").press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "duties.1.name");

  await page.locator("summary", { hasText: "Admin" }).click();
  await page.getByLabel(/Keep the diary/).check();
  await page.locator("details[open]").getByRole("button", { name: "Add the ticked" }).click();
  await page.getByLabel("Hours a week, Keep the diary and book what it needs").waitFor();
  await page.getByLabel("An hour of yours is worth").fill("90");
  await page.getByLabel("Help may cost a month").fill("1 500");
  await page.getByRole("button", { name: "Whom to hire" }).click();

  await page.getByRole("heading", { level: 1, name: /virtual assistant/i }).waitFor();
  await page.getByRole("heading", { name: "What would change the answer" }).waitFor();
  await assertGood(window, "the answer");
  await page.getByRole("button", { name: "The roles with my numbers" }).click();
  await page.getByRole("heading", { name: "A week of an online business manager" }).waitFor();
  await assertGood(window, "the roles with one's own numbers");
  await page.getByRole("button", { name: "Back to the answer" }).click();
  await page.getByRole("button", { name: "Write the role brief" }).click();
  await page.getByRole("heading", { level: 2, name: /virtual assistant/i }).waitFor();
  await assertGood(window, "the brief");

  const words = await printed(page);
  assert.match(words, /Harbour Clay[^]*Scope[^]*Sort the inbox[^]*First results/);
  assert.doesNotMatch(words, /Back to the answer|Change what I said|drains|Print/);

  // The browser has kept it; the server has not.
  await page.goto(`${desk.url}/advisor`);
  assert.equal(await page.getByLabel("Duty, row 1").inputValue(), "Sort the inbox");
  const business = await setUp(window, desk.url);
  await page.goto(`${desk.url}${business}/hire/duties`);
  await page.getByText("It has 4 duties of yours.").waitFor();
  await assertGood(window, "the duties that are offered");
  await page.getByRole("button", { name: "Take the duties over" }).click();
  await page.getByText("Four duties in all").waitFor();
  assert.equal(await page.getByText("Your interview is still in this browser").isVisible(), false);
  await page.goto(`${desk.url}${business}/hire/roles`);
  await assertGood(window, "the roles in a business");
  await findSomebody(window, desk.url + business);
  assert.equal(desk.log(), "", "the program logged something to look at");
});

/** From the brief to somebody who is hired and followed. @param {import("./support/browser.js").Window} window @param {string} at */
async function findSomebody(window, at) {
  const { page } = window;
  await page.goto(`${at}/hire/answer`);
  await page.getByRole("group", { name: "Person 1" }).getByLabel("Hire").selectOption("online_business_manager");
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByRole("button", { name: "Take out" }).waitFor();
  await page.goto(`${at}/hire/brief`);
  await page.getByRole("button", { name: "Open this role for candidates" }).click();
  await page.getByRole("heading", { level: 1, name: "Candidates" }).waitFor();
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByLabel("Whoever has this link reads the brief").inputValue();
  await page.getByLabel("Name", { exact: true }).fill("Shirin Valdez");
  await page.getByLabel("An hour costs (optional)").fill("28");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await assertGood(window, "the candidates");
  await page.getByRole("link", { name: "Shirin Valdez" }).first().click();
  await page.getByRole("group", { name: /^Met: Has done work like “Sort the inbox”/ }).getByLabel("Yes").check();
  await page.getByRole("button", { name: "Keep the notes" }).click();
  await page.getByText(/^virtual assistant: invited, 1 of/i).waitFor();
  await assertGood(window, "a candidate");

  const reader = await page.context().browser()?.newContext();
  const guest = await reader?.newPage();
  await guest?.goto(link);
  await guest?.getByRole("heading", { name: "What we ask for" }).waitFor();
  assert.doesNotMatch((await guest?.locator("body").innerText()) ?? "", /Shirin|28/);

  await page.getByRole("button", { name: "Hire Shirin Valdez" }).click();
  await page.getByText("Shirin Valdez hired").first().waitFor();
  assert.equal((await guest?.goto(link))?.status(), 404, "the link outlives the role");
  await reader?.close();
  await page.goto(`${at}/hire/after`);
  await page.getByText("Not handed over: duties of the brief that you still have").waitFor();
  await assertGood(window, "after the hire");
  await page.goto(`${at}/operations/onboarding-of-shirin-valdez`);
  await page.getByRole("heading", { level: 1, name: "Onboarding of Shirin Valdez" }).waitFor();
  await page.getByRole("heading", { name: "Next runs" }).waitFor();
}

onEmptyDesk("the interview is answered without script, and says what it could not read beside the field", async ({ browser, desk }) => {
  const window = await browser.window({ script: false });
  const { page } = window;
  await page.goto(`${desk.url}/advisor?by=Linnea+Marchetti&by_role=project_manager&by_hourly=47`);
  await page.getByText("Linnea Marchetti sent you here, project manager, 47 an hour").waitFor();
  await page.getByText("Paste a list").click();
  await page.getByLabel(/Duties, one a line/).fill("Coordinate the launch; 10; managing; drains; yes\nWrite the course; 12; doing; gives; no");
  await page.getByRole("button", { name: "Add these" }).click();
  await page.getByLabel("Ends with, Coordinate the launch").selectOption({ label: "project 1" });
  await page.getByLabel("People who do work for you now").fill("two");
  await page.getByRole("group", { name: "Project 1" }).getByLabel(/^Project/).fill("Spring course");
  await page.getByRole("button", { name: "Whom to hire" }).click();
  await page.getByText("A number from 0 to 30").waitFor();
  await page.getByText("On which day must it be there?").waitFor();
  assert.equal(await page.getByLabel("Hours a week, Coordinate the launch").inputValue(), "10");
  await page.getByLabel("People who do work for you now").fill("2");
  await page.getByLabel("Hours a week each of them has").fill("15");
  const end = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Must be there on").first().fill(end);
  await page.getByLabel("Hours of work left").first().fill("90");
  await page.getByRole("button", { name: "Whom to hire" }).click();
  await page.getByRole("heading", { name: "Why" }).waitFor();
  await page.getByText("Spring course on time").first().waitFor();
  await page.getByRole("button", { name: "Change what I said" }).click();
  assert.equal(await page.getByLabel("Duty, Coordinate the launch").inputValue(), "Coordinate the launch");
});

/** Pasted as from a spreadsheet. @param {import("playwright-core").Page} page @param {string} label @param {string} text */
async function paste(page, label, text) {
  const field = page.getByLabel(label, { exact: true });
  await field.focus();
  await field.evaluate((field, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

/** The words of the page as it is printed. @param {import("playwright-core").Page} page */
async function printed(page) {
  await page.emulateMedia({ media: "print" });
  const words = await page.locator("body").innerText();
  await page.emulateMedia({ media: "screen" });
  return words;
}
