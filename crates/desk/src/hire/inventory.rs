//! View: the duties of the business, where the owner's week goes, and what of it could go.

use std::collections::HashMap;

use righthand_advisor::may_go;
use righthand_domain::kind::Kind;
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{self, Energy, Means};
use righthand_store::select_sql;

use super::need_advisor;
use crate::records::Duty;
use crate::view::{NotSeen, PersonRef, View};

/// All duties with what they are told with.
#[derive(Debug, Clone, PartialEq)]
pub struct Inventory {
    pub duties: Vec<DutyRow>,
    /// Everybody who could have one.
    pub people: Vec<PersonRef>,
    /// Key and name of what a duty can be part of.
    pub projects: Vec<(String, String)>,
    pub areas: Vec<(String, String)>,
    pub means: Means,
    pub currency: Option<String>,
    pub week: OwnersWeek,
}

/// One duty.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyRow {
    pub key: String,
    pub name: String,
    pub kind: Kind,
    pub hours_per_week: f64,
    pub who: Option<PersonRef>,
    pub project: Option<String>,
    pub area: Option<String>,
    pub skill: Option<String>,
    pub energy: Option<Energy>,
    pub owner_has_skill: Option<bool>,
    pub hand_over: Option<bool>,
    pub version: i64,
}

/// Hours a week of the owner's duties.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct OwnersWeek {
    pub all: f64,
    /// By kind, in the order of [`Kind::ALL`].
    pub by_kind: [f64; 3],
    pub gives: f64,
    pub neutral: f64,
    pub drains: f64,
    /// Of all, what the owner would hand over.
    pub could_go: f64,
}

/// The inventory, for the owner and whom the owner names.
pub fn inventory(view: &mut View<'_>) -> Result<Inventory, NotSeen> {
    need_advisor(view)?;
    let snapshot = view.snapshot()?;
    let owner = snapshot.people.iter().find(|person| person.role == Role::Owner).map(|person| person.key.clone());
    let all = select_sql!(Duty, "where business_id = $1 order by position, id");
    let versions: HashMap<String, i64> =
        view.tx.select::<Duty>(all, &[])?.into_iter().map(|duty| (duty.key, duty.version)).collect();
    let person = |key: &String| {
        let named = snapshot.people.iter().find(|person| person.key == *key);
        named.map(|person| PersonRef { key: person.key.clone(), name: person.name.clone() })
    };
    let named = |key: &Option<String>, all: &[(String, String)]| {
        key.as_ref().and_then(|key| all.iter().find(|(other, _)| other == key)).map(|(key, _)| key.clone())
    };
    let projects: Vec<(String, String)> =
        snapshot.projects.iter().map(|project| (project.key.clone(), project.name.clone())).collect();
    let areas: Vec<(String, String)> =
        snapshot.areas.iter().map(|area| (area.key.clone(), area.name.clone())).collect();
    let mut week = OwnersWeek::default();
    let mut duties = Vec::new();
    for duty in &snapshot.duties {
        if duty.who.is_none() || duty.who == owner {
            week.add(duty);
        }
        duties.push(DutyRow {
            key: duty.key.clone(),
            name: duty.name.clone(),
            kind: duty.kind,
            hours_per_week: duty.hours_per_week,
            who: duty.who.as_ref().and_then(person),
            project: named(&duty.project, &projects),
            area: named(&duty.area, &areas),
            skill: duty.skill.clone(),
            energy: duty.energy,
            owner_has_skill: duty.owner_has_skill,
            hand_over: duty.hand_over,
            version: versions.get(&duty.key).copied().unwrap_or(1),
        });
    }
    let able = snapshot.people.iter().filter(|person| person.role != Role::Guest);
    Ok(Inventory {
        duties,
        people: able.map(|person| PersonRef { key: person.key.clone(), name: person.name.clone() }).collect(),
        projects,
        areas,
        means: snapshot.business.means.clone(),
        currency: snapshot.business.currency.clone(),
        week,
    })
}

impl OwnersWeek {
    /// One more of the owner's duties.
    pub fn add(&mut self, duty: &snapshot::Duty) {
        let hours = duty.hours_per_week;
        self.all += hours;
        if let Some(kind) = Kind::ALL.iter().position(|kind| *kind == duty.kind).and_then(|at| self.by_kind.get_mut(at))
        {
            *kind += hours;
        }
        match duty.energy {
            Some(Energy::Gives) => self.gives += hours,
            Some(Energy::Drains) => self.drains += hours,
            Some(Energy::Neutral) | None => self.neutral += hours,
        }
        if may_go(duty) {
            self.could_go += hours;
        }
    }
}
