//! How it went with a mail: sent, tried again later, or given up.

use jiff::{SignedDuration, Timestamp};
use righthand_store::{Error, Sql, identity_sql, values};

use super::Outgoing;
use crate::Desk;

/// Pauses before the next attempt; after the last one a mail is given up. A day in all: a server that is away for
/// longer is somebody's to look at.
const PAUSES: [SignedDuration; 6] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(20),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(4),
    SignedDuration::from_hours(18),
];
/// What was sent is kept in the list for a month, without its words.
const SENT_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// What a server says is a line or two.
const FAULT_CHARS_MAX: usize = 300;

/// The server has taken it.
pub fn sent(desk: &Desk, mail: &Outgoing) -> Result<(), Error> {
    const SENT: &Sql = identity_sql!(
        "mail.sent",
        "update mail set state = 'sent', ended_at = $2, body = null, fault = null where id = $1 and state = 'sending'"
    );
    const FORGET: &Sql =
        identity_sql!("mail.forget", "delete from mail where state in ('sent', 'failed') and ended_at < $1");
    let (now, id) = (desk.clock.now(), mail.id.clone());
    desk.store.identity_write(move |identity| {
        identity.run(SENT, &values![id, now])?;
        identity.run(FORGET, &values![now.saturating_sub(SENT_KEPT).unwrap_or(now)]).map(drop)
    })
}

/// The server has not taken it. It is tried again later, unless it was refused `for_good` or tried often enough.
/// `true` if it is given up.
pub fn failed(desk: &Desk, mail: &Outgoing, why: &str, for_good: bool) -> Result<bool, Error> {
    const AGAIN: &Sql = identity_sql!(
        "mail.again",
        "update mail set state = 'waiting', next_at = $2, fault = $3 where id = $1 and state = 'sending'"
    );
    const GIVE_UP: &Sql = identity_sql!(
        "mail.give_up",
        "update mail set state = 'failed', ended_at = $2, fault = $3, body = null where id = $1 and state = 'sending'"
    );
    let now = desk.clock.now();
    let pause = usize::try_from(mail.attempts - 1).ok().and_then(|tried| PAUSES.get(tried)).filter(|_| !for_good);
    let (sql, at) = match pause {
        Some(pause) => (AGAIN, now.saturating_add(*pause).unwrap_or(Timestamp::MAX)),
        None => (GIVE_UP, now),
    };
    let (id, why): (_, String) = (mail.id.clone(), why.chars().take(FAULT_CHARS_MAX).collect());
    desk.store.identity_write(move |identity| identity.run(sql, &values![id, at, why]).map(drop))?;
    Ok(pause.is_none())
}

/// Forgets what waits, where no mail is sent: it must not go out when a server is named some day. How many they were.
pub fn discard_waiting(desk: &Desk) -> Result<u64, Error> {
    const DISCARD: &Sql = identity_sql!("mail.discard", "delete from mail where state = 'waiting'");
    desk.store.identity_write(|identity| identity.run(DISCARD, &[]))
}
