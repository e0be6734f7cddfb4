//! Trello: the JSON that a board's menu exports ("Print, export and share", "Export as JSON").

mod bounds;
mod export;
mod pack;
mod raw;

use std::io::{Cursor, Read};

use crate::{
    importers::{Importer, Reads},
    parcel::{Parcel, Unreadable},
};

/// The importer of Trello boards.
pub(crate) const IMPORTER: Importer = Importer {
    kind: "trello",
    label: "Trello board",
    accept: ".json,application/json",
    how_to_export: "In Trello, open the board: Menu, Print and export, JSON.",
    reads: Reads::Whole(read),
};

const ADVICE: &str = "Export the board again: Menu, Print and export, JSON.";

/// The board of an export, from a reader that is read once and never held in memory as a whole.
fn read(input: &mut dyn Read) -> Result<Parcel, Unreadable> {
    // Some programs put a byte order mark before the text; it says nothing.
    let mut first = Vec::with_capacity(3);
    let unreadable = |message: String| Unreadable { pointer: String::new(), message, advice: ADVICE };
    input.take(3).read_to_end(&mut first).map_err(|error| unreadable(format!("the file cannot be read: {error}")))?;
    if first == b"\xEF\xBB\xBF" {
        first.clear();
    }
    let export = export::read(Cursor::new(first).chain(input))?;
    Ok(pack::pack(export))
}

#[cfg(test)]
mod tests;
