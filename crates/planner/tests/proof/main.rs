//! Proof: what must hold of every answer of the planner, whatever it is asked.
//!
//! Judges here share no code with what they judge: [`holds`] walks working windows, [`tiny`] tries everything.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod fuzz;
mod holds;
mod metamorphic;
mod optimum;
mod projects;
mod rounds;
mod tiny;
