//! Templates as markup: all of them, and one with its steps and the form that makes a project of it.

use maud::{Markup, html};
use righthand_desk::projects::glance::Glance;
use righthand_desk::projects::template::Shelf;
use righthand_desk::projects::template::library::Template;
use righthand_domain::workflow::Step;

use super::new::{area_field, manager_field, outcome_field};
use crate::parts::{
    Choice, Field, button, check, hidden, link_button, section_head, select_field_as, sentence_head, words,
};
use crate::site::{FormState, InBusiness};

/// What a project is made like.
#[derive(Clone, Copy)]
pub(super) enum From<'a> {
    Template(&'a Template),
    Project(&'a Glance),
}

impl From<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Template(template) => template.name,
            Self::Project(glance) => &glance.name,
        }
    }

    /// The field of the command that says it.
    fn field(&self) -> Markup {
        match self {
            Self::Template(template) => hidden("template", template.key),
            Self::Project(glance) => hidden("like", &glance.key),
        }
    }
}

pub(super) fn all(visit: &InBusiness, all: &[Template], shelf: &Shelf, into: &str) -> Markup {
    let query = if into.is_empty() { String::new() } else { format!("?into={into}") };
    let name = shelf.into.iter().find(|(key, _)| key == into).map(|(_, name)| name.as_str());
    let sentence = match name {
        Some(name) => format!("Its steps are added to {name}, counted back from its end."),
        None => "A project as it is mostly done, counted back from its end. Everything can be changed afterwards."
            .to_owned(),
    };
    html! {
        (sentence_head("Project templates", &sentence, &html! {}))
        div.cards {
            @for one in all {
                section.panel.panel-p {
                    h2 { a href=(visit.at(&format!("/projects/templates/{}{query}", one.key))) { (one.name) } }
                    p.sec.mt1 { (one.says) }
                    p.small.mut.mt1 { (summary(one)) }
                }
            }
        }
        @if !shelf.done_here.is_empty() {
            section.panel.mt4 {
                (section_head("Like a project of yours", Some(shelf.done_here.len() as u64), &html! { "Its work, order and people, with the hours that it took" }))
                ul.stack-2.panel-p {
                    @for (key, name, closed) in &shelf.done_here {
                        li.row.between {
                            a.link href=(visit.at(&format!("/projects/{key}/like{query}"))) { (name) }
                            span.small.mut { @if *closed { "closed" } @else { "open" } }
                        }
                    }
                }
            }
        }
    }
}

/// "22 steps in 4 phases, 96 h of work, over 10 weeks".
fn summary(one: &Template) -> String {
    let steps = one.steps().count() as u64;
    let minutes: i64 = one.steps().map(minutes).sum();
    let weeks = (one.days() / 7.0).ceil() as u64;
    format!(
        "{} in {}, {} of work, over {}",
        words::counted(steps, "step", "steps"),
        words::counted(one.phases.len() as u64, "phase", "phases"),
        words::hours(minutes),
        words::counted(weeks, "week", "weeks"),
    )
}

fn minutes(step: &Step) -> i64 {
    step.effort.map_or(0, |effort| (effort.most_likely() * 60.0).round() as i64)
}

pub(super) fn one(visit: &InBusiness, from: From<'_>, shelf: &Shelf, into: &str) -> Markup {
    let sentence = match from {
        From::Template(template) => format!("{} {}.", template.says, words::capital(&summary(template))),
        From::Project(glance) => {
            format!(
                "{}. Its work, order and people, with the hours that it took.",
                glance.outcome.trim_end_matches('.')
            )
        }
    };
    let filled = shelf.into.iter().find(|(key, _)| key == into);
    html! {
        (sentence_head(&match from { From::Template(template) => template.name.to_owned(), From::Project(glance) => format!("Like {}", glance.name) }, &sentence, &html! {}))
        div.cols {
            @if let From::Template(template) = from { (steps(template)) }
            @else { section.panel.panel-p { p.sec { "The new project begins with every task of this one, none of them done. Days are as far from the new end as they were from this one; those that would have passed are left out." } } }
            aside.stack aria-label="Make it a project" {
                @if let Some((key, name)) = filled { (fill(visit, from, shelf, key, name)) }
                @else if let Some(choices) = &shelf.choices { (open(visit, from, shelf, choices)) }
                @else if shelf.into.is_empty() { section.panel.panel-p { p.sec { "A project is opened by the owner or the online business manager. You can add these steps to one that you manage." } } }
                @else { (choose(visit, from, shelf)) }
            }
        }
    }
}

