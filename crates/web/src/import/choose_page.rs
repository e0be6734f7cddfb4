//! The form of an import: where the file comes from, the file, and what makes it a project.

use maud::{Markup, html};
use righthand_domain::roles::Role;
use righthand_domain::snapshot::Fault;

use super::carry_out::sources;
use super::upload::{UPLOAD_BYTES_MAX, Wishes};
use crate::parts::{Choice, Field, Icon, Tone, button, note, section_head, select_field, sentence_head, words};

/// Faults that are shown at once; the rest is folded away.
const FAULTS_SHOWN: usize = 3;

/// What the page shows.
pub(super) struct Choosing<'a> {
    pub(super) action: String,
    /// Key, name and role.
    pub(super) managers: &'a [(String, String, Role)],
    /// What was typed.
    pub(super) wishes: &'a Wishes,
    pub(super) faults: &'a [Fault],
    /// An upload that somebody came back to is not there any more.
    pub(super) gone: bool,
}

/// The whole page.
pub(super) fn choose_page(choosing: &Choosing<'_>) -> Markup {
    html! {
        (sentence_head(
            "Import",
            "Bring in a board or a table of another tool, or a business file. Nothing is kept before you have seen what it would bring.",
            &html! {},
        ))
        @if choosing.gone {
            (note(Tone::Accent, Icon::Clock, &html! {
                p { "That upload is not here any more: it was imported, replaced by a later one, or waited for more than two hours. Choose the file again." }
            }))
        }
        div.cols.mt {
            section.panel.panel-p {
                (section_head("The file", None, &html! {}))
                (form(choosing))
            }
            aside.stack { (how_to_export()) }
        }
    }
}

fn form(choosing: &Choosing<'_>) -> Markup {
    let Choosing { action, managers, wishes, faults, .. } = choosing;
    let kinds: Vec<Choice<'_>> = sources().map(|source| Choice { value: source.kind, label: source.label }).collect();
    html! {
        form.stack.mt2 method="post" action=(action) enctype="multipart/form-data" data-native="" data-slow="Sending the file and reading it. A large board takes a minute."
            data-bytes-max=(UPLOAD_BYTES_MAX) {
            (select_field("kind", "Where it comes from", &kinds, &wishes.kind, None, of("kind", faults)))
            (file_field(faults))
            (project_fields(wishes, managers, faults))
            p { (button("See what it would bring").primary()) }
        }
    }
}

/// The fields that make a board a project: shared with the page that has looked at the file.
pub(super) fn project_fields(wishes: &Wishes, managers: &[(String, String, Role)], faults: &[Fault]) -> Markup {
    let names: Vec<(String, String)> = managers
        .iter()
        .map(|(key, name, role)| (key.clone(), format!("{name}, {}", role.title().to_lowercase())))
        .collect();
    let owner = [Choice { value: "", label: "The owner" }];
    let options: Vec<Choice<'_>> =
        owner.into_iter().chain(names.iter().map(|(key, label)| Choice { value: key, label })).collect();
    html! {
        fieldset.stack-2 {
            legend.small.sec { "A board with an end and an outcome becomes a project at once; without them it waits as a draft." }
            div.form-2.mt1 {
                (Field::new("date", "end", "End date").value(&wishes.end).optional().fault(of("end", faults)))
                (select_field("manager", "Managed by", &options, &wishes.manager, None, of("manager", faults)))
            }
            (Field::new("text", "outcome", "Outcome").value(&wishes.outcome).optional().max_length(300)
                .hint("What is there when it is done: “The course is on sale”").fault(of("outcome", faults)))
        }
    }
}

fn file_field(faults: &[Fault]) -> Markup {
    let mut accept: Vec<&str> = sources().flat_map(|source| source.accept.split(',')).collect();
    accept.sort_unstable();
    accept.dedup();
    let wrong: Vec<&str> =
        faults.iter().filter(|fault| fault.pointer == "/file").map(|fault| fault.message.as_str()).collect();
    let about = if wrong.is_empty() { "f-file-hint" } else { "f-file-fault" };
    html! {
        div.field {
            label for="f-file" { "File" }
            input.inp.inp-file id="f-file" name="file" type="file" required accept=(accept.join(","))
                aria-invalid=[(!wrong.is_empty()).then_some("true")] aria-describedby=(about);
            @if wrong.is_empty() {
                p.hint id="f-file-hint" { "Up to " (UPLOAD_BYTES_MAX / (1024 * 1024)) (words::NARROW_SPACE) "MB. It is read here and thrown away afterwards." }
            } @else {
                div.stack-2 id="f-file-fault" role="alert" {
                    @for fault in wrong.iter().take(FAULTS_SHOWN) { p.err { (Icon::Late.with_class("i i-s fillst")) span { (fault) } } }
                    @if wrong.len() > FAULTS_SHOWN {
                        details { summary.link { "And " (words::count((wrong.len() - FAULTS_SHOWN) as u64)) " more" }
                            ul.mt1 { @for fault in wrong.iter().skip(FAULTS_SHOWN) { li.small { (fault) } } }
                        }
                    }
                    p.hint { "Nothing was imported." }
                }
            }
        }
    }
}

fn how_to_export() -> Markup {
    html! {
        section.panel.panel-p {
            (section_head("How to get the file", None, &html! {}))
            dl.stack-2.mt2 {
                @for source in sources() {
                    div { dt.small.strong { (source.label) } dd.small.sec { (source.how_to_export) } }
                }
            }
        }
        section.panel.panel-p {
            (section_head("What happens then", None, &html! {}))
            ol.stack-2.mt2.small.sec {
                li { "The file is read, and you see what it would bring, what had to be guessed and what would be lost." }
                li { "You import it, or choose another file. An import is one step in the history, and one undo takes it back." }
                li { "Of a table you say what its columns are, where their names do not. That is remembered." }
                li { "The same board can be imported again: what changed there comes in, what you changed here stays, and where both changed you are asked." }
            }
        }
    }
}

/// What is wrong with a field.
pub(super) fn of<'f>(field: &str, faults: &'f [Fault]) -> Option<&'f str> {
    faults.iter().find(|fault| fault.pointer.strip_prefix('/') == Some(field)).map(|fault| fault.message.as_str())
}
