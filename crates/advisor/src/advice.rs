//! Advice: what the advisor says, as plain data in the keys of the business.

use jiff::Timestamp;
use righthand_domain::snapshot::Key;
use serde::{Deserialize, Serialize};

use crate::{Assumption, HiredRole};

/// The whole of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Advice {
    pub at: Timestamp,
    pub futures: u32,
    pub seed: u64,
    /// In which money is told; `None` where the business names none.
    pub currency: Option<String>,
    pub answer: Answer,
    /// The first duties to hand over, in order.
    pub order: Vec<OrderedDuty>,
    pub reasons: Vec<Reason>,
    /// What could go and does not, the longest first.
    pub not_covered: Vec<NotCovered>,
    /// Today first, then by cost.
    pub scenarios: Vec<ScenarioTold>,
    /// What would change the answer, the nearest first.
    pub flips: Vec<Flip>,
    /// Share of futures and of plausible assumptions in which the answer stays, 0 to 1.
    pub sure: f64,
    /// Everything taken for granted.
    pub assumptions: Vec<Assumption>,
}

/// Whom to hire, in one sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Empty for nobody yet.
    pub hire: Vec<Hire>,
    pub sentence: String,
}

/// Somebody to hire, or somebody who is there to keep or give more hours.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hire {
    pub who: Offered,
    pub hours_per_week: f64,
    /// `None` for ongoing.
    pub months: Option<u32>,
    /// Projects of a project manager, duties of the others.
    pub covers: Vec<Key>,
}

/// Who is offered work.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offered {
    Role {
        role: HiredRole,
        /// Of a specialist.
        skill: Option<String>,
    },
    /// Key of somebody who is there.
    Member(Key),
}

impl Offered {
    /// The role to hire; `None` for somebody who is there.
    pub fn role(&self) -> Option<HiredRole> {
        match self {
            Self::Role { role, .. } => Some(*role),
            Self::Member(_) => None,
        }
    }
}

/// A duty to hand over.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrderedDuty {
    pub duty: Key,
    /// A role's name, or the key of somebody who is there.
    pub to: String,
    pub hours_per_week: f64,
    /// What has to be written down before.
    pub first: String,
}

/// A reason with its number, beside the number that it would be without the hire.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    pub says: String,
    /// What its numbers are, for whoever draws them.
    #[serde(skip)]
    pub unit: Unit,
    pub number: f64,
    pub instead_of: f64,
}

/// What the numbers of a reason are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Hours, or something that is counted.
    Count,
    /// A chance or a share, 0 to 1.
    Share,
    /// The share of the plausible worlds in which the answer stays ([`Advice::sure`]).
    Sure,
    /// In the currency of the business.
    Money,
}

/// A duty, or what is left of it, that stays where it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotCovered {
    pub duty: Key,
    pub hours_per_week: f64,
    pub says: String,
}

/// One staffing, planned and forecast.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioTold {
    pub name: String,
    pub hire: Vec<Hire>,
    /// While everybody of it is engaged.
    pub cost_per_month: f64,
    pub owner_hours_back_per_week: f64,
    /// `None` where none come back.
    pub cost_per_hour_back: Option<f64>,
    /// Open projects with a chance, in file order.
    pub projects: Vec<ProjectChance>,
    /// Over all operations; `None` without a run ahead.
    pub operations_on_time: Option<f64>,
    /// Everybody who is there, then who is hired.
    pub utilisation: Vec<Utilisation>,
    pub parts: Parts,
    /// Why it cannot be the answer; `None` where it could.
    pub ruled_out: Option<String>,
}

/// A project's chance to be on time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProjectChance {
    pub key: Key,
    pub on_time: f64,
    /// Wilson interval at 95 % (Wilson 1927) over the futures.
    pub low: f64,
    pub high: f64,
}

/// How full a week is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Utilisation {
    /// Key of somebody who is there, or a role's name.
    pub person: String,
    /// Share of their hours; above 1 where they have more to do than hours.
    pub value: f64,
}

/// The net benefit a month and what it is made of, in the business's currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Parts {
    pub hours_back: f64,
    pub overload_relieved: f64,
    pub chances_gained: f64,
    pub cost: f64,
    pub supervision: f64,
}

impl Parts {
    /// What is left of it.
    pub fn net(&self) -> f64 {
        self.hours_back + self.overload_relieved + self.chances_gained - self.cost - self.supervision
    }
}

/// An input that changes the answer, found by search and verified by running with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flip {
    pub says: String,
    /// JSON pointer into the business file.
    pub input: String,
    /// `None` where the field is absent.
    pub from: Option<f64>,
    pub to: f64,
    /// Roles that are hired then; members by key.
    pub answer: Vec<String>,
}
