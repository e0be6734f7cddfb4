//! Search over everything that somebody may see: what is in the index, how it is kept, and how a query is answered.

mod entries;
mod find;
mod hits;
pub(crate) mod index;
mod load;
mod marked;
mod query;
mod sees;
mod words;

use serde::Serialize;

pub(crate) use entries::kept_answers;
pub use find::{Asked, COUNT_MAX, Group, Hit, Results};
pub use marked::{Marked, Piece};
pub use query::{OPERATORS, Operator, QUERY_CHARS_MAX, Query};
pub(crate) use words::content_words;

/// Kinds of things that can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    Project,
    Task,
    Person,
    Operation,
    Run,
    Comment,
    File,
    Area,
    Appointment,
    Contact,
    Draft,
    Question,
}

impl Thing {
    /// Every kind, in the order of the groups.
    pub const ALL: [Self; 12] = [
        Self::Project,
        Self::Task,
        Self::Person,
        Self::Operation,
        Self::Run,
        Self::Comment,
        Self::File,
        Self::Area,
        Self::Appointment,
        Self::Contact,
        Self::Draft,
        Self::Question,
    ];

    /// As `kind:` has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::Task => "task",
            Self::Person => "person",
            Self::Operation => "operation",
            Self::Run => "run",
            Self::Comment => "comment",
            Self::File => "file",
            Self::Area => "area",
            Self::Appointment => "appointment",
            Self::Contact => "contact",
            Self::Draft => "draft",
            Self::Question => "question",
        }
    }

    /// As the heading of its group has it.
    pub fn many(self) -> &'static str {
        match self {
            Self::Project => "Projects",
            Self::Task => "Tasks",
            Self::Person => "People",
            Self::Operation => "Operations",
            Self::Run => "Runs",
            Self::Comment => "Comments",
            Self::File => "Files",
            Self::Area => "Areas",
            Self::Appointment => "Appointments",
            Self::Contact => "Contacts",
            Self::Draft => "Drafts",
            Self::Question => "Questions",
        }
    }

    /// The table of its records.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Project | Self::Draft => "project",
            Self::Task => "task",
            Self::Person => "member",
            Self::Operation => "operation",
            Self::Run => "run",
            Self::Comment => "comment",
            Self::File => "attachment",
            Self::Area => "area",
            Self::Appointment => "appointment",
            Self::Contact => "contact",
            Self::Question => "question",
        }
    }

    /// The facet of its entries.
    fn facet(self) -> String {
        format!("t{}", self.word())
    }
}
