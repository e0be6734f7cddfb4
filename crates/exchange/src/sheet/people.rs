//! The things that rows only name: lists, people, labels. Each is one, however many rows name it.

use std::collections::HashMap;

use crate::ledger::Ledger;
use crate::parcel::{ItemKind, Label, List, Member, Parcel};

/// What has been named so far.
#[derive(Default)]
pub(super) struct Named {
    lists: HashMap<String, String>,
    labels: HashMap<String, String>,
    /// By address and by name, in lower case.
    people: HashMap<String, String>,
}

impl Named {
    /// The id of the list of that name.
    pub(super) fn list(&mut self, ledger: &mut Ledger, parcel: &mut Parcel, name: &str) -> Option<String> {
        let key = name.to_lowercase();
        if let Some(id) = self.lists.get(&key) {
            return Some(id.clone());
        }
        let id = ledger.take(ItemKind::List, key.clone(), 0, name)?;
        parcel.lists.push(List { external_id: id.clone(), name: ledger.name(name).0, archived: false });
        self.lists.insert(key, id.clone());
        Some(id)
    }

    /// The id of the label of that name.
    pub(super) fn label(&mut self, ledger: &mut Ledger, parcel: &mut Parcel, name: &str) -> Option<String> {
        let key = name.to_lowercase();
        if let Some(id) = self.labels.get(&key) {
            return Some(id.clone());
        }
        let id = ledger.take(ItemKind::Label, key.clone(), 0, name)?;
        parcel.labels.push(Label { external_id: id.clone(), name: ledger.name(name).0, colour: None });
        self.labels.insert(key, id.clone());
        Some(id)
    }

    /// The id of a person, who is known by address where there is one, else by name.
    pub(super) fn person(
        &mut self,
        ledger: &mut Ledger,
        parcel: &mut Parcel,
        name: &str,
        email: Option<&str>,
    ) -> Option<String> {
        let (name, email) = parts(name, email);
        let (by_name, by_email) = (name.to_lowercase(), email.as_ref().map(|email| email.to_lowercase()));
        let known = by_email.as_ref().and_then(|email| self.people.get(email)).or_else(|| self.people.get(&by_name));
        if let Some(id) = known.cloned() {
            if let Some(email) = by_email {
                self.people.entry(email).or_insert_with(|| id.clone());
            }
            self.people.entry(by_name).or_insert_with(|| id.clone());
            return Some(id);
        }
        let id = by_email.clone().unwrap_or_else(|| by_name.clone());
        let id = ledger.take(ItemKind::Member, id, 0, &name)?;
        let username = None;
        parcel.members.push(Member { external_id: id.clone(), name: ledger.name(&name).0, username, email });
        for key in [Some(by_name), by_email].into_iter().flatten() {
            self.people.insert(key, id.clone());
        }
        Some(id)
    }

    /// The id of somebody who has been named on a row.
    pub(super) fn known(&self, name: &str) -> Option<String> {
        self.people.get(&name.trim().to_lowercase()).cloned()
    }
}

/// Name and address of `Halima Strand`, `Halima Strand <halima@clay.example>`, `halima@clay.example`.
fn parts(name: &str, email: Option<&str>) -> (String, Option<String>) {
    let email = email.map(str::trim).filter(|email| email.contains('@')).map(str::to_owned);
    if let Some((before, inside)) = name.split_once('<')
        && let Some(inside) = inside.trim().strip_suffix('>')
        && inside.contains('@')
    {
        let before = before.trim();
        let shown = if before.is_empty() { inside } else { before };
        return (shown.to_owned(), email.or_else(|| Some(inside.to_owned())));
    }
    if name.contains('@') && !name.contains(' ') {
        return (name.to_owned(), email.or_else(|| Some(name.to_owned())));
    }
    (name.to_owned(), email)
}
