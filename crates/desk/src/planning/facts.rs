//! Facts: what a plan is made from, in one state of the database.

use jiff::Timestamp;
use righthand_domain::snapshot::Snapshot;
use righthand_store::{Error, Tx};

/// What a plan is made from.
pub(super) struct Facts {
    pub(super) event: i64,
    pub(super) snapshot: Snapshot,
}

/// Reads the facts of a business at `now`, in one state of the database; `None` if there is no such business.
pub(super) fn facts(tx: &mut Tx, now: Timestamp) -> Result<Option<Facts>, Error> {
    let event = crate::journal::latest(tx)?;
    Ok(crate::snapshot::load_at(tx, now)?.map(|snapshot| Facts { event, snapshot }))
}
