//! What tables become: counted by a second way of reading, carried or listed, and never a panic.

mod archive;
mod bad;
mod presets;
mod samples;

use proptest::prelude::*;

use crate::importers::{NotRead, importer};
use crate::parcel::{Card, Done, ItemKind, Moment, Parcel};

fn read(kind: &str, text: impl AsRef<[u8]>, said: &[&str]) -> Result<Parcel, NotRead> {
    let said: Vec<String> = said.iter().map(|said| (*said).to_owned()).collect();
    importer(kind).unwrap().open(&mut text.as_ref())?.parcel(Some("Podcast launch.csv"), &said, |_| Ok(Vec::new()))
}

fn table(text: impl AsRef<[u8]>, said: &[&str]) -> Parcel {
    read("csv", text, said).unwrap()
}

fn fails(kind: &str, text: impl AsRef<[u8]>, said: &[&str]) -> String {
    read(kind, text, said).unwrap_err().to_string()
}

fn card<'p>(parcel: &'p Parcel, name: &str) -> &'p Card {
    parcel.cards.iter().find(|card| card.name == name).unwrap_or_else(|| panic!("no card {name}: {parcel:#?}"))
}

fn day(text: &str) -> Option<Moment> {
    Some(Moment::Day(text.parse().unwrap()))
}

fn guessed(parcel: &Parcel, words: &str) -> bool {
    parcel.guessed.iter().any(|guess| format!("{}: {}", guess.what, guess.as_).contains(words))
}

const TASKS: &str = "Task,Owner,Due,Hours,Tags,Section\n\
    Edit episode 1,\"Halima Strand, Mateus Fenwick\",13/12/2026,2.5,\"audio, first\",Doing\n\
    Record intro,Yuki Abara,3/12/2026,,,Later\n";

#[test]
fn a_table_becomes_cards_by_the_names_of_its_columns() {
    let parcel = table(TASKS, &[]);
    assert_eq!((parcel.board.name.as_str(), parcel.cards.len()), ("Podcast launch", 2));
    let edit = card(&parcel, "Edit episode 1");
    assert_eq!((edit.due, edit.effort_minutes, edit.members.len()), (day("2026-12-13"), Some(150), 2));
    assert_eq!(card(&parcel, "Record intro").due, day("2026-12-03"), "the other row says that the day comes first");
    assert_eq!(edit.labels.len(), 2);
    assert_eq!(parcel.lists.iter().map(|list| list.name.as_str()).collect::<Vec<_>>(), ["Doing", "Later"]);
    assert_eq!((parcel.read[&ItemKind::Card], parcel.read[&ItemKind::Member]), (2, 3));
}

#[test]
fn what_is_said_of_columns_goes_before_what_their_names_say() {
    let parcel = table(TASKS, &["Section=label", "hours=effort:days", "Due=due:mdy", "Owner=field"]);
    let edit = card(&parcel, "Edit episode 1");
    assert_eq!((edit.effort_minutes, edit.list.as_ref(), edit.labels.len()), (Some(1_200), None, 3));
    assert_eq!(card(&parcel, "Record intro").due, day("2026-03-12"));
    assert_eq!((parcel.custom_fields[0].name.as_str(), parcel.members.len()), ("Owner", 0));
}

#[test]
fn what_was_said_of_columns_is_remembered_as_it_can_be_said_again() {
    let parcel = table(TASKS, &["Section=label", "Hours=effort:days"]);
    let mapped = parcel.mapped.unwrap();
    let again = importer("csv")
        .unwrap()
        .open(&mut TASKS.as_bytes())
        .unwrap()
        .parcel::<NotRead>(None, &[], |header| {
            assert_eq!(header, mapped.header);
            Ok(mapped.columns.clone())
        })
        .unwrap();
    assert_eq!(card(&again, "Edit episode 1").effort_minutes, Some(1_200));
}

