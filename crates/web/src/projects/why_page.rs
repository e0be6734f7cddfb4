//! Why: the open row of an outline, what its start hangs on, and what can be done with it at once.

use maud::{Markup, html};
use righthand_desk::projects::outline::{Outline, Row, TaskState};
use righthand_desk::projects::why::Cause;

use super::here::Here;
use super::outline::Asked;
use crate::parts::{Icon, button, link_button, words};
use crate::site::InBusiness;

/// Nothing where no row is open.
pub(super) fn why(visit: &InBusiness, outline: &Outline, asked: &Asked, chain: &[Cause], here: &Here) -> Markup {
    let Some(row) = outline.rows.iter().find(|row| row.key == asked.row) else { return html! {} };
    let mine = row.assignees.iter().any(|person| person.key == visit.membership.member_key);
    let finishes = outline.may.break_down || mine;
    html! {
        section.panel.panel-p.why-box id="why" tabindex="-1" {
            div.row.top.gap-3 {
                (Icon::Clock)
                div.grow {
                    h2 { (title(row, here)) }
                    p.sec.small.mt1 { (because(row)) }
                    @if let Some(pin) = &row.pin {
                        p.sec.small {
                            (Icon::Flag.small()) " Pinned. " (crate::tasks::task_pin::to(pin, here)) ", by " (pin.by.name) ". "
                            (crate::tasks::task_pin::price(pin.price.as_deref()))
                        }
                    }
                    (causes(visit, chain, here))
                    @if row.guessed && row.done_at.is_none() {
                        p.sec.small { "Nobody has said its effort: the plan reckons with an hour, which is a guess." }
                    }
                    @if let Some(share) = row.critical_share.filter(|share| *share > 0.0 && row.done_at.is_none()) {
                        p.sec.small { "It is on the critical chain in " (words::percent(share)) " of the futures." }
                    }
                    div.acts.row-w.mt2 {
                        (link_button("Open the task", visit.at(&format!("/tasks/{}", row.key))).small().primary())
                        @if let Some((key, name)) = &row.held_by {
                            @if outline.rows.iter().any(|other| other.key == *key) {
                                (link_button(format!("Why “{name}” then?"), format!("{}#why", asked.with("row", key))).small())
                            } @else if outline.may.break_down {
                                (link_button(format!("Open “{name}”"), visit.at(&format!("/tasks/{key}"))).small())
                            }
                        }
                        @if outline.may.break_down {
                            (link_button("Add a task below it", format!("{}#add", asked.with("under", &row.key))).small().icon(Icon::Plus))
                        }
                        @if finishes && !row.summary { (done(visit, row)) }
                        (link_button("Close", asked.with("row", "")).small().quiet())
                    }
                }
            }
        }
    }
}

/// From a start back to its root cause, in plain sentences: what holds it, what holds that, and so on. Nothing where its
/// own reason says it all.
pub(crate) fn causes(visit: &InBusiness, chain: &[Cause], here: &Here) -> Markup {
    let Some((_, behind)) = chain.split_first().filter(|(_, behind)| !behind.is_empty()) else { return html! {} };
    html! {
        details.mt1 {
            summary.link.small { "Back to the root cause: " (words::counted(behind.len() as u64, "step", "steps")) }
            ol.chain.mt1 {
                @for (place, cause) in behind.iter().enumerate() {
                    li.end[place + 1 == behind.len()] {
                        span {}
                        span {
                            @if cause.seen { a href=(visit.at_task(&cause.key)) { (cause.name) } } @else { (cause.name) }
                            @if let Some(person) = &cause.person { span.small.sec { ", " (person.name) } }
                            br;
                            span.small.sec { @if cause.seen { (cause.why) } @else { "It is somebody else’s work." } }
                        }
                        span.due { (here.day(cause.start)) }
                    }
                }
            }
        }
    }
}

fn title(row: &Row, here: &Here) -> String {
    let name = &row.name;
    match (row.done_at, row.start) {
        (Some(at), _) => format!("“{name}” was done on {}", here.day(at)),
        _ if row.state == TaskState::Stuck && !row.summary => format!("Why “{name}” cannot be placed"),
        (None, Some(start)) if row.summary => format!("“{name}” runs from {}", here.day(start)),
        (None, Some(start)) if row.milestone => format!("Why “{name}” is reached on {}", here.day(start)),
        (None, Some(start)) => format!("Why “{name}” starts on {}", here.day(start)),
        (None, None) => format!("“{name}” is not planned"),
    }
}

fn because(row: &Row) -> Markup {
    html! {
        @if let Some(why) = &row.why { (why) }
        @else if row.done_at.is_some() { "Nothing is left to do." }
        @else if row.summary { "It holds the tasks below it, and starts and ends with them." }
        @else { "It has no place in the plan." }
    }
}

fn done(visit: &InBusiness, row: &Row) -> Markup {
    let (command, label) =
        if row.done_at.is_some() { ("reopen_task", "Not done after all") } else { ("finish_task", "Done") };
    html! {
        form method="post" action=(visit.form_action(command)) {
            (visit.form(&format!("{command}:why")).hidden(visit, &[]))
            input type="hidden" name="task" value=(row.key);
            (button(label).small().icon(Icon::Tick).key('d'))
        }
    }
}
