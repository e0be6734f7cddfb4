//! The calendar as markup: weeks of runs, each with its state as a shape and a word; beside it how regular all has been.

use jiff::civil::Date;
use maud::{Markup, html};
use righthand_desk::operations::Way;
use righthand_desk::operations::calendar::{Calendar, CalendarDay, Row, RunCell, RunState, Trouble};
use righthand_desk::operations::dangers::Danger;

use super::calendar::{Asked, neighbours};
use crate::parts::{
    AvatarSize, Choice, Icon, Tone, avatar, button, empty, filter, hidden, labelled_select, link_button, note,
    section_head, segments, sentence_head, tag, words,
};
use crate::projects::here::Here;
use crate::site::{InBusiness, fields_of};
use crate::today::squares;

/// From so many operations on, one is chosen from a list.
const NAMES_MIN: usize = 2;

pub(super) fn calendar(visit: &InBusiness, calendar: &Calendar, asked: &Asked, here: &Here) -> Markup {
    let actions = html! {
        (link_button("Content", visit.at("/operations/content")).icon(Icon::Calendar))
        (link_button("Workflows", visit.at("/operations/library")).icon(Icon::Book))
        @if calendar.can_change { (link_button("New operation", visit.at("/operations/new")).primary().icon(Icon::Plus)) }
    };
    html! {
        (sentence_head("Operations", &sentence(calendar, here), &actions))
        @if calendar.can_change { (quick(visit)) }
        @if calendar.names.is_empty() {
            section.panel { (nothing_yet(visit, calendar.can_change)) }
        } @else {
            div.cols.cols-w {
                div {
                    (bar(calendar, asked, here))
                    (table(visit, calendar, here))
                    (key())
                }
                aside.stack aria-label="Operations" {
                    @for trouble in &calendar.troubles { (trouble_note(visit, trouble, here)) }
                    (dangers(visit, calendar, here))
                    (regular(visit, calendar))
                }
            }
        }
    }
}

/// A duty in one line.
fn quick(visit: &InBusiness) -> Markup {
    let form = visit.form("quick_operation");
    html! {
        (form.before(visit))
        form.bar method="post" action=(visit.form_action("quick_operation")) id="do-quick_operation" {
            (form.hidden(visit, &["line"]))
            label.vh for="line" { "A duty in one line" }
            input.inp.sq.grow id="line" type="text" name="line" value=(form.value("line", "")) maxlength="600" autocomplete="off" required
                placeholder="pay invoices every Friday" aria-describedby=[form.fault("line").map(|_| "line-fault")] aria-invalid=[form.fault("line").map(|_| "true")];
            (button("Add the duty").icon(Icon::Plus))
            @if let Some(fault) = form.fault("line") { p.err id="line-fault" { (Icon::Late.with_class("i i-s fillst")) (fault) } }
        }
    }
}

fn sentence(calendar: &Calendar, here: &Here) -> String {
    if calendar.names.is_empty() {
        return "The work that comes again and again.".to_owned();
    }
    let cells = || calendar.days.iter().flat_map(|day| &day.runs);
    let all = cells().count() as u64;
    let late = cells().filter(|cell| cell.state == RunState::Late).count() as u64;
    let runs = words::capital(&words::counted(all, "run", "runs"));
    let placed = match (calendar.troubles.as_slice(), late) {
        ([], 0) => "each is done or placed on somebody who is there.".to_owned(),
        ([], late) => {
            format!("{} late.", if late == 1 { "one is".to_owned() } else { format!("{} are", words::number(late)) })
        }
        ([first, ..], _) => {
            format!("{} of {} has nobody for “{}”.", first.name, words::day(first.day, here.today), first.step)
        }
    };
    format!("{runs}: {placed}")
}

fn nothing_yet(visit: &InBusiness, can_change: bool) -> Markup {
    let step = html! {
        @if can_change {
            (link_button("Take a workflow from the library", visit.at("/operations/library")).primary()) " "
            (link_button("Write your own", visit.at("/operations/new")))
        }
    };
    empty(
        "Nothing recurs yet",
        "The newsletter, the episode, the posts, the books: what happens again and again is made ahead and planned by itself.",
        &step,
    )
}