#[test]
fn letters_and_delimiters_of_every_custom_are_read() {
    let words = "Aufgabe;Beschreibung;Due\nGrüße übersetzen;\"mit „Zitat“; und mehr\";24.12.2026\n";
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(words.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let unmarked: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let windows = encoding_rs::WINDOWS_1252.encode(words).0.into_owned();
    let marked = format!("\u{feff}{words}").into_bytes();
    for bytes in [words.as_bytes().to_vec(), marked, utf16, unmarked, windows] {
        let parcel = table(&bytes, &["Beschreibung=notes"]);
        let card = card(&parcel, "Grüße übersetzen");
        assert_eq!((card.description.as_str(), card.due), ("mit „Zitat“; und mehr", day("2026-12-24")));
    }
    let tabs = TASKS.replace(", ", "; ").replace(',', "\t");
    assert_eq!(card(&table(tabs, &[]), "Edit episode 1").members.len(), 2);
}

#[test]
fn days_that_can_be_read_both_ways_are_said_and_can_be_told() {
    let text = "Task,Due\nEdit,3/4/2026\nRecord,5/6/2026\n";
    let parcel = table(text, &[]);
    assert!(guessed(&parcel, "can be read both ways, as 3/4/2026: \"Due\": day first"), "{:?}", parcel.guessed);
    assert_eq!(card(&parcel, "Edit").due, day("2026-04-03"));
    let told = table(text, &["Due=due:mdy"]);
    assert_eq!(card(&told, "Edit").due, day("2026-03-04"));
    assert!(!guessed(&told, "both ways"));
}

#[test]
fn one_name_twice_rows_too_long_and_too_short_and_cells_that_are_no_days_lose_nothing() {
    let text = "Task,Labels,Labels,Due\nEdit,audio,first,soon,left over\nRecord\n\n,nameless,,\n";
    let parcel = table(text, &[]);
    assert_eq!(parcel.read[&ItemKind::Card], 3);
    let edit = card(&parcel, "Edit");
    assert_eq!((edit.labels.len(), edit.due, edit.description.as_str()), (2, None, "Due: soon"));
    assert_eq!(parcel.custom_fields[0].name, "Column 5");
    assert_eq!(edit.field_values.len(), 1, "what is beyond the last name has a field of its own");
    assert!(guessed(&parcel, "row without a name") && guessed(&parcel, "cannot be read as what its column is"));
}

#[test]
fn parents_and_what_comes_before_are_found_by_id_and_by_name() {
    let text = "ID,Task,Parent,Blocked by\n1,Episode,,\n2,\"Cut, clean and export\",1,Record\n3,Record,Episode,\"Script\"\n\
                4,Publish,Episode,\"Cut, clean and export, Record\"\n5,Loop,5,Loop\n";
    let parcel = table(text, &[]);
    assert_eq!(card(&parcel, "Record").parent.as_deref(), Some("1"));
    assert_eq!(card(&parcel, "Cut, clean and export").after, ["3"]);
    assert_eq!(card(&parcel, "Publish").after, ["2", "3"]);
    assert_eq!(card(&parcel, "Loop").parent, None, "nothing is a part of itself");
    assert_eq!(parcel.read[&ItemKind::Dependency], 5);
    let lost: Vec<&str> = parcel.skipped.iter().map(|skipped| skipped.why.as_str()).collect();
    assert_eq!(lost, ["names a task that is not in the table", "waits for itself"]);
}

#[test]
fn rows_of_one_name_are_two_and_known_again_in_their_order() {
    let parcel = table("Task,Notes\nEdit,a\nEdit,b\n", &[]);
    let ids: Vec<&str> = parcel.cards.iter().map(|card| card.external_id.as_str()).collect();
    assert_eq!(ids, ["edit", "edit #2"]);
    assert!(guessed(&parcel, "rows without an id"));
}

#[test]
fn a_row_that_is_done_says_so_by_a_day_a_yes_or_its_status() {
    let parcel = table("Task,Status,Completed\nA,Done,\nB,Doing,2026-11-20\nC,Doing,yes\nD,Doing,no\n", &[]);
    let done: Vec<Done> = parcel.cards.iter().map(|card| card.done).collect();
    assert_eq!(done, [Done::Sometime, Done::At(day("2026-11-20").unwrap()), Done::Sometime, Done::Open]);
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..2_000), kind in 0_usize..5) {
        let _ = read(["csv", "asana", "clickup", "monday", "notion"][kind], bytes, &[]);
    }

    #[test]
    fn every_row_of_any_table_is_a_card_or_listed(rows in prop::collection::vec(prop::collection::vec("[a-c,\"\n é→/0-9-]{0,12}", 6), 1..20)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["Task", "Assignee", "Due", "Tags", "Parent", "Blocked by"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let parcel = table(writer.into_inner().unwrap(), &[]);
        let full = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).count();
        prop_assert_eq!(parcel.read[&ItemKind::Card], full);
        for (kind, read) in &parcel.read {
            let skipped = parcel.skipped.iter().filter(|skipped| skipped.kind == *kind).count();
            prop_assert!(skipped <= *read);
            if *kind == ItemKind::Card {
                prop_assert_eq!(parcel.cards.len() + skipped, *read);
            }
        }
    }
}
