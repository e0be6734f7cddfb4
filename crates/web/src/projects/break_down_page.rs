//! The outline as lines to type in: every row its own line, one more for what comes next, and what can be done to many.
//!
//! Without script the lines are read, chosen with their boxes and changed by the buttons; what `outline.js` adds sends the
//! same forms from the keyboard.

use maud::{Markup, html};
use righthand_desk::projects::outline::{Outline, Row};

use super::break_down::Asked;
use super::head;
use super::here::Here;
use crate::parts::{
    Choice, Field, Icon, button, hidden, labelled_select, link_button, section_head, select_field_as, words,
};
use crate::site::InBusiness;

/// The form to which the boxes of the rows belong.
const MANY: &str = "many";
/// Levels that are indented; deeper ones stand where the last one stands.
const DEPTH_MAX: usize = 8;

pub(super) fn page(visit: &InBusiness, outline: &Outline, asked: &Asked, here: &Here) -> Markup {
    let may = outline.may;
    html! {
        (head::head(visit, &outline.glance, here, may.change_project || may.close, head::Page::BreakDown))
        @for form in ["change_task:line", "link_tasks:line"] { (visit.form(form).before(visit)) }
        (faults(visit, "change_task:line"))
        (faults(visit, "link_tasks:line"))
        @if !asked.row.is_empty() { @if let Some(row) = outline.rows.iter().find(|row| row.key == asked.row) { (line(visit, outline, row)) } }
        section.panel aria-labelledby="lines" {
            (section_head("Lines", Some(outline.rows.len() as u64), &html! {
                @if may.break_down { (link_button("Take a template", visit.at(&format!("/projects/templates?into={}", outline.glance.key))).small().quiet()) }
            }))
            @if may.break_down && !outline.rows.is_empty() { (many(visit, outline)) }
            (lines(visit, outline, asked, here))
        }
        @if may.break_down { (how()) }
    }
}

/// Faults of what was typed into a row, which has no form of its own to stand in.
fn faults(visit: &InBusiness, form: &str) -> Markup {
    let form = visit.form(form);
    html! { @for field in ["name", "after", "task", "version"] { @if let Some(fault) = form.fault(field) { p.err role="alert" { (Icon::Late.with_class("i fillst latec")) (fault) } } } }
}

fn lines(visit: &InBusiness, outline: &Outline, asked: &Asked, here: &Here) -> Markup {
    let place = place(outline, asked);
    let key = &outline.glance.key;
    html! {
        ol.ol data-outline=[outline.may.break_down.then_some(key)] data-do=(visit.form_action("")) data-at=(visit.at(&format!("/projects/{key}/outline"))) {
            @for (n, row) in outline.rows.iter().enumerate() {
                @if outline.may.break_down && n == place.before { (next(visit, outline, &place)) }
                (row_line(visit, outline, row, here))
            }
            @if outline.may.break_down && place.before >= outline.rows.len() { (next(visit, outline, &place)) }
        }
    }
}

/// Where the next line stands: before the row of that place, at that depth.
struct Place<'a> {
    before: usize,
    depth: usize,
    behind: &'a str,
    parent: &'a str,
}

fn place<'a>(outline: &Outline, asked: &'a Asked) -> Place<'a> {
    let below = |key: &str| {
        let at = outline.rows.iter().position(|row| row.key == key)?;
        let depth = outline.rows.get(at)?.depth;
        let many = outline.rows.iter().skip(at + 1).take_while(|row| row.depth > depth).count();
        Some((at + 1 + many, depth))
    };
    if let Some((before, depth)) = below(&asked.behind) {
        return Place { before, depth, behind: &asked.behind, parent: "" };
    }
    if let Some((before, depth)) = below(&asked.parent) {
        return Place { before, depth: depth + 1, behind: "", parent: &asked.parent };
    }
    Place { before: outline.rows.len(), depth: 0, behind: "", parent: "" }
}

