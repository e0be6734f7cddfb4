//! Gives a member another role, on the terms that come with it (R2, R4, R5, R16).

use jiff::ToSpan;
use jiff::civil::Date;
use righthand_domain::roles::{Permission, Role};
use righthand_domain::rules::r16_someone_is_accountable as r16;
use righthand_domain::snapshot::EngagementKind;
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::engage_member::TERM_MONTHS;
use super::members::{judge_held, keep_an_owner};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::Day;
use crate::records::{Area, Member, Operation, Project};

/// Gives a member another role. A project manager is engaged for a fixed term (R4), an online business manager for good
/// (R5); whoever is accountable for something does not become a guest (R16).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeRole {
    /// Key of the member.
    pub member: String,
    pub role: Role,
    /// Last day of a project manager's term; two months from today where absent.
    #[serde(default)]
    pub until: Option<Day>,
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeRole {
    const NAME: &'static str = "change_role";
    const SUMMARY: &'static str = "Give a member another role, on the terms that come with it";
    const NEEDS: Permission = Permission::ManageTeam;
    const REST: Rest = Rest(Method::Put, "/members/{member}/role");
    const PAGE: &'static str = "/settings";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = act.member(&self.member)?;
        let after = in_role(act, &before, self.role, self.until.map(|day| day.0))?;
        let version = act.update(&before, &after, self.version)?;
        let until = after.engaged_until.map(|day| format!(", engaged until {day}")).unwrap_or_default();
        let role = after.role.title().to_lowercase();
        Ok(Said::about(format!("{} is {role}{until}", after.name), &after.key, version))
    }
}

/// The member in that role and on its terms, if the rules allow it.
pub(super) fn in_role(act: &mut Act<'_>, before: &Member, role: Role, until: Option<Date>) -> Result<Member, Stop> {
    if before.role == role {
        return Ok(before.clone());
    }
    if before.role == Role::Owner {
        keep_an_owner(act, before)?;
    }
    if role == Role::Guest {
        judge_accountable(act, before)?;
    }
    let after = Member { role, ..before.clone() };
    match role {
        Role::ProjectManager => {
            judge_held(act, &after)?;
            on_fixed_term(act, after, until)
        }
        Role::OnlineBusinessManager => {
            let today = act.today()?;
            Ok(Member {
                engagement_kind: Some(EngagementKind::Ongoing),
                engaged_from: after.engaged_from.or(Some(today)),
                engaged_until: None,
                engaged_for: righthand_store::Json(Vec::new()),
                ..after
            })
        }
        // Whoever owns the business needs no engagement.
        Role::Owner => Ok(Member { engagement_kind: None, engaged_from: None, engaged_until: None, ..after }),
        Role::TeamMember | Role::Guest => Ok(after),
    }
}

/// R4: a term that has an end already stays; any other begins today and ends in two months, or on the day that is said.
fn on_fixed_term(act: &mut Act<'_>, member: Member, until: Option<Date>) -> Result<Member, Stop> {
    let today = act.today()?;
    let has_term = member.engagement_kind == Some(EngagementKind::FixedTerm);
    let kept = member.engaged_until.filter(|end| has_term && *end >= today);
    let usual = || today.checked_add(TERM_MONTHS.months()).and_then(|day| day.yesterday()).ok();
    let end = until.or(kept).or_else(usual);
    if end.is_some_and(|end| end < today) {
        return Err(Stop::invalid("/until", "this day is over; a term ends today or later"));
    }
    Ok(Member {
        engagement_kind: Some(EngagementKind::FixedTerm),
        engaged_from: member.engaged_from.filter(|_| kept.is_some()).or(Some(today)),
        engaged_until: end,
        ..member
    })
}

/// R16: a guest is accountable for nothing, so what this member is accountable for needs somebody else first.
fn judge_accountable(act: &mut Act<'_>, member: &Member) -> Result<(), Stop> {
    let areas = select_sql!(Area, "where business_id = $1 and accountable_id = $2 order by position, id limit 1");
    let projects = select_sql!(
        Project,
        "where business_id = $1 and manager_id = $2 and state = 'open' order by position, id limit 1"
    );
    let operations =
        select_sql!(Operation, "where business_id = $1 and accountable_id = $2 order by position, id limit 1");
    let held = [
        act.select::<Area>(areas, &values![member.id])?.first().map(|area| format!("the area “{}”", area.name)),
        act.select::<Project>(projects, &values![member.id])?
            .first()
            .map(|held| format!("the project “{}”", held.name)),
        act.select::<Operation>(operations, &values![member.id])?
            .first()
            .map(|held| format!("the operation “{}”", held.name)),
    ];
    for what in held.iter().flatten() {
        r16::judge(what, Some(r16::Candidate { name: member.first_name(), role: Role::Guest, gone: false }))?;
    }
    Ok(())
}
