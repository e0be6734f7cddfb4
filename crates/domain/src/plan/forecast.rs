//! Forecast: the planner's futures of a plan, in the business's words.

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::Timestamp;
use righthand_planner::forecast::{
    Chances, EffortChance, Finishes, Outcome, RiskChance, Spread, simulate, simulate_groups,
};
use righthand_planner::improve::Found;
use righthand_planner::random::id_of;
use righthand_planner::{Minute, Placement};

use super::answer::{
    AbsenceAssumption, Assumptions, DayCount, Forecast, OperationForecast, PartOf, Plan, ProjectForecast, Quantiles,
    TaskForecast,
};
use super::build::{Built, GUESS_HOURS, Work};
use super::learnt;
use super::waits::Waits;
use super::{Futures, Options};
use crate::calendar::{edges, instant, minute_down};
use crate::snapshot::{Effort, Risk, Snapshot};

/// What a number alone is spread to, without history: optimistic and pessimistic, as factors (contracts, section 1).
const OPTIMISTIC: f64 = 0.7;
const PESSIMISTIC: f64 = 1.9;

/// What a forecast is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Projects, operations and tasks.
    Everything,
    /// Projects and operations: no task has a forecast.
    Chances,
}

/// Simulates and tells; without levers, which need more than one plan.
pub(super) fn forecast(
    snapshot: &Snapshot,
    options: &Options,
    futures: &Futures,
    solved: (&Built<'_>, &Found, &Plan),
    told: Told,
    keep_going: &mut (dyn FnMut() -> bool + Send),
) -> Forecast {
    let (built, found, plan) = solved;
    let waits = Waits::of(snapshot, options, built, found, futures.waits);
    let (absences, away) = if futures.spread { learnt::absences(snapshot, built) } else { (Vec::new(), None) };
    let chances = Chances {
        futures: futures.futures,
        seed: options.seed,
        threads: options.threads,
        efforts: (built.works.iter().zip(built.problem.activities()))
            .zip(&found.schedule.placed)
            .map(|((work, activity), placed)| effort(snapshot, futures, work, activity.effort, placed.as_ref().ok()))
            .collect(),
        absences,
        hand_offs: built.problem.activities().iter().map(|a| waits.hand_off(a.group)).collect(),
        risks: risks(snapshot, built, plan),
    };
    let asking = Mutex::new(keep_going);
    let keep_going = || asking.lock().is_ok_and(|mut keep_going| keep_going());
    let simulate = match told {
        Told::Everything => simulate,
        Told::Chances => simulate_groups,
    };
    let outcome = simulate(&built.problem, &found.schedule, &chances, &keep_going);
    let teller = Teller { snapshot, built, found, plan, waits: &waits, away, outcome: &outcome };
    Forecast {
        at: options.at,
        seed: options.seed,
        futures: outcome.futures,
        projects: (0..snapshot.projects.len()).map(|index| teller.project(index)).collect(),
        operations: (0..snapshot.operations.len()).map(|index| teller.operation(index)).collect(),
        tasks: match told {
            Told::Everything => teller.tasks(),
            Told::Chances => Vec::new(),
        },
        levers: Vec::new(),
        prices: Vec::new(),
    }
}

/// The risks that something open can still suffer from.
fn risks(snapshot: &Snapshot, built: &Built<'_>, plan: &Plan) -> Vec<RiskChance> {
    let number = |key: &str| built.works.iter().position(|work| work.key == key).and_then(|a| u32::try_from(a).ok());
    let chance = |risk: &Risk| {
        Some(RiskChance {
            id: id_of(&format!("risk/{}", risk.key)),
            activity: number(hit_by(risk, plan)?)?,
            chance: risk.chance,
            minutes: super::build::minutes(risk.hours),
        })
    };
    snapshot.supposed.risks.iter().filter_map(chance).collect()
}

/// The task that a risk makes longer: its own, or whatever work of its project comes last.
pub(super) fn hit_by<'p>(risk: &Risk, plan: &'p Plan) -> Option<&'p str> {
    let work = plan.tasks.iter().filter(|task| task.person.is_some());
    let named = work.clone().find(|task| Some(&task.key) == risk.task.as_ref());
    let of_project = |part: &PartOf| matches!(part, PartOf::Project(key) if *key == risk.project);
    let last = || work.clone().filter(|task| of_project(&task.part_of)).max_by_key(|task| task.finish);
    named.or_else(last).map(|task| task.key.as_str())
}

fn effort(
    snapshot: &Snapshot,
    futures: &Futures,
    work: &Work<'_>,
    planned: Minute,
    placed: Option<&Placement>,
) -> EffortChance {
    let certain = EffortChance { spread: Spread::Certain(planned), spent: 0 };
    // Three values are somebody's word on how uncertain the work is; only a number alone can be taken as certain.
    if work.milestone || (!futures.spread && !matches!(work.effort, Some(Effort::Three { .. }))) {
        return certain;
    }
    let minutes = |hours: f64| hours * 60.0;
    let person = placed.and_then(|placed| snapshot.people.get(placed.person? as usize)).map(|person| &person.key);
    if let Some((hours, factors)) = learnt::factors(&snapshot.past, work, person) {
        return EffortChance { spread: Spread::Learnt { estimate: minutes(hours), factors }, spent: work.spent };
    }
    let pert = match work.effort.unwrap_or(Effort::One(GUESS_HOURS)) {
        Effort::One(hours) => Spread::Pert {
            least: minutes(hours * OPTIMISTIC),
            likely: minutes(hours),
            most: minutes(hours * PESSIMISTIC),
        },
        Effort::Three { optimistic, most_likely, pessimistic } => {
            Spread::Pert { least: minutes(optimistic), likely: minutes(most_likely), most: minutes(pessimistic) }
        }
    };
    EffortChance { spread: pert, spent: work.spent }
}

