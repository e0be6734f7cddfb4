//! Cards with what hangs on them: their list, people, labels, dates, checklists, attachments, field values.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use super::{Known, on_cards};
use crate::ledger::Ledger;
use crate::parcel::{Card, Done, ItemKind, Moment, web_address};
use crate::trello::raw::{Id, RawCard, RawChecklist};

/// The cards, by list and position, with their checklists wherever the export has them.
pub(super) fn pack(ledger: &mut Ledger, known: &Known, raw: Vec<RawCard>, apart: Vec<RawChecklist>) -> Vec<Card> {
    // Some exports have checklists both in their cards and apart; the same one is not two.
    let told_apart: HashSet<String> = apart.iter().map(|list| list.id.0.clone()).collect();
    let mut checklists: HashMap<String, Vec<(usize, RawChecklist)>> = HashMap::new();
    for (at, list) in apart.into_iter().enumerate() {
        checklists.entry(list.id_card.0.clone()).or_default().push((at, list));
    }
    let mut cards = Vec::with_capacity(raw.len());
    for (at, mut raw) in raw.into_iter().enumerate() {
        let nested = std::mem::take(&mut raw.checklists.0);
        let place = (known.lists.get(&raw.id_list.0).map_or(usize::MAX, |(place, _)| *place), raw.pos);
        let Some(external_id) = ledger.take(ItemKind::Card, std::mem::take(&mut raw.id.0), at, &raw.name.0) else {
            lose(ledger, &raw, nested.into_iter().filter(|list| !told_apart.contains(&list.id.0)));
            continue;
        };
        let mut lists = checklists.remove(&external_id).unwrap_or_default();
        lists.extend(nested.into_iter().enumerate().filter(|(_, list)| !told_apart.contains(&list.id.0)));
        let mut card = card(ledger, known, external_id, raw);
        on_cards::checklists(ledger, known, &mut card, lists);
        cards.push((place, card));
    }
    // In a fixed order: maps have none.
    let mut orphans: Vec<(usize, RawChecklist)> = checklists.into_values().flatten().collect();
    orphans.sort_by_key(|(at, _)| *at);
    for (at, list) in orphans {
        on_cards::lose_checklist(ledger, at, list, "is on a card that is not in the file");
    }
    cards.sort_by(|((list, pos), _), ((other, than), _)| list.cmp(other).then(pos.total_cmp(than)));
    cards.into_iter().map(|(_, card)| card).collect()
}

/// What hangs on a card that is not carried is not carried either, each thing for that reason.
fn lose(ledger: &mut Ledger, raw: &RawCard, nested: impl Iterator<Item = RawChecklist>) {
    for (at, list) in nested.enumerate() {
        on_cards::lose_checklist(ledger, at, list, "is on a card that was skipped");
    }
    for (at, attachment) in raw.attachments.0.iter().enumerate() {
        if let Some(id) = ledger.take(ItemKind::Attachment, attachment.id.0.clone(), at, &attachment.name.0) {
            ledger.skip(ItemKind::Attachment, &id, "is on a card that was skipped");
        }
    }
}

fn card(ledger: &mut Ledger, known: &Known, external_id: String, raw: RawCard) -> Card {
    let unnamed = raw.name.0.trim().is_empty();
    if unnamed {
        ledger.guess("card without a name", "named Untitled card", &external_id);
    }
    let (name, full) = ledger.name(if unnamed { "Untitled card" } else { &raw.name.0 });
    let list = known.lists.get(&raw.id_list.0);
    if list.is_none() {
        ledger.guess("card whose list is not in the file", "in no list", &name);
    }
    let archived_with_list = list.is_some_and(|(_, archived)| *archived);
    if archived_with_list && !raw.closed {
        ledger.guess("card in an archived list", "archived", &name);
    }
    let due = ledger.instant(&raw.due.0, &name);
    if due.is_some() {
        ledger.guess("due date of a card", "due at that instant", &name);
    }
    Card {
        description: ledger.text(&name, full, &raw.desc.0),
        list: list.is_some().then_some(raw.id_list.0),
        url: web_address(&raw.url.0),
        archived: raw.closed || archived_with_list,
        start: ledger.instant(&raw.start.0, &name).map(Moment::Instant),
        due: due.map(Moment::Instant),
        done: if raw.due_complete {
            done(ledger, &external_id, &raw.date_last_activity.0, due, &name)
        } else {
            Done::Open
        },
        members: there(
            ledger,
            raw.id_members.0,
            &known.members,
            ["member of a card who is not in the file", "not assigned"],
            &name,
        ),
        labels: there(
            ledger,
            raw.id_labels.0,
            &known.labels,
            ["label of a card that is not in the file", "left out"],
            &name,
        ),
        attachments: on_cards::attachments(ledger, raw.attachments.0),
        field_values: on_cards::field_values(ledger, known, raw.custom_field_items.0, &name),
        external_id,
        name,
        ..Card::default()
    }
}

/// Trello says that a card is complete, not since when.
fn done(ledger: &mut Ledger, id: &str, touched: &str, due: Option<Timestamp>, name: &str) -> Done {
    let (at, as_) = if let Some(at) = ledger.instant(touched, name) {
        (at, "done when it was last touched")
    } else if let Some(at) = due {
        (at, "done when it was due")
    } else if let Some(at) = made_at(id) {
        (at, "done when it was made")
    } else {
        ledger.guess("complete card without any date", "still open", name);
        return Done::Open;
    };
    ledger.guess("complete card", as_, name);
    Done::At(Moment::Instant(at))
}

/// The first eight digits of an id are the seconds at which the thing was made.
fn made_at(id: &str) -> Option<Timestamp> {
    let fine = id.len() == 24 && id.bytes().all(|b| b.is_ascii_hexdigit());
    let seconds = i64::from_str_radix(id.get(..8).filter(|_| fine)?, 16).ok()?;
    Timestamp::from_second(seconds).ok()
}

/// The ids that the file explains, each once.
fn there(
    ledger: &mut Ledger,
    ids: Vec<Id>,
    known: &HashSet<String>,
    guess: [&'static str; 2],
    name: &str,
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for Id { 0: id } in ids {
        if !known.contains(&id) {
            ledger.guess(guess[0], guess[1], name);
        } else if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}
