//! Projects: opening, changing, managing and closing them, and what their pages show.

mod assign_manager;
mod change_project;
mod close_project;
mod drafts;
pub mod glance;
pub mod levers;
mod open_project;
pub mod outline;
pub mod outlook;
pub mod pins;
pub mod portfolio;
pub mod report;
mod risk;
pub mod template;
mod tentative;
pub mod terms;
pub mod why;

pub use assign_manager::AssignManager;
pub use change_project::ChangeProject;
pub use close_project::{CloseProject, ReopenProject};
pub use drafts::{DiscardDraft, OpenDraft};
pub use open_project::OpenProject;
pub use report::{ChangeReport, EndReportLink, MailReport, ShareReport, WriteReport};
pub(crate) use risk::RISK_HOURS_MAX;
pub use risk::{AddRisk, ChangeRisk, RemoveRisk};
pub use template::{FillFromTemplate, OpenFromTemplate};
pub use tentative::{MakeTentative, PromiseProject};

use jiff::civil::Date;
use righthand_domain::refusal::Rule;
use righthand_domain::roles::Role;
use righthand_domain::rules::{r02_one_to_three_projects as r02, r16_someone_is_accountable as r16};
use righthand_domain::snapshot::When;
use righthand_store::{Sql, select_sql, sql, values};

use crate::act::Act;
use crate::command::Stop;
use crate::input::NAME_CHARS_MAX;
use crate::records::{Area, Member, Project};
use crate::snapshot::Lifts;

/// Keys of projects and drafts that begin like this.
pub(crate) const TAKEN_KEYS: &Sql =
    sql!("project.keys_like", "select key from project where business_id = $1 and key like $2");

/// The next position after all there are.
pub(crate) fn next_position(act: &mut Act<'_>) -> Result<i64, Stop> {
    const LAST: &Sql =
        sql!("project.last_position", "select coalesce(max(position), 0) from project where business_id = $1");
    Ok(act.tx.one(LAST, &[], |row| row.get::<i64>(0))?.unwrap_or(0) + 1)
}

/// The name as it is kept, or the fault.
pub(crate) fn name(text: &str) -> Result<String, Stop> {
    let name = text.trim();
    if name.is_empty() {
        return Err(Stop::invalid("/name", "a name is needed"));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(Stop::invalid("/name", format!("a name has at most {NAME_CHARS_MAX} characters")));
    }
    Ok(name.to_owned())
}

/// An end that is not before the start.
pub(crate) fn order_of_ends(start: Option<When>, end: When) -> Result<(), Stop> {
    match start.map(day) {
        Some(start) if start > day(end) => {
            Err(Stop::invalid("/end", format!("it would end before it starts on {start}")))
        }
        _ => Ok(()),
    }
}

/// The day of a date, or of an instant by universal time.
pub(crate) fn day(when: When) -> Date {
    match when {
        When::Date(date) => date,
        When::Instant(instant) => jiff::tz::TimeZone::UTC.to_datetime(instant).date(),
    }
}

/// Judges R2 and R16: may `manager` have `project`, beside those they manage already?
pub(crate) fn judge_manager(act: &mut Act<'_>, manager: &Member, project: &Project) -> Result<(), Stop> {
    let today = act.today()?;
    let candidate = r16::Candidate { name: manager.first_name(), role: manager.role, gone: manager.is_gone(today) };
    r16::judge(&format!("the project “{}”", project.name), Some(candidate))?;
    if !matches!(manager.role, Role::Owner | Role::OnlineBusinessManager | Role::ProjectManager) {
        return Err(Stop::invalid(
            "/manager",
            format!(
                "{} is a team member; a project is managed by a project manager, the online business manager or the owner",
                manager.name
            ),
        ));
    }
    let open: Vec<r02::Held> = act
        .select::<Project>(
            select_sql!(Project, "where business_id = $1 and manager_id = $2 and state = 'open' order by position, id"),
            &values![manager.id],
        )?
        .into_iter()
        .filter(|held| held.id != project.id)
        .map(|held| r02::Held { key: held.key, name: held.name })
        .collect();
    let lifted = Lifts::load(act.tx)?.cover(Rule::R2, manager.id, None);
    let others = if open.len() < r02::PROJECTS_MAX { Vec::new() } else { others(act, manager, today)? };
    let facts = r02::Manager { key: &manager.key, name: manager.first_name(), role: manager.role, lifted };
    let project = r02::Held { key: project.key.clone(), name: project.name.clone() };
    Ok(r02::judge(facts, &open, &project, &others)?)
}

/// Who else could manage one more: the owner, the OBM, and project managers with fewer than three.
fn others(act: &mut Act<'_>, not: &Member, today: Date) -> Result<Vec<r02::Held>, Stop> {
    const HELD: &Sql = sql!(
        "project.count_held",
        "select count(*) from project where business_id = $1 and manager_id = $2 and state = 'open'"
    );
    let members = act.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
    let mut others = Vec::new();
    for member in members.into_iter().filter(|member| member.id != not.id && !member.is_gone(today)) {
        let able = match member.role {
            Role::Owner | Role::OnlineBusinessManager => true,
            Role::ProjectManager => {
                let held: i64 = act.tx.one(HELD, &values![member.id], |row| row.get(0))?.unwrap_or(0);
                usize::try_from(held).is_ok_and(|held| held < r02::PROJECTS_MAX)
            }
            Role::TeamMember | Role::Guest => false,
        };
        if able {
            others.push(r02::Held { name: member.first_name().to_owned(), key: member.key });
        }
    }
    Ok(others)
}

/// The area of that key.
pub(crate) fn area(act: &mut Act<'_>, key: &str) -> Result<Area, Stop> {
    act.by_key(select_sql!(Area, "where business_id = $1 and key = $2"), key, "area")
}
