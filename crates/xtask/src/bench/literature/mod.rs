//! Literature: the planner on the problems by which planners are compared, and its forecasts of effort on real work.
//!
//! J30, multi-mode J10 and J20 and the estimates are read where they lie beside the checkout, and said to be missing
//! where they do not. The published sets of 60 and 120 activities are not at hand: instances made by their recipe stand
//! in for them. Of those no optimum is known; what a long run of this very search reaches is what others are compared to.

mod efforts;
mod instances;
#[path = "../../../../planner/examples/rcpsp/psplib.rs"]
mod psplib;
mod sets;

use std::path::PathBuf;

use super::program;
use super::table::Value;

/// Makes every row of the table.
pub(super) fn measure() -> anyhow::Result<(String, Vec<Value>)> {
    let mut values = sets::published()?;
    values.extend(sets::made()?);
    values.extend(efforts::walked()?);
    let about = "Schedules are counted as the literature counts them: every schedule that is built, in whichever direction, and \
                 one that is given up half-way by the share of the activities that it had placed. One thread an instance, seed 1. \
                 Goals for 60 and 120 activities are those for the published J60 and J120, whose means lie elsewhere than those of \
                 the instances here (`crates/xtask/src/bench/literature/instances.rs`); the distance from a long run (500,000 \
                 schedules, another seed) on every tenth of them says how much is left to gain.";
    Ok((about.into(), values))
}

/// A folder or file of the research beside the checkout.
fn beside(path: &str) -> PathBuf {
    program::root().join("../shared").join(path)
}

/// A share in percent.
fn percent(share: f64, places: usize) -> String {
    format!("{:.places$} %", 100.0 * share)
}
