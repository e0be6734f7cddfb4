//! The page of settings: the setting left, what it causes in words, the control right.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use righthand_desk::input::Week;
use righthand_desk::settings::overview::Overview;

use super::{area_forms, closed_page, roles_page, table};
use crate::parts::{Field, Icon, button, hidden, link_button, sentence_head, words};
use crate::site::InBusiness;

/// The week where nobody has set one (contracts, business file).
const USUAL_DAY: &str = "09:00-17:00";
/// Currencies that are suggested; any other of ISO 4217 may be typed.
const CURRENCIES: [&str; 12] = ["EUR", "USD", "GBP", "AUD", "CAD", "CHF", "DKK", "NOK", "NZD", "PLN", "SEK", "ZAR"];

/// `/b/{business}/settings`.
pub(super) fn settings_page(visit: &InBusiness, overview: &Overview, now: Timestamp) -> Markup {
    let zone = TimeZone::get(&overview.time_zone).unwrap_or(TimeZone::UTC);
    let today = zone.to_datetime(now).date();
    let sentence = if overview.can_change {
        format!("For {}. Each change is kept in the history and can be undone.", overview.name)
    } else {
        format!("For {}. Your role reads them; the owner and the online business manager change them.", overview.name)
    };
    html! {
        (sentence_head("Settings", &sentence, &html! {
            @if overview.can_change { (link_button("History", visit.at(&format!("/history/business/{}", overview.key))).icon(Icon::Clock)) }
            @if overview.can_export { (link_button("Export the business", visit.at("/export")).icon(Icon::File)) }
        }))
        @if !overview.not_in_file.is_empty() {
            p.hint { "A business file has no words for " (words::list(&overview.not_in_file.iter().map(String::as_str).collect::<Vec<_>>())) ": they stay here." }
        }
        div.panel.setp {
            @if overview.can_change { (business(visit, overview)) } @else { (business_as_it_is(overview)) }
            (closed_page::closed_days(visit, overview, today))
            (closed_page::regions(visit, overview, today))
            (area_forms::areas(visit, overview))
            @if !overview.mail_given_up.is_empty() { (mail_given_up(overview, &zone, now)) }
        }
        (roles_page::member_roles(visit, overview, today))
        (table::roles(overview))
    }
}

/// Mail that did not arrive, so that somebody hands the link over in another way.
fn mail_given_up(overview: &Overview, zone: &TimeZone, now: Timestamp) -> Markup {
    html! {
        div.set id="mail" {
            div { h2 { "Mail that did not arrive" } p { "The server did not take it, or could not be reached for a day. Hand the link over in another way, or correct the address and invite again." } }
            ul {
                @for mail in &overview.mail_given_up {
                    li.who {
                        span.who-t { b { (mail.subject) } small { "to " (mail.to) ", " (words::moment(mail.at, zone, now)) ": " (mail.fault) } }
                    }
                }
            }
        }
    }
}

fn days(week: Option<&Week>) -> [(&'static str, &'static str, String); 7] {
    let usual = |day: usize| if day < 5 { USUAL_DAY.to_owned() } else { String::new() };
    let text = |n: usize| {
        week.map_or_else(
            || usual(n),
            |week| {
                let days = [&week.mon, &week.tue, &week.wed, &week.thu, &week.fri, &week.sat, &week.sun];
                days.get(n).map(|day| day.to_string()).unwrap_or_default()
            },
        )
    };
    [
        ("mon", "Monday", text(0)),
        ("tue", "Tuesday", text(1)),
        ("wed", "Wednesday", text(2)),
        ("thu", "Thursday", text(3)),
        ("fri", "Friday", text(4)),
        ("sat", "Saturday", text(5)),
        ("sun", "Sunday", text(6)),
    ]
}

fn business(visit: &InBusiness, overview: &Overview) -> Markup {
    let form = visit.form("change_business:place");
    let zones: Vec<String> = jiff::tz::db()
        .available()
        .map(|zone| zone.to_string())
        .filter(|zone| zone.contains('/') || zone == "UTC")
        .collect();
    let zones: Vec<&str> = zones.iter().map(String::as_str).collect();
    let currency = overview.currency.as_deref().unwrap_or_default();
    let week = visit.form("change_business:week");
    let names: Vec<String> = days(None).iter().map(|(key, _, _)| format!("working_week.{key}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let version = overview.version.to_string();
    html! {
        div.set {
            div { h2 { "Name and place" } p { "The plan and every date of the business follow this clock; each person also sees their own." } }
            div {
                (form.before(visit))
                form.stack method="post" action=(visit.form_action("change_business")) {
                    (form.hidden(visit, &["name", "time_zone", "currency"]))
                    (hidden("version", &version))
                    (Field::new("text", "name", "Name").value(form.value("name", &overview.name)).fault(form.fault("name")).max_length(300))
                    div.form-2 {
                        (Field::new("text", "time_zone", "Time zone").value(form.value("time_zone", &overview.time_zone)).fault(form.fault("time_zone"))
                            .suggestions("zones", &zones).max_length(64))
                        (Field::new("text", "currency", "Currency").value(form.value("currency", currency)).fault(form.fault("currency"))
                            .hint("Three letters, such as EUR").suggestions("currencies", &CURRENCIES).max_length(3).optional())
                    }
                    div.row { (button("Keep name and place").primary()) }
                }
            }
        }
        div.set {
            div { h2 { "Working week" } p { "For everybody who has no week of their own. The plan puts no work outside it. An empty day is free." } }
            div {
                (week.before(visit))
                form.stack method="post" action=(visit.form_action("change_business")) {
                    (week.hidden(visit, &names))
                    (hidden("version", &version))
                    div.form-2 {
                        @for (key, label, text) in &days(overview.week.as_ref()) {
                            @let name = format!("working_week.{key}");
                            (Field::new("text", &name, label).value(week.value(&name, text)).fault(week.fault(&name)).max_length(100).optional())
                        }
                    }
                    p.hint { "Such as 09:00-13:00, 14:00-17:00" }
                    div.row { (button("Keep the week").primary()) }
                }
            }
        }
    }
}

fn business_as_it_is(overview: &Overview) -> Markup {
    html! {
        div.set {
            div { h2 { "Name and place" } p { "The plan and every date of the business follow this clock." } }
            div { p { (overview.name) ", " (overview.time_zone) @if let Some(currency) = &overview.currency { ", " (currency) } } }
        }
        div.set {
            div { h2 { "Working week" } p { "For everybody who has no week of their own." } }
            div {
                ul.hols {
                    @for (_, label, text) in &days(overview.week.as_ref()) { li { b { (label) } @if text.is_empty() { "free" } @else { (text) } } }
                }
            }
        }
    }
}
