//! Files that are no tables, or tables beyond all bounds: a clear sentence, and never a panic.

use super::{fails, read, table};
use crate::sheet::ROWS_MAX;
use crate::sheet::encoding::SHEET_BYTES_MAX;

#[test]
fn what_is_no_table_is_told_what_it_is() {
    for (bytes, says) in [
        (&b""[..], "the table is empty"),
        (b"\n\n \n", "the table is empty"),
        (b"PK\x03\x04....", "the archive cannot be unpacked"),
        (b"%PDF-1.7", "a PDF"),
        (b"<!DOCTYPE html><p>", "a web page"),
    ] {
        let said = fails("csv", bytes, &[]);
        assert!(said.contains(says), "{said}");
    }
    let said = fails("asana", "Colour,Size\nred,4\n", &[]);
    assert!(
        said.starts_with("this is not an export of Asana: none of its columns is there, only “Colour”, “Size”"),
        "{said}"
    );
}

#[test]
fn a_quotation_mark_without_an_end_is_told_with_its_line() {
    let said = fails("csv", "Task,Notes\nEdit,fine\nRecord,\"and then\nPublish,x\n", &[]);
    assert!(said.starts_with("line 3: a quotation mark opens in this row and is never closed"), "{said}");
    let long = format!("Task,Notes\nEdit,fine\nRecord,\"{}\n", "Publish,x\n".repeat(10_000));
    assert!(fails("csv", long, &[]).starts_with("line 3: a cell has 100001 characters; Righthand reads up to 20000"));
}

#[test]
fn a_table_beyond_the_bounds_is_told_which() {
    let line = format!("Task\n{}", "a".repeat(SHEET_BYTES_MAX));
    assert!(fails("csv", line, &[]).starts_with("the table is longer than 40 MB"));
    let rows = format!("Task,Notes\n{}", "a,b\n".repeat(ROWS_MAX + 1));
    assert!(fails("csv", rows, &[]).starts_with("the table has more than 200000 rows"));
    let columns = format!("Task{}\na\n", ",x".repeat(500));
    assert!(fails("csv", columns, &[]).starts_with("the table has 501 columns"));
    let wide = format!("Task\na{}\n", ",x".repeat(500));
    assert!(fails("csv", wide, &[]).starts_with("line 2: the row has 501 cells"));
}

#[test]
fn nothings_among_the_letters_are_no_reason_to_fall_over() {
    let parcel = table("Task,Notes\nEd\0it,\0\0\nRecord,x\n", &[]);
    assert_eq!(parcel.cards.len(), 2);
    let _ = read("csv", vec![0_u8; 10_000], &[]);
    let _ = read("csv", vec![0xFF_u8; 10_000], &[]);
}

#[test]
fn a_mapping_that_is_not_right_is_told_with_what_would_be() {
    let text = "Task,Due,End\nEdit,2026-12-01,2026-12-02\n";
    for (said, says) in [
        ("Task", "“Task” is not of the form Column=field"),
        ("Colour=label", "there is no column “Colour”; the columns are “Task”, “Due”, “End”"),
        ("Task=title", "“title” is no field; these are: name, id, notes"),
        ("Due=due:ymd", "“ymd” cannot be said of due"),
        ("Task=skip", "no column is the name of the tasks"),
    ] {
        let told = fails("csv", text, &[said]);
        assert!(told.contains(says), "{said}: {told}");
    }
    assert!(fails("csv", text, &["Due=due", "End=due"]).contains("“Due” and “End” cannot both be due"));
    assert!(fails("trello", r#"{"lists":[],"cards":[]}"#, &["Due=due"]).contains("trello has no columns to map"));
}
