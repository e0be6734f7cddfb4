//! Words, rules and calendars of Righthand, without I/O.
//!
//! Start at [`snapshot`]: the business as everything else sees it. [`plan`] turns one into dates.

pub mod calendar;
pub mod calibration;
pub mod entry;
pub mod ids;
pub mod kind;
pub mod past;
pub mod plan;
pub mod recurrence;
pub mod refusal;
pub mod roles;
pub mod rules;
pub mod snapshot;
pub mod terms;
pub mod text_form;
pub mod words;
pub mod workflow;