struct Teller<'a> {
    snapshot: &'a Snapshot,
    built: &'a Built<'a>,
    found: &'a Found,
    plan: &'a Plan,
    waits: &'a Waits,
    away: Option<AbsenceAssumption>,
    outcome: &'a Outcome,
}

impl Teller<'_> {
    fn project(&self, index: usize) -> ProjectForecast {
        let project = &self.snapshot.projects[index];
        let zone = self.snapshot.business.time_zone.rules();
        let members = &self.built.problem.members()[index];
        let open = members.iter().filter(|a| !self.built.works[**a as usize].milestone);
        let guessed = open.clone().filter(|a| self.built.works[**a as usize].guessed);
        let finish = &self.outcome.group_finish[index];
        let on_time = match (members.is_empty(), finish.is_empty()) {
            (true, _) => None,
            (false, true) => Some(0.0),
            (false, false) => Some(share(self.outcome.on_time[index], self.outcome.futures)),
        };
        ProjectForecast {
            key: project.key.clone(),
            due: Some(edges::due(zone, project.end)),
            on_time,
            finish: quantiles(finish),
            guessed: u32::try_from(guessed.count()).unwrap_or(u32::MAX),
            open: u32::try_from(open.count()).unwrap_or(u32::MAX),
            finish_days: self.days(finish),
            assumes: self.assumptions(index),
        }
    }

    fn assumptions(&self, index: usize) -> Assumptions {
        let person = |a: u32| {
            let placed = self.found.schedule.placed.get(a as usize)?.as_ref().ok()?;
            self.snapshot.people.get(placed.person? as usize).map(|person| &person.key)
        };
        let members = &self.built.problem.members()[index];
        let works = members.iter().map(|a| (&self.built.works[*a as usize], person(*a)));
        Assumptions {
            efforts: learnt::told(&self.snapshot.past, works),
            absences: self.away,
            ..self.waits.assumptions(self.snapshot, index)
        }
    }

    fn days(&self, finish: &Finishes) -> Vec<DayCount> {
        let zone = self.snapshot.business.time_zone.rules();
        let mut days = BTreeMap::new();
        for minute in finish.iter().take_while(|minute| *minute < Minute::MAX) {
            // A finish at midnight belongs to the day that it ends.
            let shown = zone.to_datetime(instant(minute - 1));
            *days.entry(shown.date()).or_insert(0) += 1;
        }
        days.into_iter().map(|(date, count)| DayCount { date, count }).collect()
    }

    fn operation(&self, index: usize) -> OperationForecast {
        let first = self.snapshot.projects.len();
        let (mut on_time, mut runs) = (0_u64, 0_u64);
        for (run, ahead) in self.built.runs.iter().enumerate() {
            let group = first + run;
            if ahead.index == index && !self.built.problem.members()[group].is_empty() {
                on_time += u64::from(self.outcome.on_time[group]);
                runs += 1;
            }
        }
        let of = runs * u64::from(self.outcome.futures.max(1));
        OperationForecast {
            key: self.snapshot.operations[index].key.clone(),
            on_time: (runs > 0).then(|| on_time as f64 / of as f64),
        }
    }

    fn tasks(&self) -> Vec<TaskForecast> {
        let by_key: std::collections::HashMap<&str, usize> =
            self.built.works.iter().enumerate().map(|(index, work)| (work.key.as_str(), index)).collect();
        let tell = |task: &super::answer::PlannedTask| {
            let a = *by_key.get(task.key.as_str())?;
            let finish = &self.outcome.activity_finish[a];
            Some(TaskForecast {
                key: task.key.clone(),
                p10: at(finish, 0.1)?,
                p50: at(finish, 0.5)?,
                p80: at(finish, 0.8)?,
                p90: at(finish, 0.9)?,
                on_time: task.due.map(|due| finish.share_by(minute_down(due))),
                critical: share(self.outcome.critical[a], self.outcome.futures),
            })
        };
        self.plan.tasks.iter().filter_map(tell).collect()
    }
}

fn share(count: u32, of: u32) -> f64 {
    (f64::from(count) / f64::from(of.max(1))).min(1.0)
}

fn quantiles(sorted: &Finishes) -> Option<Quantiles> {
    Some(Quantiles { p10: at(sorted, 0.1)?, p50: at(sorted, 0.5)?, p80: at(sorted, 0.8)?, p90: at(sorted, 0.9)? })
}

fn at(sorted: &Finishes, p: f64) -> Option<Timestamp> {
    sorted.quantile(p).map(instant)
}
