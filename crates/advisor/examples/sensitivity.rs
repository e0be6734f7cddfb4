//! How far each assumption of the advisor may be off before an answer changes: one row an assumption, as Markdown.
//!
//! `bin/sensitivity BUSINESS.json …` prints it for the businesses named.

use std::process::ExitCode;

use jiff::Timestamp;
use righthand_advisor::{Ask, Assumption, Assumptions, Offered, advise};
use righthand_domain::snapshot::Snapshot;
use righthand_exchange::business_file;

/// What each assumption is multiplied by.
const FACTORS: [f64; 4] = [0.5, 0.8, 1.25, 2.0];
/// Futures of one answer: the question is whether it changes, not by how little.
const FUTURES: u32 = 500;

fn main() -> ExitCode {
    let mut businesses = Vec::new();
    for path in std::env::args().skip(1) {
        let text = std::fs::read(&path).map_err(|error| error.to_string());
        let read = text.and_then(|text| {
            business_file::read(&text, None, Timestamp::UNIX_EPOCH)
                .map_err(|faults| faults.first().map_or_else(String::new, ToString::to_string))
        });
        match read {
            Ok(snapshot) => businesses.push(snapshot),
            Err(why) => {
                eprintln!("{path}: {why}");
                return ExitCode::FAILURE;
            }
        }
    }
    let usual: Vec<Vec<String>> = businesses.iter().map(|business| answer(business, &Assumptions::default())).collect();
    println!("| assumption | is | × 0.5 | × 0.8 | × 1.25 | × 2 |\n|---|---|---|---|---|---|");
    for assumption in Assumptions::default().all() {
        let cells: Vec<String> = FACTORS.iter().map(|factor| cell(&businesses, &usual, &assumption, *factor)).collect();
        println!(
            "| {} ({}) | {:.2} {} | {} |",
            assumption.says,
            role(&assumption),
            assumption.value,
            assumption.unit,
            cells.join(" | ")
        );
    }
    ExitCode::SUCCESS
}

/// Which businesses get another answer, or that none does.
fn cell(businesses: &[Snapshot], usual: &[Vec<String>], assumption: &Assumption, factor: f64) -> String {
    let mut assumptions = Assumptions::default();
    let value = (assumption.value * factor).clamp(assumption.low, assumption.high);
    if !assumptions.set(&assumption.key, value) || value == assumption.value {
        return "not told".to_owned();
    }
    let told: Vec<String> = businesses
        .iter()
        .zip(usual)
        .filter_map(|(business, usual)| {
            let now = answer(business, &assumptions);
            (now != *usual).then(|| format!("{}: {}", business.business.name, told(&now)))
        })
        .collect();
    if told.is_empty() { "same".to_owned() } else { told.join("; ") }
}

fn answer(business: &Snapshot, assumptions: &Assumptions) -> Vec<String> {
    let at = business.at.unwrap_or(Timestamp::UNIX_EPOCH);
    let ask = Ask { futures: FUTURES, flips: false, threads: 2, assumptions: assumptions.clone(), ..Ask::at(at) };
    let Ok(advice) = advise(business, &ask, &|| true) else { return vec!["not answered".to_owned()] };
    let name = |who: &Offered| match who {
        Offered::Role { role, .. } => role.title().to_owned(),
        Offered::Member(key) => key.clone(),
    };
    let mut names: Vec<String> = advice.answer.hire.iter().map(|hire| name(&hire.who)).collect();
    names.sort();
    names
}

fn told(names: &[String]) -> String {
    if names.is_empty() { "nobody".to_owned() } else { names.join(" and ") }
}

fn role(assumption: &Assumption) -> &str {
    assumption.key.split_once('.').map_or("the house", |(role, _)| role)
}
