//! Operations, their steps, and what has begun of their runs (R3, R16).

use std::collections::HashMap;

use righthand_domain::ids::{AreaId, OperationId, RunId, RunStepId, StepId};
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
        let wish = Operation {
            id: before.map_or_else(|| act.new_id::<OperationId>(), |before| before.id),
            key: operation.key.clone(),
            name: operation.name.clone(),
            area_id: operation.area.as_ref().and_then(|area| areas.get(area).copied()),
            accountable_id: answerable(act, members, operation.accountable.as_deref(), &what)?.id,
            rrule: operation.rrule.clone(),
            starts: starts_text(operation.starts),
            except_days: Json(operation.except.clone()),
            position: before.map_or_else(|| position(last, index), |before| before.position),
            version: before.map_or(1, |before| before.version),
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
        version: before.map_or(1, |before| before.version),
    }
}

/// What has begun.
pub(super) fn runs(
    act: &mut Act<'_>,
    items: &mut Items,
    members: &HashMap<String, Member>,
    operations: &HashMap<String, OperationId>,
    runs: &[shape::Run],
) -> Result<(), Stop> {
    let steps = steps_here(act)?;
    let here = act.select::<Run>(select_sql!(Run, "where business_id = $1 order by day, id"), &[])?;
    let here: HashMap<_, Run> = here.into_iter().map(|run| ((run.operation_id, run.day), run)).collect();
    let begun = act.select::<RunStep>(select_sql!(RunStep, "where business_id = $1 order by id"), &[])?;
    let begun: HashMap<(RunId, StepId), RunStep> =
        begun.into_iter().map(|step| ((step.run_id, step.step_id), step)).collect();
    let (mut put, mut put_steps) = (Put::of(act, items)?, Put::of(act, items)?);
    for run in runs {
        let Some(&operation_id) = operations.get(&run.operation) else { continue };
        let before = here.get(&(operation_id, run.date));
        let id = before.map_or_else(|| act.new_id::<RunId>(), |before| before.id);
        let version = before.map_or(1, |before| before.version);
        let key = format!("{}/{}", run.operation, run.date);
        items.mark(
            "run",
            &key,
            put.put(before, Run { id, operation_id, day: run.date, title: run.title.clone(), version }),
        );
        for said in &run.steps {
            let Some(step) = steps.get(&(operation_id, said.key.clone())) else { continue };
            let before = begun.get(&(id, step.id));
            let wish = RunStep {
                id: before.map_or_else(|| act.new_id::<RunStepId>(), |before| before.id),
                run_id: id,
                step_id: step.id,
                done_at: said.done_at.map(to_the_millisecond),
                spent_minutes: minutes(said.spent_hours),
                member_id: said.person.as_ref().and_then(|person| members.get(person)).map(|member| member.id),
                version: before.map_or(1, |before| before.version),
            };
            items.mark("run", &key, put_steps.put(before, wish));
        }
    }
    put.finish(act, items)?;
    put_steps.finish(act, items)
}
