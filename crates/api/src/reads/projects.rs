//! Projects, as far as the caller sees them.

use righthand_desk::projects::glance::{self, Glance, Health};
use righthand_desk::projects::template::{library, shelf};
use righthand_desk::projects::{portfolio, report};
use righthand_domain::rules::r12_every_date_is_a_probability::Chance;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Read, json, look};
use crate::openapi::shape;
use crate::paging;

pub(super) const PROJECTS: Read = Read {
    name: "list_projects",
    path: "/businesses/{business}/projects",
    tag: "projects",
    summary: "The projects that you see, open ones first, each with its chance of being on time",
    query: super::PAGING,
    schema: |generator| generator.subschema_for::<paging::Page<Project>>(),
    read: |api, caller, asked| {
        let portfolio = look(api, caller, asked, portfolio::portfolio)?;
        let all: Vec<Project> = portfolio.open.into_iter().chain(portfolio.closed).map(Project::of).collect();
        json(&paging::page(asked, all, |project| &project.key)?)
    },
};

pub(super) const PROJECT: Read = Read {
    name: "get_project",
    path: "/businesses/{business}/projects/{project}",
    tag: "projects",
    summary: "One project",
    query: &[],
    schema: |generator| generator.subschema_for::<Project>(),
    read: |api, caller, asked| {
        let key = asked.path("project").to_owned();
        let (_, glance) = look(api, caller, asked, move |view| glance::one(view, &key))?;
        json(&Project::of(glance))
    },
};

pub(super) const TEMPLATES: Read = Read {
    name: "list_project_templates",
    path: "/businesses/{business}/project-templates",
    tag: "projects",
    summary: "The templates from which a project can be made",
    query: &[],
    schema: |generator| generator.subschema_for::<Vec<Template>>(),
    read: |api, caller, asked| {
        look(api, caller, asked, shelf)?;
        json(&library::all().iter().map(Template::of).collect::<Vec<_>>())
    },
};

pub(super) const REPORTS: Read = Read {
    name: "list_reports",
    path: "/businesses/{business}/projects/{project}/reports",
    tag: "projects",
    summary: "The status reports of a project, and one drawn up from how it stands now",
    query: &[],
    schema: |generator| generator.subschema_for::<Reports>(),
    read: |api, caller, asked| {
        let key = asked.path("project").to_owned();
        json(&Reports::of(look(api, caller, asked, move |view| report::reports(view, &key))?))
    },
};

/// Reports that were written, and the facts for the next one.
#[derive(Debug, Serialize, JsonSchema)]
struct Reports {
    /// Text drawn up from how the project stands now.
    drawn: String,
    /// The latest first.
    reports: Vec<Report>,
}

/// A status report.
#[derive(Debug, Serialize, JsonSchema)]
struct Report {
    key: String,
    body: String,
    /// Key of whoever wrote it.
    by: Option<String>,
    #[schemars(schema_with = "shape::instant")]
    at: String,
    version: i64,
    links: Vec<ReportLink>,
}

/// A link that opens a report without an account, or did.
#[derive(Debug, Serialize, JsonSchema)]
struct ReportLink {
    key: String,
    /// Whom it was mailed to.
    email: Option<String>,
    ended: bool,
}

impl Reports {
    fn of(of: report::Reports) -> Self {
        let link = |link: report::Link| ReportLink { key: link.key, email: link.email, ended: link.ended_at.is_some() };
        let report = |report: report::Written| Report {
            key: report.key,
            body: report.body,
            by: report.by.map(|by| by.key),
            at: report.at.to_string(),
            version: report.version,
            links: report.links.into_iter().map(link).collect(),
        };
        Self { drawn: of.drawn, reports: of.reports.into_iter().map(report).collect() }
    }
}

/// A project as it is mostly done.
#[derive(Debug, Serialize, JsonSchema)]
struct Template {
    key: &'static str,
    name: &'static str,
    says: &'static str,
    outcome: &'static str,
    /// Days from its first step to its end.
    days: f64,
    /// Skills that it needs.
    skills: Vec<String>,
    /// Its steps, by phase.
    phases: Vec<Phase>,
}

/// Steps that belong together.
#[derive(Debug, Serialize, JsonSchema)]
struct Phase {
    name: String,
    steps: Vec<String>,
}

impl Template {
    fn of(of: &library::Template) -> Self {
        let phase = |phase: &library::Phase| Phase {
            name: phase.name.clone(),
            steps: phase.steps.iter().map(|step| step.name.clone()).collect(),
        };
        Self {
            key: of.key,
            name: of.name,
            says: of.says,
            outcome: of.outcome,
            days: of.days(),
            skills: of.skills().into_iter().map(str::to_owned).collect(),
            phases: of.phases.iter().map(phase).collect(),
        }
    }
}

/// A project: an outcome with an end date and a manager.
#[derive(Debug, Serialize, JsonSchema)]
struct Project {
    key: String,
    name: String,
    outcome: String,
    /// Key of the manager.
    manager: Option<String>,
    /// Name of the area.
    area: Option<String>,
    closed: bool,
    /// First work done or planned.
    #[schemars(schema_with = "shape::maybe_instant")]
    start: Option<String>,
    /// As it was said: a day or an instant.
    end: String,
    /// The end as an instant.
    #[schemars(schema_with = "shape::instant")]
    due: String,
    /// As planned; null with nothing open or something that cannot be placed.
    #[schemars(schema_with = "shape::maybe_instant")]
    finish: Option<String>,
    /// Half of the futures end by then.
    #[schemars(schema_with = "shape::maybe_instant")]
    p50: Option<String>,
    /// Nine futures in ten end by then.
    #[schemars(schema_with = "shape::maybe_instant")]
    p90: Option<String>,
    /// Share of futures that end in time, 0 to 1; null where `health` says why there is none.
    on_time: Option<f64>,
    health: Standing,
    tasks_done: usize,
    tasks_all: usize,
    hours_done: f64,
    hours_all: f64,
    version: i64,
}

/// How a project stands.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Standing {
    OnTrack,
    AtRisk,
    Late,
    /// Too much is guessed, or the forecast is still being made.
    Unknown,
    /// Something of it cannot be placed.
    Stuck,
    Done,
    /// Nobody has promised it: it takes nobody's hours.
    Tentative,
    Closed,
}

impl Standing {
    fn of(health: Health) -> Self {
        match health {
            Health::OnTrack => Self::OnTrack,
            Health::AtRisk => Self::AtRisk,
            Health::Late => Self::Late,
            Health::Unknown => Self::Unknown,
            Health::Stuck => Self::Stuck,
            Health::Done => Self::Done,
            Health::Tentative => Self::Tentative,
            Health::Closed => Self::Closed,
        }
    }
}

impl Project {
    fn of(glance: Glance) -> Self {
        let text = |at: Option<jiff::Timestamp>| at.map(|at| at.to_string());
        Self {
            closed: glance.health == Health::Closed,
            manager: glance.manager.map(|person| person.key),
            start: text(glance.start),
            end: glance.end.to_string(),
            due: glance.due.to_string(),
            finish: text(glance.finish),
            p50: text(glance.p50),
            p90: text(glance.p90),
            on_time: if let Chance::OnTime(share) = glance.chance { Some(share) } else { None },
            health: Standing::of(glance.health),
            tasks_done: glance.tasks_done,
            tasks_all: glance.tasks_all,
            hours_done: righthand_desk::records::hours(glance.minutes_done),
            hours_all: righthand_desk::records::hours(glance.minutes_all),
            version: glance.version,
            key: glance.key,
            name: glance.name,
            outcome: glance.outcome,
            area: glance.area,
        }
    }
}
