//! Harbour Clay beside somebody's own business: theirs alone to look at and try things out in, and removed as one.

use righthand_domain::ids::{BusinessId, UserId};
use righthand_domain::roles::Role;
use righthand_store::{Error, Identity, Sql, identity_sql, select_sql, values};

use super::harbour_clay;
use crate::Desk;
use crate::command::Outcome;
use crate::import::{ImportFile, NotLoaded, found_for_file};
use crate::records::Member;
use crate::sign_in::{self, belong};

/// Its name: nobody takes it for their own.
const NAME: &str = "Harbour Clay (demonstration)";
/// Its key, with a number behind it where others look at one too.
const KEY: &str = "demonstration";

/// Loads the demonstration for a user, who becomes its owner, and answers its key; the one they have already, if they
/// have one. It is told around the present moment.
pub fn load_beside(desk: &Desk, user: UserId) -> Result<String, NotLoaded> {
    if let Some((_, key)) = desk.store.identity_read(move |identity| of_user(identity, user))? {
        return Ok(key);
    }
    let key = free_key(desk)?;
    let mut snapshot = harbour_clay(desk.clock.now());
    snapshot.business.name = NAME.into();
    let (business, outcome) = found_for_file(desk, &key, ImportFile::of(snapshot))?;
    if !matches!(outcome, Outcome::Done(_)) {
        return Err(NotLoaded::Refused(Box::new(outcome)));
    }
    desk.store.write(business, move |tx| {
        let owners = select_sql!(Member, "where business_id = $1 and role = $2 order by position, id limit 1");
        let owner = tx.select::<Member>(owners, &values![Role::Owner])?.into_iter().next();
        if let Some(before) = owner {
            tx.update(&Member { user_id: Some(user), ..before.clone() }, before.version)?;
        }
        belong(tx.identity(), user, business)?;
        mark(tx.identity(), user, business)
    })?;
    Ok(key)
}

/// Removes the demonstration of a user with everything in it. `false` if they have none.
pub fn remove_beside(desk: &Desk, user: UserId) -> Result<bool, Error> {
    const LEAVE: &Sql = identity_sql!("business_directory.leave", "delete from business_directory where id = $1");
    let Some((business, _)) = desk.store.identity_read(move |identity| of_user(identity, user))? else {
        return Ok(false);
    };
    desk.store.write(business, move |tx| {
        tx.forget_business()?;
        tx.identity().run(LEAVE, &values![business]).map(|left| left > 0)
    })
}

fn of_user(identity: &mut Identity, user: UserId) -> Result<Option<(BusinessId, String)>, Error> {
    const FIND: &Sql = identity_sql!(
        "business_directory.demonstration",
        "select id, key from business_directory where demonstrates = $1"
    );
    identity.one(FIND, &values![user], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn mark(identity: &mut Identity, user: UserId, business: BusinessId) -> Result<(), Error> {
    const MARK: &Sql =
        identity_sql!("business_directory.mark", "update business_directory set demonstrates = $2 where id = $1");
    identity.run(MARK, &values![business, user]).map(drop)
}

fn free_key(desk: &Desk) -> Result<String, Error> {
    let mut key = KEY.to_owned();
    let mut n = 2_u32;
    while sign_in::find_business(desk, &key)?.is_some() {
        key = format!("{KEY}-{n}");
        n += 1;
    }
    Ok(key)
}
