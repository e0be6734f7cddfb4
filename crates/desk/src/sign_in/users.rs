//! Users, and the directory of businesses.

use jiff::Timestamp;
use righthand_domain::ids::{BusinessId, UserId};
use righthand_store::{Error, Identity, Sql, identity_sql, values};

/// Makes a user. `false` if there is one of that address.
pub(crate) fn make_user(
    identity: &mut Identity,
    id: UserId,
    email: Option<&str>,
    name: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    const MAKE: &Sql = identity_sql!(
        "user.make",
        "insert into app_user (id, email, name, created_at) values ($1, $2, $3, $4) on conflict (email) do nothing"
    );
    Ok(identity.run(MAKE, &values![id, email.map(|email| email.trim().to_lowercase()), name, now])? == 1)
}

/// The user of an address.
pub fn user_named(identity: &mut Identity, email: &str) -> Result<Option<UserId>, Error> {
    const FIND: &Sql = identity_sql!("user.by_email", "select id from app_user where email = $1");
    identity.one(FIND, &values![email.trim().to_lowercase()], |row| row.get(0))
}

/// Enters a business into the directory. `false` if the key is taken.
pub(crate) fn enter_business(identity: &mut Identity, id: BusinessId, key: &str, name: &str) -> Result<bool, Error> {
    const ENTER: &Sql = identity_sql!(
        "business_directory.enter",
        "insert into business_directory (id, key, name) values ($1, $2, $3) on conflict (key) do nothing"
    );
    Ok(identity.run(ENTER, &values![id, key, name])? == 1)
}

/// The business of that key.
pub fn business_named(identity: &mut Identity, key: &str) -> Result<Option<BusinessId>, Error> {
    const FIND: &Sql = identity_sql!("business_directory.by_key", "select id from business_directory where key = $1");
    identity.one(FIND, &values![key], |row| row.get(0))
}

/// Every business: for the operator and the planner, never for a page.
pub fn businesses(identity: &mut Identity) -> Result<Vec<(BusinessId, String, String)>, Error> {
    const ALL: &Sql = identity_sql!(
        "business_directory.all",
        "select id, key, name from business_directory order by key limit 100000"
    );
    identity.all(ALL, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Keeps the directory's name of a business as the business has it.
pub fn rename_business(identity: &mut Identity, id: impl Into<BusinessId>, name: &str) -> Result<(), Error> {
    const RENAME: &Sql =
        identity_sql!("business_directory.rename", "update business_directory set name = $2 where id = $1");
    identity.run(RENAME, &values![id.into(), name]).map(drop)
}

/// The business of that key, for a door that has only its address.
pub fn find_business(desk: &crate::Desk, key: &str) -> Result<Option<BusinessId>, Error> {
    let key = key.to_owned();
    desk.store.identity_read(move |identity| business_named(identity, &key))
}

/// The user of an address, for whoever runs the program.
pub fn find_user(desk: &crate::Desk, email: &str) -> Result<Option<UserId>, Error> {
    let email = email.to_owned();
    desk.store.identity_read(move |identity| user_named(identity, &email))
}
