//! Sheets: tables as text (CSV), of whatever letters, delimiter and habits, and what their columns are here.
//!
//! A sheet is opened once; then its columns are mapped to fields ([`Sheet::mapping`]), and its rows become a parcel
//! ([`Sheet::parcel`]). Tools differ in the names of their columns, which is what a [`Preset`] says.

mod archive;
mod cells;
mod columns;
mod dates;
mod efforts;
mod encoding;
mod field;
mod mapping;
mod pack;
mod pages;
mod people;
mod preview;
mod rows;

use std::io::Read;

use csv::StringRecord;

pub use self::dates::DayOrder;
pub use self::efforts::Unit;
pub use self::field::{Field, Reading};
pub use self::mapping::Mapping;
pub use self::preview::{ColumnSeen, Preview};

use self::encoding::unreadable;
use self::rows::{Rows, is_blank};
use crate::parcel::Unreadable;

/// Rows of a table.
pub const ROWS_MAX: usize = 200_000;
/// Columns of a table.
pub const COLUMNS_MAX: usize = 400;
/// Rows in which the names of the columns are looked for: some exports have a title and blank rows above them.
const HEADER_ROWS_MAX: usize = 25;
/// Bytes of one of those rows.
const HEADER_BYTES_MAX: usize = 1024 * 1024;
/// Separators in one line, those within quotation marks counted: each cell costs many times its bytes where it is read.
const SEPARATORS_MAX: usize = 20_000;
/// Bytes by which the delimiter is judged.
const JUDGED_BYTES: usize = 64 * 1024;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What is known of the tables of one tool.
#[derive(Debug)]
pub(crate) struct Preset {
    /// As a sentence names the tool; empty for tables of anybody.
    pub(crate) tool: &'static str,
    /// Column names in lower case and what they are. Others are judged by what such names usually mean.
    pub(crate) known: &'static [(&'static str, Reading)],
    /// Items in groups, each with its title and its own row of names, as monday writes them.
    pub(crate) grouped: bool,
    /// Cells that say nothing.
    pub(crate) nothing: &'static [&'static str],
}

/// A table that has been opened: it has columns with names, and rows.
#[derive(Debug)]
pub struct Sheet {
    text: String,
    encoding: &'static str,
    /// The archive that it came in, without the table itself.
    packed: Option<archive::Unpacked>,
    delimiter: u8,
    preset: &'static Preset,
    /// The first words above the names of the columns.
    title: Option<String>,
    /// The title of the first group, where the table is in groups.
    group: Option<String>,
    /// The names of the columns, each another.
    header: Vec<String>,
    /// Cells of the row of names, as that row repeats where there are groups.
    header_cells: Vec<String>,
    /// Byte and line at which the rows begin.
    begin: (usize, u64),
    rows: usize,
    /// Some rows are parts of the one before them.
    has_parts: bool,
}

/// A row that may be the one of names.
struct Header {
    /// How many of its cells name what is known.
    known: usize,
    /// How many names it has, where it can be a row of names at all.
    names: usize,
    /// Which row it is, counted from 0.
    at: usize,
    cells: Vec<String>,
    /// Byte and line at which it ends.
    begin: (usize, u64),
}

impl Sheet {
    /// Reads a table to its end.
    pub(crate) fn open(input: &mut dyn Read, preset: &'static Preset) -> Result<Self, Unreadable> {
        let mut begin = Vec::new();
        let looked = input.take(archive::MARK.len() as u64).read_to_end(&mut begin);
        looked.map_err(|error| unreadable(format!("the file cannot be read: {error}")))?;
        let mut input = begin.as_slice().chain(input);
        let (text, encoding, packed) = if begin == archive::MARK {
            let mut packed = archive::unpack(&mut input)?;
            let (text, encoding) = encoding::text(&mut std::mem::take(&mut packed.bytes).as_slice())?;
            (text, encoding, Some(packed))
        } else {
            let (text, encoding) = encoding::text(&mut input)?;
            (text, encoding, None)
        };
        let delimiter = delimiter(&text);
        let mut sheet = Self {
            text,
            encoding,
            packed,
            delimiter,
            preset,
            title: None,
            group: None,
            header: Vec::new(),
            header_cells: Vec::new(),
            begin: (0, 1),
            rows: 0,
            has_parts: false,
        };
        sheet.look_at_lines()?;
        sheet.find_header()?;
        sheet.survey()?;
        Ok(sheet)
    }

    /// The names of the columns, each another.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// How many rows there are below the names of the columns.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Refuses a line that is no row of a table before its cells are taken apart.
    fn look_at_lines(&self) -> Result<(), Unreadable> {
        let separators = |line: &[u8]| line.iter().filter(|byte| **byte == self.delimiter).count();
        let mut lines = self.text.as_bytes().split(|byte| *byte == b'\n').map(separators);
        match lines.position(|count| count > SEPARATORS_MAX) {
            None => Ok(()),
            Some(at) => Err(unreadable(format!(
                "line {} has more than {SEPARATORS_MAX} cells; Righthand reads up to {COLUMNS_MAX} columns",
                at + 1
            ))),
        }
    }

