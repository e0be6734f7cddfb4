//! A task as markup: head, when and why, what hangs on it, and beside it the forms.

use maud::{Markup, html};
use righthand_desk::projects::why::Cause;
use righthand_desk::tasks::detail::Detail;

use super::{task_dependencies, task_edit, task_facts, task_outside, task_people, task_pin};
use crate::history::feed;
use crate::parts::{Icon, button, words};
use crate::projects::here::Here;
use crate::projects::plan::state;
use crate::questions;
use crate::site::InBusiness;

pub(super) fn task(visit: &InBusiness, detail: &Detail, causes: &[Cause], here: &Here) -> Markup {
    html! {
        (head(visit, detail, here))
        (task_facts::when(visit, detail, causes, here))
        div.cols.mt4 {
            div.stack {
                (task_edit::edit(visit, detail))
                (task_facts::checklists(detail))
                (task_outside::outputs(visit, detail, here))
                (task_facts::attachments(detail))
                (task_facts::comments(visit, detail, here))
                (feed(visit, &detail.history, here))
                p.small { a.link href=(visit.at(&format!("/history/task/{}", detail.row.key))) { "All of its history, before and after" } }
            }
            aside.stack aria-label="Details" {
                (task_facts::facts(detail, here))
                (questions::of_task(visit, &detail.questions, &detail.row.key, detail.may.comment, here))
                (task_people::people(visit, detail))
                (task_dependencies::dependencies(visit, detail, here))
                (task_outside::contacts(visit, detail, here))
                (task_pin::pin(visit, detail, here))
                @if detail.may.break_down { (task_edit::moves(visit, detail)) (task_edit::remove(visit, detail)) }
            }
        }
    }
}

fn head(visit: &InBusiness, detail: &Detail, here: &Here) -> Markup {
    let row = &detail.row;
    let done = row.done_at.is_some();
    let (command, label) = if done { ("reopen_task", "Not done after all") } else { ("finish_task", "Done") };
    let form = visit.form(&format!("{command}:head"));
    let (shape, word) = state(row);
    html! {
        (form.before(visit))
        div.head {
            div.grow {
                p.small.mut {
                    a href=(visit.at(&format!("/projects/{}?row={}", detail.project_key, crate::http::percent_encode(&row.key)))) { (detail.project_name) ", " (row.wbs) }
                    @if row.milestone { ", a milestone" } @else if row.summary { ", with tasks below it" }
                }
                h1 { (row.name) }
                p.lede { (shape.show_as(word.unwrap_or(shape.word()))) " " (sentence(detail, here)) }
            }
            div.head-act {
                @if detail.may.finish {
                    form method="post" action=(visit.form_action(command)) {
                        (form.hidden(visit, &[]))
                        input type="hidden" name="task" value=(row.key);
                        @if done { (button(label).icon(Icon::Undo)) } @else { (button(label).primary().icon(Icon::Tick).key('d')) }
                    }
                }
            }
        }
    }
}

/// "Halima does it from Mon 30 Nov to Tue 1 Dec, about 1 h 30 of work."
fn sentence(detail: &Detail, here: &Here) -> String {
    let row = &detail.row;
    if let Some(at) = row.done_at {
        return format!("Done on {}.", here.day(at));
    }
    let (Some(start), Some(finish)) = (row.start, row.finish) else { return "It has no place in the plan.".into() };
    let who = row.person.as_ref().map_or("It is planned", |person| person.name.as_str());
    let effort = match (row.milestone, row.summary, row.guessed) {
        (true, ..) => return format!("It is reached on {}.", here.day(finish)),
        (_, _, true) if row.effort.is_none() => ", an hour by guess".to_owned(),
        (_, _, true) => format!(", {} by guess", words::hours((row.effort_hours * 60.0).round() as i64)),
        (_, summary, _) => {
            let minutes = (row.effort_hours * 60.0).round() as i64;
            format!(", {}{}", words::duration(minutes), if summary { " in all" } else { " of work" })
        }
    };
    let verb = if row.person.is_some() { " does it" } else { "" };
    let when = if here.date(start) == here.date(finish) {
        format!("on {}", here.day(start))
    } else {
        format!("from {} to {}", here.day(start), here.day(finish))
    };
    format!("{who}{verb} {when}{effort}.")
}
