//! Tasks, as far as the caller sees them.

use righthand_desk::projects::outline::{self, Row, TaskState};
use righthand_desk::tasks::detail::{self, Detail};
use righthand_domain::kind::Kind;
use righthand_domain::snapshot;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Read, json, look};
use crate::openapi::shape;
use crate::paging;

pub(super) const OF_PROJECT: Read = Read {
    name: "list_tasks",
    path: "/businesses/{business}/projects/{project}/tasks",
    tag: "tasks",
    summary: "The tasks of a project in the order of its outline, each with its plan",
    query: super::PAGING,
    schema: |generator| generator.subschema_for::<paging::Page<Task>>(),
    read: |api, caller, asked| {
        let key = asked.path("project").to_owned();
        let outline = look(api, caller, asked, move |view| outline::outline(view, &key))?;
        let tasks: Vec<Task> = outline.rows.into_iter().map(Task::of).collect();
        json(&paging::page(asked, tasks, |task| &task.key)?)
    },
};

pub(super) const TASK: Read = Read {
    name: "get_task",
    path: "/businesses/{business}/tasks/{task}",
    tag: "tasks",
    summary: "One task with what it waits for, its notes, checklists, comments and links",
    query: &[],
    schema: |generator| generator.subschema_for::<TaskDetail>(),
    read: |api, caller, asked| {
        let key = asked.path("task").to_owned();
        json(&TaskDetail::of(look(api, caller, asked, move |view| detail::detail(view, &key))?))
    },
};

/// A piece of work with its plan; a summary where others are a part of it.
#[derive(Debug, Serialize, JsonSchema)]
struct Task {
    key: String,
    name: String,
    /// Its number in the outline: "2.1".
    number: String,
    summary: bool,
    milestone: bool,
    kind: Kind,
    /// Key of whoever does it by the plan.
    person: Option<String>,
    /// Keys of the people any one of whom does it.
    assignees: Vec<String>,
    skill: Option<String>,
    effort: Option<Effort>,
    /// Nobody has said an effort: the plan reckons with an hour.
    guessed: bool,
    spent_hours: f64,
    #[schemars(schema_with = "shape::maybe_instant")]
    start: Option<String>,
    #[schemars(schema_with = "shape::maybe_instant")]
    finish: Option<String>,
    /// As it was said: a day or an instant.
    due: Option<String>,
    late_hours: f64,
    #[schemars(schema_with = "shape::maybe_instant")]
    done_at: Option<String>,
    state: State,
    /// It is on the chain that decides the project's finish.
    critical: bool,
    /// Why it starts when it does, or why it cannot be placed.
    why: Option<String>,
    version: i64,
}

/// Hours of one person's work.
#[derive(Debug, Serialize, JsonSchema)]
struct Effort {
    /// Null where one number was said.
    optimistic: Option<f64>,
    most_likely: f64,
    pessimistic: Option<f64>,
}

/// How a task stands.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum State {
    Done,
    Doing,
    Planned,
    /// It waits for somebody else's work.
    Waiting,
    /// Planned to end after its due.
    Late,
    /// Nobody can do it.
    Stuck,
}

impl Task {
    fn of(row: Row) -> Self {
        let text = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string());
        Self {
            number: row.wbs,
            summary: row.summary,
            milestone: row.milestone,
            kind: row.kind,
            person: row.person.map(|person| person.key),
            assignees: row.assignees.into_iter().map(|person| person.key).collect(),
            skill: row.skill,
            effort: row.effort.map(Effort::of),
            guessed: row.guessed,
            spent_hours: row.spent_hours,
            start: text(row.start),
            finish: text(row.finish),
            due: row.due.map(|due| due.to_string()),
            late_hours: row.late_hours,
            done_at: text(row.done_at),
            state: State::of(row.state),
            critical: row.critical,
            why: row.why,
            version: row.version,
            key: row.key,
            name: row.name,
        }
    }
}

impl Effort {
    fn of(effort: snapshot::Effort) -> Self {
        match effort {
            snapshot::Effort::One(hours) => Self { optimistic: None, most_likely: hours, pessimistic: None },
            snapshot::Effort::Three { optimistic, most_likely, pessimistic } => {
                Self { optimistic: Some(optimistic), most_likely, pessimistic: Some(pessimistic) }
            }
        }
    }
}

