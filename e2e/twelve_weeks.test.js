// Twelve weeks of regular work: an owner who does everything herself engages an online business manager, who takes workflows
// from the library and changes one. Then the clock is put on a week at a time, over holidays, a change of clocks, somebody's
// illness and somebody's leaving, and every run has happened or was raised before its day.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openBrowser } from "./support/browser.js";
import { assertGood } from "./support/judge.js";
import { run as righthand, start, temporaryFolder } from "./support/program.js";

/** A Monday; in its sixth week Lisbon changes its clocks. */
const FIRST_DAY = "2026-02-23";
const WEEKS = 12;
const AT = (/** @type {number} */ week) => new Date(Date.parse(`${FIRST_DAY}T08:00:00Z`) + week * 7 * 86_400_000).toISOString();
const dayOf = (/** @type {number} */ week, /** @type {number} */ more = 0) =>
  new Date(Date.parse(`${FIRST_DAY}T08:00:00Z`) + (week * 7 + more) * 86_400_000).toISOString().slice(0, 10);
const BUSINESS = "blue-door";

test("twelve weeks of regular work: every run has happened or was raised before its day", async () => {
  const folder = temporaryFolder();
  const database = `sqlite:${join(folder, "desk.sqlite")}`;
  const owner = open(folder, database);
  const browser = await openBrowser();
  let desk = await start("demo", { database, at: AT(0) });
  try {
    const wren = await browser.window();
    await enter(wren, desk.url, owner);
    const api = tokenOf(database, () => desk.url);
    await ownerTakesHerWork(wren, api);
    const tara = await browser.window();
    await enter(tara, desk.url, await engage(api));
    await managerTakesAndChanges(tara, api);

    // The desk stops now and then, and nobody waits before a page of it.
    for (const { page } of [wren, tara]) await page.goto("about:blank");

    /** Runs that were raised, with the week in which they were. @type {Map<string, number>} */
    const raised = new Map();
    for (let week = 0; week < WEEKS; week += 1) {
      if (week > 0) {
        assert.equal(desk.log(), "", "the program logged something to look at");
        await desk.stop();
        desk = await start("demo", { database, at: AT(week) });
      }
      await happenings(api, week);
      await oneWeek(api, week, raised);
      if (week === 4) await illnessIsSeenAndMended(tara, desk.url);
    }
    await desk.stop();
    desk = await start("demo", { database, at: AT(WEEKS) });
    await everythingHappenedOrWasRaised(api, raised);
    // Nobody stays signed in for so long.
    const link = righthand(["sign-in-link", "--user", "tara@bluedoor.example", "--database", database]).trim();
    await tara.signIn(desk.url + link);
    await managerLooksBack(tara, desk.url);
  } finally {
    await browser.close();
    await desk.stop();
  }
});

/** A business of one, with its closed days. Answers the path of the owner's invitation. @param {string} folder @param {string} database */
function open(folder, database) {
  const hours = [{ from: "09:00", to: "18:00" }];
  const file = join(folder, "business.json");
  const business = {
    name: "Blue Door Pots",
    time_zone: "Europe/Lisbon",
    working_week: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
    holidays: [{ date: "2026-04-03", name: "Good Friday" }, { date: "2026-05-01", name: "Labour Day" }],
  };
  const people = [{ key: "wren", name: "Wren Calloway", role: "owner", email: "wren@bluedoor.example" }];
  writeFileSync(file, JSON.stringify({ format: "righthand/1", at: AT(0), business, people }));
  righthand(["import", "--create", "--business", BUSINESS, "--database", database, "file", file]);
  const said = righthand(["do", "make_sign_in_link", "member=wren", "--business", BUSINESS, "--database", database]);
  return /\{"path":"([^"]+)"\}/.exec(said)?.[1] ?? assert.fail(said);
}

/** Takes a place up by its link. @param {import("./support/browser.js").Window} window @param {string} url @param {string} path */
async function enter(window, url, path) {
  await window.page.goto(url + path);
  await window.page.getByRole("main").getByRole("button").click();
  await window.page.waitForURL((url) => url.pathname === "/");
}

