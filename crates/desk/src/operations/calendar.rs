//! View: the calendar of all runs, week by week, and the operations beside it.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use righthand_domain::calendar::edges;
use righthand_domain::ids::{OperationId, RunId};
use righthand_domain::kind::Kind;
use righthand_domain::plan::PartOf;
use righthand_domain::roles::{Grant, Permission, Role};
use righthand_domain::rules::r03_a_pm_manages as r03;
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use super::dangers::{self, Danger};
use super::guard::Way;
use super::make;
use super::rhythm;
use super::streak::{self, Streak};
use crate::records::{Member, Operation, Run, Step};
use crate::snapshot::{Shut, parse_starts};
use crate::view::{NotSeen, PersonRef, View};

/// Weeks that one calendar shows at most: a quarter of a year.
pub const WEEKS_MAX: i64 = 14;
/// Operations that are listed beside it; the list has all.
const BESIDE_MAX: usize = 12;
/// Steps that nobody can do, listed beside it at most.
const TROUBLES_MAX: usize = 5;
/// What else stands in the way, listed beside it at most.
const DANGERS_MAX: usize = 12;

/// All that the calendar shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calendar {
    pub first: Date,
    pub last: Date,
    /// Day by day, from `first` to `last`.
    pub days: Vec<CalendarDay>,
    /// The first of the operations, with how regular they have been.
    pub operations: Vec<Row>,
    /// How many there are that are open.
    pub open: usize,
    pub troubles: Vec<Trouble>,
    /// What else stands in the way of runs, the next first, and how much of it there is.
    pub dangers: Vec<Danger>,
    pub dangers_of: usize,
    /// Operations that can be filtered by, and everybody who answers for one.
    pub names: Vec<(String, String)>,
    pub can_change: bool,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarDay {
    pub date: Date,
    /// Nobody works on it.
    pub off: bool,
    pub holiday: bool,
    pub runs: Vec<RunCell>,
}

/// One run in a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunCell {
    pub operation: String,
    pub name: String,
    pub title: Option<String>,
    /// The day that names it.
    pub day: Date,
    pub due: Timestamp,
    /// Due at a time of day, not at its end.
    pub timed: bool,
    pub state: RunState,
    /// Its day is another than the rule's.
    pub moved: bool,
}

/// How a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    Done,
    /// Done after its due.
    DoneLate,
    UnderWay,
    Planned,
    /// A step of it can be placed on nobody.
    Stuck,
    /// Its due is over, or the plan has it done after.
    Late,
    /// Farther ahead than runs are made.
    Ahead,
}

/// One operation in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    pub streak: Streak,
    pub accountable: Option<PersonRef>,
    /// "Every Thursday at 10:00".
    pub how_often: String,
    pub rests: bool,
    pub closed: bool,
}

/// A step of a run that nobody can do, as far as it is known (R9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trouble {
    pub operation: String,
    pub name: String,
    pub day: Date,
    pub step: String,
    pub step_key: String,
    pub reason: String,
    /// Who could do it this time, whoever has most free hours first: with the minutes that are free this week.
    pub able: Vec<(PersonRef, i64)>,
}

