//! Areas, projects, appointments and duties of a business file (R1, R2, R16).

use std::collections::HashMap;

use righthand_domain::ids::{AppointmentId, AreaId, AttendanceId, DutyId, ProjectId};
use righthand_domain::rules::r01_a_project_ends as r01;
use righthand_domain::snapshot as shape;
use righthand_store::select_sql;

use super::items::Items;
use super::put::Put;
use crate::act::Act;
use crate::command::Stop;
use crate::import::{position, to_the_millisecond};
use crate::projects::judge_manager;
use crate::records::{Appointment, Area, Attendance, Duty, Member, Project, State, minutes};
use crate::team::accountable;

/// The areas. Answers the id of every area by key.
pub(super) fn areas(
    act: &mut Act<'_>,
    items: &mut Items,
    members: &HashMap<String, Member>,
    areas: &[shape::Area],
) -> Result<HashMap<String, AreaId>, Stop> {
    let here = act.select::<Area>(select_sql!(Area, "where business_id = $1 order by position, id"), &[])?;
    let last = here.iter().map(|area| area.position).max().unwrap_or(0);
    let here: HashMap<String, Area> = here.into_iter().map(|area| (area.key.clone(), area)).collect();
    let mut ids: HashMap<String, AreaId> = here.iter().map(|(key, area)| (key.clone(), area.id)).collect();
    let mut put = Put::of(act, items)?;
    for (index, area) in areas.iter().enumerate() {
        let before = here.get(&area.key);
        let id = before.map_or_else(|| act.new_id::<AreaId>(), |before| before.id);
        let wish = Area {
            id,
            key: area.key.clone(),
            name: area.name.clone(),
            accountable_id: answerable(
                act,
                members,
                area.accountable.as_deref(),
                &format!("the area “{}”", area.name),
            )?
            .id,
            position: before.map_or_else(|| position(last, index), |before| before.position),
            version: before.map_or(1, |before| before.version),
        };
        ids.insert(area.key.clone(), id);
        items.mark("area", &area.key, put.put(before, wish));
    }
    put.finish(act, items)?;
    Ok(ids)
}

/// Whoever is accountable for `what` (R16). Refuses nobody, a guest, and somebody who has gone.
pub(super) fn answerable<'m>(
    act: &mut Act<'_>,
    members: &'m HashMap<String, Member>,
    key: Option<&str>,
    what: &str,
) -> Result<&'m Member, Stop> {
    let member = accountable(act, key, what)?;
    members.get(&member.key).ok_or_else(|| Stop::NotFound(format!("member “{}”", member.key)))
}

/// The projects, each judged with its manager when all are there. Answers the id of every project by key.
pub(super) fn projects(
    act: &mut Act<'_>,
    items: &mut Items,
    members: &HashMap<String, Member>,
    areas: &HashMap<String, AreaId>,
    projects: &[shape::Project],
) -> Result<HashMap<String, ProjectId>, Stop> {
    let here = act.select::<Project>(select_sql!(Project, "where business_id = $1 order by position, id"), &[])?;
    let last = here.iter().map(|project| project.position).max().unwrap_or(0);
    let here: HashMap<String, Project> = here.into_iter().map(|project| (project.key.clone(), project)).collect();
    let mut ids: HashMap<String, ProjectId> = here.iter().map(|(key, project)| (key.clone(), project.id)).collect();
    let (mut put, mut managed) = (Put::of(act, items)?, Vec::with_capacity(projects.len()));
    for (index, project) in projects.iter().enumerate() {
        let outcome = project.outcome.as_deref().unwrap_or(&project.name);
        let r01::Ends { end, outcome } = r01::judge(&project.name, Some(project.end), Some(outcome))?;
        let manager = match &project.manager {
            Some(key) => members.get(key).cloned().ok_or_else(|| Stop::NotFound(format!("member “{key}”")))?,
            None => act.owner()?,
        };
        let before = here.get(&project.key);
        let wish = Project {
            id: before.map_or_else(|| act.new_id::<ProjectId>(), |before| before.id),
            key: project.key.clone(),
            name: project.name.clone(),
            notes: before.and_then(|before| before.notes.clone()),
            state: State::Open.as_str().into(),
            outcome: Some(outcome),
            area_id: project.area.as_ref().and_then(|area| areas.get(area).copied()),
            manager_id: Some(manager.id),
            starts: project.start,
            ends: Some(end),
            weight: project.weight,
            budget_minutes: project.budget_hours.map(minutes),
            on_time_value: project.on_time_value,
            closed_at: None,
            // The file has no word for it: it stays as it is here, and is nothing that the file has said.
            tentative_since: before.filter(|_| !put.knows(&project.key)).and_then(|before| before.tentative_since),
            position: before.map_or_else(|| position(last, index), |before| before.position),
            version: before.map_or(1, |before| before.version),
        };
        ids.insert(project.key.clone(), wish.id);
        managed.push((manager, wish.clone()));
        items.mark("project", &project.key, put.put(before, wish));
    }
    put.finish(act, items)?;
    // The last first: of four projects, the fourth is the one too many.
    for (manager, project) in managed.iter().rev() {
        judge_manager(act, manager, project)?;
    }
    Ok(ids)
}

