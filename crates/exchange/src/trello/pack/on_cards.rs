//! What hangs on cards: checklists, attachments, field values, comments.

use std::collections::HashMap;

use super::Known;
use crate::ledger::Ledger;
use crate::parcel::{Attachment, Card, CheckItem, Checklist, Comment, FieldValue, ItemKind, Value, web_address};
use crate::trello::raw::{RawAttachment, RawCheckItem, RawChecklist, RawComment, RawFieldItem};

/// Puts checklists on their card, by position; `at` is each one's place in the file.
pub(super) fn checklists(ledger: &mut Ledger, known: &Known, card: &mut Card, mut raw: Vec<(usize, RawChecklist)>) {
    raw.sort_by(|(_, a), (_, b)| a.pos.total_cmp(&b.pos));
    for (at, list) in raw {
        let same = list.id.0.clone();
        if ledger.has(ItemKind::Checklist, &same) {
            lose_checklist(ledger, at, list, "is in a checklist with the same id as one before it");
            continue;
        }
        let Some(external_id) = ledger.take(ItemKind::Checklist, list.id.0, at, &list.name.0) else { continue };
        let name = if list.name.0.trim().is_empty() {
            ledger.guess("checklist without a name", "named Checklist", &card.name);
            "Checklist".to_owned()
        } else {
            ledger.name(&list.name.0).0
        };
        let mut items = list.check_items.0;
        items.sort_by(|a, b| a.pos.total_cmp(&b.pos));
        let items =
            items.into_iter().enumerate().filter_map(|(at, item)| check_item(ledger, known, at, item)).collect();
        card.checklists.push(Checklist { external_id, name, items });
    }
}

/// Counts a checklist that cannot be carried, and its items, each with the reason.
pub(super) fn lose_checklist(ledger: &mut Ledger, at: usize, list: RawChecklist, why: &'static str) {
    let lose = |ledger: &mut Ledger, kind, id: String, at, name: &str| {
        if let Some(id) = ledger.take(kind, id, at, name) {
            ledger.skip(kind, if name.is_empty() { &id } else { name }, why);
        }
    };
    lose(ledger, ItemKind::Checklist, list.id.0, at, &list.name.0);
    for (at, item) in list.check_items.0.into_iter().enumerate() {
        lose(ledger, ItemKind::CheckItem, item.id.0, at, &item.name.0);
    }
}

fn check_item(ledger: &mut Ledger, known: &Known, at: usize, raw: RawCheckItem) -> Option<CheckItem> {
    let external_id = ledger.take(ItemKind::CheckItem, raw.id.0, at, &raw.name.0)?;
    if raw.name.0.trim().is_empty() {
        ledger.skip(ItemKind::CheckItem, &external_id, "has no name");
        return None;
    }
    let (name, full) = ledger.name(&raw.name.0);
    let member = Some(raw.id_member.0).filter(|id| !id.is_empty());
    if member.as_ref().is_some_and(|id| !known.members.contains(id)) {
        ledger.guess("member of a check item who is not in the file", "not assigned", &name);
    }
    Some(CheckItem {
        notes: full.unwrap_or_default(),
        done: raw.state.0 == "complete",
        due: ledger.instant(&raw.due.0, &name),
        member: member.filter(|id| known.members.contains(id)),
        external_id,
        name,
    })
}

pub(super) fn attachments(ledger: &mut Ledger, raw: Vec<RawAttachment>) -> Vec<Attachment> {
    let each = raw.into_iter().enumerate();
    each.filter_map(|(at, raw)| {
        let external_id = ledger.take(ItemKind::Attachment, raw.id.0, at, &raw.name.0)?;
        let shown = if raw.name.0.trim().is_empty() { &external_id } else { &raw.name.0 };
        let Some(url) = web_address(&raw.url.0) else {
            let why = if raw.url.0.is_empty() { "has no address" } else { "has an address that is not a web address" };
            ledger.skip(ItemKind::Attachment, shown, why);
            return None;
        };
        let name = if raw.name.0.trim().is_empty() {
            ledger.guess("attachment without a name", "named by its address", &url);
            ledger.name(&url).0
        } else {
            ledger.name(&raw.name.0).0
        };
        Some(Attachment { external_id, name, url })
    })
    .collect()
}

pub(super) fn field_values(ledger: &mut Ledger, known: &Known, raw: Vec<RawFieldItem>, card: &str) -> Vec<FieldValue> {
    let mut values = Vec::new();
    for item in raw {
        let Some(field) = known.fields.get(&item.id_custom_field.0) else {
            ledger.guess("value of a custom field that is not in the file", "left out", card);
            continue;
        };
        let value = match field.sort.as_str() {
            "number" => item.value.number.0.parse().ok().filter(|n: &f64| n.is_finite()).map(Value::Number),
            "date" => item.value.date.0.parse().ok().map(Value::Instant),
            "checkbox" => Some(Value::Checked(item.value.checked.0 == "true")),
            "list" => field.options.get(&item.id_value.0).cloned().map(Value::Text),
            _ => Some(item.value.text.0).filter(|text| !text.is_empty()).map(Value::Text),
        };
        match value {
            Some(value) => values.push(FieldValue { field: item.id_custom_field.0, value }),
            None => ledger.guess("value of a custom field that is not of its type", "left out", card),
        }
    }
    values
}

/// Puts comments on their cards, oldest first.
pub(super) fn comments(ledger: &mut Ledger, known: &Known, cards: &mut [Card], raw: Vec<RawComment>) {
    let places: HashMap<String, usize> =
        cards.iter().enumerate().map(|(place, card)| (card.external_id.clone(), place)).collect();
    for (at, raw) in raw.into_iter().enumerate() {
        let said =
            format!("{} on {}: {}", raw.author_name, raw.card_name, raw.text.chars().take(40).collect::<String>());
        let Some(external_id) = ledger.take(ItemKind::Comment, raw.id, at, &said) else { continue };
        if raw.text.trim().is_empty() {
            ledger.skip(ItemKind::Comment, &said, "has no text");
            continue;
        }
        let Some(card) = places.get(&raw.card).and_then(|place| cards.get_mut(*place)) else {
            ledger.skip(ItemKind::Comment, &said, "is on a card that is not in the file");
            continue;
        };
        let author = Some(raw.author).filter(|id| known.members.contains(id));
        let author_name = Some(raw.author_name).filter(|name| !name.is_empty());
        if author.is_none() {
            ledger.guess("comment by somebody who is not on the board", "kept under the name alone", &said);
        }
        let at = ledger.instant(&raw.date, &said);
        card.comments.push(Comment { external_id, author, author_name, at, text: raw.text });
    }
    cards.iter_mut().for_each(|card| card.comments.sort_by_key(|comment| comment.at));
}
