//! Notion: the CSV of a database, from the export "Markdown & CSV". Relations are links to pages, days may be ranges.

use crate::importers::{Importer, Reads};
use crate::sheet::{Field, Preset, Reading};

/// The importer of Notion databases.
pub(crate) const IMPORTER: Importer = Importer {
    kind: "notion",
    label: "Notion database",
    accept: ".zip,application/zip,.csv,text/csv",
    how_to_export: "In Notion, open the database as a page: the three dots, Export, Markdown & CSV, without files and images. Choose the archive as it is, or the .csv in it.",
    reads: Reads::Table(&Preset {
        tool: "Notion",
        known: &[
            ("project name", Reading::of(Field::Name)),
            ("task name", Reading::of(Field::Name)),
            ("name", Reading::of(Field::Name)),
            ("status", Reading::of(Field::Status)),
            ("owner", Reading::of(Field::Assignee)),
            ("assignee", Reading::of(Field::Assignee)),
            ("assign", Reading::of(Field::Assignee)),
            ("dates", Reading::of(Field::Dates)),
            ("date", Reading::of(Field::Dates)),
            ("due", Reading::of(Field::Due)),
            ("due date", Reading::of(Field::Due)),
            ("priority", Reading::of(Field::Priority)),
            ("tags", Reading::of(Field::Label)),
            ("summary", Reading::of(Field::Notes)),
            ("description", Reading::of(Field::Notes)),
            ("tasks", Reading::of(Field::Checklist)),
            ("sub-tasks", Reading::of(Field::Checklist)),
            ("sub-item", Reading::of(Field::Checklist)),
            ("parent item", Reading::of(Field::Parent)),
            ("parent-task", Reading::of(Field::Parent)),
            ("parent task", Reading::of(Field::Parent)),
            ("project", Reading::of(Field::Project)),
            ("blocked by", Reading::of(Field::After)),
            ("is blocking", Reading::of(Field::Before)),
            ("blocking", Reading::of(Field::Before)),
            ("files & media", Reading::of(Field::Attachment)),
            ("estimates", Reading::of(Field::Effort)),
        ],
        grouped: false,
        nothing: &[],
    }),
};
