//! Search: an index of words that finds the same on both engines.
//!
//! The engines differ in how they cut a text into words and in how they weigh what they find. So neither is asked to:
//! words come in as they are to be found ([`Word`], ASCII letters and digits only), and what is found comes out by
//! where it was found and by how lately it was touched. SQLite keeps them in an FTS5 table without content, PostgreSQL
//! in a `tsvector`. Every word in the index begins with its business, so that a question never meets another's (R15).

mod lexemes;
mod postgres;
mod sqlite;

use crate::{conn::Conn, error::Error, sql::Sql, tx::Tx, value::Value};

/// Words of one text that are found; more are a book, and a `tsvector` counts places to 16 383.
pub const WORDS_MAX: usize = 4_000;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it stands there, in ASCII letters and digits.
    pub text: String,
    /// What is left of it without its ending.
    pub stem: String,
}

/// A thing that can be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its table, and its id there.
    pub thing: &'static str,
    pub thing_id: String,
    /// The day on which it is due: `2026-12-01`.
    pub due: Option<String>,
    pub title: Vec<Word>,
    pub body: Vec<Word>,
    /// What it is beside its words: ASCII letters and digits each, such as `open`.
    pub facets: Vec<String>,
}

/// What has to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// The word, another form of it, or a word that begins with it.
    Word(Word),
    /// These words one after the other, as they are.
    Phrase(Vec<String>),
    /// One of these facets. None of none is never there.
    AnyOf(Vec<String>),
}

/// What is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// All of these; without any, nothing is found.
    pub all: Vec<Term>,
    /// None of these.
    pub none: Vec<Term>,
    /// Words have to stand in the title.
    pub in_title: bool,
    /// Due on this day or later.
    pub due_from: Option<String>,
    /// Due before this day.
    pub due_before: Option<String>,
    /// How many at most.
    pub limit: i64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub thing: String,
    pub thing_id: String,
}

impl Tx {
    /// Puts things into the index, in the place of what it had of them.
    pub fn index(&mut self, entries: &[Entry]) -> Result<(), Error> {
        let gone: Vec<(&str, &str)> = entries.iter().map(|entry| (entry.thing, entry.thing_id.as_str())).collect();
        self.unindex(&gone)?;
        let business = self.business();
        self.attempt(|conn| match conn {
            Conn::Sqlite(_) => sqlite::add(conn, business, entries),
            Conn::Postgres(_) => postgres::add(conn, business, entries),
        })
    }

    /// Takes things (table and id) out of the index; those that it does not have are no fault.
    pub fn unindex(&mut self, things: &[(&str, &str)]) -> Result<(), Error> {
        let business = self.business();
        self.attempt(|conn| match conn {
            Conn::Sqlite(_) => sqlite::remove(conn, business, things),
            Conn::Postgres(_) => postgres::remove(conn, business, things),
        })
    }

    /// Takes everything of this business out of the index.
    pub fn unindex_all(&mut self) -> Result<(), Error> {
        let business = self.business();
        self.attempt(|conn| match conn {
            Conn::Sqlite(_) => sqlite::remove_all(conn, business),
            Conn::Postgres(_) => postgres::remove_all(conn, business),
        })
    }

    /// What answers a question, touched last first.
    pub fn search(&mut self, question: &Question) -> Result<Vec<Found>, Error> {
        if question.all.is_empty() {
            return Ok(Vec::new());
        }
        let business = self.business();
        self.attempt(|conn| match conn {
            Conn::Sqlite(_) => sqlite::search(conn, business, question),
            Conn::Postgres(_) => postgres::search(conn, business, question),
        })
    }
}

/// The rows that a statement finds.
fn found(conn: &mut Conn, sql: &'static Sql, values: &[Value]) -> Result<Vec<Found>, Error> {
    rows(conn, sql, values, |row| Ok(Found { thing: row.get(0)?, thing_id: row.get(1)? }))
}

fn rows<T>(
    conn: &mut Conn,
    sql: &'static Sql,
    values: &[Value],
    read: impl Fn(&crate::row::Row<'_>) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let (mut found, mut fault) = (Vec::new(), None);
    let values: Vec<&Value> = values.iter().collect();
    conn.rows(sql, &values, &mut |row| {
        match read(row) {
            Ok(one) => found.push(one),
            Err(unreadable) => fault = Some(unreadable),
        }
        fault.is_none()
    })?;
    fault.map_or(Ok(found), Err)
}

fn run(conn: &mut Conn, sql: &'static Sql, values: &[Value]) -> Result<(), Error> {
    conn.run(sql, &values.iter().collect::<Vec<_>>()).map(drop)
}
