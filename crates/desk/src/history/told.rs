//! Told: fields of records in words, as the history and a conflict show them.

use jiff::civil::Date;
use righthand_domain::snapshot::Zone;
use righthand_domain::words::duration;
use righthand_store::{Error, Sql, Tx, sql, values};
use serde_json::Value;

use crate::records::Business;

/// Characters of a text that are told.
const CHARS_MAX: usize = 600;
/// What a field without a value is told as.
pub const EMPTY: &str = "empty";

/// What a field is called; `None` of one that says nothing to people, or that is not for everybody (R17).
pub fn label(table: &str, field: &str) -> Option<String> {
    let label = match (table, field) {
        // What was agreed about pay, and how to reach people outside.
        // Whom the owner looks for, and what the owner reckons with.
        ("opening" | "candidate" | "hiring" | "staffing" | "assumption", _) => return None,
        ("agreement", _) | ("contact", "email" | "phone" | "note") => return None,
        (
            _,
            "id" | "version" | "key" | "user_id" | "fingerprint" | "external_id" | "thing_id" | "run_id" | "step_id"
            | "field_id" | "checklist_id" | "from_run_id" | "from_step_id",
        ) => return None,
        // Money, and the owner's feelings about work.
        (_, "rate" | "energy" | "owner_has_skill" | "owner_has_time" | "hand_over") => return None,
        ("business", "means") | ("absence", "note") | ("member", "email") => return None,
        (_, "starts") => "start",
        (_, "ends") => "end",
        (_, "position") => "place in the order",
        (_, "done_at") => "done",
        (_, "closed_at") => "closed",
        (_, "optimistic_minutes") => "effort, at best",
        (_, "likely_minutes") => "effort, most likely",
        (_, "pessimistic_minutes") => "effort, at worst",
        (_, "minutes_per_week") => "hours a week",
        (_, "rrule") => "how often",
        (_, "words") => "text",
        (_, other) => {
            let words = other.strip_suffix("_id").or(other.strip_suffix("_minutes")).or(other.strip_suffix("_at"));
            return Some(words.unwrap_or(other).replace('_', " "));
        }
    };
    Some(label.to_owned())
}

/// A value of a field.
pub fn value(tx: &mut Tx, field: &str, value: &Value) -> Result<String, Error> {
    Ok(match value {
        Value::Null => EMPTY.into(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.into(),
        Value::Number(number) if field.contains("minutes") => {
            number.as_i64().map_or_else(|| number.to_string(), duration)
        }
        Value::Number(number) => number.to_string(),
        Value::String(text) if field.ends_with("_id") || matches!(field, "pinned_by" | "lifted_by") => {
            named(tx, field, text)?.unwrap_or_else(|| "something that is gone".into())
        }
        Value::String(text) if field.ends_with("_at") => moment(tx, text)?,
        Value::String(text) if text.is_empty() => EMPTY.into(),
        Value::String(text) if field == "kind" && text.len() == 2 => link(text).to_owned(),
        // Words of the code, such as a role.
        Value::String(text) if matches!(field, "role" | "kind" | "engagement_kind" | "state") => text.replace('_', " "),
        Value::String(text) => match text.parse::<Date>() {
            Ok(day) => day.strftime("%a %-d %b %Y").to_string(),
            Err(_) => shortened(text),
        },
        Value::Array(items) if items.is_empty() => EMPTY.into(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(plain).collect();
            shortened(&items.join(", "))
        }
        Value::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| format!("{name} {}", plain(value)))
                .collect();
            shortened(&fields.join(", "))
        }
    })
}

/// How one task waits for another.
fn link(kind: &str) -> &str {
    match kind {
        "FS" => "finish to start",
        "SS" => "start to start",
        "FF" => "finish to finish",
        "SF" => "start to finish",
        other => other,
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// On the business's clock.
fn moment(tx: &mut Tx, text: &str) -> Result<String, Error> {
    let Ok(instant) = text.parse::<jiff::Timestamp>() else { return Ok(text.to_owned()) };
    let id = tx.business();
    let zone = tx.find::<Business>(id)?.and_then(|business| Zone::named(&business.time_zone)).unwrap_or_else(Zone::utc);
    let local = zone.rules().to_datetime(instant);
    Ok(format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute()))
}

/// The name of what an id stands for.
fn named(tx: &mut Tx, field: &str, id: &str) -> Result<Option<String>, Error> {
    let table = match field {
        "task_id" | "parent_id" | "predecessor_id" => "task",
        "project_id" => "project",
        "area_id" => "area",
        "list_id" => "board_list",
        "operation_id" => "operation",
        "appointment_id" => "appointment",
        _ => "member",
    };
    name_of(tx, table, id)
}

/// The name of the record of that table and id, if it has one and is there.
pub fn name_of(tx: &mut Tx, table: &str, id: &str) -> Result<Option<String>, Error> {
    const TASK: &Sql = sql!("task.name", "select name from task where business_id = $1 and id = $2");
    const MEMBER: &Sql = sql!("member.name", "select name from member where business_id = $1 and id = $2");
    const PROJECT: &Sql = sql!("project.name", "select name from project where business_id = $1 and id = $2");
    const AREA: &Sql = sql!("area.name", "select name from area where business_id = $1 and id = $2");
    const LIST: &Sql = sql!("board_list.name", "select name from board_list where business_id = $1 and id = $2");
    const OPERATION: &Sql = sql!("operation.name", "select name from operation where business_id = $1 and id = $2");
    const APPOINTMENT: &Sql =
        sql!("appointment.name", "select name from appointment where business_id = $1 and id = $2");
    const STEP: &Sql = sql!("step.name", "select name from step where business_id = $1 and id = $2");
    const DUTY: &Sql = sql!("duty.name", "select name from duty where business_id = $1 and id = $2");
    let sql = match table {
        "task" => TASK,
        "member" => MEMBER,
        "project" => PROJECT,
        "area" => AREA,
        "board_list" => LIST,
        "operation" => OPERATION,
        "appointment" => APPOINTMENT,
        "step" => STEP,
        "duty" => DUTY,
        _ => return Ok(None),
    };
    tx.one(sql, &values![id], |row| row.get(0))
}
