//! Refusal: which rule said no, why, and what can be done instead.

use serde::{Deserialize, Serialize};

/// The rules of the house by number (product, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub enum Rule {
    R1,
    R2,
    R3,
    R4,
    R5,
    R7,
    R9,
    R10,
    R11,
    R12,
    R14,
    R15,
    R16,
    R20,
}

impl Rule {
    /// The rule in a few words.
    pub fn title(self) -> &'static str {
        match self {
            Self::R1 => "A project ends",
            Self::R2 => "A project manager holds one to three projects",
            Self::R3 => "A project manager manages",
            Self::R4 => "A project manager’s engagement ends",
            Self::R5 => "An online business manager has the whole business",
            Self::R7 => "One person owes every answer",
            Self::R9 => "Regular work happens",
            Self::R10 => "Workflows improve",
            Self::R11 => "Nobody is overbooked in the plan",
            Self::R12 => "Every date is a probability",
            Self::R14 => "Everything leaves a trace and can be undone",
            Self::R15 => "One business cannot see another",
            Self::R16 => "Someone is always accountable",
            Self::R20 => "Nothing near moves silently",
        }
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

/// A "no" that helps. Doors show it each in their way: buttons, links, numbered lines, suggested calls.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refusal {
    /// The rule that said no; absent where it was the role table.
    pub rule: Option<Rule>,
    /// One plain sentence with the names involved.
    pub why: String,
    /// What can be done instead, best first.
    pub instead: Vec<Instead>,
}

/// A command ready to send, with the words of its button. Where `input` lacks something that only a person can
/// give (a reason, a date), the door asks for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Instead {
    pub label: String,
    /// The command's name in the catalogue.
    pub command: String,
    pub input: serde_json::Value,
}

impl Refusal {
    /// A refusal by a rule.
    pub fn by(rule: Rule, why: impl Into<String>) -> Self {
        Self { rule: Some(rule), why: why.into(), instead: Vec::new() }
    }

    /// A refusal by the table of roles.
    pub fn by_role(why: impl Into<String>) -> Self {
        Self { rule: None, why: why.into(), instead: Vec::new() }
    }

    /// Adds a way out.
    #[must_use]
    pub fn or(mut self, label: impl Into<String>, command: &str, input: serde_json::Value) -> Self {
        self.instead.push(Instead { label: label.into(), command: command.into(), input });
        self
    }
}
