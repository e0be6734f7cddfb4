//! What a task shows without being asked: when and why, facts, lists, files, words, history.

use maud::{Markup, html};
use righthand_desk::projects::why::Cause;
use righthand_desk::tasks::detail::Detail;

use crate::charts::Scale;
use crate::parts::{self, Field, Icon, button, panel, progress, section_head, tag, words};
use crate::projects::here::Here;
use crate::projects::plan::{Drawn, plan};
use crate::projects::why_page;
use crate::site::InBusiness;

/// Days that fit beside the table when each has its own column.
const DAYS_MAX: i32 = 18;

/// From this span on a chart takes weeks of itself.
const SPAN_OF_WEEKS: i32 = 36;

/// The small plan: what it waits for, itself, what waits for it; and why it starts when it does.
pub(super) fn when(visit: &InBusiness, detail: &Detail, causes: &[Cause], here: &Here) -> Markup {
    let row = &detail.row;
    let dates = || detail.around.iter().flat_map(|row| [row.start, row.finish]).flatten().map(|at| here.date(at));
    let span =
        dates().min().zip(dates().max()).map_or(0, |(first, last)| words::days_between(first.min(here.today), last));
    let drawn = Drawn {
        glance: &detail.glance,
        rows: &detail.around,
        links: detail.around_links.iter().collect(),
        selected: &row.key,
        last: None,
        scale: if span <= DAYS_MAX { Some(Scale::Days) } else { Some(Scale::for_days(span.max(SPAN_OF_WEEKS))) },
        holidays: &[],
        from: None,
        wide: false,
    };
    let planned = detail.planned_at.map(|at| format!("planned {}", here.moment(at))).unwrap_or_default();
    html! {
        section.stack-2 {
            (section_head("When", None, &html! { (planned) }))
            (plan(&drawn, here, |row| visit.at(&format!("/tasks/{}", row.key))))
            @if let Some(why) = row.why.as_ref().filter(|_| row.done_at.is_none()) {
                p.small.sec.row {
                    (Icon::Clock.small())
                    span {
                        (why)
                        @if let Some((key, name)) = &row.held_by { " " a.link href=(visit.at(&format!("/tasks/{key}"))) { "See “" (name) "”" } }
                    }
                }
            }
            (why_page::causes(visit, causes, here))
            @if let Some(share) = row.critical_share.filter(|share| *share > 0.0 && row.done_at.is_none()) {
                p.small.sec { "It is on the critical chain in " (words::percent(share)) " of the futures." }
            }
        }
    }
}

/// What is said of it, in a line each.
pub(super) fn facts(detail: &Detail, here: &Here) -> Markup {
    let row = &detail.row;
    html! {
        section.panel.panel-p {
            h2.vh { "Facts" }
            dl.stack-2.small {
                @if let Some(due) = row.due { (fact("Due", &html! { (words::due(here.day_of(due), here.today, row.done_at.is_some(), "")) })) }
                @if let Some(not_before) = detail.not_before { (fact("Not before", &html! { (here.when(not_before)) })) }
                (fact("Kind", &kind(row.kind).show()))
                @if !row.milestone && !row.summary { (fact("Effort", &effort(detail))) }
                @if row.spent_hours > 0.0 { (fact("Spent", &html! { (words::hours((row.spent_hours * 60.0).round() as i64)) })) }
                @if let Some(skill) = &row.skill { (fact("Skill", &html! { (skill) })) }
                @if let Some(list) = &detail.list { (fact("Column", &html! { (list) })) }
                @if !detail.labels.is_empty() { (fact("Labels", &html! { @for label in &detail.labels { (tag(label, false)) " " } })) }
                @for (name, value) in &detail.fields { (fact(name, &html! { (value) })) }
                @if let Some(url) = detail.url.as_deref().filter(|url| is_web(url)) {
                    (fact("From", &html! { a.link href=(url) rel="noreferrer" { "the board it came from" } }))
                }
            }
        }
    }
}

fn fact(name: &str, value: &Markup) -> Markup {
    html! { div.row { dt.mut { (name) } dd.grow.r { (value) } } }
}

fn effort(detail: &Detail) -> Markup {
    let row = &detail.row;
    html! {
        @match row.effort {
            Some(effort) => { (effort) " h" @if row.guessed { " " span.guess-mark { "(guess)" } } },
            None => { span.mut { "an hour, a guess" } },
        }
    }
}

pub(super) fn kind(kind: righthand_domain::kind::Kind) -> parts::WorkKind {
    use righthand_domain::kind::Kind;
    match kind {
        Kind::Implementation => parts::WorkKind::Implementation,
        Kind::Management => parts::WorkKind::Management,
        Kind::Strategy => parts::WorkKind::Strategy,
    }
}

/// Only the web is linked to: a board may hold addresses of any sort.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

pub(super) fn checklists(detail: &Detail) -> Markup {
    html! {
        @for list in &detail.checklists {
            @let done = list.items.iter().filter(|(_, done)| *done).count();
            (panel(&list.name, &html! { (done) " of " (list.items.len()) }, &html! {
                (progress(&list.name, done as u64, list.items.len() as u64))
                ul.stack-2.mt1 {
                    @for (words, done) in &list.items {
                        li.row { @if *done { (Icon::Ok.with_class("i ok")) span.vh { "Done: " } } @else { (Icon::Ring.with_class("i mut")) span.vh { "Open: " } } span { (words) } }
                    }
                }
            }))
        }
    }
}

pub(super) fn attachments(detail: &Detail) -> Markup {
    html! {
        @if !detail.attachments.is_empty() {
            (panel("Attachments", &html! {}, &html! {
                ul.row.row-w {
                    @for file in &detail.attachments {
                        li.tag { (Icon::Link.small()) @if is_web(&file.url) { a href=(file.url) rel="noreferrer" { (file.name) } } @else { (file.name) } }
                    }
                }
            }))
        }
    }
}

pub(super) fn comments(visit: &InBusiness, detail: &Detail, here: &Here) -> Markup {
    let form = visit.form("comment_on_task:say");
    html! {
        @if !detail.comments.is_empty() || detail.may.comment {
            (form.before(visit))
            section.panel.panel-p {
                (section_head("Comments", (!detail.comments.is_empty()).then_some(detail.comments.len() as u64), &html! {}))
                @for comment in &detail.comments {
                    article.mt2 {
                        p.small { b { (comment.author_name) } span.mut { ", " (here.moment(comment.written_at)) } }
                        @for paragraph in comment.words.split('\n').filter(|line| !line.trim().is_empty()) { p { (paragraph) } }
                    }
                }
                @if detail.may.comment {
                    form.stack-2.mt2 method="post" action=(visit.form_action("comment_on_task")) {
                        (form.hidden(visit, &["words"]))
                        input type="hidden" name="task" value=(detail.row.key);
                        (Field::new("area", "words", "Say something").value(form.value("words", "")).fault(form.fault("words")).max_length(20_000))
                        div { (button("Comment").small()) }
                    }
                }
            }
        }
    }
}
