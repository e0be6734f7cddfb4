//! Fuzzy: how well a few typed letters fit a name. "gi ed" fits "Give edit", "asn" fits "Assign".

/// Points for a letter that begins a word, and for one right after the last.
const BEGINS: u32 = 8;
const FOLLOWS: u32 = 5;
/// Letters of a word that may be left out between two that were typed; scattered letters fit everything.
const LEFT_OUT_MAX: usize = 3;

/// How well `typed` fits `name`; `None` where its letters are not all there in order. More is better.
pub(super) fn fit(typed: &str, name: &str) -> Option<u32> {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let mut total = 0;
    let mut parts = 0;
    // Words may come in any order: "person add" fits "Add a person".
    for part in typed.to_lowercase().split_whitespace() {
        total += fit_word(part, &name)?;
        parts += 1;
    }
    (parts > 0).then(|| total.saturating_sub(u32::try_from(name.len()).unwrap_or(u32::MAX) / 8))
}

/// The best of the words that begin with the first letter.
fn fit_word(part: &str, name: &[char]) -> Option<u32> {
    let wanted: Vec<char> = part.chars().collect();
    let first = wanted.first()?;
    let begins = |at: usize| at == 0 || name.get(at - 1).is_some_and(|before| !before.is_alphanumeric());
    let starts = name.iter().enumerate().filter(|(at, c)| *c == first && begins(*at)).map(|(at, _)| at);
    starts.filter_map(|start| fit_from(&wanted, name, start)).max()
}

fn fit_from(wanted: &[char], name: &[char], start: usize) -> Option<u32> {
    let mut at = start;
    let mut points = 0;
    for (n, letter) in wanted.iter().enumerate() {
        let next = name.iter().skip(at).position(|c| c == letter)? + at;
        let begins = next == 0 || name.get(next - 1).is_some_and(|before| !before.is_alphanumeric());
        let within = next - at <= LEFT_OUT_MAX && name.iter().take(next).skip(at).all(|c| c.is_alphanumeric());
        if n > 0 && !begins && !within {
            return None;
        }
        points += 1;
        if begins {
            points += BEGINS;
        }
        if n > 0 && next == at {
            points += FOLLOWS;
        }
        at = next + 1;
    }
    Some(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best<'n>(typed: &str, names: &[&'n str]) -> Option<&'n str> {
        names.iter().filter_map(|name| fit(typed, name).map(|points| (points, *name))).max().map(|(_, name)| name)
    }

    #[test]
    fn beginnings_of_words_win_and_the_order_of_words_does_not_matter() {
        let names = ["Add a task", "Assign a task", "Take time off", "Change a task's name"];
        assert_eq!(best("asn", &names), Some("Assign a task"));
        assert_eq!(best("task add", &names), Some("Add a task"));
        assert_eq!(best("tto", &names), Some("Take time off"));
        assert_eq!(best("zebra", &names), None);
        assert_eq!(fit("assi", "Import a business file"), None, "scattered letters are no fit");
        assert_eq!(fit("  ", "Add"), None);
    }
}
