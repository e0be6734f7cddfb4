//! The plan as lines for a person at a terminal.

use std::fmt::Write;

use jiff::{Timestamp, tz::TimeZone};
use righthand_domain::{
    plan::{Because, BecauseKind, PartOf, Plan, PlannedTask},
    snapshot::Snapshot,
};

/// The plan of `snapshot`, in its business's zone: projects with their tasks, runs, and what cannot be placed.
pub fn write(plan: &Plan, snapshot: &Snapshot) -> String {
    let page = Page { plan, snapshot, zone: snapshot.business.time_zone.rules() };
    let mut text = format!("{}, planned as of {}\n", snapshot.business.name, page.moment(plan.at));
    page.projects(&mut text);
    page.runs(&mut text);
    page.unplaced(&mut text);
    text
}

struct Page<'p> {
    plan: &'p Plan,
    snapshot: &'p Snapshot,
    zone: &'p TimeZone,
}

impl Page<'_> {
    fn projects(&self, text: &mut String) {
        for (planned, told) in self.plan.projects.iter().zip(&self.snapshot.projects) {
            let _ = writeln!(text, "\n{}: {}", told.name, self.ending(planned.finish, planned.due, planned.late_hours));
            let mine = |task: &&PlannedTask| matches!(&task.part_of, PartOf::Project(key) if *key == planned.key);
            self.tasks(text, self.plan.tasks.iter().filter(mine));
            if planned.late_hours > 0.0 && !planned.critical_chain.is_empty() {
                let _ = writeln!(text, "  late because of: {}", planned.critical_chain.join(" > "));
            }
        }
    }

    fn runs(&self, text: &mut String) {
        for run in &self.plan.runs {
            let told = self.snapshot.operations.iter().find(|operation| operation.key == run.operation);
            let name = told.map_or(run.operation.as_str(), |operation| operation.name.as_str());
            let title = run.title.as_ref().map(|title| format!(" \"{title}\"")).unwrap_or_default();
            let ending = self.ending(run.finish, Some(run.due), run.late_hours);
            let _ = writeln!(text, "\n{name} of {}{title}: {ending}", run.date);
            let mine = |task: &&PlannedTask| matches!(&task.part_of, PartOf::Run { operation, date } if *operation == run.operation && *date == run.date);
            self.tasks(text, self.plan.tasks.iter().filter(mine));
        }
    }

    fn unplaced(&self, text: &mut String) {
        if !self.plan.unplaced.is_empty() {
            let _ = writeln!(text, "\nCannot be placed:");
        }
        for task in &self.plan.unplaced {
            let _ = writeln!(text, "  {} ({}): {} ({})", task.name, task.key, task.reason, task.rule);
        }
    }

    fn tasks<'t>(&self, text: &mut String, tasks: impl Iterator<Item = &'t PlannedTask>) {
        for task in tasks {
            let (start, finish) = (self.moment(task.start), self.moment(task.finish));
            let who = task.person.as_deref().map_or("milestone", |key| self.name(key));
            let guessed = if task.guessed { ", effort guessed" } else { "" };
            let late = if task.late_hours > 0.0 { format!(", {} late", hours(task.late_hours)) } else { String::new() };
            let why = self.because(&task.because);
            let _ = writeln!(text, "  {start} - {finish}  {who}: {} ({}){guessed}{late}; {why}", task.name, task.key);
        }
    }

    fn ending(&self, finish: Option<Timestamp>, due: Option<Timestamp>, late: f64) -> String {
        let due = due.map(|due| format!(", due {}", self.moment(due))).unwrap_or_default();
        match finish {
            None => format!("no finish{due}"),
            Some(finish) if late > 0.0 => format!("ends {}{due}, {} late", self.moment(finish), hours(late)),
            Some(finish) => format!("ends {}{due}, on time", self.moment(finish)),
        }
    }

    fn because(&self, because: &Because) -> String {
        let of = because.of.as_deref().unwrap_or_default();
        match because.kind {
            BecauseKind::Person => format!("{} is busy until then", self.name(of)),
            BecauseKind::Predecessor => format!("waits for {of}"),
            BecauseKind::Calendar => format!("{} works from then", self.name(of)),
            BecauseKind::NotBefore => format!("not before, says {of}"),
            BecauseKind::Now => "at once".to_owned(),
        }
    }

    fn name<'n>(&'n self, key: &'n str) -> &'n str {
        self.snapshot.people.iter().find(|person| person.key == key).map_or(key, |person| person.name.as_str())
    }

    fn moment(&self, at: Timestamp) -> String {
        moment(at, self.zone)
    }
}

/// `Tue 24 Nov 2026 11:20`, in the zone.
pub(crate) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(at).strftime("%a %-d %b %Y %H:%M").to_string()
}

fn hours(hours: f64) -> String {
    format!("{hours:.1} h")
}
