//! One line as it is said: "edit episode 3 @lena fri 2h after record". Words that say who, when, how much and after what
//! are taken from its end; everything else is the name.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::snapshot::Effort;

/// Hours of a day of work, where an effort is said in days.
const DAY_HOURS: f64 = 8.0;
/// Hours of one task at most.
const HOURS_MAX: f64 = 10_000.0;

/// What a line can name.
pub struct Known<'k> {
    pub today: Date,
    /// People: key and full name.
    pub people: &'k [(String, String)],
    /// Tasks: key, number in the outline, name.
    pub tasks: &'k [(String, String, String)],
}

/// What a line says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    pub name: String,
    /// Keys of people.
    pub who: Vec<String>,
    pub effort: Option<Effort>,
    pub due: Option<Date>,
    /// Keys of the tasks that come first.
    pub after: Vec<String>,
    pub labels: Vec<String>,
    /// What follows an @ and is nobody's name: it stays in the name.
    pub nobody: Option<String>,
}

/// Reads one line. It always has a name, unless the line is empty.
pub fn read(line: &str, known: &Known<'_>) -> Entry {
    let mut entry = Entry::default();
    let mut words: Vec<&str> = line.split_whitespace().collect();
    words.retain(|word| !marked(word, known, &mut entry));
    loop {
        // The first word is always the name's.
        if let Some(taken) = words.get(1..).and_then(|words| tail(words, known.today, &mut entry)) {
            words.truncate(words.len() - taken);
            continue;
        }
        // "after record": what nobody knows is a part of the name ("Thank the guests after lunch").
        let Some(at) = words.iter().rposition(|word| word.eq_ignore_ascii_case("after")).filter(|at| *at > 0) else {
            break;
        };
        let Some(keys) = tasks_named(&words[at + 1..], known) else { break };
        entry.after.extend(keys);
        words.truncate(at);
    }
    // A line of marks only is its own name.
    entry.name = if words.is_empty() { line.trim().to_owned() } else { words.join(" ") };
    entry
}

/// Takes a word that says who (`@lena`) or a label (`#print`).
fn marked(word: &str, known: &Known<'_>, entry: &mut Entry) -> bool {
    let bare = |rest: &str| rest.trim_end_matches([',', ';']).to_lowercase();
    if let Some(name) = word.strip_prefix('@').map(bare).filter(|name| !name.is_empty()) {
        let Some(key) = person(&name, known.people) else {
            entry.nobody = entry.nobody.take().or(Some(name));
            return false;
        };
        if !entry.who.contains(&key) {
            entry.who.push(key);
        }
        return true;
    }
    match word.strip_prefix('#').map(bare) {
        Some(label) if label.chars().next().is_some_and(char::is_alphabetic) => {
            if !entry.labels.contains(&label) {
                entry.labels.push(label);
            }
            true
        }
        _ => false,
    }
}

/// The one person of that key, first name, or beginning of the name; an accent may be left out.
fn person(said: &str, people: &[(String, String)]) -> Option<String> {
    let said = crate::words::slug(said, "");
    let one = |matches: &dyn Fn(&str, &str) -> bool| {
        let mut found = people.iter().filter(|(key, name)| matches(key, &crate::words::slug(name, "")));
        let first = found.next()?;
        found.next().is_none().then(|| first.0.clone())
    };
    if said.is_empty() {
        return None;
    }
    one(&|key, _| key == said)
        .or_else(|| one(&|_, name| name == said || name.split('-').next() == Some(said.as_str())))
        .or_else(|| one(&|_, name| name.starts_with(&said) || name.split('-').any(|part| part == said)))
}

