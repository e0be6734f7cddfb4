//! Parcel: what a board of another tool holds, in one neutral shape, with everything counted.
//!
//! An importer turns a file into a parcel, the desk turns a parcel into tasks. Whatever the file held is either carried
//! in the parcel or listed in `skipped` with the reason; whatever had to be interpreted is listed in `guessed`.

use std::{collections::BTreeMap, fmt};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// Characters of a name; longer ones are cut, and kept in full in the description or the notes.
pub const NAME_CHARS_MAX: usize = 300;

/// Characters of a description, notes or a comment.
pub const TEXT_CHARS_MAX: usize = 20_000;

/// The content of one exported board.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parcel {
    pub board: Board,
    /// By position.
    pub lists: Vec<List>,
    pub members: Vec<Member>,
    pub labels: Vec<Label>,
    pub custom_fields: Vec<CustomField>,
    /// By list, then by position.
    pub cards: Vec<Card>,
    /// How many of each kind the file holds: those carried here plus those skipped.
    pub read: BTreeMap<ItemKind, usize>,
    pub skipped: Vec<Skipped>,
    pub guessed: Vec<Guessed>,
    /// How the columns of a table were read: the next table of the same columns is read alike.
    pub mapped: Option<Mapped>,
}

/// The columns of a table and what each was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    pub header: Vec<String>,
    /// As `--map` takes it: `Due date=due:dmy`.
    pub columns: Vec<String>,
}

/// The sorts of things that boards hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    List,
    Card,
    Checklist,
    CheckItem,
    Member,
    Label,
    Attachment,
    Comment,
    CustomField,
    Dependency,
}

impl ItemKind {
    /// The kinds that boards hold, in the order in which reports list them.
    pub const OF_BOARDS: [Self; 9] = [
        Self::List,
        Self::Card,
        Self::Checklist,
        Self::CheckItem,
        Self::Member,
        Self::Label,
        Self::Attachment,
        Self::Comment,
        Self::CustomField,
    ];
    /// The kinds that tables hold.
    pub const OF_TABLES: [Self; 10] = [
        Self::List,
        Self::Card,
        Self::Checklist,
        Self::CheckItem,
        Self::Member,
        Self::Label,
        Self::Attachment,
        Self::Comment,
        Self::CustomField,
        Self::Dependency,
    ];

    /// As reports of an import write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Card => "card",
            Self::Checklist => "checklist",
            Self::CheckItem => "check_item",
            Self::Member => "member",
            Self::Label => "label",
            Self::Attachment => "attachment",
            Self::Comment => "comment",
            Self::CustomField => "custom_field",
            Self::Dependency => "dependency",
        }
    }

    /// As a sentence says it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::CheckItem => "check item",
            Self::CustomField => "custom field",
            other => other.as_str(),
        }
    }
}

/// The board itself. External ids are the other tool's, and what a second import recognises things by.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Board {
    pub external_id: String,
    pub name: String,
    pub description: String,
    pub url: Option<String>,
    pub archived: bool,
}

/// A column of the board.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    pub external_id: String,
    pub name: String,
    pub archived: bool,
}

/// Somebody on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub external_id: String,
    pub name: String,
    pub username: Option<String>,
    pub email: Option<String>,
}

/// A coloured word on cards.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub external_id: String,
    pub name: String,
    pub colour: Option<String>,
}

/// A field that the board added to its cards.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomField {
    pub external_id: String,
    pub name: String,
}

/// A piece of work.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Card {
    pub external_id: String,
    /// External id of its list; `None` where the list is not in the file.
    pub list: Option<String>,
    pub name: String,
    pub description: String,
    pub url: Option<String>,
    /// Itself, or with its list.
    pub archived: bool,
    pub start: Option<Moment>,
    pub due: Option<Moment>,
    pub done: Done,
    /// External id of the card that it is a part of, which is in the parcel and not below it.
    pub parent: Option<String>,
    /// External ids of cards in the parcel that come before it.
    pub after: Vec<String>,
    /// Minutes of work.
    pub effort_minutes: Option<i64>,
    /// Minutes of work that have been done.
    pub spent_minutes: i64,
    pub milestone: bool,
    /// External ids of members in the parcel.
    pub members: Vec<String>,
    /// External ids of labels in the parcel.
    pub labels: Vec<String>,
    pub checklists: Vec<Checklist>,
    pub attachments: Vec<Attachment>,
    /// Oldest first.
    pub comments: Vec<Comment>,
    pub field_values: Vec<FieldValue>,
}

/// A day or a time, as exactly as the file says it. A time without an offset is one of the business's own zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    Day(Date),
    Local(DateTime),
    Instant(Timestamp),
}

/// Whether a card is done, and since when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Done {
    #[default]
    Open,
    /// It is; the file does not say since when.
    Sometime,
    At(Moment),
}

/// A list of small things on a card; by position.
#[derive(Debug, Clone, PartialEq)]
pub struct Checklist {
    pub external_id: String,
    pub name: String,
    pub items: Vec<CheckItem>,
}

/// A thing to tick.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckItem {
    pub external_id: String,
    pub name: String,
    /// The full text where the name had to be cut; else empty.
    pub notes: String,
    pub done: bool,
    pub due: Option<Timestamp>,
    /// External id of a member in the parcel.
    pub member: Option<String>,
}

/// A link on a card; the bytes behind it stay where they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    pub external_id: String,
    pub name: String,
    pub url: String,
}

/// What somebody said on a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    pub external_id: String,
    /// External id of a member in the parcel.
    pub author: Option<String>,
    /// As the file names them, also where they are no longer a member.
    pub author_name: Option<String>,
    pub at: Option<Timestamp>,
    pub text: String,
}

/// What a card says in a custom field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldValue {
    /// External id of the custom field.
    pub field: String,
    pub value: Value,
}

/// A value of a custom field.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(f64),
    Instant(Timestamp),
    Checked(bool),
}

/// Something the file holds that is not carried, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    pub kind: ItemKind,
    pub what: String,
    pub why: String,
}

/// Something that was interpreted, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guessed {
    pub what: String,
    pub as_: String,
}

/// A file that cannot be read as what it is said to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Unreadable {
    /// JSON pointer to the place, such as `/cards/17/name`; empty where the whole file is meant.
    pub pointer: String,
    /// What is wrong, with line and column where they are known.
    pub message: String,
    /// What to do now.
    pub advice: &'static str,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.pointer.is_empty() {
            write!(f, "{}: ", self.pointer)?;
        }
        write!(f, "{}. {}", self.message, self.advice)
    }
}

/// The address, if it is one that a browser may be sent to.
pub(crate) fn web_address(url: &str) -> Option<String> {
    let begins = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (begins("https://") || begins("http://")).then(|| url.to_owned())
}
