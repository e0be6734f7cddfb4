//! What forecasts learn from, what they have said, and how true that was.

mod begun;
pub mod calibration;
mod kept;
mod look_back;
mod past;

pub(crate) use begun::note as note_begun;
pub(crate) use kept::{Noted, keep, shown};
pub use look_back::look_back;
pub(crate) use past::load as past;
