//! A tree from lines: tabs or spaces, bullets, numbers, boxes to tick and headings say what is a part of what.

/// Lines that are taken at once: the largest project that is planned, twice over.
pub const LINES_MAX: usize = 5_000;
/// Characters of one line: a task's name.
pub const LINE_CHARS_MAX: usize = 300;
/// Columns that a tab is wide.
const TAB: usize = 4;
/// What stands before a line of a list, beside numbers.
const BULLETS: [&str; 12] = ["-", "*", "+", "•", "‣", "▪", "◦", "●", "○", "–", "—", "·"];

/// A line without what stood before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'t> {
    /// How many lines it is a part of.
    pub depth: usize,
    pub text: &'t str,
    /// Its box was ticked.
    pub ticked: bool,
    /// In the text, counted from 1.
    pub number: usize,
}

/// The lines of a text with their depths, or why it is none to be taken: nothing of it is.
pub fn read(text: &str) -> Result<Vec<Line<'_>>, String> {
    let written = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let count = written.clone().count();
    if count > LINES_MAX {
        return Err(format!("these are {count} lines; at most {LINES_MAX} are taken at once. Paste them in parts"));
    }
    let mut lines = Vec::with_capacity(count);
    // Columns of the lines that this one may be a part of.
    let mut above: Vec<usize> = Vec::new();
    let mut heading: Option<usize> = None;
    let mut first_heading = None;
    for (number, line) in written {
        let (column, rest) = indent(line);
        if let Some((level, title)) = title(rest).filter(|_| column == 0) {
            let first = *first_heading.get_or_insert(level);
            let most = heading.map_or(0, |depth| depth + 1);
            let depth = level.saturating_sub(first).min(most);
            heading = Some(depth);
            above.clear();
            push(&mut lines, Line { depth, text: title, ticked: false, number })?;
            continue;
        }
        while above.last().is_some_and(|last| *last >= column) {
            above.pop();
        }
        let depth = above.len() + heading.map_or(0, |depth| depth + 1);
        above.push(column);
        let (ticked, text) = unmarked(rest);
        push(&mut lines, Line { depth, text, ticked, number })?;
    }
    Ok(lines)
}

fn push<'t>(lines: &mut Vec<Line<'t>>, line: Line<'t>) -> Result<(), String> {
    if line.text.is_empty() {
        return Ok(());
    }
    if line.text.chars().count() > LINE_CHARS_MAX {
        return Err(format!(
            "line {} has more than {LINE_CHARS_MAX} characters: make it a task with notes",
            line.number
        ));
    }
    lines.push(line);
    Ok(())
}

/// The column at which a line begins, and what it says from there.
fn indent(line: &str) -> (usize, &str) {
    let mut column = 0;
    for (at, letter) in line.char_indices() {
        match letter {
            '\t' => column = (column / TAB + 1) * TAB,
            letter if letter.is_whitespace() => column += 1,
            _ => return (column, line.get(at..).unwrap_or_default().trim_end()),
        }
    }
    (column, "")
}

/// "## Preparation": its level and words.
fn title(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    (1..=6).contains(&level).then_some(())?;
    Some((level, words.strip_prefix(' ')?.trim()))
}

/// The words of a line without bullet, number and box, and whether the box was ticked.
fn unmarked(line: &str) -> (bool, &str) {
    let bare = BULLETS
        .iter()
        .find_map(|bullet| line.strip_prefix(bullet)?.strip_prefix([' ', '\t', '\u{a0}']))
        .or_else(|| numbered(line))
        .unwrap_or(line)
        .trim_start();
    for (mark, ticked) in
        [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true), ("☐", false), ("☑", true), ("☒", true)]
    {
        if let Some(rest) = bare.strip_prefix(mark) {
            return (ticked, rest.trim_start());
        }
    }
    (false, bare)
}

/// What follows "3.", "3)", "2.1", "a)".
fn numbered(line: &str) -> Option<&str> {
    let (mark, rest) = line.split_once([' ', '\t'])?;
    let bare = mark.strip_suffix(['.', ')']).unwrap_or(mark);
    let parts: Vec<&str> = bare.split('.').collect();
    let digits = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = parts.iter().all(digits) && (parts.len() > 1 || bare.len() < mark.len());
    let letter = bare.len() == 1 && mark.ends_with(')') && bare.bytes().all(|byte| byte.is_ascii_lowercase());
    (number || letter).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(usize, &str)> {
        read(text).unwrap().into_iter().map(|line| (line.depth, line.text)).collect()
    }

    #[test]
    fn indented_bulleted_and_numbered_lists_are_the_same_tree() {
        let tree = vec![(0, "Record"), (1, "Book the studio"), (2, "Ask Noor"), (1, "Test the sound"), (0, "Publish")];
        assert_eq!(told("Record\n\tBook the studio\n\t\tAsk Noor\n\tTest the sound\nPublish\n"), tree);
        assert_eq!(told("- Record\n  - Book the studio\n     * Ask Noor\n  • Test the sound\n\n- Publish"), tree);
        assert_eq!(told("1. Record\n   a) Book the studio\n      - Ask Noor\n   b) Test the sound\n2) Publish"), tree);
    }

    #[test]
    fn headings_hold_what_follows_them() {
        let text = "# Plan\nAsk\n- Draft\n  - Read\n## Later\n- Print\n# Do\nCut";
        let tree =
            [(0, "Plan"), (1, "Ask"), (1, "Draft"), (2, "Read"), (1, "Later"), (2, "Print"), (0, "Do"), (1, "Cut")];
        assert_eq!(told(text), tree);
    }

    #[test]
    fn a_line_less_indented_than_its_siblings_belongs_to_what_is_above_both() {
        assert_eq!(told("a\n      b\n   c\n d\ne"), [(0, "a"), (1, "b"), (1, "c"), (1, "d"), (0, "e")]);
    }

    #[test]
    fn boxes_are_read_and_what_only_looks_like_a_mark_stays() {
        let lines = read("- [x] Book\n- [ ] Pay\n3 cups\n-5 degrees\n2026 report").unwrap();
        let told: Vec<(bool, &str)> = lines.iter().map(|line| (line.ticked, line.text)).collect();
        assert_eq!(
            told,
            [(true, "Book"), (false, "Pay"), (false, "3 cups"), (false, "-5 degrees"), (false, "2026 report")]
        );
    }

    #[test]
    fn five_thousand_lines_are_a_tree_and_one_more_is_refused_with_what_to_do() {
        let text = "- a\n".repeat(LINES_MAX);
        assert_eq!(read(&text).unwrap().len(), LINES_MAX);
        let why = read(&format!("{text}- b\n")).unwrap_err();
        assert!(why.contains("5001 lines") && why.contains("in parts"), "{why}");
        let why = read(&format!("a\n{}", "b".repeat(LINE_CHARS_MAX + 1))).unwrap_err();
        assert!(why.starts_with("line 2 "), "{why}");
    }
}
