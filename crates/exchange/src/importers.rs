//! The importers: one list, from which the command line, the pages and the API know what can be read.

use std::io::Read;

use crate::{
    parcel::{Parcel, Unreadable},
    trello,
};

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
    /// Reads a whole export, from its first byte to its end.
    pub read: fn(&mut dyn Read) -> Result<Parcel, Unreadable>,
}

/// Every importer, in the order in which pages list them. A new one is a file of its own and a line here.
pub const IMPORTERS: &[Importer] = &[trello::IMPORTER];

/// The importer of that kind.
pub fn importer(kind: &str) -> Option<&'static Importer> {
    IMPORTERS.iter().find(|importer| importer.kind == kind)
}
