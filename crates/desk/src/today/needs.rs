//! What needs this person, and nobody else can do.

use righthand_domain::ids::StepCommentId;
use righthand_domain::plan::PartOf;
use righthand_domain::rules::r12_every_date_is_a_probability::Chance;
use righthand_domain::words::{and_list, capital, count, first_name};
use righthand_store::{Sql, sql, values};
use serde::Serialize;
use serde_json::{Value, json};

use crate::operations::Way;
use crate::operations::dangers;
use crate::projects::glance::{Glance, Health};
use crate::projects::levers::lever_view;
use crate::projects::portfolio::Draft;
use crate::projects::why::Words;
use crate::questions::list::Mine;
use crate::view::{NotSeen, View};

/// Something that waits for them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Need {
    pub kind: NeedKind,
    pub title: String,
    pub text: String,
    /// Where it is looked at, below the business.
    pub path: String,
    /// What can be done about it at once.
    pub actions: Vec<NeedAction>,
}

/// What sort of thing it is: its picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedKind {
    Draft,
    Stuck,
    Late,
    Guesses,
    Trouble,
    /// Something in the way of regular work, before its day.
    Ahead,
    /// They owe an answer.
    Question,
    /// They decide.
    Decision,
    /// Somebody has said something of a step.
    Said,
}

/// A command as a button.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeedAction {
    pub label: String,
    pub command: String,
    pub input: Value,
}

/// Ways to mend something that stand beside it.
const MENDS_MAX: usize = 2;

/// What needs them: for whoever runs the business or manages projects. A member's day has only work.
pub(super) fn needs(view: &mut View<'_>, projects: &[Glance], drafts: &[Draft]) -> Result<Vec<Need>, NotSeen> {
    let mut needs = Vec::new();
    needs.extend(trouble(view));
    let words = Words::load(view)?;
    let theirs = |glance: &&Glance| {
        view.me.role.runs_the_business() || glance.manager.as_ref().is_some_and(|manager| manager.key == view.me.key)
    };
    for glance in projects.iter().filter(theirs) {
        needs.extend(stuck(view, glance));
        needs.extend(late(view, &words, glance));
        needs.extend(guesses(glance));
    }
    needs.extend(drafts.iter().map(draft));
    needs.extend(dangers(view)?);
    needs.extend(said_of_steps(view)?);
    Ok(needs)
}

/// Answers that they owe and decisions that are theirs, the soonest first.
pub(super) fn asked(view: &View<'_>, mine: &Mine) -> Vec<Need> {
    let questions = mine.owed.iter().map(|row| {
        let local = view.zone.rules().to_datetime(row.due_at).strftime("%a %-d %b, %H:%M").to_string();
        let late = if row.overdue { format!("owed since {local}") } else { format!("owed by {local}") };
        let waits = if row.stuck { ", who is stuck" } else { "" };
        let about = row.about.as_ref().map(|about| format!(" {about}.")).unwrap_or_default();
        Need {
            kind: NeedKind::Question,
            title: row.words.clone(),
            text: format!("Asked by {}{waits}; {late}.{about}", first_name(&row.asker.name)),
            path: format!("/questions/{}", row.key),
            actions: Vec::new(),
        }
    });
    let decisions = mine.decisions.iter().map(|row| Need {
        kind: NeedKind::Decision,
        title: row.words.clone(),
        text: format!(
            "{}: {}. By {}, asked by {}.",
            count(row.options.len(), "option", "options"),
            and_list(&row.options),
            row.due.strftime("%a %-d %b"),
            first_name(&row.asker.name)
        ),
        path: format!("/decisions/{}", row.key),
        actions: Vec::new(),
    });
    questions.chain(decisions).collect()
}

fn trouble(view: &View<'_>) -> Option<Need> {
    let trouble = view.standing.as_ref()?.trouble.clone().filter(|_| view.me.role.runs_the_business())?;
    Some(Need {
        kind: NeedKind::Trouble,
        title: "The plan could not be made anew".into(),
        text: format!("{trouble}. The plan before it is shown."),
        path: "/projects".into(),
        actions: Vec::new(),
    })
}

fn stuck(view: &View<'_>, glance: &Glance) -> Option<Need> {
    let standing = view.standing.as_ref()?;
    let of_project = |part: &PartOf| matches!(part, PartOf::Project(key) if *key == glance.key);
    let unplaced: Vec<_> = standing.plan.unplaced.iter().filter(|task| of_project(&task.part_of)).collect();
    let first = unplaced.first()?;
    Some(Need {
        kind: NeedKind::Stuck,
        title: format!("{} in {} cannot be placed", count(unplaced.len(), "task", "tasks"), glance.name),
        text: format!("{}: {}", first.name, first.reason),
        path: format!("/tasks/{}", first.key),
        actions: Vec::new(),
    })
}

