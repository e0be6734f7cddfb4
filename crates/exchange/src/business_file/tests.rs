//! What a business file may say, what is refused and where; the contract's schema is the second opinion.

use jiff::Timestamp;
use proptest::prelude::*;
use righthand_domain::snapshot::Snapshot;
use serde_json::{Value, json};

use super::{FAULTS_MAX, FILE_BYTES_MAX, VALUES_MAX, read, read_from, write};

/// Every field of the format, in use.
fn harbour_clay() -> Value {
    json!({
        "format": "righthand/1",
        "at": "2026-11-24T11:20:00.25+01:00",
        "business": {
            "name": "Harbour Clay", "time_zone": "Europe/Lisbon", "currency": "EUR",
            "working_week": {"mon": [{"from": "09:00", "to": "12:30"}, {"from": "13:15", "to": "24:00"}], "fri": []},
            "holidays": [{"date": "2026-12-25", "name": "Christmas"}, {"date": "2027-01-01"}],
            "owner_hour_value": 80, "budget_per_month": 2400.5, "reserve": 0, "revenue_per_month": [9000, 11000.25, 0],
            "market": {"project_manager": {"hourly": 45}, "online_business_manager": {"monthly": 2000, "hourly": 50},
                       "virtual_assistant": {"per_piece": 3}, "specialist": {"fixed": 900}}
        },
        "people": [
            {"key": "amara", "name": "Amara Lindqvist", "role": "owner", "email": "amara@harbourclay.example"},
            {"key": "tomas", "name": "Tomás Achterberg", "role": "online_business_manager", "hours_per_week": 20.5,
             "engagement": {}},
            {"key": "priyanka", "name": "Priyanka Doyle", "role": "project_manager", "time_zone": "Asia/Kolkata",
             "engagement": {"kind": "fixed_term", "start": "2026-10-01", "end": "2026-12-31", "projects": ["launch"],
                            "rate": {"monthly": 1800}}},
            {"key": "halima", "name": "Halima Strand", "role": "team_member", "skills": ["edit", "write"],
             "working_week": {"tue": [{"from": "00:00", "to": "08:00"}]}, "flexible": true, "holidays": [],
             "time_off": [{"from": "2026-12-01", "to": "2026-12-02", "note": "moving house"}]}
        ],
        "areas": [{"key": "content", "name": "Content", "accountable": "tomas"}, {"key": "team", "name": "Team"}],
        "projects": [{
            "key": "launch", "name": "Podcast launch", "outcome": "Six episodes out", "area": "content",
            "manager": "priyanka", "start": "2026-11-02", "end": "2026-12-18T17:00:00Z", "weight": 1.5,
            "budget_hours": 120, "on_time_value": 900,
            "tasks": [
                {"key": "ep1", "name": "Episode 1", "due": "2026-12-05", "after": ["brand"], "children": [
                    {"key": "edit-ep1", "name": "Edit <b>1</b>", "effort": {"optimistic": 1, "most_likely": 2, "pessimistic": 6},
                     "spent_hours": 0.5, "skill": "edit", "notes": "with\nlines \"and\" quotes", "labels": ["audio", ""]},
                    {"key": "ship-ep1", "name": "Ship", "milestone": true, "kind": "management",
                     "after": ["edit-ep1", {"task": "brand", "type": "SS", "lag_hours": -1.5, "lag_in": "working"}]}
                ]},
                {"key": "brand", "name": "Cover", "effort": 3, "assignees": ["halima"], "not_before": "2026-11-25",
                 "done_at": "2026-11-20T10:00:30.123456789Z"}
            ]}],
        "operations": [{
            "key": "letter", "name": "Newsletter", "area": "content", "accountable": "tomas",
            "rrule": "FREQ=WEEKLY;BYDAY=TU", "starts": "2026-10-06T08:30", "except": ["2026-12-29"],
            "steps": [{"key": "write", "name": "Write", "effort": 1.5, "assignees": ["halima"], "available_days": 5,
                       "offset_days": 1, "kind": "implementation", "notes": "warm"},
                      {"key": "send", "name": "Send", "after": ["write"], "skill": "edit"}]}],
        "duties": [{"key": "inbox", "name": "Inbox", "kind": "management", "hours_per_week": 4, "area": "team",
                    "project": "launch", "skill": "write", "who": "amara", "energy": "drains", "owner_has_skill": true,
                    "hand_over": true, "owner_has_time": false}],
        "appointments": [{"key": "call", "name": "Call", "start": "2026-11-26T10:00:00Z", "end": "2026-11-26T11:00:00Z",
                          "people": ["amara", "tomas"]}],
        "runs": [{"operation": "letter", "date": "2026-11-24", "title": "Glazes", "steps": [
            {"key": "write", "done_at": "2026-11-23T09:00:00Z", "spent_hours": 1, "person": "halima"}, {"key": "send"}]}]
    })
}

