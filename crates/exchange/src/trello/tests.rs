//! What a Trello export becomes: counted by a second walk, carried or listed, and never a panic.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::parcel::{Done, ItemKind, Moment, Parcel, Unreadable};

fn read(text: impl AsRef<[u8]>) -> Result<Parcel, Unreadable> {
    super::read(&mut text.as_ref())
}

fn board(file: &Value) -> Parcel {
    read(file.to_string()).unwrap()
}

fn fails(text: impl AsRef<[u8]>) -> String {
    read(text).unwrap_err().to_string()
}

/// The podcast board of Harbour Clay: a bit of everything that a board may hold.
fn podcast() -> Value {
    json!({
        "id": "5fcbec03c670ab79e1f625b2", "name": "Podcast", "desc": "Six episodes", "closed": false,
        "url": "https://trello.com/b/podcast", "limits": {"cards": [1, {"deep": [[]]}]},
        "actions": [
            {"id": "a1", "type": "commentCard", "date": "2026-11-20T10:00:00.000Z", "idMemberCreator": "m2",
             "memberCreator": {"fullName": "Yuki Abara", "username": "yuki"},
             "data": {"text": "Second", "card": {"id": "c1", "name": "Cover"}}},
            {"id": "a0", "type": "commentCard", "date": "2026-11-19T10:00:00.000Z", "idMemberCreator": "gone",
             "memberCreator": null, "data": {"text": "First", "card": {"id": "c1"}}},
            {"id": "a2", "type": "copyCommentCard", "data": {"text": "Elsewhere", "card": {"id": "lost", "name": "Old"}}},
            {"id": "a3", "type": "updateCard", "data": {"text": {"odd": 1}, "card": null, "old": {"desc": "x"}}},
            {"id": "a4", "type": "commentCard", "data": {"text": " ", "card": {"id": "c1"}}}
        ],
        "lists": [
            {"id": "l2", "name": "Doing", "closed": false, "pos": 2.5},
            {"id": "l1", "name": "To do", "closed": false, "pos": 1},
            {"id": "l3", "name": "Old ideas", "closed": true, "pos": 3}
        ],
        "cards": [
            {"id": "c2", "name": "Edit <script>alert(1)</script>", "idList": "l2", "pos": 1, "closed": false,
             "due": "2026-12-01T17:00:00.000Z", "dueComplete": true, "dateLastActivity": "2026-11-20T09:00:00.000Z",
             "idMembers": ["m1", "gone"], "idLabels": ["b1", "b2", "b1"], "desc": "",
             "checklists": [{"id": "k2", "name": "Cuts", "idCard": "c2", "checkItems": [
                 {"id": "i5", "name": "Intro", "state": "complete", "due": null, "idMember": null}]}]},
            {"id": "c1", "name": "Cover", "desc": "Blue", "idList": "l1", "pos": 7, "closed": true, "start": null,
             "due": "soon", "url": "https://trello.com/c/c1", "idMembers": null,
             "attachments": [{"id": "t1", "name": "brief", "url": "https://example.com/brief.pdf"},
                             {"id": "t2", "name": "", "url": "HTTPS://example.com/x"},
                             {"id": "t3", "name": "trap", "url": "javascript:alert(1)"}],
             "customFieldItems": [
                 {"idCustomField": "f1", "value": {"number": "2.5"}},
                 {"idCustomField": "f2", "idValue": "o2", "value": null},
                 {"idCustomField": "f3", "value": {"text": "?"}}]},
            {"id": "c3", "name": "Blog", "idList": "l3", "pos": 1},
            {"id": "c4", "name": "", "idList": "nowhere", "pos": "top", "dueComplete": true},
            {"id": "c1", "name": "Cover again", "idList": "l1", "attachments": [{"id": "t9", "name": "x", "url": "https://x"}]}
        ],
        "checklists": [
            {"id": "k1", "name": "Steps", "idCard": "c1", "pos": 1, "checkItems": [
                {"id": "i2", "name": "Draw", "state": "incomplete", "pos": 2, "due": "2026-11-25T12:00:00Z", "idMember": "m1"},
                {"id": "i1", "name": "Sketch", "state": "complete", "pos": 1},
                {"id": "i3", "name": "", "state": "incomplete", "pos": 3}]},
            {"id": "k9", "name": "Lost", "idCard": "lost", "checkItems": [{"id": "i4", "name": "Gone"}]}
        ],
        "members": [
            {"id": "m1", "fullName": "Halima Strand", "username": "halima"},
            {"id": "m2", "fullName": "", "username": "yuki"},
            {"id": "m3", "fullName": null, "username": null}
        ],
        "labels": [{"id": "b1", "name": "audio", "color": "green"}, {"id": "b2", "name": "", "color": "red"},
                   {"id": "b3", "name": "", "color": null}],
        "customFields": [{"id": "f1", "name": "Hours", "type": "number"},
                         {"id": "f2", "name": "Phase", "type": "list", "options": [{"id": "o2", "value": {"text": "Launch"}}]}],
        "pluginData": []
    })
}

