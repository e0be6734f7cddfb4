//! The business itself, its holidays, and its people with their time off (R5).

use std::collections::HashMap;

use jiff::civil::Date;
use righthand_domain::ids::{AbsenceId, HolidayId, MemberId};
use righthand_domain::roles::Role;
use righthand_domain::rules::r05_an_obm_has_the_whole_business as r05;
use righthand_domain::snapshot::{self as shape, Person};
use righthand_store::{Json, select_sql};

use super::items::Items;
use super::put::Put;
use crate::act::Act;
use crate::command::Stop;
use crate::import::position;
use crate::import::report::Fate;
use crate::input::Week;
use crate::journal;
use crate::records::{Absence, Business, Holiday, Member, minutes};
use crate::sign_in::rename_business;

/// The business's own settings and holidays.
pub(super) fn business(act: &mut Act<'_>, items: &mut Items, of: &shape::Business) -> Result<(), Stop> {
    let before = act.business()?;
    let after = Business {
        name: of.name.clone(),
        time_zone: of.time_zone.name().to_owned(),
        currency: of.currency.clone(),
        working_week: of.working_week.as_ref().map(|week| Json(Week::from(week))),
        means: Json(of.means.clone()),
        ..before.clone()
    };
    if before.name != after.name {
        rename_business(act.tx.identity(), after.id, &after.name)?;
    }
    act.update(&before, &after, None)?;
    let here = act.select::<Holiday>(select_sql!(Holiday, "where business_id = $1 order by day"), &[])?;
    let here: HashMap<Date, Holiday> = here.into_iter().map(|holiday| (holiday.day, holiday)).collect();
    let mut put = Put::of(act, items)?;
    for shape::Holiday { date, name } in &of.holidays {
        let before = here.get(date);
        let id = before.map_or_else(|| act.new_id::<HolidayId>(), |before| before.id);
        let wish = Holiday {
            id,
            day: *date,
            name: name.clone(),
            closure: before.is_some_and(|before| before.closure),
            version: before.map_or(1, |before| before.version),
        };
        items.mark("holiday", &date.to_string(), put.put(before, wish));
    }
    put.finish(act, items)
}

/// The people. Answers every member of the business by key, as they are now.
pub(super) fn people(act: &mut Act<'_>, items: &mut Items, people: &[Person]) -> Result<HashMap<String, Member>, Stop> {
    let here = act.select::<Member>(select_sql!(Member, "where business_id = $1 order by position, id"), &[])?;
    let last = here.iter().map(|member| member.position).max().unwrap_or(0);
    let mut members: HashMap<String, Member> = here.into_iter().map(|member| (member.key.clone(), member)).collect();
    // Whoever is there before anything has happened was put there for this import.
    let founding = journal::latest(act.tx)? == 0;
    let mut put = Put::of(act, items)?;
    for (index, person) in people.iter().enumerate() {
        if let Some(kind) = person.engagement.as_ref().and_then(|engagement| engagement.kind) {
            r05::judge(&person.key, &person.name, person.role, kind)?;
        }
        let before = members.get(&person.key).cloned();
        let base = match &before {
            Some(before) => before.clone(),
            None => Member {
                position: position(last, index),
                ..Member::new(act.new_id::<MemberId>(), &person.key, &person.name, person.role)
            },
        };
        let member = member(base, person);
        let fate = put.put(before.as_ref(), member.clone());
        let founded = founding && before.is_some_and(|before| before.user_id.is_none());
        items.mark("person", &person.key, if founded { Fate::Made } else { fate });
        members.insert(person.key.clone(), member);
    }
    if !members.values().any(|member| member.role == Role::Owner) {
        return Err(Stop::invalid(
            "/people",
            "the business would be left without an owner; give somebody the role “owner”",
        ));
    }
    put.finish(act, items)?;
    time_off(act, items, &members, people)?;
    Ok(members)
}

/// The member as the file tells them. Login and place are the desk's own.
fn member(base: Member, person: &Person) -> Member {
    let engagement = person.engagement.clone().unwrap_or_default();
    Member {
        name: person.name.clone(),
        email: person.email.as_ref().map(|email| email.trim().to_lowercase()),
        role: person.role,
        skills: Json(person.skills.clone()),
        minutes_per_week: person.hours_per_week.map(minutes),
        working_week: person.working_week.as_ref().map(|week| Json(Week::from(week))),
        time_zone: person.time_zone.as_ref().map(|zone| zone.name().to_owned()),
        flexible: person.flexible,
        holidays: person.holidays.clone().map(Json),
        engagement_kind: engagement.kind,
        engaged_from: engagement.start,
        engaged_until: engagement.end,
        engaged_for: Json(engagement.projects),
        rate: engagement.rate.map(Json),
        ..base
    }
}

fn time_off(
    act: &mut Act<'_>,
    items: &mut Items,
    members: &HashMap<String, Member>,
    people: &[Person],
) -> Result<(), Stop> {
    let mut here: HashMap<MemberId, Vec<Absence>> = HashMap::new();
    for absence in act.select::<Absence>(select_sql!(Absence, "where business_id = $1 order by first_day, id"), &[])? {
        here.entry(absence.member_id).or_default().push(absence);
    }
    let mut put = Put::of(act, items)?;
    for person in people {
        let Some(member) = members.get(&person.key) else { continue };
        let mut wishes: Vec<Absence> = Vec::with_capacity(person.time_off.len());
        for off in &person.time_off {
            let absence = Absence {
                id: act.new_id::<AbsenceId>(),
                member_id: member.id,
                first_day: off.from,
                last_day: off.to,
                note: off.note.clone(),
                unplanned: off.unplanned,
                version: 1,
            };
            if !wishes.iter().any(|wish| same_days(wish, &absence)) {
                wishes.push(absence);
            }
        }
        let before = here.remove(&member.id).unwrap_or_default();
        let key = |off: &Absence| format!("{}/{}/{}", off.member_id, off.first_day, off.last_day);
        let fate = put.replace(&before, wishes, key, |old, new| Absence {
            id: old.id,
            version: old.version,
            // A file does not say it.
            unplanned: old.unplanned || new.unplanned,
            ..new
        });
        items.mark("person", &person.key, fate);
    }
    put.finish(act, items)
}

fn same_days(one: &Absence, other: &Absence) -> bool {
    (one.first_day, one.last_day) == (other.first_day, other.last_day)
}
