//! One contact: how one reaches them, what waits for them, where one meets them; and the form.

use maud::{Markup, html};
use righthand_desk::contacts::one::{ContactView, WaitOf};

use crate::history::feed;
use crate::parts::{Field, button, hidden, link_button, section_head, sentence_head, words};
use crate::projects::here::Here;
use crate::site::{FormState, InBusiness};

/// What contacts often are; anything else may be typed.
const KINDS: [&str; 6] = ["Podcast guest", "Sponsor", "Client", "Accountant", "Supplier", "Partner"];
const FIELDS: [&str; 6] = ["name", "kind", "company", "email", "phone", "note"];

pub(super) fn new_page(visit: &InBusiness) -> Markup {
    let form = visit.form("add_contact");
    html! {
        (sentence_head("A new contact", "Somebody outside the team. They get no login; a task can wait for them, and they can be at appointments.", &html! {}))
        (form.before(visit))
        section.panel.panel-p.narrow-form.mt {
            form.stack method="post" action=(visit.form_action("add_contact")) {
                (form.hidden(visit, &FIELDS))
                (hidden("_next", &visit.at("/contacts/{key}")))
                (fields(&form, [""; 6]))
                div.row { (button("Add the contact").primary()) (link_button("Cancel", visit.at("/contacts")).quiet()) }
            }
        }
    }
}

pub(super) fn contact_page(visit: &InBusiness, contact: &ContactView, here: &Here) -> Markup {
    html! {
        (sentence_head(&contact.name, &sentence(contact), &html! {}))
        div.cols {
            div.stack {
                (waits(visit, contact, here))
                (meets(visit, contact, here))
                (feed(visit, &contact.history, here))
            }
            aside.stack aria-label="Details" {
                (reached(contact))
                @if contact.can_keep { (change(visit, contact)) (remove(visit, contact)) }
            }
        }
    }
}

fn sentence(contact: &ContactView) -> String {
    let who: Vec<&str> = [contact.kind.as_deref(), contact.company.as_deref()].into_iter().flatten().collect();
    let who = if who.is_empty() { "Outside the team".to_owned() } else { words::capital(&who.join(", ")) };
    let took =
        contact.mean_days.map(|days| format!(" What was asked of them took {} on average.", days_in_words(days)));
    format!("{who}.{}", took.unwrap_or_default())
}

/// "3 days", "under a day".
fn days_in_words(days: f64) -> String {
    if days < 1.0 { "under a day".into() } else { words::counted(days.round() as u64, "day", "days") }
}

fn reached(contact: &ContactView) -> Markup {
    html! {
        section.panel.panel-p {
            (section_head("How to reach them", None, &html! {}))
            @if contact.email.is_none() && contact.phone.is_none() { p.small.sec.mt1 { "No mail and no phone is known." } }
            dl.dl.mt2 {
                @if let Some(email) = &contact.email { dt { "Mail" } dd { a.link href={ "mailto:" (email) } { (email) } } }
                @if let Some(phone) = &contact.phone { dt { "Phone" } dd.num { (phone) } }
            }
            @if let Some(note) = &contact.note {
                div.prose.small.mt2 { @for line in note.split('\n').filter(|line| !line.trim().is_empty()) { p { (line) } } }
            }
        }
    }
}

fn waits(visit: &InBusiness, contact: &ContactView, here: &Here) -> Markup {
    let open = contact.waits.iter().filter(|wait| wait.delivered_at.is_none()).count();
    html! {
        section.panel.panel-p {
            (section_head("Waits for them", (open > 0).then_some(open as u64), &html! {}))
            @if contact.waits.is_empty() { p.small.sec.mt1 { "Nothing. On a task’s page one says that it waits for them." } }
            ul.mt1 { @for wait in &contact.waits { (wait_of(visit, contact, wait, here)) } }
        }
    }
}