/// The appointments and who is there.
pub(super) fn appointments(
    act: &mut Act<'_>,
    items: &mut Items,
    members: &HashMap<String, Member>,
    appointments: &[shape::Appointment],
) -> Result<(), Stop> {
    let here = act.select::<Appointment>(select_sql!(Appointment, "where business_id = $1 order by id"), &[])?;
    let here: HashMap<String, Appointment> =
        here.into_iter().map(|appointment| (appointment.key.clone(), appointment)).collect();
    let mut there: HashMap<AppointmentId, Vec<Attendance>> = HashMap::new();
    for attendance in
        act.select::<Attendance>(select_sql!(Attendance, "where business_id = $1 order by position, id"), &[])?
    {
        there.entry(attendance.appointment_id).or_default().push(attendance);
    }
    let mut put = Put::of(act, items)?;
    let mut put_people = Put::of(act, items)?;
    for appointment in appointments {
        let before = here.get(&appointment.key);
        let id = before.map_or_else(|| act.new_id::<AppointmentId>(), |before| before.id);
        let wish = Appointment {
            id,
            key: appointment.key.clone(),
            name: appointment.name.clone(),
            starts_at: to_the_millisecond(appointment.start),
            ends_at: to_the_millisecond(appointment.end),
            place: before.and_then(|before| before.place.clone()),
            note: before.and_then(|before| before.note.clone()),
            version: before.map_or(1, |before| before.version),
        };
        items.mark("appointment", &appointment.key, put.put(before, wish));
        let mut wishes: Vec<Attendance> = Vec::with_capacity(appointment.people.len());
        for member in appointment.people.iter().filter_map(|key| members.get(key)) {
            if !wishes.iter().any(|wish| wish.member_id == member.id) {
                let attendance = act.new_id::<AttendanceId>();
                wishes.push(Attendance {
                    id: attendance,
                    appointment_id: id,
                    member_id: member.id,
                    position: position(0, wishes.len()),
                    consent: None,
                    version: 1,
                });
            }
        }
        let old = there.remove(&id).unwrap_or_default();
        let key = |who: &Attendance| format!("{}/{}", who.appointment_id, who.member_id);
        let fate = put_people.replace(&old, wishes, key, |old, new| Attendance {
            id: old.id,
            version: old.version,
            consent: old.consent,
            ..new
        });
        items.mark("appointment", &appointment.key, fate);
    }
    put.finish(act, items)?;
    put_people.finish(act, items)
}

/// The duties.
pub(super) fn duties(
    act: &mut Act<'_>,
    items: &mut Items,
    members: &HashMap<String, Member>,
    areas: &HashMap<String, AreaId>,
    projects: &HashMap<String, ProjectId>,
    duties: &[shape::Duty],
) -> Result<(), Stop> {
    let here = act.select::<Duty>(select_sql!(Duty, "where business_id = $1 order by position, id"), &[])?;
    let last = here.iter().map(|duty| duty.position).max().unwrap_or(0);
    let here: HashMap<String, Duty> = here.into_iter().map(|duty| (duty.key.clone(), duty)).collect();
    let mut put = Put::of(act, items)?;
    for (index, duty) in duties.iter().enumerate() {
        let before = here.get(&duty.key);
        let wish = Duty {
            id: before.map_or_else(|| act.new_id::<DutyId>(), |before| before.id),
            key: duty.key.clone(),
            name: duty.name.clone(),
            kind: duty.kind,
            minutes_per_week: minutes(duty.hours_per_week),
            area_id: duty.area.as_ref().and_then(|area| areas.get(area).copied()),
            project_id: duty.project.as_ref().and_then(|project| projects.get(project).copied()),
            member_id: duty.who.as_ref().and_then(|who| members.get(who)).map(|member| member.id),
            skill: duty.skill.clone(),
            energy: duty.energy,
            owner_has_skill: duty.owner_has_skill,
            hand_over: duty.hand_over,
            owner_has_time: duty.owner_has_time,
            position: before.map_or_else(|| position(last, index), |before| before.position),
            version: before.map_or(1, |before| before.version),
        };
        items.mark("duty", &duty.key, put.put(before, wish));
    }
    put.finish(act, items)
}
