//! What if: another future beside this one, dates for work that is asked for, and what may go wrong.

use std::time::Duration;

use righthand_desk::input::Effort;
use righthand_desk::projects::outlook;
use righthand_desk::projects::pins::RiskView;
use righthand_desk::view::NotSeen;
use righthand_desk::what_if::{self, Board, Worked};
use righthand_domain::plan::{Away, Buy, BuyWhat, Comparison, DateChance, Hours, NewWork, PromiseLine, Supposition};
use righthand_domain::snapshot::Effort as Said;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::{Asked, Parameter, Read, json, look};
use crate::caller::Caller;
use crate::openapi::shape;
use crate::paging::Page;
use crate::problem::{BUSY, Problem};
use crate::{Api, outcome};

/// How long a request waits for an answer to be worked out before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);
/// Seconds after which to come back.
const AGAIN_SECONDS: u64 = 2;

const fn text(name: &'static str, description: &'static str) -> Parameter {
    Parameter { name, description, schema: || json!({ "type": "string", "maxLength": 2000 }) }
}

const fn day(name: &'static str, description: &'static str) -> Parameter {
    Parameter { name, description, schema: || json!({ "type": "string", "format": "date" }) }
}

pub(super) const RISKS: Read = Read {
    name: "list_risks",
    path: "/businesses/{business}/projects/{project}/risks",
    tag: "projects",
    summary: "What may go wrong in a project that you manage, with its chance, its hours and who watches it",
    query: &[],
    schema: |generator| generator.subschema_for::<Page<Risk>>(),
    read: |api, caller, asked| {
        let key = asked.path("project").to_owned();
        let outlook = look(api, caller, asked, move |view| outlook::outlook(view, &key))?;
        json(&Page { items: outlook.risks.into_iter().map(Risk::of).collect(), next: None })
    },
};

pub(super) const WHAT_IF: Read = Read {
    name: "get_what_if",
    path: "/businesses/{business}/what-if",
    tag: "plan",
    summary: "What a supposition would do to every project, operation and task; nothing of it is kept",
    query: &[
        text("on", "Keys of tentative projects that are promised, with commas between them."),
        text("off", "Keys of projects that are held back, with commas between them."),
        text("away", "Key of a member who is away."),
        day("from", "The first day of that."),
        day("to", "The last day of that."),
    ],
    schema: |generator| generator.subschema_for::<WhatIf>(),
    read: |api, caller, asked| {
        let supposition = supposition(asked)?;
        let found = what_if::compared(&api.desk, &caller.actor(), &supposition, PATIENCE);
        let (board, worked) = found.map_err(|unseen| not_seen(asked, unseen))?;
        json(&WhatIf::of(&board, &worked_out(worked)?))
    },
};

pub(super) const PROMISE_LINE: Read = Read {
    name: "get_promise_line",
    path: "/businesses/{business}/promise-line",
    tag: "plan",
    summary: "Dates against chance for work that is asked for: which can be promised, whom each makes late, what would buy one",
    query: &[
        text("effort", "Hours, or best / likely / worst: 2 / 4 / 10. Needed."),
        text("skill", "The skill that it takes."),
        text("people", "Keys of members, any one of whom could do it, with commas between them."),
        text("after", "Keys of tasks that it waits for, with commas between them."),
        day("wanted", "The day that is asked for."),
    ],
    schema: |generator| generator.subschema_for::<Line>(),
    read: promise_line,
};

fn promise_line(api: &Api, caller: Caller, asked: &Asked) -> Result<String, Problem> {
    let effort = asked.query("effort").and_then(|text| text.parse::<Effort>().ok());
    let effort = effort.ok_or_else(|| Problem::fault("/effort", "hours, or best / likely / worst, are needed"))?;
    let effort = match effort.0 {
        Said::One(likely) => Hours { likely, between: None },
        Said::Three { optimistic, most_likely, pessimistic } => {
            Hours { likely: most_likely, between: Some((optimistic, pessimistic)) }
        }
    };
    let work = NewWork {
        name: "The new work".into(),
        effort,
        people: list(asked, "people"),
        skill: asked.query("skill").filter(|skill| !skill.is_empty()).map(ToOwned::to_owned),
        after: list(asked, "after"),
        manager: None,
        wanted: date(asked, "wanted")?,
    };
    let found = what_if::promised(&api.desk, &caller.actor(), Some(&work), PATIENCE);
    let (_, worked) = found.map_err(|unseen| not_seen(asked, unseen))?;
    json(&Line::of(worked_out(worked)?))
}

