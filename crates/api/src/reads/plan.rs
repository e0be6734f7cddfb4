//! The plan and the forecast that stand, in the contract's formats.

use righthand_desk::planning::seen;
use righthand_exchange::{forecast_json, plan_json};

use super::{Read, look};
use crate::openapi::shape;
use crate::problem::{BUSY, Problem};

/// Seconds after which the first plan or forecast of a business is there.
const FIRST_SECONDS: u64 = 2;

pub(super) const PLAN: Read = Read {
    name: "get_plan",
    path: "/businesses/{business}/plan",
    tag: "plan",
    summary: "When everything happens and who does it (righthand-plan/1), as far as you see the business",
    query: &[],
    schema: |_| shape::plan(),
    read: |api, caller, asked| {
        let seen = look(api, caller, asked, seen::plan)?.ok_or_else(not_yet)?;
        Ok(plan_json::write(&seen.0, seen.1.rules()))
    },
};

pub(super) const FORECAST: Read = Read {
    name: "get_forecast",
    path: "/businesses/{business}/forecast",
    tag: "plan",
    summary: "How likely every date is (righthand-forecast/1), as far as you see the business",
    query: &[],
    schema: |_| shape::forecast(),
    read: |api, caller, asked| {
        let seen = look(api, caller, asked, seen::forecast)?.ok_or_else(not_yet)?;
        Ok(forecast_json::write(&seen.0, seen.1.rules()))
    },
};

fn not_yet() -> Problem {
    Problem::new(&BUSY, "It is being made for the first time. Try again in a moment.").after(FIRST_SECONDS)
}
