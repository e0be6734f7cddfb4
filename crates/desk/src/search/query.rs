//! Query: what somebody types, read into words and operators. Nothing that can be typed is an error.

use jiff::ToSpan;
use jiff::civil::Date;
use righthand_domain::kind::Kind;
use righthand_store::search::Term;
use serde::Serialize;

use super::Thing;
use super::words::words;

/// Characters of a query that are read: more is a text that was pasted.
pub const QUERY_CHARS_MAX: usize = 1_000;
/// Words and operators of a query that are read.
pub const TERMS_MAX: usize = 24;

/// A query as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words and phrases that have to be there.
    pub(super) words: Vec<Term>,
    /// Words and phrases that must not.
    pub(super) not_words: Vec<Term>,
    pub(super) filters: Vec<Filter>,
    /// What could not be read, a sentence each.
    pub notes: Vec<String>,
}

/// An operator with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) what: What,
    pub(super) negated: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Is(Is),
    /// A project, operation or area by key or name.
    In(String),
    /// A member by key or name, or `me`.
    Who(String),
    Label(String),
    Thing(Thing),
    Kind(Kind),
    /// From this day on, before that day.
    Due(Option<Date>, Option<Date>),
}

/// States that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Open,
    Done,
    Late,
    Draft,
    Archived,
    Milestone,
}

/// An operator, as help and notes say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Operator {
    pub example: &'static str,
    pub finds: &'static str,
}

/// Every operator, in the order of the help.
pub const OPERATORS: &[Operator] = &[
    Operator { example: "@halima", finds: "work of one person; @me is yours" },
    Operator { example: "due:<7d", finds: "due within seven days; also a day, today, >" },
    Operator { example: "is:late", finds: "also open, done, draft, archived, milestone" },
    Operator { example: "in:slow-wheel", finds: "one project, operation or area" },
    Operator { example: "kind:task", finds: "also project, comment, person, …, management" },
    Operator { example: "label:video", finds: "with that label" },
    Operator { example: "\"test tile\"", finds: "these words, one after the other" },
    Operator { example: "-kiln", finds: "without that word; works before all of these" },
];

impl Query {
    /// Reads what was typed; `today` is where the business is.
    pub fn read(text: &str, today: Date) -> Self {
        let mut query = Self::default();
        let chars = text.chars().count();
        let text = if chars > QUERY_CHARS_MAX {
            query.notes.push(format!(
                "That has {chars} characters; only the first {QUERY_CHARS_MAX} were searched for. A few words are enough."
            ));
            text.char_indices().nth(QUERY_CHARS_MAX).map_or(text, |(end, _)| &text[..end])
        } else {
            text
        };
        for part in parts(text) {
            if query.words.len() + query.not_words.len() + query.filters.len() >= TERMS_MAX {
                query.notes.push(format!("Only the first {TERMS_MAX} words and operators were searched for."));
                break;
            }
            query.take(&part, today);
        }
        query
    }

    /// Was there anything to look for?
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.not_words.is_empty() && self.filters.is_empty()
    }

    fn take(&mut self, part: &Part, today: Date) {
        match part.operator.as_deref() {
            None if part.quoted => {
                let phrase: Vec<String> = words(&part.value).into_iter().map(|word| word.text).collect();
                if !phrase.is_empty() {
                    self.words_for(part.negated).push(Term::Phrase(phrase));
                }
            }
            None => self.words_for(part.negated).extend(words(&part.value).into_iter().take(TERMS_MAX).map(Term::Word)),
            Some(operator) => match read(operator, &part.value, today) {
                Ok(what) => self.filters.push(Filter { what, negated: part.negated }),
                Err(note) => self.notes.push(note),
            },
        }
    }

    fn words_for(&mut self, negated: bool) -> &mut Vec<Term> {
        if negated { &mut self.not_words } else { &mut self.words }
    }
}

/// What an operator means, or a sentence about why it means nothing.
fn read(operator: &str, value: &str, today: Date) -> Result<What, String> {
    let lower = value.to_lowercase();
    let asked = || format!("“{operator}:{value}”");
    match operator {
        "in" => Ok(What::In(value.to_owned())),
        "who" | "@" => Ok(What::Who(value.to_owned())),
        "label" => Ok(What::Label(value.to_owned())),
        "due" => due(value, today).ok_or_else(|| {
            format!("{} was left out: after due: comes a day such as <{today}, >{today}, today or <7d.", asked())
        }),
        "kind" => {
            let thing = Thing::ALL.into_iter().find(|thing| thing.word() == lower).map(What::Thing);
            let milestone = (lower == "milestone").then_some(What::Is(Is::Milestone));
            thing.or(Kind::parse(&lower).map(What::Kind)).or(milestone).ok_or_else(|| {
                let words: Vec<&str> = Thing::ALL.into_iter().map(Thing::word).collect();
                format!(
                    "{} was left out: kinds are {}, implementation, management and strategy.",
                    asked(),
                    words.join(", ")
                )
            })
        }
        _ => match lower.as_str() {
            "open" => Ok(What::Is(Is::Open)),
            "done" | "finished" | "closed" => Ok(What::Is(Is::Done)),
            "late" | "overdue" => Ok(What::Is(Is::Late)),
            "draft" => Ok(What::Is(Is::Draft)),
            "archived" => Ok(What::Is(Is::Archived)),
            "milestone" => Ok(What::Is(Is::Milestone)),
            "mine" => Ok(What::Who("me".into())),
            _ => Err(format!(
                "{} was left out: is: knows open, done, late, draft, archived, milestone and mine.",
                asked()
            )),
        },
    }
}

