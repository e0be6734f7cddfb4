//! Bench: every measured number of the product, each beside the least that the same work could cost here.
//!
//! Absolute times belong to the machine; what can be compared between machines is the ratio to the bare ceiling, which
//! is measured in the same run.

mod ask;
mod bare;
mod figures;
mod import;
mod pages;
mod program;
mod replan;
mod start;
mod table;

use anyhow::Context;

pub(crate) use bare::serve as bare;

/// Where the numbers go, from the root of the checkout.
const PAPER: &str = "docs/benchmarks.md";

/// Measures everything and writes the paper.
pub(crate) fn all() -> anyhow::Result<()> {
    let mut paper = table::Paper::new()?;
    say("cold start");
    paper.section("Cold start", &start::measure()?);
    say("import");
    paper.section("Import of a board of 5,000 cards", &import::measure()?);
    say("replan");
    paper.section("Replan after one edit: 1,000 open tasks, 20 people", &replan::measure()?);
    say("pages");
    paper.section("Pages of the demonstration", &pages::measure()?);
    let text = paper.text();
    let path = program::root().join(PAPER);
    std::fs::write(&path, &text).with_context(|| format!("{} cannot be written", path.display()))?;
    println!("{text}");
    Ok(())
}

fn say(what: &str) {
    eprintln!("bench: {what}");
}
