//! Planner: the business's problem by itself, from compiled calendars to levers, without a database or a door.

mod bare;
mod levers;
mod world;

use std::hint::black_box;
use std::time::Duration;

use righthand_planner::forecast::{Chances, EffortChance, Spread, simulate};
use righthand_planner::generate::{Choices, Generator, Rule, ordered};
use righthand_planner::improve::search;
use righthand_planner::{Problem, Schedule};

use super::figures::{Figures, on_processor};
use super::table::{Row, Section};
use bare::Sums;

const RUNS: usize = 21;
/// Working time that plans, and futures, look at.
const DAYS: i64 = 1500;
const CALENDAR_DAYS: i64 = 400;
const FUTURES: u32 = 10_000;
const THREADS: u32 = 2;
/// Improving schedules of one replan.
const PASSES: u64 = 1000;

pub(super) fn measure() -> anyhow::Result<Section> {
    let mut rows = passes()?;
    rows.push(calendars()?);
    let problem = world::problem(1000, 20, DAYS)?;
    let seen = search(&problem, 1, PASSES, &mut || true).schedule;
    rows.extend(replans(&problem, &seen)?);
    rows.push(futures(&problem, &seen)?);
    rows.push(levers::row(THREADS as usize)?);
    Ok(Section {
        about: "A made business: projects of 50 tasks of 1 to 16 hours, 85 % of which wait for one to three others; people in three zones \
                with part-time weeks and leave; about half of the projects late. Times are the processor's (of one thread, or of each of \
                the two), so that they hold on a busy machine too; that of levers is by the clock, with a business file of 20 \
                projects and everybody's hours from nine to five. Bare: the same tasks, people and links by plain sums, without \
                calendars, gaps or choices."
            .into(),
        rows,
    })
}

fn passes() -> anyhow::Result<Vec<Row>> {
    let sizes = [(1000, 20, 200, 200), (10_000, 100, 3000, 20)];
    let row = |(tasks, people, goal, times)| {
        let problem = world::problem(tasks, people, DAYS)?;
        let mut generator = Generator::new(&problem);
        let figures = Figures::measure(RUNS, || {
            Ok(on_processor(times, || {
                black_box(generator.generate(&Choices::of(ordered(&problem, Rule::LatestStart))));
            }))
        })?;
        let mut sums = Sums::of(&problem);
        let ceiling = Figures::measure(RUNS, || {
            Ok(on_processor(10 * times, || {
                black_box(sums.add_up(None));
            }))
        })?;
        Ok(Row {
            what: format!("one pass, order included: {tasks} tasks, {people} people"),
            figures,
            goal: Some(Duration::from_micros(goal)),
            ceiling: Some(ceiling.median()),
        })
    };
    sizes.into_iter().map(row).collect()
}

fn calendars() -> anyhow::Result<Row> {
    let (business, people) = (world::business(), world::people(100));
    let compile = || {
        black_box(world::calendars(&business, &people, CALENDAR_DAYS));
    };
    let figures = Figures::measure(RUNS, || Ok(on_processor(30, compile)))?;
    let made = world::calendars(&business, &people, CALENDAR_DAYS);
    let windows: usize = made.iter().map(|calendar| calendar.windows().len()).sum();
    let ceiling = Figures::measure(RUNS, || {
        Ok(on_processor(300, || {
            black_box((0..windows as i64).map(|at| (at * 480, at * 480 + 240)).collect::<Vec<_>>());
        }))
    })?;
    Ok(Row {
        what: format!("calendars of 100 people for {CALENDAR_DAYS} days (bare: as many windows in a list)"),
        figures,
        goal: Some(Duration::from_millis(3)),
        ceiling: Some(ceiling.median()),
    })
}

/// After one edit, with the plan from before as what people have seen: another edit each time.
fn replans(problem: &Problem, seen: &Schedule) -> anyhow::Result<[Row; 2]> {
    let edited = (0..RUNS).map(|edit| world::edited(problem, seen, edit * 37)).collect::<anyhow::Result<Vec<_>>>()?;
    let mut sums = Sums::of(problem);
    let mut row = |what: &str, schedules: u64, times: usize, goal: u64| {
        let mut edits = edited.iter().cycle();
        let figures = Figures::measure(RUNS, || {
            let problem = edits.next().unwrap_or(problem);
            Ok(on_processor(times, || {
                black_box(search(problem, 1, schedules, &mut || true));
            }))
        })?;
        let ceiling = Figures::measure(RUNS, || {
            Ok(on_processor(times, || {
                for _ in 0..schedules {
                    black_box(sums.add_up(None));
                }
            }))
        })?;
        let (goal, ceiling) = (Some(Duration::from_micros(goal)), Some(ceiling.median()));
        anyhow::Ok(Row { what: what.into(), figures, goal, ceiling })
    };
    Ok([
        row("first answer after one edit, 1000 tasks", 1, 100, 300)?,
        row("1000 improving schedules after one edit, 1000 tasks", PASSES, 1, 40_000)?,
    ])
}

fn futures(problem: &Problem, schedule: &Schedule) -> anyhow::Result<Row> {
    let spread = |effort: f64| Spread::Pert { least: effort * 0.7, likely: effort, most: effort * 1.9 };
    let efforts = problem.activities().iter().map(|a| EffortChance { spread: spread(a.effort as f64), spent: 0 });
    let chances = Chances {
        futures: FUTURES,
        seed: 1,
        threads: THREADS as usize,
        efforts: efforts.collect(),
        hand_offs: vec![],
        absences: vec![],
        risks: vec![],
    };
    let figures = Figures::measure(5, || {
        Ok(on_processor(1, || {
            black_box(simulate(problem, schedule, &chances, &|| true));
        }) / THREADS)
    })?;
    let mut sums = Sums::of(problem);
    let ceiling = on_processor(1, || {
        for future in 0..FUTURES {
            black_box(sums.add_up(Some(u64::from(future))));
        }
    });
    Ok(Row {
        what: format!("{FUTURES} futures of 1000 tasks and 20 people, on {THREADS} threads"),
        figures,
        goal: Some(Duration::from_millis(450)),
        ceiling: Some(ceiling / THREADS),
    })
}
