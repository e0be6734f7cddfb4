//! Free keys for many new things at once, without asking the database for each.

use std::collections::{HashMap, HashSet};

use righthand_domain::words::slug;
use righthand_store::Sql;
use righthand_store::values;

use crate::act::Act;
use crate::command::Stop;

/// The keys of a kind that are taken.
pub(super) struct Keys {
    taken: HashSet<String>,
    /// The next number to try behind a name, so that a thousand cards of one name are not a million tries.
    next: HashMap<String, u64>,
    fallback: &'static str,
}

impl Keys {
    /// All that a statement of the sort of [`Act::free_key`]'s finds.
    pub(super) fn load(act: &mut Act<'_>, taken: &'static Sql, fallback: &'static str) -> Result<Self, Stop> {
        let taken = act.tx.all(taken, &values!["%"], |row| row.get(0))?.into_iter().collect();
        Ok(Self { taken, next: HashMap::new(), fallback })
    }

    /// A key made from a name, and taken from now on: `edit-episode`, `edit-episode-2`.
    pub(super) fn take(&mut self, name: &str) -> String {
        let base = slug(name, self.fallback);
        if self.taken.insert(base.clone()) {
            return base;
        }
        let next = self.next.entry(base.clone()).or_insert(2);
        loop {
            let key = format!("{base}-{next}");
            *next += 1;
            if self.taken.insert(key.clone()) {
                return key;
            }
        }
    }
}
