//! A task waits for somebody outside the team: until a day, until nobody knows when, or no longer.

use righthand_domain::ids::ContactWaitId;
use righthand_domain::roles::Permission;
use righthand_store::{select_sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{contact, line};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{Day, NAME_CHARS_MAX, Patch};
use crate::records::{Contact, ContactWait, Task};

/// Says that a task waits for a contact, or changes what for and until when. The plan begins the task no earlier than the
/// expected day; without a day, or once it has gone by, the task has no place in the plan.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WaitForContact {
    /// Key of the task.
    pub task: String,
    /// Key of the contact.
    pub contact: String,
    /// What they hand in: the signed release.
    #[serde(default)]
    pub what: Patch<String>,
    /// The day on which it should come; left out where nobody knows.
    #[serde(default)]
    pub expected: Patch<Day>,
}

impl Command for WaitForContact {
    const NAME: &'static str = "wait_for_contact";
    const SUMMARY: &'static str = "Say that a task waits for somebody outside the team";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Put, "/tasks/{task}/contacts/{contact}");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let task = act.task(&self.task)?;
        act.reach_task(&task, Self::NEEDS)?;
        let contact = contact(act, &self.contact)?;
        let before = find(act, &task, &contact)?;
        let what = self.what.clone().or(before.as_ref().and_then(|wait| wait.what.clone()));
        let what = line("/what", what.as_deref(), NAME_CHARS_MAX)?;
        let open = before.as_ref().filter(|wait| wait.delivered_at.is_none());
        let expected = self.expected.map(|day| day.0).or(open.and_then(|wait| wait.expected));
        let said = format!("{} waits for {}", task.name, contact.name);
        match before {
            // Asked anew where it had come: the day of asking is that of the new wait.
            Some(before) => {
                let asked_at = if before.delivered_at.is_some() { act.now } else { before.asked_at };
                let after = ContactWait { what, asked_at, expected, delivered_at: None, ..before.clone() };
                act.update(&before, &after, None)?;
            }
            None => {
                let id = act.new_id::<ContactWaitId>();
                act.insert(&ContactWait {
                    id,
                    task_id: task.id,
                    contact_id: contact.id,
                    what,
                    asked_at: act.now,
                    expected,
                    delivered_at: None,
                    version: 1,
                })?;
            }
        }
        Ok(Said::about(said, &task.key, task.version))
    }
}

/// Says that what a task waited for has come.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactDelivered {
    /// Key of the task.
    pub task: String,
    /// Key of the contact.
    pub contact: String,
}

impl Command for ContactDelivered {
    const NAME: &'static str = "contact_delivered";
    const SUMMARY: &'static str = "Say that what a task waited for from outside has come";
    const NEEDS: Permission = Permission::FinishWork;
    const REST: Rest = Rest(Method::Put, "/tasks/{task}/contacts/{contact}/delivery");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (task, contact, wait) = known(act, &self.task, &self.contact, Self::NEEDS)?;
        let delivered_at = wait.delivered_at.or(Some(act.now));
        act.update(&wait, &ContactWait { delivered_at, ..wait.clone() }, None)?;
        Ok(Said::about(format!("{} waits for {} no longer", task.name, contact.name), &task.key, task.version))
    }
}

/// Takes back that a task waits for a contact.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StopWaiting {
    /// Key of the task.
    pub task: String,
    /// Key of the contact.
    pub contact: String,
}

impl Command for StopWaiting {
    const NAME: &'static str = "stop_waiting";
    const SUMMARY: &'static str = "Take back that a task waits for somebody outside the team";
    const NEEDS: Permission = Permission::BreakDown;
    const REST: Rest = Rest(Method::Delete, "/tasks/{task}/contacts/{contact}");
    const PAGE: &'static str = "/tasks/{task}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let (task, contact, wait) = known(act, &self.task, &self.contact, Self::NEEDS)?;
        act.delete(&wait)?;
        Ok(Said::about(format!("{} does not wait for {}", task.name, contact.name), &task.key, task.version))
    }
}

fn find(act: &mut Act<'_>, task: &Task, contact: &Contact) -> Result<Option<ContactWait>, Stop> {
    let select = select_sql!(ContactWait, "where business_id = $1 and task_id = $2 and contact_id = $3");
    Ok(act.select::<ContactWait>(select, &values![task.id, contact.id])?.into_iter().next())
}

fn known(
    act: &mut Act<'_>,
    task: &str,
    key: &str,
    permission: Permission,
) -> Result<(Task, Contact, ContactWait), Stop> {
    let task = act.task(task)?;
    act.reach_task(&task, permission)?;
    let contact = contact(act, key)?;
    let wait = find(act, &task, &contact)?
        .ok_or_else(|| Stop::NotFound(format!("wait of “{}” for {}", task.name, contact.name)))?;
    Ok((task, contact, wait))
}
