//! Rhythm: when an operation recurs, from what was typed: words, a rule of RFC 5545, or nothing.

use jiff::civil::{Date, DateTime};
use righthand_domain::recurrence::{self, Makes, Spoken};
use righthand_domain::snapshot::Starts;

use super::make;
use crate::act::Act;
use crate::command::Stop;
use crate::input::filled;
use crate::records::Operation;
use crate::snapshot::{parse_starts, starts_text};

/// What somebody says of it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted<'a> {
    pub(crate) how_often: Option<&'a str>,
    pub(crate) rrule: Option<&'a str>,
}

/// What comes of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rhythm {
    rrule: String,
    starts: Starts,
    makes: Makes,
    /// The first day of what follows the one before.
    first: Option<Date>,
}

impl Rhythm {
    /// Makes it that of the operation.
    pub(crate) fn put(&self, operation: &mut Operation) {
        operation.rrule.clone_from(&self.rrule);
        operation.starts = starts_text(self.starts);
        operation.makes = self.makes;
        if let Some(first) = self.first {
            operation.extra_days.0.insert(first);
        }
    }
}

/// Settles the rhythm, or says what is wrong with it. `before` is what an operation that is changed starts from.
pub(crate) fn settle(
    act: &mut Act<'_>,
    wanted: Wanted<'_>,
    starts: Option<&str>,
    before: Option<&Operation>,
) -> Result<Rhythm, Stop> {
    let today = act.today()?;
    let starts = match filled(starts) {
        Some(text) => Some(parse_starts(text).ok_or_else(|| {
            Stop::invalid("/starts", "a day such as 2026-12-01 is needed, or a day and time such as 2026-12-01T09:00")
        })?),
        None => before.and_then(|operation| parse_starts(&operation.starts)),
    };
    let from = starts.unwrap_or(Starts::Date(today));
    match (filled(wanted.how_often), filled(wanted.rrule)) {
        (Some(_), Some(_)) => Err(Stop::invalid("/how_often", "it is said in words or as a rule, not both")),
        (Some(words), None) if words.to_ascii_uppercase().contains("FREQ=") => by_rule("/how_often", words, from),
        (Some(words), None) => {
            let spoken = recurrence::read(words).map_err(|why| Stop::invalid("/how_often", why))?;
            in_words(&spoken, from, starts.is_some())
        }
        (None, Some(rule)) => by_rule("/rrule", rule, from),
        (None, None) => Ok(Rhythm { rrule: String::new(), starts: from, makes: Makes::ByHand, first: None }),
    }
}

fn by_rule(pointer: &str, rule: &str, starts: Starts) -> Result<Rhythm, Stop> {
    let rrule = rule.trim_start_matches("RRULE:").to_owned();
    let fault = recurrence::fault(&rrule, starts).or_else(|| recurrence::never(&rrule, starts));
    match fault {
        Some(fault) => Err(Stop::invalid(pointer, fault)),
        None => Ok(Rhythm { rrule, starts, makes: Makes::ByRule, first: None }),
    }
}

fn in_words(spoken: &Spoken, from: Starts, said: bool) -> Result<Rhythm, Stop> {
    let rrule = spoken.to_rule();
    // Where nobody has said a first day, it is the first that the words name.
    let first = if said { Some(from.date()) } else { spoken.first_from(from.date()) };
    let first = first.unwrap_or_else(|| from.date());
    let starts = match spoken.time.or(from.time()) {
        Some(time) => Starts::DateTime(DateTime::from_parts(first, time)),
        None => Starts::Date(first),
    };
    let rhythm = by_rule("/how_often", &rrule, starts)?;
    if spoken.after_completion {
        return Ok(Rhythm { makes: Makes::AfterCompletion, first: Some(first), ..rhythm });
    }
    Ok(rhythm)
}

/// "Every Thursday at 10:00", "3 weeks after completion", "started by hand".
pub fn words(operation: &Operation) -> String {
    let starts = parse_starts(&operation.starts);
    match (operation.makes, starts) {
        (Makes::ByRule, Some(starts)) => recurrence::words_with_time(&operation.rrule, starts),
        (Makes::AfterCompletion, Some(starts)) => {
            let spoken = Spoken::of_rule(&operation.rrule);
            spoken
                .map_or_else(|| "after completion".to_owned(), |spoken| spoken.after_completion().words(starts.date()))
        }
        _ => "started by hand".to_owned(),
    }
}

/// The day on which the next run of an operation is due whose runs follow each other, when one was finished on `done`.
pub(crate) fn next_after(operation: &Operation, done: Date) -> Option<Date> {
    let through = done.saturating_add(jiff::Span::new().years(10));
    let days = recurrence::days(&operation.rrule, done, done, through).ok()?;
    days.into_iter().find(|day| *day > done)
}

/// Puts a change of an operation in its place: the record, and its coming runs.
pub(crate) fn change(act: &mut Act<'_>, before: &Operation, after: &Operation, seen: Option<i64>) -> Result<i64, Stop> {
    let version = act.update(before, after, seen)?;
    let after = Operation { version, ..after.clone() };
    Ok(make::remake(act, &after)?.version)
}
