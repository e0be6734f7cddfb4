//! Pins and risks, as pages show them: by whom, and at what price in chance (R20).

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::{MemberId, ProjectId, TaskId};
use righthand_domain::plan::{PlannedTask, PriceOf};
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use crate::planning::Standing;
use crate::records::{Pin, Risk, Task, hours};
use crate::view::{NotSeen, PersonRef, View};

/// A pin of a task.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PinView {
    pub day: Option<Date>,
    pub person: Option<PersonRef>,
    pub by: PersonRef,
    pub at: Timestamp,
    pub why: Option<String>,
    /// The plan has it where it is pinned.
    pub holds: bool,
    /// What it costs, where that has been worked out: nothing where the list is empty.
    pub price: Option<Vec<PricedView>>,
}

/// A project's chance with a pin or a risk, and without it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PricedView {
    pub key: String,
    pub name: String,
    pub with: f64,
    pub without: f64,
}

/// A risk of a project.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RiskView {
    pub key: String,
    pub name: String,
    /// Share of the futures in which it comes true.
    pub chance: f64,
    pub hours: f64,
    /// The task that it makes longer, as key and name; without one, whatever work comes last.
    pub task: Option<(String, String)>,
    pub owner: PersonRef,
    pub price: Option<Vec<PricedView>>,
    pub version: i64,
}

/// Every pin of the business, by key of the task.
#[derive(Debug, Default)]
pub struct Pins(HashMap<String, PinView>);

impl Pins {
    /// As the plan that stands has them. Prices tell only of projects that the reader manages.
    pub fn load(view: &mut View<'_>) -> Result<Self, NotSeen> {
        let pins = view.tx.select::<Pin>(select_sql!(Pin, "where business_id = $1 order by pinned_at, id"), &[])?;
        if pins.is_empty() {
            return Ok(Self::default());
        }
        let people = people(view)?;
        let prices = Prices::load(view)?;
        let mut all = HashMap::new();
        for pin in pins {
            let Some(task) = view.tx.find::<Task>(pin.task_id)? else { continue };
            let person = pin.member_id.and_then(|id| people.get(&id).cloned());
            let planned = view.standing.as_deref().and_then(|standing| planned(standing, &task.key));
            let shown = PinView {
                holds: planned.is_some_and(|planned| holds(view, planned, pin.day, person.as_ref())),
                price: prices.of(&PriceOf::Pin(task.key.clone())),
                day: pin.day,
                person,
                by: named(&people, pin.pinned_by),
                at: pin.pinned_at,
                why: pin.why,
            };
            all.insert(task.key, shown);
        }
        Ok(Self(all))
    }

    /// The pin of a task.
    pub fn of(&self, task: &str) -> Option<&PinView> {
        self.0.get(task)
    }
}

fn planned<'s>(standing: &'s Standing, task: &str) -> Option<&'s PlannedTask> {
    standing.plan.tasks.iter().find(|planned| planned.key == task)
}

/// A day that is over can only be kept by beginning at once.
fn holds(view: &View<'_>, planned: &PlannedTask, day: Option<Date>, person: Option<&PersonRef>) -> bool {
    let starts = view.zone.rules().to_datetime(planned.start).date();
    let on_its_day = day.is_none_or(|day| starts <= day.max(view.today));
    on_its_day && person.is_none_or(|person| planned.person.as_ref() == Some(&person.key))
}

/// The risks of a project.
pub fn risks(view: &mut View<'_>, project: ProjectId) -> Result<Vec<RiskView>, NotSeen> {
    let select = select_sql!(Risk, "where business_id = $1 and project_id = $2 order by position, id");
    let risks = view.tx.select::<Risk>(select, &values![project])?;
    if risks.is_empty() {
        return Ok(Vec::new());
    }
    let people = people(view)?;
    let prices = Prices::load(view)?;
    let mut shown = Vec::new();
    for risk in risks {
        let task = risk.task_id.map(|id: TaskId| view.tx.find::<Task>(id)).transpose()?.flatten();
        shown.push(RiskView {
            price: prices.of(&PriceOf::Risk(risk.key.clone())),
            key: risk.key,
            name: risk.name,
            chance: risk.chance,
            hours: hours(risk.minutes),
            task: task.map(|task| (task.key, task.name)),
            owner: named(&people, risk.owner_id),
            version: risk.version,
        });
    }
    Ok(shown)
}

fn people(view: &mut View<'_>) -> Result<HashMap<MemberId, PersonRef>, NotSeen> {
    Ok(view.members()?.iter().map(|member| (member.id, PersonRef::from(member))).collect())
}

fn named(people: &HashMap<MemberId, PersonRef>, id: MemberId) -> PersonRef {
    people.get(&id).cloned().unwrap_or_else(|| PersonRef { key: String::new(), name: "somebody".into() })
}

/// The prices that the forecast found, with the names of projects that the reader manages.
struct Prices {
    found: Option<std::sync::Arc<Standing>>,
    projects: HashMap<String, String>,
}

impl Prices {
    fn load(view: &mut View<'_>) -> Result<Self, NotSeen> {
        const NAMES: &Sql = sql!(
            "project.names_managed",
            "select key, name, manager_id from project where business_id = $1 and state = 'open'"
        );
        let all: Vec<(String, String, Option<MemberId>)> =
            view.tx.all(NAMES, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let whole = view.me.role.runs_the_business();
        let managed = all.into_iter().filter(|(.., manager)| whole || *manager == Some(view.me.id));
        let projects = managed.map(|(key, name, _)| (key, name)).collect();
        Ok(Self { found: view.standing.clone(), projects })
    }

    fn of(&self, what: &PriceOf) -> Option<Vec<PricedView>> {
        let prices = &self.found.as_ref()?.forecast.as_ref()?.prices;
        let price = prices.iter().find(|price| price.of == *what)?;
        let shown = price.projects.iter().filter_map(|priced| {
            let name = self.projects.get(&priced.project)?.clone();
            Some(PricedView { key: priced.project.clone(), name, with: priced.with, without: priced.without })
        });
        Some(shown.collect())
    }
}
