//! R20: a pinned task does not move, to another day or to another person, until somebody takes the pin out.
//!
//! The planner keeps the time of what is pinned; here commands are judged that would move it by hand.

use jiff::civil::Date;
use serde_json::json;

use crate::refusal::{Refusal, Rule};

/// A pin, as a refusal names it.
#[derive(Debug, Clone, Copy)]
pub struct Pinned<'a> {
    /// Key of the task.
    pub task: &'a str,
    pub name: &'a str,
    pub day: Option<Date>,
    /// Key and name of whom it is pinned to.
    pub person: Option<(&'a str, &'a str)>,
    /// Name of whoever pinned it.
    pub by: &'a str,
}

/// May the task be given to exactly these people (keys)? To nobody named, anyone may do it still, which is the pin's.
pub fn judge_people(pin: Pinned<'_>, keys: &[&str]) -> Result<(), Refusal> {
    match pin.person {
        Some((key, name)) if !keys.is_empty() && !keys.contains(&key) => Err(refuse(pin, &format!("to {name}"))),
        _ => Ok(()),
    }
}

/// May the task be kept from starting before `day`?
pub fn judge_not_before(pin: Pinned<'_>, day: Date) -> Result<(), Refusal> {
    match pin.day {
        Some(pinned) if pinned < day => Err(refuse(pin, &format!("to {}", pinned.strftime("%a %-d %b")))),
        _ => Ok(()),
    }
}

fn refuse(pin: Pinned<'_>, to: &str) -> Refusal {
    let why = format!("“{}” is pinned {to}, by {}: a pinned task does not move (R20).", pin.name, pin.by);
    Refusal::by(Rule::R20, why).or("Take the pin out", "unpin_task", json!({ "task": pin.task }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const PIN: Pinned<'_> = Pinned {
        task: "edit",
        name: "Edit episode 3",
        day: Some(date(2026, 11, 26)),
        person: Some(("halima", "Halima Strand")),
        by: "Priyanka Doyle",
    };

    #[test]
    fn r20_a_task_pinned_to_a_person_is_not_given_to_others() {
        assert_eq!(judge_people(PIN, &["yuki", "halima"]), Ok(()));
        assert_eq!(judge_people(PIN, &[]), Ok(()));
        let refusal = judge_people(PIN, &["yuki"]).unwrap_err();
        assert!(refusal.why.contains("pinned to Halima Strand, by Priyanka Doyle"), "{}", refusal.why);
        assert_eq!(refusal.instead[0].command, "unpin_task");
    }

    #[test]
    fn r20_a_task_pinned_to_a_day_is_not_kept_from_it() {
        assert_eq!(judge_not_before(PIN, date(2026, 11, 26)), Ok(()));
        let refusal = judge_not_before(PIN, date(2026, 11, 27)).unwrap_err();
        assert!(refusal.why.contains("pinned to Thu 26 Nov"), "{}", refusal.why);
        assert_eq!(judge_not_before(Pinned { day: None, ..PIN }, date(2026, 12, 1)), Ok(()));
    }
}
