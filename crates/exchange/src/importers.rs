//! The importers: one list, from which the command line, the pages and the API know what can be read.

use std::io::Read;

use righthand_domain::snapshot::Fault;

use crate::parcel::{Parcel, Unreadable};
use crate::sheet::{Preset, Sheet};
use crate::{asana, clickup, monday, notion, table, trello};

/// Something that reads the export of another tool.
#[derive(Debug, Clone, Copy)]
pub struct Importer {
    /// As the command line and the API name it.
    pub kind: &'static str,
    /// As a page names it.
    pub label: &'static str,
    /// What a page's file field accepts.
    pub accept: &'static str,
    /// How to get the file out of the other tool.
    pub how_to_export: &'static str,
    pub(crate) reads: Reads,
}

/// How an export is read, from its first byte to its end.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reads {
    /// It says itself what is what.
    Whole(fn(&mut dyn Read) -> Result<Parcel, Unreadable>),
    /// It has columns, of which somebody may say what they are.
    Table(&'static Preset),
}

/// Why an export was not read.
#[derive(Debug, thiserror::Error)]
pub enum NotRead {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// What was said of its columns is not right; pointers into `map`.
    #[error("{}", words(.0))]
    Said(Vec<Fault>),
}

fn words(faults: &[Fault]) -> String {
    faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; ")
}

impl Importer {
    /// Whether such files have columns that can be mapped.
    pub fn has_columns(&self) -> bool {
        matches!(self.reads, Reads::Table(_))
    }

    /// Opens an export and reads it to its end.
    pub fn open(&self, input: &mut dyn Read) -> Result<Opened, Unreadable> {
        Ok(match self.reads {
            Reads::Whole(read) => Opened::Whole { kind: self.kind, parcel: Box::new(read(input)?) },
            Reads::Table(preset) => Opened::Table(Box::new(Sheet::open(input, preset)?)),
        })
    }

    /// Reads an export of which nothing is said beside it.
    pub fn read_alone(&self, input: &mut dyn Read) -> Result<Parcel, NotRead> {
        self.open(input)?.parcel(None, &[], |_| Ok(Vec::new()))
    }
}

/// An export that has been read; of a table somebody may still say what its columns are.
#[derive(Debug)]
pub enum Opened {
    Whole { kind: &'static str, parcel: Box<Parcel> },
    Table(Box<Sheet>),
}

impl Opened {
    /// What it holds. `said` is what somebody says of its columns, `remembered` is asked by their names for what was said
    /// before, and `file_name` names the board where the file does not.
    pub fn parcel<E: From<NotRead>>(
        self,
        file_name: Option<&str>,
        said: &[String],
        remembered: impl FnOnce(&[String]) -> Result<Vec<String>, E>,
    ) -> Result<Parcel, E> {
        match self {
            Self::Whole { parcel, .. } if said.is_empty() => Ok(*parcel),
            Self::Whole { kind, .. } => {
                let message = format!("{kind} has no columns to map");
                Err(NotRead::Said(vec![Fault { pointer: "/map".into(), message }]).into())
            }
            Self::Table(sheet) => {
                let mapping = sheet.mapping(&remembered(sheet.header())?, said).map_err(NotRead::Said)?;
                sheet.parcel(&mapping, file_name).map_err(|error| NotRead::from(error).into())
            }
        }
    }
}

/// Every importer, in the order in which pages list them. A new one is a file of its own and a line here.
pub const IMPORTERS: &[Importer] =
    &[trello::IMPORTER, asana::IMPORTER, clickup::IMPORTER, monday::IMPORTER, notion::IMPORTER, table::IMPORTER];

/// The importer of that kind.
pub fn importer(kind: &str) -> Option<&'static Importer> {
    IMPORTERS.iter().find(|importer| importer.kind == kind)
}