fn bar(calendar: &Calendar, asked: &Asked, here: &Here) -> Markup {
    let week = asked.weeks() == 1;
    let (before, after) = neighbours(calendar.first, asked.weeks());
    let options: Vec<Choice<'_>> = std::iter::once(Choice { value: "", label: "Every operation" })
        .chain(calendar.names.iter().map(|(value, label)| Choice { value, label }))
        .collect();
    let shown = calendar.names.iter().find(|(key, _)| *key == asked.operation);
    html! {
        div.bar {
            (segments("View", &[
                ("Four weeks", &asked.with("span", ""), !week),
                ("Week", &asked.with("span", "week"), week),
                ("List", &Asked { view: "list".into(), ..Asked::default() }.with("", ""), false),
            ]))
            @if let Some((_, name)) = shown { (filter(name, &asked.with("operation", ""), true)) }
            @else if calendar.names.len() >= NAMES_MIN {
                form.row method="get" data-auto-submit="" {
                    @if week { input type="hidden" name="span" value="week"; }
                    @if !asked.from.is_empty() { input type="hidden" name="from" value=(asked.from); }
                    (labelled_select("operation", "Operation", &options, ""))
                    noscript { button.btn.btn-s type="submit" { "Show" } }
                }
            }
            div.row.bar-end {
                (link_button("Earlier", asked.with("from", &before)).small().icon_only(Icon::Right).quiet())
                b.num { (range(calendar.first, calendar.last, here)) }
                (link_button("Later", asked.with("from", &after)).small().icon_only(Icon::Right).quiet())
                @if !asked.from.is_empty() { (link_button("Today", asked.with("from", "")).small()) }
            }
        }
    }
}

/// "23 Nov to 20 Dec".
fn range(first: Date, last: Date, here: &Here) -> String {
    let said = |day: Date| {
        let year = if day.year() == here.today.year() { String::new() } else { format!(" {}", day.year()) };
        format!("{} {}{year}", day.day(), &words::month(day)[..3])
    };
    format!("{} to {}", said(first), said(last))
}

fn table(visit: &InBusiness, calendar: &Calendar, here: &Here) -> Markup {
    const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    // Where anything happens at weekends, they are as wide as other days.
    let at_weekends = calendar.days.iter().enumerate().any(|(at, day)| at % 7 > 4 && !day.runs.is_empty());
    html! {
        div.panel.tbl-wrap.clipx tabindex="0" role="region" aria-label="Calendar, a day below the other where it is narrow" {
            table.cal {
                caption.vh { "Runs from " (words::long_day(calendar.first)) " to " (words::long_day(calendar.last)) }
                thead { tr { @for (at, name) in NAMES.into_iter().enumerate() { th.we[at > 4 && !at_weekends] scope="col" { (name) } } } }
                tbody { @for week in calendar.days.chunks(7) { tr { @for day in week { (cell(visit, day, here)) } } } }
            }
        }
    }
}

fn cell(visit: &InBusiness, day: &CalendarDay, here: &Here) -> Markup {
    let first = day.date.day() == 1 || day.date.weekday() == jiff::civil::Weekday::Monday;
    html! {
        td.offd[day.off && day.runs.is_empty()].offr[day.off && !day.runs.is_empty()].cal-today[day.date == here.today] {
            div.cal-n {
                span.cal-wd { (&words::weekday(day.date)[..3]) }
                b { (day.date.day()) }
                @if first { (&words::month(day.date)[..3]) }
                @if day.holiday { span.mut.clip { "holiday" } }
                @if day.date == here.today { span.vh { "today" } }
            }
            @for run in &day.runs { (run_cell(visit, run, here)) }
        }
    }
}

fn run_cell(visit: &InBusiness, run: &RunCell, here: &Here) -> Markup {
    let (class, hue, icon, word) = look(run.state);
    let name = run.title.as_deref().unwrap_or(&run.name);
    html! {
        a class={ "runc " (class) } href=(visit.at(&format!("/operations/{}/runs/{}", run.operation, run.day))) title=(if run.moved { format!("{name}, moved") } else { name.to_owned() }) {
            span class=(hue) { (icon) }
            b.clip { (name) }
            span.vh { (word) @if run.moved { ", moved" } }
            @if run.timed { time { (words::clock(run.due, &here.zone)) } }
        }
    }
}

/// Class, hue, shape and word of a state.
pub(super) fn look(state: RunState) -> (&'static str, &'static str, Icon, &'static str) {
    match state {
        RunState::Done => ("runc-done", "ok", Icon::Ok, "done"),
        RunState::DoneLate => ("runc-done", "late", Icon::Ok, "done, late"),
        RunState::UnderWay => ("runc-next", "acc", Icon::Half, "under way"),
        RunState::Planned => ("runc-plan", "mut", Icon::Ring, "planned"),
        RunState::Stuck => ("runc-risk", "risk", Icon::Risk, "nobody for a step"),
        RunState::Late => ("runc-late", "late", Icon::Late, "late"),
        RunState::Ahead => ("runc-plan", "mut", Icon::Ring, "not made yet"),
    }
}

fn key() -> Markup {
    let shown = [RunState::Done, RunState::UnderWay, RunState::Planned, RunState::Stuck, RunState::Late];
    html! {
        p.key.mt {
            @for state in shown {
                @let (_, hue, icon, word) = look(state);
                span { span class={ "st " (hue) } { (icon) } " " (word) }
            }
        }
    }
}

