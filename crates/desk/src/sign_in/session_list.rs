//! The sessions of somebody: on which browser, from where, when last; and ending them.

use jiff::Timestamp;
use righthand_domain::ids::UserId;
use righthand_store::{Error, Sql, identity_sql, values};

use super::{HANDLE_CHARS, secret, sessions};
use crate::Desk;

/// Sessions that are listed; nobody has more browsers, and all others can be ended at once.
const LISTED_MAX: i64 = 200;

/// One session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Names it in a list; opens nothing.
    pub handle: String,
    /// What the browser calls itself.
    pub agent: Option<String>,
    /// The address of the network from which it was last used.
    pub place: Option<String>,
    pub began: Timestamp,
    pub last_used: Timestamp,
    /// It ends here unless it is used before.
    pub ends: Timestamp,
    /// The one that asks.
    pub is_this: bool,
}

/// Every session of a user that goes on, latest used first. `session` is the secret of the one that asks.
pub fn sessions_of(desk: &Desk, user: UserId, session: &str) -> Result<Vec<Begun>, Error> {
    const LIST: &Sql = identity_sql!(
        "session.list",
        "select id_hash, agent, place, created_at, last_seen_at, expires_at from session \
         where user_id = $1 and expires_at > $2 order by last_seen_at desc, id_hash limit $3"
    );
    let (now, this) = (desk.clock.now(), secret::hash(session));
    desk.store.identity_read(move |identity| {
        identity.all(LIST, &values![user, now, LISTED_MAX], |row| {
            let hash: String = row.get(0)?;
            Ok(Begun {
                is_this: hash == this,
                handle: hash.chars().take(HANDLE_CHARS).collect(),
                agent: row.get(1)?,
                place: row.get(2)?,
                began: row.get(3)?,
                last_used: row.get(4)?,
                ends: row.get(5)?,
            })
        })
    })
}

/// Ends the session of that handle, if it is this user's. `false` if there is none (any more).
pub fn end_session_of(desk: &Desk, user: UserId, handle: &str) -> Result<bool, Error> {
    const END: &Sql =
        identity_sql!("session.end_one", "delete from session where user_id = $1 and substr(id_hash, 1, 16) = $2");
    let handle = handle.to_owned();
    desk.store.identity_write(move |identity| Ok(identity.run(END, &values![user, handle])? > 0))
}

/// Ends every session of a user but the one that asks. Returns how many there were.
pub fn end_other_sessions(desk: &Desk, user: UserId, session: &str) -> Result<u64, Error> {
    let this = secret::hash(session);
    desk.store.identity_write(move |identity| sessions::end_others(identity, user, &this))
}
