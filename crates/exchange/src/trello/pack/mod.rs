//! From an export to a parcel: everything is counted, and carried or skipped with its reason.

mod cards;
mod on_cards;

use std::collections::{HashMap, HashSet};

use super::{
    export::Export,
    raw::{RawField, RawLabel, RawList, RawMember, RawOption},
};
use crate::ledger::Ledger;
use crate::parcel::{Board, CustomField, ItemKind, Label, List, Member, Parcel, web_address};

/// The parcel of a board.
pub(super) fn pack(export: Export) -> Parcel {
    let mut ledger = Ledger::default();
    let (lists, members, labels) = (export.lists, export.members, export.labels);
    let mut parcel = Parcel {
        board: board(&mut ledger, export.id.0, &export.name.0, &export.desc.0, &export.url.0, export.closed),
        lists: pack_lists(&mut ledger, lists),
        members: members.into_iter().enumerate().filter_map(|(at, raw)| member(&mut ledger, at, raw)).collect(),
        labels: labels.into_iter().enumerate().filter_map(|(at, raw)| label(&mut ledger, at, raw)).collect(),
        ..Parcel::default()
    };
    let place = |(at, list): (usize, &List)| (list.external_id.clone(), (at, list.archived));
    let mut known = Known {
        lists: parcel.lists.iter().enumerate().map(place).collect(),
        members: parcel.members.iter().map(|member| member.external_id.clone()).collect(),
        labels: parcel.labels.iter().map(|label| label.external_id.clone()).collect(),
        fields: HashMap::new(),
    };
    for (at, raw) in export.fields.into_iter().enumerate() {
        parcel.custom_fields.extend(field(&mut ledger, &mut known, at, raw));
    }
    parcel.cards = cards::pack(&mut ledger, &known, export.cards, export.checklists);
    on_cards::comments(&mut ledger, &known, &mut parcel.cards, export.comments);
    ledger.close(&ItemKind::OF_BOARDS, &mut parcel);
    parcel
}

/// What cards refer to, by external id.
struct Known {
    /// Place on the board, and whether it is archived.
    lists: HashMap<String, (usize, bool)>,
    members: HashSet<String>,
    labels: HashSet<String>,
    /// Sort of field, and what its options say.
    fields: HashMap<String, Field>,
}

struct Field {
    sort: String,
    options: HashMap<String, String>,
}

fn board(ledger: &mut Ledger, id: String, name: &str, desc: &str, url: &str, archived: bool) -> Board {
    let name = if name.trim().is_empty() {
        ledger.guess("board without a name", "named Trello board", "");
        "Trello board"
    } else {
        name
    };
    let (name, full) = ledger.name(name);
    Board { external_id: id, name, description: ledger.text("board", full, desc), url: web_address(url), archived }
}

fn pack_lists(ledger: &mut Ledger, raw: Vec<RawList>) -> Vec<List> {
    let mut lists = Vec::with_capacity(raw.len());
    for (at, raw) in raw.into_iter().enumerate() {
        let Some(external_id) = ledger.take(ItemKind::List, raw.id.0, at, &raw.name.0) else { continue };
        let name = if raw.name.0.trim().is_empty() {
            ledger.guess("list without a name", "named Untitled list", &external_id);
            "Untitled list".to_owned()
        } else {
            ledger.name(&raw.name.0).0
        };
        lists.push((raw.pos, List { external_id, name, archived: raw.closed }));
    }
    lists.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    lists.into_iter().map(|(_, list)| list).collect()
}

fn member(ledger: &mut Ledger, at: usize, raw: RawMember) -> Option<Member> {
    let some = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let username = some(raw.username.0);
    let name = some(raw.full_name.0);
    let external_id =
        ledger.take(ItemKind::Member, raw.id.0, at, name.as_ref().or(username.as_ref()).map_or("", |n| n))?;
    let Some(shown) = name.as_ref().or(username.as_ref()) else {
        ledger.skip(ItemKind::Member, &external_id, "has neither a name nor a username");
        return None;
    };
    if name.is_none() {
        ledger.guess("member named only by a username", "a person of that name", shown);
    }
    let (name, _) = ledger.name(shown);
    Some(Member { external_id, name, username, email: some(raw.email.0) })
}

fn label(ledger: &mut Ledger, at: usize, raw: RawLabel) -> Option<Label> {
    let colour = Some(raw.color.0).filter(|colour| !colour.is_empty());
    let external_id = ledger.take(ItemKind::Label, raw.id.0, at, &raw.name.0)?;
    let name = match colour.as_deref() {
        _ if !raw.name.0.trim().is_empty() => ledger.name(&raw.name.0).0,
        Some(colour) => {
            ledger.guess("label that is only a colour", "named after it", colour);
            colour.to_owned()
        }
        None => {
            ledger.skip(ItemKind::Label, &external_id, "has neither a name nor a colour");
            return None;
        }
    };
    Some(Label { external_id, name, colour })
}

fn field(ledger: &mut Ledger, known: &mut Known, at: usize, raw: RawField) -> Option<CustomField> {
    let external_id = ledger.take(ItemKind::CustomField, raw.id.0, at, &raw.name.0)?;
    if raw.name.0.trim().is_empty() {
        ledger.skip(ItemKind::CustomField, &external_id, "has no name");
        return None;
    }
    let (name, _) = ledger.name(&raw.name.0);
    let option = |option: RawOption| (option.id.0, option.value.text.0);
    let options = raw.options.0.into_iter().map(option).collect();
    known.fields.insert(external_id.clone(), Field { sort: raw.sort.0, options });
    Some(CustomField { external_id, name })
}
