//! What somebody wants of the desk: how dates and numbers are written, and when they are told something.

use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use righthand_desk::sign_in::{self, DAY_MINUTES, Immediate, Locale, Preferences};

use super::account::{Account, back};
use crate::parts::{Choice, Faults, Field, button, check, fault_summary, select_field};
use crate::site::{Answer, Caller, Site, Visitor, blocking};

/// `POST /you/preferences`.
pub(super) async fn keep(
    State(site): State<Site>,
    visitor: Visitor,
    caller: Caller,
    RawForm(bytes): RawForm,
) -> Result<Response, Answer> {
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes).unwrap_or_default();
    match read(&fields) {
        Ok(preferences) => {
            let (desk, user) = (site.desk().clone(), visitor.session.user);
            blocking(move || sign_in::keep_preferences(&desk, user, &preferences)).await??;
            Ok(back(&site, "Your preferences are kept."))
        }
        Err(preference_faults) => {
            let account = Account { preference_faults, ..Account::read(&visitor, caller.session).await? };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, account.page(&visitor)).into_response())
        }
    }
}

fn read(fields: &[(String, String)]) -> Result<Preferences, Faults> {
    let value = |name: &str| fields.iter().rev().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim());
    let mut faults = Faults::default();
    let mut minute = |name: &str| {
        let text = value(name);
        let read = minute_of(text);
        if !text.is_empty() && read.is_none() {
            faults.add(name, format!("“{text}” is no time of the day; one is written like 08:00"));
        }
        read
    };
    let (digest_minute, from, until) = (minute("digest"), minute("quiet_from"), minute("quiet_until"));
    if faults.is_empty() && from.is_some() != until.is_some() {
        faults.add("quiet_until", "quiet hours have a beginning and an end; leave both empty for none");
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Preferences {
        locale: Locale::parse(value("locale")).unwrap_or_default(),
        digest_minute,
        quiet: from.zip(until),
        immediate: fields
            .iter()
            .filter(|(field, _)| field == "immediate")
            .filter_map(|(_, name)| Immediate::parse(name))
            .collect(),
    })
}

/// "08:00" as browsers send it.
fn minute_of(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    Some(hour.checked_mul(60)?.checked_add(minute)?).filter(|at| minute < 60 && *at < DAY_MINUTES)
}

fn clock_of(minute: Option<u16>) -> String {
    minute.map_or_else(String::new, |minute| format!("{:02}:{:02}", minute / 60, minute % 60))
}

/// The row of the account; posts to `/you/preferences`.
pub(super) fn preferences(account: &Account) -> Markup {
    let (now, faults) = (&account.preferences, &account.preference_faults);
    let locales = Locale::ALL.map(|locale| Choice {
        value: locale.tag(),
        label: match locale {
            Locale::International => "26 Nov, 14:00, 10 000.5",
            Locale::Britain => "26 Nov, 14:00, 10,000.5",
            Locale::UnitedStates => "Nov 26, 2:00 pm, 10,000.5",
            Locale::Continental => "26 Nov, 14:00, 10.000,5",
        },
    });
    let (digest, from, until) = (
        clock_of(now.digest_minute),
        clock_of(now.quiet.map(|quiet| quiet.0)),
        clock_of(now.quiet.map(|quiet| quiet.1)),
    );
    html! {
        div.set id="preferences" {
            div {
                h2 { "How you are told" }
                p { "In all of your businesses. A digest a day holds what is new; at most one mail an hour comes at once, and none in quiet hours (R19). Times are on your own clock." }
            }
            form.stack method="post" action="/you/preferences" {
                (fault_summary(faults))
                (select_field("locale", "Dates, times and numbers", &locales, now.locale.tag(), None, faults.of("locale")))
                (Field::new("time", "digest", "Daily digest at").value(&digest).fault(faults.of("digest")).hint("Empty: no digest").optional())
                div.form-2 {
                    (Field::new("time", "quiet_from", "Quiet from").value(&from).fault(faults.of("quiet_from")).optional())
                    (Field::new("time", "quiet_until", "Quiet until").value(&until).fault(faults.of("quiet_until")).optional())
                }
                fieldset.stack-2 {
                    legend.small.strong { "At once" }
                    @for immediate in Immediate::ALL { (check("immediate", immediate.as_str(), words(immediate), now.immediate.contains(&immediate))) }
                }
                div.row { (button("Keep these").primary()) }
            }
        }
    }
}

fn words(immediate: Immediate) -> &'static str {
    match immediate {
        Immediate::Assigned => "Work is given to me",
        Immediate::Comment => "Somebody comments on my work",
        Immediate::Moved => "My work of the next two days was moved",
    }
}
