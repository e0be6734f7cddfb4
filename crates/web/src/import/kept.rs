//! What is kept between two pages: an upload that waits for a decision, and the report of one that was brought in.

use std::fs::File;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use righthand_desk::import::{Progress, Report};
use righthand_domain::ids::{BusinessId, UserId};
use righthand_domain::refusal::Refusal;
use righthand_domain::snapshot::Fault;
use righthand_exchange::sheet::Preview;

use super::upload::Wishes;

/// An upload that nobody decides on is thrown away after this: a meeting and a lunch.
pub(super) const KEPT_FOR: SignedDuration = SignedDuration::from_hours(2);
/// Uploads of one person at a time; a further one takes the place of the oldest.
const PER_PERSON_MAX: usize = 3;
/// Bytes of all uploads together: what the temporary folder of a small machine can spare.
const BYTES_MAX: u64 = 1024 * 1024 * 1024;
/// Reports and uploads of everybody: a report is a few megabytes at most.
const ENTRIES_MAX: usize = 40;
/// Bytes of randomness in a token: beyond guessing.
const TOKEN_BYTES: usize = 16;

/// Whose it is: one person in one business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whose {
    pub(super) user: UserId,
    pub(super) business: BusinessId,
}

/// One import, before or after it is done.
#[derive(Debug, Clone)]
pub(super) struct Import {
    pub(super) wishes: Wishes,
    pub(super) file_name: String,
    pub(super) bytes: u64,
    /// Until it is done.
    pub(super) file: Option<Arc<File>>,
    pub(super) now: Now,
    /// The columns of a table as they were last read.
    pub(super) columns: Option<Arc<Preview>>,
}

/// How far it is.
#[derive(Debug, Clone)]
pub(super) enum Now {
    /// The file is being read or brought in; `true` where it is kept.
    Working(Progress, bool),
    /// The file cannot be read: each fault with its place.
    Unreadable(Vec<Fault>),
    /// What a dry run said.
    Seen(Arc<Report>),
    /// A rule says no to it as it was wished.
    Refused(Refusal),
    /// The wishes are not well formed, or name what is not there.
    Faulty(Vec<Fault>),
    Done(Done),
}

/// It is brought in.
#[derive(Debug, Clone)]
pub(super) struct Done {
    pub(super) report: Arc<Report>,
    pub(super) summary: String,
    /// By which it is undone; 0 where nothing had changed.
    pub(super) event: i64,
    /// Where it can be looked at.
    pub(super) href: String,
    /// Where what it does not say can be said; a business file says all.
    pub(super) guesses: Option<String>,
}

/// All imports of this process that somebody has begun.
#[derive(Debug, Clone, Default)]
pub(super) struct Imports(Arc<Mutex<Vec<Entry>>>);

#[derive(Debug)]
struct Entry {
    token: String,
    whose: Whose,
    until: Timestamp,
    import: Import,
}

impl Imports {
    /// Keeps an import and returns its token; the error of a machine that has no randomness to give.
    pub(super) fn keep(&self, whose: Whose, import: Import, now: Timestamp) -> Result<String, getrandom::Error> {
        let mut bytes = [0_u8; TOKEN_BYTES];
        getrandom::fill(&mut bytes)?;
        let token: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let until = now.saturating_add(KEPT_FOR).unwrap_or(now);
        let mut entries = self.fresh(now);
        entries.push(Entry { token: token.clone(), whose, until, import });
        bound(&mut entries, whose.user);
        Ok(token)
    }

    /// The import of that token, if it is theirs and still there.
    pub(super) fn find(&self, whose: Whose, token: &str, now: Timestamp) -> Option<Import> {
        let entries = self.fresh(now);
        entries.iter().find(|entry| entry.token == token && entry.whose == whose).map(|entry| entry.import.clone())
    }

    /// Puts what has become of it in its place. An import that is done needs no file any more.
    pub(super) fn put(&self, whose: Whose, token: &str, import: Import, now: Timestamp) {
        let mut entries = self.fresh(now);
        if let Some(entry) = entries.iter_mut().find(|entry| entry.token == token && entry.whose == whose) {
            entry.import = import;
        }
    }

