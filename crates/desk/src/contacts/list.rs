//! View: the people outside the team, as far as somebody works with them.

use std::collections::HashSet;

use jiff::civil::Date;
use righthand_domain::ids::{ContactId, TaskId};
use righthand_domain::roles::{Grant, Permission};
use righthand_store::{Sql, select_sql, sql, values};
use serde::Serialize;

use crate::records::{Contact, ContactWait};
use crate::view::{NotSeen, View};

/// All that the list shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contacts {
    pub rows: Vec<ContactRow>,
    pub today: Date,
    pub can_keep: bool,
    /// All of them, not only those whom the reader works with.
    pub all: bool,
}

/// A contact in the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContactRow {
    pub key: String,
    pub name: String,
    pub kind: Option<String>,
    pub company: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Tasks that wait for them.
    pub waits: usize,
    /// The earliest day on which something should come.
    pub expected: Option<Date>,
}

/// Every contact for those who keep them; for a member those of their own work and appointments.
pub fn contacts(view: &mut View<'_>) -> Result<Contacts, NotSeen> {
    let known = known_to_me(view)?;
    let all = view.tx.select::<Contact>(select_sql!(Contact, "where business_id = $1 order by name, id"), &[])?;
    let select = select_sql!(ContactWait, "where business_id = $1 and delivered_at is null order by id");
    let waits = view.tx.select::<ContactWait>(select, &[])?;
    let rows = all.into_iter().filter(|contact| known.covers(contact.id)).map(|contact| {
        let of = || waits.iter().filter(|wait| wait.contact_id == contact.id && known.sees(wait.task_id));
        ContactRow {
            waits: of().count(),
            expected: of().filter_map(|wait| wait.expected).min(),
            key: contact.key,
            name: contact.name,
            kind: contact.kind,
            company: contact.company,
            email: contact.email,
            phone: contact.phone,
        }
    });
    Ok(Contacts {
        rows: rows.collect(),
        today: view.today,
        can_keep: view.may(Permission::KeepContacts) == Grant::Yes,
        all: known.contacts.is_none(),
    })
}

/// Whom the reader knows, and the tasks by which.
pub(super) struct Known {
    /// `None` for everybody.
    contacts: Option<HashSet<ContactId>>,
    /// `None` for every task.
    tasks: Option<HashSet<TaskId>>,
}

impl Known {
    pub(super) fn covers(&self, contact: ContactId) -> bool {
        self.contacts.as_ref().is_none_or(|known| known.contains(&contact))
    }

    /// Can the reader look at that task?
    pub(super) fn sees(&self, task: TaskId) -> bool {
        self.tasks.as_ref().is_none_or(|tasks| tasks.contains(&task))
    }
}

/// Who runs the business knows everybody and every task; who manages projects everybody, and the tasks of their projects;
/// a member whom their own tasks wait for and who is at their appointments.
pub(super) fn known_to_me(view: &mut View<'_>) -> Result<Known, NotSeen> {
    const MANAGED: &Sql = sql!(
        "contact_wait.managed",
        "select distinct contact_wait.task_id from contact_wait \
         join task on task.business_id = $1 and task.id = contact_wait.task_id \
         join project on project.business_id = $1 and project.id = task.project_id \
         where contact_wait.business_id = $1 and project.manager_id = $2"
    );
    const OWN: &Sql = sql!(
        "contact_wait.own",
        "select contact_wait.task_id, contact_wait.contact_id from contact_wait \
         join assignment on assignment.business_id = $1 and assignment.task_id = contact_wait.task_id \
         where contact_wait.business_id = $1 and assignment.member_id = $2"
    );
    const MET: &Sql = sql!(
        "appointment_guest.met",
        "select appointment_guest.contact_id from appointment_guest \
         join attendance on attendance.business_id = $1 and attendance.appointment_id = appointment_guest.appointment_id \
         where appointment_guest.business_id = $1 and attendance.member_id = $2"
    );
    let me = view.me.id;
    let own: Vec<(TaskId, ContactId)> = view.tx.all(OWN, &values![me], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let own_tasks = own.iter().map(|(task, _)| *task);
    match view.may(Permission::SeeContacts) {
        Grant::No => view.need(Permission::SeeContacts).map(|()| Known { contacts: None, tasks: None }),
        Grant::Yes if view.may(Permission::SeeBusiness) == Grant::Yes => Ok(Known { contacts: None, tasks: None }),
        Grant::Yes => {
            let managed: Vec<TaskId> = view.tx.all(MANAGED, &values![me], |row| row.get(0))?;
            Ok(Known { contacts: None, tasks: Some(managed.into_iter().chain(own_tasks).collect()) })
        }
        _ => {
            let met: Vec<ContactId> = view.tx.all(MET, &values![me], |row| row.get(0))?;
            let contacts = own.iter().map(|(_, contact)| *contact).chain(met).collect();
            Ok(Known { contacts: Some(contacts), tasks: Some(own_tasks.collect()) })
        }
    }
}
