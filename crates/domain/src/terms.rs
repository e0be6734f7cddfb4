//! Terms: words of engagements, appointments and outputs that the desk knows and no business file has.

/// What becomes of the hours of a retainer that were not used in their month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RollOver {
    /// They are gone.
    Lapses,
    /// They can be used in the month after, and no longer.
    NextMonth,
    /// They stay until they are used.
    UntilUsed,
}

impl RollOver {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Lapses, Self::NextMonth, Self::UntilUsed];

    /// As it is written by doors and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lapses => "lapses",
            Self::NextMonth => "next_month",
            Self::UntilUsed => "until_used",
        }
    }

    /// As a person says it of hours.
    pub fn words(self) -> &'static str {
        match self {
            Self::Lapses => "hours not used lapse",
            Self::NextMonth => "hours not used go into the next month",
            Self::UntilUsed => "hours not used stay until they are used",
        }
    }
}

/// What somebody said of an appointment outside their hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    Given,
    Declined,
}

/// What sort of thing a task hands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutputKind {
    /// A page: its address.
    Link,
    /// A file that lies in a drive or folder: its address there.
    File,
    /// Words.
    Text,
}

impl OutputKind {
    /// As it is written by doors and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::File => "file",
            Self::Text => "text",
        }
    }
}
