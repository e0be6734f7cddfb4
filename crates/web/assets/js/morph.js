// Makes the page on the screen look like the page that was fetched, keeping every node it can: so that typed text, focus,
// scroll, open details and running transitions stay.

/** The only way text becomes nodes here: parsed apart from the page, where no script of it runs. */
const rules = { createHTML: (/** @type {string} */ text) => text };
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("righthand", rules) ?? rules;

/** @param {string} text @returns {Document} */
export function parse(text) {
  return new DOMParser().parseFromString(/** @type {any} */ (policy.createHTML(text)), "text/html");
}

/**
 * Takes over title and every part marked `data-live` (by id) from another document. Parts that only one of the two has
 * make the whole body change.
 * @param {Document} next
 */
export function adopt(next) {
  const { here, there } = parts(next);
  document.title = next.title;
  for (const name of ["data-theme", "data-keys"]) copyAttribute(document.documentElement, next.documentElement, name);
  if (sameShell(next) && here.length > 0) {
    here.forEach((part, i) => {
      // A message stays its ten seconds, also when the page it came with is asked for again.
      if (part.id !== "toasts" || there[i].childElementCount > 0) morph(part, there[i]);
    });
  } else morph(document.body, next.body);
  const meta = 'meta[name="righthand-live"]';
  const topics = next.querySelector(meta)?.getAttribute("data-topics");
  if (topics != null) document.querySelector(meta)?.setAttribute("data-topics", topics);
}

/** Whether another document has the same live parts as this one. @param {Document} next */
export function sameShell(next) {
  const { here, there } = parts(next);
  return here.length === there.length && here.every((part, i) => part.id === there[i].id);
}

/** @param {Document} next */
function parts(next) {
  const live = "[data-live][id]";
  return { here: [...document.querySelectorAll(live)], there: [...next.querySelectorAll(live)] };
}

/** Whether any field holds what somebody typed and has not sent. */
export function anythingTyped() {
  return [...document.querySelectorAll("input, textarea, select")].some((field) => field !== document.activeElement && isTouched(field));
}

/**
 * @param {Node} from on the page
 * @param {Node} to as it should be
 */
export function morph(from, to) {
  if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName) {
    /** @type {ChildNode} */ (from).replaceWith(document.importNode(to, true));
    return;
  }
  if (!(from instanceof Element)) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (from.hasAttribute("data-keep")) return;
  const typed = (isField(from) && isTouched(from)) || isReadVersion(from);
  attributes(from, /** @type {Element} */ (to), typed);
  // What somebody typed or chose and has not sent is theirs.
  if (typed) return;
  if (from instanceof HTMLInputElement) {
    if (from.type !== "file" && from.value !== from.defaultValue) from.value = from.defaultValue;
    if (from.checked !== from.defaultChecked) from.checked = from.defaultChecked;
    return;
  }
  children(from, to);
}

/** @param {Element} node */
function isField(node) {
  return node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement;
}

/**
 * Whether it says which version of a thing somebody has read who is writing about it now: taken to a newer one, what they
 * write would silently take the place of what they have not seen.
 * @param {Element} node
 */
function isReadVersion(node) {
  if (!(node instanceof HTMLInputElement) || node.type !== "hidden" || node.name !== "version") return false;
  return [...(node.form?.elements ?? [])].some((field) => isField(field) && isTouched(field));
}

/** Whether a field holds the focus or something that was not there when it was sent. @param {Element} node */
export function isTouched(node) {
  if (node === document.activeElement && !(node instanceof HTMLInputElement && ["checkbox", "radio", "submit"].includes(node.type))) return true;
  if (node instanceof HTMLInputElement) {
    if (node.type === "hidden" || node.type === "submit") return false;
    if (node.type === "checkbox" || node.type === "radio") return node.checked !== node.defaultChecked;
    if (node.type === "file") return node.value !== "";
    return node.value !== node.defaultValue;
  }
  if (node instanceof HTMLTextAreaElement) return node.value !== node.defaultValue;
  if (node instanceof HTMLSelectElement) {
    // Without a chosen option in the text of the page the first one counts as chosen.
    const given = [...node.options].findIndex((option) => option.defaultSelected);
    return node.selectedIndex !== (given < 0 ? 0 : given);
  }
  return false;
}

/** @param {Element} from @param {Element} to @param {boolean} typed */
function attributes(from, to, typed) {
  const stays = (/** @type {string} */ name) =>
    // Opened by the reader, closed by the reader.
    (name === "open" && (from.nodeName === "DETAILS" || from.nodeName === "DIALOG")) ||
    (typed && (name === "value" || name === "checked")) ||
    (name === "aria-busy" && from.getAttribute("data-busy") !== null) ||
    name === "data-busy" ||
    (name === "tabindex" && from.hasAttribute("data-row"));
  for (const { name, value } of to.attributes) if (!stays(name) && from.getAttribute(name) !== value) from.setAttribute(name, value);
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && !stays(name)) from.removeAttribute(name);
}

/**
 * Goes through both lists once. A child with an id is moved to where it belongs, one without is matched by place and tag.
 * @param {Node} from @param {Node} to
 */
function children(from, to) {
  /** @type {Map<string, Element>} */
  const byId = new Map();
  for (const child of /** @type {Element} */ (from).children) if (child.id && !byId.has(child.id)) byId.set(child.id, child);
  const wanted = new Set([...(/** @type {Element} */ (to).children)].map((child) => child.id).filter(Boolean));
  const isKept = (/** @type {Node | null} */ node) =>
    node instanceof Element && node.id !== "" && wanted.has(node.id) && byId.get(node.id) === node;
  /** @type {ChildNode | null} */
  let at = from.firstChild;
  for (const want of [...to.childNodes]) {
    // What is gone is taken away before it is passed: a row that stays is not moved, and so keeps the focus.
    while (at instanceof Element && at.id && !wanted.has(at.id) && !at.hasAttribute("data-keep")) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
    const id = want instanceof Element ? want.id : "";
    const same = id ? byId.get(id) : undefined;
    if (same) {
      byId.delete(id);
      if (same === at) at = at.nextSibling;
      else from.insertBefore(same, at);
      morph(same, want);
      continue;
    }
    // That one is wanted further down; it moves when its turn comes.
    let place = at;
    while (isKept(place)) place = /** @type {ChildNode} */ (place).nextSibling;
    const free = place && !(place instanceof Element && place.id) && !id && place.nodeName === want.nodeName;
    if (free && place) {
      if (place !== at) from.insertBefore(place, at);
      else at = place.nextSibling;
      morph(place, want);
    } else from.insertBefore(document.importNode(want, true), at);
  }
  while (at) {
    const next = at.nextSibling;
    if (!(at instanceof Element && at.hasAttribute("data-keep"))) at.remove();
    at = next;
  }
}

/** @param {Element} from @param {Element} to @param {string} name */
function copyAttribute(from, to, name) {
  const value = to.getAttribute(name);
  if (value === null) from.removeAttribute(name);
  else from.setAttribute(name, value);
}