/// Takes an effort or a day from the end: how many words that took.
fn tail(words: &[&str], today: Date, entry: &mut Entry) -> Option<usize> {
    let (last, before) = words.split_last()?;
    let two = before.last().map(|word| format!("{word} {last}"));
    if entry.effort.is_none() {
        let said = two.as_deref().and_then(effort).map(|effort| (effort, 2)).or_else(|| Some((effort(last)?, 1)));
        if let Some((effort, taken)) = said {
            entry.effort = Some(effort);
            return Some(taken);
        }
    }
    if entry.due.is_none() {
        let said =
            two.as_deref().and_then(|two| day(two, today)).map(|day| (day, 2)).or_else(|| Some((day(last, today)?, 1)));
        if let Some((day, taken)) = said {
            entry.due = Some(day);
            let rest = words.get(..words.len() - taken).unwrap_or_default();
            let said = rest.last().is_some_and(|word| ["by", "due", "until"].contains(&word.to_lowercase().as_str()));
            return Some(taken + usize::from(said));
        }
    }
    None
}

/// "2h", "1h30", "45min", "2d", "2 h", "2/4/10h": best, likely, worst.
fn effort(said: &str) -> Option<Effort> {
    let said = said.to_lowercase().replace(',', ".");
    let parts: Vec<&str> = said.split('/').map(str::trim).collect();
    let unit =
        parts.last()?.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.' || letter == ' ');
    let hours: Option<Vec<f64>> = parts
        .iter()
        .map(|part| {
            if part.ends_with(|letter: char| letter.is_ascii_digit()) && parts.len() > 1 {
                hours(&format!("{part}{unit}"))
            } else {
                hours(part)
            }
        })
        .collect();
    match *hours?.as_slice() {
        [one] => Some(Effort::One(one)),
        [optimistic, most_likely, pessimistic] if optimistic <= most_likely && most_likely <= pessimistic => {
            Some(Effort::Three { optimistic, most_likely, pessimistic })
        }
        _ => None,
    }
}

fn hours(said: &str) -> Option<f64> {
    let said: String = said.split_whitespace().collect();
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    let hours = if let Some(minutes) = said.strip_suffix("min") {
        number(minutes)? / 60.0
    } else if let Some(days) = said.strip_suffix('d') {
        number(days)? * DAY_HOURS
    } else {
        let (hours, minutes) = said.split_once('h')?;
        let minutes = minutes.strip_suffix('m').unwrap_or(minutes);
        number(hours)?
            + if minutes.is_empty() { 0.0 } else { number(minutes).filter(|minutes| *minutes < 60.0)? / 60.0 }
    };
    (hours > 0.0 && hours <= HOURS_MAX).then_some(hours)
}

/// "fri", "friday", "today", "tomorrow", "2026-12-15", "15 dec", "dec 15".
fn day(said: &str, today: Date) -> Option<Date> {
    let said = said.to_lowercase();
    match said.as_str() {
        "today" => return Some(today),
        "tomorrow" => return today.checked_add(1.day()).ok(),
        _ => {}
    }
    if let Some(weekday) = weekday(&said) {
        return today.nth_weekday(1, weekday).ok();
    }
    if let Ok(date) = said.parse::<Date>() {
        return Some(date);
    }
    let (first, second) = said.split_once(' ')?;
    let (number, month) = match (first.parse::<i8>(), second.parse::<i8>()) {
        (Ok(number), _) => (number, month(second)?),
        (_, Ok(number)) => (number, month(first)?),
        _ => return None,
    };
    let this_year = Date::new(today.year(), month, number).ok()?;
    if this_year >= today { Some(this_year) } else { Date::new(today.year() + 1, month, number).ok() }
}

fn weekday(said: &str) -> Option<Weekday> {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let at = days.iter().position(|day| *day == said || (said.len() == 3 && day.starts_with(said)))?;
    Weekday::Monday.cycle_forward().nth(at)
}

fn month(said: &str) -> Option<i8> {
    let months = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = months.iter().position(|month| *month == said || (said.len() == 3 && month.starts_with(said)))?;
    i8::try_from(at + 1).ok()
}

/// The tasks that words name, by number or by name, with commas between; `None` unless all of them are known.
fn tasks_named(words: &[&str], known: &Known<'_>) -> Option<Vec<String>> {
    let said = words.join(" ");
    let whole = said.trim();
    if whole.is_empty() {
        return None;
    }
    if let Some(key) = task(whole, known) {
        return Some(vec![key]);
    }
    whole.split([',', ';']).map(|one| task(one.trim(), known)).collect()
}

