//! From a file on disk to what an import of it says, as a dry run or in earnest.

use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};
use std::sync::Arc;

use righthand_desk::Desk;
use righthand_desk::command::{Actor, Outcome};
use righthand_desk::import::{ImportBoard, ImportFile, NotReadyYet, Progress, Report, parcel_of, remembered};
use righthand_domain::ids::BusinessId;
use righthand_domain::refusal::Refusal;
use righthand_domain::snapshot::Fault;
use righthand_exchange::business_file;
use righthand_exchange::importers::{IMPORTERS, Opened, importer};
use righthand_exchange::parcel::Unreadable;
use righthand_exchange::sheet::{Preview, Sheet};

use super::upload::Wishes;
use crate::site::Answer;

/// A sort of file that can be brought in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    pub(super) kind: &'static str,
    pub(super) label: &'static str,
    pub(super) accept: &'static str,
    pub(super) how_to_export: &'static str,
}

const BUSINESS_FILE: Source = Source {
    kind: "file",
    label: "Business file of Righthand",
    accept: ".json,application/json",
    how_to_export: "In the other Righthand, open Settings and export the business. Keys are identities: what is here already \
                    is changed to what the file says, what is not in the file stays as it is.",
};

/// All that can be brought in, in the order of the list.
pub(super) fn sources() -> impl Iterator<Item = Source> {
    let board = |importer: &righthand_exchange::importers::Importer| Source {
        kind: importer.kind,
        label: importer.label,
        accept: importer.accept,
        how_to_export: importer.how_to_export,
    };
    IMPORTERS.iter().map(board).chain([BUSINESS_FILE])
}

/// The source of that kind.
pub(super) fn source(kind: &str) -> Option<Source> {
    sources().find(|source| source.kind == kind)
}

/// What came of it.
#[derive(Debug)]
pub(super) enum Came {
    Done {
        report: Arc<Report>,
        summary: String,
        event: i64,
        key: String,
        /// The columns as they were read, where the file has any.
        columns: Option<Arc<Preview>>,
    },
    /// The file is not what it should be: each fault with its place.
    Unreadable(Vec<Fault>),
    /// What was typed beside the file is not.
    Faulty(Vec<Fault>, Option<Arc<Preview>>),
    Refused(Refusal),
}

/// Reads the file from its beginning and sends the command. It may wait for the database.
pub(super) fn carry_out(
    desk: &Desk,
    actor: &Actor,
    file: &File,
    wishes: &Wishes,
    dry_run: bool,
    progress: &Progress,
) -> Result<Came, Answer> {
    let mut input = file;
    input.seek(SeekFrom::Start(0)).map_err(|error| Answer::Broken(error.to_string()))?;
    if wishes.kind == BUSINESS_FILE.kind {
        let read = business_file::read_from(input, None, desk.clock.now())
            .map_err(|error| Answer::Broken(error.to_string()))?;
        let mut command = match read {
            Ok(snapshot) => ImportFile::of(snapshot),
            Err(faults) => return Ok(Came::Unreadable(faults)),
        };
        command.dry_run = dry_run;
        command.theirs = wishes.theirs.clone();
        return came(desk.run(actor, command)?, None);
    }
    let Some(importer) = importer(&wishes.kind) else {
        return Ok(Came::Faulty(vec![fault("/kind", "Choose where the file comes from")], None));
    };
    let opened = match importer.open(&mut BufReader::new(input)) {
        Ok(opened) => opened,
        Err(error) => return Ok(unreadable(error)),
    };
    let columns = match &opened {
        Opened::Table(sheet) => columns(desk, actor.business, importer.kind, sheet, &wishes.map)?,
        Opened::Whole { .. } => None,
    };
    let name = Some(wishes.file_name.as_str()).filter(|name| !name.is_empty());
    let parcel = match parcel_of(desk, Some(actor.business), importer.kind, opened, name, &wishes.map) {
        Ok(parcel) => parcel,
        Err(NotReadyYet::Unreadable(error)) => return Ok(unreadable(error)),
        Err(NotReadyYet::Said(faults)) => return Ok(Came::Faulty(faults, columns)),
        Err(NotReadyYet::Broken(error)) => return Err(error.into()),
    };
    let mut command = ImportBoard::of(importer.kind, parcel);
    command.file_name = name.map(ToOwned::to_owned);
    command.into = filled(&wishes.into);
    command.theirs = wishes.theirs.clone();
    command.progress = progress.clone();
    command.end = match wishes.end.trim() {
        "" => None,
        text => match text.parse() {
            Ok(end) => Some(end),
            Err(_) => {
                return Ok(Came::Faulty(vec![fault("/end", "a day is needed here, such as 2026-12-15")], columns));
            }
        },
    };
    command.outcome = filled(&wishes.outcome);
    command.manager = filled(&wishes.manager);
    command.dry_run = dry_run;
    came(desk.run(actor, command)?, columns)
}

fn unreadable(Unreadable { pointer, message, advice }: Unreadable) -> Came {
    Came::Unreadable(vec![Fault { pointer, message: format!("{message}. {advice}") }])
}

/// What the columns look like as they are read now; where what is said of them cannot be, as they were before.
fn columns(
    desk: &Desk,
    business: BusinessId,
    kind: &str,
    sheet: &Sheet,
    said: &[String],
) -> Result<Option<Arc<Preview>>, Answer> {
    let before = remembered(desk, business, kind, sheet.header())?;
    let mapping =
        sheet.mapping(&before, said).or_else(|_| sheet.mapping(&before, &[])).or_else(|_| sheet.mapping(&[], &[]));
    Ok(mapping.ok().and_then(|mapping| sheet.preview(&mapping).ok()).map(Arc::new))
}

fn came(outcome: Outcome, columns: Option<Arc<Preview>>) -> Result<Came, Answer> {
    Ok(match outcome {
        Outcome::Done(done) => {
            let report = done.note.ok_or_else(|| Answer::Broken("an import without a report".into()))?;
            let report = serde_json::from_value(report).map_err(|error| Answer::Broken(error.to_string()))?;
            let report = Arc::new(report);
            Came::Done { report, summary: done.summary, event: done.event, key: done.key.unwrap_or_default(), columns }
        }
        Outcome::Refused(refusal) => Came::Refused(refusal),
        Outcome::Invalid(faults)
            if faults
                .iter()
                .all(|fault| ["/end", "/outcome", "/manager", "/into"].contains(&fault.pointer.as_str())) =>
        {
            Came::Faulty(faults, columns)
        }
        Outcome::Invalid(faults) => Came::Unreadable(faults),
        Outcome::NotFound(what) => {
            Came::Faulty(vec![fault("/manager", &format!("There is no {what} here any more"))], columns)
        }
        Outcome::Conflict(conflict) => {
            Came::Faulty(vec![fault("", &format!("{} was changed meanwhile; look again", conflict.what))], columns)
        }
    })
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(ToOwned::to_owned)
}

pub(super) fn fault(pointer: &str, message: &str) -> Fault {
    Fault { pointer: pointer.to_owned(), message: message.to_owned() }
}
