//! Read: from the text that people edit to a workflow, or every fault with its line.

use std::collections::{HashMap, HashSet};

use super::{Ask, AskKind, Condition, STEPS_MAX, Step};
use crate::kind::Kind;
use crate::snapshot::Effort;
use crate::words;

/// Bytes of one workflow: two hundred long steps.
const TEXT_BYTES_MAX: usize = 200_000;
/// Most days that a step lies before its run's due: ten years.
const DAYS_MAX: f64 = 3650.0;
/// Hours of one step at most.
const HOURS_MAX: f64 = 10_000.0;
const WORDS: &str = "effort, who, skill, kind, after, from, due, only if, approval, check, ask, then start, key; what follows “>” is told to whoever does it";

/// What is wrong, and in which line, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineFault {
    pub line: usize,
    pub message: String,
}

impl std::fmt::Display for LineFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// The steps of a workflow.
pub fn read(text: &str) -> Result<Vec<Step>, Vec<LineFault>> {
    if text.len() > TEXT_BYTES_MAX {
        let message = format!("a workflow has up to {TEXT_BYTES_MAX} bytes");
        return Err(vec![LineFault { line: 1, message }]);
    }
    let mut reader = Reader::default();
    for (line, said) in (1..).zip(text.lines()) {
        if let Err(message) = reader.line(line, said) {
            reader.faults.push(LineFault { line, message });
        }
    }
    reader.finish()
}

/// A step whose predecessors are still numbers.
struct Draft {
    line: usize,
    /// As it is numbered in the text.
    number: usize,
    step: Step,
    /// Line and numbers; `None` where it waits for the one before it.
    after: Option<(usize, Vec<usize>)>,
    only_if_line: usize,
}

#[derive(Default)]
struct Reader {
    drafts: Vec<Draft>,
    faults: Vec<LineFault>,
}

impl Reader {
    fn line(&mut self, line: usize, said: &str) -> Result<(), String> {
        let said = said.trim();
        if said.is_empty() {
            return Ok(());
        }
        if let Some((number, name)) = heading(said) {
            return self.begin(line, number, name);
        }
        let Some(draft) = self.drafts.last_mut() else {
            return Err("a workflow begins with its first step, such as “1. Write the draft”".to_owned());
        };
        if let Some(note) = said.strip_prefix('>') {
            let note = note.strip_prefix(' ').unwrap_or(note);
            let notes = draft.step.notes.get_or_insert_default();
            if !notes.is_empty() {
                notes.push('\n');
            }
            notes.push_str(note);
            return Ok(());
        }
        let Some((name, value)) = said.split_once(':') else {
            return Err(format!("“{said}” is neither a step (“{}. …”) nor one of {WORDS}", self.drafts.len() + 1));
        };
        word(draft, line, name.trim().to_lowercase().as_str(), value.trim())
    }

