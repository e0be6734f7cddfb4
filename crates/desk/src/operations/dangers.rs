//! View: what stands in the way of the coming runs, each with the changes that would mend it, and what was raised before.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use righthand_domain::calendar::edges;
use righthand_domain::ids::OperationId;
use righthand_domain::words::first_name;
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;
use serde_json::{Value, json};

use super::calendar;
use super::guard::{self, Found, Way};
use super::make;
use crate::records::{Member, Operation, Step};
use crate::snapshot::{Shut, parse_starts};
use crate::view::{NotSeen, PersonRef, View};

/// Things in the way that are shown with what would mend them: the next ones.
pub const DANGERS_MAX: usize = 40;
/// Closed days on end that are looked beyond.
const LATER_DAYS_MAX: i64 = 31;
/// What was raised of one operation and is shown.
const RAISED_MAX: i64 = 20;

/// Something in the way of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Danger {
    pub operation: String,
    pub name: String,
    pub day: Date,
    pub due: Timestamp,
    pub way: Way,
    pub step: Option<String>,
    pub says: String,
    /// The one person who is told.
    pub told: PersonRef,
    /// Since when it is raised; `None` of what the latest plan has only just shown.
    pub since: Option<Timestamp>,
    pub mend: Vec<Mend>,
}

/// A change that would mend it, ready to be sent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mend {
    pub label: String,
    pub command: String,
    pub input: Value,
}

/// What was raised of an operation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Raised {
    pub day: Date,
    pub says: String,
    pub told: PersonRef,
    pub since: Timestamp,
    pub due: Timestamp,
    pub mended_at: Option<Timestamp>,
}

/// The next things in the way of runs that this member sees, and how many there are.
pub fn dangers(view: &mut View<'_>) -> Result<(Vec<Danger>, usize), NotSeen> {
    let operations = calendar::operations(view)?;
    of(view, &operations, |_| true)
}

/// Those of which this member is told, and how many there are.
pub fn mine(view: &mut View<'_>) -> Result<(Vec<Danger>, usize), NotSeen> {
    let operations = calendar::operations(view)?;
    let me = view.me.id;
    of(view, &operations, |found| found.told == me)
}

pub(super) fn of(
    view: &mut View<'_>,
    operations: &[Operation],
    wanted: impl Fn(&Found) -> bool,
) -> Result<(Vec<Danger>, usize), NotSeen> {
    const SINCE: &Sql = sql!(
        "raised.since",
        "select operation_id, day, thing, since from raised where business_id = $1 and due_at > $2 and mended_at is null"
    );
    let Some(standing) = view.standing.clone() else { return Ok((Vec::new(), 0)) };
    let mine: HashMap<OperationId, &Operation> = operations.iter().map(|one| (one.id, one)).collect();
    let mut found = guard::find(view.tx, &standing, view.now)?;
    found.retain(|one| mine.contains_key(&one.operation) && wanted(one));
    let count = found.len();
    found.truncate(DANGERS_MAX);
    if found.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let since: HashMap<(OperationId, Date, String), Timestamp> = view
        .tx
        .all(SINCE, &values![view.now], |row| Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?)))?
        .into_iter()
        .collect();
    let members = view.members()?;
    let mut able = Able::default();
    let mut all = Vec::with_capacity(found.len());
    for one in found {
        let Some(operation) = mine.get(&one.operation) else { continue };
        let told = members.iter().find(|member| member.id == one.told).map(PersonRef::from);
        let Some(told) = told else { continue };
        all.push(Danger {
            operation: operation.key.clone(),
            name: operation.name.clone(),
            day: one.day,
            due: one.due,
            way: one.way,
            mend: mend(view, operation, &one, &members, &mut able)?,
            since: since.get(&(one.operation, one.day, one.thing())).copied(),
            step: one.step,
            says: one.says,
            told,
        });
    }
    Ok((all, count))
}

