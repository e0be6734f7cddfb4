//! What is set for the business, and the table of who may do what.

use righthand_domain::roles::{Grant, Permission, Role};
use righthand_store::select_sql;
use serde::Serialize;

use super::regions::RegionView;
use crate::input::Week;
use crate::mail::{self, GivenUp};
use crate::records::{Area, Holiday, Member};
use crate::view::{NotSeen, PersonRef, View};

/// All that the settings page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overview {
    pub key: String,
    pub name: String,
    pub time_zone: String,
    pub currency: Option<String>,
    pub week: Option<Week>,
    pub version: i64,
    pub holidays: Vec<Closed>,
    pub regions: Vec<RegionView>,
    /// Everybody who is here, with the role they have, for whoever may change it.
    pub roles: Vec<RoleOf>,
    pub areas: Vec<AreaView>,
    pub people: Vec<PersonRef>,
    /// For each permission its words and, by role in the order of [`Role::ALL`], how far it goes.
    pub table: Vec<(String, Vec<String>)>,
    pub can_change: bool,
    pub can_export: bool,
    /// Mail that did not arrive; for those who manage the team.
    pub mail_given_up: Vec<GivenUp>,
    /// What a business file has no words for, with how much of it there is; for those who may export.
    pub not_in_file: Vec<String>,
}

/// A closed day from today on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Closed {
    pub day: jiff::civil::Date,
    pub name: Option<String>,
    /// For everybody, also for those who have the holidays of a region of their own.
    pub closure: bool,
}

/// A member's role.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoleOf {
    pub key: String,
    pub name: String,
    pub role: Role,
    pub until: Option<jiff::civil::Date>,
    pub version: i64,
}

/// An area with who is accountable.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AreaView {
    pub key: String,
    pub name: String,
    pub accountable: Option<PersonRef>,
    pub version: i64,
}

/// The settings, for everybody to read and for some to change.
pub fn overview(view: &mut View<'_>) -> Result<Overview, NotSeen> {
    let members = view.members()?;
    let holidays = view.tx.select::<Holiday>(select_sql!(Holiday, "where business_id = $1 order by day"), &[])?;
    let areas = view.tx.select::<Area>(select_sql!(Area, "where business_id = $1 order by position, id"), &[])?;
    let table = Permission::ALL.iter().map(|permission| {
        let grants = Role::ALL.iter().map(|role| role.may(*permission).words().to_owned());
        (permission.words().to_owned(), grants.collect())
    });
    let business = view.business.clone();
    let today = view.today;
    let can_export = view.may(Permission::Import) == righthand_domain::roles::Grant::Yes;
    Ok(Overview {
        not_in_file: if can_export { super::export::left_out(view)? } else { Vec::new() },
        mail_given_up: mail::given_up(view)?,
        table: table.collect(),
        areas: areas
            .into_iter()
            .map(|area| AreaView {
                accountable: members.iter().find(|member| member.id == area.accountable_id).map(PersonRef::from),
                key: area.key,
                name: area.name,
                version: area.version,
            })
            .collect(),
        holidays: holidays
            .into_iter()
            .filter(|holiday| holiday.day >= today)
            .map(|Holiday { day, name, closure, .. }| Closed { day, name, closure })
            .collect(),
        regions: super::regions::regions(view)?,
        roles: if view.may(Permission::ManageTeam) == Grant::Yes { roles(&members, today) } else { Vec::new() },
        people: members.iter().filter(|member| !member.is_gone(today)).map(PersonRef::from).collect(),
        can_export,
        can_change: view.may(Permission::Settings) == righthand_domain::roles::Grant::Yes,
        key: business.key,
        name: business.name,
        time_zone: business.time_zone,
        currency: business.currency,
        week: business.working_week.map(|week| week.0),
        version: business.version,
    })
}

fn roles(members: &[Member], today: jiff::civil::Date) -> Vec<RoleOf> {
    let here = members.iter().filter(|member| !member.is_gone(today));
    let role = |member: &Member| RoleOf {
        key: member.key.clone(),
        name: member.name.clone(),
        role: member.role,
        until: member.engaged_until,
        version: member.version,
    };
    here.map(role).collect()
}