    /// Throws an import away.
    pub(super) fn forget(&self, token: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|entry| entry.token != token);
    }

    fn fresh(&self, now: Timestamp) -> MutexGuard<'_, Vec<Entry>> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|entry| entry.until > now);
        entries
    }
}

/// Oldest first until all bounds hold; the newest always stays.
fn bound(entries: &mut Vec<Entry>, user: UserId) {
    let mut theirs = entries.iter().filter(|entry| entry.whose.user == user).count();
    let mut at = 0;
    while theirs > PER_PERSON_MAX && at < entries.len() {
        if entries.get(at).is_some_and(|entry| entry.whose.user == user) {
            entries.remove(at);
            theirs -= 1;
        } else {
            at += 1;
        }
    }
    let on_disk = |entry: &Entry| if entry.import.file.is_some() { entry.import.bytes } else { 0 };
    while entries.len() > 1 && (entries.len() > ENTRIES_MAX || entries.iter().map(on_disk).sum::<u64>() > BYTES_MAX) {
        entries.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use righthand_desk::import::Report;

    fn whose(user: u128) -> Whose {
        Whose { user: UserId(uuid(user)), business: BusinessId(uuid(1)) }
    }

    fn uuid(n: u128) -> uuid::Uuid {
        uuid::Uuid::from_u128(n)
    }

    fn import(name: &str, bytes: u64) -> Import {
        let report = Report {
            format: "righthand-import/1".into(),
            kind: "trello".into(),
            business: "harbour-clay".into(),
            items: Default::default(),
            skipped: vec![],
            guessed: vec![],
            kept: vec![],
            both_changed: vec![],
            gone: vec![],
        };
        Import {
            wishes: Wishes::default(),
            file_name: name.into(),
            bytes,
            file: Some(Arc::new(tempfile::tempfile().unwrap())),
            now: Now::Seen(Arc::new(report)),
            columns: None,
        }
    }

    fn noon() -> Timestamp {
        "2026-11-24T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn r15_an_upload_is_found_by_whoever_sent_it_and_only_in_that_business() {
        let imports = Imports::default();
        let token = imports.keep(whose(7), import("board.json", 9), noon()).unwrap();
        assert_eq!(imports.find(whose(7), &token, noon()).unwrap().file_name, "board.json");
        assert!(imports.find(whose(8), &token, noon()).is_none());
        let elsewhere = Whose { business: BusinessId(uuid(2)), ..whose(7) };
        assert!(imports.find(elsewhere, &token, noon()).is_none());
    }

    #[test]
    fn an_upload_is_gone_after_two_hours() {
        let imports = Imports::default();
        let token = imports.keep(whose(7), import("board.json", 9), noon()).unwrap();
        let later = noon() + KEPT_FOR;
        assert!(imports.find(whose(7), &token, later).is_none());
    }

    #[test]
    fn a_fourth_upload_of_one_person_takes_the_place_of_their_first() {
        let imports = Imports::default();
        let others = imports.keep(whose(8), import("theirs", 1), noon()).unwrap();
        let tokens: Vec<String> = (0..4).map(|_| imports.keep(whose(7), import("mine", 1), noon()).unwrap()).collect();
        assert!(imports.find(whose(7), &tokens[0], noon()).is_none());
        assert!(tokens[1..].iter().all(|token| imports.find(whose(7), token, noon()).is_some()));
        assert!(imports.find(whose(8), &others, noon()).is_some());
    }

    #[test]
    fn uploads_never_take_more_of_the_disk_than_is_set_aside() {
        let imports = Imports::default();
        let tokens: Vec<String> =
            (0..8).map(|n| imports.keep(whose(n), import("big", 200 * 1024 * 1024), noon()).unwrap()).collect();
        let there = (0..8).filter(|n| imports.find(whose(*n as u128), &tokens[*n], noon()).is_some()).count();
        assert_eq!(there, 5, "five of 200 MB fit in a gigabyte");
    }
}
