//! A draft as markup: what is on its board, and the form that makes it a project.

use maud::{Markup, html};
use righthand_desk::projects::outline::Row;
use righthand_desk::projects::terms::Choices;
use righthand_desk::records::Project;

use super::edit_page::{kind_of, text_of};
use super::new::{manager_field, outcome_field};
use super::plan::state;
use crate::parts::{self, Field, Icon, button, empty, link_button, section_head, sentence_head, table, words};
use crate::site::InBusiness;

pub(super) fn draft(visit: &InBusiness, project: &Project, rows: &[Row], choices: &Choices) -> Markup {
    let count = words::capital(&words::counted(rows.len() as u64, "task", "tasks"));
    let sentence = format!("{count} on a board. It is no project until it has an end and an outcome.");
    html! {
        (sentence_head(&project.name, &sentence, &guesses_link(visit, project, rows)))
        div.cols {
            div.stack { (tree(project, rows)) }
            aside.stack aria-label="What is to become of it" { (open(visit, project, choices)) (discard(visit, project)) }
        }
    }
}

/// The way from a board that says nothing to one that can be planned.
fn guesses_link(visit: &InBusiness, project: &Project, rows: &[Row]) -> Markup {
    let guessed = rows.iter().any(|row| row.guessed && row.done_at.is_none());
    html! { @if guessed { (link_button("Say what it takes", crate::guesses::of_project(visit, &project.key)).primary()) } }
}

fn tree(project: &Project, rows: &[Row]) -> Markup {
    if rows.is_empty() {
        return html! { section.panel { (empty("Nothing on this board", "It can still become a project, or be put away.", &html! {})) } };
    }
    let head = html! { tr { th scope="col" { span.vh { "Number" } } th scope="col" { "Task" } th scope="col" { "Person" } th.r scope="col" { "Effort" } th scope="col" { "State" } } };
    let body = html! {
        @for row in rows {
            @let (shape, _) = state(row);
            tr.tr-s[row.summary] {
                td.wbs { (row.wbs) }
                th scope="row" class={ "d" (row.depth.min(5)) } { (row.name) }
                td { @for person in &row.assignees { (parts::person(&person.name, &person.key)) " " } }
                td.r.num { @if row.effort.is_none() && !row.summary && !row.milestone { span.mut { "not said" } } @else if row.guessed { span.guess-mark { (words::hours((row.effort_hours * 60.0).round() as i64)) " (guess)" } } @else if !row.milestone { (words::hours((row.effort_hours * 60.0).round() as i64)) } }
                td { (shape.show()) }
            }
        }
    };
    table(&format!("What is on the board {}", project.name), "outline", &head, &body)
}

fn open(visit: &InBusiness, project: &Project, choices: &Choices) -> Markup {
    let form = visit.form("open_draft:open");
    let (end, start) = (text_of(project.ends), text_of(project.starts));
    let outcome = project.outcome.as_deref().unwrap_or_default();
    html! {
        (form.before(visit))
        section.panel.panel-p {
            (section_head("Make it a project", None, &html! {}))
            form.stack method="post" action=(visit.form_action("open_draft")) novalidate {
                (form.hidden(visit, &["name", "outcome", "end", "start", "manager"]))
                input type="hidden" name="draft" value=(project.key);
                input type="hidden" name="version" value=(project.version);
                input type="hidden" name="_next" value=(visit.at("/projects/{key}"));
                (Field::new("text", "name", "Name").value(form.value("name", &project.name)).fault(form.fault("name")).max_length(300))
                (outcome_field(&form, outcome))
                (Field::new(kind_of(project.ends), "end", "End").value(form.value("end", &end)).hint("The day by which it is done").fault(form.fault("end")))
                (Field::new(kind_of(project.starts), "start", "Start").value(form.value("start", &start)).fault(form.fault("start")).optional())
                (manager_field(&form, choices, ""))
                div { (button("Open the project").primary()) }
            }
        }
    }
}

fn discard(visit: &InBusiness, project: &Project) -> Markup {
    let form = visit.form("discard_draft:discard");
    html! {
        (form.before(visit))
        section.panel.panel-p {
            form.stack-2 method="post" action=(visit.form_action("discard_draft")) {
                (form.hidden(visit, &[]))
                input type="hidden" name="draft" value=(project.key);
                input type="hidden" name="version" value=(project.version);
                input type="hidden" name="_next" value=(visit.at("/projects"));
                p.small.sec { "Put away, it leaves this list with its tasks. Undo brings it back." }
                div { (button("Put it away").small().removes().icon(Icon::Close)) }
            }
        }
    }
}
