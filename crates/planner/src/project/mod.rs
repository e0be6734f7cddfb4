//! Projects of the literature: activities with modes, renewable and non-renewable resources, finish-to-start links,
//! and the shortest makespan (RCPSP and MRCPSP; Kolisch and Sprecher 1996, EJOR 96:205-216).
//!
//! [`solve`] searches by a budget of schedules. It shares nothing with the business's problem but random numbers: time
//! is in whole periods here, nobody has a calendar, and resources are amounts.

mod bound;
mod breed;
mod decode;
mod follow;
mod modes;
mod network;
mod refute;
mod sample;
mod search;

pub use search::{Solution, solve};

/// Longest horizon in periods: the sum of all activities' longest durations.
pub const HORIZON_MAX: u32 = 1 << 20;
/// Most activities.
pub const ACTIVITIES_MAX: usize = 1 << 14;
/// Most renewable resources.
pub const RENEWABLE_MAX: usize = 32;
/// Largest capacity of a renewable resource: fifteen bits, as the sixteenth is a guard.
pub const CAPACITY_MAX: u32 = (1 << 15) - 1;
/// Largest capacity or use of a non-renewable resource, so that sums stay far from overflow.
pub const STOCK_MAX: u32 = 1 << 30;

/// One way to carry out an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mode {
    /// In periods.
    pub duration: u32,
    /// Amount of each renewable resource in every period.
    pub renewable: Vec<u32>,
    /// Amount of each non-renewable resource altogether.
    pub nonrenewable: Vec<u32>,
}

/// What is to be done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Project {
    /// By renewable resource: what there is in every period.
    pub renewable: Vec<u32>,
    /// By non-renewable resource: what there is altogether.
    pub nonrenewable: Vec<u32>,
    /// By activity: its modes, at least one.
    pub modes: Vec<Vec<Mode>>,
    /// By activity: those that start only when it has finished.
    pub successors: Vec<Vec<u32>>,
}

/// Why a project has no schedule, or none that this can find.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsolvable {
    #[error("activity {0} waits for itself, by way of others")]
    Cycle(u32),
    #[error("activity {0} refers to something that is not there, or lacks a number")]
    Dangling(u32),
    #[error("no mode of activity {0} fits into what there is")]
    NoMode(u32),
    #[error("no choice of modes was found that fits into the non-renewable resources")]
    NoChoice,
    #[error(
        "it is too large: at most {ACTIVITIES_MAX} activities, {RENEWABLE_MAX} renewable resources, {HORIZON_MAX} periods"
    )]
    TooLarge,
}
