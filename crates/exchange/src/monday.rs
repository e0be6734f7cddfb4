//! monday: the table that a board exports, in groups, each with its title and its own row of names; sub-items follow
//! their item below a row of names of their own.

use crate::importers::{Importer, Reads};
use crate::sheet::{Field, Preset, Reading};

/// The importer of monday boards.
pub(crate) const IMPORTER: Importer = Importer {
    kind: "monday",
    label: "monday board",
    accept: ".csv,text/csv",
    how_to_export: "In monday, open the board: the three dots, More actions, Export board to Excel, with sub-items; then save it as CSV.",
    reads: Reads::Table(&Preset {
        tool: "monday",
        known: &[
            ("name", Reading::of(Field::Name)),
            ("item id (auto generated)", Reading::of(Field::Id)),
            ("item id", Reading::of(Field::Id)),
            ("subitems", Reading::of(Field::Checklist)),
            ("person", Reading::of(Field::Assignee)),
            ("people", Reading::of(Field::Assignee)),
            ("owner", Reading::of(Field::Assignee)),
            ("status", Reading::of(Field::Status)),
            ("date", Reading::of(Field::Due)),
            ("due date", Reading::of(Field::Due)),
            ("timeline - start", Reading::of(Field::Start)),
            ("timeline - end", Reading::of(Field::Due)),
            ("completion date", Reading::of(Field::Done)),
            ("priority", Reading::of(Field::Priority)),
            ("tags", Reading::of(Field::Label)),
            ("text", Reading::of(Field::Notes)),
            ("notes", Reading::of(Field::Notes)),
            ("files", Reading::of(Field::Attachment)),
            ("link", Reading::of(Field::Url)),
            ("dependent on", Reading::of(Field::After)),
            ("dependency", Reading::of(Field::After)),
            ("time tracking", Reading::of(Field::Spent)),
            ("creation log", Reading::of(Field::Skip)),
            ("last updated", Reading::of(Field::Skip)),
        ],
        grouped: true,
        nothing: &[],
    }),
};