    /// The row of names is the one that names most of what is known; else the first that is not blank. Below a row of names
    /// only a wider one can be another: a row of data may well hold a word such as “owner”.
    fn find_header(&mut self) -> Result<(), Unreadable> {
        let mut reader = rows::reader(&self.text, self.delimiter);
        let mut record = StringRecord::new();
        let mut best: Option<Header> = None;
        let mut above: Vec<Vec<String>> = Vec::new();
        for at in 0..HEADER_ROWS_MAX {
            if !reader.read_record(&mut record).map_err(|error| unreadable(error.to_string()))? {
                break;
            }
            if record.as_slice().len() > HEADER_BYTES_MAX {
                return Err(unreadable(format!(
                    "row {} is longer than {} KB before any row names the columns; perhaps a quotation mark is never closed",
                    at + 1,
                    HEADER_BYTES_MAX / 1024
                )));
            }
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            let known = if is_blank(&record) { 0 } else { columns::known(&cells, self.preset) };
            let end = reader.position();
            let begin = (usize::try_from(end.byte()).unwrap_or(usize::MAX), end.line());
            let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
            let better = |best: &Header| known > best.known && (best.names == 0 || filled > best.names);
            if !is_blank(&record) && best.as_ref().is_none_or(better) {
                best = Some(Header { known, names: columns::names(&cells), at, cells: cells.clone(), begin });
            }
            above.push(cells);
        }
        let Some(Header { known, at, cells, begin, .. }) = best else {
            return Err(unreadable("the table is empty".into()));
        };
        if known == 0 && !self.preset.tool.is_empty() {
            let shown: Vec<String> = cells.iter().take(6).map(|cell| format!("“{}”", shown(cell))).collect();
            return Err(Unreadable {
                pointer: String::new(),
                message: format!(
                    "this is not an export of {}: none of its columns is there, only {}",
                    self.preset.tool,
                    shown.join(", ")
                ),
                advice: "If it is a table of another tool, import it as CSV.",
            });
        }
        if cells.len() > COLUMNS_MAX {
            return Err(unreadable(format!(
                "the table has {} columns; Righthand reads up to {COLUMNS_MAX}",
                cells.len()
            )));
        }
        let lone =
            |cells: &Vec<String>| match cells.iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().as_slice() {
                [one] => Some((*one).clone()),
                _ => None,
            };
        let mut lone = above.iter().take(at).filter_map(lone).filter(|one| !one.contains("://"));
        self.title = lone.next();
        self.group = lone.next_back();
        if self.preset.grouped && self.group.is_none() {
            self.group = self.title.clone();
        }
        self.header = columns::different(&cells);
        self.header_cells = cells;
        self.begin = begin;
        Ok(())
    }

    /// Goes over all rows once: how many there are, whether any has more cells than names, whether the text is whole.
    fn survey(&mut self) -> Result<(), Unreadable> {
        let (mut count, mut has_parts, mut widest) = (0, false, self.header.len());
        let mut rows = Rows::of(self);
        while let Some(row) = rows.next()? {
            count += 1;
            has_parts |= row.is_part;
            widest = widest.max(row.width);
            if count > ROWS_MAX {
                return Err(Unreadable {
                    pointer: String::new(),
                    message: format!("the table has more than {ROWS_MAX} rows, the most that Righthand reads"),
                    advice: "Export it in parts, such as one project or one year at a time.",
                });
            }
            if widest > COLUMNS_MAX {
                let (line, cells) = (row.line, row.width);
                return Err(unreadable(format!(
                    "line {line}: the row has {cells} cells; Righthand reads up to {COLUMNS_MAX}"
                )));
            }
        }
        let (more, last) = (std::mem::take(&mut rows.more_names), rows.last_byte);
        if self.text.get(last..).is_some_and(|rest| rows::is_open(rest, self.delimiter)) {
            let line =
                1 + self.text.get(..last).map_or(0, |before| before.bytes().filter(|byte| *byte == b'\n').count());
            return Err(unreadable(format!("line {line}: a quotation mark opens in this row and is never closed")));
        }
        (self.rows, self.has_parts) = (count, has_parts);
        let mut all = std::mem::take(&mut self.header);
        all.extend((all.len()..widest).map(|at| format!("Column {}", at + 1)));
        all.extend(more);
        self.header = columns::different(&all);
        Ok(())
    }
}

/// The one by which most rows have the same number of cells, more than one.
fn delimiter(text: &str) -> u8 {
    let end = (0..=JUDGED_BYTES.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let sample = text.get(..end).unwrap_or_default();
    let score = |delimiter: u8| {
        let mut widths: Vec<usize> = Vec::new();
        let mut record = StringRecord::new();
        let mut reader = rows::reader(sample, delimiter);
        while widths.len() < 200 && reader.read_record(&mut record).unwrap_or(false) {
            if record.len() > 1 {
                widths.push(record.len());
            }
        }
        widths.sort_unstable();
        let runs = widths.chunk_by(|a, b| a == b);
        runs.map(|run| (run.len(), run.first().copied().unwrap_or(0))).max().unwrap_or((0, 0))
    };
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

/// As much of a text as a sentence holds.
fn shown(text: &str) -> String {
    const SHOWN_CHARS_MAX: usize = 40;
    if text.chars().nth(SHOWN_CHARS_MAX).is_none() {
        return text.to_owned();
    }
    text.chars().take(SHOWN_CHARS_MAX - 1).chain(std::iter::once('…')).collect()
}

#[cfg(test)]
mod tests;
