//! What is handed on, as a line; and the fields by which it is.

use maud::{Markup, html};
use righthand_desk::records::Output;
use righthand_domain::terms::OutputKind;

use crate::parts::{Choice, Field, Icon, select_field_as};
use crate::projects::here::Here;
use crate::site::{FormState, InBusiness};

/// Characters of a text that a line shows.
const EXCERPT_CHARS: usize = 120;

/// A line of a list: `from` says where it comes from, where that is not plain.
pub(crate) fn line(visit: &InBusiness, output: &Output, from: Option<&str>, here: &Here) -> Markup {
    html! {
        li.who {
            (icon(output.kind).small())
            span.who-t {
                a href=(visit.at(&format!("/outputs/{}", output.id))) { (output.name) }
                small {
                    @if let Some(from) = from { "from “" (from) "”, " }
                    (output.by_name) ", " (here.moment(output.handed_at))
                    @if output.kind == OutputKind::Text { ": " (excerpt(&output.body)) }
                }
            }
            @if output.kind != OutputKind::Text { a.btn.btn-s href=(output.body) rel="noreferrer" { "Open" span.vh { " " (output.name) } } }
        }
    }
}

/// The icon of a kind.
pub(crate) fn icon(kind: OutputKind) -> Icon {
    match kind {
        OutputKind::Link => Icon::Link,
        OutputKind::File => Icon::File,
        OutputKind::Text => Icon::List,
    }
}

/// "A link".
pub(crate) fn kind_words(kind: OutputKind) -> &'static str {
    match kind {
        OutputKind::Link => "A link",
        OutputKind::File => "A file that lies elsewhere",
        OutputKind::Text => "A text",
    }
}

/// The beginning of a text.
pub(super) fn excerpt(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT_CHARS) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or(&line).trim_end()),
        None => line,
    }
}

/// The names of the fields below.
pub(crate) const FIELDS: [&str; 3] = ["kind", "body", "name"];

/// Kind, address or words, and name; `id` keeps those of two forms of a page apart.
pub(crate) fn fields(form: &FormState, id: &str, now: Option<(&str, OutputKind, &str)>, named_by: &str) -> Markup {
    let kinds = [OutputKind::Link, OutputKind::File, OutputKind::Text]
        .map(|kind| Choice { value: kind.as_str(), label: kind_words(kind) });
    let (name, kind, body) = now.unwrap_or(("", OutputKind::Link, ""));
    let (body_id, name_id) = (format!("f-{id}-body"), format!("f-{id}-name"));
    let hint = format!("Empty: “{named_by}”");
    html! {
        (select_field_as(&format!("f-{id}-kind"), "kind", "What is handed on", &kinds, form.value("kind", kind.as_str()), None, form.fault("kind")))
        (Field::new("area", "body", "Its address, or the words").id(&body_id).value(form.value("body", body)).fault(form.fault("body")).max_length(20_000)
            .hint("An address begins with https://"))
        (Field::new("text", "name", "What it is").id(&name_id).optional().value(form.value("name", name)).fault(form.fault("name")).max_length(300).hint(&hint))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_line_and_ends_between_characters() {
        assert_eq!(excerpt("  Dear\n all "), "Dear all");
        let long = "日".repeat(EXCERPT_CHARS + 5);
        assert_eq!(excerpt(&long).chars().count(), EXCERPT_CHARS + 1);
    }
}
