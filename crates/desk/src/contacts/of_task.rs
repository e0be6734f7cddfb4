//! View: for whom outside the team a task waits.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::ids::TaskId;
use righthand_store::{Sql, sql, values};
use serde::Serialize;

use crate::view::{NotSeen, View};

/// A contact for whom a task waits, or has waited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskWait {
    /// Key of the contact.
    pub contact: String,
    pub name: String,
    pub what: Option<String>,
    pub expected: Option<Date>,
    pub asked_at: Timestamp,
    pub delivered_at: Option<Timestamp>,
    /// Open, and nobody knows until when: no day was said, or it has gone by. The plan has no place for the task.
    pub unknown: bool,
}

/// For whom a task waits, what is open first.
pub(crate) fn of_task(view: &mut View<'_>, task: TaskId) -> Result<Vec<TaskWait>, NotSeen> {
    const OF_TASK: &Sql = sql!(
        "contact_wait.of_task",
        "select contact.key, contact.name, contact_wait.what, contact_wait.expected, contact_wait.asked_at, \
         contact_wait.delivered_at from contact_wait \
         join contact on contact.business_id = $1 and contact.id = contact_wait.contact_id \
         where contact_wait.business_id = $1 and contact_wait.task_id = $2 order by contact_wait.asked_at, contact_wait.id"
    );
    let today = view.today;
    let mut waits = view.tx.all(OF_TASK, &values![task], |row| {
        let (expected, delivered_at): (Option<Date>, Option<Timestamp>) = (row.get(3)?, row.get(5)?);
        Ok(TaskWait {
            contact: row.get(0)?,
            name: row.get(1)?,
            what: row.get(2)?,
            asked_at: row.get(4)?,
            unknown: delivered_at.is_none() && expected.is_none_or(|day| day < today),
            expected,
            delivered_at,
        })
    })?;
    waits.sort_by_key(|wait| wait.delivered_at.is_some());
    Ok(waits)
}

/// For whom the task of that key waits longest, and until when.
pub(crate) fn latest<'w>(waits: &'w [(String, String, Date)], task: &str) -> Option<(&'w str, Date)> {
    let of_task = waits.iter().filter(|(key, ..)| key == task);
    of_task.max_by_key(|(.., expected)| *expected).map(|(_, name, expected)| (name.as_str(), *expected))
}

/// What is open and has a day: key of the task, name of the contact, and the day.
pub(crate) fn expected(view: &mut View<'_>) -> Result<Vec<(String, String, Date)>, NotSeen> {
    const EXPECTED: &Sql = sql!(
        "contact_wait.expected",
        "select task.key, contact.name, contact_wait.expected from contact_wait \
         join task on task.business_id = $1 and task.id = contact_wait.task_id \
         join contact on contact.business_id = $1 and contact.id = contact_wait.contact_id \
         where contact_wait.business_id = $1 and contact_wait.delivered_at is null and contact_wait.expected is not null"
    );
    Ok(view.tx.all(EXPECTED, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
}
