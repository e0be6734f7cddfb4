//! Appointments: work at a fixed time with several people, outsiders too. The planner works around them and never moves one.

mod appointment;
mod attend;
mod consent;
pub mod list;

pub use appointment::{CancelAppointment, ChangeAppointment, MakeAppointment};
pub use consent::{AgreeToAppointment, DeclineAppointment};
