//! One candidate as markup: who they are, the trial task, the notes of the talk against the brief, and hiring them.

use maud::{Markup, html};
use righthand_desk::hire::Stage;
use righthand_desk::hire::board::{Board, CandidateRow, OpeningRow};
use righthand_domain::words::decimal;

use super::candidates_page::{rate, score};
use super::{Page, pages};
use crate::parts::{Choice, Field, button, check, head, hidden, select_field};
use crate::site::InBusiness;

pub(super) fn page(visit: &InBusiness, board: &Board, opening: &OpeningRow, candidate: &CandidateRow) -> Markup {
    let hired = candidate.stage_is == Stage::Hired;
    html! {
        (head(&candidate.name, &html! {
            (opening.name) ": " (candidate.stage_is.title().to_lowercase()) ", " (score(opening, candidate))
            @if let Some(hourly) = candidate.hourly { ", " (rate(board, hourly)) }
        }, &html! {}))
        (pages(visit, Page::Candidates))
        div.cols {
            div.stack { (notes(visit, opening, candidate)) (known(visit, candidate)) }
            aside.stack aria-label="What comes next" {
                @if !hired { (stage(visit, candidate)) (hire(visit, candidate)) }
                (remove(visit, candidate))
            }
        }
    }
}

fn stage(visit: &InBusiness, candidate: &CandidateRow) -> Markup {
    let stages: Vec<Choice<'_>> = Stage::ALL
        .iter()
        .filter(|stage| **stage != Stage::Hired)
        .map(|stage| Choice { value: stage.as_str(), label: stage.title() })
        .collect();
    let form = visit.form("move_candidate:candidate");
    html! {
        section.panel.panel-p {
            h2 { "Stage" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("move_candidate")) {
                (form.hidden(visit, &["candidate", "stage"])) (hidden("candidate", &candidate.key))
                (select_field("stage", "Has come to", &stages, candidate.stage_is.as_str(), None, form.fault("stage")))
                div { (button("Move").small()) }
            }
        }
    }
}

fn notes(visit: &InBusiness, opening: &OpeningRow, candidate: &CandidateRow) -> Markup {
    let form = visit.form("score_candidate:candidate");
    let names: Vec<String> = (0..opening.needs.len())
        .flat_map(|at| ["need", "met", "note"].map(|field| format!("notes.{at}.{field}")))
        .collect();
    let mut known: Vec<&str> = names.iter().map(String::as_str).collect();
    known.extend(["candidate", "version"]);
    html! {
        section.panel.panel-p {
            h2 { "The talk, against the brief" }
            p.small.sec.mt1 { "The same questions to everybody. A need that is met counts one, one that is met in part a half." }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("score_candidate")) novalidate {
                (form.hidden(visit, &known)) (hidden("candidate", &candidate.key)) (hidden("version", &candidate.version.to_string()))
                @for (at, need) in opening.needs.iter().enumerate() {
                    @let kept = candidate.notes.iter().find(|note| note.need == *need);
                    @let (met, note) = (format!("notes.{at}.met"), format!("notes.{at}.note"));
                    @let now = match kept.and_then(|note| note.met) { Some(2) => "yes", Some(1) => "partly", Some(_) => "not", None => "" };
                    fieldset.need-f {
                        legend { (need) }
                        (hidden(&format!("notes.{at}.need"), need))
                        div.row.row-w role="group" aria-label={ "Met: " (need) } {
                            @for (value, label) in [("yes", "Yes"), ("partly", "Partly"), ("not", "No"), ("", "Not asked")] {
                                label.row { input.radio type="radio" name=(met) value=(value) checked[form.chosen(&met, value, now == value)]; (label) }
                            }
                        }
                        input.inp name=(note) value=(form.value(&note, kept.and_then(|note| note.note.as_deref()).unwrap_or(""))) aria-label={ "What was said: " (need) } placeholder="What was said, or shown" autocomplete="off";
                        @if let Some(fault) = form.fault(&note) { p.err { (fault) } }
                    }
                }
                div { (button("Keep the notes").small()) }
            }
        }
    }
}

