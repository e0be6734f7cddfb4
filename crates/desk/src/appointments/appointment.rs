//! Makes, changes and cancels appointments.

use jiff::{SignedDuration, Timestamp};
use righthand_domain::ids::AppointmentId;
use righthand_domain::roles::Permission;
use righthand_store::{Sql, select_sql, sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::attend::{self, attendances, guests};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::contacts::line;
use crate::input::{Moment, NAME_CHARS_MAX, Patch, TEXT_CHARS_MAX};
use crate::records::{Appointment, Contact, Member};

/// An appointment lasts at most so long: longer is time off, or several days of one each.
const LASTS_MAX: SignedDuration = SignedDuration::from_hours(24);

/// Keys of appointments that begin like this.
const TAKEN_KEYS: &Sql =
    sql!("appointment.keys_like", "select key from appointment where business_id = $1 and key like $2");

/// Makes an appointment. Somebody for whom it lies outside their hours is asked for their consent.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeAppointment {
    pub name: String,
    pub start: Moment,
    pub end: Moment,
    /// Keys of the members who are there.
    pub people: Vec<String>,
    /// Keys of the contacts who are there.
    #[serde(default)]
    pub contacts: Vec<String>,
    /// A room, or the address of a call.
    #[serde(default)]
    pub place: Option<String>,
    #[serde(default)]
    pub note: Option<String>,
    /// The appointment's own key; made from the name where absent.
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for MakeAppointment {
    const NAME: &'static str = "make_appointment";
    const SUMMARY: &'static str = "Make an appointment at a fixed time with several people";
    const NEEDS: Permission = Permission::Appoint;
    const REST: Rest = Rest(Method::Post, "/appointments");
    const PAGE: &'static str = "/appointments/new";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let name = crate::projects::name(&self.name)?;
        let (starts_at, ends_at) = (at(act, "/start", self.start)?, at(act, "/end", self.end)?);
        lasts(starts_at, ends_at)?;
        let people = people(act, &self.people)?;
        let contacts = contacts(act, &self.contacts)?;
        let appointment = Appointment {
            id: act.new_id::<AppointmentId>(),
            key: act.free_key(self.key.as_deref(), &name, "appointment", TAKEN_KEYS)?,
            name,
            starts_at,
            ends_at,
            place: line("/place", self.place.as_deref(), NAME_CHARS_MAX)?,
            note: line("/note", self.note.as_deref(), TEXT_CHARS_MAX)?,
            version: 1,
        };
        act.insert(&appointment)?;
        attend::set_people(act, &appointment, &people, false)?;
        attend::set_guests(act, appointment.id, &contacts)?;
        Ok(Said::about(format!("{} is in the diary", appointment.name), &appointment.key, appointment.version))
    }
}

/// Changes what is named; what is not named stays as it is. At another time, whoever consented is asked again.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeAppointment {
    /// Key of the appointment.
    pub appointment: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub start: Option<Moment>,
    #[serde(default)]
    pub end: Option<Moment>,
    /// Keys of all members who are there.
    #[serde(default)]
    pub people: Option<Vec<String>>,
    /// Keys of all contacts who are there.
    #[serde(default)]
    pub contacts: Option<Vec<String>>,
    #[serde(default)]
    pub place: Patch<String>,
    #[serde(default)]
    pub note: Patch<String>,
    /// The version seen; a newer one is a conflict.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeAppointment {
    const NAME: &'static str = "change_appointment";
    const SUMMARY: &'static str = "Change an appointment's time, people, place or note";
    const NEEDS: Permission = Permission::Appoint;
    const REST: Rest = Rest(Method::Patch, "/appointments/{appointment}");
    const PAGE: &'static str = "/appointments/{appointment}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = appointment(act, &self.appointment)?;
        let there = members_of(act, &before)?;
        reach(act, &there, Self::NEEDS)?;
        let starts_at = self.start.map_or(Ok(before.starts_at), |start| at(act, "/start", start))?;
        let ends_at = self.end.map_or(Ok(before.ends_at), |end| at(act, "/end", end))?;
        lasts(starts_at, ends_at)?;
        let after = Appointment {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?,
            starts_at,
            ends_at,
            place: line("/place", self.place.clone().or(before.place.clone()).as_deref(), NAME_CHARS_MAX)?,
            note: line("/note", self.note.clone().or(before.note.clone()).as_deref(), TEXT_CHARS_MAX)?,
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        let moved = (before.starts_at, before.ends_at) != (starts_at, ends_at);
        let people = self.people.as_ref().map_or(Ok(there), |keys| self::people(act, keys))?;
        attend::set_people(act, &after, &people, moved)?;
        if let Some(keys) = &self.contacts {
            let contacts = contacts(act, keys)?;
            attend::set_guests(act, after.id, &contacts)?;
        }
        Ok(Said::about(format!("{} changed", after.name), &after.key, version))
    }
}

