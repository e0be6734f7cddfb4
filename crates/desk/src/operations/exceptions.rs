//! Exceptions: one run that falls away, moves to another day, or happens beside the rule.

use jiff::ToSpan;
use jiff::civil::Date;
use righthand_domain::calendar::edges::start_of_day;
use righthand_domain::ids::{RunId, StepId};
use righthand_domain::recurrence::Occurrence;
use righthand_domain::refusal::{Instead, Refusal, Rule};
use righthand_domain::roles::Permission;
use righthand_store::{Sql, select_sql, sql, values};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{content, make, rhythm};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Day, filled};
use crate::records::{Operation, Run};

/// Days ahead for which a run can be made by hand: two years.
const AHEAD_DAYS_MAX: i64 = 732;
/// Days that are remembered as extra ones or exceptions after they are over; the runs themselves stay.
const REMEMBERED_DAYS: i64 = 90;

/// Lets one run fall away.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SkipRun {
    /// Key of the operation.
    pub operation: String,
    /// The day of the occurrence, which names the run.
    pub day: Day,
}

impl Command for SkipRun {
    const NAME: &'static str = "skip_run";
    const SUMMARY: &'static str = "Let one run of an operation fall away";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Put, "/operations/{operation}/runs/{day}/skip");
    const PAGE: &'static str = "/operations/{operation}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (before, day) = (act.operation(&self.operation)?, self.day.0);
        let run = run_on(act, &before, day)?;
        if run.is_none() && occurrence(act, &before, day)?.is_none() {
            return Err(no_run(&before, day));
        }
        if let Some(run) = &run {
            let done = steps_done(act, run)?;
            if done > 0 || has_outputs(act, run)? {
                let why = format!(
                    "{} of {day} has begun: {done} of its steps are done. Finish it, or take back what was done and handed on first (R9).",
                    before.name
                );
                return Err(Refusal::by(Rule::R9, why).into());
            }
            forget(act, run)?;
        }
        let mut after = before.clone();
        after.extra_days.0.remove(&day);
        after.moved_days.0.remove(&day);
        after.except_days.0.push(day);
        after.except_days.0.sort_unstable();
        after.except_days.0.dedup();
        let version = rhythm::change(act, &before, &after, None)?;
        Ok(Said::about(format!("{} of {day} falls away", after.name), &after.key, version))
    }
}

/// Moves one run to another day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveRun {
    /// Key of the operation.
    pub operation: String,
    /// The day of the occurrence, which names the run and goes on naming it.
    pub day: Day,
    /// The day on which it happens.
    pub to: Day,
}

impl Command for MoveRun {
    const NAME: &'static str = "move_run";
    const SUMMARY: &'static str = "Move one run of an operation to another day";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Put, "/operations/{operation}/runs/{day}/move");
    const PAGE: &'static str = "/operations/{operation}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (before, day, to) = (act.operation(&self.operation)?, self.day.0, self.to.0);
        let run = run_on(act, &before, day)?;
        let by_rule = occurrence(act, &before, day)?;
        if run.is_none() && by_rule.is_none() {
            return Err(no_run(&before, day));
        }
        if run.as_ref().is_some_and(|run| run.done_at.is_some()) {
            let why = format!("{} of {day} is done; what is done does not move.", before.name);
            return Err(Refusal::by(Rule::R9, why).into());
        }
        judge_day(act, to, "/to")?;
        if let Some(other) = happens_on(act, &before, to)?.filter(|other| other.date != day) {
            let other = other.date;
            let mut refusal = Refusal::by(
                Rule::R9,
                format!("{} happens on {to} already: two runs on one day would be one. Skip one of them.", before.name),
            );
            refusal.instead.push(Instead {
                label: format!("Skip the run of {day}"),
                command: "skip_run".into(),
                input: json!({ "operation": before.key, "day": day.to_string() }),
            });
            refusal.instead.push(Instead {
                label: format!("Skip the run of {other}"),
                command: "skip_run".into(),
                input: json!({ "operation": before.key, "day": other.to_string() }),
            });
            return Err(refusal.into());
        }
        let mut after = before.clone();
        // One whose day its rule no longer makes goes on as an extra one.
        if by_rule.is_none() && !after.moved_days.0.contains_key(&day) {
            after.extra_days.0.insert(day);
        }
        if to == day {
            after.moved_days.0.remove(&day);
        } else {
            after.moved_days.0.insert(day, to);
        }
        let version = rhythm::change(act, &before, &after, None)?;
        Ok(Said::about(format!("{} of {day} happens on {to}", after.name), &after.key, version))
    }
}

