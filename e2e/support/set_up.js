// The first page of a new desk, as the owner fills it.

/** What the owner signs in with. */
export const OWNER = { name: "Amara Lindqvist", email: "amara@harbourclay.example", password: "a kiln is a patient thing" };

/** Makes the owner and the business, and answers the business's address. @param {import("./browser.js").Window} window @param {string} url */
export async function setUp({ page }, url) {
  await page.goto(url);
  await page.waitForURL("**/set-up");
  await page.getByLabel("Your name").fill(OWNER.name);
  await page.getByLabel("E-mail").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByLabel("Name of the business").fill("Harbour Clay");
  await page.getByLabel("Time zone").fill("Europe/Lisbon");
  await page.getByRole("button", { name: "Set up" }).click();
  const projects = page.getByRole("link", { name: "Projects" }).first();
  await projects.waitFor();
  return new URL((await projects.getAttribute("href")) ?? "", url).pathname.replace(/\/projects$/, "");
}
