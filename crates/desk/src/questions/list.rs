//! Views: questions and decisions as somebody may see them; one with its way; and what waits for whom.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{MemberId, OperationId, ProjectId, TaskId};
use righthand_domain::roles::{Grant, Permission, Role};
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use super::similar::{Similar, similar};
use crate::history::{self, Log};
use crate::records::{Decision, Member, Operation, Project, Question, QuestionTurn};
use crate::view::{NotSeen, PersonRef, View};

/// Answered questions and made decisions that a list shows: what is older is found by search.
const CLOSED_MAX: usize = 30;

/// All that the page of questions and decisions shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Questions {
    /// Owed first the soonest.
    pub open: Vec<QuestionRow>,
    /// The latest first.
    pub answered: Vec<QuestionRow>,
    pub decisions: Vec<DecisionRow>,
    pub decided: Vec<DecisionRow>,
    /// Answers that are kept, of the whole business.
    pub kept: i64,
    /// Minutes within which half of the questions of the last ninety days were answered.
    pub median_minutes: Option<i64>,
    pub may_ask_decision: bool,
}

/// A question in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionRow {
    pub key: String,
    pub words: String,
    pub asker: PersonRef,
    pub asked_at: Timestamp,
    /// Name of the project or operation that it is about.
    pub about: Option<String>,
    /// Where that is, below the business, where the reader can look at it.
    pub about_path: Option<String>,
    /// The task, where it is about one: key and name.
    pub task: Option<(String, String)>,
    pub stuck: bool,
    pub needed_by: Option<Timestamp>,
    pub owes: PersonRef,
    /// The reader owes it.
    pub mine: bool,
    /// The reader asked it.
    pub asked_by_me: bool,
    pub due_at: Timestamp,
    pub overdue: bool,
    /// It has been with somebody before.
    pub climbed: bool,
    pub answered_at: Option<Timestamp>,
    pub answered_by: Option<PersonRef>,
    pub answer: Option<String>,
    pub kept: bool,
    pub withdrawn: bool,
}

/// One question with its way and what can be done.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionView {
    pub row: QuestionRow,
    pub details: Option<String>,
    pub turns: Vec<Turn>,
    pub similar: Vec<Similar>,
    /// Members it could be given to.
    pub people: Vec<PersonRef>,
    pub may: May,
    pub history: Log,
}

/// A question's time with somebody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Turn {
    pub who: PersonRef,
    pub since: Timestamp,
    pub until: Option<Timestamp>,
    pub ended: Option<String>,
    pub words: Option<String>,
}

/// What the reader may do with a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct May {
    pub answer: bool,
    pub pass: bool,
    pub take: bool,
    pub withdraw: bool,
    pub make_decision: bool,
}

/// A decision in a list, and whole: there is no more to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecisionRow {
    pub key: String,
    pub words: String,
    pub details: Option<String>,
    pub options: Vec<String>,
    pub asker: PersonRef,
    pub decider: PersonRef,
    /// The reader decides.
    pub mine: bool,
    pub may_decide: bool,
    pub may_withdraw: bool,
    pub asked_at: Timestamp,
    pub due: Date,
    pub overdue: bool,
    pub about: Option<String>,
    pub about_path: Option<String>,
    pub decided_at: Option<Timestamp>,
    pub decided_by: Option<PersonRef>,
    pub chosen: Option<String>,
    pub why: Option<String>,
    pub withdrawn: bool,
}