fn supposition(asked: &Asked) -> Result<Supposition, Problem> {
    let away = match asked.query("away").filter(|key| !key.is_empty()) {
        None => None,
        Some(person) => match (date(asked, "from")?, date(asked, "to")?) {
            (Some(from), Some(to)) if from <= to => Some(Away { person: person.to_owned(), from, to }),
            _ => return Err(Problem::fault("/from", "the first and the last day are needed, in this order")),
        },
    };
    let (on, off) = (list(asked, "on"), list(asked, "off"));
    if away.is_none() && on.is_empty() && off.is_empty() {
        return Err(Problem::fault("/on", "say what is supposed: on, off, or away with from and to"));
    }
    Ok(Supposition { on, off, away, ..Supposition::default() })
}

fn list(asked: &Asked, name: &str) -> Vec<String> {
    let keys = asked.query(name).unwrap_or_default().split(',').map(str::trim);
    keys.filter(|key| !key.is_empty()).map(ToOwned::to_owned).collect()
}

fn date(asked: &Asked, name: &str) -> Result<Option<jiff::civil::Date>, Problem> {
    let said = asked.query(name).filter(|text| !text.is_empty()).map(str::parse).transpose();
    said.map_err(|_| Problem::fault(&format!("/{name}"), "a day like 2026-12-15 is expected here"))
}

fn not_seen(asked: &Asked, unseen: NotSeen) -> Problem {
    match unseen {
        NotSeen::NotFound(what) => Problem::not_found(&what),
        NotSeen::Refused(refusal) => outcome::refused(asked.path("business"), &refusal),
        NotSeen::Broken(error) => Problem::of_store(&error),
    }
}

fn worked_out<T>(worked: Worked<T>) -> Result<T, Problem> {
    match worked {
        Worked::There(answer) => Ok(answer),
        Worked::None(why) => Err(Problem::fault("", why)),
        Worked::Counting | Worked::Idle => {
            Err(Problem::new(&BUSY, "It is being worked out. Ask again in a moment.").after(AGAIN_SECONDS))
        }
    }
}

/// Something that may go wrong.
#[derive(Debug, Serialize, JsonSchema)]
struct Risk {
    key: String,
    name: String,
    /// In how many of a hundred futures it comes true.
    chance_percent: f64,
    /// Hours of work more where it does.
    hours: f64,
    /// Key of the task that it makes longer; null for whatever work comes last.
    task: Option<String>,
    /// Key of the member who watches it.
    owner: String,
    version: i64,
}

impl Risk {
    fn of(risk: RiskView) -> Self {
        Self {
            key: risk.key,
            name: risk.name,
            chance_percent: risk.chance * 100.0,
            hours: risk.hours,
            task: risk.task.map(|(key, _)| key),
            owner: risk.owner.key,
            version: risk.version,
        }
    }
}

/// What a supposition would do.
#[derive(Debug, Serialize, JsonSchema)]
struct WhatIf {
    futures: u32,
    projects: Vec<ProjectThen>,
    /// Operations whose chance would be another.
    operations: Vec<ChanceThen>,
    /// Tasks and steps that would come later, go to somebody else, or have no place.
    tasks: Vec<TaskThen>,
    /// Keys of tasks and steps whose hand-off would wait for whoever is away.
    hand_offs: Vec<String>,
}

/// A chance, as it is and as it would be; null with nothing open.
#[derive(Debug, Serialize, JsonSchema)]
struct ChanceThen {
    key: String,
    name: String,
    on_time_now: Option<f64>,
    on_time_then: Option<f64>,
}

/// A project, as it is and as it would be.
#[derive(Debug, Serialize, JsonSchema)]
struct ProjectThen {
    #[serde(flatten)]
    chance: ChanceThen,
    #[schemars(schema_with = "shape::maybe_instant")]
    finish_now: Option<String>,
    #[schemars(schema_with = "shape::maybe_instant")]
    finish_then: Option<String>,
}

/// A task or step that would be otherwise.
#[derive(Debug, Serialize, JsonSchema)]
struct TaskThen {
    key: String,
    name: String,
    person_now: Option<String>,
    person_then: Option<String>,
    #[schemars(schema_with = "shape::instant")]
    finish_now: String,
    /// Null where it could not be placed.
    #[schemars(schema_with = "shape::maybe_instant")]
    finish_then: Option<String>,
    /// Why it could not be placed.
    reason: Option<String>,
}

