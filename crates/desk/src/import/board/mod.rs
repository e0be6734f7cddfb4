//! Brings in a board of another tool: as a project with its end and outcome, else as a draft that waits for them (R1).

mod cards;
mod on_cards;
mod origins;
mod people;
mod project;

use righthand_domain::roles::Permission;
use righthand_domain::snapshot::When;
use righthand_domain::words::count;
use righthand_exchange::importers::{IMPORTERS, importer};
use righthand_exchange::parcel::Parcel;
use schemars::JsonSchema;
use serde::Deserialize;

use self::origins::Origins;
use super::conclude;
use super::report::Tally;
use super::ways_out::Before;
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::records::State;

/// Brings in a board.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportBoard {
    /// Which tool it comes from, such as `trello`.
    pub kind: String,
    /// The text of the file that the tool exported.
    pub content: String,
    /// The end date that makes it a project.
    #[serde(default)]
    pub end: Option<When>,
    /// The outcome that makes it a project.
    #[serde(default)]
    pub outcome: Option<String>,
    /// Key of the member who manages it; the owner where absent.
    #[serde(default)]
    pub manager: Option<String>,
    /// Only says what would be done.
    #[serde(default)]
    pub dry_run: bool,
    /// What a door has read already: a file of a hundred megabytes is not copied into `content`.
    #[serde(skip)]
    pub parcel: Option<Box<Parcel>>,
}

impl ImportBoard {
    /// Brings in what an importer has read.
    pub fn of(kind: &str, parcel: Parcel) -> Self {
        Self { kind: kind.to_owned(), parcel: Some(Box::new(parcel)), ..Self::default() }
    }

    /// The board, read now unless a door did.
    fn read(&self) -> Result<Parcel, Stop> {
        let Some(importer) = importer(&self.kind) else {
            let kinds: Vec<&str> = IMPORTERS.iter().map(|importer| importer.kind).collect();
            return Err(Stop::invalid(
                "/kind",
                format!("“{}” is none of the boards that can be read: {}", self.kind, kinds.join(", ")),
            ));
        };
        (importer.read)(&mut self.content.as_bytes())
            .map_err(|unreadable| Stop::invalid("/content", unreadable.to_string()))
    }
}

impl Command for ImportBoard {
    const NAME: &'static str = "import_board";
    const SUMMARY: &'static str = "Import a board of another tool, as a project or as a draft";
    const NEEDS: Permission = Permission::Import;
    const REST: Rest = Rest(Method::Post, "/imports");
    const PAGE: &'static str = "/import";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let read;
        let parcel = match &self.parcel {
            Some(parcel) => parcel,
            None => {
                read = self.read()?;
                &read
            }
        };
        let mut tally = Tally::of_parcel(parcel);
        let mut origins = Origins::load(act, &self.source(parcel))?;
        let before = Before::load(act)?;
        let project = self.project(act, &mut origins, &mut tally, parcel);
        let project = project.map_err(|stop| before.only_possible(stop, "what the import is told"))?;
        let people = people::bring(act, &mut origins, &mut tally, &parcel.members)?;
        cards::bring(act, &mut origins, &mut tally, &project, &people, parcel)?;
        origins.keep(act)?;
        let (business, project) = (act.business()?, act.project_or_draft(&project.key)?);
        let cards = count(tally.brought("card"), "card", "cards");
        let waits = if project.is(State::Draft) { ", a draft until it has an end and an outcome" } else { "" };
        let note = serde_json::to_value(tally.close(&self.kind, &business.key)).ok();
        let said = Said {
            note,
            ..Said::about(format!("{} imported with {cards}{waits}", project.name), &project.key, project.version)
        };
        conclude(said, self.dry_run)
    }
}

impl ImportBoard {
    /// What the next import of the same board is known by.
    fn source(&self, parcel: &Parcel) -> String {
        let board = &parcel.board;
        let id = if board.external_id.is_empty() { &board.name } else { &board.external_id };
        format!("{}:{}", self.kind, clean(id))
    }
}

/// A text that both databases keep: a NUL is nobody's word, and PostgreSQL has no place for it.
fn clean(text: &str) -> String {
    text.replace('\0', "")
}
