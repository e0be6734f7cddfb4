//! Sets: many instances under the same budget, and how far from the optimum or a bound they end on average.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use righthand_planner::project::{Project, solve};

use super::instances::{LIKE_J60, LIKE_J120, Set};
use super::{beside, percent, psplib};
use crate::bench::figures::on_processor;
use crate::bench::table::Value;

const SEED: u64 = 1;
/// Made instances are the same ones in every run.
const MADE: u64 = 7;
/// Schedules of a long run, with another seed; every so many of a set are run that long.
const LONG: u64 = 500_000;
const LONG_SEED: u64 = 99;
const LONG_EACH: usize = 10;
/// Seconds that an instance has by the clock, and every how many of the set are run for so long.
const PATIENCE: Duration = Duration::from_secs(5);
const PATIENT_EACH: usize = 25;
/// Schedules of the instance by which speed is told.
const SPEED: u64 = 50_000;

/// The sets beside the checkout, against their optima.
pub(super) fn published() -> anyhow::Result<Vec<Value>> {
    let mut values = Vec::new();
    for (name, optima, schedules, goal) in [
        ("J30", "psplib/j30/optimum.csv", 5_000, "0.05 %"),
        ("J30", "psplib/j30/optimum.csv", 50_000, "0.005 %"),
        ("multi-mode J10", "psplib/mm/j10/best_known.csv", 5_000, "0.1 %"),
        ("multi-mode J20", "psplib/mm/j20/best_known.csv", 5_000, "0.9 %"),
    ] {
        let projects = read(&beside(optima))?;
        let what = format!("{name}, {schedules} schedules: mean deviation from the optimum");
        if projects.is_empty() {
            values.push(Value::missing(what, goal));
            continue;
        }
        let makespans = all(&projects, |project| makespan(project, SEED, schedules))?;
        let over = makespans.iter().zip(&projects).map(|(reached, (_, optimum))| reached / optimum - 1.0);
        values.push(Value::new(what, goal, percent(mean(over), 4)));
    }
    Ok(values)
}

/// Made sets: from the critical path, and from what a long run reaches.
pub(super) fn made() -> anyhow::Result<Vec<Value>> {
    let goals: [(&Set, [&str; 2]); 2] = [(&LIKE_J60, ["10.9 %", "10.6 %"]), (&LIKE_J120, ["32.1 %", "30.6 %"])];
    let mut values = Vec::new();
    for (set, goals) in goals {
        let projects: Vec<(Project, f64)> =
            set.instances(MADE).into_iter().map(|project| (project.clone(), critical_path(&project))).collect();
        let sample: Vec<(Project, f64)> = projects.iter().step_by(LONG_EACH).cloned().collect();
        let long = all(&sample, |project| makespan(project, LONG_SEED, LONG))?;
        for (schedules, goal) in [5_000, 50_000].into_iter().zip(goals) {
            let reached = all(&projects, |project| makespan(project, SEED, schedules))?;
            let over = reached.iter().zip(&projects).map(|(reached, (_, bound))| reached / bound - 1.0);
            let gap = reached.iter().step_by(LONG_EACH).zip(&long).map(|(reached, long)| reached / long - 1.0);
            values.push(Value::new(
                format!("{}, {schedules} schedules: mean deviation from the critical path; from a long run", set.name),
                goal,
                format!("{}; {}", percent(mean(over), 2), percent(mean(gap), 2)),
            ));
        }
    }
    values.extend(patient()?);
    Ok(values)
}

