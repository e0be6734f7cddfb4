//! Attempts to sign in are counted, so that guessing is slow.

use jiff::{SignedDuration, Timestamp};
use righthand_store::{Identity, Sql, identity_sql, values};

use super::{Denied, secret};

/// Attempts are counted over this time.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Wrong passwords for one address: more than anybody mistypes.
const PER_ADDRESS_MAX: i64 = 8;
/// Wrong passwords from one place: an office behind one address, not a guesser.
const PER_PLACE_MAX: i64 = 40;

/// Stops where too many attempts failed; else counts this one.
pub(super) fn count(identity: &mut Identity, address: &str, place: &str, now: Timestamp) -> Result<(), Denied> {
    const FORGET: &Sql = identity_sql!("sign_in_attempt.forget", "delete from sign_in_attempt where at < $1");
    const COUNT: &Sql =
        identity_sql!("sign_in_attempt.count", "select count(*) from sign_in_attempt where subject = $1 and at >= $2");
    const ADD: &Sql = identity_sql!("sign_in_attempt.add", "insert into sign_in_attempt (subject, at) values ($1, $2)");
    let since = now.saturating_sub(WINDOW).unwrap_or(now);
    identity.run(FORGET, &values![since])?;
    for (subject, limit) in [(subject("address", address), PER_ADDRESS_MAX), (subject("place", place), PER_PLACE_MAX)] {
        let made: i64 = identity.one(COUNT, &values![&subject, since], |row| row.get(0))?.unwrap_or(0);
        if made >= limit {
            return Err(Denied::TooMany(WINDOW.as_mins()));
        }
        identity.run(ADD, &values![&subject, now])?;
    }
    Ok(())
}

/// A success clears what was counted for the address.
pub(super) fn clear(identity: &mut Identity, address: &str) -> Result<(), Denied> {
    const CLEAR: &Sql = identity_sql!("sign_in_attempt.clear", "delete from sign_in_attempt where subject = $1");
    identity.run(CLEAR, &values![subject("address", address)])?;
    Ok(())
}

/// Addresses are kept as hashes: the table of attempts tells nobody who has an account.
fn subject(kind: &str, text: &str) -> String {
    secret::hash(&format!("{kind}:{}", text.trim().to_lowercase()))
}
