//! Settings of the business: its name, zone, week and closed days.

mod change_business;
pub mod export;
mod holidays;
pub mod overview;
pub mod regions;

pub use change_business::ChangeBusiness;
pub(crate) use change_business::currency;
pub use holidays::{AddHoliday, RemoveHoliday};
pub use regions::{RemoveRegion, SetBusinessRegion, SetMemberRegion, TakeOverHolidays};
