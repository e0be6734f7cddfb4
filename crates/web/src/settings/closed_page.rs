//! Closed days: closures for all, holidays entered by hand, and those of regions from a calendar.

use jiff::civil::Date;
use maud::{Markup, html};
use righthand_desk::settings::overview::{Closed, Overview};
use righthand_desk::settings::regions::RegionView;

use crate::parts::{Choice, Field, Icon, button, check, hidden, select_field, tag, words};
use crate::site::InBusiness;

/// Holidays of a region that are named; the rest are counted.
const NAMED_MAX: usize = 3;

/// Days that were entered by hand, and a form for another.
pub(super) fn closed_days(visit: &InBusiness, overview: &Overview, today: Date) -> Markup {
    let form = visit.form("add_holiday:new");
    html! {
        div.set {
            div { h2 { "Closed days" } p { "Nothing is planned on them. A closure is for everybody; a holiday is not for those who have the holidays of a region of their own." } }
            div {
                @if overview.holidays.is_empty() { p.sec { "None from today on." } }
                ul.hols { @for closed in &overview.holidays { (day(visit, overview, closed, today)) } }
                @if overview.can_change {
                    (form.before(visit))
                    form.stack.mt method="post" action=(visit.form_action("add_holiday")) {
                        (form.hidden(visit, &["day", "name", "closure"]))
                        div.form-2 {
                            (Field::new("date", "day", "Day").value(form.value("day", "")).fault(form.fault("day")).id("f-closed-day"))
                            (Field::new("text", "name", "What for").value(form.value("name", "")).fault(form.fault("name")).id("f-closed-name").max_length(300).optional())
                        }
                        (check("closure", "on", "A closure, for everybody", form.chosen("closure", "on", false)))
                        div.row { (button("Close on this day").icon(Icon::Plus)) }
                    }
                }
            }
        }
    }
}

fn day(visit: &InBusiness, overview: &Overview, closed: &Closed, today: Date) -> Markup {
    html! {
        li {
            div.row {
                span.grow {
                    b { (words::day(closed.day, today)) } (closed.name.as_deref().unwrap_or("closed"))
                    @if closed.closure { " " (tag("for all", false)) }
                }
                @if overview.can_change { (open_again(visit, closed.day)) }
            }
        }
    }
}

fn open_again(visit: &InBusiness, day: Date) -> Markup {
    let form = visit.form(&format!("remove_holiday:{day}"));
    html! {
        (form.before(visit))
        form method="post" action=(visit.form_action("remove_holiday")) {
            (form.hidden(visit, &[]))
            (hidden("day", &day.to_string()))
            (button(format!("Open on {day} again")).small().quiet().icon_only(Icon::Close))
        }
    }
}

/// Regions with their holidays, which of them is the business's, and a form that takes one over.
pub(super) fn regions(visit: &InBusiness, overview: &Overview, today: Date) -> Markup {
    html! {
        div.set id="regions" {
            div { h2 { "Holidays by region" } p { "Taken over from a calendar. Each person can have those of their own region, on their page." } }
            div.stack {
                @if overview.regions.is_empty() { p.sec { "No region yet." } }
                ul { @for region in &overview.regions { (region_row(visit, overview, region, today)) } }
                @if overview.can_change {
                    @if !overview.regions.is_empty() { (of_business(visit, overview)) }
                    (take_over(visit, overview))
                }
            }
        }
    }
}

fn region_row(visit: &InBusiness, overview: &Overview, region: &RegionView, today: Date) -> Markup {
    let named: Vec<String> = region
        .coming
        .iter()
        .take(NAMED_MAX)
        .map(|(day, name)| format!("{name} {}", words::short_day(*day, today)))
        .collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    let people: Vec<&str> = region.people.iter().map(String::as_str).collect();
    html! {
        li.who {
            span.who-t {
                (region.name) @if region.of_business { " " (tag("the business", true)) }
                small {
                    @if named.is_empty() { "No holiday is known from today on: take the calendar over again." }
                    @else { "Next: " (words::list(&named)) }
                    @if let Some(until) = region.known_until.filter(|_| !named.is_empty()) { "; known until " (words::short_day(until, today)) }
                    @if !people.is_empty() { ". For " (words::list(&people)) }
                }
            }
            @if overview.can_change {
                @let form = visit.form(&format!("remove_region:{}", region.key));
                (form.before(visit))
                form method="post" action=(visit.form_action("remove_region")) {
                    (form.hidden(visit, &[])) (hidden("region", &region.key))
                    (button(format!("Remove the holidays of {}", region.name)).small().quiet().icon_only(Icon::Close))
                }
            }
        }
    }
}

fn of_business(visit: &InBusiness, overview: &Overview) -> Markup {
    let form = visit.form("set_business_region");
    let now = overview.regions.iter().find(|region| region.of_business).map_or("", |region| region.key.as_str());
    let mut choices = vec![Choice { value: "", label: "None: only the closed days above" }];
    choices.extend(overview.regions.iter().map(|region| Choice { value: &region.key, label: &region.name }));
    html! {
        (form.before(visit))
        form.stack method="post" action=(visit.form_action("set_business_region")) {
            (form.hidden(visit, &["region"]))
            (select_field("region", "The business has the holidays of", &choices, form.value("region", now), None, form.fault("region")))
            div.row { (button("Keep the region").small()) }
        }
    }
}

fn take_over(visit: &InBusiness, overview: &Overview) -> Markup {
    let form = visit.form("take_over_holidays");
    html! {
        details id="take-over" open[form.troubled() || overview.regions.is_empty()] {
            summary.link.small { "Take over a calendar" }
            (form.before(visit))
            form.stack.mt2 method="post" enctype="multipart/form-data" action=(visit.form_action("take_over_holidays")) {
                (form.hidden(visit, &["name", "calendar"]))
                (Field::new("text", "name", "Region").id("f-region-name").value(form.value("name", "")).fault(form.fault("name")).max_length(300)
                    .hint("Such as Portugal or Bavaria; one of the same name gets the days of this calendar"))
                div.field {
                    label for="f-calendar-file" { "The calendar" }
                    input.inp.inp-file id="f-calendar-file" type="file" name="calendar" accept=".ics,text/calendar" aria-describedby="calendar-file-below";
                    p.hint id="calendar-file-below" { "The .ics file of public holidays that your government or your calendar offers" }
                }
                details id="paste-calendar" open[form.fault("calendar").is_some()] {
                    summary.link.small { "Or paste it" }
                    div.mt2 {
                        (Field::new("area", "calendar", "Its text").value(form.value("calendar", "")).fault(form.fault("calendar")).optional()
                            .hint("All of it, from BEGIN:VCALENDAR to END:VCALENDAR"))
                    }
                }
                div.row { (button("Take over the holidays")) }
            }
        }
    }
}
