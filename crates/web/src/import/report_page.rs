//! The report of an import: what becomes of each kind of thing, what was guessed, and what is left out.

use std::collections::BTreeMap;

use maud::{Markup, html};
use righthand_desk::import::{Count, Report};

use crate::parts::{section_head, table, words};

/// Items of a list that are shown at once; the rest is folded away.
const SHOWN: usize = 8;
/// Items of a list that a page holds; the rest is in the report's file.
const LISTED_MAX: usize = 500;

/// Kinds in the order of reading: name of one, of many, and what they become here.
const KINDS: [(&str, &str, &str, &str); 20] = [
    ("list", "list", "lists", "columns of its board"),
    ("card", "card", "cards", "tasks"),
    ("checklist", "checklist", "checklists", "checklists of their tasks"),
    ("check_item", "check item", "check items", "items of their checklists"),
    ("member", "member", "members", "people; without an address, without a login"),
    ("label", "label", "labels", "labels of tasks"),
    ("attachment", "attachment", "attachments", "links on their tasks"),
    ("comment", "comment", "comments", "comments, with their dates"),
    ("custom_field", "custom field", "custom fields", "fields of the board"),
    ("dependency", "dependency", "dependencies", "what tasks wait for"),
    ("person", "person", "people", "people of the business"),
    ("area", "area", "areas", "areas"),
    ("project", "project", "projects", "projects"),
    ("task", "task", "tasks", "tasks"),
    ("operation", "operation", "operations", "operations"),
    ("step", "step", "steps", "steps of their operations"),
    ("run", "run", "runs", "runs that have begun"),
    ("appointment", "appointment", "appointments", "appointments"),
    ("duty", "duty", "duties", "duties"),
    ("holiday", "holiday", "holidays", "days on which nobody works"),
];

/// All of it. `here` is the page's address; `before` says whether the import is still to be made.
pub(super) fn report_parts(report: &Report, here: &str, before: bool) -> Markup {
    let whole = format!("{here}/report");
    html! {
        section.stack-2 {
            (section_head(if before { "What it would bring" } else { "What it has brought" }, None, &html! { a.link href=(whole) { "The whole report as a file" } }))
            (counts(report, before))
        }
        section.stack-2 {
            (section_head("Guessed", Some(report.guessed.len() as u64), &html! {}))
            div.panel.panel-p {
                @if report.guessed.is_empty() { p.small.sec { "Nothing had to be interpreted." } }
                @else { (folded(&report.guessed, &whole, |guess| html! { (guess.what) " " span.mut { "→ " (guess.as_) } })) }
            }
        }
        @if !report.kept.is_empty() {
            section.stack-2 {
                (section_head("Kept as it was changed here", Some(report.kept.len() as u64), &html! {}))
                div.panel.panel-p { (folded(&report.kept, &whole, |kept| html! { (kept.what) ", " (kept.field) ": " span.sec { (kept.here) } })) }
            }
        }
        @if !before && !report.both_changed.is_empty() {
            section.stack-2 {
                (section_head("Changed both here and there", Some(report.both_changed.len() as u64), &html! {}))
                div.panel.panel-p {
                    (folded(&report.both_changed, &whole, |both| html! {
                        (both.what) ", " (both.field) ": "
                        @if both.taken == "there" { (both.there) span.mut { " (theirs; here it was " (both.here) ")" } }
                        @else { (both.here) span.mut { " (ours; there it is " (both.there) ")" } }
                    }))
                }
            }
        }
        @if !report.gone.is_empty() {
            section.stack-2 {
                (section_head("No longer in the file", Some(report.gone.len() as u64), &html! {}))
                div.panel.panel-p {
                    p.small.sec { "They stay here. Remove what is not needed any more." }
                    (folded(&report.gone, &whole, |thing| html! { (thing) }))
                }
            }
        }
        section.stack-2 {
            (section_head("Left out", Some(report.skipped.len() as u64), &html! {}))
            div.panel.panel-p {
                @if report.skipped.is_empty() { p.small.sec { "Nothing is lost." } }
                @else { (left_out(report, &whole)) }
            }
        }
    }
}

/// The kinds that the file holds, in the order of reading.
fn counts(report: &Report, before: bool) -> Markup {
    let known = KINDS.iter().filter_map(|kind| Some((*kind, report.items.get(kind.0)?)));
    let (held, absent): (Vec<_>, Vec<_>) = known.partition(|(_, count)| count.read > 0);
    let other = report.items.iter().filter(|(name, _)| KINDS.iter().all(|kind| kind.0 != name.as_str()));
    let none: Vec<&str> = absent.iter().map(|(kind, _)| kind.2).collect();
    let head = html! {
        tr {
            th scope="col" { "In the file" } th.r scope="col" { "read" }
            th.r scope="col" { @if before { "new" } @else { "made" } }
            th.r scope="col" { "updated" } th.r scope="col" { "unchanged" } th.r scope="col" { "left out" }
            th scope="col" { @if before { "Become" } @else { "Became" } }
        }
    };
    let body = html! {
        @for ((_, one, many, becomes), count) in &held {
            (row(if count.read == 1 { one } else { many }, becomes, count))
        }
        @for (name, count) in other { (row(name, "", count)) }
    };
    html! {
        (table("What becomes of each kind of thing in the file", "", &head, &body))
        @if !none.is_empty() { p.hint { "The file holds no " (words::list(&none)) "." } }
    }
}

fn row(name: &str, becomes: &str, count: &Count) -> Markup {
    let number = |n: usize| html! { td.r.mut[n == 0] { (words::count(n as u64)) } };
    html! {
        tr {
            th scope="row" { (words::capital(name)) }
            (number(count.read)) (number(count.made)) (number(count.updated)) (number(count.unchanged)) (number(count.skipped))
            td.sec { (becomes) }
        }
    }
}

/// By reason, the most frequent first.
fn left_out(report: &Report, whole: &str) -> Markup {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for skipped in &report.skipped {
        by_reason.entry(skipped.why.as_str()).or_default().push(&skipped.what);
    }
    let mut reasons: Vec<_> = by_reason.into_iter().collect();
    reasons.sort_by_key(|(_, things)| std::cmp::Reverse(things.len()));
    html! {
        @for (why, things) in &reasons {
            div.mt2 {
                h3.small.strong { (words::count(things.len() as u64)) " × " (why) }
                (folded(things, whole, |thing| html! { (thing) }))
            }
        }
    }
}

fn folded<T>(items: &[T], whole: &str, say: impl Fn(&T) -> Markup) -> Markup {
    let (shown, rest) = items.split_at(items.len().min(SHOWN));
    html! {
        ul.plain.small.mt1 { @for item in shown { li.wrap { (say(item)) } } }
        @if !rest.is_empty() {
            details {
                summary.link.small { "And " (words::count(rest.len() as u64)) " more" }
                ul.plain.small.mt1 { @for item in rest.iter().take(LISTED_MAX) { li.wrap { (say(item)) } } }
                @if rest.len() > LISTED_MAX {
                    p.hint { "And " (words::count((rest.len() - LISTED_MAX) as u64)) " more in " a.link href=(whole) { "the whole report" } "." }
                }
            }
        }
    }
}
