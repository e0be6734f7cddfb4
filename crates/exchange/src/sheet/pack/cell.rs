//! One cell of a row, as what its column is. What cannot be read as that is kept in the notes.

use jiff::tz::TimeZone;

use super::Packer;
use crate::parcel::{
    Attachment, Card, CheckItem, Checklist, Comment, Done, FieldValue, ItemKind, Moment, Value, web_address,
};
use crate::sheet::cells::{checklists, comments, links, means_done, names, yes};
use crate::sheet::dates::{EARLIEST, moment, range};
use crate::sheet::efforts::{Unit, minutes};
use crate::sheet::field::Field;
use crate::sheet::rows::Row;

impl Packer<'_> {
    pub(super) fn cell(&mut self, card: &mut Card, notes: &mut Vec<String>, column: usize, cell: &str, row: &Row<'_>) {
        if let Some(field) = self.kept.get(&column) {
            card.field_values.push(FieldValue { field: field.clone(), value: Value::Text(cell.to_owned()) });
        }
        let name = self.sheet.header.get(column).cloned().unwrap_or_default();
        match self.mapping.of(column).field {
            // Read before, or kept above.
            Field::Name | Field::Id | Field::Parent | Field::Kept | Field::Skip => {}
            Field::Email if self.mapping.find(Field::Assignee).is_some() => {}
            Field::Project => {
                if !self.one_project {
                    self.ledger.guess("rows of several projects", "one board; the project is a field of its own", "");
                }
            }
            Field::Notes => notes.push(cell.to_owned()),
            Field::List => card.list = self.named.list(&mut self.ledger, &mut self.parcel, cell),
            Field::Status => self.status(card, cell, row),
            Field::Assignee | Field::Email => self.people(card, cell, row),
            Field::Start | Field::Due | Field::Dates => self.days(card, notes, column, cell, &name),
            Field::Done => self.done(card, notes, column, cell, &name),
            Field::Label => {
                for label in names(cell) {
                    self.label(card, &label);
                }
            }
            Field::Priority => self.label(card, &format!("priority {}", cell.to_lowercase())),
            Field::Effort | Field::Spent => self.length(card, notes, column, cell, &name),
            Field::After => self.references.after(self.parcel.cards.len(), cell),
            Field::Before => self.references.before(self.parcel.cards.len(), cell),
            Field::Checklist => self.checklists(card, cell, &name),
            Field::Comment => self.comments(card, cell),
            Field::Attachment => self.attachments(card, cell),
            Field::Url => match web_address(cell) {
                Some(url) => card.url = Some(url),
                None => notes.push(format!("{name}: {cell}")),
            },
            Field::Repeats if yes(cell) == Some(false) => {}
            Field::Repeats => self.ledger.guess(
                "task that comes back",
                "one task; how often is kept as a field, and offered as an operation on the page of guesses",
                &card.name,
            ),
            Field::Milestone => match yes(cell) {
                Some(is) => card.milestone = is,
                // Some exports say what sort of thing a row is.
                None => card.milestone = cell.eq_ignore_ascii_case("milestone"),
            },
            Field::Archived => match yes(cell) {
                Some(is) => card.archived = is,
                None => self.unread(card, notes, &name, cell, "neither yes nor no"),
            },
        }
    }

    /// What could not be read stays in the notes, and is said.
    fn unread(&mut self, card: &Card, notes: &mut Vec<String>, column: &str, cell: &str, what: &'static str) {
        self.ledger.guess(
            "cell that cannot be read as what its column is",
            "kept in the notes",
            &format!("{} in {column} of {}, {what}", cell, card.name),
        );
        notes.push(format!("{column}: {cell}"));
    }

    fn status(&mut self, card: &mut Card, cell: &str, row: &Row<'_>) {
        let has_list = row.group.is_some() || self.mapping.find(Field::List).is_some();
        if !has_list {
            card.list = self.named.list(&mut self.ledger, &mut self.parcel, cell);
        }
        if means_done(cell) && card.done == Done::Open {
            card.done = Done::Sometime;
            self.ledger.guess("status that means done", "done", cell);
        }
    }

    fn people(&mut self, card: &mut Card, cell: &str, row: &Row<'_>) {
        let found = names(cell);
        let emails = self.mapping.find(Field::Email).map(|column| names(row.cell(column))).unwrap_or_default();
        // Addresses are of these people only where there are as many of them.
        let paired = emails.len() == found.len();
        for (at, name) in found.iter().enumerate() {
            let email = if paired { emails.get(at).map(String::as_str) } else { None };
            let person = self.named.person(&mut self.ledger, &mut self.parcel, name, email);
            card.members.extend(person.filter(|person| !card.members.contains(person)));
        }
    }

    fn moment(&self, column: usize, cell: &str) -> Option<Moment> {
        let found = moment(cell, self.habits.order(column, self.mapping.of(column)))?;
        let believable = match found {
            Moment::Day(day) => day >= EARLIEST,
            Moment::Local(at) => at.date() >= EARLIEST,
            Moment::Instant(at) => at.as_second() > 31_536_000,
        };
        believable.then_some(found)
    }

    fn days(&mut self, card: &mut Card, notes: &mut Vec<String>, column: usize, cell: &str, name: &str) {
        let ends: Vec<&str> = range(cell).collect();
        let read: Option<Vec<Moment>> = ends.iter().map(|end| self.moment(column, end)).collect();
        let field = self.mapping.of(column).field;
        match (field, read.as_deref()) {
            (_, None | Some([])) => self.unread(card, notes, name, cell, "no day"),
            (Field::Start, Some([day, ..])) => card.start = Some(*day),
            (Field::Due, Some([day])) => card.due = Some(*day),
            (_, Some([due])) => card.due = Some(*due),
            (_, Some([start, due, ..])) => (card.start, card.due) = (Some(*start), Some(*due)),
        }
    }

    fn done(&mut self, card: &mut Card, notes: &mut Vec<String>, column: usize, cell: &str, name: &str) {
        match (yes(cell), self.moment(column, cell)) {
            (Some(true), _) if card.done == Done::Open => card.done = Done::Sometime,
            (Some(_), _) => {}
            (None, Some(at)) => card.done = Done::At(at),
            (None, None) => self.unread(card, notes, name, cell, "neither a day nor yes or no"),
        }
    }

    fn label(&mut self, card: &mut Card, name: &str) {
        let label = self.named.label(&mut self.ledger, &mut self.parcel, name);
        card.labels.extend(label.filter(|label| !card.labels.contains(label)));
    }

    fn length(&mut self, card: &mut Card, notes: &mut Vec<String>, column: usize, cell: &str, name: &str) {
        let reading = self.mapping.of(column);
        match minutes(cell, reading.unit.unwrap_or(Unit::Hours)) {
            Some(length) if reading.field == Field::Spent => card.spent_minutes = length,
            // Nothing is what an empty estimate is exported as.
            Some(0) => {}
            Some(length) => card.effort_minutes = Some(length),
            None => self.unread(card, notes, name, cell, "no length of work"),
        }
    }

    fn checklists(&mut self, card: &mut Card, cell: &str, column: &str) {
        for list in checklists(cell, column) {
            let id = format!("{}/{}", card.external_id, list.name.to_lowercase());
            let at = card.checklists.len();
            let Some(external_id) = self.ledger.take(ItemKind::Checklist, id, at, &list.name) else { continue };
            let mut items: Vec<CheckItem> = Vec::new();
            for (index, (item, done)) in list.items.into_iter().enumerate() {
                let id = format!("{external_id}/{}", item.to_lowercase());
                let twice = self.ledger.has(ItemKind::CheckItem, &id);
                let id = if twice { format!("{id} #{}", index + 1) } else { id };
                let Some(external_id) = self.ledger.take(ItemKind::CheckItem, id, index, &item) else { continue };
                let (name, full) = self.ledger.name(&item);
                items.push(CheckItem {
                    external_id,
                    name,
                    notes: full.unwrap_or_default(),
                    done,
                    due: None,
                    member: None,
                });
            }
            card.checklists.push(Checklist { external_id, name: self.ledger.name(&list.name).0, items });
        }
    }

    fn comments(&mut self, card: &mut Card, cell: &str) {
        for (at, said) in comments(cell).into_iter().enumerate() {
            let at = card.comments.len().max(at);
            let id = format!("{}/comment {}", card.external_id, at + 1);
            let shown: String = said.text.chars().take(40).collect();
            let Some(external_id) = self.ledger.take(ItemKind::Comment, id, at, &shown) else { continue };
            if said.text.trim().is_empty() {
                self.ledger.skip(ItemKind::Comment, &format!("on {}", card.name), "has no text");
                continue;
            }
            let when = said.at.as_deref().and_then(|at| moment(at, crate::sheet::DayOrder::DayFirst));
            let instant = match when {
                Some(Moment::Instant(at)) => Some(at),
                // Whose day it was the file does not say: its beginning in Greenwich.
                Some(Moment::Day(day)) => TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok(),
                Some(Moment::Local(at)) => TimeZone::UTC.to_timestamp(at).ok(),
                None => None,
            };
            card.comments.push(Comment {
                external_id,
                author: said.by.as_deref().and_then(|by| self.named.known(by)),
                author_name: said.by,
                at: instant,
                text: said.text,
            });
        }
        card.comments.sort_by_key(|comment| comment.at);
    }

    fn attachments(&mut self, card: &mut Card, cell: &str) {
        for (at, (name, url)) in links(cell).into_iter().enumerate() {
            let id = format!("{}/{}", card.external_id, if url.is_empty() { &name } else { &url });
            let Some(external_id) = self.ledger.take(ItemKind::Attachment, id, at, &name) else { continue };
            let Some(url) = web_address(&url) else {
                self.ledger.skip(ItemKind::Attachment, &name, "is a file beside the table, not a web address");
                continue;
            };
            let (name, _) = self.ledger.name(if name.is_empty() { &url } else { &name });
            card.attachments.push(Attachment { external_id, name, url });
        }
    }
}