fn known(visit: &InBusiness, candidate: &CandidateRow) -> Markup {
    let form = visit.form("change_candidate:candidate");
    let number = |value: Option<f64>| value.map(decimal).unwrap_or_default();
    let certificates: Vec<String> = candidate
        .certified
        .iter()
        .map(|of| if of.seen { format!("seen: {}", of.name) } else { of.name.clone() })
        .collect();
    let (certificates, hourly, pay) = (certificates.join("\n"), number(candidate.hourly), number(candidate.trial_pay));
    let due = candidate.trial_due.map(|day| day.to_string()).unwrap_or_default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let (email, background, vouched) = (text(&candidate.email), text(&candidate.background), text(&candidate.vouched));
    let (available, result) = (text(&candidate.available), text(&candidate.trial_result));
    let fields = [
        "candidate",
        "version",
        "name",
        "email",
        "background",
        "certifications",
        "vouched",
        "hourly",
        "available",
        "trial_pay",
        "trial_due",
        "trial_result",
    ];
    html! {
        section.panel.panel-p {
            h2 { "What is known" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("change_candidate")) novalidate {
                (form.hidden(visit, &fields)) (hidden("candidate", &candidate.key)) (hidden("version", &candidate.version.to_string()))
                div.form-2 {
                    (Field::new("text", "name", "Name").value(form.value("name", &candidate.name)).fault(form.fault("name")))
                    (Field::new("email", "email", "E-mail").value(form.value("email", &email)).fault(form.fault("email")).unasked())
                    (Field::new("text", "hourly", "An hour costs").value(form.value("hourly", &hourly)).fault(form.fault("hourly")).inputmode("decimal").narrow().unasked())
                    (Field::new("text", "available", "From when, for how many hours").value(form.value("available", &available)).fault(form.fault("available")).unasked())
                }
                (Field::new("area", "background", "What they have done so far").value(form.value("background", &background)).fault(form.fault("background"))
                    .hint("Read what they did, not what they were called.").unasked())
                (Field::new("area", "certifications", "Certificates, a line each").value(form.value("certifications", &certificates)).fault(form.fault("certifications"))
                    .hint("“seen: PMP” where somebody here has seen it; else it is their word.").unasked())
                (Field::new("area", "vouched", "What references have said").value(form.value("vouched", &vouched)).fault(form.fault("vouched")).unasked())
                div.form-2 {
                    (Field::new("text", "trial_pay", "The trial task is paid").value(form.value("trial_pay", &pay)).fault(form.fault("trial_pay")).inputmode("decimal").narrow().unasked())
                    (Field::new("date", "trial_due", "And is due on").value(form.value("trial_due", &due)).fault(form.fault("trial_due")).unasked())
                }
                (Field::new("area", "trial_result", "What came of it").value(form.value("trial_result", &result)).fault(form.fault("trial_result")).unasked())
                div { (button("Keep").small()) }
            }
        }
    }
}

fn hire(visit: &InBusiness, candidate: &CandidateRow) -> Markup {
    let form = visit.form("hire_candidate:candidate");
    html! {
        section.panel.panel-p {
            h2 { "Hire" }
            p.small.sec.mt1 { "Makes their place in the team, the engagement with this rate, and an onboarding that gives accesses and hands over what the brief names. One undo takes all of it back." }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("hire_candidate")) novalidate {
                (form.hidden(visit, &["candidate", "start", "accesses", "invite"])) (hidden("candidate", &candidate.key))
                (Field::new("date", "start", "First day").value(form.value("start", "")).fault(form.fault("start")).hint("Today if you say nothing").unasked())
                (Field::new("area", "accesses", "Accesses, a line each").value(form.value("accesses", "Righthand\nMail and calendar\nShared folder\nPassword manager")).fault(form.fault("accesses"))
                    .hint("Tools, never a secret").unasked())
                @if candidate.email.is_some() { (check("invite", "true", "Mail them a link to their place", form.chosen("invite", "true", false))) }
                div { (button(format!("Hire {}", candidate.name)).primary()) }
            }
        }
    }
}

fn remove(visit: &InBusiness, candidate: &CandidateRow) -> Markup {
    html! {
        form method="post" action=(visit.form_action("remove_candidate")) {
            (hidden("candidate", &candidate.key)) (hidden("_back", &visit.at("/hire/candidates"))) (hidden("_next", &visit.at("/hire/candidates")))
            (button("Take out, with all that is known").small().removes())
        }
    }
}
