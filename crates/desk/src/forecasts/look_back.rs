//! Look back: what the desk would have said of work when it began, in the weeks before the desk was there.
//!
//! For a business that comes with its history, such as the demonstration. Of finished work its hours are known, and when
//! it was done; what was ready when, and in which order people meant to do it, is not. So only that is forecast which
//! the record tells for certain: work whose hours lie in its person's working time right before it was done, with
//! nothing else of theirs finished meanwhile, as of the minute when it began. It learns from nothing that came later.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use righthand_domain::calendar;
use righthand_domain::ids::BusinessId;
use righthand_domain::past::Past;
use righthand_domain::plan::{self, Futures, Options};
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{
    Appointment, Operation, Person, Project, Run, RunStep, Snapshot, Starts, Step, Supposed, Task,
};
use righthand_store::Error;

use super::kept::{self, Shown};
use crate::Desk;
use crate::planning::{HORIZON_DAYS, SEED, Standing};

/// Weeks that are looked back at.
const WEEKS: i64 = 10;
/// Futures of each: quantiles to two points in a hundred. One piece of work has one order.
const FUTURES: u32 = 500;
const SCHEDULES: u64 = 1;
/// Working time in which the hours of a piece of work are looked for, in hours by the clock: eight weeks.
const BEFORE_HOURS: i64 = 8 * 7 * 24;

/// Keeps the forecasts of the weeks before now, where none have been kept.
pub fn look_back(desk: &Desk, business: BusinessId) -> Result<(), Error> {
    let Some(snapshot) = desk.store.read(business, |tx| {
        crate::snapshot::load(tx)?.map(|snapshot| crate::snapshot::with_past(tx, snapshot)).transpose()
    })?
    else {
        return Ok(());
    };
    let now = desk.clock.now();
    // What was known is told by the week: who learns more often learns hardly more.
    let known: Vec<(Timestamp, Arc<Past>)> = (0..=WEEKS)
        .rev()
        .filter_map(|weeks| now.checked_sub((24 * 7 * weeks).hours()).ok())
        .map(|at| (at, Arc::new(snapshot.past.until(at))))
        .collect();
    let mut forecasts: Vec<(Timestamp, Date, Vec<Shown>)> = Vec::new();
    for (work, began) in certain(&snapshot) {
        let Some((_, past)) = known.iter().rev().find(|(at, _)| *at <= began) else { continue };
        let day = snapshot.business.time_zone.rules().to_datetime(began).date();
        let Some(standing) = forecast(&alone(&snapshot, &work, began, day, past), began) else { continue };
        forecasts.push((began, day, kept::shown(&standing).into_iter().filter(Shown::is_of_work).collect()));
    }
    desk.store.write(business, move |tx| {
        forecasts.iter().try_for_each(|(at, day, shown)| kept::keep(tx, *at, *day, shown, false))
    })
}

/// A finished piece of work.
#[derive(Clone, Copy)]
enum Work<'a> {
    Task(&'a Project, &'a Task),
    Step(&'a Operation, &'a Run, &'a Step, &'a RunStep),
}

impl<'a> Work<'a> {
    /// Who did it, with how many hours, and when it was done; `None` where that is not known of one person.
    fn ended(&self) -> Option<(&'a str, f64, Timestamp)> {
        match self {
            Self::Task(_, task) => match task.assignees.as_slice() {
                [person] if !task.milestone => Some((person, task.spent_hours, task.done_at?)),
                _ => None,
            },
            Self::Step(_, _, _, step) => Some((step.person.as_deref()?, step.spent_hours, step.done_at?)),
        }
    }
}

/// Finished work of which it is certain when it began, with that.
fn certain(snapshot: &Snapshot) -> Vec<(Work<'_>, Timestamp)> {
    let mut by_person: HashMap<&str, Vec<(Timestamp, Timestamp, Work<'_>)>> = HashMap::new();
    let mut ends: HashMap<&str, Vec<Timestamp>> = HashMap::new();
    for work in finished(snapshot) {
        let Some((key, hours, done)) = work.ended() else { continue };
        ends.entry(key).or_default().push(done);
        let person = snapshot.people.iter().find(|person| person.key == key);
        if let Some(began) = person.and_then(|person| began(snapshot, person, hours, done)) {
            by_person.entry(key).or_default().push((began, done, work));
        }
    }
    let mut certain = Vec::new();
    for (key, pieces) in by_person {
        let ends = ends.get(key).map_or(&[][..], Vec::as_slice);
        let alone = pieces.into_iter().filter(|(began, done, _)| !ends.iter().any(|end| began < end && end < done));
        certain.extend(alone.map(|(began, _, work)| (work, began)));
    }
    certain
}

fn finished(snapshot: &Snapshot) -> Vec<Work<'_>> {
    fn leaves<'a>(project: &'a Project, tasks: &'a [Task], all: &mut Vec<Work<'a>>) {
        for task in tasks {
            if task.children.is_empty() {
                all.push(Work::Task(project, task))
            } else {
                leaves(project, &task.children, all)
            }
        }
    }
    let mut all = Vec::new();
    snapshot.projects.iter().for_each(|project| leaves(project, &project.tasks, &mut all));
    for run in &snapshot.runs {
        let Some(operation) = snapshot.operations.iter().find(|operation| operation.key == run.operation) else {
            continue;
        };
        let steps = run.steps.iter().filter_map(|begun| {
            let step = operation.steps.iter().find(|step| step.key == begun.key)?;
            Some(Work::Step(operation, run, step, begun))
        });
        all.extend(steps);
    }
    all
}

