//! Exports as the tools write them: small ones of Harbour Clay's podcast.

use super::{card, day, guessed, read};
use crate::parcel::{Done, ItemKind, Moment, Parcel};

fn of(kind: &str, text: &str) -> Parcel {
    read(kind, text, &[]).unwrap()
}

const ASANA: &str = "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task,Season,Blocked By (Dependencies),Blocking (Dependencies)\n\
    11,2026-10-01,,2026-10-02,Episode 1,Doing,Halima Strand,halima@clay.example,2026-12-01,2026-12-05,\"audio,first\",\"Two lines,\nof notes\",Slow Wheel,,2,,\n\
    12,2026-10-01,2026-10-09,2026-10-09,Record,,Halima Strand,halima@clay.example,,,,,,Episode 1,,,Cut\n\
    13,2026-10-01,,2026-10-09,Cut,,Mateus Fenwick,mateus@clay.example,,,,,,Episode 1,,Record,\n";

#[test]
fn asana_has_sections_subtasks_dependencies_and_fields() {
    let parcel = of("asana", ASANA);
    assert_eq!(parcel.board.name, "Slow Wheel");
    let (episode, record, cut) = (card(&parcel, "Episode 1"), card(&parcel, "Record"), card(&parcel, "Cut"));
    assert_eq!((episode.start, episode.due), (day("2026-12-01"), day("2026-12-05")));
    assert_eq!((episode.labels.len(), episode.description.as_str()), (2, "Two lines,\nof notes"));
    assert_eq!((record.parent.as_deref(), record.done), (Some("11"), Done::At(day("2026-10-09").unwrap())));
    assert_eq!(cut.after, ["12"], "said at both ends, it is one");
    assert_eq!((parcel.read[&ItemKind::Dependency], parcel.read[&ItemKind::Member]), (1, 2));
    assert_eq!(parcel.members[0].email.as_deref(), Some("halima@clay.example"));
    let fields: Vec<&str> = parcel.custom_fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!((fields, parcel.read[&ItemKind::CustomField]), (vec!["Season"], 3), "created and modified are listed");
}

#[test]
fn asana_by_google_sheets_has_an_address_and_gaps_above_its_names() {
    let text = format!("https://app.asana.com/0/1/list,,,\n,,,\n{}", ASANA.replace("Parent task", "Parent Task"));
    assert_eq!(of("asana", &text).cards.len(), 3);
    let without = "Task ID,Created At,Completed At,Last Modified,Name,Assignee,Due Date,Tags,Notes,Projects,Parent task\n1,,,,Edit,,,,,,\n";
    assert_eq!(of("asana", without).cards.len(), 1);
}

#[test]
fn clickup_has_milliseconds_lists_in_brackets_and_the_same_in_words() {
    let text = "Task Type,Task ID,Task Custom ID,Task Name,Task Content,Status,Date Created,Date Created Text,Due Date,Due Date Text,Start Date,Start Date Text,Parent ID,Attachments,Assignees,Tags,Priority,List Name,Folder Name/Path,Space Name,Time Estimated,Time Estimated Text,Checklists,Comments\n\
        Task,86a,null,Edit,words,complete,1764000000000,24/11/2025,1764500400000,30/11/2025,null,null,null,\"[{\"\"title\"\":\"\"Cover\"\",\"\"url\"\":\"\"https://files.example/c.png\"\"}]\",\"[Halima Strand,Yuki Abara]\",\"[audio,first]\",2,Podcast,Studio,Clay,5400000,1h 30m,\"{\"\"Before\"\":[\"\"Levels\"\",\"\"Fade\"\"]}\",\"[{\"\"text\"\":\"\"Louder?\"\",\"\"by\"\":\"\"Halima Strand\"\",\"\"date\"\":\"\"1764000000000\"\"}]\"\n\
        Milestone,86b,null,Out,,open,1764000000000,x,null,null,null,null,86a,[],[],[],null,Podcast,Studio,Clay,null,null,{},[]\n";
    let parcel = of("clickup", text);
    let (edit, out) = (card(&parcel, "Edit"), card(&parcel, "Out"));
    assert_eq!((edit.effort_minutes, edit.done), (Some(90), Done::Sometime));
    assert_eq!(edit.due, Some(Moment::Instant("2025-11-30T11:00:00Z".parse().unwrap())));
    assert_eq!((edit.members.len(), edit.labels.len()), (2, 3), "the priority is a label too");
    assert_eq!((edit.checklists[0].items.len(), edit.attachments.len(), edit.comments.len()), (2, 1, 1));
    assert_eq!(edit.comments[0].author.as_deref(), Some("halima strand"));
    assert_eq!((out.parent.as_deref(), out.milestone, out.labels.len()), (Some("86a"), true, 0));
    let fields: Vec<&str> = parcel.custom_fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(fields, ["Task Custom ID", "Status", "Folder Name/Path", "Space Name"]);
}

#[test]
fn monday_has_groups_with_their_own_names_and_items_with_parts() {
    let text = "Slow Wheel,,,,,\n,,,,,\nDoing,,,,,\nName,Subitems,Person,Status,Date,Hours\n\
        Episode 1,\"Record, Cut\",Halima Strand,Working on it,2026-12-05,2\n\
        Subitems,Name,Owner,Status,Date,\n,Record,Yuki Abara,Done,2026-12-01,\n,Cut,Mateus Fenwick,,2026-12-03,\n\
        Episode 2,,Halima Strand,Done,2026-12-12,3\n,,,,2026-12-05 to 2026-12-12,5\n,,,,,\n\
        Later,,,,,\nName,Subitems,Person,Status,Date,Hours\nTrailer,,,,,\n";
    let parcel = of("monday", text);
    assert_eq!(parcel.board.name, "Slow Wheel");
    let lists: Vec<&str> = parcel.lists.iter().map(|list| list.name.as_str()).collect();
    assert_eq!((lists, parcel.cards.len()), (vec!["Doing", "Later"], 5), "{parcel:#?}");
    let record = card(&parcel, "Record");
    assert_eq!(
        (record.parent.as_deref(), record.done, record.due),
        (Some("episode 1"), Done::Sometime, day("2026-12-01"))
    );
    assert_eq!(record.members, ["yuki abara"]);
    assert_eq!(card(&parcel, "Trailer").list.as_deref(), Some("later"));
    assert!(guessed(&parcel, "row of totals below a group"));
    assert!(card(&parcel, "Episode 1").checklists.is_empty(), "its parts are rows of their own");
}

#[test]
fn notion_has_links_and_ranges_of_days() {
    let text = "\u{feff}Task name,Status,Assignee,Due,Blocked by,Sub-tasks,Estimates\n\
        Edit,Done,Halima Strand,\"April 23, 2024 → May 7, 2024\",Record (Tasks%20x/Record%20y.md),,4\n\
        Record,In progress,\"Yuki Abara, Mateus Fenwick\",\"May 7, 2024 10:00 AM\",,\"Set up (a.md), Sing (b.md)\",\n";
    let parcel = of("notion", text);
    let (edit, record) = (card(&parcel, "Edit"), card(&parcel, "Record"));
    assert_eq!((edit.start, edit.due, edit.done), (day("2024-04-23"), day("2024-05-07"), Done::Sometime));
    assert_eq!((edit.after.as_slice(), edit.effort_minutes), (&["record".to_owned()][..], Some(240)));
    assert_eq!(record.due, Some(Moment::Local("2024-05-07T10:00:00".parse().unwrap())));
    assert_eq!((record.members.len(), record.checklists[0].items.len()), (2, 2));
}