/// `2026-12-01`, `<2026-12-01`, `>=today`, `<7d`.
fn due(value: &str, today: Date) -> Option<What> {
    let (sign, day) = ["<=", ">=", "<", ">"]
        .into_iter()
        .find_map(|sign| value.strip_prefix(sign).map(|day| (sign, day)))
        .unwrap_or(("", value));
    let ahead = |days: i32| today.checked_add(days.days()).ok();
    let day = match day.to_lowercase().as_str() {
        "today" => today,
        "tomorrow" => ahead(1)?,
        other => match other.strip_suffix('d').map(str::parse::<u16>) {
            Some(Ok(days)) => ahead(i32::from(days))?,
            _ => other.parse().ok()?,
        },
    };
    let after = day.checked_add(1.days()).ok()?;
    Some(match sign {
        "<" => What::Due(None, Some(day)),
        "<=" => What::Due(None, Some(after)),
        ">" => What::Due(Some(after), None),
        ">=" => What::Due(Some(day), None),
        _ => What::Due(Some(day), Some(after)),
    })
}

/// One word, phrase or operator as it was typed.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    negated: bool,
    operator: Option<String>,
    quoted: bool,
    value: String,
}

/// The names of operators; any other word with a colon in it is words.
const NAMES: [&str; 6] = ["is", "in", "who", "due", "kind", "label"];

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (negated, after) = match rest.strip_prefix('-') {
            Some(after) if !after.starts_with(char::is_whitespace) && !after.is_empty() => (true, after),
            _ => (false, rest),
        };
        let (operator, after) = operator(after);
        let (value, quoted, after) = value(after);
        if !value.trim().is_empty() {
            parts.push(Part { negated, operator, quoted, value });
        }
        rest = after.trim_start();
    }
    parts
}

fn operator(text: &str) -> (Option<String>, &str) {
    if let Some(after) = text.strip_prefix('@') {
        return (Some("@".into()), after);
    }
    match text.split_once(':') {
        Some((name, after)) if NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)) => {
            (Some(name.to_ascii_lowercase()), after)
        }
        _ => (None, text),
    }
}

/// Up to the next space, or to the closing quotation mark; one that is never closed holds all that follows.
fn value(text: &str) -> (String, bool, &str) {
    match text.strip_prefix('"') {
        Some(inside) => {
            let (value, after) = inside.split_once('"').unwrap_or((inside, ""));
            (value.to_owned(), true, after)
        }
        None => {
            let end = text.find(char::is_whitespace).unwrap_or(text.len());
            (text[..end].to_owned(), false, &text[end..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 24);

    fn read(text: &str) -> Query {
        Query::read(text, TODAY)
    }

    #[test]
    fn words_phrases_and_operators_are_told_apart() {
        let query = read("glaze \"test tile\" -kiln -is:done @lena in:\"The Slow Wheel\" kind:task");
        assert_eq!(query.words.len(), 2);
        assert_eq!(query.not_words.len(), 1);
        let filters: Vec<(bool, What)> =
            query.filters.into_iter().map(|filter| (filter.negated, filter.what)).collect();
        assert_eq!(
            filters,
            [
                (true, What::Is(Is::Done)),
                (false, What::Who("lena".into())),
                (false, What::In("The Slow Wheel".into())),
                (false, What::Thing(Thing::Task)),
            ]
        );
        assert!(query.notes.is_empty());
    }

    #[test]
    fn days_are_read_with_their_sign() {
        let due = |text: &str| match read(text).filters.pop().map(|filter| filter.what) {
            Some(What::Due(from, before)) => (from.map(|day| day.to_string()), before.map(|day| day.to_string())),
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(due("due:<2026-12-01"), (None, Some("2026-12-01".into())));
        assert_eq!(due("due:today"), (Some("2026-11-24".into()), Some("2026-11-25".into())));
        assert_eq!(due("due:<=7d"), (None, Some("2026-12-02".into())));
        assert_eq!(due("due:>tomorrow"), (Some("2026-11-26".into()), None));
    }

    #[test]
    fn what_cannot_be_read_is_told_in_a_sentence_and_left_out() {
        let query = read("is:purple due:<never kind:dragon clay");
        assert_eq!((query.words.len(), query.filters.len(), query.notes.len()), (1, 0, 3));
        assert!(query.notes[0].starts_with("“is:purple” was left out: is: knows open"), "{:?}", query.notes);
    }

    #[test]
    fn a_hostile_query_is_harmless() {
        let long = "glaze ".repeat(5_000);
        let query = read(&long);
        assert_eq!(query.words.len(), TERMS_MAX);
        assert!(query.notes[0].contains("30000 characters"), "{:?}", query.notes);
        for text in [
            "",
            " ",
            "\"",
            "-",
            "--",
            "@",
            "in:",
            "due:",
            "\0",
            "a\0b",
            "* ( ) NEAR/2 OR AND NOT",
            "::",
            "-\"",
            "due:<99999d",
            "due:9999-12-31",
            "’",
        ] {
            read(text);
        }
        assert!(read("- in: @ due:").is_empty());
        assert_eq!(read("time: https://x.example").words.len(), 4);
    }
}
