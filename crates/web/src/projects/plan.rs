//! Plan: from rows of an outline to the chart that draws them. A project's page and a task's page share it.

use std::collections::HashMap;

use jiff::Timestamp;
use righthand_desk::projects::glance::Glance;
use righthand_desk::projects::outline::{Link, Row, TaskState};
use righthand_domain::snapshot::LinkKind;

use super::chance;
use super::here::Here;
use crate::charts::{self, PlanMark, PlanPerson, PlanRow, ProjectPlan, Scale};
use crate::parts::State;

/// What is to be drawn.
pub(crate) struct Drawn<'a> {
    pub glance: &'a Glance,
    pub rows: &'a [Row],
    pub links: Vec<&'a Link>,
    /// Key of the row that is open.
    pub selected: &'a str,
    /// Key of the row at which the project ends: there the tail is drawn.
    pub last: Option<&'a str>,
    pub scale: Option<Scale>,
    pub holidays: &'a [jiff::civil::Date],
    /// What ended before is not drawn; the table has it.
    pub from: Option<Timestamp>,
    /// On a phone, the timeline instead of the outline.
    pub wide: bool,
}

/// The chart; `href` is where a row leads.
pub(crate) fn plan(drawn: &Drawn<'_>, here: &Here, href: impl Fn(&Row) -> String) -> ProjectPlan {
    let places: HashMap<&str, usize> =
        drawn.rows.iter().enumerate().map(|(place, row)| (row.key.as_str(), place)).collect();
    let place = |key: &str| places.get(key).copied();
    let links = drawn.links.iter().filter_map(|link| {
        Some(charts::Link {
            from: place(&link.from)?,
            to: place(&link.to)?,
            from_finish: matches!(link.kind, LinkKind::FinishToStart | LinkKind::FinishToFinish),
            to_start: matches!(link.kind, LinkKind::FinishToStart | LinkKind::StartToStart),
        })
    });
    ProjectPlan {
        name: drawn.glance.name.clone(),
        zone: here.zone.clone(),
        now: here.now,
        due: Some(here.day_of(drawn.glance.end)),
        state: chance::state(drawn.glance),
        rows: drawn.rows.iter().map(|row| plan_row(drawn, row, here, href(row))).collect(),
        links: links.collect(),
        off: here.off(drawn.holidays),
        hours: here.hours(),
        scale: drawn.scale,
        wide: drawn.wide,
    }
}

fn plan_row(drawn: &Drawn<'_>, row: &Row, here: &Here, href: String) -> PlanRow {
    let (state, word) = state(row);
    PlanRow {
        id: row.key.clone(),
        number: row.wbs.clone(),
        name: row.name.clone(),
        href,
        depth: u8::try_from(row.depth).unwrap_or(u8::MAX),
        summary: row.summary,
        person: row
            .person
            .as_ref()
            .or(row.assignees.first())
            .map(|person| PlanPerson::by_first_name(&person.name, &person.key)),
        // Nobody has said it: the column stays empty, and the state says that it is a guess.
        effort_minutes: (!row.guessed && !row.milestone)
            .then(|| (row.effort_hours * 60.0).round() as i64)
            .filter(|minutes| *minutes > 0),
        finish: row.finish.map(|finish| here.date(finish)),
        state,
        state_word: word.map(ToOwned::to_owned),
        selected: row.key == drawn.selected,
        mark: drawn.from.map_or_else(|| mark(row), |from| since(mark(row), from)),
        baseline: None,
        tail: chance::tail(drawn.glance).filter(|_| drawn.last == Some(row.key.as_str())),
    }
}

fn mark(row: &Row) -> PlanMark {
    match (row.start, row.finish) {
        (Some(start), Some(finish)) if row.summary => PlanMark::Summary { start, finish },
        (_, Some(finish)) if row.milestone => PlanMark::Milestone { at: finish, decision: false },
        (_, Some(finish)) if row.done_at.is_some() && !row.summary => bar(row, vec![(finish, finish)]),
        _ if !row.segments.is_empty() => {
            bar(row, row.segments.iter().map(|piece| (piece.start, piece.finish)).collect())
        }
        _ => PlanMark::Nothing,
    }
}

/// The same without what lies before `from`.
fn since(mark: PlanMark, from: Timestamp) -> PlanMark {
    match mark {
        PlanMark::Summary { finish, .. } | PlanMark::Milestone { at: finish, .. } if finish < from => PlanMark::Nothing,
        PlanMark::Summary { start, finish } => PlanMark::Summary { start: start.max(from), finish },
        PlanMark::Bar { parts, .. } if parts.iter().all(|(_, finish)| *finish < from) => PlanMark::Nothing,
        other => other,
    }
}

fn bar(row: &Row, parts: Vec<(Timestamp, Timestamp)>) -> PlanMark {
    PlanMark::Bar { parts, done: 0.0, critical: row.critical, guessed: row.guessed && row.done_at.is_none() }
}

/// The shape of a row and its word, where it is another than the shape's own.
pub(crate) fn state(row: &Row) -> (State, Option<&'static str>) {
    let guess = row.guessed && row.done_at.is_none();
    match row.state {
        TaskState::Done => (State::Done, None),
        TaskState::Stuck => (State::Late, Some("Not placed")),
        TaskState::Late => (State::Late, guess.then_some("Late, guess")),
        TaskState::Doing => (State::Doing, guess.then_some("Doing, guess")),
        TaskState::Waiting => (State::Waiting, Some(if guess { "Waits, guess" } else { "Waits" })),
        TaskState::Planned if row.pin.is_some() => {
            (State::Planned, Some(if guess { "Pinned, guess" } else { "Pinned" }))
        }
        TaskState::Planned => (State::Planned, guess.then_some("Guess")),
    }
}
