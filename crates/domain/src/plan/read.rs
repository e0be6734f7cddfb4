//! Read: a schedule of the planner as a plan in the business's words.

use jiff::Timestamp;
use righthand_planner::explain::{Cause, Explainer, Reason};
use righthand_planner::improve::Found;
use righthand_planner::{Placement, Schedule, WhyNot};

use super::Options;
use super::answer::{
    Because, BecauseKind, Objective, Plan, PlannedProject, PlannedRun, PlannedTask, Segment, Unplaced,
};
use super::build::{Built, Work};
use super::unplaced::Teller;
use crate::calendar::{edges, instant};
use crate::snapshot::{Key, Snapshot};

pub(super) fn plan(snapshot: &Snapshot, options: &Options, built: &Built<'_>, found: &Found) -> Plan {
    let reader = Reader {
        snapshot,
        built,
        schedule: &found.schedule,
        explainer: Explainer::new(&built.problem, &found.schedule),
    };
    let score = &found.schedule.score;
    Plan {
        at: options.at,
        seed: options.seed,
        schedules: found.schedules,
        horizon_days: options.horizon_days,
        basis: built.basis,
        objective: Objective {
            late_hours: score.late / 60.0,
            finish_hours: score.finish as f64 / 60.0,
            put_aside: score.put_aside,
        },
        tasks: reader.tasks(),
        unplaced: reader.unplaced(options.at),
        projects: reader.projects(),
        runs: reader.runs(),
    }
}

struct Reader<'a> {
    snapshot: &'a Snapshot,
    built: &'a Built<'a>,
    schedule: &'a Schedule,
    explainer: Explainer<'a>,
}

impl Reader<'_> {
    fn placed(&self) -> impl Iterator<Item = (u32, &Work<'_>, &Result<Placement, WhyNot>)> {
        (0_u32..).zip(&self.built.works).zip(&self.schedule.placed).map(|((a, work), placed)| (a, work, placed))
    }

    fn tasks(&self) -> Vec<PlannedTask> {
        let open = self.placed().filter_map(|(a, work, placed)| Some(self.task(a, work, placed.as_ref().ok()?)));
        let mut tasks: Vec<PlannedTask> = open.collect();
        tasks.sort_by(|a, b| (a.start, &a.key).cmp(&(b.start, &b.key)));
        tasks
    }

    fn task(&self, a: u32, work: &Work<'_>, placement: &Placement) -> PlannedTask {
        let pieces = placement.person.map(|person| {
            let calendar = &self.built.problem.people()[person as usize];
            let windows = placement.pieces.iter().flat_map(|(from, to)| calendar.pieces(*from, *to));
            windows.map(|window| Segment { start: instant(window.start), finish: instant(window.end) }).collect()
        });
        PlannedTask {
            key: work.key.clone(),
            name: work.name.to_owned(),
            part_of: work.part_of.clone(),
            person: placement.person.map(|person| self.person(person)),
            start: instant(placement.start),
            finish: instant(placement.finish),
            guessed: work.guessed && !work.milestone,
            segments: pieces.unwrap_or_default(),
            due: work.due,
            late_hours: late_hours(work.due, placement.finish),
            available: work.available,
            because: self.because(a, work, placement),
        }
    }

    fn because(&self, a: u32, work: &Work<'_>, placement: &Placement) -> Because {
        let reason = self.explainer.reason(a).unwrap_or(Reason { cause: Cause::Now, behind: None });
        let behind = reason.behind.map(|behind| self.built.works[behind as usize].key.clone());
        let person = || placement.person.map(|person| self.person(person));
        let (kind, of) = match reason.cause {
            Cause::Person => (BecauseKind::Person, person()),
            Cause::Calendar => (BecauseKind::Calendar, person()),
            Cause::Link(index) => (BecauseKind::Predecessor, work.waits_for.get(index).cloned()),
            Cause::Release => (BecauseKind::NotBefore, work.released_by.clone()),
            Cause::Seen => (BecauseKind::NotBefore, Some(work.key.clone())),
            Cause::Now => (BecauseKind::Now, None),
        };
        Because { kind, of, behind }
    }

    fn person(&self, person: u32) -> Key {
        self.snapshot.people[person as usize].key.clone()
    }

    fn unplaced(&self, at: Timestamp) -> Vec<Unplaced> {
        let teller = Teller::new(self.snapshot, self.built, self.schedule, at);
        let nowhere = self.placed().filter_map(|(a, work, placed)| {
            let (rule, reason) = teller.why(a, work, placed.as_ref().err()?);
            let (name, part_of) = (work.name.to_owned(), work.part_of.clone());
            Some(Unplaced { key: work.key.clone(), name, part_of, rule: rule.to_owned(), reason })
        });
        nowhere.collect()
    }

    fn projects(&self) -> Vec<PlannedProject> {
        let zone = self.snapshot.business.time_zone.rules();
        let read = |(group, project): (usize, &crate::snapshot::Project)| {
            let due = edges::due(zone, project.end);
            let finish = self.schedule.finish(&self.built.problem, group);
            let chain = self.explainer.critical_chain(group);
            PlannedProject {
                key: project.key.clone(),
                finish: finish.map(instant),
                due: Some(due),
                late_hours: finish.map_or(0.0, |finish| late_hours(Some(due), finish)),
                critical_chain: chain.into_iter().map(|a| self.built.works[a as usize].key.clone()).collect(),
            }
        };
        self.snapshot.projects.iter().enumerate().map(read).collect()
    }

    fn runs(&self) -> Vec<PlannedRun> {
        let first = self.snapshot.projects.len();
        let read = |(index, run): (usize, &super::runs::RunAhead<'_>)| {
            let finish = self.schedule.finish(&self.built.problem, first + index);
            PlannedRun {
                operation: run.operation.key.clone(),
                date: run.occurrence.date,
                title: run.run.and_then(|run| run.title.clone()),
                due: run.occurrence.due,
                finish: finish.map(instant),
                late_hours: finish.map_or(0.0, |finish| late_hours(Some(run.occurrence.due), finish)),
            }
        };
        let mut runs: Vec<PlannedRun> = self.built.runs.iter().enumerate().map(read).collect();
        runs.sort_by(|a, b| (a.due, &a.operation).cmp(&(b.due, &b.operation)));
        runs
    }
}

/// Elapsed hours from due to finish; 0 where there is no due.
fn late_hours(due: Option<Timestamp>, finish: i64) -> f64 {
    due.map_or(0.0, |due| instant(finish).duration_since(due).as_secs_f64().max(0.0) / 3600.0)
}
