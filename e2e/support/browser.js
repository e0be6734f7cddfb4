// A browser with a window for each person. A window remembers every console error, failed request and bad answer.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** Debian's Chromium under its two names; CHROMIUM names another. */
const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];
/** Milliseconds that a page may take on a loaded machine before a step fails. */
const PATIENCE = 15_000;

export async function openBrowser() {
  const executablePath = PLACES.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("there is no Chromium; bin/setup installs it, or name it in CHROMIUM");
  // Root, as in a container, has no sandbox to use. Nothing is asked of the network but the program.
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0, args: quiet });
  /** @type {Window[]} */
  const windows = [];
  return {
    windows,
    /** A window of its own: other cookies, other eyes. @param {Partial<Look>} [look] */
    async window(look) {
      const window = await Window.open(browser, look);
      windows.push(window);
      return window;
    },
    close: () => browser.close(),
  };
}

/** @typedef {{ width: number, height: number, scheme: "light" | "dark", script: boolean }} Look */

/** What one person has before them. `page` is playwright's. */
export class Window {
  /** @param {import("playwright-core").Browser} browser @param {Partial<Look>} [look] */
  static async open(browser, { width = 1440, height = 900, scheme = "light", script = true } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, javaScriptEnabled: script, reducedMotion: "reduce", locale: "en-GB", timezoneId: "Europe/Lisbon" });
    context.setDefaultTimeout(PATIENCE);
    return new Window(context, await context.newPage(), script);
  }

  /** @param {import("playwright-core").BrowserContext} context @param {import("playwright-core").Page} page @param {boolean} script */
  constructor(context, page, script) {
    this.context = context;
    this.page = page;
    /** @type {string[]} */
    this.faults = [];
    page.on("console", (message) => message.type() === "error" && this.faults.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => this.faults.push(`script: ${error}`));
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      // Leaving a page ends its live stream and what it had just asked for; a window without script takes none.
      const meant = why === "net::ERR_ABORTED" || (!script && request.resourceType() === "script");
      if (!meant) this.faults.push(`request: ${why} ${request.url()}`);
    });
    page.on("response", (response) => response.status() >= 400 && this.faults.push(`answer: ${response.status()} ${response.url()}`));
  }

  /** What went wrong since the last time this was asked, and forgets it. */
  takeFaults() {
    return this.faults.splice(0);
  }

  /** Signs in by a link: one that the program printed does so when it is opened, any other by the button of its page. @param {string} link */
  async signIn(link) {
    await this.page.goto(link);
    if (new URL(this.page.url()).pathname.startsWith("/sign-in/")) await this.page.getByRole("main").getByRole("button").click();
    await this.page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  }

  /** @param {string} path */
  async goto(path) {
    const url = new URL(path, this.page.url()).href;
    return this.page.goto(url);
  }

  /** The link to a task on Today, which folds what comes after this week: where a week ends depends on the day. @param {string} name */
  async taskOnToday(name) {
    const later = this.page.locator("#after:not([open]) > summary");
    // What is folded has no role yet.
    const link = this.page.locator("#main a", { hasText: name }).first();
    await link.waitFor({ state: "attached" });
    if ((await later.count()) > 0) await later.click();
    return link;
  }

  /** The words of the main part of the page, as a reader has them. */
  async words() {
    return (await this.page.locator("#main").innerText()).replace(/\s+/g, " ");
  }

  /** The only message that stands at the foot of the page. */
  toast() {
    return this.page.locator("#toasts [data-toast]").last();
  }
}
