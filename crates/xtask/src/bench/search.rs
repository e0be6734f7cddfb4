//! Search: questions to a business of 100,000 tasks.

use std::time::Duration;

use anyhow::{Context, anyhow, ensure};
use jiff::Timestamp;
use righthand_desk::command::{Actor, Door, Who};
use righthand_desk::import::load_demonstration;
use righthand_desk::records::{Project, Task};
use righthand_desk::search::Asked;
use righthand_desk::{Clock, Desk, Store, StoreError};
use righthand_domain::ids::{BusinessId, ProjectId, TaskId};
use righthand_domain::kind::Kind;
use righthand_exchange::business_file;
use righthand_store::{Json, select_sql};
use rusqlite::Connection;
use serde_json::json;
use uuid::Uuid;

use super::figures::{Figures, timed};
use super::table::{Row, Section};

const RUNS: usize = 101;
const TASKS: u128 = 100_000;
/// Different words of their names; each name has six.
const WORDS: u128 = 5_000;
/// The figure.
const GOAL: Duration = Duration::from_millis(10);

pub(super) fn measure() -> anyhow::Result<Section> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("desk.sqlite");
    let at: Timestamp = "2026-11-24T11:20:00Z".parse()?;
    let desk = Desk::new(Store::open(&format!("sqlite:{}", path.display()))?, Clock::starting_at(at));
    let business = small(&desk, at)?;
    // What is measured is finding, not planning.
    let _rest = desk.planning.rest();
    fill(&desk, business)?;
    let bare = Connection::open(&path)?;
    bare.execute("delete from search_state", [])?;
    let (making, made) = timed(|| desk.make_index(business));
    made?;
    let mut rows = vec![Row {
        what: "making the index of all of it anew".into(),
        figures: Figures::of(vec![making]),
        goal: None,
        ceiling: None,
    }];
    for (what, text, word) in [
        ("a word of some", "w77", "w77"),
        ("a word of all, which begins every name", "glaze", "glaze"),
        ("two words", "glazing w77", "w77"),
        ("the beginning of words", "w1", "w1"),
        ("words in a row", "\"w77 w140\"", "w77"),
        ("a word, with operators", "glaze is:open kind:task -w77 due:>today", "glaze"),
    ] {
        let figures = Figures::measure(RUNS, || ask(&desk, business, text))?;
        let ceiling = Figures::measure(RUNS, || ask_bare(&bare, business, word))?;
        let what = format!("{what}: `{text}`");
        rows.push(Row { what, figures, goal: Some(GOAL), ceiling: Some(ceiling.median()) });
    }
    Ok(Section {
        about: format!(
            "A business of {TASKS} tasks on SQLite, asked by its owner: the query is read, each kind of thing is asked for its \
             count up to a hundred and its first six hits, and these are loaded with their people and places. Bare: the first \
             word of the question put to the FTS5 table directly, the latest hundred rows."
        ),
        rows,
    })
}

/// One owner with one project, planned.
fn small(desk: &Desk, at: Timestamp) -> anyhow::Result<BusinessId> {
    let file = json!({
        "format": business_file::FORMAT, "at": at.to_string(),
        "business": { "name": "Large", "time_zone": "Europe/Lisbon" },
        "people": [{ "key": "amara", "name": "Amara Lindqvist", "role": "owner" }],
        "projects": [{ "key": "large", "name": "Everything", "outcome": "It is done", "end": "2027-06-30", "tasks": [] }],
    });
    let snapshot = business_file::read(file.to_string().as_bytes(), None, at)
        .map_err(|faults| anyhow!("the business is faulty: {faults:?}"))?;
    let business = load_demonstration(desk, "large", snapshot)?;
    desk.planning.standing(business)?;
    desk.planning.settle(Duration::from_secs(60));
    Ok(business)
}

fn fill(desk: &Desk, business: BusinessId) -> anyhow::Result<()> {
    let projects = select_sql!(Project, "where business_id = $1 and state = 'open' order by position, id limit 1");
    let found: Result<Vec<Project>, StoreError> = desk.store.read(business, move |tx| tx.select(projects, &[]));
    let project = found?.first().context("the project is gone")?.id;
    let tasks: Vec<Task> = (1..=TASKS).map(|number| task(number, project)).collect();
    Ok(desk.store.write(business, move |tx| tx.insert_all(&tasks))?)
}

fn task(number: u128, project: ProjectId) -> Task {
    let word = |n: u128| format!("w{}", (number * 31 + n * 63) % WORDS);
    let words: Vec<String> = (0..5).map(word).collect();
    Task {
        id: TaskId(Uuid::from_u128((0x0192_0000_0000_7000 << 64) + (0x8 << 60) + number)),
        key: format!("t{number}"),
        project_id: project,
        parent_id: None,
        list_id: None,
        position: i64::try_from(number).unwrap_or(i64::MAX),
        name: format!("Glaze {}", words.join(" ")),
        notes: Some("Some words on what is to be done, as people write them.".into()),
        kind: Kind::Implementation,
        optimistic_minutes: None,
        likely_minutes: Some(60),
        pessimistic_minutes: None,
        spent_minutes: 0,
        milestone: false,
        guessed: false,
        skill: None,
        not_before: None,
        due: number.is_multiple_of(3).then(|| righthand_domain::snapshot::When::Date(jiff::civil::date(2027, 1, 15))),
        done_at: None,
        labels: Json(Vec::new()),
        archived: false,
        url: None,
        version: 1,
    }
}

fn ask(desk: &Desk, business: BusinessId, text: &str) -> anyhow::Result<Duration> {
    let actor = Actor { who: Who::Operator, business, door: Door::Cli };
    let (took, found) = timed(|| desk.find(&actor, Asked { text: text.to_owned(), only: None, hits: 6 }));
    let found = found.map_err(|unseen| anyhow!("the search was not answered: {unseen:?}"))?;
    ensure!(!found.groups.is_empty(), "“{text}” finds nothing");
    Ok(took)
}

fn ask_bare(bare: &Connection, business: BusinessId, word: &str) -> anyhow::Result<Duration> {
    let id = business.0.simple().to_string();
    let lexeme = format!("\"{}w{word}\" *", id.get(20..).unwrap_or_default());
    let (took, found) = timed(|| {
        let mut statement = bare.prepare_cached(
            "select rowid from search_words where search_words match ?1 order by rowid desc limit 101",
        )?;
        let rows = statement.query_map([&lexeme], |row| row.get::<_, i64>(0))?;
        rows.collect::<Result<Vec<i64>, _>>()
    });
    ensure!(!found?.is_empty(), "{lexeme} is in no row");
    Ok(took)
}
