//! What needs this person, and nobody else can do.

use righthand_domain::plan::PartOf;
use righthand_domain::rules::r12_every_date_is_a_probability::Chance;
use righthand_domain::words::{and_list, count};
use serde::Serialize;
use serde_json::{Value, json};

use crate::projects::glance::{Glance, Health};
use crate::projects::levers::lever_view;
use crate::projects::portfolio::Draft;
use crate::projects::why::Words;
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
}

/// A command as a button.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeedAction {
    pub label: String,
    pub command: String,
    pub input: Value,
}

/// Names that a text lists before it says "and so many more".
const NAMES_MAX: usize = 3;

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
    needs.extend(stuck_runs(view)?);
    Ok(needs)
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

/// Steps of runs that nobody can do, for whoever runs the business or is accountable for the operation (R9, R16).
fn stuck_runs(view: &mut View<'_>) -> Result<Option<Need>, NotSeen> {
    let (everything, me) = (view.me.role.runs_the_business(), view.me.key.clone());
    let Some(standing) = view.standing.clone() else { return Ok(None) };
    let is_run = |part: &PartOf| matches!(part, PartOf::Run { .. });
    if standing.plan.unplaced.iter().all(|task| !is_run(&task.part_of)) {
        return Ok(None);
    }
    let snapshot = view.snapshot()?;
    let answers = |key: &str| {
        snapshot.operations.iter().any(|one| one.key == key && one.accountable.as_deref() == Some(me.as_str()))
    };
    let theirs = |part: &PartOf| matches!(part, PartOf::Run { operation, .. } if everything || answers(operation));
    let steps: Vec<_> = standing.plan.unplaced.iter().filter(|task| theirs(&task.part_of)).collect();
    let Some(first) = steps.first() else { return Ok(None) };
    let path = match &first.part_of {
        PartOf::Run { operation, .. } => format!("/operations/{operation}"),
        PartOf::Project(_) => "/operations".to_owned(),
    };
    let names: Vec<&str> = steps.iter().take(NAMES_MAX).map(|step| step.name.as_str()).collect();
    let more = if steps.len() > NAMES_MAX { format!(" and {} more", steps.len() - NAMES_MAX) } else { String::new() };
    Ok(Some(Need {
        kind: NeedKind::Stuck,
        title: format!("{} of regular work cannot be placed", count(steps.len(), "step", "steps")),
        text: format!("{}{more}: {}", and_list(&names), first.reason),
        path,
        actions: Vec::new(),
    }))
}
