//! What the caller wants of the desk, in whichever of their businesses. It is changed on the page of the account: a token is
//! good for one business, and this counts in all of them.

use righthand_desk::sign_in::{self, Immediate, Locale, Preferences};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Read, json};
use crate::problem::Problem;

pub(super) const PREFERENCES: Read = Read {
    name: "get_preferences",
    path: "/preferences",
    tag: "account",
    summary: "How dates and numbers are written for you, and when you are told something",
    query: &[],
    schema: |generator| generator.subschema_for::<Wanted>(),
    read: |api, caller, _| {
        let found = sign_in::preferences(&api.desk, caller.holder.user);
        json(&Wanted::of(found.map_err(|error| Problem::of_store(&error))?))
    },
};

/// What somebody wants of the desk.
#[derive(Debug, Serialize, JsonSchema)]
struct Wanted {
    /// BCP 47 tag by which dates, times and numbers are written: `en`, `en-GB`, `en-US` or `en-DE`.
    locale: &'static str,
    /// When the daily digest comes, on their own clock, as `08:00`; `null` for none.
    digest: Option<String>,
    /// When nothing is sent, perhaps over midnight; `null` for no quiet hours (R19).
    quiet: Option<Quiet>,
    /// What is told at once: `assigned`, `comment`, `moved`.
    immediate: Vec<&'static str>,
}

/// From and until, as `20:00`.
#[derive(Debug, Serialize, JsonSchema)]
struct Quiet {
    from: String,
    until: String,
}

impl Wanted {
    fn of(preferences: Preferences) -> Self {
        let Preferences { locale, digest_minute, quiet, immediate } = preferences;
        Self {
            locale: Locale::tag(locale),
            digest: digest_minute.map(clock),
            quiet: quiet.map(|(from, until)| Quiet { from: clock(from), until: clock(until) }),
            immediate: immediate.into_iter().map(Immediate::as_str).collect(),
        }
    }
}

/// A minute of the day as a clock shows it.
fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
