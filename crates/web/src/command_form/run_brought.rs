//! What a run begins with: what started it, what that handed on, and where its material lies.

use maud::{Markup, html};
use righthand_desk::operations::brought::RunRef;
use righthand_desk::operations::run::RunView;

use crate::parts::section_head;
use crate::site::InBusiness;

/// The panel; nothing where it begins with nothing and has started nothing.
pub(super) fn brought(visit: &InBusiness, run: &RunView) -> Markup {
    let it = &run.brought;
    let begins = it.from.is_some() || it.url.is_some() || it.note.is_some();
    html! {
        @if begins {
            section.panel.panel-p id="brought" {
                (section_head("What it begins with", None, &html! {}))
                dl.dl.mt2 {
                    @if let Some(from) = &it.from { dt { "From" } dd { (link(visit, from)) } }
                    @if let Some(url) = &it.url { dt { "Lies at" } dd { a.link href=(url) rel="noreferrer" { (url) } } }
                    @if let Some(note) = &it.note { dt { "Note" } dd { (note) } }
                    @for (field, answer) in &it.answers {
                        dt { (field) }
                        dd { @if is_address(answer) { a.link href=(answer) rel="noreferrer" { (answer) } } @else { (answer) } }
                    }
                    @for (step, output) in &it.outputs {
                        dt { (step) }
                        dd { a.link href=(visit.at(&format!("/outputs/{}", output.id))) { (output.name) } }
                    }
                }
            }
        }
        @if !it.started.is_empty() {
            section.panel.panel-p {
                (section_head("What it has started", Some(it.started.len() as u64), &html! {}))
                ul.lst { @for other in &it.started { li { (link(visit, other)) } } }
            }
        }
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

fn link(visit: &InBusiness, run: &RunRef) -> Markup {
    let href = visit.at(&format!("/operations/{}/runs/{}", run.operation, run.day));
    html! { a.link href=(href) { (run.name) @if let Some(title) = &run.title { ": " (title) } } }
}
