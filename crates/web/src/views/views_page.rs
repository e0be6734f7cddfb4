//! Saved views as markup.

use maud::{Markup, html};
use righthand_desk::views::ViewRow;

use crate::parts::{Field, Icon, button, check, empty, hidden, sentence_head, tag};
use crate::site::InBusiness;

/// Above a list: its views as links, and a form that saves what is shown now under a name.
pub(super) fn bar(visit: &InBusiness, page: &str, saved: &[ViewRow]) -> Markup {
    let query = visit.visitor.query.as_str();
    let is_saved = saved.iter().any(|view| view.query == query);
    let form = visit.form("save_view");
    let can_save = !query.is_empty() && !is_saved;
    html! {
        @if !saved.is_empty() || can_save {
            nav.bar aria-label="Saved views" {
                @for view in saved {
                    a.filter.filter-on[view.query == query] href=(visit.at(&address(view))) aria-current=[(view.query == query).then_some("true")] {
                        (view.name) @if view.shared { span.vh { ", shared" } }
                    }
                }
                @if can_save {
                    details.menu id="save-view" open[form.troubled()] {
                        summary.filter { (Icon::Plus.small()) " Save this view" }
                        div.menu-l.save-view {
                            (form.before(visit))
                            form.stack-2 method="post" action=(visit.form_action("save_view")) {
                                (form.hidden(visit, &["name"]))
                                (hidden("page", page))
                                (hidden("query", query))
                                (Field::new("text", "name", "Name").value(form.value("name", "")).fault(form.fault("name")).max_length(80).id("save-view-name"))
                                (check("shared", "true", "For everybody", form.chosen("shared", "true", false)))
                                (button("Save").small().primary())
                            }
                        }
                    }
                }
                @if !saved.is_empty() { a.link.small href=(visit.at("/views")) { "All saved views" } }
            }
        }
    }
}

fn address(view: &ViewRow) -> String {
    if view.query.is_empty() { view.page.clone() } else { format!("{}?{}", view.page, view.query) }
}

/// `/b/{business}/views`.
pub(super) fn page(visit: &InBusiness, all: &[ViewRow]) -> Markup {
    html! {
        (sentence_head("Saved views", "Lists as somebody wanted them, under a name. Your own first.", &html! {}))
        @if all.is_empty() {
            section.panel { (empty("No saved view yet", "Filter or search a list; “Save this view” stands above it then.", &html! {
                a.btn href=(visit.at("/projects")) { "To the projects" }
            })) }
        } @else {
            ul.tasks { @for view in all { (row(visit, view)) } }
        }
    }
}

fn row(visit: &InBusiness, view: &ViewRow) -> Markup {
    let (change, remove) = (format!("change_view:{}", view.key), format!("remove_view:{}", view.key));
    let (form, removal) = (visit.form(&change), visit.form(&remove));
    html! {
        @if form.troubled() || removal.troubled() { li { (form.before(visit)) (removal.before(visit)) } }
        li.task.task-w data-row="" {
            div.grow {
                a.task-t href=(visit.at(&address(view))) { (view.name) }
                div.task-m { span { (view.page) @if !view.query.is_empty() { "?" (view.query) } } @if !view.mine { span { "kept by " (view.keeper) } } }
                @if view.may_change {
                    details.mt1 id={ "rename-" (view.key) } open[form.troubled()] {
                        summary.link.small { "Rename or share" span.vh { " " (view.name) } }
                        form.stack-2.mt2 method="post" action=(visit.form_action("change_view")) {
                            (form.hidden(visit, &["name"]))
                            (hidden("view", &view.key))
                            (hidden("version", &view.version.to_string()))
                            (Field::new("text", "name", "Name").value(form.value("name", &view.name)).fault(form.fault("name")).max_length(80).id(&format!("name-{}", view.key)))
                            label.field { span { "Who has it" }
                                select.inp name="shared" id={ "shared-" (view.key) } {
                                    option value="false" selected[!form.chosen("shared", "true", view.shared)] { "Only " @if view.mine { "you" } @else { (view.keeper) } }
                                    option value="true" selected[form.chosen("shared", "true", view.shared)] { "Everybody" }
                                }
                            }
                            (button("Keep").small().primary())
                        }
                    }
                }
            }
            div.task-e {
                @if view.shared { (tag("shared", false)) }
                @if view.may_change {
                    form method="post" action=(visit.form_action("remove_view")) {
                        (removal.hidden(visit, &[]))
                        (hidden("view", &view.key))
                        (button("Remove").small().removes())
                        span.vh { (view.name) }
                    }
                }
            }
        }
    }
}
