//! Passwords: Argon2id (RFC 9106) with the library's recommended cost.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use righthand_domain::ids::UserId;
use righthand_store::{Identity, Sql, identity_sql, values};

use super::{Denied, attempts, secret, sessions};
use crate::Desk;

/// The shortest password (NIST SP 800-63B asks for 8 at least; more where it stands alone).
pub const PASSWORD_CHARS_MIN: usize = 10;
/// The longest: hashing has to end.
const PASSWORD_BYTES_MAX: usize = 1024;

/// Checks an address and a password, and begins a session. Returns its secret.
///
/// `place` is where the request came from, for throttling; `agent` what the browser calls itself.
pub fn sign_in(desk: &Desk, email: &str, password: &str, place: &str, agent: Option<&str>) -> Result<String, Denied> {
    let now = desk.clock.now();
    let (address, place) = (email.trim().to_lowercase(), place.to_owned());
    let counted = address.clone();
    desk.store.identity_write(move |identity| attempts::count(identity, &counted, &place, now))?;
    let asked = address.clone();
    let known = desk.store.identity_read(move |identity| known(identity, &asked))?;
    let user = verify(known, password).ok_or(Denied::Wrong)?;
    let agent = agent.map(ToOwned::to_owned);
    desk.store.identity_write(move |identity| {
        attempts::clear(identity, &address)?;
        sessions::begin(identity, user, now, agent.as_deref())
    })
}

/// Gives a user a password, or a new one.
pub fn set_password(desk: &Desk, user: UserId, password: &str) -> Result<(), Denied> {
    let hash = hash(password)?;
    desk.store.identity_write(move |identity| keep(identity, user, &hash))
}

/// Changes the password of somebody who is signed in by `session`. Whoever has one says it first; attempts are counted
/// as those to sign in are. Every other session of theirs ends: whoever got in with the old password is out.
pub fn change_password(
    desk: &Desk,
    user: UserId,
    session: &str,
    before: &str,
    after: &str,
    place: &str,
) -> Result<(), Denied> {
    let now = desk.clock.now();
    let (subject, place) = (user.to_string(), place.to_owned());
    let hash = hash(after)?;
    let kept = desk.store.identity_read(move |identity| hash_of(identity, user))?;
    if let Some(kept) = kept {
        let counted = subject.clone();
        desk.store.identity_write(move |identity| attempts::count(identity, &counted, &place, now))?;
        let wrong = || Denied::Invalid { field: "before", message: "this is not the password you have now".into() };
        verify(Some((user, kept)), before).ok_or_else(wrong)?;
    }
    let session = secret::hash(session);
    desk.store.identity_write(move |identity| {
        attempts::clear(identity, &subject)?;
        keep(identity, user, &hash)?;
        sessions::end_others(identity, user, &session).map(drop).map_err(Denied::from)
    })
}

fn hash_of(identity: &mut Identity, user: UserId) -> Result<Option<String>, Denied> {
    const KEPT: &Sql = identity_sql!(
        "user.password_of",
        "select password_hash from app_user where id = $1 and password_hash is not null"
    );
    Ok(identity.one(KEPT, &values![user], |row| row.get(0))?)
}

/// Keeps the hash of a user's password.
pub(super) fn keep(identity: &mut Identity, user: UserId, hash: &str) -> Result<(), Denied> {
    const SET: &Sql = identity_sql!("user.set_password", "update app_user set password_hash = $2 where id = $1");
    identity.run(SET, &values![user, hash])?;
    Ok(())
}

fn known(identity: &mut Identity, email: &str) -> Result<Option<(UserId, String)>, Denied> {
    const HASH: &Sql = identity_sql!(
        "user.password",
        "select id, password_hash from app_user where email = $1 and password_hash is not null"
    );
    Ok(identity.one(HASH, &values![email], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The user, if the password is theirs. An unknown address takes as long as a wrong password.
fn verify(known: Option<(UserId, String)>, password: &str) -> Option<UserId> {
    if password.len() > PASSWORD_BYTES_MAX {
        return None;
    }
    let Some((user, hash)) = known else {
        let _ = Argon2::default().hash_password(password.as_bytes());
        return None;
    };
    let hash = PasswordHash::new(&hash).ok()?;
    Argon2::default().verify_password(password.as_bytes(), &hash).ok().map(|()| user)
}

/// What is kept of a password.
pub(super) fn hash(password: &str) -> Result<String, Denied> {
    let length = password.chars().count();
    if length < PASSWORD_CHARS_MIN || password.len() > PASSWORD_BYTES_MAX {
        let message = format!("a password has at least {PASSWORD_CHARS_MIN} characters; this one has {length}");
        return Err(Denied::Invalid { field: "password", message });
    }
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Denied::Invalid { field: "password", message: error.to_string() })
}
