//! One member: hours, time off, terms, lifts and what they have to do.

use jiff::Timestamp;
use righthand_domain::calendar;
use righthand_domain::roles::{Grant, Permission};
use righthand_store::{select_sql, values};
use serde::Serialize;

use super::people::{PersonRow, people};
use crate::input::Week;
use crate::planning::seen::Sight;
use crate::records::{Absence, Lift, Member, Project, Task};
use crate::view::{NotSeen, View};

/// All that a member's page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    pub row: PersonRow,
    pub email: Option<String>,
    /// The hours as they were entered; where both are absent, the business's week holds.
    pub hours_per_week: Option<f64>,
    pub own_week: Option<Week>,
    /// The week that holds, whoever said it.
    pub week: Week,
    pub own_zone: Option<String>,
    /// Key of the region whose holidays they have in place of the business's, and every region: key and name.
    pub region: Option<String>,
    pub regions: Vec<(String, String)>,
    pub flexible: bool,
    pub engaged_from: Option<jiff::civil::Date>,
    /// Keys of the projects that a fixed term is for.
    pub engaged_for: Vec<String>,
    /// Key and name of every open project, for those who engage people.
    pub projects: Vec<(String, String)>,
    /// What was agreed, for the owner, whom the owner has named, and themselves (R17).
    pub terms: Option<super::terms::Terms>,
    pub absences: Vec<AbsenceView>,
    pub lifts: Vec<LiftView>,
    /// What the plan gives them next, as far as the reader sees it: key, name, start, finish.
    pub next: Vec<(String, String, Timestamp, Timestamp)>,
    /// The Mondays of the weeks of load.
    pub weeks: Vec<jiff::civil::Date>,
    pub now: Timestamp,
    /// Today, where the business is.
    pub today: jiff::civil::Date,
    pub business_zone: String,
    pub version: i64,
    pub may: May,
}

/// Time off with the id by which it is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AbsenceView {
    pub id: String,
    pub from: jiff::civil::Date,
    pub to: jiff::civil::Date,
    pub note: Option<String>,
}

/// A lifted rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LiftView {
    pub id: String,
    pub rule: String,
    pub task: Option<String>,
    pub reason: String,
}

/// What the reader may do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct May {
    pub set_hours: bool,
    pub take_time_off: bool,
    pub manage: bool,
    pub lift_rules: bool,
}

/// Rows of "next" that the page shows.
const NEXT_MAX: usize = 12;

/// A member's page, for themselves, for those who run the business, and for those who manage projects.
pub fn profile(view: &mut View<'_>, key: &str) -> Result<Profile, NotSeen> {
    let not_found = || NotSeen::NotFound(format!("member “{key}”"));
    let member = view.members()?.into_iter().find(|member| member.key == key).ok_or_else(not_found)?;
    let is_me = member.id == view.me.id;
    if !is_me && view.may(Permission::SeeBusiness) == Grant::OwnWork {
        return Err(NotSeen::Refused(crate::act::role_refusal(Permission::SeeBusiness, None)));
    }
    let team = people(view)?;
    let row = team.people.into_iter().find(|row| row.key == key).ok_or_else(not_found)?;
    let snapshot = view.snapshot()?;
    let person = snapshot.people.iter().find(|person| person.key == key).ok_or_else(not_found)?;
    let sees_notes = is_me || view.may(Permission::SeeBusiness) == Grant::Yes;
    let regions = crate::settings::regions::regions(view)?;
    let role = view.me.role;
    let reach = |permission: Permission| match role.may(permission) {
        Grant::Yes => true,
        Grant::Oneself => is_me,
        _ => false,
    };
    Ok(Profile {
        may: May {
            set_hours: reach(Permission::SetHours),
            take_time_off: reach(Permission::TakeTimeOff),
            manage: reach(Permission::ManageTeam),
            lift_rules: reach(Permission::LiftRules),
        },
        email: member.email.clone().filter(|_| sees_notes),
        hours_per_week: member.minutes_per_week.map(crate::records::hours),
        own_week: member.working_week.as_ref().map(|week| week.0.clone()),
        week: Week::from(&calendar::week_of(&snapshot.business, person)),
        own_zone: member.time_zone.clone(),
        region: crate::settings::regions::region_of(view, member.id)?,
        regions: regions.into_iter().map(|region| (region.key, region.name)).collect(),
        flexible: member.flexible,
        engaged_from: member.engaged_from,
        engaged_for: member.engaged_for.0.clone(),
        projects: if reach(Permission::ManageTeam) { open_projects(view)? } else { Vec::new() },
        terms: super::terms::seen(view, &member)?,
        absences: absences(view, &member, sees_notes)?,
        lifts: lifts(view, &member)?,
        next: next(view, key)?,
        weeks: team.weeks,
        now: view.now,
        today: view.today,
        business_zone: view.zone.name().to_owned(),
        version: member.version,
        row,
    })
}

fn absences(view: &mut View<'_>, member: &Member, with_note: bool) -> Result<Vec<AbsenceView>, NotSeen> {
    let select = select_sql!(Absence, "where business_id = $1 and member_id = $2 order by first_day, id");
    let absences = view.tx.select::<Absence>(select, &values![member.id])?;
    let today = view.today;
    Ok(absences
        .into_iter()
        .filter(|absence| absence.last_day >= today)
        .map(|absence| AbsenceView {
            id: absence.id.to_string(),
            from: absence.first_day,
            to: absence.last_day,
            note: absence.note.filter(|_| with_note),
        })
        .collect())
}

fn lifts(view: &mut View<'_>, member: &Member) -> Result<Vec<LiftView>, NotSeen> {
    let select = select_sql!(Lift, "where business_id = $1 and member_id = $2 order by lifted_at, id");
    let mut lifts = Vec::new();
    for lift in view.tx.select::<Lift>(select, &values![member.id])? {
        let task = lift.task_id.map(|id| view.tx.find::<Task>(id)).transpose()?.flatten();
        lifts.push(LiftView {
            id: lift.id.to_string(),
            rule: lift.rule,
            task: task.map(|task| task.name),
            reason: lift.reason,
        });
    }
    Ok(lifts)
}

fn open_projects(view: &mut View<'_>) -> Result<Vec<(String, String)>, NotSeen> {
    let select = select_sql!(Project, "where business_id = $1 and state = 'open' order by position, id");
    let projects = view.tx.select::<Project>(select, &[])?;
    Ok(projects.into_iter().map(|project| (project.key, project.name)).collect())
}

/// Of somebody else's work, who manages projects sees what is in these.
fn next(view: &mut View<'_>, key: &str) -> Result<Vec<(String, String, Timestamp, Timestamp)>, NotSeen> {
    let sight = Sight::of(view)?;
    let tasks = view.standing.iter().flat_map(|standing| &standing.plan.tasks);
    let theirs = tasks.filter(|task| task.person.as_deref() == Some(key) && sight.covers(task));
    Ok(theirs.take(NEXT_MAX).map(|task| (task.key.clone(), task.name.clone(), task.start, task.finish)).collect())
}
