//! When somebody works: hours a week or windows by weekday, their zone, and their time off.

use maud::{Markup, html};
use righthand_desk::input::Week;
use righthand_desk::team::profile::{AbsenceView, Profile};

use crate::parts::{Choice, Field, button, check, hidden, section_head, select_field, words};
use crate::site::InBusiness;

const DAYS: [(&str, &str); 7] = [
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];

/// Every zone by its name.
pub(super) fn zones() -> Vec<&'static str> {
    // Names of the bundled data, made once: they do not change while the program runs.
    static NAMES: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    let names = NAMES.get_or_init(|| {
        jiff::tz::db().available().map(|name| name.to_string()).filter(|name| name.contains('/')).collect()
    });
    names.iter().map(String::as_str).collect()
}

/// The hours: to be read, and to be changed by whoever may.
pub(super) fn hours(visit: &InBusiness, profile: &Profile) -> Markup {
    html! {
        section.panel.panel-p id="hours" {
            (section_head("Hours", None, &html! { (words::hours(profile.row.minutes_per_week)) " a week" }))
            (as_they_are(profile))
            @if profile.may.set_hours {
                (by_the_week(visit, profile))
                (by_weekday(visit, profile))
            }
        }
    }
}

fn as_they_are(profile: &Profile) -> Markup {
    let week = by_day(&profile.week);
    let whose = match (&profile.own_week, profile.hours_per_week) {
        (Some(_), _) => "Their own week",
        (None, Some(_)) => "Hours a week, from 09:00 on Monday to Friday",
        (None, None) => "The week of the business",
    };
    html! {
        dl.dl.mt2 {
            dt { "Zone" } dd { (profile.row.time_zone) @if profile.own_zone.is_none() { span.mut { ", as the business" } } }
            dt { "Set by" } dd { (whose) }
            @if profile.flexible {
                dt { "When" } dd { "Anywhere in the week: the plan counts the hours, and no page shows clock times" }
            } @else {
                @for ((_, day), hours) in DAYS.iter().zip(&week) {
                    dt { (day) } dd.num { @if hours.is_empty() { span.mut { "free" } } @else { (hours.replace('-', "–")) } }
                }
            }
        }
    }
}

fn by_day(week: &Week) -> [String; 7] {
    [&week.mon, &week.tue, &week.wed, &week.thu, &week.fri, &week.sat, &week.sun].map(ToString::to_string)
}

/// Hours a week: the windows, if there were any, are given up.
fn by_the_week(visit: &InBusiness, profile: &Profile) -> Markup {
    let form = visit.form("set_hours:week");
    let now = profile.hours_per_week.map(number).unwrap_or_default();
    html! {
        details.mt open[form.troubled()] {
            summary.link { "Set hours a week" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("set_hours")) {
                (form.hidden(visit, &["hours_per_week", "time_zone"]))
                (hidden("member", &profile.row.key)) (version(profile))
                (hidden("working_week", ""))
                (Field::new("text", "hours_per_week", "Hours a week").id("f-week-hours").inputmode("decimal").optional()
                    .value(form.value("hours_per_week", &now)).fault(form.fault("hours_per_week"))
                    .hint("Spread over Monday to Friday from 09:00. Empty: the week of the business"))
                (zone_and_flexible(profile, &form, "week"))
                p { (button("Keep these hours").primary()) }
            }
        }
    }
}

/// Windows by weekday.
fn by_weekday(visit: &InBusiness, profile: &Profile) -> Markup {
    let form = visit.form("set_hours:days");
    let now = by_day(&profile.week);
    html! {
        details.mt open[form.troubled()] {
            summary.link { "Set windows by weekday" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("set_hours")) {
                @let names: Vec<String> = DAYS.iter().map(|(key, _)| format!("working_week.{key}")).collect();
                @let known: Vec<&str> = names.iter().map(String::as_str).chain(["time_zone"]).collect();
                (form.hidden(visit, &known))
                (hidden("member", &profile.row.key)) (version(profile))
                p.hint { "Such as 09:00-13:00, 14:00-17:00. An empty day is free." }
                div.form-2 {
                    @for (((_, day), name), now) in DAYS.iter().zip(&names).zip(&now) {
                        @let id = format!("f-{}", name.replace('.', "-"));
                        (Field::new("text", name, day).id(&id).optional().value(form.value(name, now)).fault(form.fault(name)).autocomplete("off"))
                    }
                }
                (zone_and_flexible(profile, &form, "days"))
                p { (button("Keep this week").primary()) }
            }
        }
    }
}

