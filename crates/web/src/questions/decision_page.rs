//! One decision: its options as buttons for whoever decides, or what was chosen.

use maud::{Markup, html};
use righthand_desk::questions::list::DecisionRow;

use super::thread::first;
use crate::parts::{Field, Icon, State, button, check, hidden, radio, section_head, sentence_head, words};
use crate::projects::here::Here;
use crate::site::InBusiness;

pub(super) fn page(visit: &InBusiness, decision: &DecisionRow, here: &Here) -> Markup {
    html! {
        (sentence_head(&decision.words, &sentence(decision, here), &html! {}))
        div.cols {
            div.stack {
                @if let Some(details) = &decision.details {
                    section.panel.panel-p { div.prose { @for line in details.split('\n').filter(|line| !line.trim().is_empty()) { p { (line) } } } }
                }
                @if decision.may_decide { (choose(visit, decision)) } @else { (options(decision)) }
            }
            aside.stack aria-label="Details" {
                section.panel.panel-p {
                    (section_head("About it", None, &html! {}))
                    dl.dl.mt2 {
                        dt { "Decides" } dd { (decision.decider.name) }
                        dt { "By" } dd { (words::due(decision.due, here.today, decision.decided_at.is_some(), "by")) }
                        dt { "Asked by" } dd { (decision.asker.name) ", " (here.moment(decision.asked_at)) }
                        @if let Some(about) = &decision.about {
                            dt { "About" } dd { @match &decision.about_path { Some(path) => a href=(visit.at(path)) { (about) }, None => (about) } }
                        }
                    }
                }
                @if decision.may_withdraw { (withdraw(visit, decision)) }
            }
        }
    }
}

fn sentence(decision: &DecisionRow, here: &Here) -> String {
    if decision.withdrawn {
        return "It was taken back and needs no decision any more.".into();
    }
    match (&decision.decided_by, decision.decided_at, &decision.chosen) {
        (Some(by), Some(at), Some(chosen)) => {
            format!("{} chose “{chosen}”, {}.", by.name, here.moment(at))
        }
        _ if decision.overdue => {
            format!("{} was to decide by {}.", decision.decider.name, words::day(decision.due, here.today))
        }
        _ => format!(
            "{} decides by {}, between {}.",
            if decision.mine { "You".to_owned() } else { first(&decision.decider).to_owned() },
            words::day(decision.due, here.today),
            words::counted(decision.options.len() as u64, "option", "options")
        )
        .replace("You decides", "You decide"),
    }
}

fn choose(visit: &InBusiness, decision: &DecisionRow) -> Markup {
    let form = visit.form("decide");
    let chosen = form.value("option", "").to_owned();
    html! {
        (form.before(visit))
        section.panel.panel-p {
            (section_head("Choose", None, &html! {}))
            form.stack.mt2 method="post" action=(visit.form_action("decide")) {
                (form.hidden(visit, &["option", "why"]))
                (hidden("decision", &decision.key))
                fieldset.field {
                    legend.vh { "Options" }
                    div.stack-2 { @for option in &decision.options { (radio("option", option, option, *option == chosen)) } }
                    @if let Some(fault) = form.fault("option") { p.err role="alert" { (fault) } }
                }
                (Field::new("text", "why", "Why").optional().value(form.value("why", "")).fault(form.fault("why")).max_length(300)
                    .hint("Stays on record, for whoever asks later"))
                (check("keep", "true", "Keep as knowledge", false))
                div { (button("Decide").primary().icon(Icon::Decision)) }
            }
        }
    }
}

fn options(decision: &DecisionRow) -> Markup {
    html! {
        section.panel.panel-p {
            (section_head("Options", None, &html! {}))
            ul.stack-2.mt2 {
                @for option in &decision.options {
                    li.row {
                        @if decision.chosen.as_ref() == Some(option) { (State::Done.shape()) b { (option) } span.vh { ", chosen" } }
                        @else { (Icon::Ring.with_class("i mut")) span { (option) } }
                    }
                }
            }
            @if let Some(why) = &decision.why { p.mt2 { "Because: " (why) } }
        }
    }
}

fn withdraw(visit: &InBusiness, decision: &DecisionRow) -> Markup {
    let form = visit.form("withdraw_decision");
    html! {
        (form.before(visit))
        form method="post" action=(visit.form_action("withdraw_decision")) {
            (form.hidden(visit, &[]))
            (hidden("decision", &decision.key))
            (hidden("_next", &visit.at("/questions")))
            (button("It needs no decision any more").small().quiet())
        }
    }
}
