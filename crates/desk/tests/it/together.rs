//! Several people at one thing: conflicts, the history with before and after, undo, and saved views.

use righthand_desk::command::Outcome;
use righthand_desk::history::detail::What;
use righthand_desk::history::{detail, thing};
use righthand_desk::view::NotSeen;
use righthand_desk::views;
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

const OWNER: &str = "amara-lindqvist";

fn with_task(url: &str) -> Cast {
    let cast = Cast::of(url);
    cast.project("glaze-library", "priyanka");
    cast.done(
        OWNER,
        "add_task",
        json!({ "key": "ash", "project": "glaze-library", "name": "Ash glazes", "effort": 2 }),
    );
    cast
}

#[test]
fn two_editors_see_both_texts_field_by_field_and_what_was_before() {
    on_both(|url| {
        let cast = with_task(url);
        cast.done("tomas", "change_task", json!({ "task": "ash", "notes": "Ask Svea", "name": "Ash glazes, fired" }));
        let mine = json!({ "task": "ash", "name": "Ash", "notes": "Ask Noor", "version": 1 });
        let Outcome::Conflict(conflict) = cast.send(OWNER, "change_task", mine) else { panic!("no conflict") };
        assert_eq!((conflict.version, conflict.by.as_slice()), (2, &["Tomás Achterberg".to_owned()][..]));
        let told: Vec<[&str; 4]> = conflict
            .fields
            .iter()
            .map(|field| [field.field.as_str(), &field.seen, &field.theirs, &field.yours])
            .collect();
        assert_eq!(
            told,
            [["name", "Ash glazes", "Ash glazes, fired", "Ash"], ["notes", "empty", "Ask Svea", "Ask Noor"]]
        );
    });
}

#[test]
fn what_somebody_changed_meanwhile_is_not_removed_unseen() {
    on_both(|url| {
        let cast = with_task(url);
        cast.done("tomas", "change_task", json!({ "task": "ash", "notes": "Keep this" }));
        let older = json!({ "task": "ash", "version": 1 });
        let Outcome::Conflict(conflict) = cast.send(OWNER, "remove_task", older) else { panic!("no conflict") };
        assert_eq!(conflict.theirs, json!({ "notes": "Keep this" }));
        assert_eq!(conflict.yours, json!({ "notes": null }));
        assert_eq!(conflict.fields[0].yours, "removed");
        cast.done(OWNER, "remove_task", json!({ "task": "ash", "version": 2 }));
    });
}

#[test]
fn r14_the_history_of_a_thing_has_before_and_after_and_what_hangs_on_it() {
    on_both(|url| {
        let cast = with_task(url);
        cast.done(OWNER, "assign_task", json!({ "task": "ash", "assignees": ["halima"] }));
        let changed = cast.done("halima", "change_task", json!({ "task": "ash", "effort": 3 }));
        cast.done("halima", "comment_on_task", json!({ "task": "ash", "words": "Cone ten" }));
        let history = |who: &str| cast.desk.view(&cast.actor(who), |view| thing::of(view, "task", "ash", None));
        let of = history(OWNER).unwrap();
        let told: Vec<(&str, &str)> =
            of.events.iter().map(|event| (event.entry.by.as_str(), event.changes[0].thing.as_str())).collect();
        assert_eq!(
            told,
            [
                ("Halima Strand", "comment"),
                ("Halima Strand", "task"),
                ("Amara Lindqvist", "assignment"),
                ("Amara Lindqvist", "task")
            ]
        );
        let effort = &of.events[1].changes[0];
        assert_eq!((effort.what, effort.name.as_deref()), (What::Changed, Some("Ash glazes")));
        let field = &effort.fields[0];
        assert_eq!(
            (field.label.as_str(), field.before.as_deref(), field.after.as_deref()),
            ("effort, most likely", Some("2 h"), Some("3 h"))
        );
        assert_eq!(history("halima").unwrap().events.len(), 4, "it is her work");
        assert!(matches!(history("yuki"), Err(NotSeen::NotFound(_))));
        let one = |who: &str| cast.desk.view(&cast.actor(who), move |view| detail::detail(view, changed.event));
        assert!(one("halima").unwrap().entry.can_undo && !one(OWNER).unwrap().entry.can_undo);
        assert!(matches!(one("yuki"), Err(NotSeen::NotFound(_))));
    });
}

