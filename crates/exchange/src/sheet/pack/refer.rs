//! References from row to row, by id or by name: found once all rows are there.

use std::collections::{HashMap, HashSet};

use crate::ledger::Ledger;
use crate::parcel::{Card, ItemKind, Parcel};
use crate::sheet::cells::names;

/// Pieces of a comma list that may be one name together.
const PIECES_MAX: usize = 8;
/// Steps up from a card; a longer way is a circle, or no board.
const DEPTH_MAX: usize = 30;

/// What rows say of other rows, by the place of their card.
#[derive(Default)]
pub(super) struct References {
    parts: Vec<(usize, String)>,
    /// The card, the cell, and whether the card waits for what it names or the other way round.
    waits: Vec<(usize, String, bool)>,
}

impl References {
    pub(super) fn part_of(&mut self, card: usize, parent: String) {
        self.parts.push((card, parent));
    }

    pub(super) fn after(&mut self, card: usize, cell: &str) {
        self.waits.push((card, cell.to_owned(), true));
    }

    pub(super) fn before(&mut self, card: usize, cell: &str) {
        self.waits.push((card, cell.to_owned(), false));
    }

    /// Puts them on their cards; what names no row of the table is kept in the notes, or listed.
    pub(super) fn resolve(self, ledger: &mut Ledger, parcel: &mut Parcel) {
        if self.parts.is_empty() && self.waits.is_empty() {
            return;
        }
        let places = Places::of(&parcel.cards);
        let mut parents: Vec<Option<usize>> =
            parcel.cards.iter().map(|card| card.parent.as_ref().and_then(|id| places.by_id.get(id).copied())).collect();
        for (card, said) in self.parts {
            let named = names(&said);
            let above = places.above(&said, card).or_else(|| named.first().and_then(|name| places.above(name, card)));
            match above {
                Some(above) if above != card && !is_above(&parents, card, above) => {
                    if let Some(place) = parents.get_mut(card) {
                        *place = Some(above);
                    }
                }
                _ => lose_parent(ledger, parcel, card, &said),
            }
        }
        for (card, above) in parents.into_iter().enumerate() {
            let id = above.and_then(|above| parcel.cards.get(above)).map(|above| above.external_id.clone());
            if let Some(card) = parcel.cards.get_mut(card) {
                card.parent = id;
            }
        }
        let mut seen: HashSet<(usize, usize)> = HashSet::new();
        for (card, cell, waits) in self.waits {
            for (name, other) in places.of_cell(&cell, card) {
                wait(ledger, parcel, &mut seen, (card, other), &name, waits);
            }
        }
    }
}

fn lose_parent(ledger: &mut Ledger, parcel: &mut Parcel, card: usize, said: &str) {
    let Some(card) = parcel.cards.get_mut(card) else { return };
    ledger.guess(
        "part of a task that is not in the table",
        "on its own; what it is a part of is in the notes",
        &card.name,
    );
    let gap = if card.description.is_empty() { "" } else { "\n\n" };
    card.description = ledger.text(&card.name, None, &format!("{}{gap}Part of: {said}", card.description));
}

/// Both tools that say a link at both ends say one link.
fn wait(
    ledger: &mut Ledger,
    parcel: &mut Parcel,
    seen: &mut HashSet<(usize, usize)>,
    (card, other): (usize, Option<usize>),
    name: &str,
    waits: bool,
) {
    let this = parcel.cards.get(card).map(|card| (card.external_id.clone(), card.name.clone())).unwrap_or_default();
    let what = if waits { format!("{} waits for {name}", this.1) } else { format!("{name} waits for {}", this.1) };
    let Some(other) = other else {
        let id = format!("{}/{waits}/{name}", this.0);
        if ledger.take(ItemKind::Dependency, id, card, &what).is_some() {
            ledger.skip(ItemKind::Dependency, &what, "names a task that is not in the table");
        }
        return;
    };
    let (later, earlier) = if waits { (card, other) } else { (other, card) };
    if !seen.insert((later, earlier)) {
        return;
    }
    let ids = (parcel.cards.get(later), parcel.cards.get(earlier));
    let (Some(later_card), Some(earlier_card)) = ids else { return };
    let (id, before) =
        (format!("{}/{}", later_card.external_id, earlier_card.external_id), earlier_card.external_id.clone());
    if ledger.take(ItemKind::Dependency, id, card, &what).is_none() {
        return;
    }
    if later == earlier {
        ledger.skip(ItemKind::Dependency, &what, "waits for itself");
    } else if let Some(later) = parcel.cards.get_mut(later) {
        later.after.push(before);
    }
}

/// Where the cards are.
struct Places {
    by_id: HashMap<String, usize>,
    /// By name in lower case, in the order of the rows.
    by_name: HashMap<String, Vec<usize>>,
}

impl Places {
    fn of(cards: &[Card]) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, card) in cards.iter().enumerate() {
            by_name.entry(card.name.to_lowercase()).or_default().push(at);
        }
        Self { by_id: cards.iter().enumerate().map(|(at, card)| (card.external_id.clone(), at)).collect(), by_name }
    }

    /// The card that a cell names: by id, else by name, of several the nearest one above.
    fn above(&self, said: &str, from: usize) -> Option<usize> {
        if let Some(at) = self.by_id.get(said) {
            return Some(*at);
        }
        let of_name = self.by_name.get(&said.trim().to_lowercase())?;
        of_name
            .iter()
            .rev()
            .find(|at| **at < from)
            .or_else(|| of_name.iter().find(|at| **at != from))
            .or_else(|| of_name.first())
            .copied()
    }

    /// Every name of a cell with the card that it names. A name may have commas in it: the longest that is one counts.
    fn of_cell(&self, cell: &str, from: usize) -> Vec<(String, Option<usize>)> {
        if let Some(at) = self.above(cell, from) {
            return vec![(cell.to_owned(), Some(at))];
        }
        let pieces = names(cell);
        let (mut found, mut at) = (Vec::new(), 0);
        while at < pieces.len() {
            let longest = (1..=PIECES_MAX.min(pieces.len() - at)).rev().find_map(|count| {
                let whole = pieces.get(at..at + count)?.join(", ");
                self.above(&whole, from).map(|place| (whole, place, count))
            });
            match (longest, pieces.get(at)) {
                (Some((whole, place, count)), _) => {
                    found.push((whole, Some(place)));
                    at += count;
                }
                (None, piece) => {
                    found.extend(piece.map(|piece| (piece.clone(), None)));
                    at += 1;
                }
            }
        }
        found
    }
}

/// Whether `above` is `below` or over it; also where the way up is longer than any board's.
fn is_above(parents: &[Option<usize>], above: usize, below: usize) -> bool {
    let mut at = Some(below);
    for _ in 0..DEPTH_MAX {
        match at {
            None => return false,
            Some(here) if here == above => return true,
            Some(here) => at = parents.get(here).copied().flatten(),
        }
    }
    true
}
