// Every page that somebody can reach by links, and one of each sort of them.

/** Most addresses that are followed for one person: each of some hundred tasks has five. */
const ADDRESSES_MAX = 3000;
/** Places whose next part of the address is the key of a thing. */
const THINGS = ["projects", "tasks", "team", "runs", "operations", "drafts", "contacts", "appointments", "outputs", "questions", "decisions"];
/** Pages that stand where the key of a thing could, some with things of their own below them. */
const PLACES = ["new", "invite", "templates", "library", "content"];
/** Places whose next part is the sort of a thing, and the one after it the key. */
const OF_THINGS = ["history"];

/** `/b/harbour-clay/tasks/edit-ep2` is of the sort `/b/…/tasks/…`. @param {string} path */
export function sortOf(path) {
  const parts = path.split("?")[0].split("/");
  const isKey = (/** @type {number} */ i) =>
    (i === 2 && parts[1] === "b") ||
    (i === 4 && THINGS.includes(parts[3]) && !PLACES.includes(parts[4])) ||
    (i === 5 && (OF_THINGS.includes(parts[3]) || PLACES.includes(parts[4])));
  return parts.map((part, i) => (isKey(i) || /^\d{4}-\d\d-\d\d$/.test(part) ? "…" : part)).join("/");
}

/** Links that lead nowhere, one line for all of a sort. @param {{ path: string, status: number, from: string }[]} pages */
export function deadLinks(pages) {
  /** @type {Map<string, { path: string, status: number, from: string, count: number }>} */
  const sorts = new Map();
  for (const page of pages.filter(({ status }) => status !== 200)) {
    const sort = `${page.status} ${sortOf(page.path).split("/").slice(0, 5).join("/")}`;
    sorts.set(sort, { ...page, count: (sorts.get(sort)?.count ?? 0) + 1 });
  }
  return [...sorts.values()].map(({ path, status, from, count }) => `${status} ${path}, linked on ${from}${count > 1 ? `, and ${count - 1} more of the sort` : ""}`);
}

/**
 * Follows every link from Today as the person of this window, without a script. Answers what each address said.
 * @param {import("./browser.js").Window} window @param {string} base
 */
export async function follow(window, base) {
  /** @type {{ path: string, status: number, html: string, from: string }[]} */
  const pages = [];
  const known = new Map([["/", "the address of the desk"]]);
  const forms = new Set();
  for (const [path, from] of known) {
    if (known.size > ADDRESSES_MAX) throw new Error(`more than ${ADDRESSES_MAX} addresses: a link that never ends?`);
    const answer = await window.context.request.get(base + path, { maxRedirects: 5 });
    const html = (answer.headers()["content-type"] ?? "").startsWith("text/html") ? await answer.text() : "";
    pages.push({ path, status: answer.status(), html, from });
    for (const to of linksOf(html)) {
      // A form about this thing or about that one is one form.
      const form = /\/(form\/\w+|new)\?/.test(to) ? to.replace(/=[^&]*/g, "") : "";
      if (known.has(to) || (form && forms.has(form))) continue;
      forms.add(form);
      known.set(to, path);
    }
  }
  return pages;
}

/** Of each sort of page the one with the most on it. @param {{ path: string, html: string }[]} pages */
export function oneOfEach(pages) {
  /** @type {Map<string, { path: string, html: string }>} */
  const sorts = new Map();
  for (const page of pages.filter(({ html }) => html)) {
    const sort = sortOf(page.path);
    if (page.html.length > (sorts.get(sort)?.html.length ?? 0)) sorts.set(sort, page);
  }
  return new Map([...sorts].map(([sort, { path }]) => [sort, path]));
}

/** Addresses within the product. @param {string} html */
function linksOf(html) {
  const all = [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, to]) => to.replaceAll("&amp;", "&").split("#")[0]);
  return all.filter((to) => to.startsWith("/") && !to.startsWith("//"));
}
