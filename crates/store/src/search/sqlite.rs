//! The index on SQLite: an FTS5 table without content, whose rowid is the place of the entry.

use righthand_domain::ids::BusinessId;

use super::lexemes::{self, Business};
use super::{Entry, Found, Question, Term, found, rows, run};
use crate::{conn::Conn, error::Error, sql::Sql, value::Column, value::Value};

static PLACE_OF: Sql = Sql::of_identity(
    "place of an entry",
    "",
    "select place from search_entry where business_id = $1 and thing = $2 and thing_id = $3",
);
static PLACES: Sql = Sql::of_identity("places of entries", "", "select place from search_entry where business_id = $1");
static LAST: Sql =
    Sql::of_identity("last place", "", "select rowid from search_words where rowid > 0 order by rowid desc limit 1");
static ADD_WORDS: Sql = Sql::of_identity(
    "add words",
    "",
    "insert into search_words (rowid, title, title_stem, body, body_stem, facet) values ($1, $2, $3, $4, $5, $6)",
);
static ADD_ENTRY: Sql = Sql::of_identity(
    "add an entry",
    "",
    "insert into search_entry (business_id, thing, thing_id, place, due) values ($1, $2, $3, $4, $5)",
);
static REMOVE_WORDS: Sql = Sql::of_identity("remove words", "", "delete from search_words where rowid = $1");
static REMOVE_ENTRY: Sql =
    Sql::of_identity("remove an entry", "", "delete from search_entry where business_id = $1 and place = $2");
// `cross join` keeps the order: the words first, latest first, until there are enough.
static SEARCH: Sql = Sql::of_identity(
    "search",
    "",
    "select search_entry.thing, search_entry.thing_id from search_words \
     cross join search_entry on search_entry.business_id = $1 and search_entry.place = search_words.rowid \
     where search_words match $2 and ($3 is null or search_entry.due >= $3) and ($4 is null or search_entry.due < $4) \
     order by search_words.rowid desc limit $5",
);

pub(super) fn add(conn: &mut Conn, business: BusinessId, entries: &[Entry]) -> Result<(), Error> {
    if entries.is_empty() {
        return Ok(());
    }
    let (id, lexeme) = (business.write(), Business::of(business));
    let last = rows(conn, &LAST, &[], |row| row.get::<i64>(0))?.first().copied().unwrap_or(0);
    for (place, entry) in (last + 1..).zip(entries) {
        let (title, title_stem) = texts(&lexeme, &entry.title);
        let (body, body_stem) = texts(&lexeme, &entry.body);
        let facets: Vec<String> = entry.facets.iter().map(|facet| lexeme.facet(facet)).collect();
        let words = [place.into(), title.into(), title_stem.into(), body.into(), body_stem.into()];
        run(conn, &ADD_WORDS, &[&words[..], &[facets.join(" ").into()]].concat())?;
        let entry = [entry.thing.into(), entry.thing_id.write(), place.into(), entry.due.write()];
        run(conn, &ADD_ENTRY, &[&[id.clone()][..], &entry].concat())?;
    }
    Ok(())
}

pub(super) fn remove(conn: &mut Conn, business: BusinessId, things: &[(&str, &str)]) -> Result<(), Error> {
    for (thing, id) in things {
        let values = [business.write(), (*thing).into(), (*id).into()];
        for place in rows(conn, &PLACE_OF, &values, |row| row.get::<i64>(0))? {
            remove_at(conn, business, place)?;
        }
    }
    Ok(())
}

pub(super) fn remove_all(conn: &mut Conn, business: BusinessId) -> Result<(), Error> {
    for place in rows(conn, &PLACES, &[business.write()], |row| row.get::<i64>(0))? {
        remove_at(conn, business, place)?;
    }
    Ok(())
}

fn remove_at(conn: &mut Conn, business: BusinessId, place: i64) -> Result<(), Error> {
    run(conn, &REMOVE_WORDS, &[place.into()])?;
    run(conn, &REMOVE_ENTRY, &[business.write(), place.into()])
}

pub(super) fn search(conn: &mut Conn, business: BusinessId, question: &Question) -> Result<Vec<Found>, Error> {
    let wanted = expression(&Business::of(business), question);
    let values = [
        business.write(),
        wanted.into(),
        question.due_from.write(),
        question.due_before.write(),
        Value::Int(question.limit),
    ];
    found(conn, &SEARCH, &values)
}

/// The words of a text and, apart, the stems that differ.
fn texts(business: &Business, words: &[super::Word]) -> (String, String) {
    let (mut text, mut stems) = (String::new(), String::new());
    for (word, stem) in lexemes::of_text(business, words) {
        text.push_str(&word);
        text.push(' ');
        if let Some(stem) = stem {
            stems.push_str(&stem);
            stems.push(' ');
        }
    }
    (text, stems)
}

/// The question in the language of FTS5. Lexemes are letters and digits, so a pair of quotation marks holds each.
fn expression(business: &Business, question: &Question) -> String {
    let scope = |term: &Term| if question.in_title && lexemes::is_words(term) { "{title title_stem} : " } else { "" };
    let all: Vec<String> =
        question.all.iter().map(|term| format!("{}{}", scope(term), expression_of(business, term))).collect();
    let mut expression = all.join(" AND ");
    if !question.none.is_empty() {
        let none: Vec<String> = question.none.iter().map(|term| expression_of(business, term)).collect();
        expression = format!("({expression}) NOT ({})", none.join(" OR "));
    }
    expression
}

fn expression_of(business: &Business, term: &Term) -> String {
    match term {
        Term::Word(word) => {
            let (begins, [stem, same]) = lexemes::of_wanted(business, word);
            format!("(\"{begins}\" * OR \"{stem}\" OR \"{same}\")")
        }
        Term::Phrase(words) => {
            let words: Vec<String> = words.iter().map(|word| business.word(word)).collect();
            format!("(\"{}\")", words.join(" "))
        }
        Term::AnyOf(facets) if facets.is_empty() => format!("(\"{}\")", business.facet("")),
        Term::AnyOf(facets) => {
            let facets: Vec<String> = facets.iter().map(|facet| format!("\"{}\"", business.facet(facet))).collect();
            format!("({})", facets.join(" OR "))
        }
    }
}