/// The runs from the Monday of `from`'s week, for so many weeks.
pub fn calendar(view: &mut View<'_>, from: Date, weeks: i64, only: Option<&str>) -> Result<Calendar, NotSeen> {
    let first = monday(from);
    let last = first.saturating_add((weeks.clamp(1, WEEKS_MAX) * 7 - 1).days());
    let all = operations(view)?;
    let shut = Shut::load(view.tx, &view.business)?;
    let wanted: Vec<&Operation> = all.iter().filter(|one| only.is_none_or(|key| one.key == key)).collect();
    let mut days: Vec<CalendarDay> = Vec::new();
    let mut date = first;
    while date <= last {
        let holiday = shut.holidays().contains(&date);
        days.push(CalendarDay { date, off: holiday || shut.is_free(date), holiday, runs: Vec::new() });
        date = date.saturating_add(1.day());
    }
    for cell in cells(view, &wanted, &shut, first, last)? {
        let on = day_of(view, &cell);
        let index = first.until(on).map_or(-1, |span| i64::from(span.get_days()));
        if let Some(day) = usize::try_from(index).ok().and_then(|index| days.get_mut(index)) {
            day.runs.push(cell);
        }
    }
    let open = all.iter().filter(|one| one.closed_at.is_none()).count();
    let (mut dangers, dangers_of) = dangers::of(view, &all, |one| one.way != Way::Nobody)?;
    dangers.truncate(DANGERS_MAX);
    let beside: Vec<&Operation> =
        all.iter().filter(|one| one.closed_at.is_none() && !one.rrule.is_empty()).take(BESIDE_MAX).collect();
    Ok(Calendar {
        first,
        last,
        days,
        operations: rows(view, &beside)?,
        open,
        troubles: troubles(view, &all)?,
        dangers,
        dangers_of,
        names: all.iter().map(|one| (one.key.clone(), one.name.clone())).collect(),
        can_change: view.may(Permission::RunOperations) == Grant::Yes,
    })
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// Every operation that this member sees, with how regular it has been; those that are closed at the end.
pub fn list(view: &mut View<'_>) -> Result<Vec<Row>, NotSeen> {
    let all = operations(view)?;
    let mut sorted: Vec<&Operation> = all.iter().collect();
    sorted.sort_by_key(|one| one.closed_at.is_some());
    rows(view, &sorted)
}

/// The operations that this member sees: all, or those they answer for or have a step in.
pub(super) fn operations(view: &mut View<'_>) -> Result<Vec<Operation>, NotSeen> {
    view.need_some(Permission::SeeBusiness)?;
    let all =
        view.tx.select::<Operation>(select_sql!(Operation, "where business_id = $1 order by position, id"), &[])?;
    if view.may(Permission::SeeBusiness) == Grant::Yes {
        return Ok(all);
    }
    let steps = select_sql!(Step, "where business_id = $1 and gone = false order by position, id");
    let me = view.me.clone();
    let is_mine = |step: &Step| {
        step.assignees.0.contains(&me.key)
            || (step.assignees.0.is_empty() && step.skill.as_ref().is_some_and(|skill| me.skills.0.contains(skill)))
    };
    let mine: HashSet<OperationId> =
        view.tx.select::<Step>(steps, &[])?.iter().filter(|step| is_mine(step)).map(|step| step.operation_id).collect();
    Ok(all.into_iter().filter(|one| one.accountable_id == me.id || mine.contains(&one.id)).collect())
}

/// The day on which a run happens: one that has all day is due at the midnight after it.
fn day_of(view: &View<'_>, cell: &RunCell) -> Date {
    let at =
        if cell.timed { cell.due } else { cell.due.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(cell.due) };
    view.zone.rules().to_datetime(at).date()
}

fn cells(
    view: &mut View<'_>,
    operations: &[&Operation],
    shut: &Shut,
    first: Date,
    last: Date,
) -> Result<Vec<RunCell>, NotSeen> {
    const BEGUN: &Sql = sql!(
        "run.begun_between",
        "select distinct run.id from run join run_step on run_step.business_id = $1 and run_step.run_id = run.id \
         and (run_step.done_at is not null or run_step.spent_minutes > 0) \
         where run.business_id = $1 and run.done_at is null and run.due_at > $2 and run.due_at <= $3"
    );
    let rules = view.zone.rules().clone();
    let (from, to) = (edges::start_of_day(&rules, first), edges::end_of_day(&rules, last));
    let select = select_sql!(Run, "where business_id = $1 and due_at > $2 and due_at <= $3 order by due_at, id");
    let runs = view.tx.select::<Run>(select, &values![from, to])?;
    let begun: HashSet<RunId> = view.tx.all(BEGUN, &values![from, to], |row| row.get(0))?.into_iter().collect();
    let by_id: HashMap<OperationId, &Operation> = operations.iter().map(|one| (one.id, *one)).collect();
    let planned = Planned::of(view);
    let mut there = HashSet::new();
    let mut cells = Vec::new();
    for run in runs {
        let (Some(operation), Some(due)) = (by_id.get(&run.operation_id), run.due_at) else { continue };
        there.insert((run.operation_id, run.day));
        let state = planned.state(&run, operation, due, begun.contains(&run.id), view.now);
        cells.push(cell(operation, run.day, run.title, due, state));
    }
    // What is farther ahead than runs are made is only what the rule says.
    let ahead = view.now.saturating_add(make::AHEAD - SignedDuration::from_hours(48)).unwrap_or(view.now).max(from);
    if ahead < to {
        for operation in operations.iter().filter(|one| make::by_rule(one)) {
            for one in make::occurrences(operation, shut, &view.zone, ahead, to) {
                if !there.contains(&(operation.id, one.date)) {
                    cells.push(cell(operation, one.date, None, one.due, RunState::Ahead));
                }
            }
        }
    }
    cells.sort_by(|a, b| (a.due, &a.name, a.day).cmp(&(b.due, &b.name, b.day)));
    Ok(cells)
}

fn cell(operation: &Operation, day: Date, title: Option<String>, due: Timestamp, state: RunState) -> RunCell {
    RunCell {
        operation: operation.key.clone(),
        name: operation.name.clone(),
        title,
        day,
        due,
        timed: parse_starts(&operation.starts).is_some_and(|starts| starts.time().is_some()),
        state,
        moved: operation.moved_days.0.contains_key(&day),
    }
}

/// What the plan says of runs, by operation and day.
pub(super) struct Planned {
    stuck: HashSet<(String, Date)>,
    late: HashSet<(String, Date)>,
}

impl Planned {
    pub(super) fn of(view: &View<'_>) -> Self {
        let plan = view.standing.as_ref().map(|standing| &standing.plan);
        let stuck = plan.into_iter().flat_map(|plan| &plan.unplaced).filter_map(|task| match &task.part_of {
            PartOf::Run { operation, date } => Some((operation.clone(), *date)),
            PartOf::Project(_) => None,
        });
        let late = plan.into_iter().flat_map(|plan| &plan.runs).filter(|run| run.late_hours > 0.0);
        Self { stuck: stuck.collect(), late: late.map(|run| (run.operation.clone(), run.date)).collect() }
    }

    pub(super) fn state(
        &self,
        run: &Run,
        operation: &Operation,
        due: Timestamp,
        begun: bool,
        now: Timestamp,
    ) -> RunState {
        let key = (operation.key.clone(), run.day);
        match run.done_at {
            Some(done) if done <= due => RunState::Done,
            Some(_) => RunState::DoneLate,
            None if due <= now => RunState::Late,
            None if self.stuck.contains(&key) => RunState::Stuck,
            None if self.late.contains(&key) => RunState::Late,
            None if begun => RunState::UnderWay,
            None => RunState::Planned,
        }
    }
}

fn rows(view: &mut View<'_>, operations: &[&Operation]) -> Result<Vec<Row>, NotSeen> {
    let people: HashMap<_, PersonRef> =
        view.members()?.iter().map(|member| (member.id, PersonRef::from(member))).collect();
    let streaks = streak::of(view, operations)?;
    let today = view.today;
    Ok(operations
        .iter()
        .zip(streaks)
        .map(|(operation, streak)| Row {
            streak,
            accountable: people.get(&operation.accountable_id).cloned(),
            how_often: rhythm::words(operation),
            rests: operation
                .paused_from
                .is_some_and(|from| today >= from && operation.paused_until.is_none_or(|until| today < until)),
            closed: operation.closed_at.is_some(),
        })
        .collect())
}

/// People that a trouble names.
const ABLE_MAX: usize = 2;

/// What nobody can do, the next first, each with the people who could do it this time.
pub(super) fn troubles(view: &mut View<'_>, operations: &[Operation]) -> Result<Vec<Trouble>, NotSeen> {
    let mut all = found(view, operations);
    if all.is_empty() {
        return Ok(all);
    }
    let free = crate::planning::free_minutes_this_week(view.tx, view.now)?;
    let (members, today) = (view.members()?, view.today);
    for trouble in &mut all {
        let Some(operation) = operations.iter().find(|one| one.key == trouble.operation) else { continue };
        let select = select_sql!(Step, "where business_id = $1 and operation_id = $2 and key = $3");
        let step = view.tx.select::<Step>(select, &values![operation.id, &trouble.step_key])?;
        let Some(kind) = step.first().map(|step| step.kind) else { continue };
        let able = self::able(&members, &free, kind, today, None);
        trouble.able = able;
    }
    Ok(all)
}

/// Who could do work of this kind, whoever has most free minutes first; without `except`, who has it already.
pub(super) fn able(
    members: &[Member],
    free: &HashMap<String, i64>,
    kind: Kind,
    today: Date,
    except: Option<&str>,
) -> Vec<(PersonRef, i64)> {
    let may = |member: &&Member| {
        let here = !member.is_gone(today) && member.role != Role::Guest && Some(member.key.as_str()) != except;
        here && !r03::forbids(member.role, kind)
    };
    let mut able: Vec<(PersonRef, i64)> = members
        .iter()
        .filter(may)
        .map(|member| (PersonRef::from(member), free.get(&member.key).copied().unwrap_or(0)))
        .filter(|(_, free)| *free > 0)
        .collect();
    able.sort_by_key(|(_, free)| std::cmp::Reverse(*free));
    able.truncate(ABLE_MAX);
    able
}

fn found(view: &View<'_>, operations: &[Operation]) -> Vec<Trouble> {
    let plan = view.standing.as_ref().map(|standing| &standing.plan);
    let mut all: Vec<Trouble> = plan
        .into_iter()
        .flat_map(|plan| &plan.unplaced)
        .filter_map(|task| {
            let PartOf::Run { operation, date } = &task.part_of else { return None };
            let found = operations.iter().find(|one| one.key == *operation)?;
            Some(Trouble {
                operation: operation.clone(),
                name: found.name.clone(),
                day: *date,
                step: task.name.clone(),
                step_key: task.key.rsplit('/').next().unwrap_or_default().to_owned(),
                reason: task.reason.clone(),
                able: Vec::new(),
            })
        })
        .collect();
    all.sort_by(|a, b| (a.day, &a.name).cmp(&(b.day, &b.name)));
    all.truncate(TROUBLES_MAX);
    all
}
