//! Hire: the inventory of duties, the means, and whom the advisor would hire. For the owner and whom the owner names (R17).

pub mod advice;
mod change_duty;
mod change_means;
pub mod inventory;
pub mod pasted;
mod set_duties;

pub use change_duty::{ChangeDuty, RemoveDuty};
pub use change_means::ChangeMeans;
pub(crate) use change_means::MONTHS_MAX;
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
