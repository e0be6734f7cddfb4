//! Founding: a business that an import makes, in the same transaction, so that a refused one leaves nothing.

use jiff::Timestamp;
use righthand_domain::ids::{BusinessId, MemberId};
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{Snapshot, Zone};
use righthand_store::{Error, Tx};
use uuid::Uuid;

use super::{ImportBoard, ImportFile};
use crate::command::{Actor, Command, Door, Outcome, Stop, Who};
use crate::records::{Business, Member};
use crate::sign_in;
use crate::{Desk, demonstration};

/// Why a demonstration is not there.
#[derive(Debug, thiserror::Error)]
pub enum NotLoaded {
    /// The business breaks a rule or is not well formed.
    #[error("the business was not taken in: {0:?}")]
    Refused(Box<Outcome>),
    #[error(transparent)]
    Broken(#[from] Error),
}

/// Makes the business `key` and brings a business file into it, as the operator. The file's first owner is its owner
/// until somebody claims the place; where the file names none, somebody called Owner.
pub fn found_for_file(desk: &Desk, key: &str, command: ImportFile) -> Result<(BusinessId, Outcome), Error> {
    let (name, zone, owner) = command.founding();
    found(
        desk,
        New {
            key: key.to_owned(),
            name: name.unwrap_or_else(|| key.to_owned()),
            zone: zone.unwrap_or_else(Zone::utc),
            owner,
        },
        command,
    )
}

/// Makes the business `key` in a zone and brings a board into it, as the operator. Its owner is somebody called Owner
/// until somebody claims the place.
pub fn found_for_board(
    desk: &Desk,
    key: &str,
    zone: Zone,
    command: ImportBoard,
) -> Result<(BusinessId, Outcome), Error> {
    found(desk, New { key: key.to_owned(), name: key.to_owned(), zone, owner: None }, command)
}

/// Makes the business `key` of a snapshot, with a user for everybody who has an address. One that is there stays as it is.
pub fn load_demonstration(desk: &Desk, key: &str, snapshot: Snapshot) -> Result<BusinessId, NotLoaded> {
    let wished = key.to_owned();
    let known = desk.store.identity_read(move |identity| sign_in::business_named(identity, &wished))?;
    if let Some(business) = known {
        return Ok(business);
    }
    let (business, outcome) =
        found_for_file(desk, key, ImportFile { beyond: demonstration::beyond(key), ..ImportFile::of(snapshot) })?;
    if !matches!(outcome, Outcome::Done(_)) {
        return Err(NotLoaded::Refused(Box::new(outcome)));
    }
    let now: Timestamp = desk.clock.now();
    desk.store.write(business, move |tx| sign_in::give_everybody_a_user(tx, now))?;
    Ok(business)
}

/// A business to be made.
struct New {
    key: String,
    name: String,
    zone: Zone,
    /// Key and name of whoever owns it.
    owner: Option<(String, String)>,
}

fn found<C: Command>(desk: &Desk, new: New, command: C) -> Result<(BusinessId, Outcome), Error> {
    let id = BusinessId(Uuid::now_v7());
    let actor = Actor { who: Who::Operator, business: id, door: Door::Cli };
    let outcome = desk.run_after(&actor, move |tx| new.make(tx, id), command)?;
    Ok((id, outcome))
}

impl New {
    fn make(self, tx: &mut Tx, id: BusinessId) -> Result<(), Stop> {
        if !crate::act::is_key(&self.key) {
            return Err(Stop::invalid(
                "/business",
                format!("“{}” is not a key: letters, digits and . _ / - from the second on, at most 80", self.key),
            ));
        }
        if !sign_in::enter_business(tx.identity(), id, &self.key, &self.name)? {
            return Err(Stop::invalid("/business", format!("there is a business “{}” already", self.key)));
        }
        let (key, name) = self.owner.unwrap_or_else(|| ("owner".into(), "Owner".into()));
        tx.insert(&Business::new(id, &self.key, &self.name, &self.zone))?;
        tx.insert(&Member::new(MemberId(Uuid::now_v7()), &key, &name, Role::Owner))?;
        Ok(())
    }
}
