//! Shifted: a business whose every date lies whole weeks later is planned the same, as many weeks later, as long as no
//! clock changes between.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use righthand_domain::plan::{Plan, plan};
use righthand_planner::random::Sequence;
use serde_json::Value;

use crate::files;
use crate::random::{Dice, business};

/// Where clocks do not change.
const ZONES: [&str; 3] = ["UTC", "Asia/Kathmandu", "America/Phoenix"];

fn planned(file: &Value) -> Plan {
    let (snapshot, mut options) = files::of(file);
    (options.horizon_days, options.schedules) = (10, 40);
    plan(&snapshot, &options, &mut || true).unwrap()
}

/// Every date and instant so many weeks later, every zone one without changes.
fn shifted(value: &mut Value, weeks: i64) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| shifted(item, weeks)),
        Value::Object(fields) => {
            if let Some(zone) = fields.get_mut("time_zone").filter(|zone| !ZONES.iter().any(|known| *zone == known)) {
                *zone = ZONES[zone.as_str().unwrap().len() % 3].into();
            }
            fields.values_mut().for_each(|field| shifted(field, weeks));
        }
        Value::String(text) => {
            let by = SignedDuration::from_hours(24 * 7 * weeks);
            if let Ok(at) = text.parse::<Timestamp>() {
                *text = (at + by).to_string();
            } else if let (Some((day, time)), true) = (text.split_once('T'), text.starts_with("202")) {
                *text = format!("{}T{time}", day.parse::<Date>().unwrap() + by);
            } else if let Ok(day) = text.parse::<Date>() {
                *text = (day + by).to_string();
            }
        }
        _ => {}
    }
}

#[test]
fn everything_shifted_by_weeks_is_planned_as_many_weeks_later() {
    for seed in 1..=40 {
        let mut random = Sequence::new(seed);
        let numbers: Vec<u16> = (0..200).map(|_| random.below(1 << 16) as u16).collect();
        let mut here = business(&mut Dice::of(&numbers));
        shifted(&mut here, 0);
        let mut there = here.clone();
        let weeks = 2 * (1 + random.below(40) as i64);
        shifted(&mut there, weeks);
        let (here, there) = (planned(&here), planned(&there));
        let by = SignedDuration::from_hours(24 * 7 * weeks);
        assert_eq!(there.objective, here.objective, "seed {seed}");
        assert_eq!(there.unplaced.len(), here.unplaced.len(), "seed {seed}");
        // Keys of steps have their run's day in them.
        let places = |plan: &Plan, by: SignedDuration| -> Vec<_> {
            let pieces = |task: &righthand_domain::plan::PlannedTask| -> Vec<_> {
                task.segments.iter().map(|piece| (piece.start + by, piece.finish + by)).collect()
            };
            let place = |task| (pieces(task), task.start + by, task.finish + by, task.person.clone());
            plan.tasks.iter().map(place).collect()
        };
        assert_eq!(places(&there, SignedDuration::ZERO), places(&here, by), "seed {seed}");
    }
}
