//! `/b/{business}/projects/new`: an outcome, an end and a manager. What has no end is offered another place (R1).

use axum::response::Response;
use maud::{Markup, html};
use righthand_desk::projects::terms::{self, CanManage, Choices};

use crate::parts::{Choice, Field, button, check, link_button, select_field, sentence_head, words};
use crate::site::{Answer, FormState, InBusiness, Place, crumb, crumb_here};

pub(super) async fn page(visit: InBusiness) -> Result<Response, Answer> {
    let choices = visit.read(terms::choices).await?;
    let crumbs = vec![crumb("Projects", visit.at("/projects")), crumb_here("New project")];
    Ok(visit.page("New project", Place::Projects, crumbs, &new_project(&visit, &choices)))
}

fn new_project(visit: &InBusiness, choices: &Choices) -> Markup {
    let form = visit.form("open_project:new");
    html! {
        (sentence_head("New project", "An outcome that will be so by a day, and somebody who sees to it.", &html! { (link_button("From a template", visit.at("/projects/templates"))) }))
        (form.before(visit))
        section.panel.panel-p {
            // Without an end the server says what else it could be: the browser must let it through.
            form.form method="post" action=(visit.form_action("open_project")) novalidate {
                (form.hidden(visit, &["name", "outcome", "end", "start", "manager", "area", "tentative"]))
                input type="hidden" name="_next" value=(visit.at("/projects/{key}"));
                (Field::new("text", "name", "Name").value(form.value("name", "")).fault(form.fault("name")).max_length(300).autofocus())
                (outcome_field(&form, ""))
                div.form-2 {
                    (Field::new("date", "end", "End").value(form.value("end", "")).hint("The day by which it is done").fault(form.fault("end")))
                    (Field::new("date", "start", "Start").value(form.value("start", "")).hint("No work on it is planned before").fault(form.fault("start")).optional())
                }
                (manager_field(&form, choices, ""))
                (area_field(&form, choices, ""))
                div {
                    input type="hidden" name="tentative" value="false";
                    (check("tentative", "on", "Tentative: it takes nobody’s hours until it is promised", form.chosen("tentative", "on", false)))
                }
                div.row { (button("Open the project").primary()) (link_button("Cancel", visit.at("/projects")).quiet()) }
            }
        }
    }
}

pub(crate) fn outcome_field<'f>(form: &'f FormState, now: &'f str) -> Field<'f> {
    Field::new("area", "outcome", "Outcome")
        .value(form.value("outcome", now))
        .hint("What will be so when it is done: “The podcast is on air with three episodes”")
        .fault(form.fault("outcome"))
        .max_length(20_000)
}

/// Those who may manage a project, with how many they hold (R2).
pub(crate) fn manager_field(form: &FormState, choices: &Choices, now: &str) -> Markup {
    let label = |who: &CanManage| {
        let held = match who.at_most {
            Some(most) => format!("{} of {} projects", words::number(who.holds as u64), words::number(most as u64)),
            None => words::counted(who.holds as u64, "project", "projects"),
        };
        format!("{}, {}, {held}", who.name, who.role.title())
    };
    let labels: Vec<(String, String)> = choices.managers.iter().map(|who| (who.key.clone(), label(who))).collect();
    let options: Vec<Choice<'_>> = labels.iter().map(|(value, label)| Choice { value, label }).collect();
    let hint = "A project manager holds at most three open projects";
    select_field("manager", "Manager", &options, form.value("manager", now), Some(hint), form.fault("manager"))
}

pub(super) fn area_field(form: &FormState, choices: &Choices, now: &str) -> Markup {
    let none = Choice { value: "", label: "No area" };
    let areas = choices.areas.iter().map(|(value, label)| Choice { value, label });
    let options: Vec<Choice<'_>> = std::iter::once(none).chain(areas).collect();
    select_field("area", "Area", &options, form.value("area", now), None, form.fault("area"))
}
