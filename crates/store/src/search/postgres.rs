//! The index on PostgreSQL: a `tsvector` beside each entry, title words of weight A.

use righthand_domain::ids::BusinessId;
use serde_json::json;

use super::lexemes::{self, Business};
use super::{Entry, Found, Question, Term, found, run};
use crate::{conn::Conn, error::Error, sql::Sql, value::Column, value::Value};

/// Entries of one statement: their text is a parameter of some megabytes at most.
const ENTRIES_AT_ONCE: usize = 256;
/// Places between the title and the body, so that no phrase reaches from one into the other.
const GAP: usize = 16;

static ADD: Sql = Sql::of_identity(
    "add entries",
    "",
    "insert into search_entry (business_id, thing, thing_id, place, due, words) \
     select $1, e.entry ->> 0, e.entry ->> 1, nextval('search_place'), e.entry ->> 2, cast(e.entry ->> 3 as tsvector) \
     from json_array_elements(cast(cast($2 as text) as json)) with ordinality as e (entry, n) order by e.n",
);
static REMOVE: Sql = Sql::of_identity(
    "remove entries",
    "",
    "delete from search_entry using json_array_elements(cast(cast($2 as text) as json)) as gone \
     where business_id = $1 and thing = gone ->> 0 and thing_id = gone ->> 1",
);
static REMOVE_ALL: Sql = Sql::of_identity("remove all entries", "", "delete from search_entry where business_id = $1");
static SEARCH: Sql = Sql::of_identity(
    "search",
    "",
    "select thing, thing_id from search_entry where business_id = $1 and words @@ cast(cast($2 as text) as tsquery) \
     and (cast($3 as text) is null or due >= $3) and (cast($4 as text) is null or due < $4) \
     order by place desc limit $5",
);

pub(super) fn add(conn: &mut Conn, business: BusinessId, entries: &[Entry]) -> Result<(), Error> {
    let lexeme = Business::of(business);
    for chunk in entries.chunks(ENTRIES_AT_ONCE) {
        let rows: Vec<_> =
            chunk.iter().map(|entry| json!([entry.thing, entry.thing_id, entry.due, vector(&lexeme, entry)])).collect();
        run(conn, &ADD, &[business.write(), serde_json::Value::from(rows).to_string().into()])?;
    }
    Ok(())
}

pub(super) fn remove(conn: &mut Conn, business: BusinessId, things: &[(&str, &str)]) -> Result<(), Error> {
    for chunk in things.chunks(ENTRIES_AT_ONCE) {
        run(conn, &REMOVE, &[business.write(), json!(chunk).to_string().into()])?;
    }
    Ok(())
}

pub(super) fn remove_all(conn: &mut Conn, business: BusinessId) -> Result<(), Error> {
    run(conn, &REMOVE_ALL, &[business.write()])
}

pub(super) fn search(conn: &mut Conn, business: BusinessId, question: &Question) -> Result<Vec<Found>, Error> {
    let values = [
        business.write(),
        query(&Business::of(business), question).into(),
        question.due_from.write(),
        question.due_before.write(),
        Value::Int(question.limit),
    ];
    found(conn, &SEARCH, &values)
}

/// The text of a `tsvector`: lexemes with their places and weights.
fn vector(business: &Business, entry: &Entry) -> String {
    let mut vector = String::new();
    let mut place = 0_usize;
    for (words, weight) in [(&entry.title, "A"), (&entry.body, "")] {
        for (word, stem) in lexemes::of_text(business, words) {
            place += 1;
            for lexeme in [Some(word), stem].into_iter().flatten().filter(|lexeme| lexeme != lexemes::FILLER) {
                vector.push_str(&format!("{lexeme}:{place}{weight} "));
            }
        }
        place += GAP;
    }
    for facet in &entry.facets {
        vector.push_str(&business.facet(facet));
        vector.push(' ');
    }
    vector
}

/// The text of a `tsquery`. Lexemes are letters and digits and need no quoting.
fn query(business: &Business, question: &Question) -> String {
    let all: Vec<String> = question.all.iter().map(|term| query_of(business, term, question.in_title)).collect();
    let none: Vec<String> = question.none.iter().map(|term| format!("!{}", query_of(business, term, false))).collect();
    [all, none].concat().join(" & ")
}

fn query_of(business: &Business, term: &Term, in_title: bool) -> String {
    let weight = if in_title { ":A" } else { "" };
    match term {
        Term::Word(word) => {
            let (begins, [stem, same]) = lexemes::of_wanted(business, word);
            let begins_weight = if in_title { ":*A" } else { ":*" };
            format!("({begins}{begins_weight} | {stem}{weight} | {same}{weight})")
        }
        Term::Phrase(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("{}{weight}", business.word(word))).collect();
            format!("({})", words.join(" <-> "))
        }
        Term::AnyOf(facets) if facets.is_empty() => format!("({})", business.facet("")),
        Term::AnyOf(facets) => {
            let facets: Vec<String> = facets.iter().map(|facet| business.facet(facet)).collect();
            format!("({})", facets.join(" | "))
        }
    }
}
