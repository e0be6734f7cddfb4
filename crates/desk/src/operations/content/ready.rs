//! View: the content calendar: what the coming runs of each operation with a queue are about, for how many weeks there is
//! material, and what waits.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use righthand_domain::ids::{MaterialId, RunId};
use righthand_domain::recurrence::Makes;
use righthand_domain::roles::{Grant, Permission};
use righthand_store::{select_sql, values};
use serde::Serialize;

use super::super::{calendar, make, rhythm};
use crate::records::{Material, Operation, Run};
use crate::snapshot::{Shut, parse_starts};
use crate::view::{NotSeen, PersonRef, View};

/// Weeks that the calendar shows.
pub const WEEKS: i64 = 6;
/// Weeks for which material is counted: half a year is ready for long enough.
pub const WEEKS_READY_MAX: i64 = 26;

/// All that the page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Content {
    /// The Mondays of the weeks that are shown.
    pub weeks: Vec<Date>,
    /// Operations with a queue, whatever runs out first at the top.
    pub queues: Vec<Queue>,
    /// Operations on a rhythm that have no queue yet.
    pub others: Vec<(String, String)>,
    pub can_change: bool,
}

/// One operation with its queue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Queue {
    pub operation: String,
    pub name: String,
    pub how_often: String,
    pub accountable: Option<PersonRef>,
    /// What is due in the weeks that are shown, in order.
    pub slots: Vec<Slot>,
    /// What waits and has no day yet, in order.
    pub waiting: Vec<Waiting>,
    /// Whole weeks from today until the first run without material; `None` where there is no such run within
    /// [`WEEKS_READY_MAX`].
    pub weeks_ready: Option<i64>,
    /// The first run without material.
    pub dry_on: Option<Date>,
}

/// A run that comes, and what it is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slot {
    pub day: Date,
    pub due: Timestamp,
    /// The Monday of its week.
    pub week: Date,
    pub title: Option<String>,
    /// The material that it is about, with its version and place among what waits.
    pub material: Option<Waiting>,
    /// It is there already; what is farther ahead is only foreseen.
    pub made: bool,
    pub done: bool,
}

/// Material.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waiting {
    pub id: String,
    pub title: String,
    pub note: Option<String>,
    pub url: Option<String>,
    /// Its place in the queue, from 1.
    pub position: i64,
    pub version: i64,
    pub by: String,
}

/// The content calendar, from the Monday of this week on.
pub fn content(view: &mut View<'_>) -> Result<Content, NotSeen> {
    let all = calendar::operations(view)?;
    let open: Vec<&Operation> = all.iter().filter(|one| one.closed_at.is_none()).collect();
    let monday = calendar::monday(view.today);
    let shut = Shut::load(view.tx, &view.business)?;
    let people: HashMap<_, PersonRef> =
        view.members()?.iter().map(|member| (member.id, PersonRef::from(member))).collect();
    let mut queues = Vec::new();
    for operation in open.iter().filter(|one| one.draws) {
        let accountable = people.get(&operation.accountable_id).cloned();
        queues.push(queue(view, operation, accountable, &shut, monday)?);
    }
    queues.sort_by_key(|queue| (queue.dry_on.is_none(), queue.dry_on));
    let named = |one: &&&Operation| !one.draws && one.makes == Makes::ByRule;
    Ok(Content {
        weeks: (0..WEEKS).map(|week| monday.saturating_add(jiff::Span::new().weeks(week))).collect(),
        queues,
        others: open.iter().filter(named).map(|one| (one.key.clone(), one.name.clone())).collect(),
        can_change: view.may(Permission::RunOperations) == Grant::Yes,
    })
}

fn queue(
    view: &mut View<'_>,
    operation: &Operation,
    accountable: Option<PersonRef>,
    shut: &Shut,
    monday: Date,
) -> Result<Queue, NotSeen> {
    let here = Here::load(view, operation, monday)?;
    let mut slots = here.made(view);
    let mut free: Vec<&Material> = here.material.iter().filter(|material| material.run_id.is_none()).collect();
    free.reverse();
    slots.extend(here.foreseen(view, operation, shut, &mut free));
    slots.sort_by_key(|slot| (slot.due, slot.day));
    let now = view.now;
    let dry = slots.iter().find(|slot| slot.title.is_none() && !slot.done && slot.due > now);
    let weeks_ready = dry.map(|slot| (slot.due.duration_since(now).as_hours() / (24 * 7)).max(0));
    let dry_on = dry.map(|slot| view.zone.rules().to_datetime(end(operation, slot.due)).date());
    let last = monday.saturating_add(jiff::Span::new().weeks(WEEKS));
    free.reverse();
    Ok(Queue {
        operation: operation.key.clone(),
        name: operation.name.clone(),
        how_often: rhythm::words(operation),
        accountable,
        waiting: here.material.iter().filter(|material| material.run_id.is_none()).map(|one| here.shown(one)).collect(),
        slots: slots.into_iter().filter(|slot| slot.week < last).collect(),
        weeks_ready,
        dry_on,
    })
}

