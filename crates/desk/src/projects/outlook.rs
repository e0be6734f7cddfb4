//! The outlook: one project's futures, what makes it late, and what would help most.

use jiff::Timestamp;
use righthand_domain::plan::{AbsenceAssumption, DayCount, EffortAssumption, PartOf, Quantiles};
use serde::Serialize;

use super::glance::{self, Glance, forecast_of};
use super::levers::{LeverView, Sight, concerns, lever_view};
use super::pins::{self, PinView, RiskView};
use super::why::Words;
use crate::view::{NotSeen, PersonRef, View};

/// All that a project's forecast page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outlook {
    pub glance: Glance,
    pub futures: u32,
    pub made_at: Option<Timestamp>,
    /// The forecast is of an earlier event; a new one is being made.
    pub counting: bool,
    /// A better plan, its futures, or what would help are still being looked for.
    pub improving: bool,
    pub finish: Option<Quantiles>,
    pub days: Vec<DayCount>,
    /// From the root cause to the task that ends last.
    pub chain: Vec<ChainLink>,
    pub levers: Vec<LeverView>,
    pub assumes: Assumes,
    pub unplaced: Vec<(String, String, String)>,
    pub holidays: Vec<jiff::civil::Date>,
    pub risks: Vec<RiskView>,
    /// Work of the project that is pinned: key, name, and the pin.
    pub pins: Vec<(String, String, PinView)>,
    /// Whom a risk can be given to, and the work that it can make longer: key and name.
    pub people: Vec<PersonRef>,
    pub tasks: Vec<(String, String)>,
    pub may: super::outline::May,
}

/// A task of the chain that decides when the project ends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChainLink {
    pub key: String,
    pub name: String,
    pub person: Option<PersonRef>,
    pub start: Timestamp,
    pub finish: Timestamp,
    pub why: String,
    /// Share of futures in which it is on the chain.
    pub critical: Option<f64>,
    /// The reader can look at it; of somebody else's work only the name is told.
    pub seen: bool,
}

/// What the forecast takes for granted.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Assumes {
    pub guessed: u32,
    pub open: u32,
    pub manager: Option<PersonRef>,
    pub utilisation: f64,
    pub wait_hours: f64,
    /// Hand-offs that the wait was learnt from, and within how many working hours half of them were taken.
    pub hand_offs: u32,
    pub half_taken_within: Option<f64>,
    /// What people's own finished work says of efforts that are one number.
    pub efforts: Vec<LearntEffort>,
    pub absences: Option<AbsenceAssumption>,
}

/// How somebody's work turned out against their estimates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LearntEffort {
    pub person: PersonRef,
    /// Open ones of theirs that it is applied to.
    pub tasks: u32,
    pub estimate_hours: f64,
    /// Finished ones of like size.
    pub finished: u32,
    /// Times the estimate: a quarter took no more, a half, three quarters.
    pub quarter: f64,
    pub half: f64,
    pub three_quarters: f64,
}

