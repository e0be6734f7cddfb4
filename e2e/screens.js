// A picture of every screen into screens/: light and dark, 1440 and 390 wide. Run by bin/screens.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openBrowser } from "./support/browser.js";
import { follow, oneOfEach, sortOf } from "./support/map.js";
import { PICTURED_AT, ROOT, start, temporaryFolder } from "./support/program.js";

const OUT = join(ROOT, "screens");
const LOOKS = [
  { width: 1440, scheme: /** @type {const} */ ("light") },
  { width: 1440, scheme: /** @type {const} */ ("dark") },
  { width: 390, scheme: /** @type {const} */ ("light") },
  { width: 390, scheme: /** @type {const} */ ("dark") },
];
/** Who is looked at; the owner sees most, the others a page differently where the design says so. */
const PEOPLE = { owner: "Amara Lindqvist", obm: "Tomás Achterberg", pm: "Priyanka Doyle", member: "Halima Strand" };

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const [demo, empty] = [await start("demo", { at: PICTURED_AT }), await start("serve", { database: `sqlite:${join(temporaryFolder(), "empty.sqlite")}` })];
const browser = await openBrowser();
let taken = 0;

/** @param {import("./support/browser.js").Window} window @param {string} url @param {string} name */
async function take(window, url, name) {
  for (const { width, scheme } of LOOKS) {
    await window.page.setViewportSize({ width, height: width > 600 ? 900 : 844 });
    await window.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await window.page.goto(url);
    await window.page.screenshot({ path: join(OUT, `${name}-${width}-${scheme}.png`), fullPage: true });
    taken += 1;
  }
}

const stranger = await browser.window();
await take(stranger, `${empty.url}/set-up`, "set-up");
await take(stranger, `${demo.url}/sign-in`, "sign-in");
await take(stranger, `${demo.url}/no-such-page`, "not-found");
await take(stranger, `${demo.url}/sign-in/used-up`, "sign-in-link-used-up");
for (const [role, name] of Object.entries(PEOPLE)) {
  const window = await browser.window();
  await window.signIn(await demo.linkOf(name));
  const sorts = oneOfEach((await follow(window, demo.url)).filter(({ status }) => status === 200));
  for (const path of sorts.values()) {
    const place = sortOf(path).replace(/^\/b\/…/, "").replaceAll("…", "one").replace(/\W+/g, "-").replace(/^-|-$/g, "") || (path === "/" ? "today" : "business");
    await take(window, demo.url + path, `${place}-${role}`);
  }
}
await browser.close();
await Promise.all([demo.stop(), empty.stop()]);
console.log(`${taken} pictures in ${OUT}`);
