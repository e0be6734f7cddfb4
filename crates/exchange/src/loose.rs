//! Values of foreign JSON, read with a bound and with patience: what is null or absent is empty.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A text of at most `MAX` characters. Null is empty; numbers and flags are their text; anything else is an error, as
/// is a longer text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Text<const MAX: usize>(pub(crate) String);

impl<'de, const MAX: usize> Deserialize<'de> for Text<MAX> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Read<const MAX: usize>;
        impl<'de, const MAX: usize> Visitor<'de> for Read<MAX> {
            type Value = Text<MAX>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Text::default())
            }
            fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
                Ok(Text(value.to_string()))
            }
            fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
                Ok(Text(value.to_string()))
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
                Ok(Text(value.to_string()))
            }
            fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
                Ok(Text(value.to_string()))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                // Counting characters is only needed where bytes could be too many.
                if text.len() > MAX {
                    let count = text.chars().count();
                    if count > MAX {
                        return Err(E::custom(format!(
                            "this text has {count} characters; Righthand reads up to {MAX}"
                        )));
                    }
                }
                Ok(Text(text.to_owned()))
            }
        }
        input.deserialize_any(Read::<MAX>)
    }
}

/// A text that may be anything, of which only texts matter; one longer than `MAX` characters is noted, not kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Maybe<const MAX: usize> {
    #[default]
    No,
    Text(String),
    TooLong(usize),
}

impl<'de, const MAX: usize> Deserialize<'de> for Maybe<MAX> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Read<const MAX: usize>;
        impl<'de, const MAX: usize> Visitor<'de> for Read<MAX> {
            type Value = Maybe<MAX>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Maybe::No)
            }
            fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Maybe::No)
            }
            fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
                Ok(Maybe::No)
            }
            fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
                Ok(Maybe::No)
            }
            fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
                Ok(Maybe::No)
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                let count = if text.len() > MAX { text.chars().count() } else { 0 };
                Ok(if count > MAX { Maybe::TooLong(count) } else { Maybe::Text(text.to_owned()) })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<Self::Value, A::Error> {
                while input.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Maybe::No)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<Self::Value, A::Error> {
                while input.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Maybe::No)
            }
        }
        input.deserialize_any(Read::<MAX>)
    }
}

/// A list of at most `MAX` things; null is none.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Many<T, const MAX: usize>(pub(crate) Vec<T>);

impl<T, const MAX: usize> Default for Many<T, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>, const MAX: usize> Deserialize<'de> for Many<T, MAX> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Read<T, const MAX: usize>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>, const MAX: usize> Visitor<'de> for Read<T, MAX> {
            type Value = Many<T, MAX>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Many::default())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = input.next_element()? {
                    if items.len() == MAX {
                        return Err(A::Error::custom(format!(
                            "this list is longer than {MAX}, the most that Righthand reads"
                        )));
                    }
                    items.push(item);
                }
                Ok(Many(items))
            }
        }
        input.deserialize_any(Read(std::marker::PhantomData))
    }
}

/// An object that may be null: then it is its default.
pub(crate) fn or_default<'de, T: Default + Deserialize<'de>, D: Deserializer<'de>>(input: D) -> Result<T, D::Error> {
    Option::deserialize(input).map(Option::unwrap_or_default)
}
