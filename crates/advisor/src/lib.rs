//! Whom to hire, or nobody yet: an answer from the owner's own duties, work and means, by simulation.
//!
//! [`advise`] takes a snapshot and says which hire brings the largest net benefit a month, why, what it leaves uncovered,
//! what would change the answer and how sure that is. It knows no clock and no file; what it takes for granted is data
//! ([`Assumptions`]), each number with its source. Names of people, projects and duties are told, never judged.

mod advice;
mod answer;
mod assumptions;
mod benefit;
mod chances;
mod facts;
mod flips;
mod inputs;
pub mod interview;
mod money;
mod offers;
mod reasons;
mod scenario;
mod sizing;
mod staffing;
mod sure;
pub mod typical;

pub use advice::{
    Advice, Answer, Flip, Hire, NotCovered, Offered, OrderedDuty, Parts, ProjectChance, Reason, ScenarioTold, Unit,
    Utilisation,
};
pub use answer::{Ask, advise, first_answer};
pub use assumptions::{Assumption, Assumptions, Coverage, HiredRole};
pub use facts::{Duty, WEEKS_PER_MONTH, may_go};
pub use sizing::Wanted;