fn noon() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn read_text(text: impl AsRef<[u8]>) -> Result<Snapshot, Vec<String>> {
    read(text.as_ref(), None, noon()).map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

/// The faults of Harbour Clay after `spoil`.
fn faults(spoil: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut file = harbour_clay();
    spoil(&mut file);
    read_text(file.to_string()).err().unwrap_or_default()
}

#[test]
fn a_file_with_every_field_is_read_and_written_back_as_the_same_business() {
    let snapshot = read_text(harbour_clay().to_string()).unwrap();
    let text = write(&snapshot);
    assert_eq!(read_text(&text), Ok(snapshot));
    let written: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(written["at"], "2026-11-24T10:20:00.25+00:00");
    assert_eq!(written["projects"][0]["tasks"][0]["after"][0], "brand", "a plain link stays a plain key");
    assert!(written["projects"][0]["tasks"][1].get("spent_hours").is_none(), "what is absent stays absent");
    assert_eq!(written["people"][3]["holidays"], json!([]), "no holidays of one's own is not the business's holidays");
}

#[test]
fn the_contracts_own_files_are_read_and_written_back_as_the_same_business() {
    let contracts = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/contracts");
    if !std::path::Path::new(contracts).is_dir() {
        println!("NOT RUN: the contract's files are not there ({contracts})");
        return;
    }
    let mut read_files = 0;
    for folder in ["examples", "golden"] {
        for entry in std::fs::read_dir(format!("{contracts}/{folder}")).unwrap() {
            let path = entry.unwrap().path();
            if path.to_string_lossy().ends_with(".expected.json") {
                continue;
            }
            let snapshot =
                read_text(std::fs::read(&path).unwrap()).unwrap_or_else(|faults| panic!("{path:?}: {faults:?}"));
            assert_eq!(read_text(write(&snapshot)), Ok(snapshot), "{path:?}");
            read_files += 1;
        }
    }
    assert!(read_files >= 10, "{read_files}");
    let theirs = std::fs::read_to_string(format!("{contracts}/business.schema.json")).unwrap();
    assert_eq!(theirs, include_str!("../business.schema.json"), "the schema kept here is the contract's");
}

#[test]
fn every_fault_is_listed_with_its_place() {
    let found = faults(|file| {
        file["people"][0]["nme"] = json!(1);
        file["people"][1].as_object_mut().unwrap().remove("name");
        file["people"][2]["role"] = json!("boss");
        file["projects"][0]["tasks"][0]["children"][0]["effort"]["optimistic"] = json!(-1);
        file["projects"][0]["tasks"][1]["done_at"] = json!("2026-11-20T10:00:30");
        file["business"]["working_week"]["mon"][0]["to"] = json!("08:00");
        file["business"]["a/b~c"] = json!(null);
    });
    let places: Vec<&str> = found.iter().map(|fault| fault.split_once(": ").unwrap().0).collect();
    assert_eq!(
        places,
        [
            "/business/working_week/mon/0",
            "/business/a~1b~0c",
            "/people/0/nme",
            "/people/1",
            "/people/2/role",
            "/projects/0/tasks/0/children/0/effort/optimistic",
            "/projects/0/tasks/1/done_at",
        ]
    );
    assert_eq!(found[3], "/people/1: \"name\" is missing");
    assert_eq!(
        found[4],
        "/people/2/role: must be one of owner, online_business_manager, project_manager, team_member, guest"
    );
}

#[test]
fn faults_of_reference_are_listed_beside_faults_of_shape() {
    let found = faults(|file| {
        file["people"][0]["nme"] = json!(1);
        file["projects"][0]["tasks"][0]["after"][0] = json!("edit-ep2");
        file["projects"][0]["tasks"][1]["assignees"] = json!(["!", "halima"]);
    });
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.contains(&"/projects/0/tasks/0/after/0: no task \"edit-ep2\"".to_owned()), "{found:?}");
}

