//! One operation as markup: a year of its runs, what comes next, how it recurs, and what can be changed.

use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use righthand_desk::operations::calendar::RunState;
use righthand_desk::operations::dangers::Raised;
use righthand_desk::operations::one::{NextRun, OperationView};
use righthand_domain::recurrence::Makes;

use super::calendar_page::{danger_note, look, trouble_note};
use crate::parts::{
    AvatarSize, Field, Icon, Tone, avatar, button, figs, hidden, link_button, note, panel, person, section_head,
    sentence_head, tag, words,
};
use crate::projects::here::Here;
use crate::site::InBusiness;

pub(super) fn operation(visit: &InBusiness, one: &OperationView, here: &Here) -> Markup {
    let at = |path: &str| visit.at(&format!("/operations/{}{path}", one.key));
    let actions = html! {
        @if one.draws { (link_button("Content", visit.at(&format!("/operations/content#queue-{}", one.key))).icon(Icon::Calendar)) }
        (link_button(format!("Workflow v{}", one.workflow_version), at("/workflow")))
        @if one.can_change && !one.closed { (link_button("Change", at("/edit")).icon(Icon::Edit)) }
    };
    html! {
        (sentence_head(&one.name, &sentence(one, here), &actions))
        (standing(visit, one, here))
        div.cols {
            div.stack {
                @for trouble in &one.troubles { (trouble_note(visit, trouble, here)) }
                @for danger in &one.dangers { (danger_note(visit, danger, here)) }
                (year(one, here))
                (next(visit, one, here))
                (raised(one, here))
            }
            aside.stack aria-label="About this operation" {
                (figures(one))
                (recurs(one, here))
                @if one.can_change { (exceptions(visit, one, here)) @if !one.closed { (extra(visit, one)) (rest(visit, one)) } }
            }
        }
    }
}

fn sentence(one: &OperationView, here: &Here) -> String {
    let how = words::capital(&one.how_often);
    let accountable = one
        .accountable
        .as_ref()
        .map(|who| format!(" {} is accountable.", words::first_name(&who.name)))
        .unwrap_or_default();
    let due = one.past.len();
    if due == 0 {
        let first = one.next.first().map(|run| format!(" The first run is due {}.", here.moment(run.due)));
        return format!("{how}.{}{accountable}", first.unwrap_or_default());
    }
    let good = one.past.iter().filter(|run| run.on_time()).count();
    let row =
        if one.streak.in_a_row > 1 { format!(", the last {} in a row", one.streak.in_a_row) } else { String::new() };
    format!("{how}. {good} of {} on time in a year{row}.{accountable}", words::counted(due as u64, "run", "runs"))
}

/// That it rests, or is closed, with the way out.
fn standing(visit: &InBusiness, one: &OperationView, here: &Here) -> Markup {
    let form_of = |command: &str, label: &str| {
        let form = visit.form(command);
        html! {
            (form.before(visit))
            @if one.can_change {
                form.mt1 method="post" action=(visit.form_action(command)) {
                    (form.hidden(visit, &[])) (hidden("operation", &one.key)) (button(label).small())
                }
            }
        }
    };
    html! {
        @if one.closed {
            (note(Tone::Accent, Icon::Operations, &html! { p { "It is closed: no runs are made. What it did stays." } (form_of("reopen_operation", "Open it again")) }))
        } @else if let Some((from, until)) = one.paused {
            (note(Tone::Accent, Icon::Wait, &html! {
                p {
                    "It rests from " (words::day(from, here.today))
                    @match until { Some(until) => { ", and goes on " (words::day(until, here.today)) }, None => " until somebody lets it go on" } "."
                }
                (form_of("resume_operation", "Let it go on"))
            }))
        }
    }
}

const WIDTH: i64 = 740;
const MONTHS: i64 = 12;
/// Room for the bars of a month, in pixels.
const STACK: f64 = 92.0;