/// Counts by another way: all of the file in memory, arrays by their lengths.
fn counts(file: &Value) -> BTreeMap<&'static str, usize> {
    let all = |field: &str| file[field].as_array().cloned().unwrap_or_default();
    let inside = |items: &[Value], field: &str| -> Vec<Value> {
        items.iter().flat_map(|item| item[field].as_array().cloned().unwrap_or_default()).collect()
    };
    let cards = all("cards");
    let mut checklists = all("checklists");
    for nested in inside(&cards, "checklists") {
        if !all("checklists").iter().any(|list| list["id"] == nested["id"]) {
            checklists.push(nested);
        }
    }
    let comments =
        all("actions").iter().filter(|a| a["type"] == "commentCard" || a["type"] == "copyCommentCard").count();
    BTreeMap::from([
        ("list", all("lists").len()),
        ("card", cards.len()),
        ("checklist", checklists.len()),
        ("check_item", inside(&checklists, "checkItems").len()),
        ("member", all("members").len()),
        ("label", all("labels").len()),
        ("attachment", inside(&cards, "attachments").len()),
        ("comment", comments),
        ("custom_field", all("customFields").len()),
    ])
}

/// What is carried, counted in the parcel itself.
fn carried(parcel: &Parcel) -> BTreeMap<&'static str, usize> {
    let cards = &parcel.cards;
    BTreeMap::from([
        ("list", parcel.lists.len()),
        ("card", cards.len()),
        ("checklist", cards.iter().map(|card| card.checklists.len()).sum()),
        ("check_item", cards.iter().flat_map(|card| &card.checklists).map(|list| list.items.len()).sum()),
        ("member", parcel.members.len()),
        ("label", parcel.labels.len()),
        ("attachment", cards.iter().map(|card| card.attachments.len()).sum()),
        ("comment", cards.iter().map(|card| card.comments.len()).sum()),
        ("custom_field", parcel.custom_fields.len()),
    ])
}

/// Read is what the file holds, and each thing read is either carried or skipped.
fn check_counts(file: &Value, parcel: &Parcel) {
    let read: BTreeMap<_, _> = parcel.read.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
    assert_eq!(read, counts(file), "read is what the file holds");
    let mut sum = carried(parcel);
    for skipped in &parcel.skipped {
        *sum.entry(skipped.kind.as_str()).or_default() += 1;
    }
    assert_eq!(sum, read, "carried and skipped together are what was read: {:?}", parcel.skipped);
}

