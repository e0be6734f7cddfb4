//! The team: people, the terms on which they work, when they are there, and who is accountable for what.

mod absences;
mod areas;
mod change_role;
pub(crate) mod duties;
mod engage_member;
pub mod invitations;
mod invite_people;
mod lifts;
mod members;
mod move_absence;
pub mod people;
pub mod profile;
mod rate_viewers;
mod set_hours;
mod set_team_hours;
mod set_terms;
mod sign_in_links;
pub mod terms;

pub use absences::{AddAbsence, RemoveAbsence};
pub use areas::{ChangeArea, CreateArea};
pub use change_role::ChangeRole;
pub use duties::CreateDuty;
pub use engage_member::EngageMember;
pub use invitations::EndInvitation;
pub use invite_people::{InvitePeople, Invited};
pub use lifts::{EndLift, LiftRule};
pub use members::{AddMember, ChangeMember};
pub(crate) use members::{NO_ADDRESS, TAKEN_KEYS, email};
pub use move_absence::MoveAbsence;
pub use rate_viewers::{HideRates, ShowRates};
pub(crate) use set_hours::HOURS_PER_WEEK_MAX;
pub use set_hours::SetHours;
pub(crate) use set_hours::weekly_minutes;
pub(crate) use set_team_hours::ROWS_MAX as TEAM_HOURS_MAX;
pub use set_team_hours::{MemberHours, SetTeamHours};
pub(crate) use set_terms::{COUNT_MAX, MILESTONES_MAX, MONEY_MAX, RETAINER_HOURS_MAX};
pub use set_terms::{MilestoneInput, SetTerms};
pub use sign_in_links::MakeSignInLink;

use righthand_domain::rules::r03_a_pm_manages as r03;
use righthand_domain::rules::r16_someone_is_accountable as r16;
use righthand_domain::snapshot::Zone;
use righthand_store::select_sql;

use crate::act::Act;
use crate::command::Stop;
use crate::planning::free_minutes_this_week;
use crate::records::{Member, Task};

/// A refusal names this many people at most; more is a list to search, not help.
const ABLE_MAX: usize = 4;

/// Who could take a task, most free hours first: by skill where it names one, by role (R3), and by the plan.
pub(crate) fn who_could(act: &mut Act<'_>, task: &Task) -> Result<Vec<r03::Able>, Stop> {
    let today = act.today()?;
    let free = free_minutes_this_week(act.tx, act.now)?;
    let members = act.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
    let mut able: Vec<r03::Able> = members
        .into_iter()
        .filter(|member| !member.is_gone(today) && !r03::forbids(member.role, task.kind))
        .filter(|member| member.role != righthand_domain::roles::Role::Guest)
        .filter(|member| task.skill.as_ref().is_none_or(|skill| member.skills.0.contains(skill)))
        .map(|member| r03::Able {
            free_minutes: free.get(&member.key).copied().unwrap_or(0),
            name: member.first_name().to_owned(),
            key: member.key,
        })
        .collect();
    able.sort_by_key(|able| std::cmp::Reverse(able.free_minutes));
    able.truncate(ABLE_MAX);
    Ok(able)
}

/// The member who is to be accountable for `what`, if they can be (R16).
pub(crate) fn accountable(act: &mut Act<'_>, key: Option<&str>, what: &str) -> Result<Member, Stop> {
    let Some(key) = key.filter(|key| !key.is_empty()) else {
        return Err(r16::judge(what, None).err().map_or_else(|| Stop::NotFound("a member".into()), Stop::Refused));
    };
    let member = act.member(key)?;
    let gone = member.is_gone(act.today()?);
    r16::judge(what, Some(r16::Candidate { name: member.first_name(), role: member.role, gone }))?;
    Ok(member)
}

/// A zone by its name, or the fault.
pub(crate) fn zone(name: &str, pointer: &str) -> Result<String, Stop> {
    match Zone::named(name.trim()) {
        Some(zone) => Ok(zone.name().to_owned()),
        None => Err(Stop::invalid(pointer, format!("“{name}” is not a time zone; one is named like Europe/Lisbon"))),
    }
}