/// Makes a run what the rule says again: one that was skipped happens, one that was moved is back on its day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RestoreRun {
    /// Key of the operation.
    pub operation: String,
    /// The day of the occurrence.
    pub day: Day,
}

impl Command for RestoreRun {
    const NAME: &'static str = "restore_run";
    const SUMMARY: &'static str = "Take back that a run falls away or was moved";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Delete, "/operations/{operation}/runs/{day}/exception");
    const PAGE: &'static str = "/operations/{operation}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (before, day) = (act.operation(&self.operation)?, self.day.0);
        let mut after = before.clone();
        after.except_days.0.retain(|other| *other != day);
        after.moved_days.0.remove(&day);
        let version = rhythm::change(act, &before, &after, None)?;
        Ok(Said::about(format!("{} of {day} is as its rule says", after.name), &after.key, version))
    }
}

/// Starts a run beside the rule: an extra one, or one of an operation that has no rule.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddRun {
    /// Key of the operation.
    pub operation: String,
    /// The day on which it is due; as soon as its steps can be done where absent.
    #[serde(default)]
    pub day: Option<Day>,
    /// What it is about.
    #[serde(default)]
    pub title: Option<String>,
}

impl Command for AddRun {
    const NAME: &'static str = "add_run";
    const SUMMARY: &'static str = "Start a run of an operation beside its rule";
    const NEEDS: Permission = Permission::RunOperations;
    const REST: Rest = Rest(Method::Post, "/operations/{operation}/runs");
    const PAGE: &'static str = "/operations/{operation}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.operation(&self.operation)?;
        if before.closed_at.is_some() {
            let mut refusal = Refusal::by(Rule::R9, format!("{} is closed.", before.name));
            refusal.instead.push(Instead {
                label: format!("Open {} again", before.name),
                command: "reopen_operation".into(),
                input: json!({ "operation": before.key }),
            });
            return Err(refusal.into());
        }
        let title = filled(self.title.as_deref()).map(crate::projects::name).transpose()?;
        let day = match self.day {
            Some(day) => {
                judge_day(act, day.0, "/day")?;
                if happens_on(act, &before, day.0)?.is_some() || run_on(act, &before, day.0)?.is_some() {
                    return Err(Stop::invalid("/day", format!("{} happens on {} already", before.name, day.0)));
                }
                day.0
            }
            None => first_free_day(act, &before)?,
        };
        let version = start(act, &before, day, With { title, ..With::default() })?;
        Ok(Said::about(format!("{} happens on {day} too", before.name), &before.key, version))
    }
}

/// What a run that is started begins with.
#[derive(Debug, Clone, Default)]
pub(crate) struct With {
    pub(crate) title: Option<String>,
    /// The run and the step that start it.
    pub(crate) from: Option<(RunId, StepId)>,
}

/// Starts a run on that day.
pub(crate) fn start(act: &mut Act<'_>, before: &Operation, day: Date, with: With) -> Result<i64, Stop> {
    let mut after = before.clone();
    after.extra_days.0.insert(day);
    let over = act.today()?.saturating_sub(REMEMBERED_DAYS.days());
    after.extra_days.0.retain(|day| *day >= over);
    after.moved_days.0.retain(|day, to| (*day).max(*to) >= over);
    let version = rhythm::change(act, before, &after, None)?;
    let run = match run_on(act, before, day)? {
        Some(run) => run,
        None => {
            // Farther ahead than runs are made by themselves.
            let zone = act.zone()?;
            let run = Run::new(act.new_id::<RunId>(), before, day, make::due_on(before, &zone, day));
            act.insert(&run)?;
            run
        }
    };
    let after = Run {
        title: with.title.clone().or(run.title.clone()),
        from_run_id: with.from.map(|(run, _)| run).or(run.from_run_id),
        from_step_id: with.from.map(|(_, step)| step).or(run.from_step_id),
        ..run.clone()
    };
    if with.title.is_some() {
        content::let_go(act, &run)?;
    }
    act.update(&run, &after, None)?;
    if with.title.is_some() {
        content::draw(act, before)?;
    }
    Ok(version)
}

