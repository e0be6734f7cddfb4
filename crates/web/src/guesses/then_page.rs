//! What comes of it: the draft becomes a project, or the plan says its chance.

use maud::{Markup, html};
use righthand_desk::guesses::page::Here as Project;
use righthand_desk::projects::glance::Glance;
use righthand_desk::projects::terms::Choices;
use righthand_domain::rules::r12_every_date_is_a_probability::Chance;

use super::guesses_page::enough_is_known;
use super::of_project;
use crate::parts::{Field, Icon, button, link_button, section_head, words};
use crate::projects::edit_page::{kind_of, text_of};
use crate::projects::new::{manager_field, outcome_field};
use crate::projects::{chance, sees_forecast};
use crate::site::InBusiness;

pub(super) fn then(visit: &InBusiness, project: &Project) -> Markup {
    html! {
        section.panel.panel-p id="then" tabindex="-1" {
            @match (&project.glance, &project.choices) {
                (Some(glance), _) => (plan(visit, project, glance)),
                (None, Some(choices)) => (open(visit, project, choices)),
                (None, None) => p.sec { "This is a draft: the owner makes it a project." },
            }
            (undo(visit, project))
        }
    }
}

/// Nothing is lost by trying: the import goes with all that was said of it.
fn undo(visit: &InBusiness, project: &Project) -> Markup {
    let form = visit.form("undo:import");
    html! {
        @if let Some(event) = project.import {
            (form.before(visit))
            form.row.row-w.mt4 method="post" action=(visit.form_action("undo")) {
                (form.hidden(visit, &[]))
                input type="hidden" name="event" value=(event);
                input type="hidden" name="with_later" value="true";
                input type="hidden" name="_next" value=(visit.at("/import"));
                (button("Undo the import").small().icon(Icon::Undo))
                span.hint { "Takes the board back with all that you have said of it, in one step." }
            }
        }
    }
}

fn plan(visit: &InBusiness, project: &Project, glance: &Glance) -> Markup {
    let at = |rest: &str| visit.at(&format!("/projects/{}{rest}", project.key));
    let seen = sees_forecast(visit, glance);
    let (title, text) = match glance.chance {
        Chance::OnTime(_) => {
            ("The plan has a chance now", "It is made from what you know, and moves with every change.")
        }
        Chance::NotYet { .. } => (
            "No chance yet",
            "A number made from guesses would claim what nobody knows: the chance comes when three quarters are said.",
        ),
        Chance::Unplaced { .. } => ("Some of the work cannot be placed", "The project says which, and why."),
        Chance::NothingOpen => ("All the work is done", "There is nothing left to plan."),
        Chance::Counting => ("The chance is being counted", "It appears here by itself in a moment."),
    };
    html! {
        (section_head(title, None, &html! {}))
        p.row.row-w.mt2 { (chance::chip(glance, seen.then(|| at("/forecast")))) }
        p.sec.mt2 { (text) }
        div.row.row-w.mt2 {
            (link_button("See the plan", at("")).primary())
            @if seen { (link_button("See the forecast", at("/forecast"))) }
        }
    }
}

fn open(visit: &InBusiness, project: &Project, choices: &Choices) -> Markup {
    let form = visit.form("open_draft:guesses");
    let (end, outcome) = (text_of(project.end), project.outcome.as_deref().unwrap_or_default());
    let first = choices.managers.first().map_or("", |manager| manager.key.as_str());
    let said = if enough_is_known(project) {
        "Enough is known for a chance. With an outcome and an end, this board is a project and has one.".to_owned()
    } else {
        format!(
            "{} still guessed. It can become a project all the same; its chance comes when three quarters are said.",
            words::capital(&words::counted(project.guessed as u64, "card is", "cards are"))
        )
    };
    html! {
        (section_head("Make it a project", None, &html! {}))
        p.sec { (said) }
        (form.before(visit))
        form.form.mt2 method="post" action=(visit.form_action("open_draft")) novalidate {
            (form.hidden(visit, &["outcome", "end", "manager"]))
            input type="hidden" name="draft" value=(project.key);
            input type="hidden" name="version" value=(project.version);
            input type="hidden" name="_next" value={ (of_project(visit, "")) "{key}#then" };
            (outcome_field(&form, outcome))
            div.form-2 {
                (Field::new(kind_of(project.end), "end", "End").value(form.value("end", &end)).hint("The day by which it is done").fault(form.fault("end")))
                (manager_field(&form, choices, first))
            }
            div { (button("Open the project").primary()) }
        }
    }
}
