//! Asana: the CSV that a project exports. Subtasks name their parent; a task is done when it has a day of completion.

use crate::importers::{Importer, Reads};
use crate::sheet::{Field, Preset, Reading};

/// The importer of Asana projects.
pub(crate) const IMPORTER: Importer = Importer {
    kind: "asana",
    label: "Asana project",
    accept: ".csv,text/csv",
    how_to_export: "In Asana, open the project: the arrow beside its name, Export/Print, CSV.",
    reads: Reads::Table(&Preset {
        tool: "Asana",
        known: &[
            ("task id", Reading::of(Field::Id)),
            ("name", Reading::of(Field::Name)),
            ("section/column", Reading::of(Field::List)),
            ("assignee", Reading::of(Field::Assignee)),
            ("assignee email", Reading::of(Field::Email)),
            ("start date", Reading::of(Field::Start)),
            ("due date", Reading::of(Field::Due)),
            ("completed at", Reading::of(Field::Done)),
            ("tags", Reading::of(Field::Label)),
            ("notes", Reading::of(Field::Notes)),
            ("projects", Reading::of(Field::Project)),
            ("parent task", Reading::of(Field::Parent)),
            ("blocked by (dependencies)", Reading::of(Field::After)),
            ("blocking (dependencies)", Reading::of(Field::Before)),
            ("created at", Reading::of(Field::Skip)),
            ("last modified", Reading::of(Field::Skip)),
        ],
        grouped: false,
        nothing: &[],
    }),
};