#[test]
fn real_boards_are_read_with_the_files_own_counts() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/samples/trello");
    let Ok(folder) = std::fs::read_dir(samples) else {
        println!("NOT RUN: the sample boards are not there ({samples})");
        return;
    };
    let mut boards = 0;
    for path in folder.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "json")) {
        let text = std::fs::read(&path).unwrap();
        let file: Value = serde_json::from_slice(&text).unwrap();
        let parcel = read(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        check_counts(&file, &parcel);
        assert_eq!(parcel.board.name, file["name"]);
        assert!(parcel.cards.iter().all(|card| card.list.is_some()), "{path:?}");
        boards += 1;
    }
    assert!(boards >= 2);
}

#[test]
fn a_board_is_carried_with_everything_on_its_cards() {
    let parcel = board(&podcast());
    check_counts(&podcast(), &parcel);
    assert_eq!(parcel.lists.iter().map(|list| list.name.as_str()).collect::<Vec<_>>(), ["To do", "Doing", "Old ideas"]);
    assert_eq!(parcel.cards.iter().map(|card| card.external_id.as_str()).collect::<Vec<_>>(), ["c1", "c2", "c3", "c4"]);
    let [cover, edit, blog, unnamed] = &parcel.cards[..] else { panic!("{:?}", parcel.cards) };
    assert!(cover.archived && blog.archived && !edit.archived);
    assert_eq!(cover.checklists[0].items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>(), ["Sketch", "Draw"]);
    assert_eq!(cover.checklists[0].items[1].member.as_deref(), Some("m1"));
    assert_eq!(cover.comments.iter().map(|comment| comment.text.as_str()).collect::<Vec<_>>(), ["First", "Second"]);
    assert_eq!(cover.comments[1].author.as_deref(), Some("m2"));
    assert_eq!(cover.attachments.len(), 2);
    assert_eq!(cover.due, None, "\"soon\" is no instant");
    assert_eq!(
        cover.field_values.iter().map(|value| format!("{:?}", value.value)).collect::<Vec<_>>(),
        ["Number(2.5)", "Text(\"Launch\")"]
    );
    assert_eq!(edit.name, "Edit <script>alert(1)</script>", "HTML in a name is text");
    assert_eq!((edit.members.len(), &edit.labels[..]), (1, &["b1".to_owned(), "b2".to_owned()][..]));
    assert_eq!(edit.done, Done::At(Moment::Instant("2026-11-20T09:00:00Z".parse().unwrap())));
    assert_eq!(edit.checklists[0].items[0].name, "Intro", "a checklist inside its card");
    assert_eq!((unnamed.name.as_str(), unnamed.list.as_ref(), unnamed.done), ("Untitled card", None, Done::Open));
    assert_eq!(parcel.members[1].name, "yuki");
    assert_eq!(parcel.labels[1].name, "red");
}

#[test]
fn what_cannot_be_carried_is_listed_with_its_reason() {
    let parcel = board(&podcast());
    let skipped: Vec<String> =
        parcel.skipped.iter().map(|s| format!("{} {} {}", s.kind.as_str(), s.what, s.why)).collect();
    assert_eq!(
        skipped,
        [
            "member m3 has neither a name nor a username",
            "label b3 has neither a name nor a colour",
            "attachment trap has an address that is not a web address",
            "check_item i3 has no name",
            "card Cover again has the same id as one before it",
            "attachment t9 is on a card that was skipped",
            "checklist Lost is on a card that is not in the file",
            "check_item Gone is on a card that is not in the file",
            "comment  on Old: Elsewhere is on a card that is not in the file",
            "comment  on :   has no text",
        ]
    );
}

#[test]
fn what_was_guessed_is_listed() {
    let guessed: Vec<String> =
        board(&podcast()).guessed.iter().map(|guess| format!("{} => {}", guess.what, guess.as_)).collect();
    for said in [
        "member named only by a username: \"yuki\" => a person of that name",
        "label that is only a colour: \"red\" => named after it",
        "card in an archived list: \"Blog\" => archived",
        "complete card: \"Edit <script>alert(1)</script>\" => done when it was last touched",
        "complete card without any date: \"Untitled card\" => still open",
        "date that is not an instant: \"Cover\" => no date",
        "due date of a card: \"Edit <script>alert(1)</script>\" => due at that instant",
        "member of a card who is not in the file: \"Edit <script>alert(1)</script>\" => not assigned",
        "value of a custom field that is not in the file: \"Cover\" => left out",
    ] {
        assert!(guessed.iter().any(|guess| guess == said), "{said}\nis not in {guessed:#?}");
    }
}

