// Every page of the demonstration, as its owner, its online business manager, a project manager and a member see it.
import assert from "node:assert/strict";
import { deadLinks, follow, oneOfEach, sortOf } from "./support/map.js";
import { faultsOf } from "./support/judge.js";
import { PICTURED_AT } from "./support/program.js";
import { onDemonstration } from "./support/story.js";

const PEOPLE = ["Amara Lindqvist", "Tomás Achterberg", "Priyanka Doyle", "Halima Strand"];
const LOOKS = [
  { width: 1440, scheme: /** @type {const} */ ("light") },
  { width: 1440, scheme: /** @type {const} */ ("dark") },
  { width: 390, scheme: /** @type {const} */ ("light") },
  { width: 390, scheme: /** @type {const} */ ("dark") },
];

for (const name of PEOPLE) {
  onDemonstration(
    `every page that ${name} can reach answers, and holds in every look`,
    async ({ browser, desk, t }) => {
      const link = await desk.linkOf(name);
      const window = await browser.window();
      await window.signIn(link);
      const pages = await follow(window, desk.url);
      const faults = deadLinks(pages);
      const good = pages.filter(({ status }) => status === 200);
      const faceless = good.filter(({ html }) => html && !(/<title>[^<]+<\/title>/.test(html) && html.split("<h1").length === 2));
      faults.push(...faceless.map(({ path }) => `${path}: without a title and one h1`));

      const sorts = oneOfEach(good);
      t.diagnostic(`${pages.length} addresses, ${sorts.size} sorts of page: ${[...sorts.keys()].join(" ")}`);
      for (const { width, scheme } of LOOKS) {
        await window.page.setViewportSize({ width, height: 900 });
        await window.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        for (const path of sorts.values()) {
          await window.goto(path);
          faults.push(...(await faultsOf(window)).map((fault) => `${sortOf(path)} (${path}) at ${width}, ${scheme}: ${fault}`));
        }
      }
      assert.equal(faults.length, 0, `\n${faults.join("\n")}\n`);
      assert.equal(desk.log(), "", "the program logged something to look at");
    },
    { at: PICTURED_AT },
  );
}
