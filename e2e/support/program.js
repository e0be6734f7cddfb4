// The program as it was built, started on a free port: `serve` on an empty database, or `demo`.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Milliseconds until the first line must be there; a loaded machine may take long. */
const START_PATIENCE = 60_000;
/** The demonstration's moment of the design's pictures. */
export const PICTURED_AT = "2026-11-24T11:20:00+00:00";

/** Where cargo put the program, or what RIGHTHAND_BINARY says. */
export function binary() {
  if (process.env.RIGHTHAND_BINARY) return process.env.RIGHTHAND_BINARY;
  const answer = execFileSync("cargo", ["metadata", "--format-version", "1", "--no-deps"], { cwd: ROOT, maxBuffer: 1e8 });
  const path = join(JSON.parse(answer.toString()).target_directory, "debug", "righthand");
  if (!existsSync(path)) throw new Error(`${path} is not there; bin/test builds it, or name another in RIGHTHAND_BINARY`);
  return path;
}

/** Runs a command to its end and answers what it printed. @param {string[]} args */
export function run(args, options = {}) {
  return execFileSync(binary(), args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], ...options });
}

/** A folder that goes with the process. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "righthand-e2e-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Starts the program and waits for its address.
 * @param {"serve" | "demo"} command
 * @param {{ database?: string, at?: string, args?: string[] }} [options]
 */
export async function start(command, { database, at, args = [] } = {}) {
  const given = ["--listen", "127.0.0.1:0", ...(database ? ["--database", database] : []), ...(at ? ["--at", at] : []), ...args];
  const env = { ...process.env, RIGHTHAND_LOG: process.env.RIGHTHAND_LOG ?? "warn" };
  const child = spawn(binary(), [command, ...given], { stdio: ["ignore", "pipe", "pipe"], env });
  const end = () => child.kill("SIGKILL");
  process.on("exit", end);
  let [out, err, ended] = ["", "", false];
  child.stdout.on("data", (bytes) => (out += bytes));
  child.stderr.on("data", (bytes) => (err += bytes));
  child.on("exit", () => (ended = true));

  /** @param {RegExp} pattern */
  const printed = async (pattern) => {
    for (const until = Date.now() + START_PATIENCE; Date.now() < until && !ended; await tick()) {
      const found = pattern.exec(out);
      if (found) return found;
    }
    throw new Error(`righthand ${command} did not print ${pattern}:\n${out}${err}`);
  };
  const [, url] = await printed(/^listening on (\S+)\n/m);
  return {
    url,
    /** What it logged so far: at `warn`, something worth looking at. */
    log: () => err,
    /** The sign-in link of somebody of the demonstration. @param {string} name */
    async linkOf(name) {
      const [, link] = await printed(new RegExp(`^${name}\\t[^\\t\\n]*\\t(\\S+)\\n`, "m"));
      return link;
    },
    /** Everybody of the demonstration, as printed. */
    async people() {
      await printed(/\t\S+\n/);
      return out.split("\n").filter((line) => line.includes("\t")).map((line) => line.split("\t")).map(([name, role, link]) => ({ name, role, link }));
    },
    stop() {
      process.off("exit", end);
      return new Promise((done) => {
        if (ended) return done(undefined);
        child.on("exit", done);
        child.kill("SIGTERM");
      });
    },
  };
}

/** Until something outside may have happened. */
function tick() {
  return new Promise((done) => setTimeout(done, 20));
}