/// The first day on which the steps can be done in time, and nothing of it happens yet: as far ahead as the earliest of
/// them may begin.
pub(crate) fn first_free_day(act: &mut Act<'_>, operation: &Operation) -> Result<Date, Stop> {
    const LEAD: &Sql = sql!(
        "step.lead",
        "select max(coalesce(available_days, 7)) from step where business_id = $1 and operation_id = $2 and gone = false"
    );
    let lead: Option<f64> = act.tx.one(LEAD, &values![operation.id], |row| row.get(0))?.flatten();
    let lead = lead.unwrap_or(0.0).clamp(0.0, 365.0).ceil() as i64;
    let mut day = act.today()?.saturating_add(lead.days());
    let last = day.saturating_add(365.days());
    while day < last && (happens_on(act, operation, day)?.is_some() || run_on(act, operation, day)?.is_some()) {
        day = day.saturating_add(1.day());
    }
    Ok(day)
}

fn judge_day(act: &mut Act<'_>, day: Date, pointer: &str) -> Result<(), Stop> {
    let today = act.today()?;
    if day < today {
        return Err(Stop::invalid(pointer, format!("{day} is over")));
    }
    if day > today.saturating_add(AHEAD_DAYS_MAX.days()) {
        return Err(Stop::invalid(pointer, "that is more than two years ahead"));
    }
    Ok(())
}

/// The run of that day that is there.
pub(crate) fn run_on(act: &mut Act<'_>, operation: &Operation, day: Date) -> Result<Option<Run>, Stop> {
    let select = select_sql!(Run, "where business_id = $1 and operation_id = $2 and day = $3");
    Ok(act.select::<Run>(select, &values![operation.id, day])?.into_iter().next())
}

/// The occurrence that the day names.
pub(crate) fn occurrence(act: &mut Act<'_>, operation: &Operation, day: Date) -> Result<Option<Occurrence>, Stop> {
    Ok(around(act, operation, day)?.into_iter().find(|one| one.date == day))
}

/// What happens of it on that day, whatever day names it.
fn happens_on(act: &mut Act<'_>, operation: &Operation, day: Date) -> Result<Option<Occurrence>, Stop> {
    Ok(around(act, operation, day)?.into_iter().find(|one| one.day == day))
}

fn around(act: &mut Act<'_>, operation: &Operation, day: Date) -> Result<Vec<Occurrence>, Stop> {
    let (zone, shut) = (act.zone()?, make::shut(act)?);
    // One that was moved is due wherever it went.
    let to = operation.moved_days.0.get(&day).copied().unwrap_or(day);
    let from = start_of_day(zone.rules(), day.min(to).saturating_sub(40.days()));
    let through = start_of_day(zone.rules(), day.max(to).saturating_add(40.days()));
    Ok(make::occurrences(operation, &shut, &zone, from, through))
}

fn steps_done(act: &mut Act<'_>, run: &Run) -> Result<i64, Stop> {
    const DONE: &Sql = sql!(
        "run_step.count_done",
        "select count(*) from run_step where business_id = $1 and run_id = $2 and done_at is not null and skipped = false"
    );
    Ok(act.tx.one(DONE, &values![run.id], |row| row.get(0))?.unwrap_or(0))
}

fn has_outputs(act: &mut Act<'_>, run: &Run) -> Result<bool, Stop> {
    const OUTPUTS: &Sql = sql!("output.of_run", "select 1 from output where business_id = $1 and run_id = $2 limit 1");
    Ok(act.tx.one(OUTPUTS, &values![run.id], |row| row.get::<i64>(0))?.is_some())
}

/// Takes a run away with what was noted of it.
fn forget(act: &mut Act<'_>, run: &Run) -> Result<(), Stop> {
    use crate::records::RunStep;
    let steps = select_sql!(RunStep, "where business_id = $1 and run_id = $2 order by id");
    for step in act.select::<RunStep>(steps, &values![run.id])? {
        act.delete(&step)?;
    }
    content::let_go(act, run)?;
    act.delete(run)
}

fn no_run(operation: &Operation, day: Date) -> Stop {
    Stop::Refused(Refusal::by(Rule::R9, format!("{} does not happen on {day}.", operation.name)))
}
