//! View: the history as far as somebody sees the business: all of it, or what they did themselves.

use righthand_domain::roles::{Grant, Permission, Role};
use righthand_store::{Sql, sql, values};

use super::log::{self, Log, PAGE_ENTRIES};
use crate::view::{NotSeen, View};

/// The latest events before `before`: all for those who run the business, for the others their own.
pub fn seen(view: &mut View<'_>, before: Option<i64>) -> Result<Log, NotSeen> {
    const OWN: &Sql = sql!(
        "event.recent_own",
        "select event.seq, event.at, event.user_id, event.actor_name, event.door, event.command, event.summary, event.undoes, \
         exists (select 1 from event later where later.business_id = $1 and later.undoes = event.seq) \
         from event where event.business_id = $1 and event.user_id = $2 and event.seq < $3 order by event.seq desc limit $4"
    );
    let who = view.who;
    match view.may(Permission::SeeBusiness) {
        Grant::Yes => {
            let mut recent = log::recent(view.tx, who, before)?;
            if view.me.role == Role::Owner {
                log::for_owner(&mut recent.entries);
            }
            Ok(recent)
        }
        Grant::No => view.need(Permission::SeeBusiness).map(|()| Log { entries: Vec::new(), before: None }),
        _ => {
            let values = values![who.user(), before.unwrap_or(i64::MAX), PAGE_ENTRIES];
            Ok(log::page(view.tx.all(OWN, &values, |row| log::entry(row, who))?))
        }
    }
}
