//! Archives: the table in them comes in, everything beside it is listed, and no archive takes more than its bounds.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{card, fails, read};
use crate::parcel::{ItemKind, Skipped};

const TASKS: &str = "Name,Status,Assign\nEdit episode 1,Doing,Halima Strand\nRecord intro,To do,Yuki Abara\n";

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        archive.start_file(*path, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_notion_hands_out_comes_in_as_it_is() {
    let view = "Name,Status\nEdit episode 1,Doing\n";
    let archive = zipped(&[
        ("Podcast 0123456789abcdef0123456789abcdef.csv", view.as_bytes()),
        ("Podcast 0123456789abcdef0123456789abcdef_all.csv", TASKS.as_bytes()),
        (
            "Podcast 0123456789abcdef0123456789abcdef/Edit episode 1.md",
            b"# Edit episode 1\n\nStatus: Doing\n\nCut the long pause.\n",
        ),
        ("Podcast 0123456789abcdef0123456789abcdef/Edit episode 1/take.wav", b"wav"),
        ("__MACOSX/._Podcast.csv", b"no table"),
    ]);
    let parcel = read("notion", &archive, &[]).unwrap();
    assert_eq!((parcel.board.name.as_str(), parcel.cards.len()), ("Podcast", 2), "all rows, not those of the view");
    assert_eq!(card(&parcel, "Record intro").description, "");
    assert_eq!(card(&parcel, "Edit episode 1").description, "Cut the long pause.", "the text of its page");
    let beside: Vec<&Skipped> = parcel.skipped.iter().filter(|skip| skip.kind == ItemKind::Attachment).collect();
    assert_eq!((parcel.read[&ItemKind::Attachment], beside.len()), (1, 1), "what is no row is listed");
    assert!(beside[0].what.ends_with("take.wav"), "{beside:?}");
}

#[test]
fn two_pages_of_one_name_are_listed_and_given_to_no_row() {
    let page = &b"# Edit episode 1\n\nWhich?"[..];
    let archive =
        zipped(&[("Podcast.csv", TASKS.as_bytes()), ("Podcast/a.md", page), ("Podcast/b.md", page), ("c.md", b"\xff")]);
    let parcel = read("notion", &archive, &[]).unwrap();
    assert_eq!(card(&parcel, "Edit episode 1").description, "");
    assert_eq!(parcel.skipped.iter().filter(|skip| skip.kind == ItemKind::Attachment).count(), 3);
}

#[test]
fn an_archive_in_an_archive_is_opened_too() {
    let inner = zipped(&[("Podcast_all.csv", TASKS.as_bytes()), ("Podcast/cover.png", b"png")]);
    let parcel = read("notion", zipped(&[("Export-Part-1.zip", &inner)]), &[]).unwrap();
    assert_eq!((parcel.board.name.as_str(), parcel.cards.len(), parcel.skipped.len()), ("Podcast", 2, 1));
}

#[test]
fn several_tables_are_named_and_none_is_taken_by_chance() {
    let two = [("Tasks.csv", TASKS.as_bytes()), ("Projects.csv", TASKS.as_bytes())];
    let said = fails("notion", zipped(&two), &[]);
    assert!(said.contains("several tables: “Tasks.csv”, “Projects.csv”"), "{said}");
    let parts = [("a.zip", &zipped(&two[..1])[..]), ("b.zip", &zipped(&two[1..])[..])];
    let said = fails("notion", zipped(&parts), &[]);
    assert!(said.contains("“Tasks.csv”, “Projects.csv”"), "{said}");
}

#[test]
fn an_archive_that_is_none_or_holds_no_table_says_so() {
    for (archive, words) in [
        (zipped(&[("notes.md", b"# Notes")]), "holds no table (.csv)"),
        (zipped(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"")]), "an Excel workbook"),
        (zipped(&[("Tasks.csv", TASKS.as_bytes())])[..60].to_vec(), "cannot be unpacked"),
        (zipped(&[("Tasks.csv", b"\x89PNG\0\0\0\0")]), ""),
    ] {
        let said = fails("notion", &archive, &[]);
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn an_archive_that_swells_or_never_ends_is_left_early() {
    let swollen = zipped(&[("Tasks.csv", &vec![b'a'; 41 * 1024 * 1024])]);
    assert!(swollen.len() < 1024 * 1024);
    assert!(fails("notion", &swollen, &[]).contains("the table is longer than 40 MB"));
    let listed = [b"PK\x03\x04".to_vec(), b"PK\x01\x02".repeat(50_001)].concat();
    assert!(fails("notion", listed, &[]).contains("more than 50000 files"));
}

proptest! {
    #[test]
    fn whatever_follows_the_mark_of_an_archive_is_no_panic(at in 0_usize..300, byte: u8, cut in 0_usize..300) {
        let mut archive = zipped(&[("Tasks.csv", TASKS.as_bytes()), ("Tasks/Edit.md", b"# Edit")]);
        if let Some(place) = archive.get_mut(at) {
            *place = byte;
        }
        archive.truncate(archive.len().saturating_sub(cut % 7));
        drop(read("notion", archive, &[]));
    }
}
