//! Somebody was faster: both texts field by field, and a choice for each, so that nothing is lost.

use std::collections::BTreeMap;

use maud::{Markup, html};
use righthand_desk::command::{Conflict, Differing};

use super::InBusiness;
use crate::parts::{Icon, button, words};

/// What the names of the fields that choose begin with: `_keep.name=theirs`.
pub(super) const KEEP: &str = "_keep.";
/// Characters from which a text is shown to be written together rather than chosen.
const LONG_CHARS: usize = 60;

/// Fields by the field of the command: three columns are one effort.
fn by_field(conflict: &Conflict) -> Vec<(&str, Vec<&Differing>)> {
    let mut fields: Vec<(&str, Vec<&Differing>)> = Vec::new();
    for differing in &conflict.fields {
        match fields.iter_mut().find(|(field, _)| *field == differing.field) {
            Some((_, list)) => list.push(differing),
            None => fields.push((&differing.field, vec![differing])),
        }
    }
    fields
}

/// The conflict of a form that was sent with these values. A command that changes what is named, and leaves the rest,
/// can be sent again without the fields in which theirs is to stay; any other is sent again whole, or not.
pub(super) fn conflict_part(
    visit: &InBusiness,
    form: &str,
    conflict: &Conflict,
    values: &BTreeMap<String, Vec<String>>,
) -> Markup {
    let command = form.split(':').next().unwrap_or_default();
    clash(&visit.form_action(command), &visit.visitor.path, command.starts_with("change_"), conflict, values)
}

/// Both texts, posted to `action` with what was chosen; `stay` is the page as it is now. `choosing` lets one choose field
/// by field.
pub(crate) fn clash(
    action: &str,
    stay: &str,
    choosing: bool,
    conflict: &Conflict,
    values: &BTreeMap<String, Vec<String>>,
) -> Markup {
    let by: Vec<&str> = conflict.by.iter().map(String::as_str).collect();
    let by = if by.is_empty() { "Somebody".to_owned() } else { words::list(&by) };
    html! {
        section.panel.panel-p.clash role="alert" aria-labelledby="clash" {
            div.row { (Icon::User) h2 id="clash" { (by) " changed this " (conflict.what) " while you were editing" } }
            p.sec.mt1 {
                @if choosing { "Both texts are here, and nothing is lost. Choose for each field, then keep what you chose." }
                @else { "Nothing is lost. Look at both, then choose." }
            }
            form method="post" action=(action) {
                @for (name, values) in sent_again(values) { @for value in values { input type="hidden" name=(name) value=(value); } }
                input type="hidden" name="version" value=(conflict.version);
                @for (n, (field, differing)) in by_field(conflict).into_iter().enumerate() {
                    (one_field(n, field, &differing, choosing && is_sent(values, field), values))
                }
                div.acts.mt4 {
                    @if choosing { (button("Keep what I chose").primary()) } @else { (button("Do it all the same").primary()) }
                    a.btn href=(stay) { "Leave it as it is now" }
                }
            }
        }
    }
}

/// All that was typed, but for the version and what an earlier choice said.
fn sent_again(values: &BTreeMap<String, Vec<String>>) -> impl Iterator<Item = (&String, &Vec<String>)> {
    values.iter().filter(|(name, _)| *name != "version" && !name.starts_with(KEEP))
}

fn is_sent(values: &BTreeMap<String, Vec<String>>, field: &str) -> bool {
    let nested = format!("{field}.");
    values.keys().any(|name| name == field || name.starts_with(&nested))
}

fn one_field(
    n: usize,
    field: &str,
    differing: &[&Differing],
    choosing: bool,
    values: &BTreeMap<String, Vec<String>>,
) -> Markup {
    let label = differing.first().map_or(field, |one| one.label.as_str());
    let label = words::capital(label.split(',').next().unwrap_or(label));
    let side = |read: fn(&Differing) -> &str| differing.iter().map(|one| read(one)).collect::<Vec<_>>().join(" · ");
    let (seen, theirs, yours) = (side(|one| &one.seen), side(|one| &one.theirs), side(|one| &one.yours));
    // Nobody else touched it: mine is the one to keep. I did not touch it: theirs.
    let keep_theirs = seen == yours;
    let typed = values.get(field).and_then(|values| values.last()).filter(|text| is_long(text));
    html! {
        fieldset.clash-f {
            legend { (label) }
            @if seen != theirs && seen != yours { p.small.mut { "Before both: " (seen) } }
            @if choosing {
                div.cols-2 {
                    label.opt {
                        input type="radio" name={ (KEEP) (field) } value="theirs" checked[keep_theirs];
                        span { b { "Theirs" } span.clash-t { (theirs) } }
                    }
                    @let mine = html! { input type="radio" name={ (KEEP) (field) } value="yours" checked[!keep_theirs]; };
                    @match typed {
                        Some(typed) => div.opt.opt-text {
                            label.row { (mine) b { "Yours" } }
                            textarea.inp name={ (KEEP) (field) ".text" } rows="6" aria-label={ (label) ", yours; write both together here if you like" } id={ "clash-" (n) } { (typed) }
                        },
                        None => label.opt { (mine) span { b { "Yours" } span.clash-t { (yours) } } },
                    }
                }
            } @else {
                div.cols-2 { p { b { "Now" } span.clash-t { (theirs) } } p { b { "Yours" } span.clash-t { (yours) } } }
            }
        }
    }
}

fn is_long(text: &str) -> bool {
    text.contains('\n') || text.chars().count() > LONG_CHARS
}

/// Takes the choices of a conflict out of the fields of a form, and with them the fields in which theirs stays.
pub(super) fn chosen(fields: &mut BTreeMap<String, Vec<String>>) {
    let choices: Vec<(String, String)> = fields
        .iter()
        .filter_map(|(name, values)| Some((name.strip_prefix(KEEP)?.to_owned(), values.last()?.clone())))
        .collect();
    for (field, choice) in choices {
        fields.remove(&format!("{KEEP}{field}"));
        if let Some(field) = field.strip_suffix(".text") {
            // Written together: what stands there now is mine, unless theirs was chosen and took it away.
            if let Some(values) = fields.get_mut(field) {
                *values = vec![choice];
            }
        } else if choice == "theirs" {
            let nested = format!("{field}.");
            fields.retain(|name, _| *name != field && !name.starts_with(&nested));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, Vec<String>> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()])).collect()
    }

    #[test]
    fn theirs_is_kept_by_not_sending_ones_own_and_a_text_can_be_written_together() {
        let mut sent = fields(&[
            ("task", "ash"),
            ("name", "Mine"),
            ("notes", "Mine"),
            ("effort.likely", "3"),
            ("_keep.name", "theirs"),
            ("_keep.effort", "theirs"),
            ("_keep.notes", "yours"),
            ("_keep.notes.text", "Theirs and mine"),
        ]);
        chosen(&mut sent);
        assert_eq!(sent, fields(&[("task", "ash"), ("notes", "Theirs and mine")]));
    }
}