/// Questions and decisions as far as the reader may see them.
pub fn questions(view: &mut View<'_>) -> Result<Questions, NotSeen> {
    const KEPT: &Sql = sql!("question.kept", "select count(*) from question where business_id = $1 and kept");
    view.need_some(Permission::Ask)?;
    let names = Names::load(view)?;
    let all = select_sql!(Question, "where business_id = $1 and withdrawn_at is null order by due_at, id");
    let all = view.tx.select::<Question>(all, &[])?;
    let median_minutes = median(view, &all);
    let mut rows: Vec<QuestionRow> =
        all.iter().filter(|one| names.sees(view, one)).map(|one| names.question(view, one)).collect();
    let mut answered: Vec<QuestionRow> = rows.extract_if(.., |row| row.answered_at.is_some()).collect();
    answered.sort_by_key(|row| std::cmp::Reverse(row.answered_at));
    answered.truncate(CLOSED_MAX);
    let decisions = select_sql!(Decision, "where business_id = $1 and withdrawn_at is null order by due, id");
    let decisions = view.tx.select::<Decision>(decisions, &[])?;
    let mut decisions: Vec<DecisionRow> =
        decisions.iter().filter(|one| names.sees_decision(view, one)).map(|one| names.decision(view, one)).collect();
    let mut decided: Vec<DecisionRow> = decisions.extract_if(.., |row| row.decided_at.is_some()).collect();
    decided.sort_by_key(|row| std::cmp::Reverse(row.decided_at));
    decided.truncate(CLOSED_MAX);
    Ok(Questions {
        open: rows,
        answered,
        decisions,
        decided,
        kept: view.tx.one(KEPT, &[], |row| row.get(0))?.unwrap_or(0),
        median_minutes,
        may_ask_decision: view.may(Permission::AskDecision) == Grant::Yes,
    })
}

/// Half of the questions answered within ninety days were answered within so many minutes.
fn median(view: &View<'_>, all: &[Question]) -> Option<i64> {
    const DAYS: i64 = 90;
    let since = view.now.saturating_sub(jiff::SignedDuration::from_hours(24 * DAYS)).unwrap_or(view.now);
    let answered = all.iter().filter_map(|one| Some((one.asked_at, one.answered_at.filter(|at| *at >= since)?)));
    let mut took: Vec<i64> = answered.map(|(asked, at)| at.duration_since(asked).as_mins()).collect();
    took.sort_unstable();
    took.get(took.len() / 2).copied()
}

/// Every kept answer, the latest first: the knowledge of the business.
pub fn knowledge(view: &mut View<'_>) -> Result<Vec<QuestionRow>, NotSeen> {
    view.need_some(Permission::Ask)?;
    let names = Names::load(view)?;
    let kept = select_sql!(Question, "where business_id = $1 and kept order by answered_at desc, id limit 500");
    let kept = view.tx.select::<Question>(kept, &[])?;
    Ok(kept.iter().map(|one| names.question(view, one)).collect())
}

/// One question, for those who oversee what it is about, who asked it, and with whom it has been; a kept one for all.
pub fn question(view: &mut View<'_>, key: &str) -> Result<QuestionView, NotSeen> {
    let not_found = || NotSeen::NotFound(format!("question “{key}”"));
    view.need_some(Permission::Ask)?;
    let select = select_sql!(Question, "where business_id = $1 and key = $2");
    let found = view.tx.select::<Question>(select, &values![key])?.into_iter().next().ok_or_else(not_found)?;
    let names = Names::load(view)?;
    if !names.sees(view, &found) && !found.kept {
        return Err(not_found());
    }
    let turns = select_sql!(QuestionTurn, "where business_id = $1 and question_id = $2 order by since, id");
    let turns = view.tx.select::<QuestionTurn>(turns, &values![found.id])?;
    let reached = turns.iter().any(|turn| turn.member_id == view.me.id);
    let row = names.question(view, &found);
    let (open, oversees) = (found.is_open(), names.oversees(view, found.project_id));
    let may = May {
        answer: open && reached,
        take: open && oversees && !row.mine && found.asker_id != view.me.id,
        pass: open && (row.mine || oversees),
        withdraw: open && (row.asked_by_me || view.me.role == Role::Owner),
        make_decision: open && (row.mine || oversees) && view.may(Permission::AskDecision) == Grant::Yes,
    };
    let today = view.today;
    let people = names.members.iter().filter(|member| !member.is_gone(today) && member.role != Role::Guest);
    let people = people.filter(|member| member.id != found.asker_id && member.id != found.owed_by_id);
    let typed = format!("{} {}", found.words, found.details.as_deref().unwrap_or_default());
    Ok(QuestionView {
        similar: if open { similar(view, &typed, Some(key))? } else { Vec::new() },
        people: people.map(PersonRef::from).collect(),
        turns: turns
            .into_iter()
            .map(|turn| Turn {
                who: names.person(turn.member_id),
                since: turn.since,
                until: turn.until,
                ended: turn.ended,
                words: turn.words,
            })
            .collect(),
        details: found.details,
        history: history::of_thing(view.tx, view.who, "question", &found.id.to_string())?,
        row,
        may,
    })
}

