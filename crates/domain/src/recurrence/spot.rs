//! Spot: cards of a board that look like work which comes again and again.
//!
//! Four signs are looked for, the surest first: a field of the source that says so, a name that says so ("Weekly
//! newsletter"), due dates of cards of one name at regular distances, and cards of one and the same name.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::snapshot::Starts;

/// Cards of one name that make a repetition: two may be chance.
const REPEATS_MIN: usize = 3;

/// A card, as far as recurrence can be seen from it.
#[derive(Debug, Clone, Copy)]
pub struct Card<'c> {
    pub key: &'c str,
    pub name: &'c str,
    pub due: Option<Date>,
    pub done: bool,
    /// What the source's field for recurrence says: a rule of RFC 5545, or words such as "weekly".
    pub says: Option<&'c str>,
}

/// Cards that could be one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurring {
    pub name: String,
    /// Keys of the open cards that it would take the place of.
    pub cards: Vec<String>,
    pub rrule: String,
    pub starts: Date,
    pub sign: Sign,
}

/// Why it looks as if it recurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// A field of the source says so.
    Field,
    Name,
    /// So many cards of one name have due dates at regular distances.
    Dates(usize),
    /// There are so many cards of one name.
    Repeats(usize),
}

/// What looks as if it recurs, in the order of the cards. `today` is the first day of what has no date.
pub fn spot(cards: &[Card<'_>], today: Date) -> Vec<Recurring> {
    let mut groups: BTreeMap<String, Vec<(usize, &Card<'_>)>> = BTreeMap::new();
    for (at, card) in cards.iter().enumerate() {
        groups.entry(base(card.name)).or_default().push((at, card));
    }
    let mut found: Vec<(usize, Recurring)> = Vec::new();
    for group in groups.values() {
        let open: Vec<&Card<'_>> = group.iter().map(|(_, card)| *card).filter(|card| !card.done).collect();
        let (Some(first), Some((at, _))) = (open.first(), group.iter().find(|(_, card)| !card.done)) else { continue };
        let all: Vec<&Card<'_>> = group.iter().map(|(_, card)| *card).collect();
        let Some((rrule, sign)) = rule(&all) else { continue };
        let name = if open.len() > 1 { name_of(&open) } else { first.name.to_owned() };
        let starts = open.iter().filter_map(|card| card.due).min().unwrap_or(today);
        let cards = open.iter().map(|card| card.key.to_owned()).collect();
        found.push((*at, Recurring { name, cards, rrule, starts, sign }));
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, recurring)| recurring).collect()
}

fn rule(group: &[&Card<'_>]) -> Option<(String, Sign)> {
    let field = group.iter().find_map(|card| card.says.and_then(|says| field(says, card.due)));
    let named = || group.iter().find_map(|card| said(card.name)).map(|rule| (rule, Sign::Name));
    field.map(|rule| (rule, Sign::Field)).or_else(named).or_else(|| repeated(group))
}

/// A rule as the source gives it, or in words.
fn field(says: &str, due: Option<Date>) -> Option<String> {
    let rule = says.trim().trim_start_matches("RRULE:");
    let starts = Starts::Date(due.unwrap_or(Date::constant(2000, 1, 1)));
    if rule.to_ascii_uppercase().contains("FREQ=") && super::fault(rule, starts).is_none() {
        return Some(rule.to_owned());
    }
    said(says)
}

/// The rule that words name: "weekly", "every second month", "every Monday".
pub fn said(text: &str) -> Option<String> {
    const WORDS: [(&str, &str); 29] = [
        ("every other week", "FREQ=WEEKLY;INTERVAL=2"),
        ("every second week", "FREQ=WEEKLY;INTERVAL=2"),
        ("every two weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
        ("biweekly", "FREQ=WEEKLY;INTERVAL=2"),
        ("bi weekly", "FREQ=WEEKLY;INTERVAL=2"),
        ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every monday", "FREQ=WEEKLY;BYDAY=MO"),
        ("every tuesday", "FREQ=WEEKLY;BYDAY=TU"),
        ("every wednesday", "FREQ=WEEKLY;BYDAY=WE"),
        ("every thursday", "FREQ=WEEKLY;BYDAY=TH"),
        ("every friday", "FREQ=WEEKLY;BYDAY=FR"),
        ("every saturday", "FREQ=WEEKLY;BYDAY=SA"),
        ("every sunday", "FREQ=WEEKLY;BYDAY=SU"),
        ("weekly", "FREQ=WEEKLY"),
        ("every week", "FREQ=WEEKLY"),
        ("each week", "FREQ=WEEKLY"),
        ("daily", "FREQ=DAILY"),
        ("every day", "FREQ=DAILY"),
        ("every second month", "FREQ=MONTHLY;INTERVAL=2"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3"),
        ("every quarter", "FREQ=MONTHLY;INTERVAL=3"),
        ("monthly", "FREQ=MONTHLY"),
        ("every month", "FREQ=MONTHLY"),
        ("each month", "FREQ=MONTHLY"),
        ("yearly", "FREQ=YEARLY"),
        ("every year", "FREQ=YEARLY"),
        ("annual", "FREQ=YEARLY"),
    ];
    // One of these is in each of the above. Nearly no card has one, and a board has thousands of cards.
    const SIGNS: [&str; 13] = [
        "every",
        "each",
        "weekly",
        "daily",
        "monthly",
        "quarterly",
        "yearly",
        "annual",
        "fortnightly",
        "biweekly",
        "bi",
        "weekday",
        "week",
    ];
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    if !parts.iter().any(|part| SIGNS.contains(part)) {
        return None;
    }
    let plain = format!(" {} ", parts.join(" "));
    WORDS.iter().find(|(words, _)| plain.contains(&format!(" {words} "))).map(|(_, rule)| (*rule).to_owned())
}

/// Cards of one name: their due dates at one distance make the rule; without dates it is taken to be a week.
fn repeated(group: &[&Card<'_>]) -> Option<(String, Sign)> {
    if group.len() < REPEATS_MIN {
        return None;
    }
    let mut days: Vec<Date> = group.iter().filter_map(|card| card.due).collect();
    days.sort_unstable();
    days.dedup();
    if days.len() >= REPEATS_MIN {
        return distance(&days).map(|rule| (rule.to_owned(), Sign::Dates(days.len())));
    }
    let same = group.iter().all(|card| card.name.trim() == group.first().map_or("", |first| first.name.trim()));
    (same && days.is_empty()).then(|| ("FREQ=WEEKLY".to_owned(), Sign::Repeats(group.len())))
}

/// The rule whose steps lead from each day to the next.
fn distance(days: &[Date]) -> Option<&'static str> {
    let first = *days.first()?;
    let steps = |step: fn(i64) -> Span| {
        (0_i64..).zip(days).all(|(n, day)| first.checked_add(step(n)).is_ok_and(|expected| expected == *day))
    };
    let last = |day: &Date| day.day() == day.days_in_month();
    // From the 31st a step of a month comes to the 30th; a rule would leave that month out (RFC 5545, 3.3.10).
    if steps(|n| n.months()) && days.iter().all(last) {
        return Some("FREQ=MONTHLY;BYMONTHDAY=-1");
    }
    [
        ("FREQ=DAILY", (|n| n.days()) as fn(i64) -> Span),
        ("FREQ=WEEKLY", |n| n.weeks()),
        ("FREQ=WEEKLY;INTERVAL=2", |n| (2 * n).weeks()),
        ("FREQ=MONTHLY", |n| n.months()),
        ("FREQ=MONTHLY;INTERVAL=3", |n| (3 * n).months()),
        ("FREQ=YEARLY", |n| n.years()),
    ]
    .into_iter()
    .find(|(rule, step)| steps(*step) && (!rule.contains("MONTHLY") || days.iter().all(|day| day.day() == first.day())))
    .map(|(rule, _)| rule)
}

/// What names of one work have in common: numbers, months and signs left out.
fn base(name: &str) -> String {
    const CALENDAR: [&str; 25] = [
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "week",
        "kw",
    ];
    let lower = name.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.chars().all(|c| c.is_ascii_digit()) && !CALENDAR.contains(word));
    let base = words.collect::<Vec<_>>().join(" ");
    if base.is_empty() { lower } else { base }
}

/// The name without what tells its repetitions apart, at the end: "Newsletter 12" is "Newsletter".
fn name_of(open: &[&Card<'_>]) -> String {
    let first = open.first().map_or("", |card| card.name);
    if open.iter().all(|card| card.name == first) {
        return first.to_owned();
    }
    let common = open.iter().skip(1).fold(first, |common, card| {
        let same = common.char_indices().zip(card.name.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
        let end = same.unwrap_or(common.len().min(card.name.len()));
        common.get(..end).unwrap_or(common)
    });
    let cut = common.trim_end_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric());
    if cut.is_empty() { first.to_owned() } else { cut.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = Date::constant(2026, 11, 24);

    fn card<'c>(key: &'c str, name: &'c str, due: Option<Date>) -> Card<'c> {
        Card { key, name, due, done: false, says: None }
    }

    #[test]
    fn a_name_that_says_how_often_is_offered() {
        let found = spot(&[card("a", "Weekly newsletter", None), card("b", "Write the weeklong plan", None)], TODAY);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].rrule.as_str(), found[0].sign, found[0].starts), ("FREQ=WEEKLY", Sign::Name, TODAY));
    }

    #[test]
    fn due_dates_at_one_distance_make_the_rule_and_the_earliest_open_one_its_start() {
        let last = [date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)];
        let invoices = [0, 1, 2].map(|n| {
            let names = ["Pay invoices, October", "Pay invoices, November", "Pay invoices, December"];
            card(["a", "b", "c"][n], names[n], Some(last[n]))
        });
        assert_eq!(spot(&invoices, TODAY)[0].rrule, "FREQ=MONTHLY;BYMONTHDAY=-1");
        let weekly = [1, 8, 15].map(|day| date(2026, 12, day));
        let mut cards =
            [0, 1, 2].map(|n| card(["a", "b", "c"][n], ["Letter 1", "Letter 2", "Letter 3"][n], Some(weekly[n])));
        cards[0].done = true;
        let found = spot(&cards, TODAY);
        assert_eq!(found.len(), 1);
        let Recurring { name, cards, rrule, starts, sign } = &found[0];
        assert_eq!(
            (name.as_str(), rrule.as_str(), *starts, *sign),
            ("Letter", "FREQ=WEEKLY", weekly[1], Sign::Dates(3))
        );
        assert_eq!(cards, &["b", "c"], "a card that is done stays where it is");
    }

    #[test]
    fn a_field_of_the_source_counts_before_the_name() {
        let told = Card { says: Some("RRULE:FREQ=MONTHLY;BYDAY=1MO"), ..card("a", "Weekly digest", None) };
        assert_eq!(spot(&[told], TODAY)[0].rrule, "FREQ=MONTHLY;BYDAY=1MO");
        let words = Card { says: Some("Every month"), ..card("a", "Digest", None) };
        assert_eq!(spot(&[words], TODAY)[0].sign, Sign::Field);
        let nonsense = Card { says: Some("FREQ=NEVER"), ..card("a", "Digest", None) };
        assert_eq!(spot(&[nonsense], TODAY), []);
    }

    #[test]
    fn three_cards_of_one_name_repeat_and_numbered_ones_without_dates_do_not() {
        let same = ["a", "b", "c"].map(|key| card(key, "Clean the studio", None));
        assert_eq!(spot(&same, TODAY)[0].sign, Sign::Repeats(3));
        let numbered =
            [card("a", "Cut episode 1", None), card("b", "Cut episode 2", None), card("c", "Cut episode 3", None)];
        assert_eq!(spot(&numbered, TODAY), []);
        assert_eq!(spot(&same[..2], TODAY), []);
    }

    #[test]
    fn work_that_is_done_is_not_offered() {
        let done = Card { done: true, ..card("a", "Weekly newsletter", None) };
        assert_eq!(spot(&[done], TODAY), []);
    }
}