fn wait_of(visit: &InBusiness, contact: &ContactView, wait: &WaitOf, here: &Here) -> Markup {
    html! {
        li.who {
            span.who-t {
                a href=(visit.at(&format!("/tasks/{}", wait.task))) { (wait.name) }
                small {
                    @if let Some(what) = &wait.what { (what) ", " }
                    "asked " (here.day(wait.asked_at))
                    @match (wait.delivered_at, wait.expected) {
                        (Some(at), _) => { ", came " (here.day(at)) },
                        (None, Some(day)) if day < contact.today => { ", " span.late { "expected by " (words::near_day(day, contact.today)) } },
                        (None, Some(day)) => { ", expected " (words::near_day(day, contact.today)) },
                        (None, None) => { ", " span.late { "no day said: it has no place in the plan" } },
                    }
                }
            }
        }
    }
}

fn meets(visit: &InBusiness, contact: &ContactView, here: &Here) -> Markup {
    html! {
        section.panel.panel-p {
            (section_head("Appointments", None, &html! {}))
            @if contact.appointments.is_empty() { p.small.sec.mt1 { "None that lies ahead." } }
            ul.mt1 {
                @for (key, name, start) in &contact.appointments {
                    li.who { span.who-t { a href=(visit.at(&format!("/appointments/{key}"))) { (name) } small { (here.moment(*start)) } } }
                }
            }
        }
    }
}

fn change(visit: &InBusiness, contact: &ContactView) -> Markup {
    let form = visit.form("change_contact");
    let now = |field: &Option<String>| field.clone().unwrap_or_default();
    let (kind, company, email) = (now(&contact.kind), now(&contact.company), now(&contact.email));
    let (phone, note) = (now(&contact.phone), now(&contact.note));
    html! {
        section.panel.panel-p {
            details open[form.troubled()] {
                summary.strong { "Change the contact" }
                (form.before(visit))
                form.stack.mt2 method="post" action=(visit.form_action("change_contact")) {
                    (form.hidden(visit, &FIELDS))
                    (hidden("contact", &contact.key))
                    (hidden("version", &contact.version.to_string()))
                    (fields(&form, [&contact.name, &kind, &company, &email, &phone, &note]))
                    p { (button("Keep the changes")) }
                }
            }
        }
    }
}

fn fields(form: &FormState, now: [&str; 6]) -> Markup {
    let [name, kind, company, email, phone, note] = now;
    html! {
        (Field::new("text", "name", "Name").value(form.value("name", name)).fault(form.fault("name")).max_length(300).autocomplete("off"))
        div.form-2 {
            (Field::new("text", "kind", "What they are to the business").optional().value(form.value("kind", kind)).fault(form.fault("kind")).max_length(300)
                .suggestions("kinds", &KINDS))
            (Field::new("text", "company", "Company").optional().value(form.value("company", company)).fault(form.fault("company")).max_length(300).autocomplete("off"))
            (Field::new("email", "email", "E-mail").optional().value(form.value("email", email)).fault(form.fault("email")).max_length(254).autocomplete("off"))
            (Field::new("tel", "phone", "Phone").optional().value(form.value("phone", phone)).fault(form.fault("phone")).max_length(40).autocomplete("off"))
        }
        (Field::new("area", "note", "Note").optional().value(form.value("note", note)).fault(form.fault("note")).max_length(20_000)
            .hint("Seen by everybody who works with them"))
    }
}

fn remove(visit: &InBusiness, contact: &ContactView) -> Markup {
    let form = visit.form("remove_contact");
    html! {
        (form.before(visit))
        @if let Some(fault) = form.fault("contact") { p.err role="alert" { (fault) } }
        form method="post" action=(visit.form_action("remove_contact")) {
            (form.hidden(visit, &[]))
            (hidden("contact", &contact.key))
            (hidden("_next", &visit.at("/contacts")))
            p.small.sec { "Undo brings them back." }
            (button("Remove the contact").small().removes())
        }
    }
}
