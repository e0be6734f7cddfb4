//! Mapping: what each column of a sheet is read as, from what is known of the tool, what was said before, and what is
//! said now.

use righthand_domain::snapshot::Fault;

use super::Sheet;
use super::columns;
use super::field::{Field, Reading};

/// What each column is, in the order of the sheet's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping(pub(super) Vec<Reading>);

impl Mapping {
    /// Each column and what it is, as `--map` takes it.
    pub fn said(&self, header: &[String]) -> Vec<String> {
        header.iter().zip(&self.0).map(|(name, reading)| format!("{name}={reading}")).collect()
    }

    /// What a column is.
    pub fn of(&self, column: usize) -> Reading {
        self.0.get(column).copied().unwrap_or(Reading::of(Field::Kept))
    }

    /// The first column that is that field.
    pub(super) fn find(&self, field: Field) -> Option<usize> {
        self.0.iter().position(|reading| reading.field == field)
    }
}

impl Sheet {
    /// The mapping by what columns are called; `remembered` is what was said for a sheet of the same columns, `said` what
    /// is said now, both as `Column=field`. Faults point into `said`.
    pub fn mapping(&self, remembered: &[String], said: &[String]) -> Result<Mapping, Vec<Fault>> {
        let mut told: Vec<Option<Reading>> = vec![None; self.header.len()];
        for text in remembered {
            // What an older program remembered may be nothing to this one.
            if let Ok((column, reading)) = self.entry(text)
                && let Some(place) = told.get_mut(column)
            {
                *place = Some(reading);
            }
        }
        let mut faults = Vec::new();
        let mut now: Vec<Option<Reading>> = vec![None; self.header.len()];
        for (index, text) in said.iter().enumerate() {
            match self.entry(text) {
                Ok((column, reading)) => {
                    if let Some(place) = now.get_mut(column) {
                        *place = Some(reading);
                    }
                }
                Err(message) => faults.push(Fault { pointer: format!("/map/{index}"), message }),
            }
        }
        for (field, name, _) in Field::ALL.iter().filter(|(field, ..)| !field.is_many()) {
            let twice: Vec<&String> = self
                .header
                .iter()
                .zip(&now)
                .filter(|(_, reading)| reading.is_some_and(|reading| reading.field == *field))
                .map(|(name, _)| name)
                .collect();
            if let [one, other, ..] = twice.as_slice() {
                let message = format!("“{one}” and “{other}” cannot both be {name}");
                faults.push(Fault { pointer: "/map".into(), message });
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut all = self.suggested();
        overlay(&mut all, &told);
        overlay(&mut all, &now);
        let mapping = Mapping(all);
        if mapping.find(Field::Name).is_none() {
            let names: Vec<String> = self.header.iter().take(12).map(|name| format!("“{name}”")).collect();
            let message = format!("no column is the name of the tasks; the columns are {}", names.join(", "));
            return Err(vec![Fault { pointer: "/map".into(), message }]);
        }
        Ok(mapping)
    }

    /// By what the columns are called.
    fn suggested(&self) -> Vec<Reading> {
        let mut all: Vec<Reading> = Vec::with_capacity(self.header.len());
        for name in &self.header {
            let mut reading = columns::reading(name, self.preset).unwrap_or(Reading::of(Field::Kept));
            if self.preset.grouped && self.has_parts && name.eq_ignore_ascii_case("subitems") {
                reading = Reading::of(Field::Skip);
            }
            let taken = all.iter().any(|other| other.field == reading.field);
            all.push(if taken && !reading.field.is_many() { Reading::of(Field::Kept) } else { reading });
        }
        // Addresses alone are people too.
        if !all.iter().any(|reading| reading.field == Field::Assignee) {
            all.iter_mut()
                .filter(|reading| reading.field == Field::Email)
                .for_each(|reading| reading.field = Field::Assignee);
        }
        if !all.iter().any(|reading| reading.field == Field::Name)
            && let Some(first) = all.iter_mut().find(|reading| reading.field == Field::Kept)
        {
            *first = Reading::of(Field::Name);
        }
        all
    }

    fn entry(&self, text: &str) -> Result<(usize, Reading), String> {
        let Some((column, reading)) = text.rsplit_once('=') else {
            return Err(format!("“{text}” is not of the form Column=field"));
        };
        let column = column.trim();
        let Some(at) = self
            .header
            .iter()
            .position(|name| name.eq_ignore_ascii_case(column) || name.to_lowercase() == column.to_lowercase())
        else {
            let names: Vec<String> = self.header.iter().take(30).map(|name| format!("“{name}”")).collect();
            return Err(format!("there is no column “{column}”; the columns are {}", names.join(", ")));
        };
        reading.parse().map(|reading| (at, reading))
    }
}

/// What is said goes before what is suggested: a field that can be but one column leaves the others.
fn overlay(all: &mut [Reading], said: &[Option<Reading>]) {
    for (column, reading) in said.iter().enumerate() {
        let Some(reading) = reading else { continue };
        if !reading.field.is_many() {
            let others = all.iter_mut().enumerate().filter(|(at, other)| *at != column && other.field == reading.field);
            others.for_each(|(_, other)| *other = Reading::of(Field::Kept));
        }
        if let Some(place) = all.get_mut(column) {
            *place = *reading;
        }
    }
}
