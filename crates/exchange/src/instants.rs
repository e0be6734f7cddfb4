//! Instants as text, with the offset that a zone has at that moment.

use jiff::{Timestamp, tz::TimeZone};

/// RFC 3339: `2026-11-24T11:20:00+01:00`, `Z` in the zone UTC, with a fraction only where there is one.
pub(crate) fn with_offset(at: Timestamp, zone: &TimeZone) -> String {
    if zone.iana_name() == Some("UTC") {
        return at.to_string();
    }
    // RFC 3339 has offsets in whole minutes; where history has seconds, UTC says the same instant.
    let offset = zone.to_offset(at);
    if offset.seconds() % 60 == 0 { at.display_with_offset(offset).to_string() } else { at.to_string() }
}