#[test]
fn r14_a_refused_undo_names_what_was_built_upon_it_and_by_whom() {
    on_both(|url| {
        let cast = with_task(url);
        let changed = cast.done(OWNER, "change_task", json!({ "task": "ash", "effort": 3 }));
        let later = cast.done("tomas", "change_task", json!({ "task": "ash", "effort": 5 }));
        let refused = cast.refused(OWNER, "undo", json!({ "event": changed.event }));
        assert!(
            refused.why.contains("Tomás Achterberg changed a task of it (“Ash glazes takes 5 h”) since (R14)"),
            "{}",
            refused.why
        );
        let added = cast.done(OWNER, "add_task", json!({ "key": "kiln", "project": "glaze-library", "name": "Kiln" }));
        let words = cast.done("tomas", "comment_on_task", json!({ "task": "kiln", "words": "Good" }));
        let refused = cast.refused(OWNER, "undo", json!({ "event": added.event }));
        assert!(refused.why.contains("Tomás Achterberg added something to a task of it"), "{}", refused.why);
        for event in [words.event, later.event] {
            cast.done("tomas", "undo", json!({ "event": event }));
        }
        cast.done(OWNER, "undo", json!({ "event": added.event }));
        // One's own later change is named with the way to take it back first.
        cast.done(OWNER, "change_task", json!({ "task": "ash", "effort": 7 }));
        let refused = cast.refused(OWNER, "undo", json!({ "event": changed.event }));
        assert!(refused.why.contains("you changed a task of it (“Ash glazes takes 7 h”) since"), "{}", refused.why);
    });
}

#[test]
fn r14_what_the_operator_did_can_be_undone_by_the_operator_and_by_the_owner() {
    on_both(|url| {
        let cast = with_task(url);
        let operator =
            righthand_desk::command::Actor { who: righthand_desk::command::Who::Operator, ..cast.actor(OWNER) };
        let change = |name: &str| {
            let input = json!({ "task": "ash", "name": name });
            match cast.desk.send(&operator, "change_task", input, None).unwrap() {
                Outcome::Done(done) => done.event,
                other => panic!("{other:?}"),
            }
        };
        change("One");
        let undone = cast.desk.send(&operator, "undo", json!({}), None).unwrap();
        assert!(matches!(undone, Outcome::Done(_)), "{undone:?}");
        let two = change("Two");
        cast.refused("tomas", "undo", json!({ "event": two }));
        cast.done(OWNER, "undo", json!({ "event": two }));
    });
}

#[test]
fn views_are_kept_shared_renamed_and_removed() {
    on_both(|url| {
        let cast = with_task(url);
        let seen = |who: &str| -> Vec<String> {
            let rows = cast.desk.view(&cast.actor(who), |view| views::seen(view, Some("/projects"))).unwrap();
            rows.into_iter().map(|row| row.name).collect()
        };
        let view = json!({ "name": "Late ones", "page": "/projects", "query": "state=late" });
        let made = cast.done("halima", "save_view", view);
        assert_eq!(made.summary, "A view of one’s own saved", "the name of a private view is nobody else's");
        assert_eq!((seen("halima"), seen(OWNER)), (vec!["Late ones".into()], vec![]));
        let Outcome::NotFound(_) = cast.send(OWNER, "change_view", json!({ "view": "late-ones", "shared": true }))
        else {
            panic!("a private view of somebody else was there")
        };
        cast.done("halima", "change_view", json!({ "view": "late-ones", "name": "What is late", "shared": true }));
        assert_eq!((seen("halima"), seen(OWNER)), (vec!["What is late".to_owned()], vec!["What is late".to_owned()]));
        cast.refused("yuki", "remove_view", json!({ "view": "late-ones" }));
        let Outcome::Conflict(_) = cast.send("halima", "remove_view", json!({ "view": "late-ones", "version": 1 }))
        else {
            panic!("an older version was removed")
        };
        let removed = cast.done(OWNER, "remove_view", json!({ "view": "late-ones" }));
        assert_eq!(seen("halima"), [""; 0]);
        cast.done(OWNER, "undo", json!({ "event": removed.event }));
        assert_eq!(seen("halima"), ["What is late"]);
        for (page, query) in
            [("//evil.example", ""), ("projects", ""), ("/projects?x", ""), ("/..", ""), ("/projects", "a#b")]
        {
            cast.invalid("halima", "save_view", json!({ "name": "x", "page": page, "query": query }));
        }
    });
}
