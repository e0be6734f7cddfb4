//! Draws a report up from facts: what was done, what comes next, what is late, how sure the end is, what has to be decided.

use jiff::{Timestamp, ToSpan};
use righthand_domain::kind::Kind;
use righthand_domain::rules::r12_every_date_is_a_probability::Chance;
use righthand_domain::words::first_name;
use righthand_store::{select_sql, values};

use super::super::glance::{Glance, Health};
use super::super::outline::{self, Row, TaskState};
use crate::records::{Project, Risk};
use crate::view::{NotSeen, View};

/// Days that a report looks back where there was none before, and ahead.
const DAYS: i64 = 7;
/// Days within which a decision has to fall to be asked for.
const DECIDE_DAYS: i64 = 14;
/// Lines of one part: a report is read in a minute.
const LINES_MAX: usize = 8;

/// The text, in parts with a heading each (`## Done`) and lines (`- …`).
pub fn drawn(
    view: &mut View<'_>,
    project: &Project,
    glance: &Glance,
    since: Option<Timestamp>,
) -> Result<String, NotSeen> {
    let rows = outline::outline(view, &project.key)?.rows;
    let leaves: Vec<&Row> = rows.iter().filter(|row| !row.summary).collect();
    let now = view.now;
    let ago = |days: i64| now.checked_sub((days * 24).hours()).unwrap_or(now);
    let ahead = |days: i64| now.checked_add((days * 24).hours()).unwrap_or(now);
    let since = since.unwrap_or_else(|| ago(DAYS));
    let day = |at: Timestamp| view.zone.rules().to_datetime(at).date().strftime("%a %-d %b").to_string();
    let who = |row: &Row| row.person.as_ref().map_or(String::new(), |who| format!(", {}", first_name(&who.name)));
    let mut text = vec![stands(glance, &day)];
    let done = leaves.iter().filter(|row| row.done_at.is_some_and(|at| at >= since));
    part(&mut text, "Done", done.map(|row| row.name.clone()).collect(), "Nothing was finished since the last report.");
    let open = || leaves.iter().filter(|row| row.done_at.is_none());
    let mut next: Vec<&&Row> = open().filter(|row| row.start.is_some_and(|start| start <= ahead(DAYS))).collect();
    next.sort_by_key(|row| row.finish);
    let next = next.into_iter().map(|row| {
        let by = row.finish.map(|finish| format!(", by {}", day(finish))).unwrap_or_default();
        format!("{}{by}{}", row.name, who(row))
    });
    part(&mut text, "Next", next.collect(), "Nothing begins within a week.");
    let late =
        open().filter(|row| matches!(row.state, TaskState::Late | TaskState::Stuck)).map(|row| match row.finish {
            Some(finish) if row.state == TaskState::Late => {
                format!("{}: planned to end {}{}", row.name, day(finish), who(row))
            }
            _ => format!("{}: it has no place in the plan", row.name),
        });
    part(&mut text, "Late", late.collect(), "Nothing is late.");
    let decisions = open()
        .filter(|row| row.kind == Kind::Strategy && row.start.is_none_or(|start| start <= ahead(DECIDE_DAYS)))
        .map(|row| {
            format!("{}{}", row.name, row.finish.map(|finish| format!(", by {}", day(finish))).unwrap_or_default())
        });
    part(&mut text, "Decisions needed", decisions.collect(), "None within two weeks.");
    let select = select_sql!(Risk, "where business_id = $1 and project_id = $2 order by position, id");
    let risks = view.tx.select::<Risk>(select, &values![project.id])?;
    if !risks.is_empty() {
        let risks = risks.iter().map(|risk| format!("{}: {:.0} in 100", risk.name, risk.chance * 100.0));
        part(&mut text, "What may go wrong", risks.collect(), "");
    }
    Ok(text.join("\n\n"))
}

/// "The podcast is on air. Due Tue 15 Dec, planned to end Thu 10 Dec: on time in 68 of 100 futures. 12 of 30 tasks are done."
fn stands(glance: &Glance, day: &dyn Fn(Timestamp) -> String) -> String {
    let outcome = glance.outcome.trim_end_matches('.');
    let planned = glance.finish.map(|finish| format!(", planned to end {}", day(finish))).unwrap_or_default();
    let due = glance.due.checked_sub(1.minute()).unwrap_or(glance.due);
    let chance = match &glance.chance {
        Chance::OnTime(share) => format!(": on time in {:.0} of 100 futures", share * 100.0),
        Chance::NotYet { guessed, open } => {
            format!(": no chance can be told yet, {guessed} of {open} efforts are guesses")
        }
        Chance::Unplaced { tasks: 1 } => ": 1 task has no place in the plan".to_owned(),
        Chance::Unplaced { tasks } => format!(": {tasks} tasks have no place in the plan"),
        Chance::NothingOpen => ": all of its work is done".to_owned(),
        _ => String::new(),
    };
    let closed = if glance.health == Health::Closed { " It is closed." } else { "" };
    let done = format!("{} of {} tasks are done.", glance.tasks_done, glance.tasks_all);
    format!("{outcome}. Due {}{planned}{chance}. {done}{closed}", day(due))
}

fn part(text: &mut Vec<String>, heading: &str, lines: Vec<String>, none: &str) {
    let more = lines.len().saturating_sub(LINES_MAX);
    let mut told: Vec<String> = lines.into_iter().take(LINES_MAX).map(|line| format!("- {line}")).collect();
    if more > 0 {
        told.push(format!("- and {more} more"));
    }
    let told = if told.is_empty() { none.to_owned() } else { told.join("\n") };
    text.push(format!("## {heading}\n{told}"));
}
