//! Damage: what happens to files on their way: values that are out of all reason, missing, doubled or somebody else's.

use righthand_planner::random::Sequence;
use serde_json::{Value, json};

/// Changes one value somewhere in the tree.
pub(super) fn tree(random: &mut Sequence, root: &mut Value) {
    let count = size(root);
    // Deep values are many; what lies above them gets its turn by going up a little.
    let mut at = random.below(count);
    let other = nth(root, &mut random.below(count)).cloned().unwrap_or_default();
    if let Some(value) = nth(root, &mut at) {
        change(random, value, other);
    }
}

/// Changes a few bytes of the text.
pub(super) fn bytes(random: &mut Sequence, text: &mut Vec<u8>) {
    let at = random.below(text.len());
    match random.below(6) {
        0 => text.truncate(at),
        1 => text[at] = random.below(256) as u8,
        2 => drop(text.splice(at..at, b"[".repeat(1 + random.below(5_000)))),
        3 => drop(text.splice(at..at, b"{\"a\":".repeat(1 + random.below(5_000)))),
        4 => drop(text.splice(at..at, b"1e999".iter().copied())),
        _ => {
            let end = (at + random.below(200)).min(text.len());
            let piece = text[at..end].to_vec();
            let to = random.below(text.len());
            drop(text.splice(to..to, piece));
        }
    }
    if text.is_empty() {
        text.push(b' ');
    }
}

fn change(random: &mut Sequence, value: &mut Value, other: Value) {
    match (random.below(12), &mut *value) {
        (0, _) => *value = other,
        (1, Value::Array(items)) => items.clear(),
        (2, Value::Array(items)) => items.extend(items.clone()),
        (3, Value::Array(items)) => items.reverse(),
        (4, Value::Object(fields)) => {
            let keys: Vec<String> = fields.keys().cloned().collect();
            if let Some(key) = keys.get(random.below(keys.len())) {
                fields.remove(key);
            }
        }
        (5, Value::Object(fields)) => drop(fields.insert("unknown".into(), other)),
        (6 | 7, _) => *value = number(random),
        (8..=10, _) => *value = text(random),
        _ => *value = [Value::Null, json!([]), json!({}), json!(true)][random.below(4)].clone(),
    }
}

fn number(random: &mut Sequence) -> Value {
    let numbers =
        [0.0, -0.0, -1.0, 1e-300, 0.4999, 1e9, 1e15, 1e308, -1e308, 1e5, 99_999.99, 168.0, 75.0, 24.0, 1_000_000.0];
    let whole = [i64::MAX, i64::MIN, i64::from(u32::MAX) + 1, 100_000, 0, 1];
    if random.chance(70) {
        json!(numbers[random.below(numbers.len())])
    } else {
        json!(whole[random.below(whole.len())])
    }
}

fn text(random: &mut Sequence) -> Value {
    let texts = [
        "",
        "t0-0",
        "p0",
        "owner",
        "0001-01-01",
        "9999-12-31",
        "-9999-01-01",
        "2026-02-30",
        "2027-03-14",
        "9999-12-30T23:59:59Z",
        "-009999-01-02T01:59:59Z",
        "2026-11-24T11:20:00+25:00",
        "2026-11-24T11:20:00.999999999Z",
        "2026-11-01T01:30:00-04:00",
        "24:00",
        "00:00",
        "25:61",
        "America/New_York",
        "Australia/Lord_Howe",
        "Mars/Olympus",
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=4294967295",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=5FR;COUNT=4000000000",
        "FREQ=DAILY;UNTIL=99991231",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-366",
        "FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=366",
        "\u{0}",
        "\u{202e}right to left",
        "SF",
        "working",
        "guest",
        "project_manager",
        "management",
    ];
    json!(texts[random.below(texts.len())])
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(fields) => fields.values().map(size).sum(),
        _ => 0,
    }
}

/// The value that `at` values come before, counted depth first.
fn nth<'v>(value: &'v mut Value, at: &mut usize) -> Option<&'v mut Value> {
    if *at == 0 {
        return Some(value);
    }
    *at -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, at)),
        Value::Object(fields) => fields.values_mut().find_map(|field| nth(field, at)),
        _ => None,
    }
}
