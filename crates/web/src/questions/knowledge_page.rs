//! Knowledge: every answer that was kept, for everybody.

use maud::{Markup, html};
use righthand_desk::questions::list::QuestionRow;

use super::thread::first;
use crate::parts::{Icon, empty, link_button, sentence_head, words};
use crate::projects::here::Here;
use crate::site::InBusiness;

pub(super) fn page(visit: &InBusiness, kept: &[QuestionRow], here: &Here) -> Markup {
    let ask = link_button("Ask", visit.at("/questions/new")).primary().icon(Icon::Question);
    html! {
        (sentence_head("Knowledge", &sentence(kept), &html! { (ask) }))
        @if kept.is_empty() {
            section.panel { (empty("Nothing is kept yet", "Whoever answers a question can keep the answer. It stands here, is found by search, and is offered when a similar question is typed.", &html! {})) }
        } @else {
            ul.panel {
                @for row in kept {
                    li.panel-p {
                        h2.strong { a href=(visit.at(&format!("/questions/{}", row.key))) { (row.words) } }
                        p.mt1 { (row.answer.as_deref().unwrap_or_default()) }
                        p.small.mut.mt1 {
                            @if let Some(by) = &row.answered_by { (first(by)) }
                            @if let Some(at) = row.answered_at { ", " (here.moment(at)) }
                            @if let Some(about) = &row.about { " · " (about) }
                        }
                    }
                }
            }
        }
    }
}

fn sentence(kept: &[QuestionRow]) -> String {
    match kept.len() as u64 {
        0 => "Answers that were kept, so that nobody asks twice.".into(),
        n => format!("{} kept, so that nobody asks twice.", words::capital(&words::counted(n, "answer", "answers"))),
    }
}
