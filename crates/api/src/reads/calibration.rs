//! How true forecasts were, as far as the caller sees what they were of.

use righthand_desk::forecasts::calibration::{self, Calibration, Miss, Whole};
use righthand_domain::calibration::Tally;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Read, json, look};
use crate::openapi::shape;

pub(super) const CALIBRATION: Read = Read {
    name: "get_calibration",
    path: "/businesses/{business}/calibration",
    tag: "plan",
    summary: "How true the forecasts were whose work has ended: coverage, losses, chances against what came true",
    query: &[],
    schema: |generator| generator.subschema_for::<Record>(),
    read: |api, caller, asked| json(&Record::of(look(api, caller, asked, calibration::calibration)?)),
};

/// Forecasts are kept as they were shown, and scored when the work ends.
#[derive(Debug, Serialize, JsonSchema)]
struct Record {
    /// The day of the first forecast that was scored.
    #[schemars(schema_with = "shape::maybe_date")]
    since: Option<String>,
    /// Forecasts whose work has not ended yet.
    waiting: i64,
    all: Scores,
    projects: Scores,
    tasks: Scores,
    /// Steps of runs.
    steps: Scores,
    /// By project and operation, the worst first.
    by_whole: Vec<OfWhole>,
    /// Outside of what was said, the worst first, one of a thing.
    misses: Vec<Missed>,
}

/// Scores of many forecasts.
#[derive(Debug, Serialize, JsonSchema)]
struct Scores {
    forecasts: usize,
    /// Share that ended at or before the instant that 80 % of the futures met; null without any forecast.
    by_p80: Option<f64>,
    /// Share that ended from p10 to p90.
    within_p10_p90: Option<f64>,
    /// Mean pinball loss over p10, p50, p80 and p90, in days.
    pinball_days: f64,
    /// Forecasts that said a chance of being on time.
    chances: usize,
    /// Mean squared distance of the chance from what came true.
    brier: f64,
    /// By tenths of the chance, empty ones left out.
    reliability: Vec<Called>,
}

/// Chances of one tenth.
#[derive(Debug, Serialize, JsonSchema)]
struct Called {
    from: f64,
    /// Mean of the chances.
    called: f64,
    count: usize,
    /// How many of these were on time.
    came_true: usize,
    /// The 95 % interval of the true share.
    low: f64,
    high: f64,
}

#[derive(Debug, Serialize, JsonSchema)]
struct OfWhole {
    /// `project` or `operation`.
    kind: String,
    key: String,
    name: String,
    scores: Scores,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Missed {
    key: String,
    name: String,
    #[schemars(schema_with = "shape::instant")]
    made_at: String,
    #[schemars(schema_with = "shape::instant")]
    p10: String,
    #[schemars(schema_with = "shape::instant")]
    p90: String,
    #[schemars(schema_with = "shape::instant")]
    ended: String,
    /// Days after p90, or, below zero, before p10.
    days: f64,
    on_time: Option<f64>,
}

impl Record {
    fn of(calibration: Calibration) -> Self {
        Self {
            since: calibration.since.map(|day| day.to_string()),
            waiting: calibration.waiting,
            all: Scores::of(calibration.all),
            projects: Scores::of(calibration.projects),
            tasks: Scores::of(calibration.tasks),
            steps: Scores::of(calibration.steps),
            by_whole: calibration.by_whole.into_iter().map(of_whole).collect(),
            misses: calibration.misses.into_iter().map(missed).collect(),
        }
    }
}

impl Scores {
    fn of(tally: Tally) -> Self {
        Self {
            forecasts: tally.count,
            by_p80: tally.share_by_80(),
            within_p10_p90: tally.share_within(),
            pinball_days: tally.pinball_days,
            chances: tally.chances,
            brier: tally.brier,
            reliability: tally
                .bins
                .iter()
                .map(|bin| Called {
                    from: bin.from,
                    called: bin.called,
                    count: bin.count,
                    came_true: bin.came,
                    low: bin.low,
                    high: bin.high,
                })
                .collect(),
        }
    }
}

fn of_whole((Whole { key, name, is_project }, tally): (Whole, Tally)) -> OfWhole {
    let kind = if is_project { "project" } else { "operation" };
    OfWhole { kind: kind.to_owned(), key, name, scores: Scores::of(tally) }
}

fn missed(miss: Miss) -> Missed {
    let [p10, .., p90] = miss.scored.told.map(|told| told.to_string());
    Missed {
        key: miss.key,
        name: miss.name,
        made_at: miss.scored.made_at.to_string(),
        p10,
        p90,
        ended: miss.scored.ended.to_string(),
        days: miss.scored.miss_days(),
        on_time: miss.scored.on_time,
    }
}