fn row_line(visit: &InBusiness, outline: &Outline, row: &Row, here: &Here) -> Markup {
    let who = row.assignees.first().map(|person| words::first_name(&person.name));
    let at = visit.at(&format!("/projects/{}/outline?row={}", outline.glance.key, row.key));
    html! {
        li.ol-l.ol-s[row.summary].ol-d[row.done_at.is_some()] id={ "line-" (row.key) } data-line=(row.key) data-depth=(row.depth) data-version=(row.version) {
            @if outline.may.break_down { input type="checkbox" form=(MANY) name="tasks" value=(row.key) aria-label={ "Choose " (row.wbs) } tabindex="-1"; }
            a.wbs href=(at) title="Open this line" draggable="false" { (row.wbs) }
            span class={ "ol-in ol-in-" (row.depth.min(DEPTH_MAX)) } {
                @if outline.may.break_down {
                    // In no form: what is typed is sent as a change of this task.
                    input.ol-n value=(row.name) maxlength="300" aria-label={ "Line " (row.wbs) } autocomplete="off" spellcheck="true";
                } @else { span.ol-n { (row.name) } }
            }
            span.ol-w.small.sec { @if let Some(who) = who { (who) } @else if let Some(skill) = &row.skill { span.mut { (skill) } } }
            span.ol-e.small.num { @if row.effort.is_some() || row.summary { (words::hours((row.effort_hours * 60.0).round() as i64)) } @else if row.milestone { "◆" } }
            span.ol-t.small.num { @if let Some(due) = row.due { (here.when(due)) } }
        }
    }
}

/// The line that comes next.
fn next(visit: &InBusiness, outline: &Outline, place: &Place<'_>) -> Markup {
    let form = visit.form("enter_tasks:next");
    let key = &outline.glance.key;
    html! {
        li.ol-l.ol-next id="line-next" data-depth=(place.depth) {
            form class={ "ol-in ol-in-" (place.depth.min(DEPTH_MAX)) } method="post" action=(visit.form_action("enter_tasks")) {
                (form.before(visit))
                (form.hidden(visit, &["text", "project", "parent", "behind"]))
                (hidden("project", key))
                (hidden("parent", place.parent))
                (hidden("behind", place.behind))
                (hidden("_next", &visit.at(&format!("/projects/{key}/outline?behind={{key}}"))))
                label.vh for="ol-text" { "Next line, or a list" }
                textarea.ol-n id="ol-text" name="text" rows="1" placeholder="edit episode 3 @lena fri 2h after record" aria-describedby="ol-how" aria-invalid=[form.fault("text").map(|_| "true")] { (form.value("text", "")) }
                (button("Add").small().icon(Icon::Plus))
                @for field in ["text", "parent", "behind"] { @if let Some(fault) = form.fault(field) { p.err role="alert" { (fault) } } }
            }
        }
    }
}

/// What is done to all rows whose boxes are ticked.
fn many(visit: &InBusiness, outline: &Outline) -> Markup {
    let form = visit.form("change_tasks:many");
    let people: Vec<Choice<'_>> = std::iter::once(Choice { value: "", label: "Person stays" })
        .chain(outline.people.iter().map(|person| Choice { value: &person.key, label: &person.name }))
        .collect();
    let way = |label: &str, way: &str| button(label).small().value("way", way);
    html! {
        div.panel-p.ol-many {
            (form.before(visit))
            form id=(MANY) method="post" action=(visit.form_action("change_tasks")) {
                (form.hidden(visit, &["assignees", "due", "effort", "label"]))
                (hidden("project", &outline.glance.key))
                (hidden("_empty", "keep"))
                div.row.row-w role="group" aria-label="Of the chosen lines" {
                    (way("In", "in")) (way("Out", "out")) (way("Up", "up")) (way("Down", "down"))
                    (way("Done", "done")) (way("Remove", "removed").removes())
                    details.ol-bulk open[form.troubled()] {
                        summary.btn.btn-s { "Change" }
                        div.row.row-w.mt2 {
                            (labelled_select("assignees", "Person", &people, form.value("assignees", "")))
                            (Field::new("date", "due", "Due").value(form.value("due", "")).fault(form.fault("due")).optional())
                            (Field::new("text", "effort", "Effort, hours").value(form.value("effort", "")).fault(form.fault("effort")).optional().narrow())
                            (Field::new("text", "label", "Label").value(form.value("label", "")).fault(form.fault("label")).optional())
                            (button("Change the chosen").small().primary())
                        }
                    }
                }
            }
        }
    }
}

