//! Agenda: what happens next. One entry a person, in blocks, and a heap for the few other events.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::state::NEVER;
use crate::problem::Minute;

/// People in a block, of which the first is known: the whole block is looked through at each change, which for so few
/// is faster than a tree.
const BLOCK: usize = 8;
/// Bits for the person in an entry; a minute is below 2^42.
const PERSON_BITS: u32 = 21;
/// Later than every entry.
const EMPTY: u64 = u64::MAX;

/// What happens to an activity apart from its person's turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    /// What holds a finished activity's finish has changed.
    Release(u32),
    /// A held activity's finish has come.
    Finish(u32),
    /// It may have become ready where that can interrupt somebody, or where it counts on what is only foreseen.
    Look(u32),
}

/// The next minutes of everybody.
#[derive(Debug)]
pub(super) struct Agenda {
    /// Minutes are counted from here.
    origin: Minute,
    /// By person: minute and person in one number, so that the least says both.
    entries: Vec<[u64; BLOCK]>,
    /// By block: the least of its entries.
    first: Vec<u64>,
    /// The least of all.
    least: u64,
    events: BinaryHeap<Reverse<(Minute, Event)>>,
}

impl Agenda {
    /// For so many people (two million at most are told apart), and minutes from `origin` on.
    pub(super) fn new(people: usize, origin: Minute) -> Self {
        let blocks = people.div_ceil(BLOCK);
        let entries = vec![[EMPTY; BLOCK]; blocks];
        Self { origin, entries, first: vec![EMPTY; blocks], least: EMPTY, events: BinaryHeap::new() }
    }

    pub(super) fn clear(&mut self) {
        self.entries.fill([EMPTY; BLOCK]);
        self.first.fill(EMPTY);
        self.least = EMPTY;
        self.events.clear();
    }

    /// Sets a person's next minute; [`NEVER`] for none.
    pub(super) fn set(&mut self, person: u32, at: Minute) {
        let entry = self.entry(person, at);
        let (block, slot) = (person as usize / BLOCK, person as usize % BLOCK);
        let entries = &mut self.entries[block];
        let before = std::mem::replace(&mut entries[slot], entry);
        let first = &mut self.first[block];
        // Only where the least one goes is there anything to look for.
        if entry < *first {
            *first = entry;
        } else if before == *first {
            *first = entries.iter().copied().fold(EMPTY, u64::min);
        }
        if entry < self.least {
            self.least = entry;
        } else if before == self.least {
            self.least = self.first.iter().copied().fold(EMPTY, u64::min);
        }
    }

    /// Makes a person's next minute not later than `at`.
    pub(super) fn by(&mut self, person: u32, at: Minute) {
        if self.entry(person, at) < self.entries[person as usize / BLOCK][person as usize % BLOCK] {
            self.set(person, at);
        }
    }

    pub(super) fn push(&mut self, at: Minute, event: Event) {
        self.events.push(Reverse((at, event)));
    }

    /// The next minute at which anything happens; `None` at the end.
    pub(super) fn next(&self) -> Option<Minute> {
        let of_people = match self.least {
            EMPTY => NEVER,
            entry => self.minute(entry),
        };
        let at = self.events.peek().map_or(of_people, |Reverse((at, _))| of_people.min(*at));
        (at < NEVER).then_some(at)
    }

    /// Takes one of the people whose next minute is `now` or before: the earliest, then the first.
    pub(super) fn take_person(&mut self, now: Minute) -> Option<u32> {
        let entry = self.least;
        if entry >= self.entry(0, now + 1) {
            return None;
        }
        let person = (entry & ((1 << PERSON_BITS) - 1)) as u32;
        self.set(person, NEVER);
        Some(person)
    }

    /// Takes one of the events at `now` or before.
    pub(super) fn take_event(&mut self, now: Minute) -> Option<Event> {
        if self.events.peek().is_none_or(|Reverse((at, _))| *at > now) {
            return None;
        }
        self.events.pop().map(|Reverse((_, event))| event)
    }

    fn entry(&self, person: u32, at: Minute) -> u64 {
        if at >= NEVER {
            return EMPTY;
        }
        let after = u64::try_from(at - self.origin).unwrap_or(0);
        (after << PERSON_BITS) | (u64::from(person) & ((1 << PERSON_BITS) - 1))
    }

    fn minute(&self, entry: u64) -> Minute {
        self.origin + Minute::try_from(entry >> PERSON_BITS).unwrap_or(NEVER)
    }
}
