//! Words: how the demonstration tells tasks, steps and people, so that its files read as a story.

use jiff::Timestamp;
use jiff::civil::Date;
use righthand_domain::kind::Kind;
use righthand_domain::snapshot::{Effort, Hours, LagIn, Link, LinkKind, Rate, Step, Task, Week, When};

use super::days::Days;

/// A leaf of the work breakdown.
pub(super) fn task(key: &str, name: &str) -> Task {
    Task { key: key.into(), name: name.into(), ..Task::default() }
}

/// A summary with its parts.
pub(super) fn summary(key: &str, name: &str, children: Vec<Task>) -> Task {
    Task { children, ..task(key, name) }
}

/// A mark in time without work.
pub(super) fn milestone(key: &str, name: &str, after: &[&str]) -> Task {
    Task { milestone: true, ..task(key, name) }.after(after)
}

/// What is said of a task, one word at a time.
pub(super) trait TaskWords {
    /// One more person who may do it.
    fn by(self, who: &str) -> Self;
    /// Anybody with the skill may do it.
    fn needs(self, skill: &str) -> Self;
    /// Hours at best, most likely, at worst.
    fn between(self, optimistic: f64, most_likely: f64, pessimistic: f64) -> Self;
    /// Hours, told as one number.
    fn hours(self, hours: f64) -> Self;
    /// Hours that have gone into it so far.
    fn spent(self, hours: f64) -> Self;
    /// Hours that had gone into it when the week began, and those that this week adds, as far as it has come.
    fn under_way(self, before: f64, this_week: f64, days: &Days) -> Self;
    /// Hours that this week adds once it can be begun; nothing before.
    fn begun_since(self, begun: Option<Timestamp>, this_week: f64, days: &Days) -> Self;
    /// Done at that moment with so many hours; still untouched if the moment has not come.
    fn took(self, hours: f64, done_at: Option<Timestamp>) -> Self;
    /// Starts when these are finished.
    fn after(self, tasks: &[&str]) -> Self;
    /// Waits for a task in another way than finish-to-start without a lag.
    fn linked(self, task: &str, kind: LinkKind, lag_hours: f64, lag_in: LagIn) -> Self;
    fn not_before(self, day: Date) -> Self;
    fn due(self, day: Date) -> Self;
    fn labels(self, labels: &[&str]) -> Self;
    fn managing(self) -> Self;
    fn strategy(self) -> Self;
    fn notes(self, notes: &str) -> Self;
}

impl TaskWords for Task {
    fn by(mut self, who: &str) -> Self {
        self.assignees.push(who.into());
        self
    }

    fn needs(self, skill: &str) -> Self {
        Self { skill: Some(skill.into()), ..self }
    }

    fn between(self, optimistic: f64, most_likely: f64, pessimistic: f64) -> Self {
        Self { effort: Some(Effort::Three { optimistic, most_likely, pessimistic }), ..self }
    }

    fn hours(self, hours: f64) -> Self {
        Self { effort: Some(Effort::One(hours)), ..self }
    }

    fn spent(self, hours: f64) -> Self {
        Self { spent_hours: hours, ..self }
    }

    fn under_way(self, before: f64, this_week: f64, days: &Days) -> Self {
        // In quarters of an hour, as people write them down.
        self.spent(before + (this_week * days.share_of_week() * 4.0).floor() / 4.0)
    }

    fn begun_since(self, begun: Option<Timestamp>, this_week: f64, days: &Days) -> Self {
        if begun.is_some() { self.under_way(0.0, this_week, days) } else { self }
    }

    fn took(self, hours: f64, done_at: Option<Timestamp>) -> Self {
        let spent_hours = if done_at.is_some() { hours } else { self.spent_hours };
        Self { spent_hours, done_at, ..self }
    }

    fn after(mut self, tasks: &[&str]) -> Self {
        self.after.extend(tasks.iter().map(|task| link(task, LinkKind::FinishToStart, 0.0, LagIn::Elapsed)));
        self
    }

    fn linked(mut self, task: &str, kind: LinkKind, lag_hours: f64, lag_in: LagIn) -> Self {
        self.after.push(link(task, kind, lag_hours, lag_in));
        self
    }

    fn not_before(self, day: Date) -> Self {
        Self { not_before: Some(When::Date(day)), ..self }
    }

    fn due(self, day: Date) -> Self {
        Self { due: Some(When::Date(day)), ..self }
    }

    fn labels(mut self, labels: &[&str]) -> Self {
        self.labels.extend(labels.iter().map(|label| (*label).into()));
        self
    }

    fn managing(self) -> Self {
        Self { kind: Some(Kind::Management), ..self }
    }

    fn strategy(self) -> Self {
        Self { kind: Some(Kind::Strategy), ..self }
    }

    fn notes(self, notes: &str) -> Self {
        Self { notes: Some(notes.into()), ..self }
    }
}

/// A step of a workflow: who does it, how long, and so many days before the run is due.
pub(super) fn step(key: &str, name: &str, who: &str, hours: f64, days_before: f64, after: &[&str]) -> Step {
    Step {
        key: key.into(),
        name: name.into(),
        effort: Some(Effort::One(hours)),
        assignees: vec![who.into()],
        after: after.iter().map(|step| (*step).into()).collect(),
        offset_days: Some(days_before),
        ..Step::default()
    }
}

/// A step that keeps the others going.
pub(super) fn managing_step(key: &str, name: &str, who: &str, hours: f64, days_before: f64, after: &[&str]) -> Step {
    Step { kind: Some(Kind::Management), ..step(key, name, who, hours, days_before, after) }
}

/// So much an hour.
pub(super) fn hourly(price: f64) -> Rate {
    Rate { hourly: Some(price), ..Rate::default() }
}

/// So much a piece.
pub(super) fn per_piece(price: f64) -> Rate {
    Rate { per_piece: Some(price), ..Rate::default() }
}

/// The same windows of full hours on every day from Monday to Friday.
pub(super) fn weekdays(windows: &[(u16, u16)]) -> Week {
    days_of_week([windows, windows, windows, windows, windows])
}

/// Windows of full hours for each day from Monday to Friday.
pub(super) fn days_of_week(days: [&[(u16, u16)]; 5]) -> Week {
    let [mon, tue, wed, thu, fri] =
        days.map(|windows| windows.iter().map(|&(from, to)| full_hours(from, to)).collect());
    Week([mon, tue, wed, thu, fri, vec![], vec![]])
}

/// A window between two full hours.
fn full_hours(from: u16, to: u16) -> Hours {
    Hours { from: from * 60, to: to * 60 }
}

fn link(task: &str, kind: LinkKind, lag_hours: f64, lag_in: LagIn) -> Link {
    Link { task: task.into(), kind, lag_hours, lag_in }
}
