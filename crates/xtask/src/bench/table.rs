//! The paper: one table for each thing that is measured, with the machine above and the command that makes it.

use std::fmt::Write as _;
use std::process::Command;
use std::time::Duration;

use super::figures::{Figures, milliseconds};

/// One measured thing.
pub(super) struct Row {
    pub(super) what: String,
    pub(super) figures: Figures,
    /// What the issue asks for; `None` for parts and ceilings.
    pub(super) goal: Option<Duration>,
    /// Median of the least that the same work could cost, measured beside it.
    pub(super) ceiling: Option<Duration>,
}

/// What was measured, and what the ceiling is.
pub(super) struct Section {
    pub(super) about: String,
    pub(super) rows: Vec<Row>,
}

/// One measured thing that is no time.
pub(super) struct Value {
    what: String,
    goal: String,
    reached: String,
}

impl Value {
    pub(super) fn new(what: String, goal: &str, reached: String) -> Self {
        Self { what, goal: goal.to_owned(), reached }
    }

    /// What it is measured on is not there.
    pub(super) fn missing(what: String, goal: &str) -> Self {
        Self::new(what, goal, "not measured: the data are not beside the checkout".to_owned())
    }
}

/// The text of `docs/benchmarks.md`, made anew around what an earlier one holds.
pub(super) struct Paper {
    text: String,
    earlier: String,
    machine: String,
}

impl Paper {
    pub(super) fn new(earlier: &str) -> anyhow::Result<Self> {
        let text = "# Benchmarks\n\nMade by `bin/bench`, or one section by `bin/bench NAME`, on the program as it is released; do not edit.\n\n\
             A time is the median of so many runs, with the time that nine in ten stay below. “Bare” is the least that the same \
             work could cost, measured in the same run by a program that does nothing else; the ratio to it is what can be \
             compared between machines.\n";
        Ok(Self { text: text.to_owned(), earlier: earlier.to_owned(), machine: machine()? })
    }

    /// A section as it was measured now.
    pub(super) fn measured(&mut self, title: &str, section: &Section) {
        let _infallible = write!(
            self.text,
            "\n## {title}\n\n{} {}\n\n| what | runs | median | nine in ten | goal | bare | ratio |\n|---|--:|--:|--:|--:|--:|--:|\n",
            section.about, self.machine
        );
        for row in &section.rows {
            let _infallible = writeln!(self.text, "{}", line(row));
        }
    }

    /// A section of values as they were measured now.
    pub(super) fn valued(&mut self, title: &str, (about, values): &(String, Vec<Value>)) {
        let _infallible =
            write!(self.text, "\n## {title}\n\n{about} {}\n\n| what | goal | reached |\n|---|--:|--:|\n", self.machine);
        for Value { what, goal, reached } in values {
            let _infallible = writeln!(self.text, "| {what} | {goal} | {reached} |");
        }
    }

    /// A section as the earlier paper has it; nothing where it has none.
    pub(super) fn kept(&mut self, title: &str) {
        let heading = format!("\n## {title}\n");
        let Some(begins) = self.earlier.find(&heading) else { return };
        let section = self.earlier.get(begins..).unwrap_or_default();
        let ends = section.get(1..).and_then(|rest| rest.find("\n## ")).map_or(section.len(), |at| at + 1);
        self.text.push_str(section.get(..ends).unwrap_or_default());
    }

    pub(super) fn text(self) -> String {
        self.text
    }
}

fn line(row: &Row) -> String {
    let median = row.figures.median();
    let goal = row.goal.map_or_else(String::new, |goal| {
        let word = if median < goal { "" } else { ", missed" };
        format!("{}{word}", milliseconds(goal))
    });
    let ratio = row
        .ceiling
        .map_or_else(String::new, |bare| format!("{:.1}", median.as_secs_f64() / bare.as_secs_f64().max(1e-9)));
    format!(
        "| {} | {} | {} | {} | {goal} | {} | {ratio} |",
        row.what,
        row.figures.count(),
        milliseconds(median),
        milliseconds(row.figures.p90()),
        row.ceiling.map_or_else(String::new, milliseconds)
    )
}

/// What the numbers belong to.
fn machine() -> anyhow::Result<String> {
    let cores = std::thread::available_parallelism()?;
    let model = read("/proc/cpuinfo")
        .lines()
        .find_map(|line| Some(line.strip_prefix("model name")?.trim_start_matches([' ', '\t', ':']).to_owned()));
    let load = read("/proc/loadavg").split(' ').next().unwrap_or("?").to_owned();
    let rustc = Command::new("rustc").arg("--version").output()?;
    let rustc = String::from_utf8_lossy(&rustc.stdout).trim().to_owned();
    Ok(format!(
        "Machine: {cores} cores of {}, load {load} before the run, {rustc}.",
        model.unwrap_or_else(|| "an unnamed make".into())
    ))
}

/// Empty where the system has no such file.
fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}
