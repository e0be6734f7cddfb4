//! One-time links: how somebody gets in without a password.

use jiff::{SignedDuration, Timestamp};
use righthand_domain::ids::UserId;
use righthand_store::{Identity, Sql, identity_sql, values};

use super::{Denied, secret, sessions, user_named};
use crate::Desk;

/// A link that somebody asked for themselves.
pub const LINK_LASTS: SignedDuration = SignedDuration::from_mins(10);
/// A link that is handed to somebody else, who reads it later.
pub const HANDED_LINK_LASTS: SignedDuration = SignedDuration::from_hours(72);

/// Makes a link and returns its secret.
///
/// A `direct` link signs in as soon as it is opened: only for one that goes from a terminal to the browser beside it.
pub(crate) fn new_link(
    identity: &mut Identity,
    user: UserId,
    now: Timestamp,
    lasts: SignedDuration,
    direct: bool,
) -> Result<String, righthand_store::Error> {
    const FORGET: &Sql = identity_sql!("sign_in_link.forget", "delete from sign_in_link where expires_at < $1");
    const MAKE: &Sql = identity_sql!(
        "sign_in_link.make",
        "insert into sign_in_link (id_hash, user_id, expires_at, direct) values ($1, $2, $3, $4)"
    );
    let token = secret::new()?;
    identity.run(FORGET, &values![now])?;
    identity.run(MAKE, &values![secret::hash(&token), user, now.saturating_add(lasts).unwrap_or(now), direct])?;
    Ok(token)
}

/// A direct link for the user of an address, for whoever runs the program; `None` if there is no such user.
pub fn link_for(desk: &Desk, email: &str, lasts: SignedDuration) -> Result<Option<String>, righthand_store::Error> {
    links_for(desk, vec![email.to_owned()], lasts).map(|links| links.into_iter().next().flatten())
}

/// As [`link_for`], for many at once.
pub fn links_for(
    desk: &Desk,
    emails: Vec<String>,
    lasts: SignedDuration,
) -> Result<Vec<Option<String>>, righthand_store::Error> {
    let now = desk.clock.now();
    desk.store.identity_write(move |identity| {
        let link = |email: String| match user_named(identity, &email)? {
            Some(user) => new_link(identity, user, now, lasts, true).map(Some),
            None => Ok(None),
        };
        emails.into_iter().map(link).collect()
    })
}

/// Whom a link signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkHolder {
    pub name: String,
    /// Opening it is enough.
    pub direct: bool,
}

/// Whom a link signs in, without using it; `None` if it has been used or is too old.
pub fn link_holder(desk: &Desk, token: &str) -> Result<Option<LinkHolder>, righthand_store::Error> {
    const HOLDER: &Sql = identity_sql!(
        "sign_in_link.holder",
        "select app_user.name, sign_in_link.direct from sign_in_link join app_user on app_user.id = sign_in_link.user_id \
         where sign_in_link.id_hash = $1 and sign_in_link.used_at is null and sign_in_link.expires_at > $2"
    );
    let (now, hash) = (desk.clock.now(), secret::hash(token));
    desk.store.identity_read(move |identity| {
        identity.one(HOLDER, &values![hash, now], |row| Ok(LinkHolder { name: row.get(0)?, direct: row.get(1)? }))
    })
}

/// Uses a link: it works once. Begins a session and returns its secret.
pub fn use_link(desk: &Desk, token: &str, agent: Option<&str>) -> Result<String, Denied> {
    const USE: &Sql = identity_sql!(
        "sign_in_link.use",
        "update sign_in_link set used_at = $2 where id_hash = $1 and used_at is null and expires_at > $2 returning user_id"
    );
    let (now, hash, agent) = (desk.clock.now(), secret::hash(token), agent.map(ToOwned::to_owned));
    desk.store.identity_write(move |identity| {
        let user = identity.one(USE, &values![hash, now], |row| row.get::<UserId>(0))?.ok_or(Denied::Link)?;
        sessions::begin(identity, user, now, agent.as_deref())
    })
}
