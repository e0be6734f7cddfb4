//! Real exports beside the checkout, counted by hand-written code that shares nothing with the reader.

use std::path::PathBuf;

use super::{card, day, read};
use crate::parcel::ItemKind;

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples");

fn sample(name: &str) -> Option<String> {
    let text = std::fs::read_to_string(format!("{SAMPLES}/{name}")).ok();
    if text.is_none() {
        println!("{SAMPLES}/{name} is not there: this test did nothing");
    }
    text
}

/// The cells of a table, by a reader of twenty lines that only knows quotation marks.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for letter in text.trim_start_matches('\u{feff}').chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows.into_iter().filter(|row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty())).collect()
}

fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = rows[0].iter().position(|cell| cell == name).unwrap_or_else(|| panic!("no column {name}"));
    rows[1..].iter().map(|row| row.get(at).cloned().unwrap_or_default()).collect()
}

fn different(cells: impl IntoIterator<Item = String>) -> usize {
    let mut all: Vec<String> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
    all.sort();
    all.dedup();
    all.len()
}

#[test]
fn the_notion_sample_loses_nothing() {
    let Some(text) = sample("notion/notion-project.csv") else { return };
    let parcel = read("notion", &text, &[]).unwrap();
    let rows = cells(&text);
    assert_eq!(parcel.cards.len(), rows.len() - 1);
    assert_eq!(parcel.read[&ItemKind::Card], rows.len() - 1);
    assert_eq!(parcel.members.len(), different(column(&rows, "Owner")));
    assert_eq!(parcel.lists.len(), different(column(&rows, "Status")));
    let pages: usize = column(&rows, "Tasks").iter().map(|cell| cell.matches(".md)").count()).sum();
    assert_eq!(parcel.read[&ItemKind::CheckItem], pages, "each related page");
    // A link is said at both ends: by who waits, and by who holds up.
    let links: usize = column(&rows, "Blocked By").iter().map(|cell| cell.matches(".md)").count()).sum();
    let back: usize = column(&rows, "Is Blocking").iter().map(|cell| cell.matches(".md)").count()).sum();
    assert_eq!((parcel.read[&ItemKind::Dependency], links), (links, back));
    let files = column(&rows, "Files & media").iter().filter(|cell| !cell.is_empty()).count();
    let skipped = |kind| parcel.skipped.iter().filter(|skipped| skipped.kind == kind).count();
    assert_eq!(
        (parcel.read[&ItemKind::Attachment], skipped(ItemKind::Attachment)),
        (files, files),
        "files beside the table are listed"
    );
    let kept: usize = parcel.cards.iter().map(|card| card.field_values.len()).sum();
    let own = ["Completion", "Delay", "Checkbox"].iter().flat_map(|name| column(&rows, name));
    assert_eq!(kept, own.filter(|cell| !cell.is_empty()).count());
    let study = card(&parcel, "Research study");
    assert_eq!((study.start, study.due), (day("2024-04-23"), day("2024-05-22")));
    let marketing = card(&parcel, "Marketing campaign");
    assert_eq!(marketing.after, ["research study"]);
}

#[test]
fn tables_of_tools_without_a_preset_come_in_as_csv() {
    let Some(text) = sample("wekan/board-import.csv") else { return };
    let parcel = read("csv", &text, &[]).unwrap();
    let rows = cells(&text);
    assert_eq!((parcel.cards.len(), parcel.lists.len()), (rows.len() - 1, different(column(&rows, "Stage"))));
    assert_eq!(
        card(&parcel, "Test card 1").due,
        day("2020-05-06"),
        "other days of the table say that the month comes first"
    );
}

/// Every table of the samples, of whatever tool: each row is a card, each column that is left out is listed, and no word of
/// any other cell is lost. Links between rows have counts of their own above.
#[test]
fn no_word_of_any_sample_is_lost() {
    let files = tables();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        let parcel = read("csv", &text, &[]).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mapped = parcel.mapped.clone().unwrap();
        let rows = cells(&text);
        let header = rows.iter().position(|row| row.len() == mapped.header.len()).unwrap();
        assert_eq!(rows[header], mapped.header, "{}: the first whole row names the columns", file.display());
        assert_eq!(parcel.read[&ItemKind::Card], rows.len() - 1 - header, "{}", file.display());
        let said = format!("{parcel:?}").to_lowercase();
        for (column, said_of_it) in mapped.columns.iter().enumerate() {
            if said_of_it.ends_with("=skip") {
                let name = &mapped.header[column];
                assert!(parcel.skipped.iter().any(|skipped| skipped.what == *name), "{}: {name}", file.display());
            }
            if ["=skip", "=after", "=before"].iter().any(|counted| said_of_it.ends_with(counted)) {
                continue;
            }
            for cell in rows[header + 1..].iter().filter_map(|row| row.get(column)) {
                for word in cell.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
                    assert!(said.contains(&word.to_lowercase()), "{}: {said_of_it}: {word}", file.display());
                }
            }
        }
    }
}

/// Every table beside the checkout.
fn tables() -> Vec<PathBuf> {
    let Ok(folders) = std::fs::read_dir(SAMPLES) else {
        println!("NOT RUN: {SAMPLES} is not there");
        return Vec::new();
    };
    let within = |path: PathBuf| match std::fs::read_dir(&path) {
        Ok(files) => files.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => vec![path],
    };
    let files: Vec<PathBuf> = folders.flat_map(|entry| within(entry.unwrap().path())).collect();
    let files: Vec<PathBuf> =
        files.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "csv")).collect();
    assert!(files.len() >= 11, "{files:?}");
    files
}

/// The first lines that were seen of exports of which no file may be passed on, each with one row below.
#[test]
fn the_headers_of_asana_and_clickup_and_monday_are_known() {
    let Some(text) = sample("HEADERS.md") else { return };
    for (kind, tool, name) in [("asana", "Asana CSV: `", "Name"), ("clickup", "ClickUp CSV: `", "Task Name")] {
        let line = text.split_once(tool).unwrap().1.split('`').next().unwrap().trim_end_matches(",...");
        let names: Vec<&str> = line.split(',').collect();
        let row: Vec<String> =
            names.iter().map(|column| if *column == name { "Edit".into() } else { String::new() }).collect();
        let parcel = read(kind, format!("{line}\n{}\n", row.join(",")), &[]).unwrap();
        assert_eq!(card(&parcel, "Edit").name, "Edit");
        let taken = parcel.mapped.unwrap().columns.len();
        assert_eq!(taken, names.len(), "{kind}: every column is read as something");
    }
}
