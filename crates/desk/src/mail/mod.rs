//! Mail: what goes out, through one queue in the database, so that it survives a restart and is never sent twice.
//!
//! A command or a door puts a mail into the queue in its own transaction. Whoever runs the desk takes it out again,
//! hands it to a server, and says how that went.

mod ended;
mod outgoing;
mod seen;

use jiff::Timestamp;
use righthand_domain::ids::BusinessId;
use righthand_store::{Error, Identity, Sql, identity_sql, values};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use ended::{discard_waiting, failed, sent};
pub use outgoing::{Outgoing, take};
pub use seen::{Counts, GivenUp, Kept, counts, given_up, outbox};

/// How mail leaves this desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mailing {
    /// Nowhere: links are shown to whoever makes them.
    #[default]
    Off,
    /// It stays, to be looked at on `/dev/mail`: for trying out on one's own machine.
    Outbox,
    /// By a server.
    Server,
}

/// A mail as it is written; text and HTML are made of it where it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// What it is about; a second mail of the same key is not sent.
    pub once_key: String,
    pub business: Option<BusinessId>,
    pub to: String,
    pub subject: String,
    pub body: Body,
}

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Whom it greets; empty for nobody in particular.
    pub hello: String,
    pub lines: Vec<String>,
    /// What there is to do, and the path of the desk at which it is done.
    pub action: (String, String),
    /// What stands below.
    pub ending: String,
}

/// Mails that wait at once: far beyond what a desk writes in a day, so that a fault cannot fill the disk.
const WAITING_MAX: i64 = 10_000;

/// Puts a mail into the queue. `false` if there was one of its key, or if too many wait.
pub(crate) fn post(identity: &mut Identity, mail: &Mail, now: Timestamp) -> Result<bool, Error> {
    const WAITING: &Sql = identity_sql!("mail.waiting", "select count(*) from mail where state = 'waiting'");
    const POST: &Sql = identity_sql!(
        "mail.post",
        "insert into mail (id, once_key, desk_id, to_address, subject, body, state, attempts, created_at, next_at) \
         values ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7, $8) on conflict (once_key) do nothing"
    );
    let waiting: i64 = identity.one(WAITING, &[], |row| row.get(0))?.unwrap_or(0);
    if waiting >= WAITING_MAX {
        tracing::error!(waiting, "Mail is not sent any more: {waiting} mails wait");
        return Ok(false);
    }
    let body = serde_json::to_string(&mail.body).unwrap_or_default();
    let (id, business) = (Uuid::now_v7().to_string(), mail.business.map(|business| business.to_string()));
    let row = values![id, &mail.once_key, business, &mail.to, &mail.subject, body, now, now];
    Ok(identity.run(POST, &row)? == 1)
}
