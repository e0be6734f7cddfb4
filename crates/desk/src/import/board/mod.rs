//! Brings in a board of another tool: as a project with its end and outcome, else as a draft that waits for them (R1).

mod cards;
mod dependencies;
mod on_cards;
mod origins;
mod people;
mod project;

use righthand_domain::roles::Permission;
use righthand_domain::snapshot::When;
use righthand_domain::words::count;
use righthand_exchange::importers::{IMPORTERS, NotRead, importer};
use righthand_exchange::parcel::Parcel;
use righthand_store::{Sql, sql, values};
use schemars::JsonSchema;
use serde::Deserialize;

use self::origins::Origins;
use super::choices::Choices;
use super::report::Tally;
use super::ways_out::Before;
use super::{NotReadyYet, Progress, conclude, mapping};
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
    /// What the file is called: it names the board where the file itself does not.
    #[serde(default)]
    pub file_name: Option<String>,
    /// What the columns of a table are, each as `Column=field`, such as `Due date=due:dmy`. What is not said is as it
    /// was said of the last table of the same columns, else as the column's name suggests.
    #[serde(default)]
    pub map: Vec<String>,
    /// Where a field changed both here and there since the last import, ours is kept, except of these: ids as
    /// `both_changed` of the report lists them, or `all`.
    #[serde(default)]
    pub theirs: Vec<String>,
    /// Key of the project or draft that an earlier import made and that this file is of; needed only where a table does
    /// not say which it is and is called otherwise than before.
    #[serde(default)]
    pub into: Option<String>,
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
    /// Told how far it is.
    #[serde(skip)]
    pub progress: Progress,
}

impl ImportBoard {
    /// Brings in what an importer has read.
    pub fn of(kind: &str, parcel: Parcel) -> Self {
        Self { kind: kind.to_owned(), parcel: Some(Box::new(parcel)), ..Self::default() }
    }

    /// The board, read now unless a door did.
    fn read(&self, act: &mut Act<'_>) -> Result<Parcel, Stop> {
        let Some(importer) = importer(&self.kind) else {
            let kinds: Vec<&str> = IMPORTERS.iter().map(|importer| importer.kind).collect();
            return Err(Stop::invalid(
                "/kind",
                format!("“{}” is none of the boards that can be read: {}", self.kind, kinds.join(", ")),
            ));
        };
        let mut broken = None;
        let file_name = self.file_name.as_deref();
        let opened = importer.open(&mut self.content.as_bytes());
        let opened = opened.map_err(|unreadable| Stop::invalid("/content", unreadable.to_string()))?;
        let read =
            opened.parcel(file_name, &self.map, |header| match mapping::remembered_here(act, &self.kind, header) {
                Ok(said) => Ok::<_, NotRead>(said),
                Err(stop) => {
                    broken = Some(stop);
                    Ok(Vec::new())
                }
            });
        if let Some(stop) = broken {
            return Err(stop);
        }
        read.map_err(|not_read| match NotReadyYet::from(not_read) {
            NotReadyYet::Unreadable(unreadable) => Stop::invalid("/content", unreadable.to_string()),
            NotReadyYet::Said(faults) => Stop::Invalid(faults),
            NotReadyYet::Broken(error) => Stop::Broken(error),
        })
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
                read = self.read(act)?;
                &read
            }
        };
        let mut tally = Tally::of_parcel(parcel);
        act.progress = self.progress.clone();
        act.progress.suppose(rows(parcel));
        let source = self.source(act, parcel)?;
        let mut origins = Origins::load(act, &source, Choices(&self.theirs))?;
        let before = Before::load(act)?;
        let project = self.project(act, &mut origins, &mut tally, parcel);
        let project = project.map_err(|stop| before.only_possible(stop, "what the import is told"))?;
        let people = people::bring(act, &mut origins, &mut tally, &parcel.members)?;
        cards::bring(act, &mut origins, &mut tally, &project, &people, parcel)?;
        origins.keep(act)?;
        if let Some(mapped) = &parcel.mapped {
            mapping::remember(act, &self.kind, mapped)?;
        }
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
    fn source(&self, act: &mut Act<'_>, parcel: &Parcel) -> Result<String, Stop> {
        const SOURCE: &Sql = sql!(
            "origin.source_of_board",
            "select source from origin where business_id = $1 and kind = 'board' and thing_id = $2 order by id desc limit 1"
        );
        if let Some(key) = &self.into {
            let project = act.project_or_draft(key)?;
            let source: Option<String> = act.tx.one(SOURCE, &values![project.id.to_string()], |row| row.get(0))?;
            return match source {
                Some(source) if source.starts_with(&format!("{}:", self.kind)) => Ok(source),
                _ => Err(Stop::invalid(
                    "/into",
                    format!("“{}” was not made by an import of {}", project.name, self.kind),
                )),
            };
        }
        let board = &parcel.board;
        let id = if board.external_id.is_empty() { &board.name } else { &board.external_id };
        Ok(format!("{}:{}", self.kind, clean(id)))
    }
}

/// About how many rows a board becomes: each thing with its origin, and both with their line in the journal.
fn rows(parcel: &Parcel) -> usize {
    let on_cards = parcel.cards.iter().map(|card| card.members.len() + card.field_values.len()).sum::<usize>();
    let labels = parcel.labels.len();
    (parcel.read.values().sum::<usize>() + on_cards).saturating_sub(labels) * 4
}

/// A text that both databases keep: a NUL is nobody's word, and PostgreSQL has no place for it.
fn clean(text: &str) -> String {
    text.replace('\0', "")
}
