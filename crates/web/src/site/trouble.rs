//! Trouble: what was wrong with a form, for the page that shows it again with what was typed.

use std::collections::BTreeMap;

use maud::{Markup, html};
use righthand_desk::command::Conflict;
use righthand_domain::refusal::Refusal;
use righthand_domain::snapshot::Fault;

use super::InBusiness;
use super::conflict::conflict_part;
use super::page::refusal_part;
use crate::parts::Faults;

/// A form that was not carried out.
#[derive(Debug, Clone, Default)]
pub struct Trouble {
    /// Which form of the page: what its hidden field `_form` said.
    pub form: String,
    /// What was typed, by field.
    pub values: BTreeMap<String, Vec<String>>,
    pub faults: Vec<Fault>,
    pub refusal: Option<Refusal>,
    pub conflict: Option<Conflict>,
}

/// A form as a page draws it: with what was typed and what is wrong, or as things are.
#[derive(Debug, Clone, Default)]
pub struct FormState {
    id: String,
    trouble: Option<std::sync::Arc<Trouble>>,
    faults: Faults,
}

impl InBusiness {
    /// The form of that id on this page. Ids are unique on a page, such as `change_task:edit-ep2`.
    pub fn form(&self, id: &str) -> FormState {
        let trouble = self.visitor.trouble.clone().filter(|trouble| trouble.form == id);
        let faults = trouble.as_ref().map(|trouble| faults(&trouble.faults)).unwrap_or_default();
        FormState { id: id.to_owned(), trouble, faults }
    }
}

/// `/steps/0/name` is the field `steps.0.name`.
fn faults(list: &[Fault]) -> Faults {
    let mut faults = Faults::default();
    for fault in list {
        faults.add(fault.pointer.trim_start_matches('/').replace('/', "."), fault.message.clone());
    }
    faults
}

impl FormState {
    /// What stands in a field: what was typed, else `now`.
    pub fn value<'f>(&'f self, field: &str, now: &'f str) -> &'f str {
        self.trouble.as_ref().map_or(now, |trouble| {
            trouble.values.get(field).and_then(|values| values.last()).map_or("", String::as_str)
        })
    }

    /// Is this one of the values that were chosen; `now` where the form is as things are.
    pub fn chosen(&self, field: &str, value: &str, now: bool) -> bool {
        self.trouble.as_ref().map_or(now, |trouble| {
            trouble.values.get(field).is_some_and(|values| values.iter().any(|typed| typed == value))
        })
    }

    /// What is wrong with a field.
    pub fn fault(&self, field: &str) -> Option<&str> {
        self.faults.of(field)
    }

    /// Was this form sent and not carried out? Then it is shown open.
    pub fn troubled(&self) -> bool {
        self.trouble.is_some()
    }

    /// The refusal or the conflict, to stand before the form, never inside of it.
    pub fn before(&self, visit: &InBusiness) -> Markup {
        let Some(trouble) = &self.trouble else { return html! {} };
        html! {
            @if let Some(refusal) = &trouble.refusal { (refusal_part(visit, refusal)) }
            @if let Some(conflict) = &trouble.conflict { (conflict_part(visit, &self.id, conflict, &trouble.values)) }
        }
    }

    /// The hidden fields of the form, and faults that belong to no field of `fields`.
    pub fn hidden(&self, visit: &InBusiness, fields: &[&str]) -> Markup {
        let loose = self.trouble.iter().flat_map(|trouble| &trouble.faults).filter(|fault| {
            let name = fault.pointer.trim_start_matches('/').replace('/', ".");
            !fields.iter().any(|field| *field == name)
        });
        html! {
            input type="hidden" name="_form" value=(self.id);
            input type="hidden" name="_back" value=(visit.visitor.path);
            @for fault in loose {
                p.err role="alert" { (crate::parts::Icon::Late.with_class("i fillst latec")) (fault.message) }
            }
        }
    }
}
