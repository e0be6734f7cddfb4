//! Patch: a field of a change, which tells "not named" from "emptied".

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// A field of a change: left as it is, emptied, or set.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Patch<T> {
    /// The input does not name it.
    #[default]
    Keep,
    /// The input says `null`.
    Clear,
    Set(T),
}

impl<T> Patch<T> {
    /// Not named by the input.
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// What the field is after the change.
    pub fn or(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// What the field is after the change, where it cannot be empty: `None` where the input empties it.
    pub fn or_required(self, before: T) -> Option<T> {
        match self {
            Self::Keep => Some(before),
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// The same of another type.
    pub fn map<U>(self, into: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(into(value)),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::deserialize(from)?.map_or(Self::Clear, Self::Set))
    }
}

impl<T: JsonSchema> JsonSchema for Patch<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Nullable_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Option<T>>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_tells_absent_from_null() {
        #[derive(Deserialize)]
        struct Input {
            #[serde(default)]
            due: Patch<String>,
        }
        let read = |text| serde_json::from_str::<Input>(text).unwrap().due;
        assert_eq!(read("{}"), Patch::Keep);
        assert_eq!(read(r#"{"due":null}"#), Patch::Clear);
        assert_eq!(read(r#"{"due":"x"}"#), Patch::Set("x".into()));
    }
}
