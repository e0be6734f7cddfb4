// A story: a test with a browser, with pictures of every window where it fails, on one database or on both.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openBrowser } from "./browser.js";
import { startPostgres } from "./postgres.js";
import { ROOT, start, temporaryFolder } from "./program.js";

/** Where pictures of failures go; ignored by git as all of screens/ is. */
const FAILURES = join(ROOT, "screens", "failures");

/**
 * @typedef {{ browser: Awaited<ReturnType<typeof openBrowser>>, desk: Awaited<ReturnType<typeof start>>, database: string, t: import("node:test").TestContext }} Stage
 */

/**
 * The story told on the demonstration, of its own, on SQLite.
 * @param {string} name @param {(stage: Stage) => Promise<void>} tell @param {{ at?: string }} [options]
 */
export function onDemonstration(name, tell, { at } = {}) {
  test(name, (t) => stage(t, name, "demo", sqlite(), tell, at));
}

/** The story told on an empty desk, on SQLite. @param {string} name @param {(stage: Stage) => Promise<void>} tell */
export function onEmptyDesk(name, tell) {
  test(name, (t) => stage(t, name, "serve", sqlite(), tell));
}

/** The story told on an empty desk, once on each database. @param {string} name @param {(stage: Stage) => Promise<void>} tell */
export function onEmptyDeskOfEach(name, tell) {
  test(`${name} (SQLite)`, (t) => stage(t, name, "serve", sqlite(), tell));
  test(`${name} (PostgreSQL)`, async (t) => {
    const postgres = await startPostgres();
    try {
      await stage(t, `${name}-postgres`, "serve", postgres.database(), tell);
    } finally {
      await postgres.stop();
    }
  });
}

function sqlite() {
  return `sqlite:${join(temporaryFolder(), "desk.sqlite")}`;
}

/** @param {any} t @param {string} name @param {"serve" | "demo"} command @param {string} database @param {(stage: Stage) => Promise<void>} tell @param {string} [at] */
async function stage(t, name, command, database, tell, at) {
  const desk = await start(command, { database, at });
  const browser = await openBrowser();
  try {
    await tell({ browser, desk, database, t });
  } catch (error) {
    await picture(browser.windows, name);
    if (desk.log()) t.diagnostic(`the program logged:\n${desk.log()}`);
    throw error;
  } finally {
    await browser.close();
    await desk.stop();
  }
}

/** @param {import("./browser.js").Window[]} windows @param {string} name */
async function picture(windows, name) {
  mkdirSync(FAILURES, { recursive: true });
  for (const [i, { page }] of windows.entries()) {
    const path = join(FAILURES, `${name.replace(/\W+/g, "-")}-${i + 1}.png`);
    await page.screenshot({ path, fullPage: true }).catch(() => {});
    console.error(`picture of window ${i + 1}, at ${page.url()}: ${path}`);
  }
}
