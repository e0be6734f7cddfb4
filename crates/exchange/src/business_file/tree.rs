//! JSON text as a tree that borrows from it and cannot outgrow its bounds.
//!
//! `serde_json::Value` would cost several times the file and forgets that a field was there twice.

use std::{borrow::Cow, cell::Cell, fmt};

use righthand_domain::snapshot::Fault;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use super::VALUES_MAX;

/// A JSON value. Fields stay in the order of the text, repeated ones too.
#[derive(Debug)]
pub(super) enum Node<'t> {
    Null,
    Bool(bool),
    /// Finite: JSON cannot say anything else, and what overflows is refused while reading.
    Number(f64),
    Text(Cow<'t, str>),
    List(Vec<Node<'t>>),
    Object(Vec<(Cow<'t, str>, Node<'t>)>),
}

impl Node<'_> {
    /// What it is, for a sentence.
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "true or false",
            Node::Number(_) => "a number",
            Node::Text(_) => "a text",
            Node::List(_) => "a list",
            Node::Object(_) => "an object",
        }
    }
}

/// The tree of one JSON document. The fault names line and column, and what to do.
pub(super) fn parse(text: &[u8]) -> Result<Node<'_>, Fault> {
    // Some editors put a byte order mark before the text; it says nothing.
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let left = Cell::new(VALUES_MAX);
    let mut input = serde_json::Deserializer::from_slice(text);
    let tree = Seed { left: &left }.deserialize(&mut input).and_then(|tree| input.end().map(|()| tree));
    tree.map_err(|error| Fault { pointer: String::new(), message: format!("not a JSON document: {error}") })
}

#[derive(Clone, Copy)]
struct Seed<'c> {
    left: &'c Cell<usize>,
}

impl Seed<'_> {
    fn count<E: Error>(self) -> Result<(), E> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(E::custom(format!("more than {VALUES_MAX} values, the most that Righthand reads")));
        };
        self.left.set(left);
        Ok(())
    }
}

impl<'t> DeserializeSeed<'t> for Seed<'_> {
    type Value = Node<'t>;

    fn deserialize<D: serde::Deserializer<'t>>(self, input: D) -> Result<Node<'t>, D::Error> {
        self.count()?;
        input.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Seed<'_> {
    type Value = Node<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node<'t>, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node<'t>, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node<'t>, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node<'t>, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node<'t>, E> {
        Ok(Node::Number(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'t str) -> Result<Node<'t>, E> {
        Ok(Node::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node<'t>, E> {
        Ok(Node::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut input: A) -> Result<Node<'t>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = input.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'t>>(self, mut input: A) -> Result<Node<'t>, A::Error> {
        let mut fields = Vec::new();
        while let Some(Name(name)) = input.next_key()? {
            fields.push((name, input.next_value_seed(self)?));
        }
        Ok(Node::Object(fields))
    }
}

/// The name of a field, borrowed from the text where it has no escapes.
struct Name<'t>(Cow<'t, str>);

impl<'de> serde::Deserialize<'de> for Name<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'t> Visitor<'t> for Text {
            type Value = Name<'t>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }
            fn visit_borrowed_str<E: Error>(self, name: &'t str) -> Result<Name<'t>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }
            fn visit_str<E: Error>(self, name: &str) -> Result<Name<'t>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }
        input.deserialize_str(Text)
    }
}
