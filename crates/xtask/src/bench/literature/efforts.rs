//! Efforts: real work forecast before it was done, one task after another.

use std::collections::HashMap;

use anyhow::Context;
use righthand_planner::effort::{History, Task};
use righthand_planner::random::id_of;

use super::{beside, percent};
use crate::bench::table::Value;

/// A person's tasks that are only learnt from.
const FIRST: u32 = 30;
/// Ends count as within.
const TIE: f64 = 1.0 + 1e-9;

/// Pinball loss of ln hours and how much lay within the ranges, after a person's first tasks.
pub(super) fn walked() -> anyhow::Result<Vec<Value>> {
    let row = |what: &str| format!("effort of real tasks, walked forward after a person's first {FIRST}: {what}");
    let (loss, within, below) =
        ("pinball loss of ln hours at 0.1, 0.5 and 0.9", "within p10 to p90", "at or below p80");
    let Ok(text) = std::fs::read_to_string(beside("estimates/sip.csv")) else {
        let rows = [(loss, "0.120"), (within, "78 to 84 %"), (below, "79 to 84 %")];
        return Ok(rows.map(|(what, goal)| Value::missing(row(what), goal)).into());
    };
    let mut history = History::default();
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let (mut pinball, mut inside, mut under, mut count) = (0.0, 0.0, 0.0, 0.0);
    for (number, line) in (1..).zip(text.lines()).skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let field = |at: usize| fields.get(at).copied().with_context(|| format!("line {number} is short"));
        let hours = |at: usize| field(at)?.parse::<f64>().with_context(|| format!("line {number}: not a number"));
        let id = |at: usize| field(at).map(id_of);
        let (estimate, actual) = (hours(8)?, hours(9)?);
        let task = Task { person: id(1)?, project: id(2)?, kind: id(3)?, category: id(4)?, estimate };
        let [p10, p50, p80, p90] = history.forecast(&task, [0.1, 0.5, 0.8, 0.9]);
        history.add(task, actual);
        let rank = seen.entry(id(1)?).or_insert(0);
        *rank += 1;
        if *rank <= FIRST {
            continue;
        }
        for (share, told) in [(0.1, p10), (0.5, p50), (0.9, p90)] {
            let over = (actual / told).ln();
            pinball += (share * over).max((share - 1.0) * over) / 3.0;
        }
        inside += f64::from(u8::from(p10 <= actual * TIE && actual <= p90 * TIE));
        under += f64::from(u8::from(actual <= p80 * TIE));
        count += 1.0;
    }
    Ok(vec![
        Value::new(row(loss), "0.120", format!("{:.4}", pinball / count)),
        Value::new(row(within), "78 to 84 %", percent(inside / count, 1)),
        Value::new(row(below), "79 to 84 %", percent(under / count, 1)),
    ])
}