/// Cancels an appointment.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelAppointment {
    /// Key of the appointment.
    pub appointment: String,
}

impl Command for CancelAppointment {
    const NAME: &'static str = "cancel_appointment";
    const SUMMARY: &'static str = "Cancel an appointment";
    const NEEDS: Permission = Permission::Appoint;
    const REST: Rest = Rest(Method::Delete, "/appointments/{appointment}");
    const PAGE: &'static str = "/appointments/{appointment}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let appointment = appointment(act, &self.appointment)?;
        let there = members_of(act, &appointment)?;
        reach(act, &there, Self::NEEDS)?;
        for attendance in attendances(act, appointment.id)? {
            act.delete(&attendance)?;
        }
        for guest in guests(act, appointment.id)? {
            act.delete(&guest)?;
        }
        act.delete(&appointment)?;
        Ok(Said::new(format!("{} is cancelled", appointment.name)))
    }
}

/// The appointment of that key.
pub(super) fn appointment(act: &mut Act<'_>, key: &str) -> Result<Appointment, Stop> {
    act.by_key(select_sql!(Appointment, "where business_id = $1 and key = $2"), key, "appointment")
}

fn at(act: &mut Act<'_>, pointer: &str, moment: Moment) -> Result<Timestamp, Stop> {
    let zone = act.zone()?;
    moment.instant(&zone).ok_or_else(|| Stop::invalid(pointer, "there is no such time"))
}

fn lasts(starts_at: Timestamp, ends_at: Timestamp) -> Result<(), Stop> {
    let lasts = ends_at.duration_since(starts_at);
    if lasts <= SignedDuration::ZERO {
        return Err(Stop::invalid("/end", "it would end before it begins"));
    }
    if lasts > LASTS_MAX {
        return Err(Stop::invalid("/end", "an appointment lasts a day at most; for more, make one for each day"));
    }
    Ok(())
}

/// The members of these keys, each once: at least one, no guest, nobody who has gone, nobody whom the sender may not
/// appoint.
fn people(act: &mut Act<'_>, keys: &[String]) -> Result<Vec<Member>, Stop> {
    let today = act.today()?;
    let mut people: Vec<Member> = Vec::new();
    for key in keys.iter().filter(|key| !key.is_empty()) {
        let member = act.member(key)?;
        if member.is_gone(today) {
            return Err(Stop::invalid("/people", format!("{} is no longer with the business", member.name)));
        }
        if !people.iter().any(|other| other.id == member.id) {
            people.push(member);
        }
    }
    if people.is_empty() {
        return Err(Stop::invalid("/people", "somebody of the team has to be there"));
    }
    reach(act, &people, Permission::Appoint)?;
    Ok(people)
}

fn contacts(act: &mut Act<'_>, keys: &[String]) -> Result<Vec<Contact>, Stop> {
    keys.iter().filter(|key| !key.is_empty()).map(|key| crate::contacts::contact(act, key)).collect()
}

fn members_of(act: &mut Act<'_>, appointment: &Appointment) -> Result<Vec<Member>, Stop> {
    let select = select_sql!(
        Member,
        "join attendance on attendance.business_id = $1 and attendance.member_id = member.id \
         where member.business_id = $1 and attendance.appointment_id = $2 order by attendance.position, member.id"
    );
    act.select(select, &values![appointment.id])
}

/// Stops unless the sender may make appointments of all of these: others of anybody, a member of their own alone.
fn reach(act: &Act<'_>, people: &[Member], permission: Permission) -> Result<(), Stop> {
    people.iter().try_for_each(|member| act.reach_member(member, permission))
}
