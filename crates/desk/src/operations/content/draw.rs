//! Draw: coming runs of which nothing has begun are about what lies in the queue, in its order.

use std::collections::HashMap;

use righthand_domain::ids::{MaterialId, RunId};
use righthand_store::{Sql, select_sql, sql, values};

use crate::act::Act;
use crate::command::Stop;
use crate::records::{Material, Operation, Run};

/// Gives the coming runs their material, the next the first. What has begun keeps what it is about, and so does a run to
/// which somebody has given a title.
pub(crate) fn draw(act: &mut Act<'_>, operation: &Operation) -> Result<(), Stop> {
    const BEGUN: &Sql = sql!(
        "run.begun_ahead",
        "select run.id from run where run.business_id = $1 and run.operation_id = $2 and run.due_at > $3 and (exists \
         (select 1 from run_step where run_step.business_id = $1 and run_step.run_id = run.id and (run_step.done_at is not null \
         or run_step.spent_minutes > 0)) or exists (select 1 from output where output.business_id = $1 and output.run_id = run.id))"
    );
    if !operation.draws || operation.closed_at.is_some() {
        return Ok(());
    }
    let waiting = select_sql!(
        Material,
        "where material.business_id = $1 and material.operation_id = $2 and (material.run_id is null or exists (select 1 \
         from run where run.business_id = $1 and run.id = material.run_id and run.done_at is null and run.due_at > $3)) \
         order by position, id"
    );
    let waiting = act.select::<Material>(waiting, &values![operation.id, act.now])?;
    let ahead = select_sql!(
        Run,
        "where business_id = $1 and operation_id = $2 and done_at is null and due_at > $3 order by due_at, day, id"
    );
    let ahead = act.select::<Run>(ahead, &values![operation.id, act.now])?;
    let begun: Vec<RunId> = act.tx.all(BEGUN, &values![operation.id, act.now], |row| row.get(0))?;
    let has: HashMap<RunId, MaterialId> =
        waiting.iter().filter_map(|material| Some((material.run_id?, material.id))).collect();
    let stays = |run: &Run| begun.contains(&run.id) || (run.title.is_some() && !has.contains_key(&run.id));
    let kept: Vec<RunId> = ahead.iter().filter(|run| stays(run)).map(|run| run.id).collect();
    let mut queue = waiting.iter().filter(|material| material.run_id.is_none_or(|run| !kept.contains(&run)));
    let mut given: HashMap<MaterialId, RunId> = HashMap::new();
    for run in ahead.iter().filter(|run| !kept.contains(&run.id)) {
        let next = queue.next();
        given.extend(next.map(|material| (material.id, run.id)));
        let title = next.map(|material| material.title.clone());
        act.update(run, &Run { title, ..run.clone() }, None)?;
    }
    for material in waiting.iter().filter(|material| material.run_id.is_none_or(|run| !kept.contains(&run))) {
        let run_id = given.get(&material.id).copied();
        act.update(material, &Material { run_id, ..material.clone() }, None)?;
    }
    Ok(())
}

/// What a run was about that goes away waits again.
pub(crate) fn let_go(act: &mut Act<'_>, run: &Run) -> Result<(), Stop> {
    let select = select_sql!(Material, "where business_id = $1 and run_id = $2 order by position, id");
    for material in act.select::<Material>(select, &values![run.id])? {
        act.update(&material, &Material { run_id: None, ..material.clone() }, None)?;
    }
    Ok(())
}