impl State {
    fn of(state: TaskState) -> Self {
        match state {
            TaskState::Done => Self::Done,
            TaskState::Doing => Self::Doing,
            TaskState::Planned => Self::Planned,
            TaskState::Waiting => Self::Waiting,
            TaskState::Late => Self::Late,
            TaskState::Stuck => Self::Stuck,
        }
    }
}

/// A task with everything that hangs on it.
#[derive(Debug, Serialize, JsonSchema)]
struct TaskDetail {
    #[serde(flatten)]
    task: Task,
    /// Key of its project.
    project: String,
    /// Key of the task that it is a part of.
    parent: Option<String>,
    notes: Option<String>,
    /// As it was said: a day or an instant.
    not_before: Option<String>,
    labels: Vec<String>,
    /// Where it lives in the tool that it was imported from.
    url: Option<String>,
    after: Vec<Dependency>,
    checklists: Vec<Checklist>,
    comments: Vec<Comment>,
    attachments: Vec<Attachment>,
    /// For whom outside the team it waits, or has waited.
    contacts: Vec<Awaited>,
    /// Ids of what the tasks before hand on to it.
    inputs: Vec<String>,
    /// Ids of what it hands on.
    outputs: Vec<String>,
}

/// For whom outside the team it waits.
#[derive(Debug, Serialize, JsonSchema)]
struct Awaited {
    /// Key of the contact.
    contact: String,
    what: Option<String>,
    #[schemars(schema_with = "shape::maybe_date")]
    expected: Option<String>,
    #[schemars(schema_with = "shape::maybe_instant")]
    delivered_at: Option<String>,
}

/// What it waits for.
#[derive(Debug, Serialize, JsonSchema)]
struct Dependency {
    /// Key of the earlier task.
    task: String,
    #[serde(rename = "type")]
    kind: snapshot::LinkKind,
    lag_hours: f64,
    lag_in: snapshot::LagIn,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Checklist {
    name: String,
    items: Vec<CheckItem>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CheckItem {
    name: String,
    done: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Comment {
    by: String,
    #[schemars(schema_with = "shape::instant")]
    at: String,
    words: String,
}

/// A link to something outside.
#[derive(Debug, Serialize, JsonSchema)]
struct Attachment {
    name: String,
    url: String,
}

impl TaskDetail {
    fn of(detail: Detail) -> Self {
        let dependency = |link: detail::Waits| Dependency {
            task: link.key,
            kind: link.kind,
            lag_hours: link.lag_hours,
            lag_in: link.lag_in,
        };
        let item = |(name, done): (String, bool)| CheckItem { name, done };
        let checklist = |list: detail::CheckListView| Checklist {
            name: list.name,
            items: list.items.into_iter().map(item).collect(),
        };
        Self {
            task: Task::of(detail.row),
            project: detail.glance.key,
            parent: detail.parent.map(|(key, _)| key),
            notes: detail.notes,
            not_before: detail.not_before.map(|at| at.to_string()),
            labels: detail.labels,
            url: detail.url,
            after: detail.after.into_iter().map(dependency).collect(),
            checklists: detail.checklists.into_iter().map(checklist).collect(),
            comments: detail
                .comments
                .into_iter()
                .map(|comment| Comment {
                    by: comment.author_name,
                    at: comment.written_at.to_string(),
                    words: comment.words,
                })
                .collect(),
            contacts: detail
                .contacts
                .into_iter()
                .map(|wait| Awaited {
                    contact: wait.contact,
                    what: wait.what,
                    expected: wait.expected.map(|day| day.to_string()),
                    delivered_at: wait.delivered_at.map(|at| at.to_string()),
                })
                .collect(),
            inputs: detail.inputs.into_iter().map(|(_, output)| output.id.to_string()).collect(),
            outputs: detail.outputs.into_iter().map(|output| output.id.to_string()).collect(),
            attachments: detail
                .attachments
                .into_iter()
                .map(|file| Attachment { name: file.name, url: file.url })
                .collect(),
        }
    }
}
