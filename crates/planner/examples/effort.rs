//! Forecasts of effort on real work, walked forward (contracts, section 2).
//!
//! `cargo run --release -p righthand-planner --example effort -- TASKS.csv > FORECAST.csv`
//! reads `task,person,project,kind,category,priority,estimated_on,completed_on,estimate_hours,actual_hours` and writes
//! `task,p10,p50,p80,p90` in hours for each row before it looks at what the row really took.

use std::process::ExitCode;

use righthand_planner::effort::{History, Task};
use righthand_planner::random::id_of;

const COLUMNS: usize = 10;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("name a file of tasks");
        return ExitCode::from(2);
    };
    let done = std::fs::read_to_string(&path).map_err(|error| error.to_string()).and_then(|text| walk(&text));
    match done {
        Ok(forecasts) => {
            print!("{forecasts}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{path}: {message}");
            ExitCode::from(2)
        }
    }
}

fn walk(text: &str) -> Result<String, String> {
    let mut history = History::default();
    let mut forecasts = String::from("task,p10,p50,p80,p90\n");
    for (number, line) in (1..).zip(text.lines()).skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let fields: Vec<&str> = line.trim_end().split(',').collect();
        let hours = |at: usize| fields.get(at).and_then(|hours| hours.parse::<f64>().ok()).filter(|hours| *hours > 0.0);
        let (true, Some(estimate)) = (fields.len() == COLUMNS, hours(8)) else {
            return Err(format!("line {number}: not {COLUMNS} fields with an estimate above zero"));
        };
        let task = Task {
            person: id_of(fields[1]),
            project: id_of(fields[2]),
            kind: id_of(fields[3]),
            category: id_of(fields[4]),
            estimate,
        };
        let [p10, p50, p80, p90] = history.forecast(&task, [0.1, 0.5, 0.8, 0.9]);
        forecasts.push_str(&format!("{},{p10:.6},{p50:.6},{p80:.6},{p90:.6}\n", fields[0]));
        let actual = hours(9).ok_or_else(|| format!("line {number}: no actual hours above zero"))?;
        history.add(task, actual);
    }
    Ok(forecasts)
}
