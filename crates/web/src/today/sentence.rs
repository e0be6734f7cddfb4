//! The sentence that Today begins with: it answers before anything is read.

use righthand_desk::projects::glance::Health;

use super::day::Day;
use crate::parts::words;

/// "Good morning, Halima".
pub(super) fn greeting(day: &Day) -> String {
    let hour = day.zone.to_datetime(day.now).hour();
    let greeting = match hour {
        4..12 => "Good morning",
        12..18 => "Good afternoon",
        _ => "Good evening",
    };
    let name = day.parts.first().map(|part| part.today.first_name.as_str()).unwrap_or_default();
    if name.is_empty() { greeting.to_owned() } else { format!("{greeting}, {name}") }
}

/// What a day is about.
pub(super) fn sentence(day: &Day) -> String {
    if day.parts.is_empty() {
        return "You have no place in any business at present.".into();
    }
    if day.leads() { format!("{} {}", needed(day), projects(day)).trim().to_owned() } else { work(day) }
}

fn needed(day: &Day) -> String {
    match number(day.parts.iter().map(|part| part.today.needs.len()).sum()) {
        0 => "Nothing needs you.".into(),
        1 => "One thing needs you.".into(),
        n => format!("{} things need you.", words::capital(&words::number(n))),
    }
}

fn projects(day: &Day) -> String {
    let all: Vec<Health> =
        day.parts.iter().flat_map(|part| part.today.projects.iter().map(|glance| glance.health)).collect();
    let of = |health: Health| number(all.iter().filter(|other| **other == health).count());
    let (late, unknown, stuck) = (of(Health::Late), of(Health::Unknown), of(Health::Stuck));
    let of_all = if all.len() == 1 {
        "The only project".to_owned()
    } else {
        format!("of {} projects", words::number(number(all.len())))
    };
    match (all.len(), late) {
        (0, _) => String::new(),
        (1, 0) if unknown + stuck == 0 => "The only project is not likely to be late.".into(),
        (1, 1) => format!("{of_all} is likely to be late."),
        (_, 0) if unknown + stuck == 0 => format!("None {of_all} is likely to be late."),
        (_, 0) => format!(
            "{} no chance yet.",
            words::capital(&words::counted(unknown + stuck, "project has", "projects have"))
        ),
        (_, 1) => format!("One {of_all} is likely to be late."),
        (_, late) => format!("{} {of_all} are likely to be late.", words::capital(&words::number(late))),
    }
}

fn work(day: &Day) -> String {
    let all = day.work();
    let Some((_, first)) = all.iter().find(|(_, work)| work.done_at.is_none()) else {
        return if all.is_empty() {
            "Nothing is planned for you.".into()
        } else {
            "All that is planned for you is done.".into()
        };
    };
    let begins = day.day_of(first.start).max(day.date);
    let left = day.left_today();
    if left == 0 {
        return format!(
            "Nothing more is planned for today. Next is {}, {}.",
            first.name,
            words::near_day(begins, day.date)
        );
    }
    let from = day
        .parts
        .iter()
        .filter(|part| part.today.work.iter().any(|work| work.done_at.is_none() && day.day_of(work.start) <= day.date))
        .count();
    let from = if from > 1 { format!(", from {} businesses", words::number(number(from))) } else { String::new() };
    format!("{} of work is left today{from}. Start with {}.", words::duration(left), first.name)
}

fn number(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
