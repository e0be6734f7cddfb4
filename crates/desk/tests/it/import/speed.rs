//! How long a large board takes: printed, never judged here. Run it with `--release -- --nocapture`.

use std::fmt::Write as _;
use std::time::Instant;

use righthand_desk::import::ImportBoard;
use righthand_exchange::importers::importer;

use super::*;

/// As many cards as Trello lets a board have open.
const CARDS: usize = 5_000;

fn large_board() -> String {
    let mut text = String::from(r#"{"id":"large","name":"Large","lists":["#);
    let lists: Vec<String> = (0..12).map(|n| format!(r#"{{"id":"l{n}","name":"List {n}","pos":{n}}}"#)).collect();
    let members: Vec<String> = (0..20).map(|n| format!(r#"{{"id":"m{n}","fullName":"Person {n}"}}"#)).collect();
    let cards: Vec<String> = (0..CARDS).map(card).collect();
    let lists_of: Vec<String> = (0..CARDS).map(|n| {
        format!(r#"{{"id":"k{n}","idCard":"c{n}","name":"Steps","checkItems":[{{"id":"i{n}a","name":"One","state":"complete"}},{{"id":"i{n}b","name":"Two","state":"incomplete"}}]}}"#)
    }).collect();
    let _ = write!(
        text,
        r#"{}],"members":[{}],"cards":[{}],"checklists":[{}]}}"#,
        lists.join(","),
        members.join(","),
        cards.join(","),
        lists_of.join(",")
    );
    text
}

fn card(n: usize) -> String {
    format!(
        r#"{{"id":"c{n}","name":"Card {n} of the board","desc":"{}","idList":"l{}","pos":{n},"due":"2026-12-07T15:30:00Z","idMembers":["m{}"],"attachments":[{{"id":"a{n}","name":"File","url":"https://files.example/{n}"}}]}}"#,
        "Some words on what is to be done. ".repeat(5),
        n % 12,
        n % 20
    )
}

#[test]
fn a_board_of_5000_cards_is_imported_again_and_undone() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let text = large_board();
        let engine = desk.store.engine();
        let began = Instant::now();
        let parcel = importer("trello").unwrap().read_alone(&mut text.as_bytes()).unwrap();
        let read = began.elapsed();
        let event = done(run(&desk, business, ImportBoard::of("trello", parcel.clone()))).event;
        println!("{engine:?}: {CARDS} cards read in {read:?}, read and imported in {:?}", began.elapsed());
        let began = Instant::now();
        let again = done(run(&desk, business, ImportBoard::of("trello", parcel)));
        println!("{engine:?}: imported again in {:?}", began.elapsed());
        assert_eq!(report(&again).items["card"].unchanged, CARDS);
        let began = Instant::now();
        done(undo(&desk, business, event));
        println!("{engine:?}: undone in {:?}", began.elapsed());
        assert!(rows(&everything(&desk, business), "task").is_empty());
    });
}