/// What was raised of an operation, the latest first.
pub fn raised(view: &mut View<'_>, operation: &str) -> Result<Vec<Raised>, NotSeen> {
    const RAISED: &Sql = sql!(
        "raised.of_operation",
        "select day, says, member_id, since, due_at, mended_at from raised \
         where business_id = $1 and operation_id = $2 order by since desc, due_at, thing limit $3"
    );
    let all = calendar::operations(view)?;
    let not_found = || NotSeen::NotFound(format!("operation “{operation}”"));
    let id = all.iter().find(|one| one.key == operation).ok_or_else(not_found)?.id;
    let members = view.members()?;
    let person = |id| {
        let found = members.iter().find(|member| member.id == id).map(PersonRef::from);
        found.unwrap_or_else(|| PersonRef { key: String::new(), name: "somebody who has left".into() })
    };
    let read = |row: &righthand_store::Row<'_>| {
        Ok(Raised {
            day: row.get(0)?,
            says: row.get(1)?,
            told: person(row.get(2)?),
            since: row.get(3)?,
            due: row.get(4)?,
            mended_at: row.get(5)?,
        })
    };
    Ok(view.tx.all(RAISED, &values![id, RAISED_MAX], read)?)
}

/// People with hours that are free this week, asked for once.
#[derive(Default)]
struct Able {
    free: Option<HashMap<String, i64>>,
}

fn mend(
    view: &mut View<'_>,
    operation: &Operation,
    found: &Found,
    members: &[Member],
    able: &mut Able,
) -> Result<Vec<Mend>, NotSeen> {
    let day = found.day.to_string();
    let mut ways = Vec::new();
    if let (Way::Nobody | Way::Late | Way::Unlikely, Some(step)) = (found.way, &found.step) {
        let planned = planned(view, operation, found.day, step);
        let select = select_sql!(Step, "where business_id = $1 and operation_id = $2 and key = $3");
        let step = view.tx.select::<Step>(select, &values![operation.id, step.as_str()])?.into_iter().next();
        if let Some(step) = step {
            let free = match &mut able.free {
                Some(free) => free,
                none => none.insert(crate::planning::free_minutes_this_week(view.tx, view.now)?),
            };
            let people = calendar::able(members, free, step.kind, view.today, planned.as_deref());
            ways.extend(people.into_iter().map(|(who, _)| {
                let first = first_name(&who.name);
                Mend {
                    label: format!("Give “{}” to {first}", step.name),
                    command: "assign_step".into(),
                    input: json!({ "operation": operation.key, "day": day, "step": step.key, "member": who.key }),
                }
            }));
        }
    }
    if matches!(found.way, Way::Late | Way::Unlikely)
        && let Some(safe) = found.safe
        && let Some(to) = later(view, operation, found.due, safe)?
    {
        ways.push(Mend {
            label: format!("Let it happen on {}", to.strftime("%A, %-d %B")),
            command: "move_run".into(),
            input: json!({ "operation": operation.key, "day": day, "to": to.to_string() }),
        });
    }
    if found.way == Way::Accountable {
        let others = members.iter().filter(|member| member.role.runs_the_business() && !member.is_gone(found.day));
        ways.extend(others.map(|member| Mend {
            label: format!("Make {} accountable", member.first_name()),
            command: "change_operation".into(),
            input: json!({ "operation": operation.key, "accountable": member.key }),
        }));
    }
    Ok(ways)
}

/// Key of the person whom the plan gives the step.
fn planned(view: &View<'_>, operation: &Operation, day: Date, step: &str) -> Option<String> {
    let key = format!("{}/{day}/{step}", operation.key);
    let tasks = &view.standing.as_ref()?.plan.tasks;
    tasks.iter().find(|task| task.key == key)?.person.clone()
}

/// The day to which the run would be moved, where that is later than its own: the next working day after `safe`, since what
/// is due later also gives way to more in a plan.
fn later(view: &mut View<'_>, operation: &Operation, due: Timestamp, safe: Timestamp) -> Result<Option<Date>, NotSeen> {
    let shut = Shut::load(view.tx, &view.business)?;
    let rules = view.zone.rules();
    let timed = parse_starts(&operation.starts).is_some_and(|starts| starts.time().is_some());
    let on = due.saturating_sub(SignedDuration::from_secs(i64::from(!timed))).unwrap_or(due);
    let on = rules.to_datetime(on).date();
    let mut to = rules.to_datetime(safe).date().saturating_add(1.day());
    let last = to.saturating_add(LATER_DAYS_MAX.days());
    // Two runs on one day would be one.
    let through = edges::end_of_day(rules, last);
    let taken: Vec<Date> =
        make::occurrences(operation, &shut, &view.zone, view.now, through).into_iter().map(|one| one.day).collect();
    while to < last && (shut.is_free(to) || shut.holidays().contains(&to) || taken.contains(&to)) {
        to = to.saturating_add(1.day());
    }
    Ok(Some(to).filter(|to| *to > on))
}
