//! Settings of the business: its name, zone, week and closed days.

mod change_business;
mod holidays;
pub mod overview;

pub use change_business::ChangeBusiness;
pub(crate) use change_business::currency;
pub use holidays::{AddHoliday, RemoveHoliday};
