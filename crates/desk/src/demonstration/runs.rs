//! What has happened of the regular work: a year of letters, weeks of videos, posts and blog, months of books.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::Weekday::{self, *};
use righthand_domain::snapshot::{Operation, Run, RunStep, Step};

use super::days::{Days, shifted};
use super::operations::weekdays_of;

/// Minute of the day at which the first step of a run was done, and minutes from one step to the next: a morning.
const FIRST_STEP: i64 = 10 * 60 + 30;
/// As [`FIRST_STEP`].
const NEXT_STEP: i64 = 30;
/// What is due before this hour was done the working day before.
const DUE_EARLY: i8 = 14;
/// Days after its own day on which a late run was through. No first run of a week falls on a Friday.
const LATE: i64 = 1;

/// How an operation has gone: since which week, in which rhythm, which weeks were late, and what its runs are called.
struct History {
    operation: &'static str,
    since: i64,
    every: usize,
    late: &'static [i64],
    title: fn(week: i64, weekday: Weekday) -> Option<String>,
}

const HISTORIES: [History; 6] = [
    History { operation: "daily-social-posts", since: -12, every: 1, late: &[-9], title: |_, _| None },
    // Two of fifty-one were late, and twenty-three in a row were not.
    History {
        operation: "kiln-letter",
        since: -51,
        every: 1,
        late: &[-40, -24],
        title: |week, _| Some(format!("Kiln Letter {}", 148 + week)),
    },
    History { operation: "blog", since: -12, every: 1, late: &[-3], title: |_, _| None },
    History {
        operation: "studio-video",
        since: -25,
        every: 1,
        late: &[-17, -9, -3],
        title: |week, _| Some(format!("Studio video {}", 61 + week)),
    },
    History { operation: "office-hours", since: -24, every: 2, late: &[], title: |_, _| None },
    History { operation: "check-in", since: -8, every: 1, late: &[], title: |_, _| None },
];

/// Weeks beyond this one in which a step can have been done already.
const WEEKS_AHEAD: i64 = 2;
/// Months of books that are told.
const MONTHS: usize = 9;

/// Every run of which a step is done by now, operation by operation, the oldest first.
pub(super) fn runs(days: &Days, operations: &[Operation]) -> Vec<Run> {
    let weekly = HISTORIES.iter().flat_map(|history| {
        let operation = operations.iter().find(|operation| operation.key == history.operation);
        operation.map(|operation| weekly(days, history, operation)).unwrap_or_default()
    });
    let books = operations.iter().find(|operation| operation.key == "month-end-books");
    let books = books.map(|operation| month_ends(days, operation)).unwrap_or_default();
    weekly.chain(books).collect()
}

/// The runs of operations that are due every second week on one weekday, since their start in week `since`.
pub(super) fn of_every_second_week(days: &Days, operations: &[Operation], since: i64) -> Vec<Run> {
    let weeks = (since..=WEEKS_AHEAD).step_by(2);
    let run_in = |week, operation: &Operation| {
        run(days, operation, days.on(week, operation.starts.date().weekday()), false, None)
    };
    operations.iter().flat_map(|operation| weeks.clone().filter_map(move |week| run_in(week, operation))).collect()
}

fn weekly(days: &Days, history: &History, operation: &Operation) -> Vec<Run> {
    let mut runs = vec![];
    for week in (history.since..=WEEKS_AHEAD).step_by(history.every) {
        for &weekday in weekdays_of(&operation.key) {
            // Of a late week of several runs, the first was late.
            let first = weekdays_of(&operation.key).first() == Some(&weekday);
            let late = first && history.late.contains(&week);
            let title = (history.title)(week, weekday);
            runs.extend(run(days, operation, days.on(week, weekday), late, title));
        }
    }
    runs
}

/// The last working days of the months up to this one.
fn month_ends(days: &Days, operation: &Operation) -> Vec<Run> {
    let mut ends = vec![];
    let mut month = days.today().first_of_month();
    for _ in 0..MONTHS {
        ends.push(last_working_day(month.last_of_month()));
        month = shifted(month, -1).first_of_month();
    }
    ends.into_iter().rev().filter_map(|date| run(days, operation, date, false, None)).collect()
}

fn last_working_day(mut date: Date) -> Date {
    while matches!(date.weekday(), Saturday | Sunday) {
        date = shifted(date, -1);
    }
    date
}

/// What was done of the run of a day; nothing if nothing was, or if the day is an exception.
fn run(days: &Days, operation: &Operation, date: Date, late: bool, title: Option<String>) -> Option<Run> {
    if operation.except.contains(&date) || date < operation.starts.date() {
        return None;
    }
    let last = operation.steps.len().saturating_sub(1);
    let steps: Vec<RunStep> = operation
        .steps
        .iter()
        .enumerate()
        .filter_map(|(place, step)| {
            let day = if late && place == last { shifted(date, LATE) } else { day_of(operation, date, step)? };
            done(days, operation, step, day, place as i64)
        })
        .collect();
    (!steps.is_empty()).then(|| Run { operation: operation.key.clone(), date, title, steps, follows: None })
}

/// The working day on which a step of a run in time was done: the day it was due, or the one before.
fn day_of(operation: &Operation, date: Date, step: &Step) -> Option<Date> {
    let due = shifted(date, -(step.offset_days.unwrap_or_default() as i64));
    let early = operation.starts.time()?.hour() < DUE_EARLY;
    Some(last_working_day(shifted(due, -i64::from(early))))
}

/// A step, if it has been done: on the morning of its day, after those before it.
fn done(days: &Days, operation: &Operation, step: &Step, day: Date, place: i64) -> Option<RunStep> {
    let done_at = days.if_come(minutes_after(days.moment(day, 0, 0), FIRST_STEP + NEXT_STEP * place)?)?;
    let person = step.assignees.first().or(operation.accountable.as_ref()).cloned();
    let spent_hours = step.effort.map(|effort| effort.most_likely()).unwrap_or_default();
    Some(RunStep { key: step.key.clone(), done_at: Some(done_at), spent_hours, person })
}

fn minutes_after(instant: Timestamp, minutes: i64) -> Option<Timestamp> {
    instant.checked_add(jiff::SignedDuration::from_mins(minutes)).ok()
}
