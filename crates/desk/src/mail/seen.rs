//! What is seen of the queue: numbers for whoever watches, what was given up on Settings, all of it in the outbox.

use jiff::Timestamp;
use righthand_domain::roles::{Grant, Permission};
use righthand_store::{Error, Sql, identity_sql, values};
use serde::Serialize;

use super::Body;
use crate::Desk;
use crate::view::{NotSeen, View};

/// Mails by how far they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// In the queue, or just being sent.
    pub waiting: i64,
    /// Within the last month.
    pub sent: i64,
    /// Given up within the last month.
    pub failed: i64,
}

/// How many mails wait, were sent, were given up.
pub fn counts(desk: &Desk) -> Result<Counts, Error> {
    const COUNTS: &Sql = identity_sql!("mail.counts", "select state, count(*) from mail group by state order by state");
    desk.store.identity_read(|identity| {
        let rows = identity.all(COUNTS, &[], |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)?)))?;
        let number = |states: &[&str]| -> i64 {
            rows.iter().filter(|(state, _)| states.contains(&state.as_str())).map(|(_, number)| number).sum()
        };
        Ok(Counts { waiting: number(&["waiting", "sending"]), sent: number(&["sent"]), failed: number(&["failed"]) })
    })
}

/// A mail that did not arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GivenUp {
    pub to: String,
    pub subject: String,
    pub at: Timestamp,
    /// What the server said.
    pub fault: String,
}

/// The latest mails of the business that were given up, for whoever manages the team.
pub fn given_up(view: &mut View<'_>) -> Result<Vec<GivenUp>, NotSeen> {
    const GIVEN_UP: &Sql = identity_sql!(
        "mail.given_up",
        "select to_address, subject, ended_at, fault from mail \
         where desk_id = $1 and state = 'failed' and ended_at is not null order by created_at desc, id limit 20"
    );
    if view.may(Permission::ManageTeam) != Grant::Yes {
        return Ok(Vec::new());
    }
    let business = view.tx.business().to_string();
    let rows = view.tx.identity().all(GIVEN_UP, &values![business], |row| {
        let fault: Option<String> = row.get(3)?;
        Ok(GivenUp { to: row.get(0)?, subject: row.get(1)?, at: row.get(2)?, fault: fault.unwrap_or_default() })
    })?;
    Ok(rows)
}

/// A mail in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub to: String,
    pub subject: String,
    pub at: Timestamp,
    pub body: Body,
}

/// The latest hundred mails of the outbox, latest first.
pub fn outbox(desk: &Desk) -> Result<Vec<Kept>, Error> {
    const OUTBOX: &Sql = identity_sql!(
        "mail.outbox",
        "select to_address, subject, created_at, body from mail where state = 'waiting' \
         order by created_at desc, id desc limit 100"
    );
    desk.store.identity_read(|identity| {
        identity.all(OUTBOX, &[], |row| {
            let body: Option<String> = row.get(3)?;
            let body = body.and_then(|body| serde_json::from_str(&body).ok()).unwrap_or_else(Body::lost);
            Ok(Kept { to: row.get(0)?, subject: row.get(1)?, at: row.get(2)?, body })
        })
    })
}
