//! Regular work: operations, their runs in a calendar, one run, a workflow with its versions, and the library.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_desk::operations::workflow::{library, shown};
use righthand_desk::operations::{calendar, one, run};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Parameter, Read, json, look};
use crate::openapi::shape;
use crate::paging;
use crate::problem::Problem;

pub(super) const OPERATIONS: Read = Read {
    name: "list_operations",
    path: "/businesses/{business}/operations",
    tag: "operations",
    summary: "Operations with how often they happen and how regular they have been",
    query: super::PAGING,
    schema: |generator| generator.subschema_for::<paging::Page<Operation>>(),
    read: |api, caller, asked| {
        let rows = look(api, caller, asked, calendar::list)?;
        let rows = rows.into_iter().map(Operation::of).collect();
        json(&paging::page(asked, rows, |operation: &Operation| &operation.key)?)
    },
};

pub(super) const OPERATION: Read = Read {
    name: "get_operation",
    path: "/businesses/{business}/operations/{operation}",
    tag: "operations",
    summary: "One operation: its rhythm, its exceptions and its coming runs",
    query: &[],
    schema: |generator| generator.subschema_for::<OperationDetail>(),
    read: |api, caller, asked| {
        let key = asked.path("operation").to_owned();
        json(&OperationDetail::of(look(api, caller, asked, move |view| one::operation(view, &key))?))
    },
};

pub(super) const RUNS: Read = Read {
    name: "list_runs",
    path: "/businesses/{business}/runs",
    tag: "operations",
    summary: "The calendar of runs, whole weeks from a Monday",
    query: &[
        Parameter {
            name: "from",
            description: "A day of the first week; today where absent.",
            schema: || serde_json::json!({ "type": "string", "format": "date" }),
        },
        Parameter {
            name: "weeks",
            description: "How many weeks.",
            schema: || serde_json::json!({ "type": "integer", "minimum": 1, "maximum": calendar::WEEKS_MAX, "default": 4 }),
        },
        Parameter {
            name: "operation",
            description: "Only those of the operation with this key.",
            schema: || serde_json::json!({ "type": "string" }),
        },
    ],
    schema: |generator| generator.subschema_for::<RunCalendar>(),
    read: |api, caller, asked| {
        let day = |text: &str| {
            text.parse::<Date>().map_err(|_| Problem::fault("/from", "a day such as 2026-12-01 is expected here"))
        };
        let from = asked.query("from").map(day).transpose()?;
        let number = |text: &str| {
            let weeks = text.parse::<i64>().ok().filter(|weeks| (1..=calendar::WEEKS_MAX).contains(weeks));
            weeks.ok_or_else(|| {
                Problem::fault("/weeks", format!("a number from 1 to {} is expected here", calendar::WEEKS_MAX))
            })
        };
        let weeks = asked.query("weeks").map(number).transpose()?.unwrap_or(4);
        let only = asked.query("operation").map(ToOwned::to_owned);
        let found = look(api, caller, asked, move |view| {
            let from = from.unwrap_or(view.today);
            calendar::calendar(view, from, weeks, only.as_deref())
        })?;
        json(&RunCalendar::of(found))
    },
};

pub(super) const RUN: Read = Read {
    name: "get_run",
    path: "/businesses/{business}/operations/{operation}/runs/{day}",
    tag: "operations",
    summary: "One run with its steps: who does each, when, what it asks and what is done",
    query: &[],
    schema: |generator| generator.subschema_for::<RunDetail>(),
    read: |api, caller, asked| {
        let (key, day) = (asked.path("operation").to_owned(), asked.path("day").to_owned());
        let day: Date = day.parse().map_err(|_| Problem::not_found(&format!("run of “{day}”")))?;
        json(&RunDetail::of(look(api, caller, asked, move |view| run::run(view, &key, day))?))
    },
};

pub(super) const WORKFLOW: Read = Read {
    name: "get_workflow",
    path: "/businesses/{business}/operations/{operation}/workflow",
    tag: "operations",
    summary: "The workflow in use as a text, its versions, and steps that are late, left out or sent back again and again",
    query: &[],
    schema: |generator| generator.subschema_for::<Workflow>(),
    read: |api, caller, asked| {
        let key = asked.path("operation").to_owned();
        json(&Workflow::of(look(api, caller, asked, move |view| shown::workflow(view, &key, None, None))?))
    },
};

