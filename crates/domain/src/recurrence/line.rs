//! Line: a duty as it is typed, "pay invoices every Friday", taken apart into its name and how often.

use super::spoken::Spoken;
use crate::words::capital;

/// Letters of one line: a name and a rhythm.
const LINE_BYTES_MAX: usize = 700;
/// One of these says that something comes again; a day alone ("call Anna on Monday") does not.
const SIGNS: [&str; 23] = [
    "every",
    "each",
    "daily",
    "weekly",
    "fortnightly",
    "biweekly",
    "monthly",
    "quarterly",
    "yearly",
    "annually",
    "weekdays",
    "workdays",
    "weekends",
    "mondays",
    "tuesdays",
    "wednesdays",
    "thursdays",
    "fridays",
    "saturdays",
    "sundays",
    "month",
    "quarter",
    "completion",
];

/// The name and the rhythm of a duty that was typed in one line, rhythm last or first; `None` where no part of it says how
/// often it comes. What says most of the rhythm counts: "pay rent on the 1st of every month" comes on the first.
pub fn line(text: &str) -> Option<(String, Spoken)> {
    if text.len() > LINE_BYTES_MAX {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let last = (1..words.len()).find_map(|at| {
        let spoken = rhythm(words.get(at..)?)?;
        Some((name(words.get(..at)?)?, spoken))
    });
    last.or_else(|| {
        (1..words.len()).rev().find_map(|at| {
            let said = words.get(..at)?;
            let spoken = rhythm(said)?;
            // "Weekly review" is what it is called; "weekly: review" says how often.
            let is_name = at == 1 && !said.first()?.ends_with([':', ',']);
            Some((name(if is_name { &words } else { words.get(at..)? })?, spoken))
        })
    })
}

fn rhythm(words: &[&str]) -> Option<Spoken> {
    let bare = |word: &&str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words.iter().any(|word| SIGNS.contains(&bare(word).as_str())).then_some(())?;
    let said = words.join(" ");
    super::read(said.trim_end_matches([':', ',', '.'])).ok()
}

/// Begins with a capital, without what joined it to its rhythm.
fn name(words: &[&str]) -> Option<String> {
    let joined = words.join(" ");
    let name = joined.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | ';' | '-' | '–' | '—'));
    (!name.is_empty()).then(|| capital(name))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn said(text: &str) -> Option<(String, String)> {
        line(text).map(|(name, spoken)| (name, spoken.words(date(2026, 11, 24))))
    }

    #[test]
    fn a_duty_typed_in_one_line_has_a_name_and_a_rhythm() {
        for (text, name, rhythm) in [
            ("pay invoices every friday", "Pay invoices", "every Friday"),
            ("Pay invoices, every second Friday at 9", "Pay invoices", "every second week on Friday at 09:00"),
            ("check the kiln weekdays at 9", "Check the kiln", "every day from Monday to Friday at 09:00"),
            (
                "send the books – last working day of the month",
                "Send the books",
                "on the last working day of every month",
            ),
            ("pay rent on the 1st of every month", "Pay rent", "on day 1 of every month"),
            ("every friday: pay invoices", "Pay invoices", "every Friday"),
            ("Fridays pay invoices", "Fridays pay invoices", "every Friday"),
            ("Weekly review", "Weekly review", "every Tuesday"),
            ("weekly: review", "Review", "every Tuesday"),
            ("water the plants daily", "Water the plants", "every day"),
            ("clean the pug mill 3 weeks after completion", "Clean the pug mill", "3 weeks after completion"),
        ] {
            assert_eq!(said(text), Some((name.to_owned(), rhythm.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_comes_once_is_no_duty() {
        for text in
            ["call Anna on Monday", "pay invoices", "every friday", "", "   ", "everything by Friday", "–, every day"]
        {
            assert_eq!(said(text), None, "{text}");
        }
        assert_eq!(said(&"every day ".repeat(200)), None);
    }
}
