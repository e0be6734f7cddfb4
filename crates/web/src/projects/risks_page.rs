//! What may go wrong in a project, what it costs in chance, and who watches it; and what is pinned in it.

use maud::{Markup, html};
use righthand_desk::projects::outlook::Outlook;
use righthand_desk::projects::pins::RiskView;

use super::here::Here;
use crate::parts::{Choice, Field, Icon, button, person, section_head, words};
use crate::site::InBusiness;
use crate::tasks::task_pin;

pub(super) fn risks(visit: &InBusiness, outlook: &Outlook) -> Markup {
    let may = outlook.may.break_down;
    html! {
        @if may || !outlook.risks.is_empty() {
            section.panel id="risks" {
                (section_head("What may go wrong", Some(outlook.risks.len() as u64), &html! { "each in its share of the futures" }))
                @if outlook.risks.is_empty() { p.pb.small.sec { "No risk is written down." } }
                ul { @for risk in &outlook.risks { (risk_row(visit, outlook, risk)) } }
                @if may { div.panel-foot { (add(visit, outlook)) } }
            }
        }
    }
}

fn risk_row(visit: &InBusiness, outlook: &Outlook, risk: &RiskView) -> Markup {
    let form = visit.form(&format!("remove_risk:{}", risk.key));
    html! {
        li.pb {
            div.row.row-w {
                div.grow {
                    h3 { (risk.name) }
                    p.small.sec {
                        "In " (words::percent(risk.chance)) " of the futures, " (words::duration((risk.hours * 60.0).round() as i64)) " more on "
                        @match &risk.task {
                            Some((key, name)) => { a.link href=(visit.at_task(key)) { (name) } },
                            None => { "whatever work comes last" },
                        }
                        ". " (price(risk))
                    }
                }
                (person(&risk.owner.name, &risk.owner.key))
                @if outlook.may.break_down {
                    form method="post" action=(visit.form_action("remove_risk")) {
                        (form.hidden(visit, &[]))
                        input type="hidden" name="risk" value=(risk.key);
                        (button(format!("Take away: {}", risk.name)).small().quiet().icon_only(Icon::Close))
                    }
                }
            }
            (form.before(visit))
            @if outlook.may.break_down { (change(visit, outlook, risk)) }
        }
    }
}

/// What the chance would be without it.
fn price(risk: &RiskView) -> String {
    let points = |priced: &righthand_desk::projects::pins::PricedView| {
        i64::from(words::whole_percent(priced.without)) - i64::from(words::whole_percent(priced.with))
    };
    match &risk.price {
        None => "Its effect is being worked out.".into(),
        Some(all) => {
            let said: Vec<String> = all
                .iter()
                .filter(|priced| points(priced) > 0)
                .map(|priced| {
                    let (with, without) = (words::chance_percent(priced.with), words::chance_percent(priced.without));
                    format!("{} is on time in {with} instead of {without}", priced.name)
                })
                .collect();
            if said.is_empty() { "It costs no chance.".into() } else { format!("{}.", said.join("; ")) }
        }
    }
}

fn change(visit: &InBusiness, outlook: &Outlook, risk: &RiskView) -> Markup {
    let id = format!("change_risk:{}", risk.key);
    let form = visit.form(&id);
    html! {
        (form.before(visit))
        details.mt1 open[form.troubled()] {
            summary.link.small { "Change it" span.vh { ": " (risk.name) } }
            form.stack-2.mt1 method="post" action=(visit.form_action("change_risk")) {
                (form.hidden(visit, &["name", "chance_percent", "hours", "task", "owner"]))
                input type="hidden" name="risk" value=(risk.key);
                input type="hidden" name="version" value=(risk.version);
                (fields(&form, outlook, &Shown::of(risk)))
                div { (button("Keep the changes").small()) }
            }
        }
    }
}

