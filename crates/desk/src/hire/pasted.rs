//! Pasted: a list of duties as people copy it from a spreadsheet: name, hours a week, kind, how it feels, would it go.

use righthand_domain::kind::Kind;
use righthand_domain::snapshot::{Energy, Fault};

use crate::input::WEEK_HOURS;

/// A line that was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Pasted {
    pub name: String,
    pub hours: f64,
    pub kind: Kind,
    pub energy: Option<Energy>,
    pub hand_over: Option<bool>,
}

/// Faults that are told of one list: whoever has more has the wrong list.
const FAULTS_MAX: usize = 20;

/// The duties of a text, or what is wrong with which line. A first line of heads is passed over.
pub fn read(text: &str) -> Result<Vec<Pasted>, Vec<Fault>> {
    let mut pasted = Vec::new();
    let mut faults = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.trim().is_empty() || (at == 0 && is_head(line)) {
            continue;
        }
        match read_line(line) {
            Ok(duty) => pasted.push(duty),
            Err(message) if faults.len() < FAULTS_MAX => {
                faults.push(Fault { pointer: "/text".into(), message: format!("line {}: {message}", at + 1) });
            }
            Err(_) => {}
        }
    }
    if faults.is_empty() { Ok(pasted) } else { Err(faults) }
}

fn is_head(line: &str) -> bool {
    let cells = cells(line);
    cells.len() > 1
        && cells.iter().skip(1).all(|cell| hours(cell).is_none())
        && cells.iter().any(|cell| cell.to_lowercase().contains("hour"))
}

fn read_line(line: &str) -> Result<Pasted, String> {
    let cells = cells(line);
    let mut cells = cells.iter().map(String::as_str);
    let name = cells.next().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err("the name comes first".to_owned());
    }
    let mut duty = Pasted { name, hours: f64::NAN, kind: Kind::Implementation, energy: None, hand_over: None };
    for cell in cells.filter(|cell| !cell.is_empty()) {
        let word = cell.to_lowercase();
        if duty.hours.is_nan()
            && let Some(hours) = hours(cell)
        {
            duty.hours = hours;
        } else if let Some(kind) = kind(&word) {
            duty.kind = kind;
        } else if let Some(energy) = energy(&word) {
            duty.energy = Some(energy);
        } else if let Some(yes) = yes(&word) {
            duty.hand_over = Some(yes);
        }
        // Whatever else a spreadsheet has beside it is not for the inventory.
    }
    if duty.hours.is_nan() {
        return Err(format!("how many hours a week does \"{}\" take?", duty.name));
    }
    Ok(duty)
}

/// By tabs where there are any, else by semicolons, else by commas that no figure has.
fn cells(line: &str) -> Vec<String> {
    let split: Vec<&str> = if line.contains('\t') {
        line.split('\t').collect()
    } else if line.contains(';') {
        line.split(';').collect()
    } else {
        line.split(", ").collect()
    };
    split.iter().map(|cell| cell.trim().trim_matches('"').trim().to_owned()).collect()
}

/// `4`, `4.5`, `4,5`, `4 h`.
fn hours(cell: &str) -> Option<f64> {
    let plain = cell.trim_end_matches(|c: char| c.is_alphabetic() || c.is_whitespace()).replace(',', ".");
    plain.parse().ok().filter(|hours| (0.0..=WEEK_HOURS).contains(hours))
}

fn kind(word: &str) -> Option<Kind> {
    match word {
        "doing" => Some(Kind::Implementation),
        "managing" => Some(Kind::Management),
        other => Kind::parse(other),
    }
}

fn energy(word: &str) -> Option<Energy> {
    match word {
        "gives" | "gives energy" | "+" => Some(Energy::Gives),
        "neutral" | "0" => Some(Energy::Neutral),
        "drains" | "-" | "−" => Some(Energy::Drains),
        _ => None,
    }
}

fn yes(word: &str) -> Option<bool> {
    match word {
        "yes" | "y" | "x" | "true" => Some(true),
        "no" | "n" | "false" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_however_it_was_copied() {
        let text = "Duty\tHours a week\tKind\nSort the inbox\t3\timplementation\tdrains\tyes\nLead the launch; 4,5 h; managing";
        let duties = read(text).unwrap();
        assert_eq!(duties.len(), 2, "{duties:?}");
        assert_eq!((duties[0].hours, duties[0].energy, duties[0].hand_over), (3.0, Some(Energy::Drains), Some(true)));
        assert_eq!((duties[1].hours, duties[1].kind), (4.5, Kind::Management));
    }

    #[test]
    fn a_line_without_hours_is_named_by_its_number() {
        let faults = read("Sort the inbox, 3\nSend bills").unwrap_err();
        assert_eq!(faults[0].message, "line 2: how many hours a week does \"Send bills\" take?");
    }
}
