//! What was changed, field by field, before and after.

use maud::{Markup, html};
use righthand_desk::history::detail::{Detail, Field, Told, What};
use righthand_desk::history::thing::OfThing;
use righthand_domain::snapshot::Zone;

use super::history_page::{door, undo_form};
use crate::parts::{AvatarSize, avatar, empty, link_button, sentence_head, words};
use crate::site::InBusiness;

/// `/b/{business}/history/{kind}/{key}`.
pub(super) fn of_thing(visit: &InBusiness, title: &str, of: &OfThing, zone: &Zone) -> Markup {
    let sentence = format!(
        "Who changed it, when, and what it was before, the latest first, on the business's clock ({}).",
        zone.name()
    );
    html! {
        (sentence_head(title, &sentence, &html! {}))
        @if of.events.is_empty() {
            section.panel { (empty("Nothing here yet", "Each change of it will stand here.", &html! {})) }
        }
        div.stack { @for detail in &of.events { (one(visit, detail, zone)) } }
        @if let Some(before) = of.before {
            @let here = visit.visitor.path.split('?').next().unwrap_or_default();
            p.mt4 { (link_button("Older", format!("{here}?before={before}"))) }
        }
    }
}

/// `/b/{business}/events/{event}`.
pub(super) fn event(visit: &InBusiness, detail: &Detail, zone: &Zone) -> Markup {
    html! {
        (sentence_head("What changed", "One change of the business, with what was before it.", &html! {}))
        (one(visit, detail, zone))
    }
}

fn one(visit: &InBusiness, detail: &Detail, zone: &Zone) -> Markup {
    let entry = &detail.entry;
    let form = visit.form(&format!("undo:{}", entry.event));
    let id = format!("event-{}", entry.event);
    html! {
        (form.before(visit))
        section.panel.panel-p aria-labelledby=(id) data-row="" {
            div.row {
                (avatar(&entry.by, &entry.by, AvatarSize::Small))
                div.grow {
                    h2.t-13 id=(id) { @if entry.undone { s { (entry.summary) } } @else { (entry.summary) } }
                    p.small.sec {
                        (entry.by) ", by " (door(&entry.door)) ", "
                        time datetime=(entry.at.to_string()) { (words::moment(entry.at, zone.rules(), visit.visitor.now())) }
                        @if entry.undone { ", taken back" }
                        @if let Some(undoes) = entry.undoes { ", takes back " a.link href=(visit.at(&format!("/events/{undoes}"))) { "an earlier one" } }
                    }
                }
                (undo_form(visit, entry))
            }
            @for told in &detail.changes { (changed(told)) }
            @if detail.more > 0 { p.small.mut.mt2 { "And " (words::count(detail.more)) " more." } }
        }
    }
}

fn changed(told: &Told) -> Markup {
    let what = match told.what {
        What::Made => "made",
        What::Changed => "changed",
        What::Removed => "removed",
    };
    let caption = match &told.name {
        Some(name) => format!("{} “{name}” {what}", words::capital(&told.thing)),
        None => format!("{} {what}", words::capital(&told.thing)),
    };
    html! {
        div.mt2 {
            p.small.strong { (caption) }
            @if !told.fields.is_empty() {
                dl.told.mt1 { @for field in &told.fields { dt { (words::capital(&field.label)) } dd { (value(told.what, field)) } } }
            }
        }
    }
}

/// What it is, or what it was and became.
fn value(what: What, field: &Field) -> Markup {
    let (before, after) = (field.before.as_deref().unwrap_or_default(), field.after.as_deref().unwrap_or_default());
    match what {
        What::Made => html! { (after) },
        What::Removed => html! { (before) },
        What::Changed => html! { del { span.vh { "was " } (before) } " " ins { span.vh { "became " } (after) } },
    }
}
