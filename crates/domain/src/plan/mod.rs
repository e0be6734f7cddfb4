//! Plan: from a snapshot of the business to dates, people and chances.

mod answer;

pub use answer::{
    Assumptions, Because, BecauseKind, Change, DayCount, Forecast, Lever, Objective, OperationForecast, PartOf, Plan,
    PlannedProject, PlannedRun, PlannedTask, ProjectForecast, Quantiles, Segment, TaskForecast, Unplaced,
};
