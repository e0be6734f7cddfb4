//! Check: every fault of a snapshot, each with its place, before anything is planned.

mod keys;
mod links;
mod people;
mod tasks;
mod work;

use jiff::Timestamp;

use super::outline::Outline;
use crate::snapshot::{Fault, Snapshot};
use keys::Keys;

/// Most hours that an effort, spent time or duty is told as (contracts, `hours` of the schema).
pub(super) const HOURS_MAX: f64 = 100_000.0;
/// Most hours of a lag, either way: over a hundred years.
pub(super) const LAG_HOURS_MAX: f64 = 1_000_000.0;

/// All faults, in the order of the file's parts; with none, the snapshot can be planned as of `at`.
///
/// R2 and R16 are not asked here: a plan does not mind them.
pub fn check(snapshot: &Snapshot, at: Timestamp) -> Vec<Fault> {
    let mut faults = Faults::default();
    let keys = Keys::of(snapshot, &mut faults);
    let outline = Outline::of(snapshot);
    people::check(snapshot, &keys, &mut faults);
    tasks::check(snapshot, &outline, &keys, at, &mut faults);
    links::check(&outline, &mut faults);
    work::check(snapshot, &keys, at, &mut faults);
    faults.0
}

/// Collects faults.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub(super) fn add(&mut self, pointer: impl Into<String>, message: impl Into<String>) {
        self.0.push(Fault { pointer: pointer.into(), message: message.into() });
    }

    /// A number of hours between 0 and `most`.
    pub(super) fn hours(&mut self, pointer: &str, hours: Option<f64>, most: f64) {
        if let Some(hours) = hours
            && !(0.0..=most).contains(&hours)
        {
            self.add(pointer, format!("{hours} is not a number of hours between 0 and {most}"));
        }
    }
}
