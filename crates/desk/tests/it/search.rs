//! Finding things: the same answers on both engines, and only what the asker may see.

use righthand_desk::search::{Asked, Results, Thing};
use righthand_desk::view::NotSeen;
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

fn find(cast: &Cast, who: &str, text: &str) -> Results {
    cast.desk.find(&cast.actor(who), Asked { text: text.into(), only: None, hits: 20 }).unwrap()
}

/// Titles, as `kind: title`.
fn titles(results: &Results) -> Vec<String> {
    let hits = results.groups.iter().flat_map(|group| &group.hits);
    hits.map(|hit| {
        let title: String = hit.title.iter().map(|piece| piece.text.as_str()).collect();
        format!("{}: {title}", hit.thing.word())
    })
    .collect()
}

#[track_caller]
fn finds(cast: &Cast, who: &str, text: &str, wanted: &[&str]) {
    let results = find(cast, who, text);
    assert_eq!(titles(&results), wanted, "{who} looks for {text}: {:?}", results.notes);
}

/// Two projects of two managers with work for Halima in one of them.
fn studio(url: &str) -> Cast {
    let cast = Cast::of(url);
    let owner = "amara-lindqvist";
    cast.project("glaze-library", "priyanka");
    cast.project("open-studio", "tomas");
    for (task, project, name) in [
        ("tile", "glaze-library", "Reading a glaze test tile"),
        ("ash", "glaze-library", "Ash glazes without a wood kiln"),
        ("doors", "open-studio", "Doors open: glazing for beginners"),
    ] {
        cast.done(owner, "add_task", json!({ "key": task, "project": project, "name": name, "effort": 2 }));
    }
    cast.done(owner, "assign_task", json!({ "task": "tile", "assignees": ["halima"] }));
    cast.done(owner, "change_task", json!({ "task": "ash", "due": "2026-11-20", "notes": "Ask Tomás about the raku kiln", "labels": ["Video cut"] }));
    cast.done("halima", "comment_on_task", json!({ "task": "tile", "words": "The cobalt runs at cone ten" }));
    cast
}

#[test]
fn words_are_found_in_their_forms_without_accents_and_by_their_beginning() {
    on_both(|url| {
        let cast = studio(url);
        let all = [
            "project: glaze-library",
            "task: Doors open: glazing for beginners",
            "task: Ash glazes without a wood kiln",
            "task: Reading a glaze test tile",
        ];
        for text in ["glaze", "GLAZES", "glazing", "glaz"] {
            let found = titles(&find(&cast, "amara-lindqvist", text));
            for wanted in all {
                assert!(found.iter().any(|title| title == wanted), "{text}: {found:?}");
            }
        }
        finds(&cast, "amara-lindqvist", "tomas kind:person", &["person: Tomás Achterberg"]);
        finds(&cast, "amara-lindqvist", "Tomás kind:task", &["task: Ash glazes without a wood kiln"]);
        let hit = &find(&cast, "amara-lindqvist", "raku").groups[0].hits[0];
        let passage: Vec<(&str, bool)> =
            hit.passage.iter().flatten().map(|piece| (piece.text.as_str(), piece.found)).collect();
        assert_eq!(passage, [("Ask Tomás about the ", false), ("raku", true), (" kiln", false)]);
    });
}

#[test]
fn operators_narrow_it() {
    on_both(|url| {
        let cast = studio(url);
        let finds = |text: &str, wanted: &[&str]| finds(&cast, "amara-lindqvist", text, wanted);
        finds("@halima kind:task", &["task: Reading a glaze test tile"]);
        finds("is:late", &["task: Ash glazes without a wood kiln"]);
        finds("kind:task due:<2026-12-01", &["task: Ash glazes without a wood kiln"]);
        finds("kind:task in:open-studio", &["task: Doors open: glazing for beginners"]);
        finds("kind:task glaze -kiln in:glaze", &["task: Reading a glaze test tile"]);
        finds("\"wood kiln\"", &["task: Ash glazes without a wood kiln"]);
        finds("\"kiln wood\"", &[]);
        finds("label:\"video cut\"", &["task: Ash glazes without a wood kiln"]);
        finds("cobalt", &["comment: Reading a glaze test tile"]);
        finds("kind:task -is:open", &[]);
        cast.done("amara-lindqvist", "finish_task", json!({ "task": "tile" }));
        finds("kind:task is:done", &["task: Reading a glaze test tile"]);
        let nobody = find(&cast, "amara-lindqvist", "@nobody glaze");
        assert_eq!(nobody.notes, ["Nothing was found, as nobody here is called “nobody”."]);
    });
}

