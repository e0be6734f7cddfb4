//! R14: each change is recorded with who, when, before and after; anyone can undo their own change that nobody has
//! built upon; history cannot be edited.

use crate::refusal::{Refusal, Rule};
use crate::words::and_list;

/// What is known of the event that somebody wants undone.
#[derive(Debug, Clone, PartialEq)]
pub struct Undoable {
    /// In the words of the history: "Studio insurance marked done".
    pub summary: String,
    pub by_me: bool,
    pub by_name: String,
    pub already_undone: bool,
    /// What has changed since, in words; empty if nothing has.
    pub changed_since: Vec<String>,
}

/// May this be undone?
pub fn judge(event: &Undoable) -> Result<(), Refusal> {
    let Undoable { summary, by_name, .. } = event;
    let why = if event.already_undone {
        format!("“{summary}” is undone already.")
    } else if !event.by_me {
        format!(
            "“{summary}” was done by {by_name}, and everyone undoes their own changes (R14). Ask {by_name}, or change it back as a change of yours."
        )
    } else if !event.changed_since.is_empty() {
        let since = and_list(&event.changed_since);
        format!(
            "“{summary}” can no longer be undone as one: {since} since (R14). Change back what you want by hand; the history shows how it was."
        )
    } else {
        return Ok(());
    };
    Err(Refusal::by(Rule::R14, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mine() -> Undoable {
        Undoable {
            summary: "Studio insurance marked done".into(),
            by_me: true,
            by_name: "Amara".into(),
            already_undone: false,
            changed_since: Vec::new(),
        }
    }

    #[test]
    fn r14_ones_own_last_change_can_be_undone() {
        assert_eq!(judge(&mine()), Ok(()));
    }

    #[test]
    fn r14_what_somebody_built_upon_cannot() {
        let refusal =
            judge(&Undoable { changed_since: vec!["the effort was changed by Tomás".into()], ..mine() }).unwrap_err();
        assert!(refusal.why.contains("the effort was changed by Tomás since"), "{}", refusal.why);
    }

    #[test]
    fn r14_nobody_undoes_the_change_of_another_or_twice() {
        assert!(judge(&Undoable { by_me: false, ..mine() }).unwrap_err().why.contains("done by Amara"));
        assert!(judge(&Undoable { already_undone: true, ..mine() }).unwrap_err().why.contains("already"));
    }
}
