//! The index of words: the same text and the same question have the same answer on both engines.

use crate::search::{Entry, Question, Term, WORDS_MAX, Word};

use super::*;

fn words(text: &str) -> Vec<Word> {
    text.split(' ')
        .map(|word| Word { text: word.into(), stem: word.trim_end_matches('s').trim_end_matches("ing").into() })
        .collect()
}

fn entry(id: &str, title: &str, body: &str, facets: &[&str]) -> Entry {
    Entry {
        thing: "task",
        thing_id: id.into(),
        due: (id == "a").then(|| "2026-12-01".into()),
        title: words(title),
        body: words(body),
        facets: facets.iter().map(|facet| (*facet).into()).collect(),
    }
}

fn word(text: &str) -> Term {
    Term::Word(words(text).remove(0))
}

fn phrase(text: &str) -> Term {
    Term::Phrase(text.split(' ').map(Into::into).collect())
}

fn any(facets: &[&str]) -> Term {
    Term::AnyOf(facets.iter().map(|facet| (*facet).into()).collect())
}

fn ask(store: &Store, business: BusinessId, question: Question) -> Vec<String> {
    let found: Result<_, Error> = store.read(business, move |tx| tx.search(&Question { limit: 10, ..question }));
    found.unwrap().into_iter().map(|found| found.thing_id).collect()
}

fn all(terms: Vec<Term>) -> Question {
    Question { all: terms, ..Question::default() }
}

fn with_three(body: impl Fn(&Store)) {
    on_both(|url| {
        let store = Store::open(url).unwrap();
        write(&store, harbour_clay(), |tx| {
            tx.index(&[
                entry("a", "ash glazes", "fire to cone ten", &["open", "mine"]),
                entry("b", "glazing a bowl", "ash from the kiln", &["open"]),
                entry("c", "kiln letter", "news", &["done"]),
            ])
        })
        .unwrap();
        body(&store);
    });
}

#[test]
fn a_word_is_found_in_its_forms_and_by_its_beginning_latest_first() {
    with_three(|store| {
        let ask = |question| ask(store, harbour_clay(), question);
        assert_eq!(ask(all(vec![word("glaz")])), ["b", "a"]);
        assert_eq!(ask(all(vec![word("glazing")])), ["b"]);
        assert_eq!(ask(all(vec![word("letters")])), ["c"]);
        assert_eq!(ask(all(vec![word("ash"), word("kiln")])), ["b"]);
        assert_eq!(ask(all(vec![word("nothing")])), [""; 0]);
        assert_eq!(ask(all(vec![])), [""; 0]);
    });
}

#[test]
fn phrases_facets_days_and_what_must_not_be_there_narrow_it() {
    with_three(|store| {
        let ask = |question| ask(store, harbour_clay(), question);
        assert_eq!(ask(all(vec![phrase("cone ten")])), ["a"]);
        assert_eq!(ask(all(vec![phrase("ten cone")])), [""; 0]);
        assert_eq!(ask(all(vec![phrase("glazes fire")])), [""; 0], "no phrase goes from the title into the body");
        assert_eq!(ask(all(vec![any(&["mine", "done"])])), ["c", "a"]);
        assert_eq!(ask(all(vec![any(&[])])), [""; 0]);
        let none = vec![word("bowl"), phrase("kiln letter")];
        assert_eq!(ask(Question { none, ..all(vec![any(&["open", "done"])]) }), ["a"]);
        assert_eq!(ask(Question { in_title: true, ..all(vec![word("ash"), any(&["open"])]) }), ["a"]);
        let december = Some("2026-12-01".to_owned());
        assert_eq!(ask(Question { due_from: december.clone(), ..all(vec![any(&["open"])]) }), ["a"]);
        assert_eq!(ask(Question { due_before: december, ..all(vec![any(&["open"])]) }), [""; 0]);
    });
}

#[test]
fn r15_the_words_of_one_business_are_not_found_in_another() {
    with_three(|store| {
        write(store, northlight(), |tx| tx.index(&[entry("n", "ash glazes", "x", &["open"])])).unwrap();
        assert_eq!(ask(store, northlight(), all(vec![word("ash")])), ["n"]);
        assert_eq!(ask(store, harbour_clay(), all(vec![word("ash")])), ["b", "a"]);
        write(store, northlight(), |tx| tx.unindex_all()).unwrap();
        assert_eq!(ask(store, northlight(), all(vec![word("ash")])), [""; 0]);
        assert_eq!(ask(store, harbour_clay(), all(vec![word("ash")])), ["b", "a"]);
    });
}

#[test]
fn what_is_put_in_again_replaces_what_was_there_and_what_is_taken_out_is_gone() {
    with_three(|store| {
        write(store, harbour_clay(), |tx| {
            tx.index(&[entry("a", "raku", "smoke", &["open"])])?;
            tx.unindex(&[("task", "c"), ("task", "never")])
        })
        .unwrap();
        assert_eq!(ask(store, harbour_clay(), all(vec![word("ash")])), ["b"]);
        assert_eq!(ask(store, harbour_clay(), all(vec![word("raku")])), ["a"]);
        assert_eq!(ask(store, harbour_clay(), all(vec![word("letter")])), [""; 0]);
        assert_eq!(ask(store, harbour_clay(), all(vec![any(&["open"])])), ["a", "b"], "touched last comes first");
    });
}

#[test]
fn a_text_without_end_and_a_word_said_a_thousand_times_go_in_on_both_engines() {
    with_three(|store| {
        let long = "clay ".repeat(1_000) + &"many words ".repeat(WORDS_MAX) + "beyond";
        let entry = entry("d", "long", long.trim(), &["open"]);
        write(store, harbour_clay(), move |tx| tx.index(&[entry])).unwrap();
        assert_eq!(ask(store, harbour_clay(), all(vec![phrase("clay clay")])), ["d"]);
        assert_eq!(ask(store, harbour_clay(), all(vec![phrase("clay many")])), [""; 0], "its 1000th place is not kept");
        assert_eq!(
            ask(store, harbour_clay(), all(vec![word("beyond")])),
            [""; 0],
            "it stands behind the last word kept"
        );
    });
}

#[test]
fn signs_of_the_query_languages_are_only_signs() {
    with_three(|store| {
        for text in ["\"", "*", "a OR b", "NEAR(a b)", "title:a", "a & !b", "a:*", "'", "\\", "", "é", "-", "(", "0"] {
            let hostile = Term::Word(Word { text: text.into(), stem: text.into() });
            let question = all(vec![any(&["open"]), hostile.clone(), Term::Phrase(vec![text.into()])]);
            ask(store, harbour_clay(), Question { none: vec![hostile], ..question });
        }
    });
}
