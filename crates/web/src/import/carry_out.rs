//! From a file on disk to what an import of it says, as a dry run or in earnest.

use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};

use righthand_desk::Desk;
use righthand_desk::command::{Actor, Outcome};
use righthand_desk::import::{ImportBoard, ImportFile, Report};
use righthand_domain::refusal::Refusal;
use righthand_domain::snapshot::Fault;
use righthand_exchange::business_file;
use righthand_exchange::importers::{IMPORTERS, importer};

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
        report: Report,
        summary: String,
        event: i64,
        key: String,
    },
    /// The file is not what it should be: each fault with its place.
    Unreadable(Vec<Fault>),
    /// What was typed beside the file is not.
    Faulty(Vec<Fault>),
    Refused(Refusal),
}

/// Reads the file from its beginning and sends the command. It may wait for the database.
pub(super) fn carry_out(
    desk: &Desk,
    actor: &Actor,
    file: &File,
    wishes: &Wishes,
    dry_run: bool,
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
        return came(desk.run(actor, command)?);
    }
    let Some(importer) = importer(&wishes.kind) else {
        return Ok(Came::Faulty(vec![fault("/kind", "Choose where the file comes from")]));
    };
    let mut command = match (importer.read)(&mut BufReader::new(input)) {
        Ok(parcel) => ImportBoard::of(importer.kind, parcel),
        Err(unreadable) => {
            let message = format!("{}. {}", unreadable.message, unreadable.advice);
            return Ok(Came::Unreadable(vec![Fault { pointer: unreadable.pointer, message }]));
        }
    };
    command.end = match wishes.end.trim() {
        "" => None,
        text => match text.parse() {
            Ok(end) => Some(end),
            Err(_) => return Ok(Came::Faulty(vec![fault("/end", "a day is needed here, such as 2026-12-15")])),
        },
    };
    command.outcome = filled(&wishes.outcome);
    command.manager = filled(&wishes.manager);
    command.dry_run = dry_run;
    came(desk.run(actor, command)?)
}

fn came(outcome: Outcome) -> Result<Came, Answer> {
    Ok(match outcome {
        Outcome::Done(done) => {
            let report = done.note.ok_or_else(|| Answer::Broken("an import without a report".into()))?;
            let report = serde_json::from_value(report).map_err(|error| Answer::Broken(error.to_string()))?;
            Came::Done { report, summary: done.summary, event: done.event, key: done.key.unwrap_or_default() }
        }
        Outcome::Refused(refusal) => Came::Refused(refusal),
        Outcome::Invalid(faults)
            if faults.iter().all(|fault| ["/end", "/outcome", "/manager"].contains(&fault.pointer.as_str())) =>
        {
            Came::Faulty(faults)
        }
        Outcome::Invalid(faults) => Came::Unreadable(faults),
        Outcome::NotFound(what) => Came::Faulty(vec![fault("/manager", &format!("There is no {what} here any more"))]),
        Outcome::Conflict(conflict) => {
            Came::Faulty(vec![fault("", &format!("{} was changed meanwhile; look again", conflict.what))])
        }
    })
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(ToOwned::to_owned)
}

pub(super) fn fault(pointer: &str, message: &str) -> Fault {
    Fault { pointer: pointer.to_owned(), message: message.to_owned() }
}
