//! Who is at an appointment, and whether it lies in their hours.

use righthand_domain::calendar;
use righthand_domain::ids::{AppointmentGuestId, AppointmentId, AttendanceId};
use righthand_domain::snapshot::{Business, Person};
use righthand_domain::terms::Consent;
use righthand_store::{select_sql, values};

use crate::act::Act;
use crate::command::Stop;
use crate::records::{Appointment, AppointmentGuest, Attendance, Contact, Member};

/// The members who are there, in order.
pub(super) fn attendances(act: &mut Act<'_>, appointment: AppointmentId) -> Result<Vec<Attendance>, Stop> {
    let select = select_sql!(Attendance, "where business_id = $1 and appointment_id = $2 order by position, id");
    act.select(select, &values![appointment])
}

/// The contacts who are there, in order.
pub(super) fn guests(act: &mut Act<'_>, appointment: AppointmentId) -> Result<Vec<AppointmentGuest>, Stop> {
    let select = select_sql!(AppointmentGuest, "where business_id = $1 and appointment_id = $2 order by position, id");
    act.select(select, &values![appointment])
}

/// Makes exactly these members be there. Whoever enters themselves consents by it; with another time, what others said
/// of the old one is forgotten.
pub(super) fn set_people(
    act: &mut Act<'_>,
    appointment: &Appointment,
    people: &[Member],
    moved: bool,
) -> Result<(), Stop> {
    let before = attendances(act, appointment.id)?;
    for gone in before.iter().filter(|there| people.iter().all(|member| member.id != there.member_id)) {
        act.delete(gone)?;
    }
    for (position, member) in (1_i64..).zip(people) {
        let mine = (member.id == act.me.id).then_some(Consent::Given);
        match before.iter().find(|there| there.member_id == member.id) {
            Some(there) => {
                let consent = if moved { mine } else { there.consent };
                act.update(there, &Attendance { position, consent, ..there.clone() }, None)?;
            }
            None => {
                let id = act.new_id::<AttendanceId>();
                act.insert(&Attendance {
                    id,
                    appointment_id: appointment.id,
                    member_id: member.id,
                    position,
                    consent: mine,
                    version: 1,
                })?;
            }
        }
    }
    Ok(())
}

/// Makes exactly these contacts be there.
pub(super) fn set_guests(act: &mut Act<'_>, appointment: AppointmentId, contacts: &[Contact]) -> Result<(), Stop> {
    let before = guests(act, appointment)?;
    for gone in before.iter().filter(|there| contacts.iter().all(|contact| contact.id != there.contact_id)) {
        act.delete(gone)?;
    }
    let mut there: Vec<_> = Vec::new();
    for contact in contacts {
        if there.contains(&contact.id) {
            continue;
        }
        there.push(contact.id);
        let position = i64::try_from(there.len()).unwrap_or(i64::MAX);
        match before.iter().find(|guest| guest.contact_id == contact.id) {
            Some(guest) => {
                act.update(guest, &AppointmentGuest { position, ..guest.clone() }, None)?;
            }
            None => {
                let id = act.new_id::<AppointmentGuestId>();
                act.insert(&AppointmentGuest {
                    id,
                    appointment_id: appointment,
                    contact_id: contact.id,
                    position,
                    version: 1,
                })?;
            }
        }
    }
    Ok(())
}

/// Does the appointment lie outside somebody's hours, or partly so? Whose hours lie anywhere in the week has none to be
/// outside of.
pub(super) fn is_outside(business: &Business, person: &Person, appointment: &Appointment) -> bool {
    let (start, end) = (appointment.starts_at, appointment.ends_at);
    let windows = calendar::hours_between(business, person, start, end);
    !person.flexible && !windows.iter().any(|(from, to)| *from <= start && end <= *to)
}
