// A keyboard that counts: how many keys somebody presses, and how often they decide.
import assert from "node:assert/strict";

/** Stops of the Tab key at most; more would be a trap. */
const STOPS_MAX = 400;

export class Keyboard {
  /** @param {import("playwright-core").Page} page */
  constructor(page) {
    this.page = page;
    this.pressed = 0;
    /** Keys before which somebody had to think. */
    this.decisions = 0;
  }

  /** Begins to count anew. */
  forget() {
    [this.pressed, this.decisions] = [0, 0];
  }

  /** One key; with Control or Shift, two are held. @param {string} key */
  async press(key) {
    this.pressed += key === "+" ? 1 : key.split("+").length;
    await this.page.keyboard.press(key);
  }

  /** A key that is a decision. @param {string} key */
  async decide(key) {
    this.decisions += 1;
    await this.press(key);
  }

  /** @param {string} text */
  async type(text) {
    this.pressed += text.length;
    await this.page.keyboard.type(text);
  }

  /** Presses Tab until it has the focus. @param {import("playwright-core").Locator} wanted */
  async tabTo(wanted) {
    await wanted.first().waitFor();
    const there = () => wanted.first().evaluate((element) => element === document.activeElement);
    for (let stop = 0; stop < STOPS_MAX; stop += 1) {
      if (await there()) return;
      await this.press("Tab");
    }
    assert.fail(`the Tab key never comes to ${wanted}`);
  }
}