pub(super) const LIBRARY: Read = Read {
    name: "list_workflows",
    path: "/businesses/{business}/workflows",
    tag: "operations",
    summary: "The library of workflows, each with its text",
    query: &[],
    schema: |generator| generator.subschema_for::<Library>(),
    read: |api, caller, asked| {
        look(api, caller, asked, |view| view.need_some(righthand_domain::roles::Permission::SeeBusiness))?;
        let items = library::all().into_iter().map(|one| InLibrary {
            key: one.key,
            name: one.name,
            says: one.says,
            how_often: one.how_often,
            text: one.text,
        });
        json(&Library { items: items.collect() })
    },
};

/// Work that the business does again and again.
#[derive(Debug, Serialize, JsonSchema)]
struct Operation {
    key: String,
    name: String,
    /// In words: "every Thursday at 10:00".
    how_often: String,
    /// Key of the member who is accountable for it.
    accountable: Option<String>,
    /// Share of the last runs that were on time; `null` before the first.
    on_time: Option<f64>,
    /// How many in a row were on time up to the last.
    in_a_row: usize,
    /// Chance that its runs in the plan are on time.
    chance: Option<f64>,
    rests: bool,
    closed: bool,
}

impl Operation {
    fn of(row: calendar::Row) -> Self {
        Self {
            key: row.streak.key,
            name: row.streak.name,
            how_often: row.how_often,
            accountable: row.accountable.map(|who| who.key),
            on_time: row.streak.on_time_rate,
            in_a_row: row.streak.in_a_row,
            chance: row.streak.chance,
            rests: row.rests,
            closed: row.closed,
        }
    }
}

/// One operation.
#[derive(Debug, Serialize, JsonSchema)]
struct OperationDetail {
    key: String,
    name: String,
    how_often: String,
    /// One RECUR value of RFC 5545; empty where somebody starts each run.
    rrule: String,
    starts: String,
    on_holidays: righthand_domain::recurrence::OnHolidays,
    makes: righthand_domain::recurrence::Makes,
    accountable: Option<String>,
    area: Option<String>,
    closed: bool,
    /// Number of the version of its workflow that is in use.
    workflow_version: i64,
    on_time: Option<f64>,
    in_a_row: usize,
    /// Days that fall away.
    skipped: Vec<String>,
    next: Vec<NextRun>,
    version: i64,
}

/// A run that comes, or that is late.
#[derive(Debug, Serialize, JsonSchema)]
struct NextRun {
    /// The day that names it.
    #[schemars(schema_with = "shape::maybe_date")]
    day: Option<String>,
    title: Option<String>,
    due: Instant,
    state: String,
    steps_done: usize,
    steps: usize,
    /// Keys of the people who have its steps in the plan.
    people: Vec<String>,
}

/// An instant (RFC 3339).
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(super) struct Instant(pub(super) Timestamp);

impl JsonSchema for Instant {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Instant".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date-time" })
    }
}

impl OperationDetail {
    fn of(one: one::OperationView) -> Self {
        Self {
            key: one.key,
            name: one.name,
            how_often: one.how_often,
            rrule: one.rrule,
            starts: one.starts,
            on_holidays: one.on_holidays,
            makes: one.makes,
            accountable: one.accountable.map(|who| who.key),
            area: one.area.map(|(key, _)| key),
            closed: one.closed,
            workflow_version: one.workflow_version,
            on_time: one.streak.on_time_rate,
            in_a_row: one.streak.in_a_row,
            skipped: one.skipped.iter().map(ToString::to_string).collect(),
            next: one
                .next
                .into_iter()
                .map(|run| NextRun {
                    day: Some(run.day.to_string()),
                    title: run.title,
                    due: Instant(run.due),
                    state: word(run.state),
                    steps_done: run.done,
                    steps: run.of,
                    people: run.people.into_iter().map(|who| who.key).collect(),
                })
                .collect(),
            version: one.version,
        }
    }
}

/// Runs between two days.
#[derive(Debug, Serialize, JsonSchema)]
struct RunCalendar {
    #[schemars(schema_with = "shape::maybe_date")]
    from: Option<String>,
    #[schemars(schema_with = "shape::maybe_date")]
    to: Option<String>,
    runs: Vec<CalendarRun>,
}

/// One run of the calendar.
#[derive(Debug, Serialize, JsonSchema)]
struct CalendarRun {
    operation: String,
    name: String,
    title: Option<String>,
    /// The day that names it.
    #[schemars(schema_with = "shape::maybe_date")]
    day: Option<String>,
    due: Instant,
    /// `done`, `done_late`, `under_way`, `planned`, `stuck`, `late`, or `ahead` where it is not made yet.
    state: String,
    moved: bool,
}

