//! What one cell can hold more of: lists of names, links, things to tick, comments.

use serde_json::Value;

/// Things that are read of one cell.
pub(super) const IN_A_CELL_MAX: usize = 2_000;

/// The names of a list: `a, b`, `[a,b]`, `["a","b"]`, one a line, or links as Notion writes them, `A (a.md), B (b.md)`.
pub(super) fn names(cell: &str) -> Vec<String> {
    let cell = cell.trim();
    if let Some(named) = linked(cell) {
        return named;
    }
    let found = match serde_json::from_str::<Vec<Value>>(cell) {
        Ok(values) if cell.starts_with('[') => values.iter().filter_map(word).collect(),
        _ => {
            let inner = cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(cell);
            inner.split([',', ';', '\n', '\r']).map(str::to_owned).collect::<Vec<_>>()
        }
    };
    let mut names: Vec<String> = Vec::new();
    for name in found.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if names.len() < IN_A_CELL_MAX && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The names of links to other pages; `None` where the cell holds none.
fn linked(cell: &str) -> Option<Vec<String>> {
    if !(cell.contains(".md)") || cell.contains("(https://") || cell.contains("(http://")) {
        return None;
    }
    let (mut names, mut rest) = (Vec::new(), cell);
    while !rest.trim().is_empty() && names.len() < IN_A_CELL_MAX {
        let Some(open) = rest.find(" (") else {
            names.push(rest.trim().trim_start_matches([',', ' ']).to_owned());
            break;
        };
        let (name, target) = rest.split_at(open);
        let is_link = |target: &str| target.starts_with("http") || target.ends_with(".md");
        // A bracket in a name, "Plan (draft) (plan.md)", is none of a link.
        let mut close = None;
        for (at, _) in target.match_indices(')') {
            let last = target.get(..at)?.rfind(" (").unwrap_or(0);
            if target.get(last + 2..at).is_some_and(is_link) {
                close = Some((last, at));
                break;
            }
        }
        let Some((last, close)) = close else {
            names.push(rest.trim().trim_start_matches([',', ' ']).to_owned());
            break;
        };
        let name = format!("{name}{}", target.get(..last).unwrap_or_default());
        names.push(name.trim_start_matches([',', ' ']).trim().to_owned());
        rest = target.get(close + 1..).unwrap_or_default();
    }
    Some(names.into_iter().filter(|name| !name.is_empty()).collect())
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => ["name", "title", "username", "text", "email"]
            .iter()
            .find_map(|key| fields.get(*key)?.as_str().map(str::to_owned)),
        _ => None,
    }
}

/// A list of things to tick, and which are ticked.
pub(super) struct Ticks {
    pub(super) name: String,
    pub(super) items: Vec<(String, bool)>,
}

/// The checklists of a cell: `{"Steps":["One","Two"]}`, else one list of the names in it, `[x] One` where ticked.
pub(super) fn checklists(cell: &str, column: &str) -> Vec<Ticks> {
    let items = |values: &[Value]| values.iter().filter_map(word).take(IN_A_CELL_MAX).map(ticked).collect();
    match serde_json::from_str::<Value>(cell.trim()) {
        Ok(Value::Object(lists)) => lists
            .iter()
            .map(|(name, list)| Ticks {
                name: name.clone(),
                items: match list {
                    Value::Array(values) => items(values),
                    other => word(other).into_iter().map(ticked).collect(),
                },
            })
            .collect(),
        _ => {
            let named: Vec<String> = if cell.contains('\n') && linked(cell).is_none() {
                cell.lines()
                    .map(|line| line.trim().to_owned())
                    .filter(|line| !line.is_empty())
                    .take(IN_A_CELL_MAX)
                    .collect()
            } else {
                names(cell)
            };
            let items: Vec<_> = named.into_iter().map(ticked).collect();
            if items.is_empty() { vec![] } else { vec![Ticks { name: column.to_owned(), items }] }
        }
    }
}

fn ticked(item: String) -> (String, bool) {
    let bare = item.trim_start_matches(['-', '*', ' ']);
    for (mark, done) in [("[x]", true), ("[X]", true), ("[ ]", false), ("☑", true), ("☐", false)] {
        if let Some(rest) = bare.strip_prefix(mark) {
            return (rest.trim().to_owned(), done);
        }
    }
    (item, false)
}

/// What somebody said.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) by: Option<String>,
    pub(super) at: Option<String>,
    pub(super) text: String,
}

