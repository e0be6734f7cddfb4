//! Kept: forecasts as they were shown, so that they can be scored when the work ends.
//!
//! One a day and thing at most, and the longer a thing is on its way the fewer: the next is kept when an eighth as much
//! time has gone by as since the first. A year of a project leaves about forty.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use righthand_domain::plan::PartOf;
use righthand_domain::rules::r12_every_date_is_a_probability::Chance;
use righthand_store::{Error, Sql, Tx, insert_sql, sql, values};

use crate::planning::Standing;

/// Forecasts are kept for two years: people and their estimates change.
const KEPT_DAYS: i64 = 731;
/// The next forecast of a thing is kept after this part of the time since the first.
const THINNING: i32 = 8;

/// What a forecast is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Thing {
    Project,
    Task,
    Step,
}

impl Thing {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Task => "task",
            Self::Step => "step",
        }
    }
}

/// A forecast of one thing, as pages show it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    thing: Thing,
    key: String,
    told: [Timestamp; 4],
    due: Option<Timestamp>,
    on_time: Option<f64>,
}

impl Shown {
    /// Of a task or a step, not of a whole project.
    pub(super) fn is_of_work(&self) -> bool {
        self.thing != Thing::Project
    }
}

/// What has been looked at of a day, so that most plans that land have nothing to keep.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    day: Option<Date>,
    keys: HashSet<(Thing, String)>,
}

impl Noted {
    /// What of it has not been looked at on that day, and whether the day is a new one.
    pub(crate) fn unseen(&mut self, day: Date, shown: Vec<Shown>) -> (Vec<Shown>, bool) {
        let new_day = self.day != Some(day);
        if new_day {
            (self.day, self.keys) = (Some(day), HashSet::new());
        }
        let unseen = shown.into_iter().filter(|shown| self.keys.insert((shown.thing, shown.key.clone())));
        (unseen.collect(), new_day)
    }
}

/// What stands with a date and a chance; without what cannot end, and without what is only guessed (R12).
pub(crate) fn shown(standing: &Standing) -> Vec<Shown> {
    let Some(forecast) = &standing.forecast else { return Vec::new() };
    let of_projects = forecast.projects.iter().filter_map(|project| {
        let Chance::OnTime(on_time) = standing.chance(&project.key) else { return None };
        let finish = project.finish?;
        Some(Shown {
            thing: Thing::Project,
            key: project.key.clone(),
            told: [finish.p10, finish.p50, finish.p80, finish.p90],
            due: project.due,
            on_time: Some(on_time),
        })
    });
    let planned: HashMap<&str, _> = standing.plan.tasks.iter().map(|task| (task.key.as_str(), task)).collect();
    let of_tasks = forecast.tasks.iter().filter_map(|task| {
        let planned = planned.get(task.key.as_str()).filter(|planned| planned.person.is_some() && !planned.guessed)?;
        Some(Shown {
            thing: if matches!(planned.part_of, PartOf::Project(_)) { Thing::Task } else { Thing::Step },
            key: task.key.clone(),
            told: [task.p10, task.p50, task.p80, task.p90],
            due: planned.due,
            on_time: task.on_time,
        })
    });
    of_projects.chain(of_tasks).filter(|shown| shown.told.iter().all(|told| *told < Timestamp::MAX)).collect()
}

/// Keeps what was shown on `day`. With `thin`, what has been kept before is looked at first, and what is too old goes.
pub(crate) fn keep(tx: &mut Tx, made_at: Timestamp, day: Date, shown: &[Shown], thin: bool) -> Result<(), Error> {
    const OF_DAY: &Sql =
        sql!("forecast_kept.of_day", "select thing, thing_key from forecast_kept where business_id = $1 and day = $2");
    const SPANS: &Sql = sql!(
        "forecast_kept.spans",
        "select thing, thing_key, min(day), max(day) from forecast_kept where business_id = $1 group by thing, thing_key"
    );
    const FORGET: &Sql = sql!("forecast_kept.forget", "delete from forecast_kept where business_id = $1 and day < $2");
    const KEEP: &Sql = insert_sql!(
        "forecast_kept.keep",
        "forecast_kept",
        ["thing", "thing_key", "day", "made_at", "p10", "p50", "p80", "p90", "due", "on_time"]
    );
    const COLUMNS: usize = 10;
    let mut spans: HashMap<(String, String), (Date, Date)> = HashMap::new();
    if thin {
        tx.run(FORGET, &values![day.saturating_sub(KEPT_DAYS.days())])?;
        spans.extend(tx.all(SPANS, &[], |row| Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?))))?);
    } else {
        spans.extend(tx.all(OF_DAY, &values![day], |row| Ok(((row.get(0)?, row.get(1)?), (day, day))))?);
    }
    let wanted = |shown: &&Shown| {
        let span = spans.get(&(shown.thing.as_str().to_owned(), shown.key.clone()));
        span.is_none_or(|(first, last)| is_time(*first, *last, day))
    };
    let rows: Vec<&Shown> = shown.iter().filter(wanted).collect();
    tx.insert_rows(KEEP, COLUMNS, &rows, |shown| {
        let [p10, p50, p80, p90] = shown.told;
        values![shown.thing.as_str(), &shown.key, day, made_at, p10, p50, p80, p90, shown.due, shown.on_time].to_vec()
    })
}

/// Is it time to keep another one?
fn is_time(first: Date, last: Date, day: Date) -> bool {
    let between = |from: Date, to: Date| from.until(to).map_or(0, |span| span.get_days());
    between(last, day) >= (between(first, day) / THINNING).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_kept_daily_at_first_and_about_forty_times_in_a_year() {
        let first: Date = "2026-01-01".parse().unwrap();
        let mut kept = vec![first];
        for day in first.series(1.day()).skip(1).take(364) {
            if kept.last().is_some_and(|last| is_time(first, *last, day)) {
                kept.push(day);
            }
        }
        assert!(kept.iter().take(9).zip(first.series(1.day())).all(|(kept, day)| *kept == day), "{kept:?}");
        assert!((35..=48).contains(&kept.len()), "{}", kept.len());
        assert!(!is_time(first, first, first), "twice a day is too often");
    }
}