impl RunCalendar {
    fn of(calendar: calendar::Calendar) -> Self {
        let runs = calendar.days.into_iter().flat_map(|day| day.runs).map(|run| CalendarRun {
            operation: run.operation,
            name: run.name,
            title: run.title,
            day: Some(run.day.to_string()),
            due: Instant(run.due),
            state: word(run.state),
            moved: run.moved,
        });
        Self { from: Some(calendar.first.to_string()), to: Some(calendar.last.to_string()), runs: runs.collect() }
    }
}

fn word(state: calendar::RunState) -> String {
    serde_json::to_value(state).ok().and_then(|value| value.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}

/// One run.
#[derive(Debug, Serialize, JsonSchema)]
struct RunDetail {
    operation: String,
    name: String,
    title: Option<String>,
    #[schemars(schema_with = "shape::maybe_date")]
    day: Option<String>,
    due: Instant,
    accountable: Option<String>,
    /// The version of the workflow that it follows.
    workflow_version: i64,
    late: bool,
    steps: Vec<RunStep>,
}

/// One step of a run.
#[derive(Debug, Serialize, JsonSchema)]
struct RunStep {
    key: String,
    name: String,
    /// Likely minutes of work.
    minutes: Option<i64>,
    /// Keys of who did it, has it in the plan, or may do it.
    people: Vec<String>,
    due: Instant,
    done_at: Option<Instant>,
    /// Its condition did not hold: nobody has to do it.
    skipped: bool,
    /// Why no plan can place it.
    trouble: Option<String>,
    /// Names of what is filled in, each with its answer.
    asks: Vec<AskedField>,
    /// How often it was sent back.
    rounds: i64,
}

/// A field to fill in.
#[derive(Debug, Serialize, JsonSchema)]
struct AskedField {
    field: String,
    answer: Option<String>,
}

impl RunDetail {
    fn of(run: run::RunView) -> Self {
        let steps = run.steps.into_iter().map(|step| RunStep {
            key: step.key,
            name: step.name,
            minutes: step.minutes,
            people: step.people.into_iter().map(|who| who.key).collect(),
            due: Instant(step.due),
            done_at: step.done_at.map(Instant),
            skipped: step.skipped,
            trouble: step.trouble,
            asks: step.asks.into_iter().map(|ask| AskedField { field: ask.name, answer: ask.answer }).collect(),
            rounds: step.rounds,
        });
        Self {
            operation: run.operation,
            name: run.name,
            title: run.title,
            day: Some(run.day.to_string()),
            due: Instant(run.due),
            accountable: run.accountable.map(|who| who.key),
            workflow_version: run.workflow_version,
            late: run.late,
            steps: steps.collect(),
        }
    }
}

/// A workflow.
#[derive(Debug, Serialize, JsonSchema)]
struct Workflow {
    operation: String,
    /// Number of the version in use.
    number: i64,
    /// As people edit it, and as `change_workflow` takes it.
    text: String,
    versions: Vec<Version>,
    findings: Vec<Finding>,
}

/// One version.
#[derive(Debug, Serialize, JsonSchema)]
struct Version {
    number: i64,
    /// What was new in it.
    note: String,
    by: Option<String>,
    /// Share of the runs that followed it in a year and were on time.
    on_time: Option<f64>,
}

/// A step that is late, left out or sent back again and again.
#[derive(Debug, Serialize, JsonSchema)]
struct Finding {
    step: String,
    /// `late`, `skipped` or `sent_back`.
    what: String,
    times: usize,
    of: usize,
    proposal: String,
    /// The workflow as the proposal would have it.
    text: String,
}

impl Workflow {
    fn of(shown: shown::WorkflowView) -> Self {
        let what = |what: shown::What| match what {
            shown::What::Late => "late",
            shown::What::Skipped => "skipped",
            shown::What::SentBack => "sent_back",
        };
        Self {
            operation: shown.operation,
            number: shown.number,
            text: shown.text,
            versions: shown
                .versions
                .into_iter()
                .map(|one| Version { number: one.number, note: one.note, by: one.by, on_time: one.on_time })
                .collect(),
            findings: shown
                .findings
                .into_iter()
                .map(|one| Finding {
                    step: one.step,
                    what: what(one.what).to_owned(),
                    times: one.times,
                    of: one.of,
                    proposal: one.proposal,
                    text: one.text,
                })
                .collect(),
        }
    }
}

/// The library.
#[derive(Debug, Serialize, JsonSchema)]
struct Library {
    items: Vec<InLibrary>,
}

/// A workflow that anybody may take.
#[derive(Debug, Serialize, JsonSchema)]
struct InLibrary {
    key: &'static str,
    name: &'static str,
    says: &'static str,
    how_often: Option<&'static str>,
    text: &'static str,
}
