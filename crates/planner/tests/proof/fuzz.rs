//! Fuzz: arbitrary problems and projects. Nothing panics or goes on for ever, no work limit is passed, answers hold.

use std::sync::Arc;

use righthand_planner::explain::Explainer;
use righthand_planner::forecast::{Absences, Chances, EffortChance, Factors, HandOff, RiskChance, Spread, simulate};
use righthand_planner::improve::{as_before, search};
use righthand_planner::problem::{Earlier, MINUTE_MAX};
use righthand_planner::project::{Mode, Project, solve};
use righthand_planner::random::Sequence;
use righthand_planner::{Activity, Calendar, Dated, Group, Link, LinkKind, Minute, Problem, Schedule, Source};

use crate::{holds, rounds};

#[test]
fn arbitrary_problems_have_true_schedules_or_are_refused() {
    rounds::play("problems", 2_000, of_problem);
}

#[test]
fn arbitrary_projects_have_true_schedules_or_are_refused() {
    rounds::play("projects", 4_000, of_project);
}

/// A stream of numbers, of which one in `wild` is out of all reason.
struct Dice {
    random: Sequence,
    wild: usize,
}

impl Dice {
    fn new(seed: u64) -> Self {
        let mut random = Sequence::new(seed);
        let wild = [usize::MAX, 400, 40][random.below(3)];
        Self { random, wild }
    }

