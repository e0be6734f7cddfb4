//! What feeds the regular work of Harbour Clay: the blog adapts the articles of the Glaze Library that have been edited, in
//! the order of the library.

use righthand_domain::ids::{MaterialId, RunId};
use righthand_store::select_sql;

use super::projects::edited_articles;
use crate::act::Act;
use crate::command::Stop;
use crate::records::{Material, Operation, Run};

/// Every run of the blog is about an article; what is edited and not yet adapted waits in its queue.
pub(super) fn blog(act: &mut Act<'_>) -> Result<(), Stop> {
    let before = act.operation("blog")?;
    let operation = Operation { draws: true, ..before.clone() };
    act.update(&before, &operation, None)?;
    let select = select_sql!(Run, "where business_id = $1 and operation_id = $2 order by day, id");
    let runs = act.select::<Run>(select, &righthand_store::values![operation.id])?;
    let mut articles = edited_articles();
    let mut queue: Vec<(Option<RunId>, &str)> = Vec::new();
    for (run, title) in runs.iter().zip(&mut articles) {
        act.update(run, &Run { title: Some(title.to_owned()), ..run.clone() }, None)?;
        queue.extend(run.done_at.is_none().then_some((Some(run.id), title)));
    }
    queue.extend(articles.map(|title| (None, title)));
    for (position, (run_id, title)) in (1..).zip(queue) {
        let material = Material {
            id: act.new_id::<MaterialId>(),
            operation_id: operation.id,
            position,
            title: title.to_owned(),
            note: None,
            url: None,
            run_id,
            from_run_id: None,
            from_step_id: None,
            by_name: act.me.name.clone(),
            made_at: act.now,
            version: 1,
        };
        act.insert(&material)?;
    }
    Ok(())
}
