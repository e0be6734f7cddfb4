//! Program: the built program, run as its users run it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// The moment of the pictures of the design.
pub const AT: &str = "2026-11-24T11:20:00+00:00";
/// An answer takes milliseconds; a loaded machine may take long.
const ANSWER_PATIENCE: Duration = Duration::from_secs(60);

/// Runs it to its end, without the settings of whoever runs the tests.
pub fn righthand(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// As [`righthand`], with these variables.
pub fn righthand_with(variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    command(arguments).envs(variables.iter().copied()).output().unwrap()
}

/// The program, not yet started.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_righthand"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("RIGHTHAND_")) {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

/// A server that ends with the test.
pub struct Server {
    process: Child,
    output: BufReader<ChildStdout>,
    /// `HOST:PORT`.
    pub address: String,
}

impl Server {
    /// Starts `serve` or `demo` on a free port, and reads its first line.
    pub fn start(arguments: &[&str]) -> Self {
        let arguments = [arguments, &["--listen", "127.0.0.1:0", "--log", "error"]].concat();
        let mut process = command(&arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address =
            line.trim_end().strip_prefix("listening on http://").unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Self { process, output, address }
    }

    /// The next line that it prints.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Status and body of a request.
    pub fn get(&self, path: &str) -> (u16, String) {
        self.get_with(path, "")
    }

    /// As [`Self::get`], with more headers, each with its line break.
    pub fn get_with(&self, path: &str, headers: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(ANSWER_PATIENCE)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\n{headers}Connection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let status =
            text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{text:?}"));
        (status, text)
    }

    /// Tells it to end by this signal, and gives whether it ended well.
    pub fn end(mut self, signal: &str) -> bool {
        let told = Command::new("kill").args([format!("-{signal}"), self.process.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.process.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A database with the demonstration in it, and its address.
pub fn demonstration() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("desk.db").display());
    let server = Server::start(&["demo", "--at", AT, "--database", &url]);
    assert!(server.end("TERM"));
    (folder, url)
}

/// Standard output as text.
pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Standard error as text.
pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
