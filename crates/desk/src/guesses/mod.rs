//! What the plan has to guess of a project, and how guesses become knowledge: efforts, order, regular work, hours.

mod cards;
mod confirm_efforts;
mod dismiss_offer;
mod guess_efforts;
mod make_recurring;
mod offers;
mod order_tasks;
pub mod page;

pub use confirm_efforts::ConfirmEfforts;
pub use dismiss_offer::{DismissOffer, Offer};
pub use guess_efforts::GuessEfforts;
pub(crate) use make_recurring::CARDS_MAX as RECURRING_MAX;
pub use make_recurring::MakeRecurring;
pub use offers::{OrderOffer, RecurringOffer};
pub use order_tasks::OrderTasks;
pub(crate) use order_tasks::ROW_MAX;
