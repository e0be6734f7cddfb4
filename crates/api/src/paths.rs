//! Paths: where a command and a thing live, as templates and filled in.

use righthand_desk::catalogue::Entry;
use serde_json::Value;

/// Where everything of one business lives.
pub(crate) const BUSINESS: &str = "/businesses/{business}";

/// The template of a command's path, below the base.
pub(crate) fn of(entry: &Entry) -> String {
    format!("{BUSINESS}{}", entry.rest.1)
}

/// The command's path for this input, from the root; what the input lacks stays a template in braces.
pub(crate) fn href(entry: &Entry, business: &str, input: &Value) -> String {
    let path = format!("{}{}", crate::BASE, of(entry)).replace("{business}", &encode(business));
    entry.path_fields().fold(path, |path, field| match input.get(field).and_then(Value::as_str) {
        Some(value) => path.replace(&format!("{{{field}}}"), &encode(value)),
        None => path,
    })
}

/// Where a thing can be read that a command has made or changed: `/projects/{key}` and the like.
pub(crate) fn thing(entry: &Entry, business: &str, key: &str) -> Option<String> {
    let collection = match entry.rest.1.rsplit('/').next()? {
        "projects" => "projects",
        "tasks" => "tasks",
        "members" => "members",
        _ => return None,
    };
    Some(format!("{}/businesses/{}/{collection}/{}", crate::BASE, encode(business), encode(key)))
}

/// One segment of a path: everything but the unreserved characters of RFC 3986 as `%XX`, the slash of a key too.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_out_has_its_address_filled_in_and_keeps_braces_where_a_person_has_to_choose() {
        let lift = righthand_desk::catalogue::find("lift_rule").unwrap();
        let input = serde_json::json!({ "member": "priyanka/2", "rule": "R2" });
        assert_eq!(href(lift, "harbour-clay", &input), "/api/v1/businesses/harbour-clay/members/priyanka%2F2/lifts");
        assert!(href(lift, "harbour-clay", &Value::Null).contains("/members/{member}/lifts"));
    }
}
