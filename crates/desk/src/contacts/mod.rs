//! Contacts: people outside the team, and what tasks wait for from them.

mod contact;
pub mod list;
pub mod of_task;
pub mod one;
mod wait;

pub(crate) use contact::PHONE_CHARS_MAX;
pub(crate) use contact::line;
pub use contact::{AddContact, ChangeContact, RemoveContact};
pub use wait::{ContactDelivered, StopWaiting, WaitForContact};

use righthand_store::{Sql, select_sql, sql};

use crate::act::Act;
use crate::command::Stop;
use crate::records::Contact;

/// Keys of contacts that begin like this.
const TAKEN_KEYS: &Sql = sql!("contact.keys_like", "select key from contact where business_id = $1 and key like $2");

/// The contact of that key.
pub(crate) fn contact(act: &mut Act<'_>, key: &str) -> Result<Contact, Stop> {
    act.by_key(select_sql!(Contact, "where business_id = $1 and key = $2"), key, "contact")
}
