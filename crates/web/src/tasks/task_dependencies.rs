//! What a task waits for and what waits for it. A link that would close a circle is refused with the circle named.

use maud::{Markup, html};
use righthand_desk::tasks::detail::{Detail, Waits};
use righthand_domain::snapshot::{LagIn, LinkKind};

use crate::parts::{Choice, Field, Icon, State, button, select_field, words};
use crate::projects::here::Here;
use crate::site::InBusiness;

pub(super) fn dependencies(visit: &InBusiness, detail: &Detail, here: &Here) -> Markup {
    html! {
        section.panel.panel-p {
            h2 { "Waits for" }
            @if detail.after.is_empty() { p.small.sec.mt1 { "Nothing." } }
            ul.mt1 { @for waits in &detail.after { (waits_for(visit, detail, waits, here)) } }
            @if !detail.before.is_empty() {
                h2.mt2 { "Waiting for it" }
                ul.mt1 { @for waits in &detail.before { li.who { (named(visit, waits, here)) (standing(waits)) } } }
            }
            @if detail.may.break_down && !detail.others.is_empty() { (link(visit, detail)) }
        }
    }
}

fn waits_for(visit: &InBusiness, detail: &Detail, waits: &Waits, here: &Here) -> Markup {
    let form = visit.form(&format!("unlink_tasks:{}", waits.key));
    html! {
        li.who {
            (named(visit, waits, here))
            (standing(waits))
            @if detail.may.break_down {
                form method="post" action=(visit.form_action("unlink_tasks")) {
                    (form.hidden(visit, &[]))
                    input type="hidden" name="task" value=(detail.row.key);
                    input type="hidden" name="after" value=(waits.key);
                    (button(format!("No longer wait for {}", waits.name)).small().quiet().icon_only(Icon::Close))
                }
            }
        }
    }
}

fn named(visit: &InBusiness, waits: &Waits, here: &Here) -> Markup {
    let said = html! {
        (waits.name)
        small {
            (kind(waits.kind))
            @if let Some(lag) = lag(waits) { ", " (lag) }
            @if let Some(person) = &waits.person { ", " (words::first_name(&person.name)) }
            @if let Some(finish) = waits.finish { ", " (here.day(finish)) }
        }
    };
    html! {
        @if waits.seen { a.who-t href=(visit.at_task(&waits.key)) { (said) } } @else { span.who-t { (said) } }
    }
}

fn standing(waits: &Waits) -> Markup {
    if waits.done_at.is_some() { State::Done.show() } else { State::Planned.show_as("open") }
}

fn kind(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::FinishToStart => "finish to start",
        LinkKind::StartToStart => "start to start",
        LinkKind::FinishToFinish => "finish to finish",
        LinkKind::StartToFinish => "start to finish",
    }
}

/// "2 h later", "1 h 30 of work earlier".
fn lag(waits: &Waits) -> Option<String> {
    let minutes = (waits.lag_hours * 60.0).round() as i64;
    let work = if waits.lag_in == LagIn::Working { " of work" } else { "" };
    match minutes {
        0 => None,
        1.. => Some(format!("{}{work} later", words::duration(minutes))),
        _ => Some(format!("{}{work} earlier", words::duration(-minutes))),
    }
}

fn link(visit: &InBusiness, detail: &Detail) -> Markup {
    let form = visit.form("link_tasks:link");
    let labels: Vec<(String, String)> =
        detail.others.iter().map(|(key, wbs, name)| (key.clone(), format!("{wbs} {name}"))).collect();
    let others: Vec<Choice<'_>> = labels.iter().map(|(value, label)| Choice { value, label }).collect();
    let kinds = [
        ("FS", "starts when that has ended"),
        ("SS", "starts when that has started"),
        ("FF", "ends when that has ended"),
        ("SF", "ends when that has started"),
    ]
    .map(|(value, label)| Choice { value, label });
    let hours =
        [("elapsed", "hours of the clock"), ("working", "hours of work")].map(|(value, label)| Choice { value, label });
    html! {
        (form.before(visit))
        details.mt2 open[form.troubled()] {
            summary.link.small { "Let it wait for another task" }
            form.stack-2.mt1 method="post" action=(visit.form_action("link_tasks")) {
                (form.hidden(visit, &["after", "type", "lag_hours", "lag_in"]))
                input type="hidden" name="task" value=(detail.row.key);
                // The place of a task has a field of the same name.
                div.field {
                    label for="f-link-after" { "Task that it waits for" }
                    select.inp id="f-link-after" name="after" aria-invalid=[form.fault("after").map(|_| "true")] aria-describedby=[form.fault("after").map(|_| "f-link-after-fault")] {
                        @for other in &others { option value=(other.value) selected[form.value("after", "") == other.value] { (other.label) } }
                    }
                    @if let Some(fault) = form.fault("after") { p.err id="f-link-after-fault" { (Icon::Late.with_class("i i-s fillst")) (fault) } }
                }
                (select_field("type", "It", &kinds, form.value("type", "FS"), None, form.fault("type")))
                div.form-2 {
                    (Field::new("text", "lag_hours", "And then").value(form.value("lag_hours", "0")).inputmode("decimal").narrow().fault(form.fault("lag_hours")))
                    (select_field("lag_in", "Counted in", &hours, form.value("lag_in", "elapsed"), None, form.fault("lag_in")))
                }
                div { (button("Let it wait").small()) }
            }
        }
    }
}
