//! Taking mails out of the queue, to be sent.

use jiff::{SignedDuration, Timestamp};
use righthand_store::{Error, Sql, identity_sql, values};

use super::Body;
use crate::Desk;

/// A mail that is being sent by whoever took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub id: String,
    pub to: String,
    pub subject: String,
    pub body: Body,
    /// This one counted.
    pub attempts: i64,
}

/// Handing over a mail takes seconds. One that takes longer than this was taken by a program that has ended.
const SENDING_LASTS: SignedDuration = SignedDuration::from_mins(10);

/// Takes up to `at_most` mails whose time has come. Nobody else gets them; say of each how it went.
///
/// One whose sender ended half-way is given up: it may have arrived, and nothing is mailed twice.
pub fn take(desk: &Desk, at_most: i64) -> Result<Vec<Outgoing>, Error> {
    const LOST: &Sql = identity_sql!(
        "mail.lost",
        "update mail set state = 'failed', ended_at = $1, body = null, \
         fault = 'the program ended while it was handed over; it may have arrived' \
         where state = 'sending' and next_at <= $1"
    );
    const TAKE: &Sql = identity_sql!(
        "mail.take",
        "update mail set state = 'sending', attempts = attempts + 1, next_at = $2 \
         where state = 'waiting' and next_at <= $1 and id in \
         (select id from mail where state = 'waiting' and next_at <= $1 order by next_at, id limit $3) \
         returning id, to_address, subject, body, attempts"
    );
    let now = desk.clock.now();
    let until = now.saturating_add(SENDING_LASTS).unwrap_or(Timestamp::MAX);
    desk.store.identity_write(move |identity| {
        identity.run(LOST, &values![now])?;
        identity.all(TAKE, &values![now, until, at_most], |row| {
            let body: Option<String> = row.get(3)?;
            let body = body.and_then(|body| serde_json::from_str(&body).ok()).unwrap_or_else(Body::lost);
            Ok(Outgoing { id: row.get(0)?, to: row.get(1)?, subject: row.get(2)?, body, attempts: row.get(4)? })
        })
    })
}

impl Body {
    /// In place of one that cannot be read.
    pub(super) fn lost() -> Self {
        Self {
            hello: String::new(),
            lines: vec!["This mail could not be read any more.".into()],
            action: ("Open the desk".into(), "/".into()),
            ending: String::new(),
        }
    }
}
