// An owner invites by pasting a list, somebody takes the place up by their link, and a session left elsewhere is ended.
import assert from "node:assert/strict";
import { assertGood } from "./support/judge.js";
import { OWNER, setUp } from "./support/set_up.js";
import { onEmptyDesk } from "./support/story.js";

const LIST = "Name\tE-mail\tRole\tHours\nNoor Castellanos\tnoor@writers.example\tVA\t7\nKwame Boateng; kwame@; writing";

onEmptyDesk("a list is pasted, a place taken up by its link, and a session ended from elsewhere", async ({ browser, desk }) => {
  const owner = await browser.window();
  const business = await setUp(owner, desk.url);
  await owner.goto(`${business}/team`);
  await owner.page.getByRole("link", { name: "Invite" }).first().click();
  await owner.page.getByRole("textbox", { name: "The list" }).fill(LIST);
  await owner.page.getByRole("button", { name: "See what is read" }).click();
  await owner.page.getByText("“kwame@” is no e-mail address").waitFor();
  await assertGood(owner, "a list with a line that is wrong");
  await owner.page.getByRole("textbox", { name: "The list" }).fill(LIST.replace("kwame@;", "kwame@writers.example;"));
  await owner.page.getByRole("button", { name: "See what is read" }).click();
  await owner.page.getByRole("button", { name: "Invite two people" }).click();
  const link = await owner.page.getByLabel("Link for Noor Castellanos").inputValue();
  await assertGood(owner, "the links of those who are invited");

  const noor = await browser.window({ width: 390, height: 844 });
  await noor.page.goto(link);
  await noor.page.getByRole("button", { name: "Join Harbour Clay" }).click();
  await noor.page.waitForURL((url) => url.pathname === "/");
  await noor.page.goto(link);
  assert.match(await noor.words(), /no longer works/, "a link works once");
  noor.takeFaults();

  await owner.goto(`${business}/team/invite`);
  assert.doesNotMatch(await owner.words(), /Noor Castellanos team member/, "who has come does not wait any more");
  await owner.page.getByRole("button", { name: "Take back the invitation of Kwame Boateng" }).click();
  await owner.page.getByText("Nobody has been asked").waitFor();

  const library = await browser.window();
  await library.page.goto(`${desk.url}/sign-in`);
  await library.page.getByLabel("E-mail").fill(OWNER.email);
  await library.page.getByLabel("Password").fill(OWNER.password);
  await library.page.getByRole("button", { name: "Sign in" }).click();
  await library.page.waitForURL((url) => url.pathname === "/");
  await owner.goto("/you");
  await assertGood(owner, "the account");
  await owner.page.getByRole("button", { name: /^End the session of/ }).click();
  await owner.page.locator("#toasts").getByText("That session has ended").waitFor();
  await library.goto("/you");
  assert.equal(new URL(library.page.url()).pathname, "/sign-in", "the library is out");
  assert.deepEqual(owner.takeFaults(), []);
  assert.equal(desk.log(), "", "the program logged something to look at");
});