#[test]
fn a_name_that_is_too_long_is_cut_and_kept_in_full_in_the_notes() {
    let mut file = podcast();
    let long = "ö".repeat(1_000);
    file["cards"][2]["name"] = json!(long);
    file["cards"][2]["desc"] = json!("Words");
    file["checklists"][0]["checkItems"][1]["name"] = json!(long);
    let parcel = board(&file);
    check_counts(&file, &parcel);
    let blog = parcel.cards.iter().find(|card| card.external_id == "c3").unwrap();
    assert_eq!((blog.name.chars().count(), blog.description.as_str()), (300, format!("{long}\n\nWords").as_str()));
    assert!(parcel.cards[0].checklists[0].items.iter().any(|item| item.notes == long));
}

#[test]
fn a_ten_megabyte_card_name_is_refused_by_its_place() {
    let mut file = podcast();
    let cards = file["cards"].as_array_mut().unwrap();
    while cards.len() < 18 {
        cards.push(json!({"id": format!("x{}", cards.len()), "name": "x", "idList": "l1"}));
    }
    cards[17]["name"] = json!("n".repeat(10_000_000));
    let says = fails(file.to_string());
    assert!(
        says.starts_with("/cards/17/name: this text has 10000000 characters; Righthand reads up to 16384"),
        "{says}"
    );
    assert!(says.ends_with("Export the board again: Menu, Print and export, JSON."), "{says}");
    file["cards"][17]["name"] = json!("n".repeat(20_000_000));
    let says = fails(file.to_string());
    assert!(says.starts_with("/cards/17/name: this is longer than 16 MB"), "{says}");
}

#[test]
fn broken_files_are_refused_with_their_place_and_what_to_do() {
    let whole = podcast().to_string();
    for (text, says) in [
        (String::new(), "EOF while parsing a value at line 1 column 0"),
        ("[]".into(), "expected a Trello board"),
        ("{}".into(), "not a Trello board: there are no \"lists\" and \"cards\""),
        ("{\"lists\":[],\"cards\":{}}".into(), "/cards: invalid type: map, expected a list"),
        ("{\"lists\":[],\"cards\":[{\"name\":[]}]}".into(), "/cards/0/name: invalid type: sequence, expected a text"),
        ("{\"lists\":[],\"cards\":[],\"cards\":[]}".into(), "own fields is there twice at line 1"),
        (whole[..whole.len() - 40].into(), "EOF while parsing"),
        (format!("{whole} x"), "trailing characters at line 1 column"),
        (whole.replace("Cover", "Co\u{0}ver"), "control character"),
        (format!("{{\"lists\":{}", "[".repeat(100_000)), "/lists/0/0: invalid type: sequence, expected a text"),
        (format!("{{\"x\":{}", "[".repeat(100_000)), "/x: EOF while parsing a list at line 1"),
    ] {
        let error = fails(&text);
        assert!(error.contains(says) && error.contains("Export the board again"), "{error}");
    }
    let mut bytes = whole.into_bytes();
    let place = bytes.windows(6).position(|six| six == b"Sketch").unwrap();
    bytes[place] = 0xFF;
    let error = fails(bytes);
    assert!(error.contains("/checklists/0/checkItems/1/name") && error.contains("invalid unicode"), "{error}");
}