/// Due at midnight is the day before.
fn end(operation: &Operation, due: Timestamp) -> Timestamp {
    let timed = parse_starts(&operation.starts).is_some_and(|starts| starts.time().is_some());
    if timed { due } else { due.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(due) }
}

/// What is there of one operation.
struct Here {
    runs: Vec<Run>,
    material: Vec<Material>,
    /// Places among what is not under way, from 1.
    places: HashMap<MaterialId, i64>,
    timed: Operation,
}

impl Here {
    fn load(view: &mut View<'_>, operation: &Operation, monday: Date) -> Result<Self, NotSeen> {
        let from = righthand_domain::calendar::edges::start_of_day(view.zone.rules(), monday);
        let select =
            select_sql!(Run, "where business_id = $1 and operation_id = $2 and due_at > $3 order by due_at, id");
        let runs = view.tx.select::<Run>(select, &values![operation.id, from])?;
        let select = select_sql!(
            Material,
            "where material.business_id = $1 and material.operation_id = $2 and (material.run_id is null or exists (select 1 \
             from run where run.business_id = $1 and run.id = material.run_id and run.due_at > $3)) order by position, id"
        );
        let material = view.tx.select::<Material>(select, &values![operation.id, from])?;
        let over: Vec<RunId> = runs
            .iter()
            .filter(|run| run.done_at.is_some() || run.due_at.is_some_and(|due| due <= view.now))
            .map(|run| run.id)
            .collect();
        let waits = material.iter().filter(|one| one.run_id.is_none_or(|run| !over.contains(&run)));
        let places = (1..).zip(waits).map(|(place, one)| (one.id, place)).collect();
        Ok(Self { runs, material, places, timed: operation.clone() })
    }

    fn shown(&self, material: &Material) -> Waiting {
        Waiting {
            id: material.id.to_string(),
            title: material.title.clone(),
            note: material.note.clone(),
            url: material.url.clone(),
            position: self.places.get(&material.id).copied().unwrap_or(1),
            version: material.version,
            by: material.by_name.clone(),
        }
    }

    fn week(&self, view: &View<'_>, due: Timestamp) -> Date {
        calendar::monday(view.zone.rules().to_datetime(end(&self.timed, due)).date())
    }

    fn made(&self, view: &View<'_>) -> Vec<Slot> {
        let slot = |run: &Run| {
            let due = run.due_at?;
            let material = self.material.iter().find(|material| material.run_id == Some(run.id));
            Some(Slot {
                day: run.day,
                due,
                week: self.week(view, due),
                title: run.title.clone(),
                material: material.map(|material| self.shown(material)),
                made: true,
                done: run.done_at.is_some(),
            })
        };
        self.runs.iter().filter_map(slot).collect()
    }

    /// What the rule makes farther ahead, about what waits: it takes from `free`, the next at its end.
    fn foreseen(&self, view: &View<'_>, operation: &Operation, shut: &Shut, free: &mut Vec<&Material>) -> Vec<Slot> {
        if !make::by_rule(operation) {
            return Vec::new();
        }
        let after = self.runs.iter().filter_map(|run| run.due_at).max().unwrap_or(view.now).max(view.now);
        let through = view.now.saturating_add(SignedDuration::from_hours(24 * 7 * WEEKS_READY_MAX)).unwrap_or(view.now);
        let mut slots = Vec::new();
        for one in make::occurrences(operation, shut, &view.zone, after, through) {
            if self.runs.iter().any(|run| run.day == one.date) {
                continue;
            }
            let material = free.pop();
            slots.push(Slot {
                day: one.date,
                due: one.due,
                week: self.week(view, one.due),
                title: material.map(|material| material.title.clone()),
                material: material.map(|material| self.shown(material)),
                made: false,
                done: false,
            });
        }
        slots
    }
}
