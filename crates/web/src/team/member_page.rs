//! One member: what is next for them, their weeks, hours, time off and terms.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use righthand_desk::team::profile::Profile;
use righthand_domain::roles::Role;

use super::hours_page::{hours, time_off};
use super::pay_page::pay;
use super::team_page::{cell, first_name, role_and_terms, week_of};
use super::terms_page::{engagement, lifts, login, who_they_are};
use crate::parts::{Icon, empty, link_button, section_head, sentence_head, table, words};
use crate::site::InBusiness;

/// The whole page. `link` is the address of a sign-in link that was just made.
pub(super) fn member_page(visit: &InBusiness, profile: &Profile, link: Option<&str>) -> Markup {
    let row = &profile.row;
    html! {
        (sentence_head(&row.name, &sentence(profile), &html! {
            @if row.is_me || profile.may.manage { (link_button("History", visit.at(&format!("/history/member/{}", row.key))).icon(Icon::Clock)) }
        }))
        div.cols {
            div.stack {
                (next(visit, profile))
                (weeks(profile))
                (hours(visit, profile))
                @if profile.may.manage { (who_they_are(visit, profile)) }
            }
            aside.stack {
                @if profile.may.manage { (login(visit, profile, link)) }
                (time_off(visit, profile))
                @if row.role != Role::Owner { (engagement(visit, profile)) }
                (pay(visit, profile))
                (lifts(visit, profile))
            }
        }
    }
}

/// Who they are, and what stands in their way: time off that is near, or an end.
fn sentence(profile: &Profile) -> String {
    let row = &profile.row;
    let mut said = format!("{}, {} a week.", role_and_terms(row, profile.today), words::hours(row.minutes_per_week));
    if let Some(off) = profile.absences.first() {
        let when = if off.from <= profile.today {
            format!("off until {}", words::near_day(off.to, profile.today))
        } else {
            format!("off from {}", words::near_day(off.from, profile.today))
        };
        said.push_str(&format!(" {} is {when}.", first_name(row)));
    }
    said
}

/// What the plan gives them next, on their clock.
fn next(visit: &InBusiness, profile: &Profile) -> Markup {
    let row = &profile.row;
    let zone = TimeZone::get(&row.time_zone).unwrap_or(TimeZone::UTC);
    let whose = if row.is_me { "your".to_owned() } else { format!("{}’s", first_name(row)) };
    let nothing = if row.is_me {
        "Work that is given to you, and can be begun, stands here in its order."
    } else {
        "Work that is given to them, and can be begun, stands here in its order."
    };
    let other_clock = row.time_zone != profile.business_zone || !row.is_me;
    let time = |at: Timestamp| {
        // Flexible hours have no clock times: only the day is meant.
        let local = at.to_zoned_datetime(zone.clone());
        let today = profile.now.to_zoned_datetime(zone.clone()).date();
        if profile.flexible { words::near_day(local.date(), today) } else { words::moment(at, &zone, profile.now) }
    };
    let head =
        html! { tr { th scope="col" { "Task" } th.r scope="col" { "Begins" } th.r.hide-s scope="col" { "Finishes" } } };
    let body = html! {
        @for (key, name, start, finish) in &profile.next {
            tr {
                th scope="row" { a href=(visit.at_task(key)) { (name) } }
                td.r { (time(*start)) }
                td.r.hide-s { (time(*finish)) }
            }
        }
    };
    html! {
        section.stack-2 {
            (section_head("Next in the plan", None, &html! { @if other_clock && !profile.flexible { "on " (whose) " clock, " (row.time_zone) } }))
            @if profile.next.is_empty() {
                div.panel { (empty("Nothing planned", nothing, &html! {})) }
            } @else { (table("What the plan gives them next", "tbl-fit", &head, &body)) }
        }
    }
}

fn weeks(profile: &Profile) -> Markup {
    let row = &profile.row;
    if row.weeks.is_empty() {
        return html! {};
    }
    let head = html! {
        tr {
            th scope="col" { "Week of" }
            @for (n, monday) in profile.weeks.iter().enumerate() { th.ctr.now[n == 0] scope="col" { (week_of(*monday)) } }
        }
    };
    let hours = |minutes: i64| html! { td.ctr.small.sec { (words::hours(minutes)) } };
    let body = html! {
        tr { th scope="row" { "Percent planned" } @for (n, week) in row.weeks.iter().enumerate() { (cell(row, week, n == 0)) } }
        tr { th scope="row" { "Planned" } @for week in &row.weeks { (hours(week.planned_minutes)) } }
        tr { th scope="row" { "Of" } @for week in &row.weeks { (hours(week.available_minutes)) } }
    };
    html! {
        section.stack-2 {
            (section_head("Weeks ahead", None, &html! { "this week from now on" }))
            (table("Hours planned, by week", "heat keep-first", &head, &body))
        }
    }
}