#[test]
fn r15_r17_everybody_finds_what_they_may_see_and_nothing_else() {
    on_both(|url| {
        let cast = studio(url);
        let kinds = |who: &str| titles(&find(&cast, who, "glaze -kind:person"));
        assert_eq!(kinds("priyanka").len(), 3, "her project and its tasks: {:?}", kinds("priyanka"));
        assert_eq!(kinds("halima"), ["project: glaze-library", "task: Reading a glaze test tile"]);
        assert_eq!(kinds("yuki"), [""; 0]);
        finds(&cast, "halima", "cobalt", &["comment: Reading a glaze test tile"]);
        finds(&cast, "yuki", "cobalt", &[]);
        finds(&cast, "yuki", "in:glaze kind:task", &[]);
        let notes = find(&cast, "yuki", "in:glaze-library kind:task").notes;
        assert_eq!(
            notes,
            find(&cast, "yuki", "in:no-such-thing kind:task")
                .notes
                .iter()
                .map(|note| note.replace("no-such-thing", "glaze-library"))
                .collect::<Vec<_>>(),
            "what is not hers is not even named"
        );
        // An address is nobody's to find.
        finds(&cast, "yuki", "harbourclay.example", &[]);
        // Work that is given to her can be found by her at once, with what is said about it.
        cast.done("amara-lindqvist", "assign_task", json!({ "task": "tile", "assignees": ["yuki"] }));
        finds(&cast, "yuki", "cobalt", &["comment: Reading a glaze test tile"]);
        finds(&cast, "halima", "cobalt", &[]);
        cast.done(
            "amara-lindqvist",
            "add_member",
            json!({ "key": "guest", "name": "A guest", "role": "guest", "email": "guest@harbourclay.example" }),
        );
    });
}

#[test]
fn changes_removals_undo_and_drafts_are_in_the_index_with_their_transaction() {
    on_both(|url| {
        let cast = studio(url);
        let owner = "amara-lindqvist";
        let changed = cast.done(owner, "change_task", json!({ "task": "ash", "name": "Salt firing" }));
        finds(&cast, owner, "salt", &["task: Salt firing"]);
        finds(&cast, owner, "\"wood kiln\"", &[]);
        cast.done(owner, "undo", json!({ "event": changed.event }));
        finds(&cast, owner, "\"wood kiln\"", &["task: Ash glazes without a wood kiln"]);
        let removed = cast.done(owner, "remove_task", json!({ "task": "tile" }));
        finds(&cast, owner, "cobalt", &[]);
        cast.done(owner, "undo", json!({ "event": removed.event }));
        finds(&cast, owner, "cobalt", &["comment: Reading a glaze test tile"]);
        cast.refused("yuki", "add_task", json!({ "project": "open-studio", "name": "Unseen" }));
        finds(&cast, owner, "unseen", &[]);
    });
}

#[test]
fn a_hostile_query_gets_a_sentence_or_nothing() {
    on_both(|url| {
        let cast = studio(url);
        let long = find(&cast, "amara-lindqvist", &"glaze ".repeat(2_000));
        assert!(long.notes[0].contains("12000 characters"), "{:?}", long.notes);
        for text in [
            "",
            "\"",
            "\"\"",
            "-",
            "*",
            "glaze*",
            "NEAR(glaze tile)",
            "title:glaze",
            "a AND",
            "OR",
            "'; drop table task; --",
            "\0",
            "gl\0aze",
            "is:",
            "due:<",
            "in:\"",
            "@",
            "-@",
            "(((",
            "\u{202e}",
            "%",
            "_",
            "\\",
            "is:purple",
        ] {
            let results = find(&cast, "amara-lindqvist", text);
            assert!(results.groups.iter().all(|group| group.count > 0), "{text}");
        }
        let purple = find(&cast, "amara-lindqvist", "is:purple");
        assert!(purple.nothing_asked && purple.notes[0].contains("is: knows open, done, late"), "{purple:?}");
    });
}

#[test]
fn a_guest_searches_nothing() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.done("amara-lindqvist", "change_member", json!({ "member": "yuki", "role": "guest" }));
        let refused =
            cast.desk.find(&cast.actor("yuki"), Asked { text: "glaze".into(), only: Some(Thing::Task), hits: 5 });
        assert!(matches!(refused, Err(NotSeen::Refused(_))), "{refused:?}");
    });
}
