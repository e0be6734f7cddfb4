//! What forecasts learn from, what they have said, and how true that was.

mod begun;
mod past;

pub(crate) use begun::note as note_begun;
pub(crate) use past::load as past;
