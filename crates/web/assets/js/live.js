// Live pages. The server says "this topic changed"; a page whom it concerns asks for itself again and is morphed in place.
// One stream a browser: whoever holds the lock listens and tells the other tabs. A hidden tab gives the lock away.
import { adopt, anythingTyped, parse } from "./morph.js";
import { connection, sayChanged, sessionEnded } from "./say.js";

/** Milliseconds: first pause before reconnecting, longest pause, and how long changes are gathered. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
const GATHER = 120;
/** Milliseconds after which a page that is busy under the pointer is refreshed all the same. */
const PATIENCE = 5_000;
const CHANNEL = "righthand-live";

/** @type {string | null} */
let tag = null;
let tagFor = "";
/** @type {Promise<void> | null} */
let running = null;
let again = false;
let pointerDown = false;
let composing = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let gathered;
let waitingSince = 0;
/** Whether what is shown is the answer to a form that was refused, which no address gives again. */
let refused = false;

/** Starts the stream if the page names one. */
export function startLive() {
  const meta = document.querySelector('meta[name="righthand-live"]');
  if (!meta) return;
  addEventListener("pointerdown", () => (pointerDown = true), true);
  for (const end of ["pointerup", "pointercancel", "dragend"]) addEventListener(end, () => (pointerDown = false), true);
  addEventListener("compositionstart", () => (composing = true), true);
  addEventListener("compositionend", () => (composing = false), true);
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(CHANNEL) : null;
  channel?.addEventListener("message", ({ data }) => heard(data));
  const tell = (/** @type {Said} */ said) => {
    heard(said);
    channel?.postMessage(said);
  };
  const url = meta.getAttribute("content") ?? "";
  /** @type {AbortController | null} */
  let mine = null;
  const listen = () => {
    if (mine || document.hidden) return;
    mine = new AbortController();
    const { signal } = mine;
    if (navigator.locks) navigator.locks.request(CHANNEL, { signal }, () => stream(url, tell, signal)).catch(() => {});
    // Without locks (an address that is not secure) each tab has its own stream.
    else stream(url, heard, signal);
  };
  const stop = () => {
    mine?.abort();
    mine = null;
  };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return stop();
    refreshSoon();
    listen();
  });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => {
    if (event.persisted) refreshSoon();
    listen();
  });
  addEventListener("online", () => refreshSoon());
  listen();
}

/** @typedef {{ topic: string } | { lost: boolean }} Said */

/** @param {Said} said */
function heard(said) {
  if ("lost" in said) return connection(said.lost);
  if (said.topic === "*" || topics().includes(said.topic)) refreshSoon(true);
}

function topics() {
  return (document.querySelector('meta[name="righthand-live"]')?.getAttribute("data-topics") ?? "").split(" ");
}

/**
 * Listens until `signal` ends it. Pauses double up to a minute; jitter keeps a thousand browsers from coming back at once.
 * @param {string} url @param {(said: Said) => void} tell @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function stream(url, tell, signal) {
  return new Promise((done) => {
    let pause = FIRST_PAUSE;
    let opened = false;
    /** @type {EventSource | undefined} */
    let source;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const open = () => {
      source = new EventSource(url);
      source.addEventListener("open", () => {
        pause = FIRST_PAUSE;
        tell({ lost: false });
        // Whatever was missed while nobody listened.
        if (opened) tell({ topic: "*" });
        opened = true;
      });
      source.addEventListener("changed", (event) => tell({ topic: String(event.data).split(" ")[0] }));
      source.addEventListener("error", () => {
        source?.close();
        if (signal.aborted) return;
        tell({ lost: true });
        timer = setTimeout(open, pause * (0.5 + Math.random()));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      });
    };
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      source?.close();
      done();
    });
    if (signal.aborted) done();
    else open();
  });
}

/** Gathers changes that come together. @param {boolean} [announce] */
function refreshSoon(announce = false) {
  if (waitingSince === 0) waitingSince = performance.now();
  clearTimeout(gathered);
  gathered = setTimeout(() => {
    // Nothing moves under a pressed pointer or in the middle of a composed character.
    const busy = pointerDown || composing;
    if (busy && performance.now() - waitingSince < PATIENCE) return refreshSoon(announce);
    waitingSince = 0;
    refresh(announce);
  }, GATHER);
}

/**
 * Asks for the page again. A change that arrives meanwhile asks once more; all who ask wait for the last one.
 * @param {boolean} [announce]
 */
export async function refresh(announce = false) {
  if (document.hidden) return;
  if (running) again = true;
  else running = ask(announce).finally(() => (running = null));
  await running;
}

/**
 * While the answer to a refused form stands, nothing takes its place: what was typed is in it and nowhere else.
 * @param {boolean} stands
 */
export function refusalStands(stands) {
  refused = stands;
}

/** @param {boolean} announce */
async function ask(announce) {
  const main = document.getElementById("main");
  try {
    do {
      again = false;
      if (refused) return;
      const url = location.href;
      /** @type {Record<string, string>} */
      const headers = { accept: "text/html" };
      if (tag && tagFor === url) headers["if-none-match"] = tag;
      const answer = await fetch(url, { headers, redirect: "manual" });
      // Sent elsewhere: the session ended. Nobody loses what they typed over it.
      if (answer.type === "opaqueredirect") return anythingTyped() ? sessionEnded() : location.reload();
      if (answer.status === 403 || answer.status === 404) {
        // A form that is on its way took the page away: its answer says where to go.
        return document.querySelector("form[data-busy]") ? undefined : location.reload();
      }
      if (answer.status !== 200 || url !== location.href) continue;
      const text = await answer.text();
      if (refused) return;
      tag = answer.headers.get("etag");
      tagFor = url;
      main?.setAttribute("aria-busy", "true");
      if (show(text) && announce) sayChanged();
    } while (again);
  } catch {
    // No connection: the stream tries again and says so.
  } finally {
    main?.removeAttribute("aria-busy");
  }
}

/** Morphs the page; tells whether anything in its main part changed. @param {string | Document} page */
export function show(page) {
  const before = document.getElementById("main")?.textContent;
  const held = document.activeElement;
  adopt(typeof page === "string" ? parse(page) : page);
  // What moved to another place of the page lost the focus on the way.
  if (held instanceof HTMLElement && held !== document.body && held.isConnected && document.activeElement === document.body) held.focus({ preventScroll: true });
  return document.getElementById("main")?.textContent !== before;
}