/// Twelve months of runs, a mark each: filled on time, hollow late or never done; new versions of the workflow marked.
fn year(one: &OperationView, here: &Here) -> Markup {
    let first = here.today.first_of_month().saturating_sub((MONTHS - 1).months());
    let month_of = |day: Date| i64::from(day.year() - first.year()) * 12 + i64::from(day.month() - first.month());
    let mut months: Vec<Vec<bool>> = vec![Vec::new(); 12];
    for run in &one.past {
        if let Some(month) = usize::try_from(month_of(here.date(run.due))).ok().and_then(|at| months.get_mut(at)) {
            month.push(run.on_time());
        }
    }
    // On time below, so that what was late stands out on top.
    months.iter_mut().for_each(|month| month.sort_by_key(|on_time| !on_time));
    let most = months.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let step = (STACK / most as f64).min(16.0);
    let height = (step - if step > 6.0 { 4.0 } else { 1.0 }).max(1.0);
    let late = one.past.iter().filter(|run| !run.on_time()).count();
    let label = format!("Runs by month, {late} of {} late or not done", one.past.len());
    let x = |month: i64| 26 + 60 * month;
    html! {
        @if !one.past.is_empty() {
            section.panel.panel-p {
                (section_head("A year of runs", None, &html! { "filled on time, hollow late" }))
                svg.g.fit viewBox={ "0 0 " (WIDTH) " 130" } role="img" aria-label=(label) {
                    @for (n, month) in (0..).zip(&months) {
                        @for (row, on_time) in month.iter().enumerate() {
                            @let y = 108.0 - step * (row as f64 + 1.0) + (step - height);
                            @if *on_time { rect.c-in x=(x(n)) y=(px(y)) width="34" height=(px(height)) rx="2" {} }
                            @else { rect.c-out x={ (x(n)) ".5" } y=(px(y + 0.5)) width="33" height=(px((height - 1.0).max(1.0))) rx="2" {} }
                        }
                        @let day = first.saturating_add(n.months());
                        text.tx[n == MONTHS - 1] x=(x(n) + 17) y="124" text-anchor="middle" { (&words::month(day)[..3]) }
                    }
                    @for (number, at, note) in &one.versions {
                        @let month = month_of(here.date(*at));
                        @if (0..MONTHS).contains(&month) {
                            path.capl d={ "M" (x(month)) " 14V110" } {}
                            text.tx2 x=(x(month) + 6) y="12" { "v" (number) @if !note.is_empty() { ", " (words::shortened(note)) } }
                        }
                    }
                }
            }
        }
    }
}

fn px(value: f64) -> String {
    format!("{}", (value * 10.0).round() / 10.0)
}

fn next(visit: &InBusiness, one: &OperationView, here: &Here) -> Markup {
    html! {
        section.panel.tbl-wrap tabindex="0" aria-label="Next runs, scrolls sideways where it is narrow" {
            (section_head("Next runs", None, &html! { "made five weeks ahead" }))
            @if one.next.is_empty() {
                p.panel-p.sec { "None is ahead." @if one.makes == Makes::ByHand { " Start one beside." } }
            } @else {
                table.tbl {
                    caption.vh { "Next runs" }
                    thead { tr { th scope="col" { "Run" } th scope="col" { "Due" } th scope="col" { "State" } th scope="col" { "People" } @if one.can_change { th scope="col" { span.vh { "Change" } } } } }
                    tbody { @for run in &one.next { (next_row(visit, one, run, here)) } }
                }
            }
        }
    }
}

