//! Choices: which of two values is taken where a field changed both here and there, and how such fields are told.

use serde_json::Value;

use super::base::{Base, Differs, judge};
use super::report::{Both, Kept, Tally, named, shown};

/// The choice that takes theirs wherever both changed.
pub const ALL_THEIRS: &str = "all";

/// The fields for which theirs are taken; ours is kept of all others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choices<'c>(pub(super) &'c [String]);

/// A field that differs.
pub(super) struct Field<'f> {
    /// As its thing is known there: `card/c1`.
    pub(super) thing: String,
    /// The thing in a sentence.
    pub(super) kind: &'f str,
    pub(super) name: &'f str,
    pub(super) field: &'f str,
    pub(super) here: &'f Value,
    pub(super) there: &'f Value,
}

impl Choices<'_> {
    /// Whether theirs is taken; tells of it unless it changed there alone. `words` says a value.
    pub(super) fn take(
        &self,
        tally: &mut Tally,
        base: &Base,
        of: &Field<'_>,
        words: impl Fn(&Value) -> String,
    ) -> bool {
        let field = of.field.trim_end_matches("_id").replace('_', " ");
        let what = named(of.kind, of.name);
        match judge(base, of.field, of.here, of.there) {
            Differs::There => true,
            Differs::Here => {
                tally.kept.push(Kept { what, field, here: words(of.here) });
                false
            }
            Differs::Both => {
                let id = format!("{}/{}", of.thing, of.field);
                let theirs = self.0.iter().any(|choice| *choice == id || choice == ALL_THEIRS);
                tally.both.push(Both {
                    id,
                    what,
                    field,
                    before: base.said(of.field).map(&words),
                    here: words(of.here),
                    there: words(of.there),
                    taken: if theirs { "there" } else { "here" }.to_owned(),
                });
                theirs
            }
        }
    }
}

/// A value as people read it.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) if text.is_empty() => "nothing".to_owned(),
        Value::String(text) => shown(text),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Array(items) if items.is_empty() => "nothing".to_owned(),
        Value::Array(items) => shown(&items.iter().map(plain).collect::<Vec<_>>().join(", ")),
        other => shown(&other.to_string()),
    }
}
