//! The ledger of a parcel: what was read, what was skipped and why, what was guessed.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;

use crate::parcel::{Guessed, ItemKind, NAME_CHARS_MAX, Parcel, Skipped, TEXT_CHARS_MAX};

/// How many things a guess names before it only counts them.
const NAMED_MAX: usize = 3;
/// Characters of a name in a sentence.
const SHOWN_CHARS_MAX: usize = 80;

#[derive(Default)]
pub(crate) struct Ledger {
    read: BTreeMap<ItemKind, usize>,
    ids: BTreeMap<ItemKind, HashSet<String>>,
    skipped: Vec<Skipped>,
    guesses: Vec<Guess>,
}

/// One sort of guess, over all the things it was made for.
struct Guess {
    what: &'static str,
    as_: &'static str,
    count: usize,
    names: Vec<String>,
}

impl Ledger {
    /// Counts a thing that the file holds and answers its id; `None`, and skipped, where that id was there before.
    pub(crate) fn take(&mut self, kind: ItemKind, id: String, at: usize, name: &str) -> Option<String> {
        *self.read.entry(kind).or_default() += 1;
        let id = if id.is_empty() {
            self.guess("thing without an id", "recognised by its place in the file", name);
            format!("{}-{at}", kind.as_str())
        } else {
            id
        };
        if self.ids.entry(kind).or_default().insert(id.clone()) {
            return Some(id);
        }
        let what = if name.is_empty() { &id } else { name };
        self.skip(kind, what, "has the same id as one before it");
        None
    }

    /// Whether a thing of that id was taken.
    pub(crate) fn has(&self, kind: ItemKind, id: &str) -> bool {
        self.ids.get(&kind).is_some_and(|ids| ids.contains(id))
    }

    /// Lists a thing, counted before, as not carried.
    pub(crate) fn skip(&mut self, kind: ItemKind, what: &str, why: impl Into<String>) {
        self.skipped.push(Skipped { kind, what: shown(what), why: why.into() });
    }

    /// Lists an interpretation. The same one of many things is listed once, with the first names and their number.
    pub(crate) fn guess(&mut self, what: &'static str, as_: &'static str, name: &str) {
        let found = self.guesses.iter().position(|guess| guess.what == what && guess.as_ == as_);
        let at = found.unwrap_or_else(|| {
            self.guesses.push(Guess { what, as_, count: 0, names: vec![] });
            self.guesses.len() - 1
        });
        let Some(guess) = self.guesses.get_mut(at) else { return };
        guess.count += 1;
        if guess.names.len() < NAMED_MAX && !name.is_empty() {
            guess.names.push(shown(name));
        }
    }

    /// A name that fits, and the full one where it had to be cut.
    pub(crate) fn name(&mut self, full: &str) -> (String, Option<String>) {
        if full.chars().nth(NAME_CHARS_MAX).is_none() {
            return (full.to_owned(), None);
        }
        self.guess("name longer than 300 characters", "cut; the full one is in the notes where there are notes", full);
        (cut(full, NAME_CHARS_MAX), Some(full.to_owned()))
    }

    /// A description that fits, headed by the full name where that had to be cut.
    pub(crate) fn text(&mut self, name: &str, full_name: Option<String>, text: &str) -> String {
        let text = match full_name {
            None => text.to_owned(),
            Some(full) if text.is_empty() => full,
            Some(full) => format!("{full}\n\n{text}"),
        };
        if text.chars().nth(TEXT_CHARS_MAX).is_none() {
            return text;
        }
        self.guess("name and description longer than 20,000 characters together", "cut", name);
        cut(&text, TEXT_CHARS_MAX)
    }

    /// An instant; what is not one is left out and listed.
    pub(crate) fn instant(&mut self, text: &str, name: &str) -> Option<Timestamp> {
        if text.is_empty() {
            return None;
        }
        let instant = text.parse().ok();
        if instant.is_none() {
            self.guess("date that is not an instant", "no date", name);
        }
        instant
    }

    /// Puts the accounts into the parcel: every one of `kinds` has its count.
    pub(crate) fn close(self, kinds: &[ItemKind], parcel: &mut Parcel) {
        parcel.read = kinds.iter().map(|kind| (*kind, self.read.get(kind).copied().unwrap_or(0))).collect();
        parcel.skipped = self.skipped;
        parcel.guessed = self.guesses.into_iter().map(Guess::say).collect();
    }
}

impl Guess {
    fn say(self) -> Guessed {
        let names = self.names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let more = self.count - self.names.len();
        let what = match (names.is_empty(), more) {
            (true, 1) => self.what.to_owned(),
            (true, count) => format!("{} ({count} times)", self.what),
            (false, 0) => format!("{}: {names}", self.what),
            (false, more) => format!("{}: {names} and {more} more", self.what),
        };
        Guessed { what, as_: self.as_.to_owned() }
    }
}

fn shown(name: &str) -> String {
    cut(name, SHOWN_CHARS_MAX)
}

/// The text, or as much of it as fits with an ellipsis.
fn cut(text: &str, max: usize) -> String {
    if text.chars().nth(max).is_none() {
        return text.to_owned();
    }
    text.chars().take(max - 1).chain(std::iter::once('…')).collect()
}