fn next_row(visit: &InBusiness, one: &OperationView, run: &NextRun, here: &Here) -> Markup {
    let (_, hue, icon, word) = look(run.state);
    let name = run.title.clone().unwrap_or_else(|| words::day(run.day, here.today));
    html! {
        tr {
            th scope="row" { a href=(visit.at(&format!("/operations/{}/runs/{}", one.key, run.day))) { (name) } @if run.workflow_version != one.workflow_version { " " (tag(&format!("v{}", run.workflow_version), false)) } }
            td.num { (due_words(one, run, here)) @if run.moved { span.small.mut { " moved" } } }
            td { span class={ "st " (hue) } { (icon) span.st-t {
                @match run.state {
                    RunState::UnderWay => { "step " (run.done + 1) " of " (run.of) },
                    RunState::Late if run.done > 0 => { "late, " (run.done) " of " (run.of) " done" },
                    _ => (word),
                }
            } } }
            td { @if run.people.is_empty() { span.small.mut { "nobody yet" } } @else { span.avs { @for who in &run.people { (avatar(&who.name, &who.key, AvatarSize::Small)) } } } }
            @if one.can_change { td.r { (move_or_skip(visit, one, run)) } }
        }
    }
}

fn due_words(one: &OperationView, run: &NextRun, here: &Here) -> String {
    if one.starts.len() > 10 {
        return format!("{} {}", here.day(run.due), words::clock(run.due, &here.zone));
    }
    let last = run.due.saturating_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(run.due);
    here.day(last)
}

/// A menu for one run: another day, or not at all.
fn move_or_skip(visit: &InBusiness, one: &OperationView, run: &NextRun) -> Markup {
    let day = run.day.to_string();
    let moving = visit.form(&format!("move_run:{day}"));
    let skipping = visit.form(&format!("skip_run:{day}"));
    let to = format!("to-{day}");
    html! {
        details.menu open[moving.troubled() || skipping.troubled()] {
            summary.btn.btn-q.btn-s { "Move" span.vh { " or skip the run of " (day) } }
            div.menu-l.menu-form {
                (moving.before(visit)) (skipping.before(visit))
                form.stack method="post" action=(visit.form_action("move_run")) {
                    (moving.hidden(visit, &["to"])) (hidden("operation", &one.key)) (hidden("day", &day))
                    (Field::new("date", "to", "To").id(&to).value(moving.value("to", &day)).fault(moving.fault("to")))
                    (button("Move it").small().primary())
                }
                form.mt1 method="post" action=(visit.form_action("skip_run")) {
                    (skipping.hidden(visit, &[])) (hidden("operation", &one.key)) (hidden("day", &day))
                    (button("Skip it").small())
                }
            }
        }
    }
}

