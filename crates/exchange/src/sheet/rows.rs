//! The rows of a sheet one after the other, each with a cell for every column, whatever is around them.

use csv::{Reader, ReaderBuilder, StringRecord};

use super::Sheet;
use super::encoding::unreadable;
use crate::parcel::{TEXT_CHARS_MAX, Unreadable};

/// A reader of rows that takes them as they come.
pub(super) fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes())
}

pub(super) fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|cell| cell.trim().is_empty())
}

/// Whether a quotation mark that begins a cell of the last row has no end.
pub(super) fn is_open(row: &str, delimiter: u8) -> bool {
    let (mut quoted, mut begins) = (false, true);
    for byte in row.bytes() {
        // Two in a row inside are one that is meant: they close and open again.
        let turns = byte == b'"' && (quoted || begins);
        quoted ^= turns;
        begins = turns || byte == delimiter || byte == b'\n' || byte == b'\r';
    }
    quoted
}

fn width(record: &StringRecord) -> usize {
    record.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).map(|(at, _)| at + 1).last().unwrap_or(0)
}

/// One row that holds something.
pub(super) struct Row<'r> {
    pub(super) line: u64,
    /// Cells up to the last that says something, with or without a name.
    pub(super) width: usize,
    /// It is a part of the last row that is none.
    pub(super) is_part: bool,
    /// The title of the group that it is in.
    pub(super) group: Option<&'r str>,
    record: &'r StringRecord,
    /// Where the cells of a part stand, by column; empty for other rows.
    places: &'r [Option<usize>],
}

impl Row<'_> {
    /// What it says in a column; nothing where it is too short.
    pub(super) fn cell(&self, column: usize) -> &str {
        let at = if self.is_part { self.places.get(column).copied().flatten() } else { Some(column) };
        at.and_then(|at| self.record.get(at)).unwrap_or_default().trim()
    }
}

/// Walks over the rows of a sheet.
pub(super) struct Rows<'s> {
    sheet: &'s Sheet,
    reader: Reader<&'s [u8]>,
    record: StringRecord,
    /// A row with one cell, which is the title of a group if a row of names follows.
    waiting: Option<StringRecord>,
    group: Option<String>,
    /// Below a row of names of parts.
    parts: Option<Vec<Option<usize>>>,
    held: Option<StringRecord>,
    /// Names of columns that only parts have.
    pub(super) more_names: Vec<String>,
    /// Rows without a name that sum up a group.
    pub(super) sums: usize,
    pub(super) last_byte: usize,
}

impl<'s> Rows<'s> {
    pub(super) fn of(sheet: &'s Sheet) -> Self {
        let text = sheet.text.get(sheet.begin.0..).unwrap_or_default();
        Self {
            sheet,
            reader: reader(text, sheet.delimiter),
            record: StringRecord::new(),
            waiting: None,
            group: if sheet.preset.grouped { sheet.group.clone() } else { None },
            parts: None,
            held: None,
            more_names: Vec::new(),
            sums: 0,
            last_byte: sheet.begin.0,
        }
    }

    /// The next row that holds something.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, Unreadable> {
        loop {
            if !self.read()? {
                // A lone cell at the very end is an item, as no names follow it.
                match self.waiting.take() {
                    Some(record) => self.record = record,
                    None => return Ok(None),
                }
                break;
            }
            if is_blank(&self.record) {
                continue;
            }
            if self.is_header() {
                if let Some(title) = self.waiting.take() {
                    self.group = title.iter().find(|cell| !cell.trim().is_empty()).map(|cell| cell.trim().to_owned());
                }
                self.parts = None;
                continue;
            }
            if !self.sheet.preset.grouped {
                break;
            }
            if let Some(lone) = self.waiting.take() {
                // No names follow: it was an item with nothing but a name.
                self.held = Some(std::mem::replace(&mut self.record, lone));
                break;
            }
            if self.begins_parts() {
                continue;
            }
            let first = self.record.get(0).unwrap_or_default().trim().is_empty();
            if first && self.parts.is_none() {
                self.sums += 1;
                continue;
            }
            if !first && self.record.iter().filter(|cell| !cell.trim().is_empty()).count() == 1 {
                self.waiting = Some(std::mem::take(&mut self.record));
                continue;
            }
            break;
        }
        let first = self.record.get(0).unwrap_or_default().trim().is_empty();
        if !first {
            self.parts = None;
        }
        let line = self.record.position().map_or(0, csv::Position::line) + self.sheet.begin.1 - 1;
        Ok(Some(Row {
            line,
            width: if self.parts.is_some() { 0 } else { width(&self.record) },
            is_part: self.parts.is_some(),
            group: self.group.as_deref(),
            record: &self.record,
            places: self.parts.as_deref().unwrap_or_default(),
        }))
    }

    fn read(&mut self) -> Result<bool, Unreadable> {
        if let Some(held) = self.held.take() {
            self.record = held;
            return Ok(true);
        }
        let more = self.reader.read_record(&mut self.record).map_err(|error| unreadable(error.to_string()))?;
        if more {
            let at = self.record.position().map_or(0, csv::Position::byte);
            self.last_byte = self.sheet.begin.0 + usize::try_from(at).unwrap_or(0);
            self.bound()?;
        }
        Ok(more)
    }

    /// A cell beyond what is kept of a text is most often a quotation mark that was never closed.
    fn bound(&self) -> Result<(), Unreadable> {
        // Counting characters is only needed where bytes could be too many.
        let Some(long) = self.record.iter().find(|cell| cell.len() > TEXT_CHARS_MAX) else { return Ok(()) };
        let count = long.chars().count();
        if count <= TEXT_CHARS_MAX {
            return Ok(());
        }
        let line = self.record.position().map_or(0, csv::Position::line) + self.sheet.begin.1 - 1;
        Err(unreadable(format!(
            "line {line}: a cell has {count} characters; Righthand reads up to {TEXT_CHARS_MAX}. \
             A quotation mark that is not closed makes one cell of many"
        )))
    }

    fn is_header(&self) -> bool {
        let names = &self.sheet.header_cells;
        names.iter().zip(self.record.iter()).all(|(name, cell)| name == cell.trim())
            && self.record.len() >= names.len().min(2)
            && self.record.iter().skip(names.len()).all(|cell| cell.trim().is_empty())
            && names.iter().skip(self.record.len()).all(String::is_empty)
    }

    /// `Subitems,Name,Owner,Status`: the names of the parts that follow.
    fn begins_parts(&mut self) -> bool {
        let is = |at: usize, name: &str| self.record.get(at).is_some_and(|cell| cell.trim().eq_ignore_ascii_case(name));
        if !(is(0, "subitems") && is(1, "name")) {
            return false;
        }
        let names: Vec<String> = self.record.iter().map(|cell| cell.trim().to_owned()).collect();
        let mut places: Vec<Option<usize>> = Vec::new();
        let known: Vec<String> = self.sheet.header.iter().chain(&self.more_names).cloned().collect();
        for column in &known {
            places.push(names.iter().skip(1).position(|name| name == column).map(|at| at + 1));
        }
        for (at, name) in names.iter().enumerate().skip(1) {
            if !name.is_empty() && !known.contains(name) {
                self.more_names.push(name.clone());
                places.push(Some(at));
            }
        }
        self.parts = Some(places);
        true
    }
}
