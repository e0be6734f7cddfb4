//! Questions: asking, owing, climbing and answering (R7); decisions asked of somebody; and answers kept as knowledge.

mod answer;
mod ask;
mod climb;
mod decisions;
pub mod list;
mod pass;
mod route;
mod similar;

pub use answer::{AnswerQuestion, WithdrawQuestion};
pub use ask::AskQuestion;
pub(crate) use climb::{climb, climb_due, is_due};
pub use decisions::{AskDecision, Decide, OPTIONS_MAX, WithdrawDecision};
pub use pass::PassQuestion;
pub use similar::{Similar, similar};

use righthand_domain::ids::{QuestionTurnId, TaskId};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::{Awaited, When};
use righthand_store::{Error, Sql, Tx, select_sql, sql, values};

use crate::act::Act;
use crate::command::Stop;
use crate::records::{Assignment, Decision, Member, Project, Question, QuestionTurn, Task};

/// The question of that key.
pub(crate) fn question(act: &mut Act<'_>, key: &str) -> Result<Question, Stop> {
    act.by_key(select_sql!(Question, "where business_id = $1 and key = $2"), key, "question")
}

/// Where a question has been, in order.
pub(crate) fn turns(act: &mut Act<'_>, question: &Question) -> Result<Vec<QuestionTurn>, Stop> {
    let select = select_sql!(QuestionTurn, "where business_id = $1 and question_id = $2 order by since, id");
    act.select(select, &values![question.id])
}

/// Stops unless the question is open: what was answered meanwhile is told with its answer.
pub(crate) fn open(act: &mut Act<'_>, question: &Question, pointer: &str) -> Result<(), Stop> {
    if let Some(answer) = &question.answer {
        let by = question.answered_by_id.map(|id| act.tx.find::<Member>(id)).transpose()?.flatten();
        let by = by.map_or_else(|| "Somebody".to_owned(), |member| member.name);
        return Err(Stop::invalid(pointer, format!("{by} has answered it meanwhile: “{answer}”")));
    }
    if question.withdrawn_at.is_some() {
        return Err(Stop::invalid(pointer, "it has been taken back, and needs no answer any more"));
    }
    Ok(())
}

/// Ends the turn that is under way.
pub(crate) fn end_turn(
    act: &mut Act<'_>,
    question: &Question,
    at: jiff::Timestamp,
    ended: &str,
    words: Option<String>,
) -> Result<(), Stop> {
    for turn in turns(act, question)?.into_iter().filter(|turn| turn.until.is_none()) {
        let after = QuestionTurn { until: Some(at), ended: Some(ended.into()), words: words.clone(), ..turn.clone() };
        act.update(&turn, &after, None)?;
    }
    Ok(())
}

/// Begins the turn of whoever owes it now.
pub(crate) fn begin_turn(act: &mut Act<'_>, question: &Question) -> Result<(), Stop> {
    let id = act.new_id::<QuestionTurnId>();
    act.insert(&QuestionTurn {
        id,
        question_id: question.id,
        member_id: question.owed_by_id,
        since: question.owed_since,
        until: None,
        ended: None,
        words: None,
        version: 1,
    })
}

/// Does this member see everything that is asked in a project, or in the business as a whole?
pub(crate) fn oversees(me: &Member, project: Option<&Project>) -> bool {
    match me.role.may(Permission::SeeBusiness) {
        Grant::Yes => true,
        Grant::OwnProjects => project.is_some_and(|project| project.manager_id == Some(me.id)),
        _ => false,
    }
}

/// Stops unless the member may ask about this: what they oversee, or their own work in it.
pub(crate) fn reach(act: &mut Act<'_>, task: Option<&Task>, project: Option<&Project>) -> Result<(), Stop> {
    const WORKS_IN: &Sql = sql!(
        "assignment.in_project",
        "select 1 from assignment join task on task.business_id = $1 and task.id = assignment.task_id \
         where assignment.business_id = $1 and task.project_id = $2 and assignment.member_id = $3 limit 1"
    );
    if oversees(&act.me, project) {
        return Ok(());
    }
    let me = act.me.id;
    let mine = match (task, project) {
        (Some(task), _) => {
            let select = select_sql!(Assignment, "where business_id = $1 and task_id = $2 order by position, id");
            act.select::<Assignment>(select, &values![task.id])?.iter().any(|given| given.member_id == me)
        }
        (None, Some(project)) => act.tx.one(WORKS_IN, &values![project.id, me], |row| row.get::<i64>(0))?.is_some(),
        (None, None) => true,
    };
    if mine {
        return Ok(());
    }
    let name = task.map(|task| &task.name).or(project.map(|project| &project.name));
    let why = format!("“{}” is not your work", name.map_or("that", String::as_str));
    Err(Stop::Refused(crate::act::role_refusal(Permission::Ask, Some(&why))))
}

/// Questions and decisions stay when their task goes: they are about its project from then on.
pub(crate) fn leave_task(act: &mut Act<'_>, task: TaskId) -> Result<(), Stop> {
    let select = select_sql!(Question, "where business_id = $1 and task_id = $2 order by id");
    for question in act.select::<Question>(select, &values![task])? {
        act.update(&question, &Question { task_id: None, stuck: false, ..question.clone() }, None)?;
    }
    let select = select_sql!(Decision, "where business_id = $1 and task_id = $2 order by id");
    for decision in act.select::<Decision>(select, &values![task])? {
        act.update(&decision, &Decision { task_id: None, ..decision.clone() }, None)?;
    }
    Ok(())
}

/// What tasks wait for an answer, from whom and until when.
pub(crate) fn stuck(tx: &mut Tx) -> Result<Vec<(TaskId, Awaited)>, Error> {
    const STUCK: &Sql = sql!(
        "question.stuck",
        "select question.task_id, member.name, question.due_at from question \
         join member on member.business_id = $1 and member.id = question.owed_by_id \
         where question.business_id = $1 and question.stuck and question.task_id is not null \
         and question.answered_at is null and question.withdrawn_at is null order by question.id"
    );
    tx.all(STUCK, &[], |row| {
        let awaited = Awaited { from: row.get(1)?, expected: Some(When::Instant(row.get(2)?)), answer: true };
        Ok((row.get(0)?, awaited))
    })
}
