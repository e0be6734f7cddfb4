//! Rows of one's own work: a box that marks it done, when it is planned, and why then.

use jiff::SignedDuration;
use maud::{Markup, html};
use righthand_desk::today::{Work, WorkKey};
use righthand_domain::kind::Kind;

use super::day::{Day, Part};
use crate::parts::{Icon, WorkKind, button, hidden, tag, words};

/// A list of rows; nothing where there are none.
pub(super) fn rows(day: &Day, work: &[(&Part, &Work)], first: bool) -> Markup {
    html! {
        @for (part, work) in work { (form_of(part, work).before(&part.visit)) }
        ul.tasks { @for (n, (part, work)) in work.iter().enumerate() { (row(day, part, work, first && n == 0)) } }
    }
}

/// Which command the box sends, and its fields.
fn command(work: &Work) -> (&'static str, Vec<(&'static str, String)>) {
    let done = work.done_at.is_some();
    match &work.key {
        WorkKey::Task(key) => (if done { "reopen_task" } else { "finish_task" }, vec![("task", key.clone())]),
        WorkKey::Step { operation, day, step } => (
            if done { "reopen_step" } else { "finish_step" },
            vec![("operation", operation.clone()), ("day", day.to_string()), ("step", step.clone())],
        ),
    }
}

/// What names the row on the page.
fn id(part: &Part, work: &Work) -> String {
    let (_, fields) = command(work);
    let key: Vec<&str> = fields.iter().map(|(_, value)| value.as_str()).collect();
    format!("{}-{}", part.visit.membership.business_key, key.join("-"))
}

fn form_of(part: &Part, work: &Work) -> crate::site::FormState {
    part.visit.form(&format!("{}:{}", command(work).0, id(part, work)))
}

/// `first` is the row to begin with: it says why, and has a button as large as its importance.
fn row(day: &Day, part: &Part, work: &Work, first: bool) -> Markup {
    let (done, id) = (work.done_at.is_some(), id(part, work));
    let why = Some(work.why.as_str()).filter(|why| first && !why.is_empty());
    html! {
        li.task .task-w[first] .task-sel[first] .task-done[done] id={ "task-" (id) } data-row="" {
            (done_box(part, work, &id))
            div.grow {
                div.task-t.clip[!first] { a href=(href(part, work)) { (work.name) } }
                div.task-m.row-w {
                    @if day.several() { (tag(&part.visit.membership.business_name, false)) }
                    @match &work.part_path {
                        Some(path) => a href=(part.visit.at(path)) { (work.part_of) },
                        None => span { (work.part_of) },
                    }
                    @if !done { span { (planned(day, part, work)) } }
                }
                @if let Some(why) = why { p.small.sec.why { (why) } }
                @if first {
                    div.macts { div.acts { (button("Done").primary().small().icon(Icon::Tick).of_form(format!("done-{id}"))) } }
                }
            }
            div.task-e { (end(day, part, work)) }
        }
    }
}

fn href(part: &Part, work: &Work) -> String {
    match &work.key {
        WorkKey::Task(key) => part.visit.at(&format!("/tasks/{key}")),
        WorkKey::Step { operation, day, .. } => part.visit.at(&format!("/operations/{operation}/runs/{day}")),
    }
}

fn done_box(part: &Part, work: &Work, id: &str) -> Markup {
    let ((command, fields), done) = (command(work), work.done_at.is_some());
    html! {
        form.task-box id={ "done-" (id) } method="post" action=(part.visit.form_action(command)) data-auto-submit="" {
            (form_of(part, work).hidden(&part.visit, &[]))
            @for (name, value) in &fields { (hidden(name, value)) }
            input.check type="checkbox" name="_done" value="on" checked[done] data-key="d" aria-label={ "Done: " (work.name) };
            noscript { button.btn.btn-s type="submit" { @if done { "Open again" } @else { "Done" } } }
        }
    }
}

fn end(day: &Day, part: &Part, work: &Work) -> Markup {
    if let Some(at) = work.done_at {
        return html! { span.due { "done" @if !part.today.flexible { " " (words::clock(at, &day.zone)) } } };
    }
    let kind = match work.kind {
        Kind::Implementation => WorkKind::Implementation,
        Kind::Management => WorkKind::Management,
        Kind::Strategy => WorkKind::Strategy,
    };
    html! {
        span.hide-s { (kind.show()) }
        span.due.num.hide-s { (words::duration(work.minutes)) @if work.guessed { " (guess)" } }
        (due(day, work))
    }
}

/// Until when it has to be done. A due that is a day ends with it: its last second tells which day.
fn due(day: &Day, work: &Work) -> Markup {
    let Some(due) = work.due else { return html! {} };
    let date = day.day_of(due.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(due));
    html! {
        @if work.late { span.due.due-late { "late, due " (words::near_day(date, day.date)) } }
        @else { (words::due(date, day.date, false, "by")) }
    }
}

/// When the plan has it. Who works by no clock is told the day.
fn planned(day: &Day, part: &Part, work: &Work) -> String {
    let (from, to) = (day.day_of(work.start), day.day_of(work.finish));
    let name = |date| words::near_day(date, day.date);
    let clock = |at| words::clock(at, &day.zone);
    let text = match (part.today.flexible, from == to) {
        (true, true) => name(from),
        (true, false) => format!("{} to {}", name(from), name(to)),
        (false, true) => format!("{} {} to {}", name(from), clock(work.start), clock(work.finish)),
        (false, false) => format!("{} {} to {} {}", name(from), clock(work.start), name(to), clock(work.finish)),
    };
    format!("planned {text}")
}
