//! Memory: what the program holds after every page of the demonstration has been looked at.

use anyhow::{Context, ensure};

use super::ask::Asker;
use super::pages::{one_of_each, wait_for_calm};
use super::program::Serving;
use super::table::Value;

/// The figure, in MB.
const GOAL: &str = "96 MB";
/// Every link of Today and of what lies behind it, so often: memory that grows with every tour is found.
const TOURS: usize = 3;

pub(super) fn measure() -> anyhow::Result<(String, Vec<Value>)> {
    let mut serving = Serving::demonstration()?;
    let (_, link) = serving.next_person()?;
    let mut owner = Asker::signed_in(&serving.address, &link)?;
    wait_for_calm(&mut owner)?;
    let mut values = vec![Value::new("before the first page, planned".into(), "", told(&serving)?)];
    for tour in 1..=TOURS {
        let sorts = one_of_each(&mut owner)?.len();
        ensure!(sorts > 10, "the tour found {sorts} sorts of pages");
        values.push(Value::new(format!("after tour {tour}, of {sorts} sorts of pages"), GOAL, told(&serving)?));
    }
    let about = "Resident memory of `righthand demo` with two businesses planned and forecast, after Amara followed every link \
                 from Today, each page drawn anew. Free memory goes back to the system at once, as the service and the \
                 image are set up.";
    Ok((about.into(), values))
}

/// In MB of a million bytes.
fn told(serving: &Serving) -> anyhow::Result<String> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", serving.process()))?;
    let line =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the system does not tell memory")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(format!("{:.1} MB", kilobytes * 1.024 / 1e3))
}
