//! Operations, their steps, and what has begun of their runs (R3, R16).

use std::collections::HashMap;

use righthand_domain::calendar::edges;
use righthand_domain::ids::{AreaId, OperationId, RunId, RunStepId, StepId};
use righthand_domain::recurrence;
use righthand_domain::refusal::{Refusal, Rule};
use righthand_domain::rules::r03_a_pm_manages as r03;
use righthand_domain::snapshot as shape;
use righthand_store::{Json, select_sql};

use super::items::Items;
use super::put::Put;
use super::work::answerable;
use crate::act::Act;
use crate::command::Stop;
use crate::import::{position, to_the_millisecond};
use crate::records::{Efforts, Member, Operation, Run, RunStep, Step, minutes};
use crate::snapshot::{Lifts, starts_text};

/// The operations with their steps. Answers the id of every operation by key.
pub(super) fn operations(
    act: &mut Act<'_>,
    items: &mut Items,
    members: &HashMap<String, Member>,
    areas: &HashMap<String, AreaId>,
    operations: &[shape::Operation],
) -> Result<HashMap<String, OperationId>, Stop> {
    let here = act.select::<Operation>(select_sql!(Operation, "where business_id = $1 order by position, id"), &[])?;
    let last = here.iter().map(|operation| operation.position).max().unwrap_or(0);
    let here: HashMap<String, Operation> =
        here.into_iter().map(|operation| (operation.key.clone(), operation)).collect();
    let mut ids: HashMap<String, OperationId> =
        here.iter().map(|(key, operation)| (key.clone(), operation.id)).collect();
    let mut put = Put::of(act, items)?;
    for (index, operation) in operations.iter().enumerate() {
        let before = here.get(&operation.key);
        let what = format!("the operation “{}”", operation.name);
        let accountable_id = answerable(act, members, operation.accountable.as_deref(), &what)?.id;
        // What the file has no words for stays as it is.
        let blank = before.cloned().unwrap_or_else(|| {
            Operation::new(act.new_id::<OperationId>(), operation.key.clone(), String::new(), accountable_id)
        });
        let wish = Operation {
            name: operation.name.clone(),
            area_id: operation.area.as_ref().and_then(|area| areas.get(area).copied()),
            accountable_id,
            rrule: operation.rrule.clone(),
            starts: starts_text(operation.starts),
            except_days: Json(operation.except.clone()),
            position: before.map_or_else(|| position(last, index), |before| before.position),
            ..blank
        };
        ids.insert(operation.key.clone(), wish.id);
        items.mark("operation", &operation.key, put.put(before, wish));
    }
    put.finish(act, items)?;
    steps(act, items, members, &ids, operations)?;
    Ok(ids)
}

fn steps(
    act: &mut Act<'_>,
    items: &mut Items,
    members: &HashMap<String, Member>,
    ids: &HashMap<String, OperationId>,
    operations: &[shape::Operation],
) -> Result<(), Stop> {
    let lifts = Lifts::load(act.tx)?;
    let here = steps_here(act)?;
    let mut put = Put::of(act, items)?;
    for operation in operations {
        let Some(&operation_id) = ids.get(&operation.key) else { continue };
        for (index, said) in operation.steps.iter().enumerate() {
            judge_step(said, members, &lifts)?;
            let before = here.get(&(operation_id, said.key.clone()));
            let id = before.map_or_else(|| act.new_id::<StepId>(), |before| before.id);
            let wish = step(before, id, operation_id, said, index);
            items.mark("step", &format!("{}/{}", operation.key, said.key), put.put(before, wish));
        }
    }
    put.finish(act, items)
}

fn steps_here(act: &mut Act<'_>) -> Result<HashMap<(OperationId, String), Step>, Stop> {
    let here =
        act.select::<Step>(select_sql!(Step, "where business_id = $1 order by operation_id, position, id"), &[])?;
    Ok(here.into_iter().map(|step| ((step.operation_id, step.key.clone()), step)).collect())
}

/// R3 for a step: a workflow is not written for a project manager to implement.
fn judge_step(step: &shape::Step, members: &HashMap<String, Member>, lifts: &Lifts) -> Result<(), Stop> {
    let kind = step.kind.unwrap_or_default();
    let mut given = step.assignees.iter().filter_map(|key| members.get(key));
    let forbidden = |member: &&Member| r03::forbids(member.role, kind) && !lifts.cover(Rule::R3, member.id, None);
    let Some(member) = given.find(forbidden) else { return Ok(()) };
    let (name, step) = (member.first_name(), &step.name);
    let why =
        format!("{name} is engaged to manage, and the step “{step}” is implementation (R3). Give it to somebody else.");
    Err(Refusal::by(Rule::R3, why).into())
}

