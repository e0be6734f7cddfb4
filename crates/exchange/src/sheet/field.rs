//! Fields: what a column of a table can be here, and how `--map` and the form write it.

use super::dates::DayOrder;
use super::efforts::Unit;

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Name,
    Id,
    Notes,
    List,
    Status,
    Parent,
    Assignee,
    Email,
    Start,
    Due,
    Dates,
    Done,
    Label,
    Priority,
    Effort,
    Spent,
    After,
    Before,
    Checklist,
    Comment,
    Attachment,
    Url,
    Repeats,
    Milestone,
    Archived,
    Project,
    Kept,
    Skip,
}

impl Field {
    /// Every one: as `--map` writes it, as the form says it, and what it becomes.
    pub const ALL: [(Self, &'static str, &'static str); 28] = [
        (Self::Name, "name", "Name of the task"),
        (Self::Id, "id", "Id, by which the task is known again"),
        (Self::Notes, "notes", "Notes"),
        (Self::List, "list", "List, section or column of the board"),
        (Self::Status, "status", "Status: its list, and whether it is done"),
        (Self::Parent, "parent", "Task that it is a part of"),
        (Self::Assignee, "assignee", "People who may do it"),
        (Self::Email, "email", "Addresses of those people"),
        (Self::Start, "start", "Not before"),
        (Self::Due, "due", "Due"),
        (Self::Dates, "dates", "Not before and due in one, such as 1 May → 8 May"),
        (Self::Done, "done", "Done: a day, or yes and no"),
        (Self::Label, "label", "Labels"),
        (Self::Priority, "priority", "Priority, as a label"),
        (Self::Effort, "effort", "Effort"),
        (Self::Spent, "spent", "Time spent"),
        (Self::After, "after", "Tasks that it waits for"),
        (Self::Before, "before", "Tasks that wait for it"),
        (Self::Checklist, "checklist", "Checklist"),
        (Self::Comment, "comment", "Comments"),
        (Self::Attachment, "attachment", "Links"),
        (Self::Url, "url", "Address in the other tool"),
        (Self::Repeats, "repeats", "How often it comes back"),
        (Self::Milestone, "milestone", "Milestone: yes and no"),
        (Self::Archived, "archived", "Archived: yes and no"),
        (Self::Project, "project", "Name of the project"),
        (Self::Kept, "field", "A field of its own"),
        (Self::Skip, "skip", "Leave it out"),
    ];

    /// As `--map` writes it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(field, _, _)| *field == self).map_or("", |(_, name, _)| name)
    }

    /// Whether several columns can be it: the cells of one row are then put together.
    pub(super) fn is_many(self) -> bool {
        use Field::{After, Assignee, Attachment, Before, Checklist, Comment, Kept, Label, Notes, Skip};
        matches!(self, Assignee | Label | After | Before | Checklist | Comment | Attachment | Notes | Kept | Skip)
    }

    /// Whether it holds days.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Start | Self::Due | Self::Dates | Self::Done)
    }
}

/// What a column is read as: `due`, `due:mdy`, `effort:minutes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    pub field: Field,
    /// Which of 3/4 is the day; judged by the column where absent.
    pub order: Option<DayOrder>,
    /// What a bare number counts; hours where absent.
    pub unit: Option<Unit>,
}

impl Reading {
    /// That field, read as the column itself suggests.
    pub const fn of(field: Field) -> Self {
        Self { field, order: None, unit: None }
    }
}

impl std::fmt::Display for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.field.as_str())?;
        if let Some(order) = self.order {
            write!(f, ":{}", order.as_str())?;
        }
        if let Some(unit) = self.unit {
            write!(f, ":{}", unit.as_str())?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Reading {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.trim().split(':');
        let name = parts.next().unwrap_or_default().to_lowercase();
        let found = Field::ALL.iter().find(|(_, known, _)| *known == name);
        let Some((field, _, _)) = found else {
            let names: Vec<&str> = Field::ALL.iter().map(|(_, name, _)| *name).collect();
            return Err(format!("“{name}” is no field; these are: {}", names.join(", ")));
        };
        let mut reading = Self::of(*field);
        for custom in parts {
            match (DayOrder::named(custom), Unit::named(custom)) {
                (Some(order), _) if field.is_date() => reading.order = Some(order),
                (_, Some(unit)) if matches!(field, Field::Effort | Field::Spent) => reading.unit = Some(unit),
                _ => {
                    return Err(format!(
                        "“{custom}” cannot be said of {name}: days are read dmy or mdy, effort in minutes, hours, days or milliseconds"
                    ));
                }
            }
        }
        Ok(reading)
    }
}
