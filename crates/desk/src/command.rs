//! Commands: what they are, who sends them, and what comes of them.

use righthand_domain::ids::{BusinessId, UserId};
use righthand_domain::refusal::Refusal;
use righthand_domain::roles::Permission;
use righthand_domain::snapshot::Fault;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::act::Act;

/// An order to change the desk. Its fields are its input on every door; things are named by their keys.
pub trait Command: DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// Such as `assign_task`.
    const NAME: &'static str;
    /// One line, as the command line's help and the API's document print it.
    const SUMMARY: &'static str;
    /// What the role table is asked.
    const NEEDS: Permission;
    /// Where the API has it, below `/api/v1/businesses/{business}`; names in braces are fields of the command.
    const REST: Rest;
    /// The page that has its form, below `/b/{business}`.
    const PAGE: &'static str;

    /// Judges and changes. Everything that has been changed is rolled back if this stops.
    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop>;
}

/// A change of state as a thing: its method and path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest(pub Method, pub &'static str);

/// The methods that change something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Makes a new thing at each call.
    Post,
    /// Makes it so, however often it is said.
    Put,
    /// Changes what is named.
    Patch,
    /// Takes it away.
    Delete,
}

/// Who sends a command, and by which door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub who: Who,
    pub business: BusinessId,
    pub door: Door,
}

/// A signed-in user, or whoever runs the program on its machine and acts for the owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    User(UserId),
    Operator,
}

impl Who {
    /// The user, where it is one.
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::User(user) => Some(user),
            Self::Operator => None,
        }
    }
}

/// The way in. Every door sends the same commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Web,
    Api,
    Cli,
}

impl Door {
    /// As the history keeps it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Api => "api",
            Self::Cli => "cli",
        }
    }
}

/// What a command says of itself when it has run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// Past tense, as the toast and the history show it: "Studio insurance marked done".
    pub summary: String,
    /// The key of what was made or changed, where it has one.
    pub key: Option<String>,
    /// Its version now.
    pub version: Option<i64>,
    /// What only this answer tells, such as an address to sign in at.
    pub note: Option<Value>,
}

impl Said {
    /// Words only.
    pub fn new(summary: impl Into<String>) -> Self {
        Self { summary: summary.into(), ..Self::default() }
    }

    /// About a thing with a key and a version.
    pub fn about(summary: impl Into<String>, key: &str, version: i64) -> Self {
        Self { summary: summary.into(), key: Some(key.to_owned()), version: Some(version), note: None }
    }
}

/// What came of a command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Done(Done),
    /// The role table or a rule said no.
    Refused(Refusal),
    /// The input is not well formed: each fault with its pointer into the input.
    Invalid(Vec<Fault>),
    /// There is no such thing here, or it is another business's (R15).
    NotFound(String),
    /// Somebody was faster.
    Conflict(Conflict),
}

/// It is done and kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Done {
    /// The event's number in the business; 0 where there was nothing to change, and for a dry run.
    pub event: i64,
    pub summary: String,
    pub key: Option<String>,
    pub version: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Value>,
}

/// Both texts, so that nothing is lost and somebody can choose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// What it is about, in words.
    pub what: String,
    pub version: i64,
    /// The fields that differ, as they are now.
    pub theirs: Value,
    /// The same fields, as this command would have made them.
    pub yours: Value,
    /// Each of them in words, with what it was in the version that was seen.
    #[serde(default)]
    pub fields: Vec<Differing>,
    /// Who has changed it since, the latest first.
    #[serde(default)]
    pub by: Vec<String>,
}

/// A field in which two changes differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differing {
    /// The field of the command's input.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// As it was in the version that was seen.
    pub seen: String,
    /// As it is now.
    pub theirs: String,
    /// As this command would have made it.
    pub yours: String,
}

/// Why a command stops. All of it is an outcome, except a broken world.
#[derive(Debug)]
pub enum Stop {
    Refused(Refusal),
    Invalid(Vec<Fault>),
    NotFound(String),
    Conflict(Box<Conflict>),
    /// It would have been done, and this is what it would have said: a dry run, of which nothing is kept.
    Rehearsed(Box<Said>),
    Broken(righthand_store::Error),
}

impl Stop {
    /// One fault of the input: `pointer` such as `/end`.
    pub fn invalid(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(vec![Fault { pointer: pointer.into(), message: message.into() }])
    }

    /// The outcome that this is, or the error that it is.
    pub fn outcome(self) -> Result<Outcome, righthand_store::Error> {
        match self {
            Self::Refused(refusal) => Ok(Outcome::Refused(refusal)),
            Self::Invalid(faults) => Ok(Outcome::Invalid(faults)),
            Self::NotFound(what) => Ok(Outcome::NotFound(what)),
            Self::Conflict(conflict) => Ok(Outcome::Conflict(*conflict)),
            Self::Rehearsed(said) => {
                let Said { summary, key, version, note } = *said;
                Ok(Outcome::Done(Done { event: 0, summary, key, version, note }))
            }
            Self::Broken(error) => Err(error),
        }
    }
}

impl From<righthand_store::Error> for Stop {
    fn from(error: righthand_store::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
