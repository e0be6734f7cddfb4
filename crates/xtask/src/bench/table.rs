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

/// The text of `docs/benchmarks.md`.
pub(super) struct Paper(String);

impl Paper {
    pub(super) fn new() -> anyhow::Result<Self> {
        Ok(Self(format!(
            "# Benchmarks\n\nMade by `bin/bench`, on the program as it is released; do not edit. {}\n\n\
             A time is the median of so many runs, with the time that nine in ten stay below. “Bare” is the least that the same \
             work could cost, measured in the same run by a program that does nothing else; the ratio to it is what can be \
             compared between machines.\n",
            machine()?
        )))
    }

    pub(super) fn section(&mut self, title: &str, section: &Section) {
        let _infallible = write!(
            self.0,
            "\n## {title}\n\n{}\n\n| what | runs | median | nine in ten | goal | bare | ratio |\n|---|--:|--:|--:|--:|--:|--:|\n",
            section.about
        );
        for row in &section.rows {
            let _infallible = writeln!(self.0, "{}", line(row));
        }
    }

    pub(super) fn text(self) -> String {
        self.0
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