#[test]
fn one_fault_never_hides_another_nor_is_it_said_twice() {
    let found = faults(|file| {
        file["at"] = json!("today");
        file["people"][1].as_object_mut().unwrap().remove("name");
        file["people"][1]["engagement"]["projects"] = json!(["lunch"]);
        file["people"][3]["working_week"]["tue"][0]["from"] = json!("09:00");
        file["projects"][0]["tasks"][0]["children"][0]["effort"]["optimistic"] = json!(3);
        file["projects"][0]["tasks"][1]["effort"] = json!("three");
        file["projects"][0]["tasks"][1]["assignees"] = json!(["nobody"]);
        file["business"]["time_zone"] = json!("Etc/Unknown");
    });
    let places: Vec<&str> = found.iter().map(|fault| fault.split_once(": ").unwrap().0).collect();
    assert_eq!(
        places,
        [
            "/at",
            "/business/time_zone",
            "/people/1",
            "/people/3/working_week/tue/0",
            "/projects/0/tasks/1/effort",
            "/people/1/engagement/projects/0",
            "/projects/0/tasks/0/children/0/effort",
            "/projects/0/tasks/1/assignees/0",
        ],
        "{found:#?}"
    );
}

#[test]
fn what_is_not_json_is_told_with_line_and_column() {
    for (text, says) in [
        (&b"{\n  \"format\": \"righthand/1\",\n}"[..], "line 3 column 1"),
        (b"", "line 1 column 0"),
        (b"{\"format\": \"right\xFFhand/1\"}", "line 1"),
        (b"{\"at\": 1e999}", "out of range"),
        (b"{\"at\": NaN}", "line 1 column"),
        (b"{} {}", "trailing"),
    ] {
        let found = read_text(text).unwrap_err();
        assert!(found.len() == 1 && found[0].contains(says), "{found:?}");
    }
}

#[test]
fn a_byte_order_mark_is_passed_over_and_a_repeated_field_is_not() {
    let text = format!("\u{feff}{}", harbour_clay());
    assert!(read_text(&text).is_ok());
    let twice = text.replace("\"currency\":\"EUR\"", "\"currency\":\"EUR\",\"currency\":\"USD\"");
    assert_eq!(read_text(twice).unwrap_err(), ["/business/currency: is there twice; keep one of them"]);
}

#[test]
fn a_file_without_end_ends_at_its_bound() {
    let long = read_from(std::io::repeat(b' '), None, noon()).unwrap().unwrap_err();
    assert!(long[0].message.contains("longer than 32 MB"), "{long:?}");
    let many = format!("[{}0]", "0,".repeat(VALUES_MAX));
    assert!(many.len() < FILE_BYTES_MAX);
    assert!(read_text(many).unwrap_err()[0].contains("more than 400000 values"));
    assert!(read_text("[".repeat(100_000)).unwrap_err()[0].contains("recursion limit"));
    let nested = "{\"children\":[".repeat(70);
    assert!(read_text(nested).unwrap_err()[0].contains("recursion limit"));
    let faulty = format!("{{\"people\":[{}0]}}", "{},".repeat(FAULTS_MAX * 2));
    let found = read_text(faulty).unwrap_err();
    assert_eq!(found.len(), FAULTS_MAX + 1);
    assert!(found[FAULTS_MAX].contains("more faults"));
}