/// One decision, for who asked, who decides and who oversees it.
pub fn decision(view: &mut View<'_>, key: &str) -> Result<DecisionRow, NotSeen> {
    let not_found = || NotSeen::NotFound(format!("decision “{key}”"));
    view.need_some(Permission::Ask)?;
    let select = select_sql!(Decision, "where business_id = $1 and key = $2");
    let found = view.tx.select::<Decision>(select, &values![key])?.into_iter().next().ok_or_else(not_found)?;
    let names = Names::load(view)?;
    if names.sees_decision(view, &found) { Ok(names.decision(view, &found)) } else { Err(not_found()) }
}

/// What somebody can ask about: the tasks and projects that are theirs to ask about, as key and name.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct AskAbout {
    pub tasks: Vec<(String, String)>,
    pub projects: Vec<(String, String)>,
    pub people: Vec<PersonRef>,
    pub similar: Vec<Similar>,
}

/// What the form of a question offers, with the kept answers that are close to what has been typed.
pub fn ask_about(view: &mut View<'_>, typed: &str) -> Result<AskAbout, NotSeen> {
    const MY_TASKS: &Sql = sql!(
        "task.mine_to_ask",
        "select task.key, task.name from assignment \
         join task on task.business_id = $1 and task.id = assignment.task_id \
         join project on project.business_id = $1 and project.id = task.project_id \
         where assignment.business_id = $1 and assignment.member_id = $2 and task.done_at is null \
         and not task.archived and project.state = 'open' order by task.name, task.id limit 200"
    );
    view.need_some(Permission::Ask)?;
    let me = view.me.id;
    let tasks: Vec<(String, String)> = view.tx.all(MY_TASKS, &values![me], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let projects = crate::projects::glance::all(view)?;
    let projects = projects.into_iter().filter(|one| one.health != crate::projects::glance::Health::Closed);
    let people = view.members()?.into_iter().filter(|member| member.role != Role::Guest);
    let people: Vec<PersonRef> = people
        .filter(|member| member.id != me && !member.is_gone(view.today))
        .map(|member| PersonRef::from(&member))
        .collect();
    Ok(AskAbout {
        tasks,
        projects: projects.map(|one| (one.key, one.name)).collect(),
        people,
        similar: similar(view, typed, None)?,
    })
}

/// Open questions about a task.
pub(crate) fn of_task(view: &mut View<'_>, task: TaskId) -> Result<Vec<QuestionRow>, NotSeen> {
    let select =
        select_sql!(Question, "where business_id = $1 and task_id = $2 and withdrawn_at is null order by asked_at, id");
    let all = view.tx.select::<Question>(select, &values![task])?;
    if all.is_empty() || view.may(Permission::Ask) == Grant::No {
        return Ok(Vec::new());
    }
    let names = Names::load(view)?;
    Ok(all.iter().filter(|one| names.sees(view, one) || one.kept).map(|one| names.question(view, one)).collect())
}

/// What waits for the reader, and what they wait for.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Mine {
    pub owed: Vec<QuestionRow>,
    pub decisions: Vec<DecisionRow>,
    /// Open ones that they asked, and those answered within the last week.
    pub asked: Vec<QuestionRow>,
}