fn step(before: Option<&Step>, id: StepId, operation_id: OperationId, said: &shape::Step, index: usize) -> Step {
    let Efforts { optimistic, likely, pessimistic } = Efforts::of(said.effort);
    Step {
        id,
        operation_id,
        key: said.key.clone(),
        position: position(0, index),
        name: said.name.clone(),
        notes: said.notes.clone(),
        kind: said.kind.unwrap_or_default(),
        optimistic_minutes: optimistic,
        likely_minutes: likely,
        pessimistic_minutes: pessimistic,
        assignees: Json(said.assignees.clone()),
        skill: said.skill.clone(),
        after_steps: Json(said.after.clone()),
        available_days: said.available_days,
        offset_days: said.offset_days,
        gone: false,
        details: before.map(|before| before.details.clone()).unwrap_or_default(),
        version: before.map_or(1, |before| before.version),
    }
}

/// What has begun.
pub(super) fn runs(
    act: &mut Act<'_>,
    items: &mut Items,
    members: &HashMap<String, Member>,
    operations: &HashMap<String, OperationId>,
    snapshot: &shape::Snapshot,
) -> Result<(), Stop> {
    let zone = act.zone()?;
    let steps = steps_here(act)?;
    let here = act.select::<Run>(select_sql!(Run, "where business_id = $1 order by day, id"), &[])?;
    let here: HashMap<_, Run> = here.into_iter().map(|run| ((run.operation_id, run.day), run)).collect();
    let begun = act.select::<RunStep>(select_sql!(RunStep, "where business_id = $1 order by id"), &[])?;
    let begun: HashMap<(RunId, StepId), RunStep> =
        begun.into_iter().map(|step| ((step.run_id, step.step_id), step)).collect();
    let (mut put, mut put_steps) = (Put::of(act, items)?, Put::of(act, items)?);
    let dues = dues(snapshot, &zone);
    for run in &snapshot.runs {
        let Some(&operation_id) = operations.get(&run.operation) else { continue };
        let before = here.get(&(operation_id, run.date));
        let id = before.map_or_else(|| act.new_id::<RunId>(), |before| before.id);
        let key = format!("{}/{}", run.operation, run.date);
        let blank = before.cloned().unwrap_or(Run {
            id,
            operation_id,
            day: run.date,
            title: None,
            workflow_version: 1,
            due_at: None,
            done_at: None,
            from_run_id: None,
            from_step_id: None,
            version: 1,
        });
        let done_at = when_done(&steps, operation_id, run);
        let due_at = dues.get(&(run.operation.as_str(), run.date)).copied().or(blank.due_at);
        let wish = Run { title: run.title.clone(), done_at, due_at, ..blank };
        items.mark("run", &key, put.put(before, wish));
        for said in &run.steps {
            let Some(step) = steps.get(&(operation_id, said.key.clone())) else { continue };
            let before = begun.get(&(id, step.id));
            let blank = before.cloned().unwrap_or_else(|| RunStep::new(act.new_id::<RunStepId>(), id, step.id));
            let wish = RunStep {
                done_at: said.done_at.map(to_the_millisecond),
                spent_minutes: minutes(said.spent_hours),
                member_id: said.person.as_ref().and_then(|person| members.get(person)).map(|member| member.id),
                ..blank
            };
            items.mark("run", &key, put_steps.put(before, wish));
        }
    }
    put.finish(act, items)?;
    put_steps.finish(act, items)
}

/// When the last step of a run was done; `None` while one is open.
fn when_done(
    steps: &HashMap<(OperationId, String), Step>,
    operation: OperationId,
    run: &shape::Run,
) -> Option<jiff::Timestamp> {
    let mut of_operation = steps.values().filter(|step| step.operation_id == operation && !step.gone);
    let done = |step: &Step| run.steps.iter().find(|begun| begun.key == step.key).and_then(|begun| begun.done_at);
    of_operation
        .try_fold(None, |last: Option<jiff::Timestamp>, step| Some(last.max(Some(done(step)?))))?
        .map(to_the_millisecond)
}

/// When the runs of a file were due, by operation and day.
fn dues<'s>(
    snapshot: &'s shape::Snapshot,
    zone: &shape::Zone,
) -> HashMap<(&'s str, jiff::civil::Date), jiff::Timestamp> {
    let mut dues = HashMap::new();
    for operation in &snapshot.operations {
        let days = || snapshot.runs.iter().filter(|run| run.operation == operation.key).map(|run| run.date);
        let (Some(first), Some(last)) = (days().min(), days().max()) else { continue };
        let at = |day: jiff::civil::Date, days: i64| {
            edges::start_of_day(zone.rules(), day.saturating_add(jiff::Span::new().days(days)))
        };
        let all = recurrence::occurrences(operation, zone, at(first, -1), at(last, 2)).unwrap_or_default();
        dues.extend(all.into_iter().map(|one| ((operation.key.as_str(), one.date), one.due)));
    }
    dues
}
