//! The lines of a backup, written and read, with their sum.

use std::fmt::Write as _;
use std::io::{BufRead, Read, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::fault::BackupFault;

/// The format of this program.
pub(super) const FORMAT: u64 = 1;
/// One row has at most this many bytes: comfortably above the largest text that is kept.
const LINE_BYTES_MAX: u64 = 256 << 20;

/// What a backup held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    pub tables: u64,
    pub rows: u64,
    /// Before compression.
    pub bytes: u64,
}

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    #[serde(rename = "righthand-backup")]
    pub(super) format: u64,
    /// When, by RFC 3339.
    pub(super) at: String,
    /// The version of the program.
    pub(super) program: String,
    /// Number and SHA-256 of each migration, in order.
    pub(super) migrations: Vec<(i64, String)>,
}

/// Before the rows of a table.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) table: String,
    pub(super) columns: Vec<String>,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct End {
    rows: u64,
    sha256: String,
}

/// Writes lines and counts them.
pub(super) struct Lines<'w> {
    out: &'w mut dyn Write,
    sum: Sha256,
    pub(super) summary: Summary,
}

impl<'w> Lines<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out, sum: Sha256::new(), summary: Summary::default() }
    }

    pub(super) fn say(&mut self, line: &impl Serialize) -> Result<(), BackupFault> {
        let text = serde_json::to_vec(line).map_err(|error| BackupFault::Write(error.into()))?;
        self.put(text)
    }

    /// A row, as the text of a JSON list.
    pub(super) fn row(&mut self, text: Vec<u8>) -> Result<(), BackupFault> {
        self.summary.rows += 1;
        self.put(text)
    }

    /// The last line; then the sum is told.
    pub(super) fn end(mut self) -> Result<Summary, BackupFault> {
        let end = End { rows: self.summary.rows, sha256: digits(&std::mem::take(&mut self.sum).finalize()) };
        self.say(&end)?;
        self.out.flush().map_err(BackupFault::Write)?;
        Ok(self.summary)
    }

    fn put(&mut self, mut line: Vec<u8>) -> Result<(), BackupFault> {
        line.push(b'\n');
        self.sum.update(&line);
        self.summary.bytes += line.len() as u64;
        self.out.write_all(&line).map_err(BackupFault::Write)
    }
}

/// A line after the first.
pub(super) enum Line {
    Table(Table),
    Row(Vec<Json>),
    /// All of it has been read, and the sum is right.
    End,
}

/// Reads lines and checks what they add up to.
pub(super) struct Reader<'r> {
    from: &'r mut dyn BufRead,
    sum: Sha256,
    line: u64,
    pub(super) summary: Summary,
}

impl<'r> Reader<'r> {
    /// Reads the first line.
    pub(super) fn open(from: &'r mut dyn BufRead) -> Result<(Self, Head), BackupFault> {
        let mut reader = Self { from, sum: Sha256::new(), line: 0, summary: Summary::default() };
        let text = reader.text()?;
        let head: Json = serde_json::from_slice(&text).map_err(|_| BackupFault::Foreign)?;
        let found = head.get("righthand-backup").and_then(Json::as_u64).ok_or(BackupFault::Foreign)?;
        if found > FORMAT {
            return Err(BackupFault::NewerFormat { found, known: FORMAT });
        }
        let head = serde_json::from_value(head).map_err(|error| reader.damaged(error.to_string()))?;
        reader.sum.update(&text);
        Ok((reader, head))
    }

    pub(super) fn next(&mut self) -> Result<Line, BackupFault> {
        let text = self.text()?;
        if text.is_empty() {
            return Err(self.damaged("it ends before its last line".into()));
        }
        let unreadable = |reader: &Self, error: serde_json::Error| reader.damaged(error.to_string());
        if text.first() == Some(&b'[') {
            let row = serde_json::from_slice(&text).map_err(|error| unreadable(self, error))?;
            self.sum.update(&text);
            self.summary.rows += 1;
            return Ok(Line::Row(row));
        }
        if let Ok(table) = serde_json::from_slice::<Table>(&text) {
            self.sum.update(&text);
            self.summary.tables += 1;
            return Ok(Line::Table(table));
        }
        let end: End = serde_json::from_slice(&text).map_err(|error| unreadable(self, error))?;
        let sum = digits(&std::mem::take(&mut self.sum).finalize());
        if (end.rows, &end.sha256) != (self.summary.rows, &sum) {
            return Err(self.damaged("its sum is not that of its lines".into()));
        }
        Ok(Line::End)
    }

    pub(super) fn damaged(&self, why: String) -> BackupFault {
        BackupFault::Damaged { line: self.line, why }
    }

    fn text(&mut self) -> Result<Vec<u8>, BackupFault> {
        self.line += 1;
        let mut text = Vec::new();
        let mut from = (&mut self.from).take(LINE_BYTES_MAX);
        from.read_until(b'\n', &mut text).map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData => {
                BackupFault::Damaged { line: self.line, why: error.to_string() }
            }
            _ => BackupFault::Read(error),
        })?;
        self.summary.bytes += text.len() as u64;
        Ok(text)
    }
}

fn digits(sum: &[u8]) -> String {
    sum.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
