//! The content calendar as markup: weeks beside each other, a row for each operation with a queue, and the queues below.

use maud::{Markup, html};
use righthand_desk::operations::content::ready::{Content, Queue, Slot, WEEKS_READY_MAX, Waiting};

use crate::parts::{
    Choice, Field, Icon, button, empty, hidden, link_button, section_head, select_field_as, sentence_head, words,
};
use crate::projects::here::Here;
use crate::site::InBusiness;

pub(super) fn content(visit: &InBusiness, content: &Content, here: &Here) -> Markup {
    let actions = html! { (link_button("Calendar of runs", visit.at("/operations")).icon(Icon::Operations)) };
    html! {
        (sentence_head("Content", &sentence(content, here), &actions))
        @if content.queues.is_empty() {
            section.panel { (empty("No queue yet", "Give an operation titles, and each of its runs is about the next of them: the articles that wait, the episodes to come.", &html! {})) }
        } @else {
            (weeks(visit, content, here))
        }
        div.cols-2.mt4 {
            @for queue in &content.queues { (queue_panel(visit, content, queue, here)) }
            @if content.can_change && !content.others.is_empty() { (another(visit, content)) }
        }
    }
}

fn sentence(content: &Content, here: &Here) -> String {
    let Some(first) = content.queues.first() else { return "What the coming runs are about.".to_owned() };
    let ready = |queue: &Queue| match queue.weeks_ready {
        Some(weeks) => format!("for {}", words::counted(weeks.unsigned_abs(), "week", "weeks")),
        None => format!("for {WEEKS_READY_MAX} weeks and more"),
    };
    let dry = first.dry_on.map(|day| format!(": the first run about nothing is due {}", words::day(day, here.today)));
    format!("{} has material {}{}.", first.name, ready(first), dry.unwrap_or_default())
}

fn weeks(visit: &InBusiness, content: &Content, here: &Here) -> Markup {
    html! {
        div.panel.tbl-wrap tabindex="0" role="region" aria-label="What is due in the coming weeks, scrolls sideways where it is narrow" {
            table.tbl.cont {
                caption.vh { "What the runs of the coming weeks are about" }
                thead { tr {
                    th scope="col" { "Operation" }
                    th.r scope="col" { "Ready" }
                    @for monday in &content.weeks { th scope="col" { (monday.day()) " " (&words::month(*monday)[..3]) } }
                } }
                tbody { @for queue in &content.queues {
                    tr {
                        th scope="row" { a href=(visit.at(&format!("/operations/{}", queue.operation))) { (queue.name) } br; span.small.mut { (queue.how_often) } }
                        td.r.num { (ready(queue)) }
                        @for monday in &content.weeks {
                            td { @for slot in queue.slots.iter().filter(|slot| slot.week == *monday) { (slot_cell(visit, queue, slot, here)) } }
                        }
                    }
                } }
            }
        }
        p.key.mt {
            span { span.st.ok { (Icon::Ok) " done" } }
            span { span.st.mut { (Icon::Ring) " has a title" } }
            span { span.st.late { (Icon::Late) " about nothing yet" } }
        }
    }
}

fn ready(queue: &Queue) -> Markup {
    html! {
        @match queue.weeks_ready {
            Some(weeks) => { b.late[weeks < 2] { (weeks) } " " (if weeks == 1 { "week" } else { "weeks" }) },
            None => { (WEEKS_READY_MAX) "+ weeks" },
        }
    }
}

fn slot_cell(visit: &InBusiness, queue: &Queue, slot: &Slot, here: &Here) -> Markup {
    let (class, hue, icon, word) = match (slot.done, &slot.title) {
        (true, _) => ("runc-done", "ok", Icon::Ok, "done"),
        (false, Some(_)) => ("runc-plan", "mut", Icon::Ring, "has a title"),
        (false, None) => ("runc-late", "late", Icon::Late, "about nothing yet"),
    };
    let day = words::day(slot.day, here.today);
    let title = slot.title.as_deref().unwrap_or("nothing yet");
    let inside = html! { span class=(hue) { (icon) } b { (title) } span.vh { ", " (word) ", " (day) } };
    html! {
        @if slot.made {
            a class={ "runc runc-w " (class) } href=(visit.at(&format!("/operations/{}/runs/{}", queue.operation, slot.day))) title=(day) { (inside) }
        } @else {
            span class={ "runc runc-w " (class) } title=(day) { (inside) }
        }
    }
}

