// A throwaway PostgreSQL server on a socket in a temporary folder, as crates/testkit starts one for the Rust tests.
import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A server starts in less than a second; a loaded machine may take long. */
const START_ATTEMPTS = 600;
const START_PAUSE = 50;

/** Ends the server and removes its folder when the input closes, however the process of the tests ended. */
const SUPERVISE = `
"$1/initdb" -D "$2/data" -U righthand -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions >>"$2/log" 2>&1 || exit 1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off </dev/null >>"$2/log" 2>&1 &
server=$!
cat >/dev/null
kill -TERM $server
kill -QUIT $server
wait $server
rm -rf "$2"
`;

/** Starts a server; `database()` makes an empty database and answers its address. */
export async function startPostgres() {
  const programs = folderOfPrograms();
  const folder = mkdtempSync(join(tmpdir(), "righthand-e2e-pg-"));
  const account = accountToRunAs();
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
  const child = spawn("sh", ["-c", SUPERVISE, "sh", programs, folder], { stdio: ["pipe", "ignore", "ignore"], detached: true, cwd: folder, ...account });
  child.unref();
  /** @param {string} database @param {string} sql */
  const psql = (database, sql) => execFileSync(join(programs, "psql"), ["-h", folder, "-U", "righthand", "-qc", sql, database], { stdio: "pipe" });
  await untilItAnswers(() => psql("postgres", "select 1"), child, folder);
  let made = 0;
  return {
    database() {
      const name = `story_${(made += 1)}`;
      psql("postgres", `create database ${name}`);
      return `postgresql:///${name}?host=${folder}&user=righthand`;
    },
    stop() {
      return new Promise((done) => {
        child.ref();
        child.on("exit", done);
        child.stdin.end();
      });
    },
  };
}

/** @param {() => void} ask @param {import("node:child_process").ChildProcess} child @param {string} folder */
async function untilItAnswers(ask, child, folder) {
  for (let attempt = 0; attempt < START_ATTEMPTS && child.exitCode === null; attempt += 1) {
    try {
      return ask();
    } catch {
      await new Promise((done) => setTimeout(done, START_PAUSE));
    }
  }
  const log = existsSync(join(folder, "log")) ? readFileSync(join(folder, "log"), "utf8") : "";
  throw new Error(`PostgreSQL did not start: ${log}`);
}

/** PostgreSQL refuses to run as root. */
function accountToRunAs() {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":"));
  const found = ["postgres", "nobody"].map((name) => accounts.find(([account]) => account === name)).find(Boolean);
  if (!found) throw new Error("run as root, and there is no account postgres or nobody");
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** Debian's newest, else from the PATH. */
function folderOfPrograms() {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).map(Number).sort((a, b) => b - a) : [];
  const candidates = [...versions.map((version) => join(debian, String(version), "bin")), ...(process.env.PATH ?? "").split(":")];
  const found = candidates.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
  if (!found) throw new Error("neither /usr/lib/postgresql/*/bin nor the PATH has initdb and postgres; bin/setup installs it");
  return found;
}
