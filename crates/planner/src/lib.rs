//! Scheduling, search, forecast and explanations: a pure library.
//!
//! It knows minutes, people, activities, links, weights and a seed, and nothing of the business behind them. Build a
//! [`Problem`], ask [`improve::search`] for a [`Schedule`], [`explain`] for reasons, [`forecast::simulate`] for chances.
//! The business's problem lives in [`problem`]; that of the literature (RCPSP, MRCPSP) stands beside it in [`project`].

pub mod calendar;
pub mod effort;
pub mod explain;
pub mod forecast;
pub mod generate;
pub mod improve;
pub mod problem;
pub mod project;
pub mod random;
pub mod schedule;

pub use calendar::Calendar;
pub use problem::{Activity, Dated, Group, Link, LinkKind, Minute, Problem, Source};
pub use schedule::{Placement, Schedule, Score, WhyNot};
