//! Records: the rows of a business, one struct for each table.
//!
//! They are the database's shape, not the outside's: doors show views, files hold snapshots.

mod business;
mod fed;
mod hiring;
mod operations;
mod people;
mod projects;
mod questions;
mod reports;
mod tasks;
mod terms;
mod views;
mod what_if;

pub use business::{Business, Holiday, ImportMapping, Lift, Observance, Origin, Region, RegionDay};
pub use fed::{Material, StepComment};
pub use hiring::{
    Assumption, Candidate, Certification, Covered, Hiring, HiringPredicted, NeedNote, Opening, Predicted,
    PredictedProject, Staffing, StaffingPlace,
};
pub use operations::{Appointment, Attendance, Operation, Run, RunStep, Step, WorkflowVersion};
pub use people::{Absence, Area, Duty, Member};
pub use projects::{BoardList, Dismissal, Field, FieldValue, Project, State};
pub use questions::{Decision, Question, QuestionTurn};
pub use reports::{Report, ReportLink};
pub use tasks::{Assignment, Attachment, CheckItem, Checklist, Comment, Dependency, Efforts, Task, hours, minutes};
pub use terms::{Agreement, AppointmentGuest, Contact, ContactWait, Output, PricedMilestone, RateViewer};
pub use views::SavedView;
pub use what_if::{Pin, Risk};
