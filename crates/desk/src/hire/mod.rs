//! Hire: the inventory of duties, the means, and whom the advisor would hire. For the owner and whom the owner names (R17).

pub mod advice;
pub mod after;
pub(crate) mod assumptions;
pub mod board;
mod candidates;
mod change_duty;
mod change_means;
mod hire_candidate;
pub mod inventory;
mod openings;
pub mod pasted;
mod set_duties;

pub(crate) use assumptions::PLACES_MAX;
pub use assumptions::{AddScenario, AssumptionInput, PlaceInput, RemoveScenario, SetAssumptions};
pub use candidates::{
    AddCandidate, ChangeCandidate, Met, MoveCandidate, NoteInput, RemoveCandidate, ScoreCandidate, Stage,
};
pub use change_duty::{ChangeDuty, RemoveDuty};
pub use change_means::ChangeMeans;
pub(crate) use change_means::MONTHS_MAX;
pub use hire_candidate::HireCandidate;
pub use openings::{ChangeOpening, CloseRole, EndBriefLink, MailBrief, OpenRole, ShareBrief};
pub(crate) use openings::{MONTHS_MAX as TERM_MONTHS_MAX, NEEDS_MAX};
pub use set_duties::{AddTypicalDuties, DutyLine, PasteDuties, SetDuties};

use righthand_domain::roles::Permission;

use crate::act::role_refusal;
use crate::team::terms::sees_rates;
use crate::view::{NotSeen, View};

/// Stops whoever the owner has not named.
fn need_advisor(view: &mut View<'_>) -> Result<(), NotSeen> {
    if sees_rates(view)? {
        return Ok(());
    }
    let why = "whom to hire, and what the owner feels about work, is for the owner and those the owner names";
    Err(NotSeen::Refused(role_refusal(Permission::SeeRates, Some(why))))
}