/// The comments of a cell: a JSON list of objects or texts, else the whole of it.
pub(super) fn comments(cell: &str) -> Vec<Words> {
    let Ok(Value::Array(values)) = serde_json::from_str::<Value>(cell.trim()) else {
        return vec![Words { text: cell.trim().to_owned(), ..Words::default() }];
    };
    let said = |value: &Value| match value {
        Value::Object(fields) => {
            let text = |keys: &[&str]| keys.iter().find_map(|key| fields.get(*key).and_then(word));
            Words {
                by: text(&["by", "user", "author", "username", "email", "assigned_by"]),
                at: text(&["date", "at", "created", "date_created", "created_at"]),
                text: text(&["text", "comment", "comment_text", "body"]).unwrap_or_default(),
            }
        }
        other => Words { text: word(other).unwrap_or_default(), ..Words::default() },
    };
    values.iter().take(IN_A_CELL_MAX).map(said).collect()
}

/// The links of a cell, name and address.
pub(super) fn links(cell: &str) -> Vec<(String, String)> {
    if let Ok(Value::Array(values)) = serde_json::from_str::<Value>(cell.trim()) {
        let link = |value: &Value| match value {
            Value::Object(fields) => {
                let url = fields.get("url").and_then(word).unwrap_or_default();
                (fields.get("title").or(fields.get("name")).and_then(word).unwrap_or_else(|| url.clone()), url)
            }
            other => (word(other).unwrap_or_default(), word(other).unwrap_or_default()),
        };
        return values.iter().take(IN_A_CELL_MAX).map(link).collect();
    }
    let inner = cell.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(cell);
    // A comma within an address is rarely followed by a blank; between addresses it always is, or the next one begins.
    let parts = inner.split([' ', '\n', '\r', ';']).flat_map(|part| {
        part.split(",http")
            .enumerate()
            .map(|(at, part)| if at == 0 { part.to_owned() } else { format!("http{part}") })
            .collect::<Vec<_>>()
    });
    parts
        .map(|part| part.trim_matches([',', ' ']).to_owned())
        .filter(|part| !part.is_empty())
        .take(IN_A_CELL_MAX)
        .map(|url| (url.clone(), url))
        .collect()
}

/// Yes, in the words of exports; `None` where it is neither yes nor no.
pub(super) fn yes(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "yes" | "true" | "1" | "x" | "y" | "done" | "complete" | "completed" | "checked" | "v" | "✓" | "✔" | "☑"
        | "archived" => Some(true),
        "" | "no" | "false" | "0" | "n" | "open" | "incomplete" | "unchecked" | "☐" => Some(false),
        _ => None,
    }
}

/// A status that means done, in the words that tools begin with.
pub(super) fn means_done(status: &str) -> bool {
    const DONE: [&str; 9] =
        ["done", "complete", "completed", "closed", "resolved", "finished", "shipped", "published", "erledigt"];
    let bare: String = status.chars().filter(|c| c.is_alphabetic() || *c == ' ').collect();
    DONE.contains(&bare.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_the_tools_write_them() {
        for (cell, means) in [
            ("a, b", vec!["a", "b"]),
            ("[a,b]", vec!["a", "b"]),
            (r#"["a, b","c"]"#, vec!["a, b", "c"]),
            ("Plan (draft) (Tasks%20x/Plan%20draft.md), Edit (e.md)", vec!["Plan (draft)", "Edit"]),
            ("Say it, loudly (https://www.notion.so/Say-1?pvs=21)", vec!["Say it, loudly"]),
            ("Edit (e.md), loose", vec!["Edit", "loose"]),
            ("[]", vec![]),
            ("a, a", vec!["a"]),
        ] {
            assert_eq!(names(cell), means, "{cell}");
        }
    }

    #[test]
    fn links_checklists_and_comments_are_read_as_the_tools_write_them() {
        assert_eq!(links("https://a.example/1, https://a.example/2").len(), 2);
        assert_eq!(
            links(r#"[{"title":"Cover","url":"https://a.example/c.png"}]"#),
            [("Cover".into(), "https://a.example/c.png".into())]
        );
        let lists = checklists(r#"{"Before":["[x] Levels","Fade"]}"#, "Checklists");
        assert_eq!(
            (lists[0].name.as_str(), &lists[0].items),
            ("Before", &vec![("Levels".to_owned(), true), ("Fade".to_owned(), false)])
        );
        let said = comments(r#"[{"text":"Louder?","by":"Halima Strand","date":"1764000000000"}]"#);
        assert_eq!((said[0].text.as_str(), said[0].by.as_deref()), ("Louder?", Some("Halima Strand")));
        assert_eq!(comments("just words")[0].text, "just words");
    }
}
