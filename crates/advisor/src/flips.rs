//! Flips: how far a number has to move until the answer changes, found by search, each verified by a full run.
//!
//! The search itself keeps the chances of the scenarios as they are (a run costs a plan and its futures for each); what it
//! finds is then run in full, and told only where the answer really changes.

use std::collections::BTreeSet;

use righthand_domain::snapshot::Snapshot;
use righthand_domain::words::decimal;

use crate::answer::{Ask, Judged};
use crate::facts::Facts;
use crate::inputs::{Input, inputs};
use crate::scenario::{Scenario, scenarios};
use crate::{Assumptions, Flip};

/// Factors that a number is tried with, outwards on each side.
const LESS: [f64; 12] = [0.98, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.35, 0.2, 0.1, 0.0];
const MORE: [f64; 12] = [1.02, 1.05, 1.1, 1.15, 1.25, 1.4, 1.6, 1.8, 2.0, 2.5, 3.0, 4.0];
/// Halvings between the last number that keeps the answer and the first that does not.
const HALVINGS: usize = 6;
/// Flips that are told.
const TOLD_MAX: usize = 8;
/// Full runs that a search may take.
const RUNS_MAX: usize = 24;
/// Futures times tasks that all full runs may take together: a few seconds on two cores.
const WORK_MAX: u64 = 60_000_000;
/// Where a full run keeps the answer, it is tried so many times further out, by so much.
const FURTHER: [f64; 2] = [1.0, 1.5];

/// What would change the answer, the nearest first.
pub(crate) fn flips(
    snapshot: &Snapshot,
    ask: &Ask,
    judged: &Judged,
    keep_going: &(dyn Fn() -> bool + Sync),
) -> Vec<Flip> {
    let mut found: Vec<Found> = Vec::new();
    for input in inputs(snapshot, &ask.assumptions) {
        for factors in [LESS, MORE] {
            found.extend(search(snapshot, ask, judged, &input, &factors));
        }
    }
    found.sort_by(|a, b| a.distance().total_cmp(&b.distance()));
    let mut runs = runs(snapshot, ask, judged);
    let mut flips = Vec::new();
    let mut told: BTreeSet<(String, bool)> = BTreeSet::new();
    for found in found {
        if flips.len() >= TOLD_MAX || runs == 0 || !keep_going() {
            break;
        }
        let side = (found.input.pointer(), found.to > found.input.usual);
        if told.contains(&side) {
            continue;
        }
        if let Some(flip) = verified(snapshot, ask, judged, &found, &mut runs, keep_going) {
            told.insert(side);
            flips.push(flip);
        }
    }
    flips
}

/// A number that changes the answer as far as the search can see.
struct Found {
    input: Input,
    to: f64,
    keeps: f64,
}

impl Found {
    /// How far from what it is, the same for a half and for twice as much.
    fn distance(&self) -> f64 {
        if self.input.usual <= 0.0 {
            return self.to.abs();
        }
        (self.to.max(self.input.usual * 0.01) / self.input.usual).ln().abs()
    }
}

fn search(snapshot: &Snapshot, ask: &Ask, judged: &Judged, input: &Input, factors: &[f64]) -> Option<Found> {
    let names = judged.names();
    let mut keeps = input.usual;
    // What is nothing, or absent and so without a bound, has no multiples.
    let base = if input.usual > 0.0 { input.usual } else { 1.0 };
    for factor in factors {
        let to = (base * factor).clamp(input.least(), input.max);
        if to == keeps || (input.from.is_none() && input.usual <= 0.0) {
            continue;
        }
        if quick(snapshot, ask, judged, input, to) == names {
            keeps = to;
            continue;
        }
        let (mut inside, mut outside) = (keeps, to);
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(inside, outside);
            if quick(snapshot, ask, judged, input, middle) == names { inside = middle } else { outside = middle }
        }
        let told = rounded(outside, inside);
        let to = if quick(snapshot, ask, judged, input, told) == names { outside } else { told };
        return Some(Found { input: input.clone(), to, keeps: inside });
    }
    None
}