/// The reader's own, for Today.
pub(crate) fn mine(view: &mut View<'_>) -> Result<Mine, NotSeen> {
    if view.may(Permission::Ask) == Grant::No {
        return Ok(Mine::default());
    }
    let me = view.me.id;
    let week_ago = view.now.saturating_sub(jiff::SignedDuration::from_hours(24 * 7)).unwrap_or(view.now);
    let owed = select_sql!(
        Question,
        "where business_id = $1 and owed_by_id = $2 and answered_at is null and withdrawn_at is null order by due_at, id"
    );
    let owed = view.tx.select::<Question>(owed, &values![me])?;
    let asked = select_sql!(
        Question,
        "where business_id = $1 and asker_id = $2 and withdrawn_at is null \
         and (answered_at is null or answered_at >= $3) order by asked_at desc, id"
    );
    let asked = view.tx.select::<Question>(asked, &values![me, week_ago])?;
    let decisions = select_sql!(
        Decision,
        "where business_id = $1 and decider_id = $2 and decided_at is null and withdrawn_at is null order by due, id"
    );
    let decisions = view.tx.select::<Decision>(decisions, &values![me])?;
    if owed.is_empty() && asked.is_empty() && decisions.is_empty() {
        return Ok(Mine::default());
    }
    let names = Names::load(view)?;
    Ok(Mine {
        owed: owed.iter().map(|one| names.question(view, one)).collect(),
        decisions: decisions.iter().map(|one| names.decision(view, one)).collect(),
        asked: asked.iter().map(|one| names.question(view, one)).collect(),
    })
}

/// How many questions and decisions wait for the reader: the number in the navigation.
pub fn waiting(view: &mut View<'_>) -> Result<u64, NotSeen> {
    let mine = mine(view)?;
    Ok((mine.owed.len() + mine.decisions.len()) as u64)
}

/// What tasks wait for an answer: key of the task, whose answer, and the day.
pub(crate) fn expected(view: &mut View<'_>) -> Result<Vec<(String, String, Date)>, NotSeen> {
    const EXPECTED: &Sql = sql!(
        "question.expected",
        "select task.key, member.name, question.due_at from question \
         join task on task.business_id = $1 and task.id = question.task_id \
         join member on member.business_id = $1 and member.id = question.owed_by_id \
         where question.business_id = $1 and question.stuck and question.answered_at is null \
         and question.withdrawn_at is null order by question.id"
    );
    let zone = view.zone.clone();
    let rows = view.tx.all(EXPECTED, &[], |row| {
        let (task, name, due): (String, String, Timestamp) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let first = name.split_whitespace().next().unwrap_or("somebody").to_owned();
        Ok((task, format!("{first}’s answer"), zone.rules().to_datetime(due).date()))
    })?;
    Ok(rows)
}

/// Names of what questions are about, read once for a list.
struct Names {
    members: Vec<Member>,
    projects: HashMap<ProjectId, Project>,
    operations: HashMap<OperationId, Operation>,
    tasks: HashMap<TaskId, (String, String)>,
    /// Questions that the reader has had.
    had: Vec<righthand_domain::ids::QuestionId>,
}

impl Names {
    fn load(view: &mut View<'_>) -> Result<Self, NotSeen> {
        const TASKS: &Sql = sql!(
            "question.tasks",
            "select distinct task.id, task.key, task.name from task \
             join question on question.business_id = $1 and question.task_id = task.id where task.business_id = $1"
        );
        const HAD: &Sql = sql!(
            "question_turn.mine",
            "select distinct question_id from question_turn where business_id = $1 and member_id = $2"
        );
        let members = view.members()?;
        let projects = select_sql!(Project, "where business_id = $1 order by position, id");
        let operations = select_sql!(Operation, "where business_id = $1 order by position, id");
        let me = view.me.id;
        Ok(Self {
            members,
            projects: view.tx.select::<Project>(projects, &[])?.into_iter().map(|one| (one.id, one)).collect(),
            operations: view.tx.select::<Operation>(operations, &[])?.into_iter().map(|one| (one.id, one)).collect(),
            tasks: view
                .tx
                .all(TASKS, &[], |row| Ok((row.get::<TaskId>(0)?, (row.get(1)?, row.get(2)?))))?
                .into_iter()
                .collect(),
            had: view.tx.all(HAD, &values![me], |row| row.get(0))?,
        })
    }