#[test]
fn more_than_a_board_can_hold_is_refused() {
    let cards = format!("{{\"lists\":[],\"cards\":[{}{{}}]}}", "{},".repeat(super::bounds::CARDS_MAX));
    assert!(fails(cards).starts_with("/cards: there are more than 50000"));
    let heavy = format!("{{\"desc\":\"{}\"}},", "d".repeat(16_000)).repeat(5_000);
    let says = fails(format!("{{\"lists\":[],\"cards\":[{heavy}{{}}]}}"));
    assert!(says.contains("more than 40 MB"), "{says}");
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    assert!(read(format!("\u{feff}{}", podcast())).is_ok());
}

#[test]
fn a_board_without_cards_has_every_count() {
    let parcel = board(&json!({"lists": [], "cards": null}));
    assert_eq!(parcel.read, ItemKind::OF_BOARDS.map(|kind| (kind, 0)).into());
}

/// A board of any shape, with some ids that lead nowhere.
fn any_board() -> impl Strategy<Value = Value> {
    let id = |prefix: &'static str| (0..6u8).prop_map(move |n| format!("{prefix}{n}"));
    let name = prop_oneof![Just(String::new()), "[a-z<&\"\\\\ö]{1,9}", Just("long ".repeat(90))];
    let item = (id("i"), name.clone(), any::<bool>()).prop_map(
        |(id, name, done)| json!({"id": id, "name": name, "state": if done { "complete" } else { "incomplete" }}),
    );
    let checklist = (id("k"), name.clone(), id("c"), prop::collection::vec(item, 0..4))
        .prop_map(|(id, name, card, items)| json!({"id": id, "name": name, "idCard": card, "checkItems": items}));
    let attachment = (id("t"), name.clone(), prop_oneof![Just("https://x"), Just("ftp://x"), Just("")])
        .prop_map(|(id, name, url)| json!({"id": id, "name": name, "url": url}));
    let card = (
        id("c"),
        name.clone(),
        id("l"),
        prop::collection::vec(id("m"), 0..3),
        any::<bool>(),
        prop::collection::vec(attachment, 0..3),
        prop::collection::vec(checklist.clone(), 0..2),
    )
        .prop_map(|(id, name, list, members, done, attachments, nested)| {
            json!({"id": id, "name": name, "idList": list, "idMembers": members, "dueComplete": done,
                   "attachments": attachments, "checklists": nested})
        });
    let comment = (id("a"), name.clone(), id("c"), any::<bool>()).prop_map(|(id, text, card, said)| {
        json!({"id": id, "type": if said { "commentCard" } else { "updateCard" }, "data": {"text": text, "card": {"id": card}}})
    });
    let named =
        |prefix| (id(prefix), name.clone()).prop_map(|(id, name)| json!({"id": id, "name": name, "fullName": name}));
    (
        prop::collection::vec(named("l"), 0..4),
        prop::collection::vec(card, 0..6),
        prop::collection::vec(checklist, 0..4),
        prop::collection::vec(named("m"), 0..4),
        prop::collection::vec(named("b"), 0..4),
        prop::collection::vec(named("f"), 0..4),
        prop::collection::vec(comment, 0..5),
    )
        .prop_map(|(lists, cards, checklists, members, labels, fields, actions)| {
            json!({"actions": actions, "lists": lists, "cards": cards, "checklists": checklists, "members": members,
                   "labels": labels, "customFields": fields})
        })
}

proptest! {
    #[test]
    fn nothing_of_any_board_is_lost(file in any_board()) {
        let parcel = board(&file);
        check_counts(&file, &parcel);
    }

    #[test]
    fn any_bytes_give_a_parcel_or_an_error(bytes: Vec<u8>) {
        drop(read(bytes));
    }

    #[test]
    fn a_spoilt_board_gives_a_parcel_or_an_error(at: prop::sample::Index, byte: u8, cut: prop::sample::Index) {
        let mut text = podcast().to_string().into_bytes();
        let place = at.index(text.len());
        text[place] = byte;
        drop(read(&text));
        prop_assert!(read(&text[..cut.index(text.len())]).is_err());
    }
}
