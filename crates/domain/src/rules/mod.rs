//! The rules of the house: one rule, one file, one function from facts to a verdict.
//!
//! Facts are values; loading them is the command's work. R15 has no file: no statement can name two businesses.

pub mod r01_a_project_ends;
pub mod r02_one_to_three_projects;
pub mod r03_a_pm_manages;
pub mod r04_a_pm_engagement_ends;
pub mod r05_an_obm_has_the_whole_business;
pub mod r07_one_person_owes_every_answer;
pub mod r11_nobody_is_overbooked;
pub mod r12_every_date_is_a_probability;
pub mod r14_everything_can_be_undone;
pub mod r16_someone_is_accountable;
pub mod r20_nothing_near_moves_silently;