fn zone_and_flexible(profile: &Profile, form: &crate::site::FormState, of: &str) -> Markup {
    let (id, list) = (format!("f-{of}-zone"), format!("zones-{of}"));
    html! {
        (Field::new("text", "time_zone", "Time zone").id(&id).optional().value(form.value("time_zone", profile.own_zone.as_deref().unwrap_or_default()))
            .fault(form.fault("time_zone")).suggestions(&list, &zones()).hint("Empty: where the business is"))
        // A box without a tick sends nothing: this says no for it.
        (hidden("flexible", "false"))
        (check("flexible", "true", "Flexible: the hours lie anywhere in the week", form.chosen("flexible", "true", profile.flexible)))
    }
}

/// Time off that has not ended, and the form for more.
pub(super) fn time_off(visit: &InBusiness, profile: &Profile) -> Markup {
    html! {
        section.panel.panel-p id="time-off" {
            (section_head("Time off", Some(profile.absences.len() as u64), &html! {}))
            @if profile.absences.is_empty() { p.small.sec.mt1 { "None that lies ahead." } }
            ul.mt1 { @for absence in &profile.absences { (absent(visit, profile, absence)) } }
            @if profile.may.take_time_off { (add_absence(visit, profile)) }
            @if profile.may.set_hours && !profile.regions.is_empty() { (holidays(visit, profile)) }
        }
    }
}

/// Whose holidays they have.
fn holidays(visit: &InBusiness, profile: &Profile) -> Markup {
    let form = visit.form("set_member_region");
    let mut choices = vec![Choice { value: "", label: "The business’s own" }];
    choices.extend(profile.regions.iter().map(|(key, name)| Choice { value: key, label: name }));
    let now = profile.region.as_deref().unwrap_or_default();
    html! {
        (form.before(visit))
        form.stack.mt2 method="post" action=(visit.form_action("set_member_region")) {
            (form.hidden(visit, &["region"]))
            (hidden("member", &profile.row.key))
            (select_field("region", "Holidays of", &choices, form.value("region", now),
                Some("Closures of the business are for everybody"), form.fault("region")))
            div.row { (button("Keep the holidays").small()) }
        }
    }
}

fn absent(visit: &InBusiness, profile: &Profile, absence: &AbsenceView) -> Markup {
    let form = visit.form(&format!("remove_absence:{}", absence.id));
    let days = if absence.from == absence.to {
        words::day(absence.from, profile.today)
    } else {
        format!("{} to {}", words::day(absence.from, profile.today), words::day(absence.to, profile.today))
    };
    html! {
        li.who {
            span.who-t { (days) @if let Some(note) = &absence.note { small { (note) } } }
            @if profile.may.take_time_off {
                (form.before(visit))
                form method="post" action=(visit.form_action("remove_absence")) {
                    (form.hidden(visit, &[]))
                    (hidden("absence", &absence.id))
                    button.btn.btn-s type="submit" { "Take back" span.vh { " the time off " (days) } }
                }
            }
        }
    }
}

fn add_absence(visit: &InBusiness, profile: &Profile) -> Markup {
    let form = visit.form("add_absence");
    let mine = profile.row.is_me;
    html! {
        (form.before(visit))
        form.stack.mt method="post" action=(visit.form_action("add_absence")) {
            (form.hidden(visit, &["from", "to", "note"]))
            (hidden("member", &profile.row.key))
            div.form-2 {
                (Field::new("date", "from", "First day").value(form.value("from", "")).fault(form.fault("from")))
                (Field::new("date", "to", "Last day").optional().value(form.value("to", "")).fault(form.fault("to")).hint("Empty: that one day"))
            }
            (Field::new("text", "note", "Note").optional().value(form.value("note", "")).fault(form.fault("note")).max_length(300)
                .hint(if mine { "Seen by you, the owner and the online business manager" } else { "Seen by them, the owner and the online business manager" }))
            p { (button(if mine { "Take this time off" } else { "Enter this time off" })) }
        }
    }
}

pub(super) fn version(profile: &Profile) -> Markup {
    hidden("version", &profile.version.to_string())
}

/// "25", "7.5".
fn number(hours: f64) -> String {
    format!("{}", (hours * 100.0).round() / 100.0)
}