impl WhatIf {
    fn of(board: &Board, comparison: &Comparison) -> Self {
        let text = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string());
        let chance = |key: &String, now, then| ChanceThen {
            key: key.clone(),
            name: board.name(key).to_owned(),
            on_time_now: now,
            on_time_then: then,
        };
        Self {
            futures: comparison.futures,
            projects: comparison
                .projects
                .iter()
                .map(|project| ProjectThen {
                    chance: chance(&project.key, project.before, project.then),
                    finish_now: text(project.finish_before),
                    finish_then: text(project.finish_then),
                })
                .collect(),
            operations: comparison
                .operations
                .iter()
                .map(|operation| chance(&operation.key, operation.before, operation.then))
                .collect(),
            tasks: comparison
                .tasks
                .iter()
                .map(|task| TaskThen {
                    key: task.key.clone(),
                    name: task.name.clone(),
                    person_now: task.person_before.clone(),
                    person_then: task.person_then.clone(),
                    finish_now: task.finish_before.to_string(),
                    finish_then: text(task.finish_then),
                    reason: task.reason.clone(),
                })
                .collect(),
            hand_offs: comparison.hand_offs.iter().map(|hand_off| hand_off.task.clone()).collect(),
        }
    }
}

/// What can be promised.
#[derive(Debug, Serialize, JsonSchema)]
struct Line {
    futures: u32,
    dates: Vec<OnDate>,
    /// The earliest date that holds in four futures of five, by which no project loses more than five of a hundred.
    #[schemars(schema_with = "shape::maybe_date")]
    promise: Option<String>,
    /// An earlier one that holds in four futures of five, at the cost of others.
    #[schemars(schema_with = "shape::maybe_date")]
    at_a_price: Option<String>,
    /// Key of whoever would do it.
    person: Option<String>,
    /// The date that the buys are for.
    #[schemars(schema_with = "shape::maybe_date")]
    wanted: Option<String>,
    /// What would raise the chance of that date, best first.
    buys: Vec<Bought>,
    /// Why it cannot be placed at all.
    unplaced: Option<String>,
}

/// A date with the chance of keeping it.
#[derive(Debug, Serialize, JsonSchema)]
struct OnDate {
    #[schemars(schema_with = "shape::date")]
    date: String,
    on_time: f64,
    /// Projects that lose chance by it.
    costs: Vec<Cost>,
}

/// A project that loses chance.
#[derive(Debug, Serialize, JsonSchema)]
struct Cost {
    project: String,
    on_time_now: f64,
    on_time_then: f64,
}

/// Something that would raise the chance of the wanted date.
#[derive(Debug, Serialize, JsonSchema)]
struct Bought {
    /// `more_hours`, `somebody_else`, `less_work` or `hold_back`.
    kind: &'static str,
    /// Key of the member or of the project.
    of: Option<String>,
    /// Hours a week of more hours; hours of work of less work.
    hours: Option<f64>,
    on_time: f64,
    instead_of: f64,
}

impl Line {
    fn of(line: PromiseLine) -> Self {
        let text = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
        Self {
            futures: line.futures,
            dates: line.dates.into_iter().map(OnDate::of).collect(),
            promise: text(line.promise),
            at_a_price: text(line.at_a_price),
            person: line.person,
            wanted: text(line.wanted),
            buys: line.buys.into_iter().map(Bought::of).collect(),
            unplaced: line.unplaced,
        }
    }
}

impl OnDate {
    fn of(chance: DateChance) -> Self {
        let costs = chance.costs.into_iter().map(|cost| Cost {
            project: cost.project,
            on_time_now: cost.before,
            on_time_then: cost.then,
        });
        Self { date: chance.date.to_string(), on_time: chance.on_time, costs: costs.collect() }
    }
}

impl Bought {
    fn of(buy: Buy) -> Self {
        let (kind, of, hours) = match buy.what {
            BuyWhat::MoreHours { person, hours_per_week, .. } => ("more_hours", Some(person), Some(hours_per_week)),
            BuyWhat::SomebodyElse { person } => ("somebody_else", Some(person), None),
            BuyWhat::LessWork { hours } => ("less_work", None, Some(hours)),
            BuyWhat::HoldBack { project } => ("hold_back", Some(project), None),
        };
        Self { kind, of, hours, on_time: buy.on_time, instead_of: buy.instead_of }
    }
}
