//! ClickUp: the CSV that a workspace or a list exports. Days are milliseconds, lists are `[a,b]`, nothing is `null`.

use crate::importers::{Importer, Reads};
use crate::sheet::{Field, Preset, Reading, Unit};

const MILLISECONDS: Option<Unit> = Some(Unit::Milliseconds);

/// The importer of ClickUp exports.
pub(crate) const IMPORTER: Importer = Importer {
    kind: "clickup",
    label: "ClickUp export",
    accept: ".csv,text/csv",
    how_to_export: "In ClickUp, open the list or table view: the three dots, Export view, CSV; or Settings, Import/Export.",
    reads: Reads::Table(&Preset {
        tool: "ClickUp",
        known: &[
            ("task id", Reading::of(Field::Id)),
            ("task name", Reading::of(Field::Name)),
            ("task content", Reading::of(Field::Notes)),
            ("status", Reading::of(Field::Status)),
            ("due date", Reading::of(Field::Due)),
            ("start date", Reading::of(Field::Start)),
            ("date closed", Reading::of(Field::Done)),
            ("date done", Reading::of(Field::Done)),
            ("parent id", Reading::of(Field::Parent)),
            ("attachments", Reading::of(Field::Attachment)),
            ("assignees", Reading::of(Field::Assignee)),
            ("tags", Reading::of(Field::Label)),
            ("priority", Reading::of(Field::Priority)),
            ("list name", Reading::of(Field::List)),
            ("time estimated", Reading { unit: MILLISECONDS, ..Reading::of(Field::Effort) }),
            ("time spent", Reading { unit: MILLISECONDS, ..Reading::of(Field::Spent) }),
            ("checklists", Reading::of(Field::Checklist)),
            ("comments", Reading::of(Field::Comment)),
            ("assigned comments", Reading::of(Field::Comment)),
            ("waiting on", Reading::of(Field::After)),
            ("blocking", Reading::of(Field::Before)),
            ("recurring", Reading::of(Field::Repeats)),
            ("task type", Reading::of(Field::Milestone)),
            // The same once more, in words.
            ("due date text", Reading::of(Field::Skip)),
            ("start date text", Reading::of(Field::Skip)),
            ("date created", Reading::of(Field::Skip)),
            ("date created text", Reading::of(Field::Skip)),
            ("date closed text", Reading::of(Field::Skip)),
            ("date done text", Reading::of(Field::Skip)),
            ("date updated", Reading::of(Field::Skip)),
            ("date updated text", Reading::of(Field::Skip)),
            ("time estimated text", Reading::of(Field::Skip)),
            ("time spent text", Reading::of(Field::Skip)),
        ],
        grouped: false,
        nothing: &["null", "[]", "{}", "undefined"],
    }),
};