/// The futures of a project, for those who manage it.
pub fn outlook(view: &mut View<'_>, key: &str) -> Result<Outlook, NotSeen> {
    let (project, glance) = glance::one(view, key)?;
    if !view.manages(&project) {
        let refusal = crate::act::role_refusal(righthand_domain::roles::Permission::SeeBusiness, None);
        return Err(NotSeen::Refused(refusal));
    }
    let words = Words::load(view)?;
    let holidays = view.tx.select::<crate::records::Holiday>(
        righthand_store::select_sql!(crate::records::Holiday, "where business_id = $1 order by day"),
        &[],
    )?;
    let risks = pins::risks(view, project.id)?;
    let today = view.today;
    let people = view.members()?.iter().filter(|member| !member.is_gone(today)).map(PersonRef::from).collect();
    let sight = Sight::of(view)?;
    let standing = view.standing.clone();
    let forecast = standing.as_ref().and_then(|standing| standing.forecast.as_ref());
    let of_project = standing.as_ref().and_then(|standing| forecast_of(standing, key));
    let assumes = of_project.map(|forecast| Assumes {
        guessed: forecast.guessed,
        open: forecast.open,
        manager: forecast.assumes.manager.as_deref().map(|key| words.person(key)),
        utilisation: forecast.assumes.utilisation,
        wait_hours: forecast.assumes.wait_hours,
        hand_offs: forecast.assumes.hand_offs,
        half_taken_within: forecast.assumes.half_taken_within,
        efforts: forecast.assumes.efforts.iter().map(|learnt| learnt_effort(learnt, &words)).collect(),
        absences: forecast.assumes.absences,
    });
    Ok(Outlook {
        futures: forecast.map_or(0, |forecast| forecast.futures),
        made_at: forecast.map(|forecast| forecast.at),
        counting: standing.as_ref().is_none_or(|standing| standing.forecast_event < standing.event),
        improving: standing.as_ref().is_none_or(|standing| !standing.settled),
        finish: of_project.and_then(|forecast| forecast.finish),
        days: of_project.map(|forecast| forecast.finish_days.clone()).unwrap_or_default(),
        chain: chain(view, &words, key),
        levers: forecast
            .iter()
            .flat_map(|forecast| &forecast.levers)
            .filter(|lever| lever.project == key && concerns(&lever.change, view))
            .map(|found| lever_view(found, &words, view, Some(&sight)))
            .collect(),
        assumes: assumes.unwrap_or_default(),
        unplaced: unplaced(view, key),
        holidays: holidays.into_iter().map(|holiday| holiday.day).collect(),
        pins: pinned(view, &words, key),
        tasks: work(view, key),
        risks,
        people,
        may: super::outline::may(view, &project),
        glance,
    })
}

/// Planned work of the project that is pinned.
fn pinned(view: &View<'_>, words: &Words, project: &str) -> Vec<(String, String, PinView)> {
    let pin = |(key, name): (String, String)| words.pin(&key).cloned().map(|pin| (key, name, pin));
    work(view, project).into_iter().filter_map(pin).collect()
}

/// Planned work of the project, as key and name.
fn work(view: &View<'_>, project: &str) -> Vec<(String, String)> {
    let of_project = |part: &PartOf| matches!(part, PartOf::Project(key) if key == project);
    let tasks = view.standing.iter().flat_map(|standing| &standing.plan.tasks);
    let work = tasks.filter(|task| task.person.is_some() && of_project(&task.part_of));
    work.map(|task| (task.key.clone(), task.name.clone())).collect()
}

fn chain(view: &View<'_>, words: &Words, project: &str) -> Vec<ChainLink> {
    let Some(standing) = &view.standing else { return Vec::new() };
    let planned = standing.plan.projects.iter().find(|other| other.key == project);
    let critical = |key: &str| {
        let forecast = standing.forecast.as_ref()?;
        forecast.tasks.iter().find(|task| task.key == key).map(|task| task.critical)
    };
    let tasks = planned.iter().flat_map(|planned| &planned.critical_chain);
    tasks
        .filter_map(|key| standing.plan.tasks.iter().find(|task| task.key == *key))
        .map(|task| ChainLink {
            key: task.key.clone(),
            name: task.name.clone(),
            person: task.person.as_deref().map(|key| words.person(key)),
            start: task.start,
            finish: task.finish,
            why: words.why(task, view),
            critical: critical(&task.key),
            seen: words.sees(task),
        })
        .collect()
}

fn learnt_effort(learnt: &EffortAssumption, words: &Words) -> LearntEffort {
    LearntEffort {
        person: words.person(&learnt.person),
        tasks: learnt.tasks,
        estimate_hours: learnt.estimate_hours,
        finished: learnt.finished,
        quarter: learnt.quarter,
        half: learnt.half,
        three_quarters: learnt.three_quarters,
    }
}

fn unplaced(view: &View<'_>, project: &str) -> Vec<(String, String, String)> {
    let unplaced = view.standing.iter().flat_map(|standing| &standing.plan.unplaced);
    unplaced
        .filter(|task| matches!(&task.part_of, PartOf::Project(key) if key == project))
        .map(|task| (task.key.clone(), task.name.clone(), task.reason.clone()))
        .collect()
}
