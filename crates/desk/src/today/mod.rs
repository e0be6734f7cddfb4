//! Today: what needs this person, what they do next, and how the rest is doing.

mod needs;
mod week;
mod work;

use jiff::civil::Date;
use righthand_domain::roles::{Grant, Permission, Role};
use righthand_domain::snapshot::Zone;
use serde::Serialize;

pub use needs::{Need, NeedAction, NeedKind};
pub use week::DayLoad;
pub use work::{Work, WorkKey};

use crate::operations::streak::{self, Streak};
use crate::projects::glance::{self, Glance, Health};
use crate::projects::portfolio;
use crate::questions::list::{self as questions, QuestionRow};
use crate::view::{NotSeen, View};

/// One business's part of somebody's day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Today {
    /// Today on this member's own clock.
    pub date: Date,
    /// Whose clock that is: the member's zone here, or the business's where they have none of their own.
    pub time_zone: String,
    /// Their clock is not the business's.
    pub own_clock: bool,
    pub first_name: String,
    pub role: Role,
    /// Most urgent first.
    pub needs: Vec<Need>,
    /// In the order of the plan; what was done today last.
    pub work: Vec<Work>,
    /// Open projects that they manage or see.
    pub projects: Vec<Glance>,
    pub operations: Vec<Streak>,
    /// Monday to Sunday of this week.
    pub week: Vec<DayLoad>,
    /// The hours lie anywhere in the week: pages show no clock times.
    pub flexible: bool,
    pub guessed: usize,
    pub open: usize,
    pub empty: bool,
    /// Questions that they asked: open ones, and those answered lately.
    pub asked: Vec<QuestionRow>,
}

/// The day of this member in this business.
pub fn today(view: &mut View<'_>) -> Result<Today, NotSeen> {
    let runs = view.me.role.runs_the_business();
    let projects: Vec<Glance> =
        glance::all(view)?.into_iter().filter(|glance| glance.health != Health::Closed).collect();
    let drafts = if view.may(Permission::OpenProjects) == Grant::Yes { portfolio::drafts(view)? } else { Vec::new() };
    let mine = questions::mine(view)?;
    let mut needs = needs::asked(view, &mine);
    needs.extend(needs::needs(view, &projects, &drafts)?);
    let operations = if runs { streak::streaks(view)? } else { Vec::new() };
    let (open, guessed) = known(view);
    let zone = own_zone(view);
    Ok(Today {
        date: zone.rules().to_datetime(view.now).date(),
        own_clock: zone.name() != view.zone.name(),
        time_zone: zone.name().to_owned(),
        first_name: view.me.first_name().to_owned(),
        role: view.me.role,
        work: work::work(view)?,
        week: week::week(view)?,
        flexible: view.me.flexible,
        empty: projects.is_empty() && drafts.is_empty() && operations.is_empty(),
        projects,
        asked: mine.asked,
        needs,
        operations,
        guessed,
        open,
    })
}

/// The clock of this member.
fn own_zone(view: &View<'_>) -> Zone {
    view.me.time_zone.as_deref().and_then(Zone::named).unwrap_or_else(|| view.zone.clone())
}

/// Open tasks in the plan, and how many of them are guesses.
fn known(view: &View<'_>) -> (usize, usize) {
    let tasks = view.standing.iter().flat_map(|standing| &standing.plan.tasks).filter(|task| task.person.is_some());
    tasks.fold((0, 0), |(open, guessed), task| (open + 1, guessed + usize::from(task.guessed)))
}