    fn begin(&mut self, line: usize, number: usize, name: &str) -> Result<(), String> {
        if self.drafts.len() == STEPS_MAX {
            return Err(format!("a workflow has at most {STEPS_MAX} steps: more is two"));
        }
        if self.drafts.iter().any(|draft| draft.number == number) {
            return Err(format!("there is a step {number} already"));
        }
        let step = Step { name: name.to_owned(), ..Step::default() };
        self.drafts.push(Draft { line, number, step, after: None, only_if_line: line });
        if name.is_empty() {
            return Err(format!("step {number} has no name"));
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Step>, Vec<LineFault>> {
        if self.drafts.is_empty() && self.faults.is_empty() {
            let message = "a workflow has a step at least, such as “1. Write the draft”".to_owned();
            self.faults.push(LineFault { line: 1, message });
        }
        self.keys();
        self.links();
        self.conditions();
        if !self.faults.is_empty() {
            self.faults.sort();
            return Err(self.faults);
        }
        let steps: Vec<Step> = self.drafts.into_iter().map(|draft| draft.step).collect();
        Ok(steps)
    }

    fn keys(&mut self) {
        let mut taken: HashSet<String> = HashSet::new();
        for draft in &mut self.drafts {
            let said = !draft.step.key.is_empty();
            let base = if said { draft.step.key.clone() } else { words::slug(&draft.step.name, "step") };
            let mut key = base.clone();
            let mut n = 2;
            while taken.contains(&key) {
                if said {
                    let message = format!("another step has the key “{base}”");
                    self.faults.push(LineFault { line: draft.line, message });
                }
                key = format!("{base}-{n}");
                n += 1;
            }
            taken.insert(key.clone());
            draft.step.key = key;
        }
    }

    fn links(&mut self) {
        let keys: HashMap<usize, String> =
            self.drafts.iter().map(|draft| (draft.number, draft.step.key.clone())).collect();
        let mut before: Option<String> = None;
        for draft in &mut self.drafts {
            let own = draft.step.key.clone();
            match &draft.after {
                None => draft.step.after = before.into_iter().collect(),
                Some((line, numbers)) => {
                    for number in numbers {
                        let message = match keys.get(number) {
                            Some(key) if *key == own => format!("step {number} waits for itself"),
                            Some(key) => {
                                if !draft.step.after.contains(key) {
                                    draft.step.after.push(key.clone());
                                }
                                continue;
                            }
                            None => format!("there is no step {number}"),
                        };
                        self.faults.push(LineFault { line: *line, message });
                    }
                }
            }
            before = Some(own);
        }
        if let Some((line, around)) = circle(&self.drafts) {
            let message = format!("these steps wait for each other: {}", words::and_list(&around));
            self.faults.push(LineFault { line, message });
        }
    }

    /// A condition is on what a step before it asks.
    fn conditions(&mut self) {
        let mut asked: Vec<Ask> = Vec::new();
        for draft in &self.drafts {
            if let Some(condition) = &draft.step.details.only_if {
                let found = asked.iter().find(|ask| ask.name.eq_ignore_ascii_case(&condition.field));
                let message = match found.map(|ask| &ask.kind) {
                    None => Some(format!("no step before it asks for “{}”", condition.field)),
                    Some(AskKind::Choice(options))
                        if !options.iter().any(|one| one.eq_ignore_ascii_case(&condition.is)) =>
                    {
                        Some(format!("“{}” is none of {}", condition.is, words::and_list(options)))
                    }
                    Some(_) => None,
                };
                self.faults.extend(message.map(|message| LineFault { line: draft.only_if_line, message }));
            }
            asked.extend(draft.step.details.asks.iter().cloned());
        }
    }
}

/// "3. Proofread": its number and name.
fn heading(said: &str) -> Option<(usize, &str)> {
    let (number, name) = said.split_once('.')?;
    let number = number.parse().ok().filter(|_| number.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((number, name.trim()))
}

fn word(draft: &mut Draft, line: usize, name: &str, value: &str) -> Result<(), String> {
    let step = &mut draft.step;
    if value.is_empty() {
        return Err(format!("nothing is said after “{name}:”"));
    }
    match name {
        "effort" => step.effort = Some(effort(value)?),
        "who" => step.who = list(value),
        "skill" => step.skill = Some(value.to_owned()),
        "kind" => {
            step.kind = Kind::parse(&value.to_lowercase())
                .ok_or_else(|| format!("“{value}” is none of implementation, management and strategy"))?;
        }
        "after" => {
            let numbers = if matches!(value.to_lowercase().as_str(), "nothing" | "none") {
                Vec::new()
            } else {
                let number = |n: &String| n.parse::<usize>().map_err(|_| format!("“{n}” is not the number of a step"));
                list(value).iter().map(number).collect::<Result<_, _>>()?
            };
            draft.after = Some((line, numbers));
        }
        "from" => step.available_days = Some(days(value)?),
        "due" => step.offset_days = Some(days(value)?),
        "only if" => {
            step.details.only_if = Some(condition(value)?);
            draft.only_if_line = line;
        }
        "approval" => step.details.approval = yes(value)?,
        "check" => step.details.checklist.push(value.to_owned()),
        "ask" => {
            let ask = ask(value)?;
            if step.details.asks.iter().any(|other| other.name.eq_ignore_ascii_case(&ask.name)) {
                return Err(format!("the step asks for “{}” twice", ask.name));
            }
            step.details.asks.push(ask);
        }
        "then start" => step.details.then_start.extend(list(value)),
        "key" => {
            let fine = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
            if !fine || value.len() > 80 || !value.as_bytes()[0].is_ascii_alphanumeric() {
                return Err(format!("“{value}” is not a key: letters, digits and . _ -, at most 80"));
            }
            step.key = value.to_owned();
        }
        other => return Err(format!("“{other}” is none of {WORDS}")),
    }
    Ok(())
}

fn list(value: &str) -> Vec<String> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn yes(value: &str) -> Result<bool, String> {
    match value.to_lowercase().as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(format!("“{value}” is neither yes nor no")),
    }
}

/// "1 h 30", or "1 h / 2 h / 4 h".
fn effort(value: &str) -> Result<Effort, String> {
    let all = value.split('/').map(|one| hours(one.trim())).collect::<Result<Vec<f64>, String>>()?;
    match all.as_slice() {
        [one] => Ok(Effort::One(*one)),
        [optimistic, most_likely, pessimistic] if optimistic <= most_likely && most_likely <= pessimistic => {
            Ok(Effort::Three { optimistic: *optimistic, most_likely: *most_likely, pessimistic: *pessimistic })
        }
        _ => Err(format!("“{value}” is neither one effort nor three in order of size, such as “1 h / 2 h / 4 h”")),
    }
}

/// "1 h 30", "1.5 h", "45 min", "1h30".
fn hours(value: &str) -> Result<f64, String> {
    let wrong = || format!("“{value}” is not an effort such as “45 min”, “1 h 30” or “1.5 h”");
    let spaced =
        value.to_lowercase().replace("hours", "h").replace("hour", "h").replace("minutes", "min").replace(',', ".");
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
    let hours = match spaced.split_once('h') {
        Some((whole, rest)) => {
            let rest = rest.trim().trim_end_matches("min").trim_end_matches('m');
            let minutes = if rest.is_empty() { Some(0.0) } else { number(rest).filter(|minutes| *minutes < 60.0) };
            number(whole).zip(minutes).map(|(whole, minutes)| whole + minutes / 60.0)
        }
        None => spaced.strip_suffix("min").or(spaced.strip_suffix('m')).and_then(number).map(|minutes| minutes / 60.0),
    };
    hours.filter(|hours| (1.0 / 120.0..=HOURS_MAX).contains(hours)).ok_or_else(wrong)
}

/// "3 days before", "on the day".
fn days(value: &str) -> Result<f64, String> {
    let lower = value.to_lowercase();
    if matches!(lower.as_str(), "on the day" | "the day" | "0") {
        return Ok(0.0);
    }
    let number = lower.trim_end_matches("before").trim().trim_end_matches("days").trim_end_matches("day").trim();
    let days = number.parse::<f64>().ok().filter(|days| (0.0..=DAYS_MAX).contains(days));
    days.ok_or_else(|| format!("“{value}” is not such as “3 days before” or “on the day”"))
}

/// "Channel is web", "Channel is not web".
fn condition(value: &str) -> Result<Condition, String> {
    let wrong = || format!("“{value}” is not such as “Channel is web”");
    let (field, is) = value.split_once(" is ").ok_or_else(wrong)?;
    let (not, is) = is.trim().strip_prefix("not ").map_or((false, is), |is| (true, is));
    let (field, is) = (field.trim(), is.trim());
    if field.is_empty() || is.is_empty() {
        return Err(wrong());
    }
    Ok(Condition { field: field.to_owned(), is: is.to_owned(), not })
}

/// "Subject line (text)", "Channel (mail | web)".
fn ask(value: &str) -> Result<Ask, String> {
    let (name, kind) = match value.rsplit_once('(') {
        Some((name, kind)) if kind.ends_with(')') => (name.trim(), kind.trim_end_matches(')').trim()),
        _ => (value, "text"),
    };
    if name.is_empty() {
        return Err(format!("“{value}” does not say what is asked for"));
    }
    let kind = match kind.to_lowercase().as_str() {
        "text" => AskKind::Text,
        "number" => AskKind::Number,
        "date" => AskKind::Date,
        "file" => AskKind::File,
        _ => {
            let options: Vec<String> = kind.split('|').map(|one| one.trim().to_owned()).collect();
            if options.len() < 2 || options.iter().any(String::is_empty) {
                return Err(format!("“({kind})” is none of text, number, date, file, or choices such as (mail | web)"));
            }
            AskKind::Choice(options)
        }
    };
    Ok(Ask { name: name.to_owned(), kind })
}

/// Takes away what waits for nothing that is left; what stays is, or waits for, a circle. The names around it, with the
/// line of its first step.
fn circle(drafts: &[Draft]) -> Option<(usize, Vec<String>)> {
    let mut left: Vec<&Draft> = drafts.iter().collect();
    loop {
        let waits = |draft: &&Draft| left.iter().any(|other| draft.step.after.contains(&other.step.key));
        let still: Vec<&Draft> = left.iter().copied().filter(waits).collect();
        if still.len() == left.len() {
            break;
        }
        left = still;
    }
    // The same from the other end: what nothing waits for hangs on the circle and is none of it.
    loop {
        let waited = |draft: &&Draft| left.iter().any(|other| other.step.after.contains(&draft.step.key));
        let still: Vec<&Draft> = left.iter().copied().filter(waited).collect();
        if still.len() == left.len() {
            break;
        }
        left = still;
    }
    let first = left.first()?;
    let line = first.after.as_ref().map_or(first.line, |(line, _)| *line);
    Some((line, left.iter().map(|draft| format!("“{}”", draft.step.name)).collect()))
}