/// What was raised before its day, and what became of it.
fn raised(one: &OperationView, here: &Here) -> Markup {
    html! {
        @if !one.raised.is_empty() {
            section.panel.tbl-wrap tabindex="0" aria-label="Raised before its day, scrolls sideways where it is narrow" {
                (section_head("Raised before its day", None, &html! { "to whoever is accountable" }))
                table.tbl {
                    caption.vh { "What was raised" }
                    thead { tr { th scope="col" { "Run" } th scope="col" { "What" } th scope="col" { "Raised" } th scope="col" { "To" } th scope="col" { "Mended" } } }
                    tbody {
                        @for raised in &one.raised {
                            tr {
                                th scope="row" { (words::day(raised.day, here.today)) }
                                td { (words::capital(&raised.says)) }
                                td.num { (here.day(raised.since)) span.small.mut { ", " (words::counted(ahead(raised), "day", "days")) " before" } }
                                td { (raised.told.name) }
                                td.num { @match raised.mended_at { Some(at) => (here.day(at)), None => span.mut { "not yet" } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whole days from when it was raised to the run's due.
fn ahead(raised: &Raised) -> u64 {
    u64::try_from(raised.due.duration_since(raised.since).as_hours() / 24).unwrap_or(0)
}

fn figures(one: &OperationView) -> Markup {
    let rate = one.streak.on_time_rate.map_or_else(|| "–".to_owned(), words::percent);
    let row = one.streak.in_a_row.to_string();
    let hours = if one.minutes > 0 { words::hours(one.minutes) } else { "–".to_owned() };
    html! { section.panel.panel-p { (figs(&[(&rate, "on time"), (&row, "in a row"), (&hours, "a run")])) } }
}

fn recurs(one: &OperationView, here: &Here) -> Markup {
    let zone = here.zone.iana_name().unwrap_or("UTC");
    panel(
        "How it recurs",
        &html! {},
        &html! {
            dl.dl.mt2 {
                dt { "When" } dd { (words::capital(&one.how_often)) }
                @if !one.rrule.is_empty() { dt { "As a rule" } dd.small { code { (one.rrule) } } }
                dt { "Clock" } dd { (zone) }
                @if one.makes == Makes::ByRule { dt { "Holiday" } dd { (one.on_holidays.words()) } dt { "Made" } dd { "5 weeks ahead" } }
                @if let Some((_, area)) = &one.area { dt { "Area" } dd { (area) } }
                @if let Some(who) = &one.accountable { dt { "Accountable" } dd { (person(&who.name, &who.key)) } }
                @if let Some(chance) = one.streak.chance { dt { "Chance" } dd { (words::chance_percent(chance)) " that its next runs are on time" } }
            }
        },
    )
}

fn exceptions(visit: &InBusiness, one: &OperationView, here: &Here) -> Markup {
    let line = |day: Date, said: String| {
        let form = visit.form(&format!("restore_run:{day}"));
        html! {
            li.who {
                span.who-t { (words::day(day, here.today)) small { (said) } }
                form method="post" action=(visit.form_action("restore_run")) {
                    (form.hidden(visit, &[])) (hidden("operation", &one.key)) (hidden("day", &day.to_string()))
                    (button("Take back").small().quiet()) span.vh { " for " (day) }
                }
            }
        }
    };
    html! {
        @if !one.skipped.is_empty() || !one.moved.is_empty() {
            section.panel {
                (section_head("Exceptions", None, &html! {}))
                ul.lst {
                    @for day in &one.skipped { (line(*day, "falls away".into())) }
                    @for (day, to) in &one.moved { (line(*day, format!("happens {}", words::day(*to, here.today)))) }
                }
            }
        }
    }
}

fn extra(visit: &InBusiness, one: &OperationView) -> Markup {
    let form = visit.form("add_run");
    let label = if one.makes == Makes::ByHand { "Start a run" } else { "Extra run" };
    html! {
        section.panel.panel-p {
            details open[form.troubled() || one.makes == Makes::ByHand] {
                summary.strong { (label) }
                (form.before(visit))
                form.stack.mt2 method="post" action=(visit.form_action("add_run")) {
                    (form.hidden(visit, &["day", "title"])) (hidden("operation", &one.key)) (hidden("_keep", "day"))
                    (Field::new("date", "day", "Due").id("extra-day").value(form.value("day", "")).fault(form.fault("day")).optional().hint("As soon as its steps can be done where you say nothing"))
                    (Field::new("text", "title", "About").id("extra-title").value(form.value("title", "")).fault(form.fault("title")).optional().max_length(300))
                    p { (button(label)) }
                }
            }
        }
    }
}

fn rest(visit: &InBusiness, one: &OperationView) -> Markup {
    let (pause, close) = (visit.form("pause_operation"), visit.form("close_operation"));
    html! {
        section.panel.panel-p {
            details open[pause.troubled() || close.troubled()] {
                summary.strong { "Let it rest, or end it" }
                (pause.before(visit)) (close.before(visit))
                form.stack.mt2 method="post" action=(visit.form_action("pause_operation")) {
                    (pause.hidden(visit, &["from", "until"])) (hidden("operation", &one.key)) (hidden("_empty", "keep"))
                    (Field::new("date", "from", "Rests from").id("rest-from").value(pause.value("from", "")).fault(pause.fault("from")).optional())
                    (Field::new("date", "until", "Goes on").id("rest-until").value(pause.value("until", "")).fault(pause.fault("until")).optional().hint("Until somebody says so where you say nothing"))
                    p { (button("Let it rest")) }
                }
                form.mt2 method="post" action=(visit.form_action("close_operation")) {
                    (close.hidden(visit, &[])) (hidden("operation", &one.key))
                    (button("End the operation").removes()) p.hint { "Coming runs are taken away; what it did stays. It can be opened again." }
                }
            }
        }
    }
}
