//! The store as whoever uses it meets it, each test on both engines.

mod backup;
mod bell;
mod checks;
mod measure;
mod migrations;
mod records;
mod search;
mod writing;

use jiff::{Timestamp, civil::Date};
use righthand_domain::{
    ids::{BusinessId, ProjectId, TaskId},
    kind::Kind,
};
use righthand_testkit::on_both;
use uuid::Uuid;

use crate::{
    Error, Json, Sql, Store, Value,
    migrations::{MIGRATIONS, Migration},
    record, select_sql, sql, values,
};

/// The identity tables and a small studio.
const STUDIO: [Migration; 2] = [
    Migration {
        number: MIGRATIONS[0].number,
        name: MIGRATIONS[0].name,
        text: MIGRATIONS[0].text,
        sqlite: "",
        postgres: "",
    },
    Migration { number: 2, name: "0002_studio", text: include_str!("tests/studio.sql"), sqlite: "", postgres: "" },
];

record! {
    struct Project in "project" {
        id: ProjectId,
        name: String,
    }
}

record! {
    struct Task in "task" {
        id: TaskId,
        key: String,
        project_id: Option<ProjectId>,
        kind: Kind,
        due_on: Option<Date>,
        done_at: Option<Timestamp>,
        effort_hours: Option<f64>,
        milestone: bool,
        labels: Json<Vec<String>>,
    }
}

const TASKS: &Sql = select_sql!(Task, "where business_id = $1 order by key, id limit $2");
const KEYS: &Sql = sql!("keys of tasks", "select key from task where business_id = $1 order by key");
const COUNT: &Sql = sql!("number of tasks", "select count(*) from task where business_id = $1");
const TALLY: &Sql = sql!("the number", "select number from tally where business_id = $1");
const BEGIN_TALLY: &Sql = sql!("first number", "insert into tally (business_id, number) values ($1, $2)");

/// Runs `body` on a fresh studio on each engine.
fn in_studio(body: impl Fn(&Store)) {
    on_both(|url| body(&Store::open_with(url, &STUDIO).unwrap()));
}

fn harbour_clay() -> BusinessId {
    BusinessId(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001))
}

fn northlight() -> BusinessId {
    BusinessId(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0002))
}

fn task(number: u128, key: &str) -> Task {
    Task {
        id: TaskId(Uuid::from_u128(number)),
        key: key.to_owned(),
        project_id: None,
        kind: Kind::Implementation,
        due_on: None,
        done_at: None,
        effort_hours: Some(1.5),
        milestone: false,
        labels: Json(vec!["éclair".to_owned()]),
        version: 1,
    }
}

fn keys(store: &Store, business: BusinessId) -> Vec<String> {
    store
        .read(business, |tx| tx.all(KEYS, &values![], |row| row.get(0)))
        .unwrap_or_else(|fault: Error| panic!("{fault}"))
}

/// Names the type of the error for a closure that gives none.
fn write<T: Send + 'static>(
    store: &Store,
    business: BusinessId,
    work: impl FnOnce(&mut crate::Tx) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    store.write(business, work)
}