/// The one task of that number, key or name; of its beginning, or a part of it, where that is one only.
pub fn task(said: &str, known: &Known<'_>) -> Option<String> {
    let said = said.trim().trim_matches(['“', '”', '"']).to_lowercase();
    if said.is_empty() {
        return None;
    }
    let one = |matches: &dyn Fn(&(String, String, String)) -> bool| {
        let mut found = known.tasks.iter().filter(|task| matches(task));
        let first = found.next()?;
        found.next().is_none().then(|| first.0.clone())
    };
    one(&|(key, number, _)| *number == said || *key == said)
        .or_else(|| one(&|(_, _, name)| name.to_lowercase() == said))
        .or_else(|| one(&|(_, _, name)| name.to_lowercase().starts_with(&said)))
        .or_else(|| one(&|(_, _, name)| said.len() > 2 && name.to_lowercase().contains(&said)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(line: &str) -> Entry {
        let people = [("lena", "Lena Fenwick"), ("tomas-a", "Tomás Achterberg"), ("halima", "Halima Strand")]
            .map(|(key, name)| (key.to_owned(), name.to_owned()));
        let tasks = [("rec", "1", "Record"), ("edit-1", "2.1", "Edit episode 1"), ("edit-2", "2.2", "Edit episode 2")]
            .map(|(key, number, name)| (key.to_owned(), number.to_owned(), name.to_owned()));
        super::read(line, &Known { today: date(2026, 11, 24), people: &people, tasks: &tasks })
    }

    #[test]
    fn a_line_says_who_when_how_much_and_after_what() {
        let entry = read("edit episode 3 @lena fri 2h after record");
        let wanted = Entry {
            name: "edit episode 3".into(),
            who: vec!["lena".into()],
            effort: Some(Effort::One(2.0)),
            due: Some(date(2026, 11, 27)),
            after: vec!["rec".into()],
            ..Entry::default()
        };
        assert_eq!(entry, wanted);
        assert_eq!(read("edit episode 3 after record 2h by fri @Lena"), wanted, "in any order");
    }

    #[test]
    fn efforts_days_and_tasks_in_the_ways_that_people_write_them() {
        for (said, hours) in [("a 45min", 0.75), ("a 1h30", 1.5), ("a 2 h", 2.0), ("a 2d", 16.0), ("a 1,5h", 1.5)] {
            assert_eq!(read(said).effort, Some(Effort::One(hours)), "{said}");
        }
        let three = Some(Effort::Three { optimistic: 2.0, most_likely: 4.0, pessimistic: 10.0 });
        assert_eq!(read("Write 2/4/10h").effort, three);
        for said in ["a 15 dec", "a Dec 15", "a due 2026-12-15", "a until 15 December"] {
            assert_eq!((read(said).due, read(said).name.as_str()), (Some(date(2026, 12, 15)), "a"), "{said}");
        }
        assert_eq!(read("a 3 jan").due, Some(date(2027, 1, 3)), "the next one");
        assert_eq!(read("a tue").due, Some(date(2026, 12, 1)), "not today, which is called so");
        assert_eq!(read("Mix after 2.1, 2.2").after, ["edit-1", "edit-2"]);
        assert_eq!(read("Mix @tomas").who, ["tomas-a"], "an accent may be left out");
    }

    #[test]
    fn what_says_nothing_known_is_the_name() {
        for name in ["Thank the guests after lunch", "Buy 3 cups", "Mix after edit", "Sing fri song", "2h"] {
            let entry = read(name);
            assert_eq!(
                (entry.name.as_str(), entry.after.len(), entry.effort, entry.due),
                (name, 0, None, None),
                "{name}"
            );
        }
        let entry = read("Ask @nobody #Print");
        assert_eq!((entry.name.as_str(), entry.nobody.as_deref()), ("Ask @nobody", Some("nobody")));
        assert_eq!(entry.labels, ["print"]);
        assert_eq!(read("").name, "");
    }
}
