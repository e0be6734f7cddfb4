//! Advise: whom to hire in a business of 1,000 open tasks and 20 people: a first answer, the full one, and its flips.

use std::num::NonZero;
use std::thread::available_parallelism;
use std::time::Duration;

use anyhow::anyhow;
use jiff::Timestamp;
use righthand_advisor::{Ask, advise, first_answer};
use righthand_domain::kind::Kind;
use righthand_domain::plan::{Futures, Options, forecast};
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{Duty, Energy, Fault, Means, Snapshot};

use super::figures::{Figures, timed};
use super::table::{Row, Section};

const RUNS: usize = 9;
const FUTURES: u32 = 1_000;
/// The figures.
const FIRST_GOAL: Duration = Duration::from_millis(100);
const FULL_GOAL: Duration = Duration::from_millis(600);
const FLIPS_GOAL: Duration = Duration::from_secs(5);
/// Staffings that the goal is told of.
const SCENARIOS: u32 = 6;

pub(super) fn measure() -> anyhow::Result<Section> {
    let at: Timestamp = "2026-11-24T11:20:00Z".parse()?;
    let business = business(at)?;
    let threads = available_parallelism().map_or(1, NonZero::get);
    let ask = Ask { threads, futures: FUTURES, flips: false, ..Ask::at(at) };
    let staffings = advise(&business, &ask, &|| true).map_err(|faults| told(&faults))?.scenarios.len();
    let first = Figures::measure(RUNS, || {
        let (took, answer) = timed(|| first_answer(&business, &ask));
        answer.map_err(|faults| told(&faults))?;
        Ok(took)
    })?;
    let full = answered(&business, &ask)?;
    let flips = answered(&business, &Ask { flips: true, ..ask.clone() })?;
    let futures = Figures::measure(RUNS, || futures(&business, at, threads))?;
    let row = |what: String, figures, goal| Row { what, figures, goal: Some(goal), ceiling: None };
    let full = row(format!("the full answer: {staffings} staffings, {FUTURES} futures each"), full, FULL_GOAL);
    Ok(Section {
        about: format!(
            "The business of “Replan”, with duties that every role could take. Bare: one plan of one schedule and its futures, {SCENARIOS} \
             times: no answer can be had for less."
        ),
        rows: vec![
            row("the first answer".to_owned(), first, FIRST_GOAL),
            Row { ceiling: Some(futures.median() * SCENARIOS), ..full },
            row("the full answer and what would change it, verified".to_owned(), flips, FLIPS_GOAL),
        ],
    })
}

fn answered(business: &Snapshot, ask: &Ask) -> anyhow::Result<Figures> {
    Figures::measure(RUNS, || {
        let (took, answer) = timed(|| advise(business, ask, &|| true));
        answer.map_err(|faults| told(&faults))?;
        Ok(took)
    })
}

fn futures(business: &Snapshot, at: Timestamp, threads: usize) -> anyhow::Result<Duration> {
    let options = Options { schedules: 1, threads, ..Options::at(at) };
    let futures = Futures { futures: FUTURES, levers: false, ..Futures::default() };
    let (took, made) = timed(|| forecast(business, &options, &futures, &mut || true));
    made.map_err(|faults| told(&faults))?;
    Ok(took)
}

/// The large business with an owner whose week is full of what others could do.
fn business(at: Timestamp) -> anyhow::Result<Snapshot> {
    let mut business = super::replan::thousand(at)?;
    business.business.means =
        Means { owner_hour_value: Some(120.0), budget_per_month: Some(8_000.0), ..Means::default() };
    let owner = business.people.iter().find(|person| person.role == Role::Owner).map(|person| person.key.clone());
    let project = business.projects.first().map(|project| project.key.clone());
    let duties = [
        ("manage", Kind::Management, 8.0, project),
        ("run", Kind::Management, 9.0, None),
        ("do", Kind::Implementation, 8.0, None),
        ("think", Kind::Strategy, 3.0, None),
    ];
    business.duties = duties
        .into_iter()
        .map(|(key, kind, hours_per_week, project)| Duty {
            key: key.to_owned(),
            name: key.to_owned(),
            kind,
            hours_per_week,
            area: None,
            project,
            skill: None,
            who: owner.clone(),
            energy: Some(Energy::Drains),
            owner_has_skill: Some(true),
            hand_over: Some(true),
            owner_has_time: None,
        })
        .collect();
    Ok(business)
}

fn told(faults: &[Fault]) -> anyhow::Error {
    anyhow!("the made business is at fault: {}", faults.first().map_or_else(String::new, ToString::to_string))
}