fn steps(template: &Template) -> Markup {
    let all: Vec<&Step> = template.steps().collect();
    let number = |key: &String| all.iter().position(|other| other.key == *key).map(|at| (at + 1).to_string());
    html! {
        section.panel.tbl-wrap tabindex="0" aria-label="Steps, scrolls sideways where it is narrow" {
            (section_head("Steps", Some(all.len() as u64), &html! {}))
            table.tbl {
                caption.vh { "Steps of " (template.name) }
                thead { tr { th scope="col" { span.vh { "Number" } } th scope="col" { "What" } th scope="col" { "Skill" } th.r scope="col" { "Effort" } th.r scope="col" { "Due" } } }
                @for phase in &template.phases {
                    tbody {
                        tr.tr-s { td.wbs {} th.strong scope="rowgroup" colspan="4" { (phase.name) } }
                        @for step in &phase.steps {
                            @let n = all.iter().position(|other| other.key == step.key).map_or(0, |at| at + 1);
                            @let before: Vec<String> = step.after.iter().filter_map(number).collect();
                            tr {
                                td.wbs { (n) }
                                th scope="row" { (step.name) span.sub { @if before.is_empty() { "first" } @else { "after " (before.join(", ")) } } }
                                td { @match &step.skill { Some(skill) => (words::capital(skill)), None => span.mut { (words::capital(step.kind.as_str())) } } }
                                td.r { @if step.effort.is_some() { (words::duration(minutes(step))) } @else { span.mut { "milestone" } } }
                                td.r { (crate::operations::days_before(step.offset_days.unwrap_or(0.0))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn open(
    visit: &InBusiness,
    from: From<'_>,
    shelf: &Shelf,
    choices: &righthand_desk::projects::terms::Choices,
) -> Markup {
    let form = visit.form("open_from_template:open");
    let (name, outcome) = match from {
        From::Template(template) => (template.name, template.outcome),
        From::Project(glance) => (glance.name.as_str(), glance.outcome.as_str()),
    };
    html! {
        (form.before(visit))
        section.panel.panel-p {
            h2 { "Open a project" }
            form.form.mt2 method="post" action=(visit.form_action("open_from_template")) novalidate {
                (form.hidden(visit, &["name", "outcome", "end", "manager", "area", "tentative"]))
                (from.field())
                (hidden("_next", &visit.at("/projects/{key}")))
                (Field::new("text", "name", "Name").value(form.value("name", name)).fault(form.fault("name")).max_length(300))
                (Field::new("date", "end", "End").value(form.value("end", "")).hint("The day by which it is done: every step is counted back from it").fault(form.fault("end")))
                (outcome_field(&form, outcome))
                (manager_field(&form, choices, ""))
                (area_field(&form, choices, ""))
                (who(&form, from, shelf))
                div {
                    input type="hidden" name="tentative" value="false";
                    (check("tentative", "on", "Tentative: it takes nobody’s hours until it is promised", form.chosen("tentative", "on", false)))
                }
                div.row { (button("Open the project").primary()) (link_button("Back", visit.at("/projects/templates")).quiet()) }
            }
        }
    }
}

fn fill(visit: &InBusiness, from: From<'_>, shelf: &Shelf, key: &str, name: &str) -> Markup {
    let form = visit.form("fill_from_template:fill");
    html! {
        (form.before(visit))
        section.panel.panel-p {
            h2 { "Add it to " (name) }
            form.form.mt2 method="post" action=(visit.form_action("fill_from_template")) {
                (form.hidden(visit, &[]))
                (from.field())
                (hidden("project", key))
                (hidden("_next", &visit.at(&format!("/projects/{key}"))))
                (who(&form, from, shelf))
                div.row { (button("Add the steps").primary()) (link_button("Back", visit.at(&format!("/projects/{key}"))).quiet()) }
            }
        }
    }
}

/// The projects of somebody who opens none.
fn choose(visit: &InBusiness, from: From<'_>, shelf: &Shelf) -> Markup {
    let here = match from {
        From::Template(template) => format!("/projects/templates/{}", template.key),
        From::Project(glance) => format!("/projects/{}/like", glance.key),
    };
    html! {
        section.panel {
            (section_head("Add it to", None, &html! { (from.name()) }))
            ul.stack-2.panel-p { @for (key, name) in &shelf.into { li { a.link href=(visit.at(&format!("{here}?into={key}"))) { (name) } } } }
        }
    }
}

/// Who does what needs a skill: whoever has it, or somebody in particular.
fn who(form: &FormState, from: From<'_>, shelf: &Shelf) -> Markup {
    let From::Template(template) = from else { return html! {} };
    let skills = template.skills();
    html! {
        fieldset.stack-2 {
            legend.strong { "Who does what" }
            @for (n, skill) in skills.iter().enumerate() {
                @let able: Vec<&str> = shelf.people.iter().filter(|(_, skills)| skills.iter().any(|one| one == skill)).map(|(who, _)| who.name.as_str()).collect();
                @let anyone = if able.is_empty() { "Nobody yet: it is shown as not placed".to_owned() } else { format!("Whoever can: {}", words::list(&able)) };
                @let options: Vec<Choice<'_>> = std::iter::once(Choice { value: "", label: &anyone })
                    .chain(shelf.people.iter().map(|(who, _)| Choice { value: &who.key, label: &who.name })).collect();
                @let field = format!("by.{n}.member");
                (hidden(&format!("by.{n}.skill"), skill))
                (select_field_as(&format!("f-by-{n}"), &field, &words::capital(skill), &options, form.value(&field, ""), None, form.fault(&field)))
            }
        }
    }
}
