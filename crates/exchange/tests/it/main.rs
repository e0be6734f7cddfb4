//! How much memory hostile files can take. One test in a program of its own, so that nothing else is counted.

use std::io::Read;

use jiff::Timestamp;
use righthand_exchange::{business_file, importers::importer};

/// Bytes that the whole process may have held at its peak: what the issue allows a program that imports.
const PEAK_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Bytes of a hostile file.
const HOSTILE_BYTES: usize = 220_000_000;

/// A file that is never in memory: a beginning, then a piece again and again, up to its size.
struct Endless {
    begin: Vec<u8>,
    piece: Vec<u8>,
    at: usize,
}

impl Endless {
    fn new(begin: &str, piece: &str) -> Self {
        // A long piece, so that making it costs nothing beside reading it.
        let piece = piece.repeat(1 + 65_536 / piece.len());
        Self { begin: begin.into(), piece: piece.into(), at: 0 }
    }
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let from = if self.at < self.begin.len() {
            &self.begin[self.at..]
        } else {
            &self.piece[(self.at - self.begin.len()) % self.piece.len()..]
        };
        let count = from.len().min(into.len()).min(HOSTILE_BYTES.saturating_sub(self.at));
        into[..count].copy_from_slice(&from[..count]);
        self.at += count;
        Ok(count)
    }
}

/// The most memory that this process ever held, by Linux's account.
fn peak_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}

#[test]
fn no_file_makes_reading_take_more_than_256_megabytes() {
    if peak_bytes().is_none() {
        println!("NOT RUN: this system does not tell how much memory a process took");
        return;
    }
    let long = "d".repeat(15_000);
    let board = "{\"lists\":[],\"cards\":[";
    for (what, begin, piece) in [
        ("one name", "{\"lists\":[],\"cards\":[{\"name\":\"".to_owned(), "n".to_owned()),
        ("one unknown text", "{\"x\":\"".into(), "n".into()),
        ("one field name", "{\"".into(), "n".into()),
        ("nothing but space", "{".into(), " ".into()),
        ("open lists", board.into(), "[".into()),
        ("empty cards", board.into(), "{},".into()),
        ("long cards", board.into(), format!("{{\"desc\":\"{long}\"}},")),
        ("long names", board.into(), format!("{{\"name\":\"{long}\"}},")),
        ("one card of attachments", "{\"cards\":[{\"attachments\":[".into(), "{},".into()),
        ("cards of checklists", board.into(), format!("{{\"checklists\":[{}{{}}]}},", "{},".repeat(1_000))),
        ("empty check items", "{\"checklists\":[".into(), format!("{{\"checkItems\":[{}{{}}]}},", "{},".repeat(1_900))),
        ("comments", "{\"actions\":[".into(), "{\"type\":\"commentCard\",\"data\":{\"text\":\"hello\"}},".into()),
        (
            "long comments",
            "{\"actions\":[".into(),
            format!("{{\"type\":\"commentCard\",\"data\":{{\"text\":\"{long}\"}}}},"),
        ),
        (
            "other actions",
            "{\"actions\":[".into(),
            format!("{{\"type\":\"updateCard\",\"data\":{{\"old\":\"{long}\"}}}},"),
        ),
        (
            "whole comments",
            "{\"lists\":[],\"cards\":[],\"actions\":[".into(),
            "{\"type\":\"commentCard\",\"data\":{}},".into(),
        ),
    ] {
        let error = importer("trello").unwrap().read_alone(&mut Endless::new(&begin, &piece)).unwrap_err();
        println!("{what}: {error} (peak {} MB)", peak_bytes().unwrap() >> 20);
        assert!(peak_bytes().unwrap() < PEAK_BYTES_MAX, "{what}: {}", peak_bytes().unwrap());
    }
    for (what, begin, piece) in [
        ("one text", "{\"at\":\"", "n"),
        ("numbers", "[", "0,"),
        ("lists", "[", "[],"),
        ("people", "{\"people\":[", "{},"),
        ("tasks", "{\"projects\":[{\"tasks\":[", "{\"key\":\"a\",\"name\":\"b\"},"),
    ] {
        let clock = Timestamp::UNIX_EPOCH;
        let faults = business_file::read_from(Endless::new(begin, piece), None, clock).unwrap().unwrap_err();
        println!("{what}: {} (peak {} MB)", faults[0], peak_bytes().unwrap() >> 20);
        // And one that is just short enough to be read as a whole.
        let text = format!("{begin}{}", piece.repeat(business_file::VALUES_MAX / 3 - 10));
        let whole = format!("{}{}", text.trim_end_matches(','), if begin == "[" { "]" } else { "]}" });
        drop(business_file::read(whole.as_bytes(), None, clock));
        assert!(peak_bytes().unwrap() < PEAK_BYTES_MAX, "{what}: {}", peak_bytes().unwrap());
    }
}

/// The largest boards that are read at all stay within the bound too.
#[test]
fn the_largest_boards_are_read_within_the_same_memory() {
    let Some(_) = peak_bytes() else { return };
    let items: String = (0..1_000).map(|n| format!("{{\"name\":\"step {n}\"}},")).collect();
    let lists = format!("{{\"idCard\":\"c\",\"checkItems\":[{}]}},", items.trim_end_matches(','));
    let mut file =
        format!("{{\"lists\":[],\"cards\":[{{\"id\":\"c\",\"name\":\"c\"}}],\"checklists\":[{}", lists.repeat(160));
    file.truncate(file.len() - 1);
    file.push_str("]}");
    let parcel = importer("trello").unwrap().read_alone(&mut file.as_bytes()).unwrap();
    assert_eq!(parcel.cards[0].checklists.len(), 160);
    assert!(peak_bytes().unwrap() < PEAK_BYTES_MAX, "{}", peak_bytes().unwrap());
}

/// Tables without an end, of one line, of quotation marks, of nothing at all, and the largest that are read.
#[test]
fn tables_cannot_take_more_memory_than_boards() {
    let Some(_) = peak_bytes() else { return };
    for (what, begin, piece) in [
        ("rows", "Task,Notes\n", "a,b\n"),
        ("one line", "Task,Notes\n", "a"),
        ("one row of cells", "Task,Notes\n", "a,"),
        ("a quotation mark that never closes", "Task,Notes\na,\"", "b\n"),
        ("quotation marks", "Task\n", "\""),
        ("nothings", "", "\0"),
        ("line breaks", "Task\n", "\n"),
    ] {
        for kind in ["csv", "asana", "clickup", "monday", "notion"] {
            let error = importer(kind).unwrap().read_alone(&mut Endless::new(begin, piece)).unwrap_err();
            assert!(peak_bytes().unwrap() < PEAK_BYTES_MAX, "{what}, {kind}: {} ({error})", peak_bytes().unwrap());
        }
        // And as much of it as is read at all.
        let mut most = Endless::new(begin, piece).take(39 * 1024 * 1024);
        drop(importer("csv").unwrap().read_alone(&mut most));
        assert!(peak_bytes().unwrap() < PEAK_BYTES_MAX, "{what}: {}", peak_bytes().unwrap());
    }
    let row = format!("Edit,Halima Strand,2026-12-01,2h,\"audio, first\",{}\n", "words ".repeat(20));
    let text = format!("Task,Assignee,Due,Estimate,Tags,Notes\n{}", row.repeat(190_000));
    let parcel = importer("csv").unwrap().read_alone(&mut text.as_bytes()).unwrap();
    assert_eq!(parcel.cards.len(), 190_000);
    println!("190,000 rows: peak {} MB", peak_bytes().unwrap() >> 20);
}
