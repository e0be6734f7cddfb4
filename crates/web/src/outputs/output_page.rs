//! One output: itself, where it comes from, what takes it up; and the form.

use maud::{Markup, html};
use righthand_desk::outputs::list::Detail;
use righthand_domain::terms::OutputKind;

use super::list_page::source;
use super::shown::{FIELDS, fields, kind_words};
use crate::history::feed;
use crate::parts::{Icon, button, hidden, link_button, section_head, sentence_head, words};
use crate::projects::here::Here;
use crate::site::InBusiness;

pub(super) fn output_page(visit: &InBusiness, detail: &Detail, here: &Here) -> Markup {
    let row = &detail.row;
    let open =
        html! { @if row.kind != OutputKind::Text { (link_button("Open", &row.body).primary().icon(Icon::Link)) } };
    html! {
        (sentence_head(&row.name, &sentence(detail, here), &open))
        div.cols.mt {
            div.stack {
                section.panel.panel-p {
                    (section_head(kind_words(row.kind), None, &html! {}))
                    @if row.kind == OutputKind::Text {
                        div.prose.mt2 { @for line in row.body.split('\n').filter(|line| !line.trim().is_empty()) { p { (line) } } }
                    } @else { p.mt2 { a.link.wrap href=(row.body) rel="noreferrer" { (row.body) } } }
                }
                (feed(visit, &detail.history, here))
            }
            aside.stack aria-label="Where it goes" {
                section.panel.panel-p {
                    (section_head("From and to", None, &html! {}))
                    dl.dl.mt2 {
                        dt { "From" } dd { a href=(source(visit, &row.of)) { (row.of.name()) } br; span.mut { (row.of.within()) } }
                        dt { "To" } dd { @if detail.next.is_empty() { span.mut { "nothing comes after" } } @else { (words::list(&detail.next.iter().map(String::as_str).collect::<Vec<_>>())) } }
                    }
                }
                @if detail.can_change { (change(visit, detail)) (remove(visit, detail)) }
            }
        }
    }
}

fn sentence(detail: &Detail, here: &Here) -> String {
    format!("{} handed it on, {}.", detail.row.by, here.moment(detail.row.at))
}

fn change(visit: &InBusiness, detail: &Detail) -> Markup {
    let (form, row) = (visit.form("change_output"), &detail.row);
    html! {
        section.panel.panel-p {
            details open[form.troubled()] {
                summary.strong { "Change it" }
                (form.before(visit))
                form.stack.mt2 method="post" action=(visit.form_action("change_output")) {
                    (form.hidden(visit, &FIELDS))
                    (hidden("output", &row.id))
                    (hidden("version", &row.version.to_string()))
                    (fields(&form, "change", Some((&row.name, row.kind, &row.body)), row.of.name()))
                    p { (button("Keep the changes")) }
                }
            }
        }
    }
}

fn remove(visit: &InBusiness, detail: &Detail) -> Markup {
    let form = visit.form("remove_output");
    html! {
        (form.before(visit))
        form method="post" action=(visit.form_action("remove_output")) {
            (form.hidden(visit, &[]))
            (hidden("output", &detail.row.id))
            (hidden("_next", &visit.at("/outputs")))
            p.small.sec { "Undo brings it back." }
            (button("Take it back").small().removes())
        }
    }
}