fn queue_panel(visit: &InBusiness, content: &Content, queue: &Queue, here: &Here) -> Markup {
    let form = visit.form(&format!("add_material:{}", queue.operation));
    let id = format!("text-{}", queue.operation);
    let next: Vec<(&Slot, &Waiting)> = queue
        .slots
        .iter()
        .filter(|slot| slot.made && !slot.done)
        .filter_map(|slot| Some((slot, slot.material.as_ref()?)))
        .collect();
    let all = next.len() + queue.waiting.len();
    html! {
        section.panel id={ "queue-" (queue.operation) } {
            (section_head(&queue.name, Some(all as u64), &html! { (ready(queue)) " ready" }))
            @if all == 0 { p.panel-p.small.sec { "Nothing waits. The next runs are about nothing until a title is here." } }
            ol.lst {
                @for (slot, material) in &next { (material_row(visit, content, material, &words::day(slot.day, here.today))) }
                @for material in &queue.waiting { (material_row(visit, content, material, "waits")) }
            }
            @if content.can_change {
                div.panel-p {
                    (form.before(visit))
                    form.stack-2 method="post" action=(visit.form_action("add_material")) {
                        (form.hidden(visit, &["text"])) (hidden("operation", &queue.operation))
                        (Field::new("area", "text", "Titles, a line each").id(&id).value(form.value("text", "")).fault(form.fault("text")).max_length(20_000)
                            .hint("An address at the end of a line is where it lies"))
                        p { (button("Put into the queue").icon(Icon::Plus)) }
                    }
                }
            }
        }
    }
}

fn material_row(visit: &InBusiness, content: &Content, material: &Waiting, when: &str) -> Markup {
    let change = visit.form(&format!("change_material:{}", material.id));
    let remove = visit.form(&format!("remove_material:{}", material.id));
    let fields = ["title", "note", "url", "position"];
    let id = |name: &str| format!("{name}-{}", material.id);
    let (title, note, url, position) = (id("title"), id("note"), id("url"), id("position"));
    let place = material.position.to_string();
    html! {
        li.who {
            span.who-t {
                @match &material.url { Some(url) => a href=(url) rel="noreferrer" { (material.title) }, None => (material.title) }
                small { (when) @if let Some(note) = &material.note { " · " (words::shortened(note)) } }
            }
            @if content.can_change {
                details.menu open[change.troubled() || remove.troubled()] {
                    summary.btn.btn-q.btn-s { "Change" span.vh { " " (material.title) } }
                    div.menu-l.menu-form {
                        (change.before(visit)) (remove.before(visit))
                        form.stack method="post" action=(visit.form_action("change_material")) {
                            (change.hidden(visit, &fields)) (hidden("material", &material.id)) (hidden("version", &material.version.to_string())) (hidden("_keep", "position"))
                            (Field::new("text", "title", "Title").id(&title).value(change.value("title", &material.title)).fault(change.fault("title")).max_length(300))
                            (Field::new("text", "note", "Note").id(&note).value(change.value("note", material.note.as_deref().unwrap_or(""))).fault(change.fault("note")).optional().max_length(2000))
                            (Field::new("url", "url", "Where it lies").id(&url).value(change.value("url", material.url.as_deref().unwrap_or(""))).fault(change.fault("url")).optional())
                            (Field::new("number", "position", "Place in the queue").id(&position).value(change.value("position", &place)).fault(change.fault("position")))
                            (button("Keep it").small().primary())
                        }
                        form.mt1 method="post" action=(visit.form_action("remove_material")) {
                            (remove.hidden(visit, &[])) (hidden("material", &material.id))
                            (button("Take it out").small().removes())
                        }
                    }
                }
            }
        }
    }
}

/// A queue for an operation that has none.
fn another(visit: &InBusiness, content: &Content) -> Markup {
    let form = visit.form("add_material:new");
    let options: Vec<Choice<'_>> = content.others.iter().map(|(value, label)| Choice { value, label }).collect();
    let first = content.others.first().map_or("", |(key, _)| key.as_str());
    html! {
        section.panel.panel-p {
            (section_head("A queue for another operation", None, &html! {}))
            (form.before(visit))
            form.stack-2.mt2 method="post" action=(visit.form_action("add_material")) {
                (form.hidden(visit, &["operation", "text"]))
                (select_field_as("queue-operation", "operation", "Operation", &options, form.value("operation", first), None, form.fault("operation")))
                (Field::new("area", "text", "Titles, a line each").id("text-new").value(form.value("text", "")).fault(form.fault("text")).max_length(20_000))
                p { (button("Begin its queue")) }
            }
        }
    }
}