/// One line, with forms that need no script: its words, and what it waits for.
fn line(visit: &InBusiness, outline: &Outline, row: &Row) -> Markup {
    let change = visit.form("change_task:row");
    let link = visit.form("link_tasks:row");
    let waits: Vec<&str> =
        outline.links.iter().filter(|link| link.to == row.key).map(|link| link.from.as_str()).collect();
    let labels: Vec<(&str, String)> = outline
        .rows
        .iter()
        .filter(|other| other.key != row.key)
        .map(|other| (other.key.as_str(), format!("{} {}", other.wbs, other.name)))
        .collect();
    let options: Vec<Choice<'_>> = labels.iter().map(|(value, label)| Choice { value, label }).collect();
    html! {
        section.panel.panel-p.mb4 id="line" {
            (section_head(&format!("Line {}", row.wbs), None, &html! { a.link href=(visit.at(&format!("/tasks/{}", row.key))) { "Open the task" } }))
            (change.before(visit))
            form.row.row-w.end method="post" action=(visit.form_action("change_task")) {
                (change.hidden(visit, &["name"]))
                (hidden("task", &row.key)) (hidden("version", &row.version.to_string()))
                (Field::new("text", "name", "Name").id("f-line-name").value(change.value("name", &row.name)).fault(change.fault("name")).max_length(300))
                (button("Save"))
            }
            @if !options.is_empty() {
                (link.before(visit))
                form.row.row-w.end.mt2 method="post" action=(visit.form_action("link_tasks")) {
                    (link.hidden(visit, &["after"]))
                    (hidden("task", &row.key))
                    (select_field_as("f-line-after", "after", "Waits for", &options, link.value("after", ""), None, link.fault("after")))
                    (button("Let it wait"))
                }
            }
            @if !waits.is_empty() {
                ul.stack-2.mt2 aria-label="Waits for" {
                    @for key in &waits { @if let Some(other) = outline.rows.iter().find(|other| other.key == *key) {
                        li.row {
                            span { "Waits for " (other.wbs) " " (other.name) }
                            form method="post" action=(visit.form_action("unlink_tasks")) {
                                (visit.form("unlink_tasks:row").hidden(visit, &[]))
                                (hidden("task", &row.key)) (hidden("after", key))
                                (button("No longer").small().quiet())
                            }
                        }
                    } }
                }
            }
        }
    }
}

fn how() -> Markup {
    html! {
        p.small.sec.mt2 id="ol-how" {
            kbd { "Enter" } " adds a line below, " kbd { "Tab" } " and " kbd { "Shift Tab" } " move it in and out, " kbd { "Alt ↑ ↓" } " up and down, "
            kbd { "Shift ↑ ↓" } " choose several, " kbd { "Ctrl Z" } " takes back, " kbd { "Esc" } " then " kbd { "Tab" } " leaves. Paste a list and it becomes a tree. "
            "In a line, " b { "@name" } " says who, " b { "2h" } " or " b { "2/4/10h" } " how much, " b { "fri" } " or " b { "15 dec" } " when, " b { "after record" } " what comes first, " b { "#label" } " a label. "
            "Drag the number of a line onto another one, and that one waits for it."
        }
    }
}