fn late(view: &View<'_>, words: &Words, glance: &Glance) -> Option<Need> {
    let Chance::OnTime(chance) = glance.chance else { return None };
    if glance.health != Health::Late {
        return None;
    }
    let levers = view.standing.iter().flat_map(|standing| &standing.forecast).flat_map(|forecast| &forecast.levers);
    let best = levers.filter(|lever| lever.project == glance.key).max_by(|a, b| a.on_time.total_cmp(&b.on_time));
    let help = best.map(|lever| lever_view(lever, words, view, None));
    let help = help.map(|lever| format!(" {}: {} of 100.", lever.says, of_100(lever.on_time))).unwrap_or_default();
    Some(Need {
        kind: NeedKind::Late,
        title: format!("{} is likely to be late", glance.name),
        text: format!("It ends in time in {} of 100 futures.{help}", of_100(chance)),
        path: format!("/projects/{}/forecast", glance.key),
        actions: Vec::new(),
    })
}

/// Nearly always is not always, and nearly never is not never.
fn of_100(share: f64) -> f64 {
    match (share * 100.0).round() {
        _ if share >= 1.0 => 100.0,
        _ if share <= 0.0 => 0.0,
        rounded => rounded.clamp(1.0, 99.0),
    }
}

fn guesses(glance: &Glance) -> Option<Need> {
    let Chance::NotYet { guessed, open } = glance.chance else { return None };
    Some(Need {
        kind: NeedKind::Guesses,
        title: format!("{} has no chance yet", glance.name),
        text: format!(
            "{guessed} of {open} efforts are guesses. Say how long the work takes, and the forecast says when it ends."
        ),
        path: format!("/guesses?project={}", glance.key),
        actions: Vec::new(),
    })
}

fn draft(draft: &Draft) -> Need {
    Need {
        kind: NeedKind::Draft,
        title: format!("{} waits for its end and outcome", draft.name),
        text: format!(
            "{} came in. With an end date, an outcome and a manager it becomes a project (R1).",
            count(usize::try_from(draft.tasks).unwrap_or(0), "task", "tasks")
        ),
        path: format!("/drafts/{}", draft.key),
        actions: vec![NeedAction {
            label: "Put it away".into(),
            command: "discard_draft".into(),
            input: json!({ "draft": draft.key }),
        }],
    }
}

/// What stands in the way of coming runs, for the one who is told: a need for each operation and sort, with what would mend
/// the next of its runs (R9, R16).
fn dangers(view: &mut View<'_>) -> Result<Vec<Need>, NotSeen> {
    let (all, _) = dangers::mine(view)?;
    let mut needs: Vec<Need> = Vec::new();
    let mut there: Vec<(&str, Way)> = Vec::new();
    for danger in &all {
        let sort = (danger.operation.as_str(), danger.way);
        if there.contains(&sort) {
            continue;
        }
        there.push(sort);
        let same = all.iter().filter(|other| (other.operation.as_str(), other.way) == sort).count();
        let more = if same > 1 { format!(" The same holds of {} more of its runs.", same - 1) } else { String::new() };
        let more = if danger.way == Way::Accountable { String::new() } else { more };
        let day = danger.day.strftime("%A, %-d %B");
        needs.push(Need {
            kind: if danger.way == Way::Nobody { NeedKind::Stuck } else { NeedKind::Ahead },
            title: format!("{} of {day} {}", danger.name, in_short(danger.way)),
            text: format!("{}.{more}", capital(&danger.says)),
            path: match danger.way {
                Way::Material => "/operations/content".to_owned(),
                _ => format!("/operations/{}", danger.operation),
            },
            actions: danger
                .mend
                .iter()
                .take(MENDS_MAX)
                .map(|mend| NeedAction {
                    label: mend.label.clone(),
                    command: mend.command.clone(),
                    input: mend.input.clone(),
                })
                .collect(),
        });
    }
    Ok(needs)
}

/// What was said of steps of the workflows that this member answers for.
fn said_of_steps(view: &mut View<'_>) -> Result<Vec<Need>, NotSeen> {
    const SAID_MAX: i64 = 20;
    const SAID: &Sql = sql!(
        "step_comment.to_settle",
        "select step_comment.id, operation.key, operation.name, step.name, step_comment.author_name, step_comment.words \
         from step_comment join operation on operation.business_id = $1 and operation.id = step_comment.operation_id \
         join step on step.business_id = $1 and step.operation_id = operation.id and step.key = step_comment.step_key \
         where step_comment.business_id = $1 and step_comment.settled_at is null and operation.accountable_id = $2 \
         order by step_comment.written_at, step_comment.id limit $3"
    );
    let read = |row: &righthand_store::Row<'_>| {
        let id: StepCommentId = row.get(0)?;
        let (key, operation, step, author): (String, String, String, String) =
            (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
        Ok(Need {
            kind: NeedKind::Said,
            title: format!("{author} says of “{step}” in {operation}"),
            text: row.get(5)?,
            path: format!("/operations/{key}/workflow"),
            actions: vec![NeedAction {
                label: "Seen to".into(),
                command: "settle_step_comment".into(),
                input: json!({ "comment": id.to_string() }),
            }],
        })
    };
    Ok(view.tx.all(SAID, &values![view.me.id, SAID_MAX], read)?)
}

fn in_short(way: Way) -> &'static str {
    match way {
        Way::Nobody => "cannot be placed",
        Way::Late => "is planned late",
        Way::Unlikely => "is likely to be late",
        Way::Material => "is about nothing yet",
        Way::Accountable => "will have nobody accountable",
    }
}
