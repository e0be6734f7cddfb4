//! Look back: what the desk would have forecast in the weeks before it was there, from what it knows of them by now.
//!
//! For a business that comes with its history, such as the demonstration: each week is planned and forecast anew with
//! what was finished by then, and learns from nothing that came later.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan};
use righthand_domain::ids::BusinessId;
use righthand_domain::plan::{self, Futures, Options};
use righthand_domain::snapshot::{Snapshot, Task};
use righthand_store::Error;

use super::kept;
use crate::Desk;
use crate::planning::{HORIZON_DAYS, SEED, Standing};

/// Weeks that are looked back at.
const WEEKS: i64 = 10;
/// Schedules and futures of each: quantiles to two points in a hundred.
const SCHEDULES: u64 = 50;
const FUTURES: u32 = 500;

/// Keeps the forecasts of the weeks before now, where none have been kept.
pub fn look_back(desk: &Desk, business: BusinessId) -> Result<(), Error> {
    let Some(snapshot) = desk.store.read(business, |tx| {
        crate::snapshot::load(tx)?.map(|snapshot| crate::snapshot::with_past(tx, snapshot)).transpose()
    })?
    else {
        return Ok(());
    };
    let zone = snapshot.business.time_zone.clone();
    let now = desk.clock.now();
    for weeks in (1..=WEEKS).rev() {
        let Ok(at) = now.checked_sub((24 * 7 * weeks).hours()) else { continue };
        let Some(standing) = forecast(&as_of(&snapshot, at), at) else { continue };
        let (shown, day) = (kept::shown(&standing), zone.rules().to_datetime(at).date());
        desk.store.write(business, move |tx| kept::keep(tx, at, day, &shown, true))?;
    }
    Ok(())
}

/// The business as it was: what was done later is open, and what has been learnt since is not known.
fn as_of(snapshot: &Snapshot, at: Timestamp) -> Snapshot {
    let mut then = snapshot.clone();
    then.past = Arc::new(snapshot.past.until(at));
    then.projects.iter_mut().flat_map(|project| &mut project.tasks).for_each(|task| reopen(task, at));
    for step in then.runs.iter_mut().flat_map(|run| &mut run.steps) {
        if step.done_at.is_some_and(|done| done > at) {
            (step.done_at, step.spent_hours) = (None, 0.0);
        }
    }
    let today = snapshot.business.time_zone.rules().to_datetime(at).date();
    for person in &mut then.people {
        person.time_off.retain(|off| !off.unplanned || off.from <= today);
    }
    then
}

/// What had been spent by then is not known, so nothing had.
fn reopen(task: &mut Task, at: Timestamp) {
    if task.done_at.is_none_or(|done| done > at) {
        (task.done_at, task.spent_hours) = (None, 0.0);
    }
    task.children.iter_mut().for_each(|task| reopen(task, at));
}

/// `None` where it could not be planned as it was.
fn forecast(snapshot: &Snapshot, at: Timestamp) -> Option<Standing> {
    let options = Options { horizon_days: HORIZON_DAYS, seed: SEED, schedules: SCHEDULES, ..Options::at(at) };
    let futures = Futures { futures: FUTURES, levers: false, ..Futures::default() };
    let (plan, forecast) = plan::plan_and_forecast(snapshot, &options, &futures, &mut || true).ok()?;
    let forecast = Some(forecast);
    Some(Standing { event: 0, plan, forecast, forecast_event: 0, settled: true, trouble: None })
}