/// What five seconds reach, and how fast the search is, on projects of 120 activities.
fn patient() -> anyhow::Result<[Value; 2]> {
    let set = LIKE_J120.instances(MADE);
    let projects: Vec<(Project, f64)> =
        set.iter().step_by(PATIENT_EACH).map(|project| (project.clone(), 0.0)).collect();
    let by_clock = |seed: u64, patience: Duration| {
        move |project: &Project| {
            let until = Instant::now() + patience;
            Ok(f64::from(solve(project, seed, u64::MAX, &mut || Instant::now() < until)?.makespan))
        }
    };
    let reached = all(&projects, by_clock(SEED, PATIENCE))?;
    let longer = all(&projects, by_clock(LONG_SEED, 4 * PATIENCE))?;
    let gap = reached.iter().zip(&longer).map(|(reached, longer)| reached / reached.min(*longer) - 1.0);
    // The last of the set is the most tightly supplied with the most links: it never ends early.
    let hardest = set.iter().rev().max_by_key(|project| {
        let used: u32 =
            project.modes.iter().flatten().map(|mode| mode.duration * mode.renewable.iter().sum::<u32>()).sum();
        u64::from(used) * 1_000 / u64::from(project.renewable.iter().sum::<u32>().max(1))
    });
    let hardest = hardest.context("the set is empty")?;
    let mut schedules = 0;
    let took = on_processor(1, || {
        schedules = solve(hardest, SEED, SPEED, &mut || true).map_or(0, |solution| solution.schedules);
    });
    Ok([
        Value::new(
            format!(
                "120 activities, {} s an instance on one core: mean gap to the better of this and {} s",
                PATIENCE.as_secs(),
                4 * PATIENCE.as_secs()
            ),
            "0.4 %",
            percent(mean(gap), 2),
        ),
        Value::new(
            "120 activities, the busiest instance, one core, the whole search: schedules a second".into(),
            "200,000",
            format!("{:.0}", schedules as f64 / took.as_secs_f64().max(1e-9)),
        ),
    ])
}

fn makespan(project: &Project, seed: u64, schedules: u64) -> anyhow::Result<f64> {
    Ok(f64::from(solve(project, seed, schedules, &mut || true)?.makespan))
}

/// Does the same with every project, on two threads, in order.
fn all(
    projects: &[(Project, f64)],
    solve: impl Fn(&Project) -> anyhow::Result<f64> + Sync,
) -> anyhow::Result<Vec<f64>> {
    let half = projects.len().div_ceil(2);
    let (first, second) = projects.split_at(half);
    let run =
        |part: &[(Project, f64)]| part.iter().map(|(project, _)| solve(project)).collect::<anyhow::Result<Vec<_>>>();
    let (first, second) = std::thread::scope(|scope| {
        let beside = scope.spawn(|| run(second));
        (run(first), beside.join())
    });
    let second = second.map_err(|_| anyhow::anyhow!("a search ended in a panic"))?;
    Ok(first?.into_iter().chain(second?).collect())
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// The longest chain of shortest durations. Activities come after all they wait for, as in every PSPLIB file.
fn critical_path(project: &Project) -> f64 {
    let mut finish = vec![0; project.modes.len()];
    let mut last = 0;
    for (a, modes) in project.modes.iter().enumerate() {
        finish[a] += modes.iter().map(|mode| mode.duration).min().unwrap_or(0);
        last = last.max(finish[a]);
        for successor in &project.successors[a] {
            let successor = *successor as usize;
            finish[successor] = finish[successor].max(finish[a]);
        }
    }
    f64::from(last)
}

/// The instances that a list of optima names, in the order of their names; none where the list is not there.
fn read(optima: &Path) -> anyhow::Result<Vec<(Project, f64)>> {
    let text = std::fs::read_to_string(optima).unwrap_or_default();
    let line = |line: &str| {
        let (file, optimum) = line.split_once(',')?;
        Some((optima.with_file_name(file), optimum.trim().parse().ok()?))
    };
    let mut known: Vec<(PathBuf, f64)> = text.lines().filter_map(line).collect();
    known.sort_by(|one, other| one.0.cmp(&other.0));
    let read = |(path, optimum): (PathBuf, f64)| {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let project = psplib::read(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        Ok((project, optimum))
    };
    known.into_iter().map(read).collect()
}
