//! The program under measurement, as it was built beside this one.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, ensure};

/// The root of the checkout.
pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// `righthand`, beside this program.
pub(super) fn righthand() -> anyhow::Result<PathBuf> {
    let path = std::env::current_exe()?.with_file_name("righthand");
    ensure!(path.exists(), "{} is not there; bin/bench builds it", path.display());
    Ok(path)
}

/// A server that has said where it listens. It ends with this.
pub(super) struct Serving {
    child: Child,
    lines: BufReader<ChildStdout>,
    /// `127.0.0.1:PORT`.
    pub(super) address: String,
}

impl Serving {
    /// Starts `command` and waits for its first line.
    pub(super) fn start(command: &mut Command) -> anyhow::Result<Self> {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("the program does not start")?;
        let stdout = child.stdout.take().context("its output is not there")?;
        let mut serving = Self { child, lines: BufReader::new(stdout), address: String::new() };
        let line = serving.line()?;
        let address = line.strip_prefix("listening on http://").with_context(|| format!("it printed “{line}”"))?;
        serving.address = address.to_owned();
        Ok(serving)
    }

    /// Starts the demonstration at the moment of the design's pictures, on a temporary database.
    pub(super) fn demonstration() -> anyhow::Result<Self> {
        let at = ["--listen", "127.0.0.1:0", "--at", "2026-11-24T11:20:00+00:00", "--log", "error"];
        // As packaging/righthand.service and the Dockerfile set it.
        Self::start(Command::new(righthand()?).arg("demo").args(at).env("MIMALLOC_PURGE_DELAY", "0"))
    }

    /// The path of the next person's sign-in link, with their role; the owner's comes first.
    pub(super) fn next_person(&mut self) -> anyhow::Result<(String, String)> {
        let line = self.line()?;
        let mut parts = line.split('\t').skip(1);
        let (role, link) = parts.next().zip(parts.next()).with_context(|| format!("it printed “{line}”"))?;
        let path = link
            .strip_prefix(&format!("http://{}", self.address))
            .with_context(|| format!("a link to elsewhere: {link}"))?;
        Ok((role.to_owned(), path.to_owned()))
    }

    /// Its number in the system.
    pub(super) fn process(&self) -> u32 {
        self.child.id()
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        ensure!(self.lines.read_line(&mut line)? > 0, "the program ended");
        Ok(line.trim_end().to_owned())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}
