//! Reading the export as it streams by: its lists one element at a time, each bounded, the rest passed over.

use std::{
    cell::Cell,
    fmt,
    io::{BufReader, Read},
    marker::PhantomData,
};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::{
    ADVICE,
    bounds::{ACTIONS_MAX, CARDS_MAX, CHECKLISTS_MAX, COMMENTS_MAX, FEW_MAX, KEPT_BYTES_MAX, TEXT_CHARS_MAX},
    raw::{
        Id, Name, Prose, RawAction, RawCard, RawChecklist, RawComment, RawField, RawLabel, RawList, RawMember, Url,
        Weigh,
    },
};
use crate::{json_guard::JsonGuard, loose::Maybe, parcel::Unreadable};

/// All of an export that is of use.
#[derive(Debug, Default)]
pub(super) struct Export {
    pub(super) id: Id,
    pub(super) name: Name,
    pub(super) desc: Prose,
    pub(super) url: Url,
    pub(super) closed: bool,
    pub(super) lists: Vec<RawList>,
    pub(super) cards: Vec<RawCard>,
    pub(super) checklists: Vec<RawChecklist>,
    pub(super) members: Vec<RawMember>,
    pub(super) labels: Vec<RawLabel>,
    pub(super) fields: Vec<RawField>,
    pub(super) comments: Vec<RawComment>,
}

/// The export that `input` says. The error names the place by pointer, and line and column where they are known.
pub(super) fn read(input: impl Read) -> Result<Export, Unreadable> {
    let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(64 * 1024, JsonGuard::new(input)));
    let mut track = serde_path_to_error::Track::new();
    let left = Cell::new(KEPT_BYTES_MAX);
    let board = serde_path_to_error::Deserializer::new(&mut json, &mut track).deserialize_map(Board { left: &left });
    let unreadable =
        |pointer, error: serde_json::Error| Unreadable { pointer, message: error.to_string(), advice: ADVICE };
    match board {
        Err(error) => Err(unreadable(pointer(&track.path()), error)),
        Ok(export) => json.end().map(|()| export).map_err(|error| unreadable(String::new(), error)),
    }
}

/// RFC 6901.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { variant } => format!("/{variant}"),
        // Where the parser itself stumbled, between two fields.
        Segment::Unknown => String::new(),
    };
    path.iter().map(step).collect()
}

struct Board<'b> {
    left: &'b Cell<usize>,
}

impl<'de> Visitor<'de> for Board<'_> {
    type Value = Export;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a Trello board")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<Export, A::Error> {
        let mut export = Export::default();
        let mut seen = Vec::new();
        while let Some(field) = input.next_key::<Field>()? {
            if field != Field::Other {
                if seen.contains(&field) {
                    return Err(A::Error::custom("one of the board's own fields is there twice"));
                }
                seen.push(field);
            }
            match field {
                Field::Id => export.id = input.next_value()?,
                Field::Name => export.name = input.next_value()?,
                Field::Desc => export.desc = input.next_value()?,
                Field::Url => export.url = input.next_value()?,
                Field::Closed => export.closed = input.next_value::<Option<bool>>()?.unwrap_or_default(),
                Field::Lists => export.lists = input.next_value_seed(self.items(FEW_MAX))?,
                Field::Cards => export.cards = input.next_value_seed(self.items(CARDS_MAX))?,
                Field::Checklists => export.checklists = input.next_value_seed(self.items(CHECKLISTS_MAX))?,
                Field::Members => export.members = input.next_value_seed(self.items(FEW_MAX))?,
                Field::Labels => export.labels = input.next_value_seed(self.items(FEW_MAX))?,
                Field::CustomFields => export.fields = input.next_value_seed(self.items(FEW_MAX))?,
                Field::Actions => export.comments = input.next_value_seed(Comments { left: self.left })?,
                Field::Other => drop(input.next_value::<IgnoredAny>()?),
            }
        }
        if !(seen.contains(&Field::Lists) && seen.contains(&Field::Cards)) {
            return Err(A::Error::custom("not a Trello board: there are no \"lists\" and \"cards\""));
        }
        Ok(export)
    }
}

impl Board<'_> {
    fn items<T>(&self, max: usize) -> Items<'_, T> {
        Items { left: self.left, max, of: PhantomData }
    }
}

#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(field_identifier, rename_all = "camelCase")]
enum Field {
    Id,
    Name,
    Desc,
    Url,
    Closed,
    Lists,
    Cards,
    Checklists,
    Members,
    Labels,
    CustomFields,
    Actions,
    #[serde(other)]
    Other,
}

/// A list of things, as many and as heavy as the bounds allow; null is none.
struct Items<'b, T> {
    left: &'b Cell<usize>,
    max: usize,
    of: PhantomData<T>,
}

impl<'de, T: Deserialize<'de> + Weigh> DeserializeSeed<'de> for Items<'_, T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Vec<T>, D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de, T: Deserialize<'de> + Weigh> Visitor<'de> for Items<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<Vec<T>, A::Error> {
        let mut items: Vec<T> = Vec::new();
        while let Some(item) = input.next_element()? {
            if items.len() == self.max {
                return Err(A::Error::custom(format!(
                    "there are more than {}, the most that Righthand reads",
                    self.max
                )));
            }
            weigh(self.left, &item)?;
            items.push(item);
        }
        Ok(items)
    }
}

/// The comments among the actions; other actions are dropped as they are read.
struct Comments<'b> {
    left: &'b Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Comments<'_> {
    type Value = Vec<RawComment>;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Vec<RawComment>, D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Comments<'_> {
    type Value = Vec<RawComment>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<Vec<RawComment>, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<Vec<RawComment>, A::Error> {
        let mut comments = Vec::new();
        let mut actions = 0;
        while let Some(action) = input.next_element::<RawAction>()? {
            actions += 1;
            if actions > ACTIONS_MAX || comments.len() == COMMENTS_MAX {
                return Err(A::Error::custom("there are more actions and comments than Righthand reads"));
            }
            if matches!(action.sort.0.as_str(), "commentCard" | "copyCommentCard") {
                let comment = comment(action)?;
                weigh(self.left, &comment)?;
                comments.push(comment);
            }
        }
        Ok(comments)
    }
}

fn comment<E: Error>(action: RawAction) -> Result<RawComment, E> {
    let text = match action.data.text {
        Maybe::Text(text) => text,
        Maybe::No => String::new(),
        Maybe::TooLong(count) => {
            return Err(E::custom(format!(
                "this comment has {count} characters; Righthand reads up to {TEXT_CHARS_MAX}"
            )));
        }
    };
    let full_name = short(action.member_creator.full_name);
    Ok(RawComment {
        id: action.id.0,
        card: short(action.data.card.id),
        card_name: short(action.data.card.name),
        author: action.id_member_creator.0,
        author_name: if full_name.is_empty() { short(action.member_creator.username) } else { full_name },
        date: action.date.0,
        text,
    })
}

fn short<const MAX: usize>(text: Maybe<MAX>) -> String {
    match text {
        Maybe::Text(text) => text,
        Maybe::No | Maybe::TooLong(_) => String::new(),
    }
}

fn weigh<E: Error>(left: &Cell<usize>, item: &impl Weigh) -> Result<(), E> {
    let Some(rest) = left.get().checked_sub(item.weight()) else {
        let megabytes = KEPT_BYTES_MAX / (1024 * 1024);
        return Err(E::custom(format!(
            "up to here the board holds more than {megabytes} MB, the most that Righthand reads"
        )));
    };
    left.set(rest);
    Ok(())
}
