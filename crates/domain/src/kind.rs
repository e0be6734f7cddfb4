//! Kind: what sort of work a task, step or duty is.

/// The three sorts of work that the roles are told apart by (R3, R6).
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Doing: writing, editing, recording, building.
    #[default]
    Implementation,
    /// Seeing that it gets done: planning, answering, following up.
    Management,
    /// Deciding what is worth doing.
    Strategy,
}

impl Kind {
    /// Every kind, in the order of the vocabulary.
    pub const ALL: [Self; 3] = [Self::Implementation, Self::Management, Self::Strategy];

    /// As it is written in files and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Implementation => "implementation",
            Self::Management => "management",
            Self::Strategy => "strategy",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}