/// Each value that the fields below are given in turn.
fn odd_values() -> Vec<Value> {
    let texts = [
        "",
        "x",
        "a b",
        "09:60",
        "24:00",
        "2026-02-30",
        "2026-02-28",
        "2026-1-1",
        "2026-02-28T10:00:00Z",
        "2026-02-28t10:00:00.123456789012z",
        "2026-02-28T10:00Z",
        "2026-02-28T24:00:00Z",
        "2026-02-28T10:00:00+24:00",
        "2026-02-28T10:00:00",
        "2026-02-28T10:00",
        "owner",
        "FS",
        "EUR",
        "eur",
        "no@",
        "a@b.c",
        "ä",
        "a/b",
    ];
    let long = [
        json!("k".repeat(80)),
        json!("k".repeat(81)),
        json!("ö".repeat(300)),
        json!("ö".repeat(301)),
        json!("t".repeat(20_001)),
    ];
    let others = [
        json!(null),
        json!(true),
        json!(0),
        json!(-0.5),
        json!(168),
        json!(168.5),
        json!(1e300),
        json!([]),
        json!({}),
        json!([1]),
        json!({"x": 1}),
    ];
    texts.iter().map(|text| json!(text)).chain(long).chain(others).collect()
}

fn every_pointer(value: &Value, at: String, into: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| every_pointer(item, format!("{at}/{i}"), into))
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| every_pointer(field, format!("{at}/{name}"), into))
        }
        _ => {}
    }
    into.push(at);
}

/// The schema says nothing of these, because a schema cannot: zones, days that exist, windows that end before they begin.
fn stricter_than_the_schema(pointer: &str, message: &str) -> bool {
    pointer.ends_with("time_zone")
        || (pointer.ends_with("starts") && message.contains("neither"))
        || message.contains("before its")
}

#[test]
fn the_schema_of_the_contract_comes_to_the_same_verdict_on_every_field() {
    let schema: Value = serde_json::from_str(include_str!("../business.schema.json")).unwrap();
    let judge = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let good = harbour_clay();
    let mut pointers = vec![];
    every_pointer(&good, String::new(), &mut pointers);
    let odd = odd_values();
    let mut seen = (0, 0);
    let mut agree = |file: &Value, what: &str| {
        let tree = file.to_string();
        let tree = super::tree::parse(tree.as_bytes()).unwrap();
        let mut shape = super::Shape::default();
        super::people::snapshot(&mut shape, &tree);
        let mine = shape.verdict().faults;
        if mine.iter().any(|fault| stricter_than_the_schema(&fault.pointer, &fault.message)) {
            return;
        }
        let theirs = judge.is_valid(file);
        assert_eq!(mine.is_empty(), theirs, "{what}: {mine:?}");
        seen = if theirs { (seen.0 + 1, seen.1) } else { (seen.0, seen.1 + 1) };
    };
    for pointer in &pointers {
        // What is an object or a list is told apart from all texts by one of them.
        let scalar = !good.pointer(pointer).is_some_and(|value| value.is_object() || value.is_array());
        for value in odd.iter().filter(|value| scalar || !value.is_string() || **value == "x") {
            let mut file = good.clone();
            *file.pointer_mut(pointer).unwrap() = value.clone();
            agree(&file, &format!("{pointer} = {value}"));
        }
        let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
        let mut file = good.clone();
        if let Some(Value::Object(fields)) = file.pointer_mut(parent).filter(|_| !name.is_empty()) {
            fields.remove(name);
            fields.insert(format!("{name}s"), json!(1));
            agree(&file, &format!("{pointer} misspelt"));
            file.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(&format!("{name}s"));
            agree(&file, &format!("{pointer} absent"));
        }
    }
    assert!(seen.0 > 300 && seen.1 > 3_000, "{seen:?}");
}

proptest! {
    #[test]
    fn any_bytes_give_a_business_or_faults(bytes: Vec<u8>) {
        if let Err(faults) = read(&bytes, None, noon()) {
            prop_assert!(!faults.is_empty());
        }
    }

    #[test]
    fn a_spoilt_file_gives_a_business_or_faults(at: prop::sample::Index, byte: u8, cut: prop::sample::Index) {
        let mut text = harbour_clay().to_string().into_bytes();
        let place = at.index(text.len());
        text[place] = byte;
        for text in [&text[..], &text[..cut.index(text.len())]] {
            match read(text, None, noon()) {
                Ok(snapshot) => prop_assert_eq!(read(write(&snapshot).as_bytes(), None, noon()), Ok(snapshot)),
                Err(faults) => prop_assert!(!faults.is_empty()),
            }
        }
    }
}
