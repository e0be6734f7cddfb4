//! Adds, changes and removes people outside the team.

use righthand_domain::ids::ContactId;
use righthand_domain::roles::Permission;
use righthand_domain::words::count;
use righthand_store::{Sql, sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{TAKEN_KEYS, contact};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::input::{NAME_CHARS_MAX, Patch, TEXT_CHARS_MAX, filled};
use crate::records::Contact;
use crate::team::email;

/// Characters of a telephone number: the longest of E.164 with signs, spaces and an extension.
pub(crate) const PHONE_CHARS_MAX: usize = 40;

/// Adds a person outside the team: a podcast guest, a sponsor, the accountant.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddContact {
    pub name: String,
    /// What they are to the business: podcast guest, sponsor, accountant.
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub company: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub note: Option<String>,
    /// The contact's own key; made from the name where absent.
    #[serde(default)]
    pub key: Option<String>,
}

impl Command for AddContact {
    const NAME: &'static str = "add_contact";
    const SUMMARY: &'static str = "Add a person outside the team";
    const NEEDS: Permission = Permission::KeepContacts;
    const REST: Rest = Rest(Method::Post, "/contacts");
    const PAGE: &'static str = "/contacts/new";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let name = crate::projects::name(&self.name)?;
        let contact = Contact {
            id: act.new_id::<ContactId>(),
            key: act.free_key(self.key.as_deref(), &name, "contact", TAKEN_KEYS)?,
            name,
            kind: line("/kind", self.kind.as_deref(), NAME_CHARS_MAX)?,
            company: line("/company", self.company.as_deref(), NAME_CHARS_MAX)?,
            email: self.email.as_deref().map(email).transpose()?.flatten(),
            phone: line("/phone", self.phone.as_deref(), PHONE_CHARS_MAX)?,
            note: line("/note", self.note.as_deref(), TEXT_CHARS_MAX)?,
            version: 1,
        };
        act.insert(&contact)?;
        Ok(Said::about(format!("{} added to the contacts", contact.name), &contact.key, contact.version))
    }
}

/// Changes what is named; what is not named stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeContact {
    /// Key of the contact.
    pub contact: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub kind: Patch<String>,
    #[serde(default)]
    pub company: Patch<String>,
    #[serde(default)]
    pub email: Patch<String>,
    #[serde(default)]
    pub phone: Patch<String>,
    #[serde(default)]
    pub note: Patch<String>,
    /// The version seen; a newer one is a conflict.
    #[serde(default)]
    pub version: Option<i64>,
}

impl Command for ChangeContact {
    const NAME: &'static str = "change_contact";
    const SUMMARY: &'static str = "Change a contact's name, kind, company, addresses or note";
    const NEEDS: Permission = Permission::KeepContacts;
    const REST: Rest = Rest(Method::Patch, "/contacts/{contact}");
    const PAGE: &'static str = "/contacts/{contact}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let before = contact(act, &self.contact)?;
        let keep = |pointer: &str, patch: &Patch<String>, now: &Option<String>, most: usize| {
            line(pointer, patch.clone().or(now.clone()).as_deref(), most)
        };
        let after = Contact {
            name: self.name.as_deref().map_or(Ok(before.name.clone()), crate::projects::name)?,
            kind: keep("/kind", &self.kind, &before.kind, NAME_CHARS_MAX)?,
            company: keep("/company", &self.company, &before.company, NAME_CHARS_MAX)?,
            email: match &self.email {
                Patch::Keep => before.email.clone(),
                Patch::Clear => None,
                Patch::Set(text) => email(text)?,
            },
            phone: keep("/phone", &self.phone, &before.phone, PHONE_CHARS_MAX)?,
            note: keep("/note", &self.note, &before.note, TEXT_CHARS_MAX)?,
            ..before.clone()
        };
        let version = act.update(&before, &after, self.version)?;
        Ok(Said::about(format!("{} changed", after.name), &after.key, version))
    }
}

/// Removes a contact for whom nothing waits and who is at no appointment.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveContact {
    /// Key of the contact.
    pub contact: String,
}

impl Command for RemoveContact {
    const NAME: &'static str = "remove_contact";
    const SUMMARY: &'static str = "Remove a person outside the team";
    const NEEDS: Permission = Permission::KeepContacts;
    const REST: Rest = Rest(Method::Delete, "/contacts/{contact}");
    const PAGE: &'static str = "/contacts/{contact}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        const WAITS: &Sql =
            sql!("contact.waits", "select count(*) from contact_wait where business_id = $1 and contact_id = $2");
        const APPOINTMENTS: &Sql = sql!(
            "contact.appointments",
            "select count(*) from appointment_guest where business_id = $1 and contact_id = $2"
        );
        let contact = contact(act, &self.contact)?;
        let waits: i64 = act.tx.one(WAITS, &values![contact.id], |row| row.get(0))?.unwrap_or(0);
        let appointments: i64 = act.tx.one(APPOINTMENTS, &values![contact.id], |row| row.get(0))?.unwrap_or(0);
        if waits + appointments > 0 {
            let number = |n: i64, one, many| count(usize::try_from(n).unwrap_or(usize::MAX), one, many);
            return Err(Stop::invalid(
                "/contact",
                format!(
                    "{} is named by {} and {}; end the waiting and change the appointments first",
                    contact.name,
                    number(waits, "task", "tasks"),
                    number(appointments, "appointment", "appointments")
                ),
            ));
        }
        act.delete(&contact)?;
        Ok(Said::new(format!("{} removed from the contacts", contact.name)))
    }
}

/// A text that may be left out, without spaces around it, or the fault.
pub(crate) fn line(pointer: &str, text: Option<&str>, chars_max: usize) -> Result<Option<String>, Stop> {
    let Some(text) = filled(text) else { return Ok(None) };
    if text.chars().count() > chars_max {
        return Err(Stop::invalid(pointer, format!("it has at most {chars_max} characters")));
    }
    Ok(Some(text.to_owned()))
}
