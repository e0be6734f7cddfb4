//! Bench: every measured number of the product, each beside the least that the same work could cost here.
//!
//! Absolute times belong to the machine; what can be compared between machines is the ratio to the bare ceiling, which
//! is measured in the same run.

mod advise;
mod ask;
mod backup;
mod bare;
mod figures;
mod import;
mod import_table;
mod literature;
mod memory;
mod pages;
mod planner;
mod program;
mod regular;
mod replan;
mod search;
mod start;
mod table;

use anyhow::Context;

pub(crate) use bare::serve as bare;

/// Where the numbers go, from the root of the checkout.
const PAPER: &str = "docs/benchmarks.md";

/// What is measured, by the name that asks for it alone, with its heading in the paper.
type Bench = (&'static str, &'static str, fn() -> anyhow::Result<table::Section>);
const BENCHES: &[Bench] = &[
    ("start", "Cold start", start::measure),
    ("import", "Import of a board of 5,000 cards", import::measure),
    ("import-table", "Import of a table of 100,000 rows", import_table::measure),
    ("replan", "Replan after one edit: 1,000 open tasks, 20 people", replan::measure),
    ("regular", "Regular work: 200 operations with three years of history", regular::measure),
    ("planner", "The planner by itself", planner::measure),
    ("advise", "Whom to hire: 1,000 open tasks, 20 people", advise::measure),
    ("search", "Search in 100,000 tasks", search::measure),
    ("pages", "Pages of the demonstration", pages::measure),
];

/// The same, of what is told by values other than times.
type Valued = (&'static str, &'static str, fn() -> anyhow::Result<(String, Vec<table::Value>)>);
const VALUED: &[Valued] = &[
    ("literature", "The planner on published problems", literature::measure),
    ("backup", "Backup of 1 GB while somebody writes", backup::measure),
    ("memory", "Memory after a tour of all pages", memory::measure),
];

/// Measures what is named, or everything, and writes it into the paper; sections that were not measured stay.
pub(crate) fn run(names: &[&str]) -> anyhow::Result<()> {
    let known = |name: &&str| names_of_all().any(|known| known == *name);
    if let Some(unknown) = names.iter().find(|name| !known(name)) {
        let all: Vec<&str> = names_of_all().collect();
        anyhow::bail!("there is no bench \"{unknown}\"; there are {}", all.join(", "));
    }
    let path = program::root().join(PAPER);
    let mut paper = table::Paper::new(&std::fs::read_to_string(&path).unwrap_or_default())?;
    for (name, title, measure) in BENCHES {
        if names.is_empty() || names.contains(name) {
            eprintln!("bench: {name}");
            paper.measured(title, &measure()?);
        } else {
            paper.kept(title);
        }
    }
    for (name, title, measure) in VALUED {
        if names.is_empty() || names.contains(name) {
            eprintln!("bench: {name}");
            paper.valued(title, &measure()?);
        } else {
            paper.kept(title);
        }
    }
    let text = paper.text();
    std::fs::write(&path, &text).with_context(|| format!("{} cannot be written", path.display()))?;
    println!("{text}");
    Ok(())
}

fn names_of_all() -> impl Iterator<Item = &'static str> {
    BENCHES.iter().map(|bench| bench.0).chain(VALUED.iter().map(|bench| bench.0))
}
