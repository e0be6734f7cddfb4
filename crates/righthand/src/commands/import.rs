//! `righthand import KIND FILE`: a business file, or a board of another tool, into a business.

mod progress;
mod told;

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use anyhow::Context;
use jiff::Timestamp;
use righthand_desk::Desk;
use righthand_desk::command::Outcome;
use righthand_desk::import::{ImportBoard, ImportFile, NotReadyYet, found_for_board, found_for_file, parcel_of};
use righthand_desk::sign_in;
use righthand_domain::ids::BusinessId;
use righthand_domain::snapshot::{Fault, When, Zone};
use righthand_exchange::business_file;
use righthand_exchange::importers::{IMPORTERS, Importer, Opened, importer};

use super::desk::{Place, actor, business, input};
use super::source::Failure;

/// The kind of a business file; the others are importers'.
const FILE: &str = "file";

/// Import a business file or a board of another tool; importing again updates and doubles nothing
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What the file is: `file` (a business file), `trello`, `asana`, `clickup`, `monday`, `notion` or `csv` (any table)
    #[arg(value_name = "KIND")]
    kind: String,
    /// The file; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Key of the business
    #[arg(long, value_name = "KEY")]
    business: String,
    /// Make the business, and its owner until somebody claims it, if it is not there
    #[arg(long)]
    create: bool,
    /// The end date that makes a board a project; without end and outcome it waits as a draft
    #[arg(long, value_name = "DATE")]
    end: Option<When>,
    /// The outcome that makes a board a project
    #[arg(long, value_name = "TEXT")]
    outcome: Option<String>,
    /// Key of the member who manages the project [default: the owner]
    #[arg(long, value_name = "KEY")]
    manager: Option<String>,
    /// What a column is, for kinds that have columns: `--map "Due date=due"`; `due:dmy` or `due:mdy` where days can be read
    /// both ways, `effort:minutes` where numbers are no hours; it is remembered for the next table of these columns
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// Key of the project or draft that an earlier import made, where a table is called otherwise than then
    #[arg(long, value_name = "KEY")]
    into: Option<String>,
    /// Where a field changed both here and there since the last import, take theirs: an id as the report lists it, or
    /// `all`; ours is kept of all others
    #[arg(long, value_name = "ID")]
    theirs: Vec<String>,
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// Print `righthand-import/1` for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// Reads the file, imports it and prints what became of it; `clock` is now by the clock.
pub(crate) fn run(arguments: &Arguments, clock: Timestamp) -> Result<(), Failure> {
    // A file that cannot be read leaves no database behind.
    let what = arguments.read(clock)?;
    let desk = if arguments.create { arguments.place.open_or_make()? } else { arguments.place.open()? };
    told::told(arguments, arguments.import(&desk, what)?)
}

/// What has been read.
enum What {
    Board(&'static Importer, Opened),
    File(Box<ImportFile>),
}

impl Arguments {
    fn read(&self, clock: Timestamp) -> Result<What, Failure> {
        if self.kind == FILE && !self.map.is_empty() {
            return Err(input("--map", "file has no columns to map".into()));
        }
        if self.kind == FILE {
            return self.read_file(clock);
        }
        let Some(importer) = importer(&self.kind) else {
            let kinds: Vec<&str> =
                std::iter::once(FILE).chain(IMPORTERS.iter().map(|importer| importer.kind)).collect();
            return Err(input(
                "KIND",
                format!("“{}” cannot be imported yet; these can: {}", self.kind, kinds.join(", ")),
            ));
        };
        let opened = importer.open(&mut self.open()?).map_err(|unreadable| {
            let message = format!("{}. {}", unreadable.message, unreadable.advice);
            Failure::Input(vec![Fault { pointer: unreadable.pointer, message }])
        })?;
        Ok(What::Board(importer, opened))
    }

    fn read_file(&self, clock: Timestamp) -> Result<What, Failure> {
        if self.end.is_some() || self.outcome.is_some() || self.manager.is_some() {
            return Err(input("--end", "a business file says itself how its projects end and who manages them".into()));
        }
        let read = business_file::read_from(self.open()?, None, clock)
            .with_context(|| format!("{} cannot be read", self.file.display()))?;
        let command = ImportFile {
            dry_run: self.dry_run,
            theirs: self.theirs.clone(),
            ..ImportFile::of(read.map_err(Failure::Input)?)
        };
        Ok(What::File(Box::new(command)))
    }

    /// What was said of such columns before is asked of the business, where it is there.
    fn board(
        &self,
        desk: &Desk,
        there: Option<BusinessId>,
        importer: &Importer,
        opened: Opened,
    ) -> Result<ImportBoard, Failure> {
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).filter(|name| name != "-");
        let parcel = parcel_of(desk, there, importer.kind, opened, name.as_deref(), &self.map);
        let parcel = parcel.map_err(|not_read| match not_read {
            NotReadyYet::Unreadable(unreadable) => Failure::Input(vec![Fault {
                message: format!("{}. {}", unreadable.message, unreadable.advice),
                pointer: unreadable.pointer,
            }]),
            NotReadyYet::Said(faults) => Failure::Input(faults),
            NotReadyYet::Broken(error) => {
                Failure::Other(anyhow::Error::new(error).context("the database does not answer"))
            }
        })?;
        Ok(ImportBoard {
            end: self.end,
            outcome: self.outcome.clone(),
            manager: self.manager.clone(),
            file_name: name,
            into: self.into.clone(),
            theirs: self.theirs.clone(),
            dry_run: self.dry_run,
            ..ImportBoard::of(importer.kind, parcel)
        })
    }

    fn open(&self) -> Result<Box<dyn Read>, Failure> {
        if self.file.as_os_str() == "-" {
            return Ok(Box::new(io::stdin().lock()));
        }
        let file = File::open(&self.file).with_context(|| format!("{} cannot be opened", self.file.display()))?;
        Ok(Box::new(file))
    }

    fn import(&self, desk: &Desk, what: What) -> Result<Outcome, Failure> {
        let there = sign_in::find_business(desk, &self.business).context("the database does not answer")?;
        let outcome = match what {
            What::File(command) if self.create && there.is_none() => {
                found_for_file(desk, &self.business, *command).map(|(_, outcome)| outcome)
            }
            What::File(command) => desk.run(&actor(business(desk, &self.business)?, None), *command),
            What::Board(importer, opened) => {
                let command = self.board(desk, there, importer, opened)?;
                let _telling = progress::tell(command.progress.clone());
                if self.create && there.is_none() {
                    found_for_board(desk, &self.business, zone_here(), command).map(|(_, outcome)| outcome)
                } else {
                    desk.run(&actor(business(desk, &self.business)?, None), command)
                }
            }
        };
        Ok(outcome.context("the import broke")?)
    }
}

/// The zone of this machine, where a business that nobody has described yet is taken to be.
fn zone_here() -> Zone {
    let here = jiff::tz::TimeZone::try_system().ok();
    here.and_then(|zone| Zone::named(zone.iana_name()?)).unwrap_or_else(Zone::utc)
}
