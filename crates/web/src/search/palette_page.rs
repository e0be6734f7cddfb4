//! The palette as a page: a field and links. The script reads the same list into its dialog.

use maud::{Markup, html};

use super::palette::{Choice, Section};
use crate::parts::{Icon, button, empty, sentence_head};
use crate::site::InBusiness;

/// `/b/{business}/palette`.
pub(super) fn page(visit: &InBusiness, typed: &str, sections: &[Section]) -> Markup {
    html! {
        (sentence_head("Search or run a command", "Every page, every command that you may run, and everything that you may see.", &html! {}))
        form.bar role="search" method="get" action=(visit.at("/palette")) {
            label.vh for="q" { "Search or run a command" }
            input.inp.sq id="q" type="search" name="q" value=(typed) autocomplete="off" spellcheck="false";
            (button("Find").icon(Icon::Search))
        }
        div id="palette-found" {
            @if sections.is_empty() { section.panel { (empty("Nothing fits", "Fewer letters fit more.", &html! {})) } }
            @for section in sections {
                div.grp data-group="" { h2 { (section.title) } }
                ul.tasks { @for choice in &section.choices { (row(choice)) } }
            }
        }
    }
}

fn row(choice: &Choice) -> Markup {
    html! {
        li.task data-row="" {
            (choice.icon.with_class("i i-s mut"))
            a.grow.clip href=(choice.href) { (choice.label) }
            span.task-e { span.due { (choice.end) } }
        }
    }
}
