//! A board's things as the export writes them; fields that are of no use are passed over while reading.

use serde::Deserialize;

use super::bounds::{
    CHECK_ITEMS_PER_LIST_MAX, ID_CHARS_MAX, NAME_CHARS_MAX, ON_A_CARD_MAX, OPTIONS_MAX, TEXT_CHARS_MAX, URL_CHARS_MAX,
};
use crate::loose::{Many, Maybe, Text, or_default};

pub(super) type Id = Text<ID_CHARS_MAX>;
pub(super) type Name = Text<NAME_CHARS_MAX>;
pub(super) type Prose = Text<TEXT_CHARS_MAX>;
pub(super) type Url = Text<URL_CHARS_MAX>;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawList {
    pub(super) id: Id,
    pub(super) name: Name,
    #[serde(deserialize_with = "or_default")]
    pub(super) closed: bool,
    #[serde(deserialize_with = "position")]
    pub(super) pos: f64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawCard {
    pub(super) id: Id,
    pub(super) name: Name,
    pub(super) desc: Prose,
    #[serde(deserialize_with = "or_default")]
    pub(super) closed: bool,
    #[serde(deserialize_with = "position")]
    pub(super) pos: f64,
    pub(super) url: Url,
    pub(super) id_list: Id,
    pub(super) start: Id,
    pub(super) due: Id,
    #[serde(deserialize_with = "or_default")]
    pub(super) due_complete: bool,
    pub(super) date_last_activity: Id,
    pub(super) id_members: Many<Id, ON_A_CARD_MAX>,
    pub(super) id_labels: Many<Id, ON_A_CARD_MAX>,
    pub(super) attachments: Many<RawAttachment, ON_A_CARD_MAX>,
    pub(super) checklists: Many<RawChecklist, ON_A_CARD_MAX>,
    pub(super) custom_field_items: Many<RawFieldItem, ON_A_CARD_MAX>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawAttachment {
    pub(super) id: Id,
    pub(super) name: Name,
    pub(super) url: Url,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawChecklist {
    pub(super) id: Id,
    pub(super) name: Name,
    pub(super) id_card: Id,
    #[serde(deserialize_with = "position")]
    pub(super) pos: f64,
    pub(super) check_items: Many<RawCheckItem, CHECK_ITEMS_PER_LIST_MAX>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawCheckItem {
    pub(super) id: Id,
    pub(super) name: Name,
    pub(super) state: Id,
    #[serde(deserialize_with = "position")]
    pub(super) pos: f64,
    pub(super) due: Id,
    pub(super) id_member: Id,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawFieldItem {
    pub(super) id_custom_field: Id,
    pub(super) id_value: Id,
    #[serde(deserialize_with = "or_default")]
    pub(super) value: RawValue,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawValue {
    pub(super) text: Name,
    pub(super) number: Id,
    pub(super) date: Id,
    pub(super) checked: Id,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawMember {
    pub(super) id: Id,
    pub(super) full_name: Name,
    pub(super) username: Name,
    pub(super) email: Name,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawLabel {
    pub(super) id: Id,
    pub(super) name: Name,
    pub(super) color: Id,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawField {
    pub(super) id: Id,
    pub(super) name: Name,
    #[serde(rename = "type")]
    pub(super) sort: Id,
    pub(super) options: Many<RawOption, OPTIONS_MAX>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawOption {
    pub(super) id: Id,
    #[serde(deserialize_with = "or_default")]
    pub(super) value: RawValue,
}

/// An entry of the board's history; only comments are kept.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawAction {
    pub(super) id: Id,
    #[serde(rename = "type")]
    pub(super) sort: Id,
    pub(super) date: Id,
    pub(super) id_member_creator: Id,
    #[serde(deserialize_with = "or_default")]
    pub(super) member_creator: RawAuthor,
    #[serde(deserialize_with = "or_default")]
    pub(super) data: RawActionData,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawAuthor {
    pub(super) full_name: Maybe<{ crate::parcel::NAME_CHARS_MAX }>,
    pub(super) username: Maybe<{ crate::parcel::NAME_CHARS_MAX }>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawActionData {
    pub(super) text: Maybe<TEXT_CHARS_MAX>,
    #[serde(deserialize_with = "or_default")]
    pub(super) card: RawActionCard,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RawActionCard {
    pub(super) id: Maybe<ID_CHARS_MAX>,
    pub(super) name: Maybe<TEXT_CHARS_MAX>,
}

/// A comment, taken out of its action.
#[derive(Debug, Default)]
pub(super) struct RawComment {
    pub(super) id: String,
    pub(super) card: String,
    pub(super) card_name: String,
    pub(super) author: String,
    pub(super) author_name: String,
    pub(super) date: String,
    pub(super) text: String,
}

/// Positions are numbers; what is not goes to the front.
fn position<'de, D: serde::Deserializer<'de>>(input: D) -> Result<f64, D::Error> {
    let text = Id::deserialize(input)?;
    Ok(text.0.parse().ok().filter(|at: &f64| at.is_finite()).unwrap_or(0.0))
}

/// How many bytes a thing holds, itself included.
pub(super) trait Weigh {
    fn weight(&self) -> usize;
}

/// Bytes that come on top of a thing for the copy in the parcel and for what is said about it.
const OVERHEAD: usize = 100;

macro_rules! weigh {
    ($type:ty: texts $($text:ident)*; things $($thing:ident)*) => {
        impl Weigh for $type {
            fn weight(&self) -> usize {
                size_of::<Self>() + OVERHEAD $(+ self.$text.0.len())*
                    $(+ self.$thing.0.iter().map(Weigh::weight).sum::<usize>())*
            }
        }
    };
}

weigh!(RawList: texts id name; things);
weigh!(RawCard: texts id name desc url; things id_members id_labels attachments checklists custom_field_items);
weigh!(RawAttachment: texts id name url; things);
weigh!(RawChecklist: texts id name; things check_items);
weigh!(RawCheckItem: texts id name; things);
weigh!(RawFieldItem: texts id_custom_field id_value; things);
weigh!(RawMember: texts id full_name username email; things);
weigh!(RawLabel: texts id name; things);
weigh!(RawField: texts id name; things options);
weigh!(RawOption: texts id; things);

impl Weigh for Id {
    fn weight(&self) -> usize {
        size_of::<Self>() + self.0.len()
    }
}

impl Weigh for RawComment {
    fn weight(&self) -> usize {
        size_of::<Self>() + OVERHEAD + self.text.len() + self.card_name.len() + self.author_name.len()
    }
}
