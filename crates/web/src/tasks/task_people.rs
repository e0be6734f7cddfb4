//! Who does a task: of several, any one. What a rule refuses stands here with who could (R3).

use maud::{Markup, html};
use righthand_desk::tasks::detail::Detail;

use crate::parts::{self, button, check};
use crate::site::InBusiness;

pub(super) fn people(visit: &InBusiness, detail: &Detail) -> Markup {
    let row = &detail.row;
    let form = visit.form("assign_task:people");
    let given = |key: &str| row.assignees.iter().any(|person| person.key == key);
    html! {
        @if detail.may.break_down && !row.summary { (form.before(visit)) }
        section.panel.panel-p {
            h2 { "Who does it" }
            @if let Some(person) = &row.person {
                p.small.sec.row.mt1 { "By the plan " (parts::person(&person.name, &person.key)) }
            } @else if row.summary {
                p.small.sec.mt1 { "Those who do the tasks below it." }
            }
            @if row.assignees.is_empty() && !row.summary { p.small.sec.mt1 { "Anyone with the skill." } }
            @if !row.assignees.is_empty() && (!detail.may.break_down || row.summary) {
                ul.stack-2.mt1 { @for person in &row.assignees { li { (parts::person(&person.name, &person.key)) } } }
            }
            @if detail.may.break_down && !row.summary {
                details.mt2 open[form.troubled()] {
                    summary.link.small { "Give it to somebody" }
                    form.stack-2.mt1 method="post" action=(visit.form_action("assign_task")) {
                        (form.hidden(visit, &["assignees"]))
                        input type="hidden" name="task" value=(row.key);
                        // With nobody ticked it is for anyone: the field must be there all the same.
                        input type="hidden" name="assignees" value="";
                        fieldset.field {
                            legend.lab { "Of those who are ticked, any one does the whole of it" }
                            @for person in &detail.people { (check("assignees", &person.key, &person.name, form.chosen("assignees", &person.key, given(&person.key)))) }
                        }
                        @if let Some(fault) = form.fault("assignees") { p.err role="alert" { (fault) } }
                        div { (button("Give it to them").small()) }
                    }
                }
            }
        }
    }
}