/// A step that nobody can do, with the ways to mend it (R9).
pub(super) fn trouble_note(visit: &InBusiness, trouble: &Trouble, here: &Here) -> Markup {
    let run = visit.at(&format!("/operations/{}/runs/{}", trouble.operation, trouble.day));
    note(
        Tone::Risk,
        Icon::Risk,
        &html! {
            p { b { (trouble.name) ", " (words::day(trouble.day, here.today)) } }
            p.sec { "“" (trouble.step) "” has nobody: " (trouble.reason) }
            @for (who, free) in &trouble.able {
                @let form = visit.form(&format!("assign_step:{}-{}-{}", trouble.operation, trouble.day, who.key));
                (form.before(visit))
                form.mt2 method="post" action=(visit.form_action("assign_step")) {
                    (form.hidden(visit, &[]))
                    (hidden("operation", &trouble.operation)) (hidden("day", &trouble.day.to_string()))
                    (hidden("step", &trouble.step_key)) (hidden("member", &who.key))
                    (button(format!("Give it to {}", words::first_name(&who.name))).small().primary())
                    " " span.small.sec { (words::hours(*free)) " free this week" }
                }
            }
            p.row.mt2 {
                (link_button("Look at the run", run).small())
                (link_button("Change who does it", visit.at(&format!("/operations/{}/workflow/edit", trouble.operation))).small())
            }
        },
    )
}

/// What else stands in the way: the next of it, and the rest folded away.
fn dangers(visit: &InBusiness, calendar: &Calendar, here: &Here) -> Markup {
    let more = calendar.dangers_of.saturating_sub(1) as u64;
    html! {
        @for danger in calendar.dangers.iter().take(1) { (danger_note(visit, danger, here)) }
        @if more > 0 {
            details id="more-dangers" {
                summary.link { (words::capital(&words::counted(more, "more run", "more runs"))) " in danger" }
                ul.lst {
                    @for danger in calendar.dangers.iter().skip(1) {
                        li.who { span.who-t {
                            a href=(visit.at(&format!("/operations/{}", danger.operation))) { (danger.name) ", " (words::day(danger.day, here.today)) }
                            small { (words::capital(&danger.says)) ". Told to " (danger.told.name) }
                        } }
                    }
                }
            }
        }
    }
}

/// Anything else in the way of a run, with the changes that would mend it.
pub(super) fn danger_note(visit: &InBusiness, danger: &Danger, here: &Here) -> Markup {
    let run = visit.at(&format!("/operations/{}/runs/{}", danger.operation, danger.day));
    let tone = if danger.way == Way::Unlikely { Tone::Accent } else { Tone::Late };
    note(
        tone,
        Icon::Late,
        &html! {
            p { b { a href=(run) { (danger.name) ", " (words::day(danger.day, here.today)) } } }
            p.sec { (words::capital(&danger.says)) "." }
            p.small.mut { "Told to " (danger.told.name) @if let Some(since) = danger.since { ", since " (here.day(since)) } }
            @for (n, mend) in danger.mend.iter().enumerate() {
                @let form = visit.form(&format!("{}:{}-{}-{n}", mend.command, danger.operation, danger.day));
                (form.before(visit))
                form.mt1 method="post" action=(visit.form_action(&mend.command)) {
                    (form.hidden(visit, &[]))
                    @for (name, value) in fields_of(&mend.input) { (hidden(&name, &value)) }
                    (button(&mend.label).small())
                }
            }
            @if danger.way == Way::Material {
                p.mt2 { (link_button("Put a title into its queue", visit.at(&format!("/operations/content#queue-{}", danger.operation))).small()) }
            }
        },
    )
}

fn regular(visit: &InBusiness, calendar: &Calendar) -> Markup {
    html! {
        @if !calendar.operations.is_empty() {
            section.panel {
                (section_head("On-time rate", None, &html! { "last 12 runs" }))
                ul.oprs { @for row in &calendar.operations { (row_item(visit, row)) } }
                @if calendar.open > calendar.operations.len() {
                    p.panel-foot { a.link href="?view=list" { "All " (calendar.open) " operations" } }
                }
            }
        }
    }
}

fn row_item(visit: &InBusiness, row: &Row) -> Markup {
    let streak = &row.streak;
    html! {
        li.opr {
            a href=(visit.at(&format!("/operations/{}", streak.key))) { b { (streak.name) } }
            @match streak.on_time_rate { Some(rate) => span.num.strong { (words::percent(rate)) }, None => span.small.mut { "no run yet" } }
            span.small.mut {
                @if let Some(who) = &row.accountable { (avatar(&who.name, &who.key, AvatarSize::Small)) " " }
                (row.how_often)
                @if row.rests { " " (tag("rests", false)) }
            }
            @if streak.in_a_row > 0 { span.small.mut.num { "streak " (streak.in_a_row) } }
            span.opr-s { (squares(streak)) }
        }
    }
}