/// The answer's names with that number, from the chances that are known.
fn quick(snapshot: &Snapshot, ask: &Ask, judged: &Judged, input: &Input, value: f64) -> Vec<String> {
    let mut changed = snapshot.clone();
    input.set(&mut changed, value);
    again(&changed, &ask.assumptions, ask, judged).names()
}

/// Judged anew with the chances of the same people.
pub(crate) fn again(snapshot: &Snapshot, assumptions: &Assumptions, ask: &Ask, judged: &Judged) -> Judged {
    let facts = Facts::of(snapshot, assumptions, ask.at);
    let scenarios = scenarios(snapshot, &facts, assumptions, &ask.own);
    let today = judged.chances.first().cloned().unwrap_or_default();
    let known = |of: &Scenario| judged.scenarios.iter().position(|other| of.has_the_people_of(other));
    let chances = scenarios
        .iter()
        .map(|scenario| known(scenario).and_then(|at| judged.chances.get(at)).cloned().unwrap_or_else(|| today.clone()))
        .collect();
    Judged::from(ask.at, facts, scenarios, chances, assumptions)
}

fn verified(
    snapshot: &Snapshot,
    ask: &Ask,
    judged: &Judged,
    found: &Found,
    runs: &mut usize,
    keep_going: &(dyn Fn() -> bool + Sync),
) -> Option<Flip> {
    let names = judged.names();
    for further in FURTHER {
        if *runs == 0 {
            return None;
        }
        *runs -= 1;
        let step = found.to - found.keeps;
        // Further out by so many percent of the number, as the search's own steps are too small to matter.
        let away = (further - 1.0) * 0.1 * found.input.usual.max(1.0) * step.signum();
        let to = if away == 0.0 { found.to } else { rounded(found.to + away, found.to) };
        let to = to.clamp(found.input.least(), found.input.max);
        let mut changed = snapshot.clone();
        found.input.set(&mut changed, to);
        let Ok(then) = Judged::of(&changed, ask, keep_going) else { continue };
        let answer = then.names();
        if answer != names {
            let who = if answer.is_empty() { "nobody".to_owned() } else { told(snapshot, &answer) };
            let says = format!(
                "If {} {}{}, the answer would be: {who}.",
                found.input.called(snapshot),
                decimal(to),
                found.input.from.map_or(String::new(), |from| format!(" instead of {}", decimal(from)))
            );
            return Some(Flip { says, input: found.input.pointer(), from: found.input.from, to, answer });
        }
    }
    None
}

/// Full runs that there is time for.
fn runs(snapshot: &Snapshot, ask: &Ask, judged: &Judged) -> usize {
    let tasks: usize = snapshot.projects.iter().map(|project| project.tasks.len()).sum::<usize>() + 50;
    let one = u64::from(ask.futures) * tasks as u64 * judged.scenarios.len() as u64;
    usize::try_from(WORK_MAX / one.max(1)).unwrap_or(RUNS_MAX).clamp(2, RUNS_MAX)
}

/// The roundest number between the two that is not on the side of `inside`.
fn rounded(outside: f64, inside: f64) -> f64 {
    if outside == 0.0 {
        return 0.0;
    }
    for digits in 2..6 {
        let magnitude = 10_f64.powi(digits - 1 - outside.abs().log10().floor() as i32);
        let scaled = outside * magnitude;
        let whole = if outside > inside { scaled.ceil() } else { scaled.floor() };
        let rounded = whole / magnitude;
        if (rounded - outside).abs() <= (outside - inside).abs().max(outside.abs() * 0.02) {
            return rounded;
        }
    }
    outside
}

/// Roles by their titles, people by their names.
fn told(snapshot: &Snapshot, answer: &[String]) -> String {
    let one = |name: &String| {
        let role =
            crate::HiredRole::parse(name).map(|role| format!("{} {}", crate::inputs::article(role), role.title()));
        let person = || snapshot.people.iter().find(|person| person.key == *name).map(|person| person.name.clone());
        role.or_else(person).unwrap_or_else(|| name.clone())
    };
    answer.iter().map(one).collect::<Vec<_>>().join(" and ")
}
