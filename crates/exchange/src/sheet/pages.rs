//! Pages beside a table: each row of a Notion database is a page, whose text is in no column.

/// Bytes of the pages of one archive that are held while its rows are read.
pub(super) const PAGES_BYTES_MAX: usize = 20 * 1024 * 1024;

/// A page of an archive.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) path: String,
    /// By which its row is known.
    pub(super) title: String,
    /// What stands below the title.
    text: String,
}

impl Page {
    /// The page of these bytes; `None` where they are no text that begins with its title.
    pub(super) fn of(path: &str, bytes: Vec<u8>) -> Option<Self> {
        let text = String::from_utf8(bytes).ok()?;
        let (title, text) = text.trim_start_matches('\u{feff}').trim_start().split_once('\n').unwrap_or((&text, ""));
        let title = title.trim_start_matches('\u{feff}').strip_prefix("# ")?.trim();
        Some(Self { path: path.to_owned(), title: title.to_owned(), text: text.to_owned() })
    }

    /// What is written on it, without the lines that say again what stands in the columns.
    pub(super) fn body(&self, columns: &[String]) -> &str {
        let mut rest = self.text.trim_start();
        while let Some((name, _)) = rest.lines().next().and_then(|line| line.split_once(": ")) {
            if !columns.iter().any(|column| column.eq_ignore_ascii_case(name.trim())) {
                break;
            }
            rest = rest.split_once('\n').map_or("", |(_, below)| below);
        }
        rest.trim()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_page_is_what_no_column_says() {
        let columns = ["Name".to_owned(), "Status".to_owned(), "Assign".to_owned()];
        let body = |text: &str| Page::of("a.md", text.into()).map(|page| page.body(&columns).to_owned());
        assert_eq!(
            body("# Edit\n\nStatus: Doing\nAssign: Halima\n\nAsk: why?\n\nCut it.\n").unwrap(),
            "Ask: why?\n\nCut it."
        );
        assert_eq!(body("\u{feff}# Edit\r\n\r\nStatus: Doing\r\n").unwrap(), "");
        assert_eq!(body("# Edit").unwrap(), "");
        assert_eq!(body("no title"), None);
        assert!(Page::of("a.md", vec![b'#', b' ', 0xff]).is_none());
    }
}
