//! Base: what the other side said of a thing when it was last imported. With what it says now and what is here, it tells
//! what changed there (taken over), what changed here (kept and listed) and what changed at both ends (asked).

use righthand_store::Record;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::journal::Journaled;

/// Bytes of a print: 48 bits tell the few values of one field apart.
const PRINT_BYTES: usize = 6;
/// Bytes of a value that is kept as it is; of a longer one only the print, which is enough to know it again.
const WHOLE_BYTES_MAX: usize = 200;
/// The field of the object that stands for a longer value.
const PRINT: &str = "print";

/// The fields of one thing as they were said; those that said nothing are absent.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Base {
    /// By field.
    Said(Map<String, Value>),
    /// The print of each field, as the schema before `0011` kept them.
    Printed(Vec<(String, String)>),
}

impl Base {
    /// As an origin keeps it.
    pub(super) fn read(text: &str) -> Self {
        match serde_json::from_str(text) {
            Ok(Value::Object(said)) => Self::Said(said),
            _ => Self::Printed(
                text.split(' ')
                    .filter_map(|field| field.split_once('='))
                    .map(|(field, print)| (field.to_owned(), print.to_owned()))
                    .collect(),
            ),
        }
    }

    /// Whether the field said this.
    pub(super) fn is(&self, field: &str, value: &Value) -> bool {
        match self {
            Self::Said(said) => match said.get(field) {
                None => is_nothing(value),
                Some(kept) => *kept == short(value),
            },
            Self::Printed(prints) => match prints.iter().find(|(known, _)| known == field) {
                // A field that was not looked at then.
                None => is_nothing(value),
                Some((_, kept)) => *kept == print(value),
            },
        }
    }

    /// What the field said, where it was kept as it was.
    pub(super) fn said(&self, field: &str) -> Option<&Value> {
        match self {
            Self::Said(said) => said.get(field).filter(|value| !is_print(value)),
            Self::Printed(_) => None,
        }
    }
}

/// What is said of a record, as an origin keeps it.
pub(super) fn base_of<R: Record + Journaled>(record: &R, looked_at: impl Fn(&str) -> bool) -> String {
    let said: Map<String, Value> = fields(record)
        .into_iter()
        .filter(|(field, value)| looked_at(field) && !is_nothing(value))
        .map(|(field, value)| (field, short(&value)))
        .collect();
    Value::Object(said).to_string()
}

/// The fields of a record.
pub(super) fn fields<R: Journaled>(record: &R) -> Map<String, Value> {
    match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The value, or its print where it is long.
fn short(value: &Value) -> Value {
    let text = match value {
        Value::String(text) if text.len() <= WHOLE_BYTES_MAX => return value.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) => return value.clone(),
        other => other.to_string(),
    };
    if text.len() <= WHOLE_BYTES_MAX {
        return value.clone();
    }
    Value::Object(Map::from_iter([(PRINT.to_owned(), Value::String(print(value)))]))
}

fn is_print(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| fields.len() == 1 && fields.contains_key(PRINT))
}

/// What a field is that nobody has filled.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Number(number) => number.as_i64() == Some(0),
        _ => false,
    }
}

/// The print of one value.
pub(super) fn print(value: &Value) -> String {
    Sha256::digest(value.to_string()).iter().take(PRINT_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

/// What becomes of a field that differs here from what is said there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Differs {
    /// It changed there alone.
    There,
    /// It changed here alone.
    Here,
    /// It changed at both ends.
    Both,
}

/// Judges a field whose two values differ.
pub(super) fn judge(base: &Base, field: &str, here: &Value, there: &Value) -> Differs {
    match (base.is(field, here), base.is(field, there)) {
        (true, _) => Differs::There,
        (false, true) => Differs::Here,
        (false, false) => Differs::Both,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn who_changed_a_field_is_told_by_what_was_said_before() {
        let base = Base::read(r#"{"due":"2026-12-05","notes":{"print":"000000000000"}}"#);
        let (before, theirs, ours) = (json!("2026-12-05"), json!("2026-12-06"), json!("2026-12-07"));
        assert_eq!(judge(&base, "due", &before, &theirs), Differs::There);
        assert_eq!(judge(&base, "due", &ours, &before), Differs::Here);
        assert_eq!(judge(&base, "due", &ours, &theirs), Differs::Both);
        assert_eq!(judge(&base, "url", &Value::Null, &theirs), Differs::There, "what said nothing was nothing");
        assert_eq!((base.said("due"), base.said("notes")), (Some(&before), None));
    }

    #[test]
    fn prints_of_the_schema_before_are_still_known() {
        let base = Base::read(&format!("name={} notes={}", print(&json!("Edit")), print(&Value::Null)));
        assert!(base.is("name", &json!("Edit")) && base.is("notes", &Value::Null) && !base.is("name", &json!("Cut")));
    }

    #[test]
    fn a_long_text_is_kept_as_its_print() {
        let long = json!("a".repeat(300));
        assert_eq!(short(&long), json!({ "print": print(&long) }));
        assert_eq!(short(&json!(["audio"])), json!(["audio"]));
    }
}