    fn person(&self, id: MemberId) -> PersonRef {
        let found = self.members.iter().find(|member| member.id == id);
        found.map_or_else(|| PersonRef { key: String::new(), name: "Somebody".into() }, PersonRef::from)
    }

    fn oversees(&self, view: &View<'_>, project: Option<ProjectId>) -> bool {
        super::oversees(&view.me, project.and_then(|id| self.projects.get(&id)))
    }

    fn sees(&self, view: &View<'_>, one: &Question) -> bool {
        let me = view.me.id;
        one.asker_id == me
            || one.owed_by_id == me
            || self.had.contains(&one.id)
            || self.oversees(view, one.project_id)
            || one.operation_id.and_then(|id| self.operations.get(&id)).is_some_and(|found| found.accountable_id == me)
    }

    fn sees_decision(&self, view: &View<'_>, one: &Decision) -> bool {
        one.asker_id == view.me.id || one.decider_id == view.me.id || self.oversees(view, one.project_id)
    }

    /// What it is about, and where that is.
    fn about(
        &self,
        view: &View<'_>,
        project: Option<ProjectId>,
        operation: Option<OperationId>,
    ) -> (Option<String>, Option<String>) {
        if let Some(project) = project.and_then(|id| self.projects.get(&id)) {
            let path = self.oversees(view, Some(project.id)).then(|| format!("/projects/{}", project.key));
            return (Some(project.name.clone()), path);
        }
        match operation.and_then(|id| self.operations.get(&id)) {
            Some(operation) => (Some(operation.name.clone()), Some(format!("/operations/{}", operation.key))),
            None => (None, None),
        }
    }

    fn question(&self, view: &View<'_>, one: &Question) -> QuestionRow {
        let (about, about_path) = self.about(view, one.project_id, one.operation_id);
        QuestionRow {
            key: one.key.clone(),
            words: one.words.clone(),
            asker: self.person(one.asker_id),
            asked_at: one.asked_at,
            about,
            about_path,
            task: one.task_id.and_then(|id| self.tasks.get(&id)).cloned(),
            stuck: one.stuck,
            needed_by: one.needed_by,
            owes: self.person(one.owed_by_id),
            mine: one.owed_by_id == view.me.id && one.is_open(),
            asked_by_me: one.asker_id == view.me.id,
            due_at: one.due_at,
            overdue: one.is_open() && one.due_at < view.now,
            climbed: one.owed_since != one.asked_at,
            answered_at: one.answered_at,
            answered_by: one.answered_by_id.map(|id| self.person(id)),
            answer: one.answer.clone(),
            kept: one.kept,
            withdrawn: one.withdrawn_at.is_some(),
        }
    }

    fn decision(&self, view: &View<'_>, one: &Decision) -> DecisionRow {
        let (about, about_path) = self.about(view, one.project_id, None);
        let chosen = one.chosen.and_then(|place| usize::try_from(place).ok()).and_then(|at| one.options.0.get(at));
        let owner = view.me.role == Role::Owner;
        DecisionRow {
            key: one.key.clone(),
            words: one.words.clone(),
            details: one.details.clone(),
            options: one.options.0.clone(),
            asker: self.person(one.asker_id),
            decider: self.person(one.decider_id),
            mine: one.decider_id == view.me.id && one.is_open(),
            may_decide: one.is_open() && (one.decider_id == view.me.id || owner),
            may_withdraw: one.is_open() && (one.asker_id == view.me.id || owner),
            asked_at: one.asked_at,
            due: one.due,
            overdue: one.is_open() && one.due < view.today,
            about,
            about_path,
            decided_at: one.decided_at,
            decided_by: one.decided_by_id.map(|id| self.person(id)),
            chosen: chosen.cloned(),
            why: one.why.clone(),
            withdrawn: one.withdrawn_at.is_some(),
        }
    }
}