/// When work of so many hours began that was done without a pause, in working time, until `done`; `None` where it was
/// done at another time.
fn began(snapshot: &Snapshot, person: &Person, hours: f64, done: Timestamp) -> Option<Timestamp> {
    let from = done.checked_sub(BEFORE_HOURS.hours()).ok()?;
    let windows = calendar::windows(snapshot, person, from, done);
    let mut left = (hours * 60.0).round() as i64;
    if left <= 0 || windows.last()?.1.duration_since(done).as_mins() != 0 {
        return None;
    }
    for (from, to) in windows.into_iter().rev() {
        let minutes = to.duration_since(from).as_mins();
        if left <= minutes {
            return to.checked_sub(left.minutes()).ok();
        }
        left -= minutes;
    }
    None
}

/// The business with nothing in it but this, open, and whose it is.
fn alone(snapshot: &Snapshot, work: &Work<'_>, began: Timestamp, day: Date, past: &Arc<Past>) -> Snapshot {
    let person = work.ended().map(|(person, ..)| person);
    let mut people: Vec<Person> = (snapshot.people.iter())
        .filter(|other| Some(other.key.as_str()) == person || other.role == Role::Owner)
        .cloned()
        .collect();
    for person in &mut people {
        person.time_off.retain(|off| !off.unplanned || off.from <= day);
        person.engagement = None;
    }
    let theirs =
        |who: &[String]| -> Vec<String> { who.iter().filter(|key| Some(key.as_str()) == person).cloned().collect() };
    let appointments = snapshot.appointments.iter().filter_map(|appointment| {
        let people = theirs(&appointment.people);
        (!people.is_empty()).then(|| Appointment { people, ..appointment.clone() })
    });
    let mut then = Snapshot {
        at: Some(began),
        business: snapshot.business.clone(),
        people,
        areas: Vec::new(),
        projects: Vec::new(),
        operations: Vec::new(),
        duties: Vec::new(),
        appointments: appointments.collect(),
        runs: Vec::new(),
        lifts: snapshot.lifts.clone(),
        supposed: Supposed::default(),
        past: Arc::clone(past),
    };
    match *work {
        Work::Task(project, task) => {
            let mut task = Task { after: Vec::new(), awaits: Vec::new(), ..task.clone() };
            (task.done_at, task.spent_hours, task.skill, task.not_before) = (None, 0.0, None, None);
            then.projects =
                vec![Project { tasks: vec![task], manager: None, area: None, start: None, ..project.clone() }];
        }
        Work::Step(operation, run, step, _) => {
            let assignees = person.map(str::to_owned).into_iter().collect();
            let starts = operation
                .starts
                .time()
                .map_or(Starts::Date(run.date), |time| Starts::DateTime(run.date.to_datetime(time)));
            then.operations = vec![Operation {
                rrule: "FREQ=DAILY;COUNT=1".into(),
                starts,
                except: Vec::new(),
                area: None,
                accountable: None,
                steps: vec![Step { after: Vec::new(), assignees, skill: None, ..step.clone() }],
                ..operation.clone()
            }];
        }
    }
    then
}

/// `None` where it could not be planned as it was.
fn forecast(snapshot: &Snapshot, at: Timestamp) -> Option<Standing> {
    let options = Options { horizon_days: HORIZON_DAYS, seed: SEED, schedules: SCHEDULES, ..Options::at(at) };
    let futures = Futures { futures: FUTURES, levers: false, ..Futures::default() };
    let (plan, forecast) = plan::plan_and_forecast(snapshot, &options, &futures, &mut || true).ok()?;
    let forecast = Some(forecast);
    Some(Standing { event: 0, plan, forecast, forecast_event: 0, settled: true, trouble: None })
}
