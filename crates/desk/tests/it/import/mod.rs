//! Import: boards and business files, on both engines.

mod again;
mod bad_input;
mod board;
mod file;
mod speed;
mod table;

use std::path::PathBuf;

use jiff::Timestamp;
use righthand_desk::command::{Actor, Command, Done, Door, Outcome, Who};
use righthand_desk::history::Undo;
use righthand_desk::import::{ImportFile, Report, found_for_file};
use righthand_desk::records;
use righthand_desk::{Clock, Desk};
use righthand_domain::ids::BusinessId;
use righthand_domain::refusal::{Refusal, Rule};
use righthand_exchange::business_file;
use righthand_store::{Record, Sql, Store, Tx, select_sql};
use righthand_testkit::on_both;
use serde::Serialize;
use serde_json::{Value, json};

/// A desk over an empty database, its clock standing still.
fn desk(url: &str) -> Desk {
    Desk::new(Store::open(url).unwrap(), Clock::fixed(now()))
}

fn now() -> Timestamp {
    "2026-11-24T11:20:00Z".parse().unwrap()
}

/// The operator of the machine, for the owner.
fn operator(business: BusinessId) -> Actor {
    Actor { who: Who::Operator, business, door: Door::Cli }
}

/// Amara's studio with Priyanka, who manages, and Halima, who writes.
fn studio(desk: &Desk) -> BusinessId {
    studio_named(desk, "harbour-clay")
}

fn studio_named(desk: &Desk, key: &str) -> BusinessId {
    let file = json!({
        "format": "righthand/1",
        "business": { "name": "Harbour Clay", "time_zone": "Europe/Lisbon" },
        "people": [
            { "key": "amara", "name": "Amara Lindqvist", "role": "owner" },
            { "key": "priyanka", "name": "Priyanka Doyle", "role": "project_manager", "email": "priyanka@harbourclay.example" },
            { "key": "halima", "name": "Halima Strand", "role": "team_member" },
        ],
    });
    let (business, outcome) = found_for_file(desk, key, ImportFile::of(snapshot(&file))).unwrap();
    done(outcome);
    business
}

fn snapshot(file: &Value) -> righthand_domain::snapshot::Snapshot {
    business_file::read(file.to_string().as_bytes(), None, now()).unwrap()
}

fn run<C: Command>(desk: &Desk, business: BusinessId, command: C) -> Outcome {
    desk.run(&operator(business), command).unwrap()
}

fn send(desk: &Desk, business: BusinessId, name: &str, input: Value) -> Done {
    done(desk.send(&operator(business), name, input, None).unwrap())
}

fn done(outcome: Outcome) -> Done {
    match outcome {
        Outcome::Done(done) => done,
        other => panic!("{other:#?}"),
    }
}

fn refused(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Refused(refusal) => refusal,
        other => panic!("{other:#?}"),
    }
}

fn rule(outcome: Outcome) -> Option<Rule> {
    refused(outcome).rule
}

fn report(done: &Done) -> Report {
    let report: Report = serde_json::from_value(done.note.clone().unwrap()).unwrap();
    for (kind, count) in &report.items {
        assert_eq!(count.read, count.made + count.updated + count.unchanged + count.skipped, "{kind}: {report:#?}");
    }
    let skipped: usize = report.items.values().map(|count| count.skipped).sum();
    assert_eq!(report.skipped.len(), skipped, "each skipped item is listed: {report:#?}");
    report
}

fn undo(desk: &Desk, business: BusinessId, event: i64) -> Outcome {
    run(desk, business, serde_json::from_value::<Undo>(json!({ "event": event })).unwrap())
}

/// Every record of the business, without versions, table by table.
fn everything(desk: &Desk, business: BusinessId) -> Value {
    desk.store.read(business, |tx| Ok::<_, righthand_store::Error>(tables(tx))).unwrap()
}

fn events(desk: &Desk, business: BusinessId) -> i64 {
    const COUNT: &Sql = righthand_store::sql!("test.events", "select count(*) from event where business_id = $1");
    desk.store.read(business, |tx| tx.one(COUNT, &[], |row| row.get(0))).unwrap().unwrap_or(0)
}

fn all<R: Record + Serialize>(tx: &mut Tx, select: &'static Sql) -> (String, Value) {
    let mut rows: Vec<Value> =
        tx.select::<R>(select, &[]).unwrap().iter().map(|row| serde_json::to_value(row).unwrap()).collect();
    rows.iter_mut().for_each(|row| drop(row.as_object_mut().unwrap().remove("version")));
    (R::TABLE.to_owned(), rows.into())
}

macro_rules! tables {
    ($($record:ident),+ $(,)?) => {
        fn tables(tx: &mut Tx) -> Value {
            let tables = [$(all::<records::$record>(tx, select_sql!(records::$record, "where business_id = $1 order by id"))),+];
            Value::Object(tables.into_iter().collect())
        }
    };
}

tables![
    Business,
    Holiday,
    Member,
    Absence,
    Area,
    Project,
    BoardList,
    Task,
    Assignment,
    Dependency,
    Checklist,
    CheckItem,
    Comment,
    Attachment,
    Field,
    FieldValue,
    Operation,
    Step,
    Run,
    RunStep,
    Appointment,
    Attendance,
    Duty,
    Lift,
    Origin,
];

/// Rows of a table.
fn rows<'v>(everything: &'v Value, table: &str) -> &'v Vec<Value> {
    everything[table].as_array().unwrap()
}

/// A folder of shared samples; `None`, told, where there is none.
fn shared(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(folder);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("SKIPPED: no {}", path.display());
    None
}

fn json_files(folder: &str) -> Vec<PathBuf> {
    let Some(folder) = shared(folder) else { return Vec::new() };
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ext| ext == "json")).collect();
    files.sort();
    files
}
