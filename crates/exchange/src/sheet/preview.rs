//! Preview: what somebody has to see to say what the columns are.

use super::Sheet;
use super::dates::Habit;
use super::field::{Field, Reading};
use super::mapping::Mapping;
use super::rows::Rows;
use super::shown;
use crate::parcel::Unreadable;

/// Rows that are shown.
const SHOWN_ROWS: usize = 5;
/// Samples of a column.
const SAMPLES: usize = 3;

/// The columns with samples, and the first rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    pub columns: Vec<ColumnSeen>,
    /// The first rows, a cell for every column.
    pub first: Vec<Vec<String>>,
    pub rows: usize,
    /// `UTF-8`, `UTF-16LE`, `windows-1252`.
    pub encoding: &'static str,
    /// `comma`, `semicolon`, `tab`, `bar`.
    pub delimiter: &'static str,
}

/// A column as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSeen {
    pub name: String,
    pub reading: Reading,
    /// Its first cells that say something, each another.
    pub samples: Vec<String>,
    /// A day of it that can be read both ways, where none of them says which it is.
    pub either: Option<String>,
}

impl Sheet {
    /// What the columns look like as they are mapped.
    pub fn preview(&self, mapping: &Mapping) -> Result<Preview, Unreadable> {
        let mut columns: Vec<ColumnSeen> = self
            .header
            .iter()
            .enumerate()
            .map(|(at, name)| ColumnSeen { name: name.clone(), reading: mapping.of(at), samples: vec![], either: None })
            .collect();
        let mut first = Vec::new();
        let mut rows = Rows::of(self);
        let mut either: Vec<Option<String>> = vec![None; columns.len()];
        while let Some(row) = rows.next()? {
            if first.len() < SHOWN_ROWS {
                first.push((0..columns.len()).map(|at| shown(row.cell(at))).collect());
            }
            for (at, column) in columns.iter_mut().enumerate() {
                let cell = row.cell(at);
                if cell.is_empty() {
                    continue;
                }
                if column.samples.len() < SAMPLES && !column.samples.contains(&shown(cell)) {
                    column.samples.push(shown(cell));
                }
                if let Some(place @ None) = either.get_mut(at) {
                    let mut one = Habit::default();
                    one.see(cell);
                    *place = one.is_open().then(|| shown(cell));
                }
            }
        }
        let open = self.habits(mapping)?;
        for (at, column) in columns.iter_mut().enumerate() {
            if column.reading.field.is_date() && column.reading.order.is_none() && open.is_open(at) {
                column.either = either.get_mut(at).and_then(Option::take);
            }
        }
        let delimiter = match self.delimiter {
            b';' => "semicolon",
            b'\t' => "tab",
            b'|' => "bar",
            _ => "comma",
        };
        Ok(Preview { columns, first, rows: self.rows, encoding: self.encoding, delimiter })
    }

    /// What the days of each column have in common.
    pub(super) fn habits(&self, mapping: &Mapping) -> Result<Habits, Unreadable> {
        let days: Vec<usize> = (0..self.header.len()).filter(|at| mapping.of(*at).field.is_date()).collect();
        let mut habits = vec![Habit::default(); self.header.len()];
        if days.is_empty() {
            return Ok(Habits(habits));
        }
        let mut rows = Rows::of(self);
        while let Some(row) = rows.next()? {
            for at in &days {
                if let Some(habit) = habits.get_mut(*at) {
                    habit.see(row.cell(*at));
                }
            }
        }
        Ok(Habits(habits))
    }
}

/// By column. One tool writes all its days alike, so that a column which says nothing is read as the others.
pub(super) struct Habits(Vec<Habit>);

impl Habits {
    fn all(&self) -> Habit {
        self.0.iter().fold(Habit::default(), |all, habit| all.and(*habit))
    }

    /// Nothing in the table says how the days of this column are read.
    pub(super) fn is_open(&self, column: usize) -> bool {
        self.0.get(column).is_some_and(|habit| habit.is_open()) && self.all().order().is_none()
    }

    /// How the days of a column are read.
    pub(super) fn order(&self, column: usize, reading: Reading) -> super::DayOrder {
        let own = self.0.get(column).and_then(|habit| habit.order());
        reading.order.or(own).or_else(|| self.all().order()).unwrap_or(super::DayOrder::DayFirst)
    }

    pub(super) fn contradicts(&self, column: usize) -> bool {
        self.0.get(column).is_some_and(|habit| habit.contradicts())
    }
}

/// For the form: whether a reading can be asked for its order of days.
impl Reading {
    /// Whether a bare number in it needs a unit.
    pub fn is_length(self) -> bool {
        matches!(self.field, Field::Effort | Field::Spent)
    }
}
