//! Runs: the occurrences of operations that a plan makes steps of.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::Options;
use crate::calendar::{instant, minute_down};
use crate::recurrence::{self, Occurrence};
use crate::snapshot::{Fault, Operation, Run, Snapshot, Step};

/// A run that is in the plan.
#[derive(Debug)]
pub(super) struct RunAhead<'a> {
    pub(super) operation: &'a Operation,
    /// In file order of operations.
    pub(super) index: usize,
    pub(super) occurrence: Occurrence,
    pub(super) run: Option<&'a Run>,
}

impl<'a> RunAhead<'a> {
    /// Its steps: of the version that it began with.
    pub(super) fn steps(&self) -> &'a [Step] {
        self.run.map_or(&self.operation.steps, |run| run.workflow(self.operation))
    }
}

/// Every run that is due within the horizon, or each recurrence that cannot be read.
pub(super) fn runs_ahead<'a>(snapshot: &'a Snapshot, options: &Options) -> Result<Vec<RunAhead<'a>>, Vec<Fault>> {
    let through = instant(minute_down(options.at).saturating_add(i64::from(options.horizon_days) * 24 * 60));
    // The horizon counts from the very instant, seconds and all.
    let seconds = options.at.as_nanosecond() - instant(minute_down(options.at)).as_nanosecond();
    let through = Timestamp::from_nanosecond(through.as_nanosecond().saturating_add(seconds)).unwrap_or(through);
    let begun: HashMap<(&str, Date), &Run> =
        snapshot.runs.iter().map(|run| ((run.operation.as_str(), run.date), run)).collect();
    let mut runs = Vec::new();
    let mut faults = Vec::new();
    for (index, operation) in snapshot.operations.iter().enumerate() {
        match recurrence::occurrences(operation, &snapshot.business.time_zone, options.at, through) {
            Ok(all) => runs.extend(all.into_iter().map(|occurrence| {
                let run = begun.get(&(operation.key.as_str(), occurrence.date)).copied();
                RunAhead { operation, index, occurrence, run }
            })),
            Err(message) => faults.push(Fault { pointer: format!("/operations/{index}/rrule"), message }),
        }
    }
    if faults.is_empty() { Ok(runs) } else { Err(faults) }
}