/** The API as the owner. @param {string} database @param {() => string} url */
function tokenOf(database, url) {
  const said = righthand(["token", "create", "--user", "wren@bluedoor.example", "--business", BUSINESS, "--scope", "write", "--database", database]);
  const token = said.trim().split(/\s+/).find((word) => word.startsWith("rh_")) ?? said.trim().split("\n")[0].trim();
  return async (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body = undefined) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(`${url()}/api/v1/businesses/${BUSINESS}${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
}

/** @typedef {ReturnType<typeof tokenOf>} Api */

/** The newsletter from the library and a duty in one line, in the browser; the rest as quickly. @param {import("./support/browser.js").Window} wren @param {Api} api */
async function ownerTakesHerWork(wren, api) {
  const { page } = wren;
  await wren.goto(`/b/${BUSINESS}/operations/library/newsletter`);
  await page.getByLabel("Who does the steps").selectOption({ label: "Wren Calloway" });
  await page.getByRole("button", { name: "Make it an operation" }).click();
  await page.getByRole("heading", { level: 1, name: "Newsletter" }).waitFor();
  await wren.goto(`/b/${BUSINESS}/operations`);
  await page.getByLabel("A duty in one line").fill("daily posts weekdays at 9");
  await page.getByRole("button", { name: "Add the duty" }).click();
  await page.getByText("Daily posts is an operation now").first().waitFor();
  for (const workflow of ["youtube-video", "blog-post"]) await api("POST", `/workflows/${workflow}/operations`, { everything_by: "wren" });
  for (const key of ["newsletter", "daily-posts"]) await api("PATCH", `/operations/${key}`, { on_holidays: "before" });

  await wren.goto(`/b/${BUSINESS}/operations/content`);
  await page.getByLabel("Operation").selectOption("newsletter");
  await page.locator("#text-new").fill("Why glaze crawls\nA studio in winter\nThe first bowl  https://bluedoor.example/bowl");
  await page.getByRole("button", { name: "Begin its queue" }).click();
  await page.getByText("3 titles in the queue of Newsletter").first().waitFor();
  await assertGood(wren, "the content calendar");
}

/** An online business manager, and somebody who cuts sound. Answers the manager's link. @param {Api} api */
async function engage(api) {
  const email = (/** @type {string} */ key) => `${key}@bluedoor.example`;
  await api("POST", "/members", { key: "tara", name: "Tara Quill", role: "online_business_manager", hours_per_week: 30, email: email("tara") });
  await api("POST", "/members", { key: "ivo", name: "Ivo Brandt", role: "team_member", hours_per_week: 20, skills: ["audio editing"], email: email("ivo") });
  return (await api("POST", "/members/tara/sign-in-links", {})).note.path;
}

/** The podcast from the library; its last step starts a clip, a blog post and an item of the newsletter. @param {import("./support/browser.js").Window} tara @param {Api} api */
async function managerTakesAndChanges(tara, api) {
  const { page } = tara;
  await tara.goto(`/b/${BUSINESS}/operations/library/podcast-episode`);
  await page.getByLabel("From").fill(dayOf(2));
  await page.getByRole("button", { name: "Make it an operation" }).click();
  await page.getByRole("heading", { level: 1, name: "Podcast episode" }).waitFor();
  for (const name of ["Clip", "Post from the episode"]) {
    const steps = [{ name: "Make it", effort: 1, assignees: ["wren"] }];
    await api("POST", "/operations", { name, key: name.split(" ")[0].toLowerCase(), steps });
  }
  await tara.goto(`/b/${BUSINESS}/operations/podcast-episode/workflow/edit`);
  const text = page.getByLabel("Steps");
  // What Ivo cannot do, Tara and Wren do.
  const mine = (await text.inputValue()).replace(/skill: (writing|hosting|design)/g, "who: Wren").replace(/skill: publishing/g, "who: Tara");
  await text.fill(`${mine.trimEnd()}\n   then start: Clip\n   then start: Post from the episode\n   then start: Newsletter\n`);
  await page.getByLabel("What is new").fill("An episode feeds the rest");
  await page.getByRole("button", { name: "Keep version 2" }).click();
  await page.getByText("version 2 of the workflow").first().waitFor();
  await assertGood(tara, "the workflow that was changed");
}

/** What befalls people. @param {Api} api @param {number} week */
async function happenings(api, week) {
  if (week === 3) await api("POST", "/members/ivo/absences", { from: dayOf(3), to: dayOf(5, 4) });
  if (week === 7) await api("PUT", "/members/ivo/engagement", { kind: "fixed_term", start: dayOf(0), end: dayOf(8, 4) });
}

/** Notes what is raised, puts titles where they are missing, and does what can be done of the week. @param {Api} api @param {number} week @param {Map<string, number>} raised */
async function oneWeek(api, week, raised) {
  await made(api, week);
  const dangers = await ahead(api);
  const stuck = new Set();
  for (const danger of dangers) {
    const run = `${danger.operation}/${danger.day}`;
    if (!raised.has(run)) raised.set(run, week);
    assert.ok(danger.told, "somebody is told");
    if (danger.way === "nobody" || danger.way === "late") stuck.add(run);
  }
  const dry = (/** @type {any} */ danger) => danger.way === "material" && Date.parse(danger.due) < Date.parse(AT(week + 3));
  if (dangers.some(dry)) await api("POST", "/operations/newsletter/material", { text: `Letter of week ${week}` });
  // They work a week ahead.
  const until = Date.parse(AT(week + 2));
  const { runs } = await api("GET", `/runs?from=${dayOf(week)}&weeks=3`);
  for (const run of runs) {
    if (run.state.startsWith("done") || Date.parse(run.due) > until || stuck.has(`${run.operation}/${run.day}`)) continue;
    await finish(api, run);
  }
}

/** Until the runs of five weeks are made: the desk does so by itself, soon after it has begun. @param {Api} api @param {number} week */
async function made(api, week) {
  const last = dayOf(week, 32);
  for (const until = Date.now() + 30_000; ; await new Promise((done) => setTimeout(done, 100))) {
    const { runs } = await api("GET", `/runs?from=${last}&weeks=1&operation=daily-posts`);
    if (runs.some((/** @type {any} */ run) => run.day === last && run.state !== "ahead")) return;
    assert.ok(Date.now() < until, `no run is made for ${last}`);
  }
}

/** What stands in the way, once the plan has been looked at. @param {Api} api */
async function ahead(api) {
  for (const until = Date.now() + 20_000; ; await new Promise((done) => setTimeout(done, 100))) {
    const { items } = await api("GET", "/dangers");
    if (items.every((/** @type {any} */ danger) => danger.since) || Date.now() > until) return items;
  }
}

/** Every step of a run, in order. @param {Api} api @param {any} run */
async function finish(api, run) {
  const { steps } = await api("GET", `/operations/${run.operation}/runs/${run.day}`);
  const open = steps.filter((/** @type {any} */ step) => !step.done_at);
  const orders = open.map((/** @type {any} */ step) => {
    const answers = step.asks.map((/** @type {any} */ ask) => ({ field: ask.field, answer: "https://bluedoor.example/it" }));
    return { command: "finish_step", input: { operation: run.operation, day: run.day, step: step.key, answers } };
  });
  if (orders.length > 0) await api("POST", "/together", { steps: orders });
}

/** In her fifth week of it the manager sees on Today what Ivo's illness does, and mends the next run with one button. @param {import("./support/browser.js").Window} tara @param {string} url */
async function illnessIsSeenAndMended(tara, url) {
  const { page } = tara;
  await page.goto(`${url}/`);
  await page.getByRole("heading", { level: 2, name: "Needs you" }).waitFor();
  await page.getByRole("link", { name: /^Podcast episode of / }).first().waitFor();
  await assertGood(tara, "what needs the manager");
  await page.goto(`${url}/b/${BUSINESS}/operations/podcast-episode`);
  await page.getByRole("button", { name: /^(Give “.*” to|Let it happen on) / }).first().click();
  await page.locator("#toasts").getByText(/has “|happens on/).first().waitFor();
  await page.goto("about:blank");
}

/** @param {Api} api @param {Map<string, number>} raised */
async function everythingHappenedOrWasRaised(api, raised) {
  const { runs } = await api("GET", `/runs?from=${dayOf(0)}&weeks=${WEEKS}`);
  const over = runs.filter((/** @type {any} */ run) => Date.parse(run.due) <= Date.parse(AT(WEEKS)));
  const of = (/** @type {string} */ key) => over.filter((/** @type {any} */ run) => run.operation === key);
  assert.equal(of("daily-posts").length, WEEKS * 5, "a post for every weekday, those on closed days the day before");
  assert.equal(of("newsletter").length, WEEKS, "a letter every week");
  assert.ok(of("podcast-episode").length >= WEEKS - 3, "an episode a week once it has begun");
  for (const run of over) {
    const name = `${run.operation}/${run.day}`;
    const week = raised.get(name);
    const before = week !== undefined && Date.parse(AT(week)) < Date.parse(run.due);
    assert.ok(run.state === "done" || before, `${name} is ${run.state} and was never raised before its day`);
  }
  const late = over.filter((/** @type {any} */ run) => run.state !== "done");
  assert.ok(late.some((/** @type {any} */ run) => run.operation === "podcast-episode"), "what nobody could do was raised");
  // At ten by the clock on the wall, before the change of clocks and after it.
  const hours = new Set(of("newsletter").map((/** @type {any} */ run) => new Date(run.due).toLocaleTimeString("en-GB", { timeZone: "Europe/Lisbon", hour: "2-digit", minute: "2-digit" })));
  assert.deepEqual([...hours], ["10:00"]);
  const titles = of("newsletter").map((/** @type {any} */ run) => run.title);
  assert.ok(titles.some((/** @type {string} */ title) => /^Podcast episode of /.test(title ?? "")), `an episode is an item of the newsletter: ${titles}`);
  for (const key of ["clip", "post"]) assert.ok(runs.some((/** @type {any} */ run) => run.operation === key && /^Podcast episode of /.test(run.title ?? "")), `an episode has started a ${key}`);
}

/** What was raised stands on the operation's page, and a clip says what it comes from. @param {import("./support/browser.js").Window} tara @param {string} url */
async function managerLooksBack(tara, url) {
  const { page } = tara;
  await page.goto(`${url}/b/${BUSINESS}/operations/podcast-episode`);
  await page.getByRole("heading", { name: "Raised before its day" }).waitFor();
  await assertGood(tara, "the podcast after twelve weeks");
  await tara.goto(`/b/${BUSINESS}/operations`);
  await assertGood(tara, "the calendar after twelve weeks");
}
