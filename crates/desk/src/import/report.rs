//! What an import did: `righthand-import/1`, with everything the file held accounted for.

use std::collections::BTreeMap;

use righthand_exchange::parcel::Parcel;
use serde::{Deserialize, Serialize};

/// What the field `format` of a report says.
const FORMAT: &str = "righthand-import/1";
/// How many things a guess names before it only counts them.
const NAMED_MAX: usize = 3;
/// Characters of a name in a sentence.
const SHOWN_CHARS_MAX: usize = 80;

/// What an import did, or a dry run would have done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// `righthand-import/1`.
    pub format: String,
    /// As the command named it: `trello`, `file`.
    pub kind: String,
    /// Key of the business.
    pub business: String,
    /// For every kind of item that such a file can hold.
    pub items: BTreeMap<String, Count>,
    /// Each item that was skipped, with the reason.
    pub skipped: Vec<Skipped>,
    /// What was interpreted.
    pub guessed: Vec<Guessed>,
    /// What changed here since the last import, and not there: it stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Kept>,
    /// What changed both here and there, and which of the two was taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub both_changed: Vec<Both>,
    /// What was imported before and is no longer in the file: it stays here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<String>,
}

/// A field that people changed here, and how it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub what: String,
    pub field: String,
    pub here: String,
}

/// A field that changed both here and there since the last import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    /// By which the next import is told to take theirs, such as `card/c1/due`.
    pub id: String,
    pub what: String,
    pub field: String,
    /// As it was when it was last imported; `None` where that is not known in words.
    pub before: Option<String>,
    pub here: String,
    pub there: String,
    /// `here` or `there`.
    pub taken: String,
}

/// What became of the items of a kind: `read` is the sum of the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub read: usize,
    pub made: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub skipped: usize,
}

/// Something the file holds that is not here, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    pub what: String,
    pub why: String,
}

/// Something that was interpreted, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guessed {
    pub what: String,
    #[serde(rename = "as")]
    pub as_: String,
}

/// What became of one item. In order of strength: a new thing is made, whatever happens to it afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    Unchanged,
    Updated,
    Made,
}

/// The account that an import keeps while it runs.
#[derive(Default)]
pub(super) struct Tally {
    items: BTreeMap<String, Count>,
    skipped: Vec<Skipped>,
    pub(super) told: Vec<Guessed>,
    guesses: Vec<Guess>,
    pub(super) kept: Vec<Kept>,
    pub(super) both: Vec<Both>,
    pub(super) gone: Vec<String>,
}

/// One sort of guess, over all the things it was made for.
struct Guess {
    what: &'static str,
    as_: String,
    count: usize,
    names: Vec<String>,
}

impl Tally {
    /// Begins with what the importer counted, skipped and guessed.
    pub(super) fn of_parcel(parcel: &Parcel) -> Self {
        let mut tally = Self::default();
        for (kind, read) in &parcel.read {
            tally.items.insert(kind.as_str().to_owned(), Count { read: *read, ..Count::default() });
        }
        for skipped in &parcel.skipped {
            tally.skip(skipped.kind.as_str(), &skipped.what, &skipped.why);
        }
        tally.told =
            parcel.guessed.iter().map(|guess| Guessed { what: guess.what.clone(), as_: guess.as_.clone() }).collect();
        tally
    }

    /// Begins with no item of these kinds.
    pub(super) fn of_kinds(kinds: &[&str]) -> Self {
        let items = kinds.iter().map(|kind| ((*kind).to_owned(), Count::default())).collect();
        Self { items, ..Self::default() }
    }

    /// An item that had not been counted as read.
    pub(super) fn read(&mut self, kind: &str, fate: Fate) {
        self.items.entry(kind.to_owned()).or_default().read += 1;
        self.fate(kind, fate);
    }

    /// What became of an item that was counted as read.
    pub(super) fn fate(&mut self, kind: &str, fate: Fate) {
        let count = self.items.entry(kind.to_owned()).or_default();
        match fate {
            Fate::Made => count.made += 1,
            Fate::Updated => count.updated += 1,
            Fate::Unchanged => count.unchanged += 1,
        }
    }

    /// An item, counted as read, that is not brought in.
    pub(super) fn skip(&mut self, kind: &str, what: &str, why: &str) {
        self.items.entry(kind.to_owned()).or_default().skipped += 1;
        let what = named(kind, what);
        self.skipped.push(Skipped { what, why: why.to_owned() });
    }

    /// An interpretation. The same one of many things is listed once, with the first names and their number.
    pub(super) fn guess(&mut self, what: &'static str, as_: impl Into<String>, name: &str) {
        let as_ = as_.into();
        let found = self.guesses.iter().position(|guess| guess.what == what && guess.as_ == as_);
        let at = found.unwrap_or_else(|| {
            self.guesses.push(Guess { what, as_, count: 0, names: Vec::new() });
            self.guesses.len() - 1
        });
        let Some(guess) = self.guesses.get_mut(at) else { return };
        guess.count += 1;
        if guess.names.len() < NAMED_MAX {
            guess.names.push(format!("“{}”", shown(name)));
        }
    }

    /// How many items of a kind are here now because of this import.
    pub(super) fn brought(&self, kind: &str) -> usize {
        self.items.get(kind).map_or(0, |count| count.made + count.updated + count.unchanged)
    }

    /// The finished report.
    pub(super) fn close(self, kind: &str, business: &str) -> Report {
        let guessed = self.told.into_iter().chain(self.guesses.into_iter().map(Guess::say)).collect();
        Report {
            format: FORMAT.to_owned(),
            kind: kind.to_owned(),
            business: business.to_owned(),
            items: self.items,
            skipped: self.skipped,
            guessed,
            kept: self.kept,
            both_changed: self.both,
            gone: self.gone,
        }
    }
}

impl Guess {
    fn say(self) -> Guessed {
        let names = self.names.join(", ");
        let what = match self.count - self.names.len() {
            0 => format!("{}: {names}", self.what),
            more => format!("{}: {names} and {more} more", self.what),
        };
        Guessed { what, as_: self.as_ }
    }
}

/// A thing in a sentence: `check item “Levels”`.
pub(super) fn named(kind: &str, name: &str) -> String {
    format!("{} “{}”", kind.replace('_', " "), shown(name))
}

pub(super) fn shown(name: &str) -> String {
    if name.chars().nth(SHOWN_CHARS_MAX).is_none() {
        return name.to_owned();
    }
    name.chars().take(SHOWN_CHARS_MAX - 1).chain(std::iter::once('…')).collect()
}