    fn below(&mut self, bound: usize) -> usize {
        self.random.below(bound)
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn wild(&mut self) -> bool {
        self.wild < usize::MAX && self.one_in(self.wild)
    }

    fn minutes(&mut self, bound: usize) -> Minute {
        if self.wild() {
            return [i64::MIN, i64::MAX, MINUTE_MAX, -MINUTE_MAX, MINUTE_MAX + 1, -1, 0][self.below(7)];
        }
        self.below(bound) as Minute
    }

    /// An index below `count`, now and then beyond.
    fn index(&mut self, count: usize) -> u32 {
        if self.wild() { [u32::MAX, count as u32][self.below(2)] } else { self.below(count.max(1)) as u32 }
    }

    fn number(&mut self, bound: f64) -> f64 {
        if self.wild() {
            return [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, f64::MAX, f64::MIN_POSITIVE][self.below(7)];
        }
        self.below(1_000) as f64 / 1_000.0 * bound
    }
}

fn of_problem(seed: u64) {
    let mut dice = Dice::new(seed);
    let (now, groups) = (dice.minutes(3_000), 1 + dice.below(4));
    let people: Vec<Arc<Calendar>> = (0..1 + dice.below(4)).map(|_| Arc::new(calendar(&mut dice))).collect();
    let count = dice.below(14);
    let activities = (0..count).map(|a| activity(&mut dice, a, count, people.len(), groups)).collect();
    let all = (0..groups).map(|_| group(&mut dice)).collect();
    let dated = (0..dice.below(3)).map(|_| dated(&mut dice, count)).collect();
    let Ok(problem) = Problem::new(now, people, activities, all, dated) else { return };
    let most = dice.below(120) as u64;
    let found = search(&problem, seed, most, &mut || true);
    assert!(found.schedules <= most.max(1), "{} of {most} schedules", found.schedules);
    holds::check(&problem, &found.schedule);
    if let Some(before) = as_before(&problem) {
        holds::check(&problem, &before.schedule);
    }
    explained(&problem, &found.schedule);
    played(&mut dice, &problem, &found.schedule);
}

fn explained(problem: &Problem, schedule: &Schedule) {
    let explainer = Explainer::new(problem, schedule);
    for a in 0..=schedule.placed.len() as u32 {
        let placed = schedule.placed.get(a as usize).is_some_and(Result::is_ok);
        assert_eq!(explainer.reason(a).is_some(), placed, "{a} has a reason exactly where it has a place");
    }
    for group in 0..=problem.groups().len() {
        let chain = explainer.critical_chain(group);
        assert_eq!(chain.is_empty(), schedule.finish(problem, group).is_none());
    }
}

fn played(dice: &mut Dice, problem: &Problem, schedule: &Schedule) {
    let count = schedule.placed.len();
    let people = problem.people().len();
    let effort = |dice: &mut Dice| EffortChance { spread: spread(dice), spent: dice.minutes(100) };
    let hand_off = |dice: &mut Dice| HandOff {
        manager: (!dice.one_in(4)).then(|| dice.index(people)),
        deputy: (!dice.one_in(2)).then(|| dice.index(people)),
        mean: dice.number(300.0),
    };
    let risk = |dice: &mut Dice| RiskChance {
        id: dice.below(9) as u64,
        activity: dice.index(count),
        chance: dice.number(1.0),
        minutes: dice.minutes(500),
    };
    let absences = |dice: &mut Dice| Absences {
        rate: dice.number(0.01),
        lengths: (0..dice.below(3)).map(|_| dice.minutes(2_000)).collect(),
    };
    let futures = dice.below(40) as u32;
    let chances = Chances {
        futures,
        seed: dice.below(99) as u64,
        threads: dice.below(3),
        efforts: (0..dice.below(count + 2)).map(|_| effort(dice)).collect(),
        hand_offs: (0..dice.below(count + 2)).map(|_| (!dice.one_in(3)).then(|| hand_off(dice))).collect(),
        risks: (0..dice.below(3)).map(|_| risk(dice)).collect(),
        absences: (0..dice.below(people + 2)).map(|_| absences(dice)).collect(),
    };
    let outcome = simulate(problem, schedule, &chances, &|| true);
    assert!((1..=futures.max(1)).contains(&outcome.futures), "{} of {futures} futures", outcome.futures);
    assert!(outcome.on_time.iter().all(|times| *times <= outcome.futures));
    for finishes in &outcome.group_finish {
        let finishes: Vec<_> = finishes.iter().collect();
        assert!(finishes.is_sorted());
    }
}

fn spread(dice: &mut Dice) -> Spread {
    match dice.below(3) {
        0 => Spread::Certain(dice.minutes(600)),
        1 => Spread::Pert {
            least: dice.number(100.0),
            likely: 100.0 + dice.number(100.0),
            most: 200.0 + dice.number(900.0),
        },
        _ => {
            let factors = (0..dice.below(5)).map(|_| dice.number(3.0)).collect();
            Spread::Learnt { estimate: dice.number(500.0), factors: Factors::of(|_| factors) }
        }
    }
}

fn calendar(dice: &mut Dice) -> Calendar {
    if dice.one_in(8) {
        return Calendar::new((0..dice.below(4)).map(|_| (dice.minutes(900), dice.minutes(9_000))));
    }
    let (begins, length) = (dice.below(1_000) as Minute, 1 + dice.below(500) as Minute);
    let days = dice.below(60) as Minute;
    Calendar::new((0..days).filter(|day| day % 7 < 5).map(|day| (day * 1_440 + begins, day * 1_440 + begins + length)))
}

fn activity(dice: &mut Dice, a: usize, count: usize, people: usize, groups: usize) -> Activity {
    let kinds = [LinkKind::FinishToStart, LinkKind::StartToStart, LinkKind::FinishToFinish, LinkKind::StartToFinish];
    let link = |dice: &mut Dice| Link {
        source: match dice.below(6) {
            0 => Source::Done(dice.minutes(3_000)),
            // Mostly to what comes before; else it may be a circle.
            _ if dice.wild() => Source::Activity(dice.index(count)),
            _ if a > 0 => Source::Activity(dice.index(a)),
            _ => Source::Done(0),
        },
        kind: kinds[dice.below(4)],
        lag: if dice.one_in(2) { 0 } else { dice.minutes(900).saturating_sub(200) },
        working: dice.one_in(2),
    };
    let earlier = |dice: &mut Dice| Earlier {
        person: (!dice.one_in(3)).then(|| dice.index(people)),
        start: dice.minutes(9_000),
        near: dice.one_in(2),
        divided: dice.one_in(4),
    };
    Activity {
        id: dice.below(20) as u64,
        effort: if dice.one_in(6) { 0 } else { dice.minutes(900) },
        people: (0..dice.below(people + 1)).map(|_| dice.index(people)).collect(),
        release: dice.minutes(4_000),
        links: if dice.one_in(2) { (0..dice.below(4)).map(|_| link(dice)).collect() } else { vec![] },
        group: dice.index(groups),
        due: dice.one_in(2).then(|| dice.minutes(9_000)),
        soft_due: dice.one_in(4).then(|| dice.minutes(9_000)),
        earlier: dice.one_in(3).then(|| earlier(dice)),
        pinned: dice.one_in(9),
    }
}

fn group(dice: &mut Dice) -> Group {
    Group { due: (!dice.one_in(4)).then(|| dice.minutes(12_000)), due_rest: dice.number(1.0), weight: dice.number(3.0) }
}

fn dated(dice: &mut Dice, count: usize) -> Dated {
    let activities = (0..dice.below(3)).map(|_| dice.index(count)).collect();
    Dated { activities, due: dice.minutes(9_000), due_rest: dice.number(1.0), weight: dice.number(2.0) }
}

fn of_project(seed: u64) {
    let mut dice = Dice::new(seed);
    let resources = [dice.below(3), dice.below(6), dice.below(40)][dice.below(3)];
    let stocks = dice.below(3);
    let count = dice.below(12);
    let amount = |dice: &mut Dice, most: usize| {
        if dice.wild() { [u32::MAX, 1 << 15, 1 << 30][dice.below(3)] } else { dice.below(most) as u32 }
    };
    let mode = |dice: &mut Dice| {
        let (renewable, nonrenewable) = if dice.wild() { (dice.below(5), 9) } else { (resources, stocks) };
        Mode {
            duration: amount(dice, 9),
            renewable: (0..renewable).map(|_| amount(dice, 4)).collect(),
            nonrenewable: (0..nonrenewable).map(|_| amount(dice, 5)).collect(),
        }
    };
    let project = Project {
        renewable: (0..resources).map(|_| amount(&mut dice, 8)).collect(),
        nonrenewable: (0..stocks).map(|_| amount(&mut dice, 40)).collect(),
        modes: (0..count).map(|_| (0..1 + dice.below(3)).map(|_| mode(&mut dice)).collect()).collect(),
        successors: (0..count)
            .map(|a| (0..dice.below(3)).filter_map(|_| successor(&mut dice, a, count)).collect())
            .collect(),
    };
    let most = dice.below(300) as u64;
    if let Ok(solution) = solve(&project, seed, most, &mut || true) {
        assert!(solution.schedules <= most.max(1), "{} of {most} schedules", solution.schedules);
        holds::check_project(&project, &solution);
    }
}

fn successor(dice: &mut Dice, a: usize, count: usize) -> Option<u32> {
    if dice.wild() {
        return Some(dice.index(count));
    }
    (a + 1 < count).then(|| (a + 1 + dice.below(count - a - 1)) as u32)
}
