//! Workflows: the written way that regular work is done: steps, what each asks, and when one falls away.
//!
//! A workflow is a document: it is read and written as a whole, as a text that people edit ([`read`], [`write`]).

mod compare;
mod read;
mod write;

use serde::{Deserialize, Serialize};

use crate::kind::Kind;
use crate::snapshot::{Effort, Key};
pub use compare::{Difference, compare};
pub use read::{LineFault, read};
pub use write::write;

/// A workflow has at most this many steps: more is two.
pub const STEPS_MAX: usize = 200;

/// A step as its workflow tells it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// What runs know it by; made from the name where the text gives none.
    pub key: Key,
    pub name: String,
    /// What whoever does it is told.
    pub notes: Option<String>,
    pub kind: Kind,
    pub effort: Option<Effort>,
    /// The people any one of whom does it: names as the text has them, or keys.
    pub who: Vec<String>,
    pub skill: Option<String>,
    /// Keys of the steps that come first.
    pub after: Vec<Key>,
    pub available_days: Option<f64>,
    pub offset_days: Option<f64>,
    pub details: Details,
}

/// What a step has beside its work. Never in a business file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// Small things to tick off.
    pub checklist: Vec<String>,
    /// What is filled in when it is done.
    pub asks: Vec<Ask>,
    /// It falls away unless this holds.
    pub only_if: Option<Condition>,
    /// To finish it is to approve what came before; only whoever it names may.
    pub approval: bool,
    /// Keys of operations of which a run starts when it is done.
    pub then_start: Vec<Key>,
}

/// A field to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    pub name: String,
    pub kind: AskKind,
}

/// What is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskKind {
    Text,
    Number,
    Date,
    /// One of these.
    Choice(Vec<String>),
    /// The address of a file.
    File,
}

/// Holds when the field of an earlier step has the value, or has not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub field: String,
    pub is: String,
    #[serde(default)]
    pub not: bool,
}

impl AskKind {
    /// Why this is no answer to it; `None` if it is one.
    pub fn fault(&self, answer: &str) -> Option<String> {
        let answer = answer.trim();
        match self {
            _ if answer.is_empty() => None,
            Self::Text => None,
            Self::Number => {
                let number = answer.replace(',', ".").parse::<f64>().is_ok_and(f64::is_finite);
                (!number).then(|| format!("“{answer}” is not a number"))
            }
            Self::Date => {
                let date = answer.parse::<jiff::civil::Date>().is_ok();
                (!date).then(|| format!("“{answer}” is not a day such as 2026-12-15"))
            }
            Self::Choice(options) => (!options.iter().any(|option| option == answer))
                .then(|| format!("“{answer}” is none of {}", crate::words::and_list(options))),
            Self::File => {
                let address = answer.starts_with("https://") || answer.starts_with("http://");
                (!address).then(|| format!("“{answer}” is not the address of a file (https://…)"))
            }
        }
    }
}

impl Condition {
    /// Does it hold? `None` while nobody has answered.
    pub fn holds(&self, answer: Option<&str>) -> Option<bool> {
        let answer = answer.map(str::trim).filter(|answer| !answer.is_empty())?;
        Some(answer.eq_ignore_ascii_case(self.is.trim()) != self.not)
    }
}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is {}{}", self.field, if self.not { "not " } else { "" }, self.is)
    }
}

#[cfg(test)]
mod tests;
