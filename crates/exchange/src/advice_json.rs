//! The advice as `righthand-advice/1`, for programs. Field names and their order are the contract's.

use jiff::tz::TimeZone;
use righthand_advisor::{Advice, Hire, Offered, ScenarioTold};
use serde_json::{Map, Value, json};

use crate::instants::with_offset;

/// What the field `format` says.
pub const FORMAT: &str = "righthand-advice/1";

/// The advice on one line, with a line break at its end; instants carry the offset that `zone`, the business's, has then.
pub fn write(advice: &Advice, zone: &TimeZone) -> String {
    let order = |of: &righthand_advisor::OrderedDuty| json!({"duty": of.duty, "to": of.to, "hours_per_week": round(of.hours_per_week), "first": of.first});
    let reason =
        |of: &righthand_advisor::Reason| json!({"says": of.says, "number": of.number, "instead_of": of.instead_of});
    let left = |of: &righthand_advisor::NotCovered| json!({"duty": of.duty, "hours_per_week": round(of.hours_per_week), "says": of.says});
    let flip = |of: &righthand_advisor::Flip| json!({"says": of.says, "input": of.input, "from": of.from, "to": of.to, "answer": of.answer});
    let answer = json!({
        "format": FORMAT,
        "at": with_offset(advice.at, zone),
        "futures": advice.futures,
        "seed": advice.seed,
        "answer": {"hire": hires(&advice.answer.hire), "sentence": advice.answer.sentence},
        "order": advice.order.iter().map(order).collect::<Vec<_>>(),
        "reasons": advice.reasons.iter().map(reason).collect::<Vec<_>>(),
        "not_covered": advice.not_covered.iter().map(left).collect::<Vec<_>>(),
        "scenarios": advice.scenarios.iter().map(scenario).collect::<Vec<_>>(),
        "flips": advice.flips.iter().map(flip).collect::<Vec<_>>(),
    });
    crate::line(&answer)
}

fn scenario(of: &ScenarioTold) -> Value {
    let project = |of: &righthand_advisor::ProjectChance| json!({"key": of.key, "on_time": of.on_time, "low": of.low, "high": of.high});
    let load = |of: &righthand_advisor::Utilisation| json!({"person": of.person, "value": of.value});
    json!({
        "name": of.name,
        "hire": hires(&of.hire),
        "cost_per_month": of.cost_per_month,
        "owner_hours_back_per_week": of.owner_hours_back_per_week,
        "cost_per_hour_back": of.cost_per_hour_back,
        "projects": of.projects.iter().map(project).collect::<Vec<_>>(),
        "operations_on_time": of.operations_on_time,
        "utilisation": of.utilisation.iter().map(load).collect::<Vec<_>>(),
    })
}

fn hires(all: &[Hire]) -> Vec<Value> {
    all.iter().map(hire).collect()
}

fn hire(of: &Hire) -> Value {
    let mut hire = Map::new();
    match &of.who {
        Offered::Role { role, skill } => {
            hire.insert("role".to_owned(), json!(role.as_str()));
            if let Some(skill) = skill {
                hire.insert("skill".to_owned(), json!(skill));
            }
        }
        Offered::Member(key) => {
            hire.insert("member".to_owned(), json!(key));
        }
    }
    if let Some(months) = of.months {
        hire.insert("months".to_owned(), json!(months));
    }
    hire.insert("hours_per_week".to_owned(), json!(round(of.hours_per_week)));
    hire.insert("covers".to_owned(), json!(of.covers));
    Value::Object(hire)
}

/// To the hundredth of an hour, which is what people can agree on.
fn round(hours: f64) -> f64 {
    (hours * 100.0).round() / 100.0
}
