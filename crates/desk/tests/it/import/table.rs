//! Tables of other tools: with parts, links, efforts, and columns that are said once.

use righthand_desk::import::{ImportBoard, parcel_of};
use righthand_exchange::importers::importer;

use super::*;

const TASKS: &str = "ID,Task,Part of,Waits for,Who,Hrs,Due,Done\n\
    1,Episode,,,,,13/12/2026,\n\
    2,Record,1,,Halima Strand,2,3/12/2026,\n\
    3,Cut,1,Record,Yuki Abara,\"1,5\",,\n\
    4,Publish,,\"Episode, Cut\",,,,yes\n";
const SAID: [&str; 3] = ["Part of=parent", "Waits for=after", "Hrs=effort"];

fn table(text: &str, said: &[&str]) -> ImportBoard {
    let input = json!({ "kind": "csv", "content": text, "map": said, "file_name": "Slow Wheel (1).csv" });
    serde_json::from_value(input).unwrap()
}

#[test]
fn a_table_comes_in_with_its_parts_links_people_and_efforts() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let done = done(run(&desk, business, table(TASKS, &SAID)));
        let said = report(&done);
        assert_eq!((done.key.as_deref(), said.items["card"].made), (Some("slow-wheel"), 4), "{said:#?}");
        let here = everything(&desk, business);
        let tasks = rows(&here, "task");
        let task = |key: &str| tasks.iter().find(|task| task["key"] == key).unwrap();
        assert_eq!(task("record")["parent_id"], task("episode")["id"]);
        assert_eq!((&task("cut")["likely_minutes"], &task("record")["due"]), (&json!(90), &json!("2026-12-03")));
        assert_eq!(task("publish")["done_at"], "2026-11-24T11:20:00Z", "the file does not say since when");
        assert_eq!(rows(&here, "dependency").len(), 3);
        assert_eq!((said.items["dependency"].read, said.items["dependency"].made), (3, 3));
        assert_eq!((said.items["member"].unchanged, said.items["member"].made), (1, 1), "Halima is here already");
        for (kind, count) in &said.items {
            assert_eq!(count.read, count.made + count.updated + count.unchanged + count.skipped, "{kind}");
        }
    });
}

#[test]
fn what_was_said_of_columns_holds_for_the_next_table_of_the_same_columns() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        done(run(&desk, business, table(TASKS, &SAID)));
        let again = done(run(&desk, business, table(TASKS, &[])));
        assert_eq!(again.event, 0, "{:#?}", again.note);
        // The doors that read a file themselves ask for the same.
        let opened = importer("csv").unwrap().open(&mut TASKS.as_bytes()).unwrap();
        let parcel = parcel_of(&desk, Some(business), "csv", opened, Some("Slow Wheel.csv"), &[]).unwrap();
        assert_eq!(parcel.cards[1].effort_minutes, Some(120));
    });
}

#[test]
fn a_table_under_another_name_is_imported_again_into_what_it_made() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        done(run(&desk, business, table(TASKS, &SAID)));
        let other =
            ImportBoard { file_name: Some("export.csv".into()), ..table(&TASKS.replace("Cut,", "Cut it,"), &[]) };
        let into = ImportBoard { into: Some("slow-wheel".into()), ..other.clone() };
        let said = report(&done(run(&desk, business, into)));
        assert_eq!((said.items["card"].updated, said.items["card"].made), (1, 0), "{said:#?}");
        assert_eq!(rows(&everything(&desk, business), "project").len(), 1);
        let nobody = ImportBoard { into: Some("no-such".into()), ..other };
        assert!(matches!(run(&desk, business, nobody), Outcome::NotFound(_)));
    });
}

#[test]
fn links_that_would_close_a_circle_are_listed() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let text = "Task,Parent,Blocked by\nA,,C\nB,,A\nC,,B\nD,A,\nE,,D\nF,A,A\n";
        let said = report(&done(run(&desk, business, table(text, &[]))));
        assert_eq!((said.items["dependency"].made, said.items["dependency"].skipped), (1, 4), "{said:#?}");
    });
}

#[test]
fn a_mapping_that_cannot_be_is_a_fault_of_the_input() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        match run(&desk, business, table(TASKS, &["Colour=label"])) {
            Outcome::Invalid(faults) => {
                assert_eq!(faults[0].pointer, "/map/0");
                assert!(faults[0].message.starts_with("there is no column “Colour”"), "{faults:?}");
            }
            other => panic!("{other:#?}"),
        }
    });
}

#[test]
fn a_large_table_is_undone_as_one_unless_somebody_has_built_upon_it() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let before = everything(&desk, business);
        let rows_of: String = (0..300).map(|n| format!("{n},Task {n},{},{}\n", n / 10, n.max(1) - 1)).collect();
        let text = format!("ID,Task,Parent,Tags\n{rows_of}");
        let event = done(run(&desk, business, table(&text, &[]))).event;
        done(undo(&desk, business, event));
        assert_eq!(everything(&desk, business), before, "nothing of it is left");
        let event = done(run(&desk, business, table(&text, &[]))).event;
        send(&desk, business, "comment_on_task", json!({ "task": "task-7", "words": "Which glaze?" }));
        let refusal = refused(undo(&desk, business, event));
        assert_eq!(refusal.rule, Some(Rule::R14), "{refusal:?}");
    });
}
