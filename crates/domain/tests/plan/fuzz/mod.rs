//! Fuzz: arbitrary businesses and damaged files, through plan, forecast, levers, what-if and promise.
//!
//! Nothing panics or goes on for ever, no work limit is passed, what is answered holds, and what is refused is refused
//! with the place. `bin/fuzz SECONDS` plays it for a time; a failure tells its seed.

mod damage;
#[path = "../../../../planner/tests/proof/rounds.rs"]
mod rounds;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use righthand_domain::plan::{
    Away, Futures, Hours, NewWork, Options, Supposition, plan, plan_and_forecast, promise, suppose,
};
use righthand_domain::snapshot::{Fault, Pin, Risk, Snapshot};
use righthand_exchange::business_file;
use righthand_planner::random::Sequence;
use serde_json::Value;

use crate::random::{Dice, business};
use crate::{checker, files};

#[test]
fn arbitrary_businesses_get_true_answers() {
    rounds::play("businesses", 8, of_business);
}

#[test]
fn damaged_files_are_refused_with_the_place_or_planned() {
    rounds::play("damaged files", 200, of_damaged);
}

#[test]
fn arbitrary_bytes_are_refused() {
    rounds::play("bytes", 200, of_bytes);
}

fn numbers(random: &mut Sequence) -> Vec<u16> {
    (0..60 + random.below(200)).map(|_| random.below(1 << 16) as u16).collect()
}

fn made(random: &mut Sequence) -> Value {
    business(&mut Dice::of(&numbers(random)))
}

fn of_business(seed: u64) {
    let mut random = Sequence::new(seed);
    let (mut snapshot, mut options) = files::of(&made(&mut random));
    options.horizon_days = 10;
    options.schedules = 1 + random.below(60) as u64;
    options.seed = seed;
    supposed(&mut random, &mut snapshot);
    asked_everything(&mut random, &snapshot, &options);
    // What people have seen is kept or moved, but what comes out holds again.
    let seen = plan(&snapshot, &Options { schedules: 1, ..options.clone() }, &mut || true).unwrap();
    let again = plan(&snapshot, &Options { earlier: Some(seen), ..options }, &mut || true).unwrap();
    checker::check(&snapshot, &again);
}

/// Tentative projects, pins and risks, which no file has.
fn supposed(random: &mut Sequence, snapshot: &mut Snapshot) {
    let Snapshot { supposed, projects, people, .. } = snapshot;
    for project in projects.iter() {
        if random.chance(10) {
            supposed.tentative.push(project.key.clone());
        }
        for task in project.tasks.iter().filter(|task| task.children.is_empty() && !task.milestone) {
            let day = random.chance(60).then(|| day(random));
            if random.chance(15) {
                let person = random.chance(50).then(|| people[random.below(people.len())].key.clone());
                supposed.pins.push(Pin { task: task.key.clone(), day, person });
            }
            if random.chance(15) {
                let (key, name, project) = (format!("risk-{}", task.key), "It rains".into(), project.key.clone());
                let task = random.chance(70).then(|| task.key.clone());
                supposed.risks.push(Risk { key, name, project, task, chance: 0.3, hours: random.below(40) as f64 });
            }
        }
    }
}

fn day(random: &mut Sequence) -> Date {
    "2026-10-25".parse::<Date>().unwrap().saturating_add((random.below(120) as i64).days())
}

fn asked_everything(random: &mut Sequence, snapshot: &Snapshot, options: &Options) {
    let futures = Futures { futures: 1 + random.below(25) as u32, levers: random.chance(40), ..Futures::default() };
    let (made, forecast) = plan_and_forecast(snapshot, options, &futures, &mut || true).unwrap();
    assert!(made.schedules <= options.schedules, "{} of {} schedules", made.schedules, options.schedules);
    assert!(forecast.futures <= futures.futures);
    checker::check(snapshot, &made);
    let chances = forecast.projects.iter().filter_map(|project| project.on_time);
    chances.chain(forecast.levers.iter().map(|lever| lever.on_time)).for_each(|chance| {
        assert!((0.0..=1.0).contains(&chance), "{chance}");
    });
    for project in forecast.projects.iter().filter_map(|project| project.finish) {
        assert!(project.p10 <= project.p50 && project.p50 <= project.p80 && project.p80 <= project.p90);
    }
    let person = snapshot.people[random.below(snapshot.people.len())].key.clone();
    let from = day(random);
    let away = Away { person: person.clone(), from, to: from.saturating_add((random.below(20) as i64).days()) };
    let change = forecast.levers.first().map(|lever| (lever.project.clone(), lever.change.clone()));
    let project = || snapshot.projects[0].key.clone();
    let supposition = Supposition {
        on: snapshot.supposed.tentative.clone(),
        off: if random.chance(20) { vec![project()] } else { vec![] },
        away: random.chance(60).then_some(away),
        change: if random.chance(50) { change } else { None },
        unpinned: snapshot.supposed.pins.iter().take(1).map(|pin| pin.task.clone()).collect(),
        spared: snapshot.supposed.risks.iter().take(1).map(|risk| risk.key.clone()).collect(),
    };
    let few = Futures { levers: false, ..futures };
    let compared = suppose(snapshot, options, &few, &supposition, &mut || true).unwrap();
    assert_eq!(compared.projects.len(), snapshot.projects.len());
    if random.chance(30) {
        let likely = random.below(60) as f64 / 4.0;
        let work = NewWork {
            name: "A film for the fair".into(),
            effort: Hours { likely, between: random.chance(50).then_some((likely / 2.0, likely * 2.0)) },
            people: if random.chance(50) { vec![person] } else { vec![] },
            skill: random.chance(20).then(|| "edit".into()),
            after: vec![],
            manager: None,
            wanted: random.chance(50).then(|| day(random)),
        };
        let line = promise(snapshot, options, &few, &work, &mut || true).unwrap();
        assert!(line.dates.is_sorted_by(|a, b| a.date < b.date));
    }
}

fn of_damaged(seed: u64) {
    let mut random = Sequence::new(seed);
    let mut file = made(&mut random);
    for _ in 0..1 + random.below(3) {
        damage::tree(&mut random, &mut file);
    }
    asked(&mut random, file.to_string().as_bytes());
}

fn of_bytes(seed: u64) {
    let mut random = Sequence::new(seed);
    let mut text = made(&mut random).to_string().into_bytes();
    for _ in 0..1 + random.below(4) {
        damage::bytes(&mut random, &mut text);
    }
    asked(&mut random, &text);
}

fn asked(random: &mut Sequence, text: &[u8]) {
    match business_file::read(text, None, Timestamp::UNIX_EPOCH) {
        Err(faults) => {
            assert!(!faults.is_empty());
            assert!(faults.iter().all(has_a_place), "{faults:?}");
        }
        Ok(snapshot) => {
            let mut options = Options::at(snapshot.at.unwrap_or(Timestamp::UNIX_EPOCH));
            options.schedules = 1 + random.below(5) as u64;
            let futures = Futures { futures: 2, levers: random.chance(10), ..Futures::default() };
            match plan_and_forecast(&snapshot, &options, &futures, &mut || true) {
                Ok((made, _)) => assert!(made.schedules <= options.schedules),
                Err(faults) => assert!(faults.iter().all(has_a_place), "{faults:?}"),
            }
        }
    }
}

/// A pointer into the file, or nothing where the file is no JSON at all; and words.
fn has_a_place(fault: &Fault) -> bool {
    (fault.pointer.is_empty() || fault.pointer.starts_with('/')) && !fault.message.is_empty()
}