fn add(visit: &InBusiness, outlook: &Outlook) -> Markup {
    let form = visit.form("add_risk:add");
    html! {
        (form.before(visit))
        details open[form.troubled()] {
            summary.link { "Add what may go wrong" }
            form.stack-2.mt1 method="post" action=(visit.form_action("add_risk")) {
                (form.hidden(visit, &["name", "chance_percent", "hours", "task", "owner"]))
                input type="hidden" name="project" value=(outlook.glance.key);
                (fields(&form, outlook, &Shown { owner: visit.membership.member_key.clone(), ..Shown::new() }))
                div { (button("Add the risk").small().icon(Icon::Plus)) }
            }
        }
    }
}

/// What the fields show before anybody types.
struct Shown {
    /// Tells the fields of one form from those of another.
    id: String,
    name: String,
    chance: String,
    hours: String,
    task: String,
    owner: String,
}

impl Shown {
    fn new() -> Self {
        let empty = String::new;
        Self { id: "new".into(), name: empty(), chance: empty(), hours: empty(), task: empty(), owner: empty() }
    }

    fn of(risk: &RiskView) -> Self {
        Self {
            id: risk.key.clone(),
            name: risk.name.clone(),
            chance: ((risk.chance * 1000.0).round() / 10.0).to_string(),
            hours: ((risk.hours * 100.0).round() / 100.0).to_string(),
            task: risk.task.as_ref().map(|(key, _)| key.clone()).unwrap_or_default(),
            owner: risk.owner.key.clone(),
        }
    }
}

fn fields(form: &crate::site::FormState, outlook: &Outlook, shown: &Shown) -> Markup {
    let last = Choice { value: "", label: "Whatever work comes last" };
    let tasks: Vec<Choice<'_>> =
        std::iter::once(last).chain(outlook.tasks.iter().map(|(value, label)| Choice { value, label })).collect();
    let people: Vec<Choice<'_>> =
        outlook.people.iter().map(|person| Choice { value: &person.key, label: &person.name }).collect();
    let id = |field: &str| format!("f-risk-{}-{field}", shown.id);
    let (name_id, chance_id, hours_id) = (id("name"), id("chance"), id("hours"));
    html! {
        (Field::new("text", "name", "What may go wrong").id(&name_id).value(form.value("name", &shown.name)).fault(form.fault("name")).max_length(300))
        div.form-2 {
            (Field::new("text", "chance_percent", "In how many of 100 futures").id(&chance_id).value(form.value("chance_percent", &shown.chance)).inputmode("decimal").narrow().fault(form.fault("chance_percent")))
            (Field::new("text", "hours", "Hours more, where it does").id(&hours_id).value(form.value("hours", &shown.hours)).inputmode("decimal").narrow().fault(form.fault("hours")))
        }
        div.form-2 {
            (choose(&id("task"), "task", "On", &tasks, form.value("task", &shown.task)))
            (choose(&id("owner"), "owner", "Who watches it", &people, form.value("owner", &shown.owner)))
        }
    }
}

/// A choice with an id of its own: several of these forms are on one page.
fn choose(id: &str, name: &str, label: &str, options: &[Choice<'_>], chosen: &str) -> Markup {
    html! {
        div.field {
            label for=(id) { (label) }
            select.inp id=(id) name=(name) {
                @for option in options { option value=(option.value) selected[option.value == chosen] { (option.label) } }
            }
        }
    }
}

/// What is pinned in the project, and at what price.
pub(super) fn pins(visit: &InBusiness, outlook: &Outlook, here: &Here) -> Markup {
    html! {
        @if !outlook.pins.is_empty() {
            section.panel id="pins" {
                (section_head("Pinned", Some(outlook.pins.len() as u64), &html! { "no plan moves it" }))
                ul {
                    @for (key, name, pin) in &outlook.pins {
                        li.pb {
                            h3 { a href=(visit.at(&format!("/tasks/{key}#pin"))) { (name) } }
                            p.small.sec {
                                (task_pin::to(pin, here)) ", by " (pin.by.name) "."
                                @if let Some(why) = &pin.why { " " (why) "." }
                                @if !pin.holds { " " b { "It cannot hold." } }
                                " " (task_pin::price(pin.price.as_deref()))
                            }
                        }
                    }
                }
            }
        }
    }
}
