//! What the advisor takes for granted, as a form: each number with its source, kept with the business; and scenarios of one's
//! own.

use maud::{Markup, html};
use righthand_advisor::{Advice, Assumption, HiredRole};
use righthand_desk::hire::advice::{Own, Words};
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::words::decimal;

use crate::parts::{Icon, button, hidden, words};
use crate::site::{FormState, InBusiness};

/// Who can be hired together in a scenario of one's own: more is a company.
const PLACES: usize = 2;

pub(super) fn assumptions(visit: &InBusiness, advice: &Advice, of: &Words, own: &Own, tried: usize) -> Markup {
    let form = visit.form("set_assumptions:hire");
    let all = advice.assumptions.as_slice();
    let names: Vec<String> = (0..all.len())
        .flat_map(|at| [format!("assumptions.{at}.assumption"), format!("assumptions.{at}.value")])
        .collect();
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let house: Vec<(usize, &Assumption)> = all.iter().enumerate().filter(|(_, of)| !of.key.contains('.')).collect();
    let of_role = |role: HiredRole| -> Vec<(usize, &Assumption)> {
        let start = format!("{}.", role.as_str());
        all.iter().enumerate().filter(|(_, assumption)| assumption.key.starts_with(&start)).collect()
    };
    let writes = visit.membership.role.may(Permission::SeeRates) == Grant::Yes;
    let group = |title: String, fields: Vec<(usize, &Assumption)>| {
        let open = fields.iter().any(|(at, _)| form.fault(&format!("assumptions.{at}.value")).is_some());
        html! { details open[open] { summary { (title) } div.stack.mt2 { @for (at, assumption) in fields { (field(&form, at, assumption, of)) } } } }
    };
    html! {
        section.panel.panel-p id="assumptions" {
            h2 { "What is assumed" }
            p.small.sec.mt1 {
                @if tried > 0 { (words::capital(&words::counted(tried as u64, "number is", "numbers are"))) " changed by this address. " a.link href=(visit.at("/hire/answer")) { "Without them" } " " }
                @match own.assumptions.len() {
                    0 => "Every number can be changed; the answer is worked out anew with it, and it stays with the business. Empty goes back to the house’s.",
                    n => { (words::capital(&words::counted(n as u64, "number is", "numbers are"))) " yours: " (named(all, own)) ". Empty goes back to the house’s." },
                }
            }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("set_assumptions")) novalidate {
                (form.hidden(visit, &known))
                (group("The house".to_owned(), house))
                @for role in HiredRole::ALL { (group(words::capital(role.title()), of_role(role))) }
                @if writes { div { (button("Answer with these").small()) } }
            }
        }
    }
}

fn named(all: &[Assumption], own: &Own) -> String {
    let says = own.assumptions.iter().filter_map(|name| all.iter().find(|of| of.key == *name)).map(|of| of.says);
    says.map(|says| format!("“{says}”")).collect::<Vec<_>>().join(", ")
}

fn field(form: &FormState, at: usize, assumption: &Assumption, of: &Words) -> Markup {
    let id = format!("assume-{}", assumption.key.replace('.', "-"));
    let unit = match assumption.unit {
        "money" => of.currency.as_deref().unwrap_or("money"),
        unit => unit,
    };
    let name = format!("assumptions.{at}.value");
    let now = decimal(assumption.value);
    let fault = form.fault(&name);
    html! {
        div.field {
            label for=(id) { (assumption.says) ", " (unit) }
            (hidden(&format!("assumptions.{at}.assumption"), &assumption.key))
            input.inp.inp-n id=(id) name=(name) value=(form.value(&name, &now)) inputmode="decimal" autocomplete="off"
                aria-invalid=[fault.map(|_| "true")] aria-describedby={ (id) "-source" };
            @if let Some(fault) = fault { p.err id={ (id) "-source" } { (Icon::Late.with_class("i i-s fillst")) (fault) } }
            @else { p.hint id={ (id) "-source" } { "From: " (assumption.source) } }
        }
    }
}

/// Scenarios of one's own: those that are tried, and one more.
pub(super) fn own_scenarios(visit: &InBusiness, own: &Own) -> Markup {
    let form = visit.form("add_scenario:hire");
    let fields: Vec<String> = (0..PLACES)
        .flat_map(|at| ["role", "skill", "months", "hours_per_week"].map(|field| format!("places.{at}.{field}")))
        .collect();
    let known: Vec<&str> = fields.iter().map(String::as_str).collect();
    html! {
        section.panel.panel-p id="own" {
            h2 { "A scenario of your own" }
            p.small.sec.mt1 { "Tried beside the others, with the same futures. Hours that you leave empty are as many as the work needs." }
            @if !own.scenarios.is_empty() {
                ul.stack-2.mt2 {
                    @for (id, says) in &own.scenarios {
                        li.row {
                            span.grow { (words::capital(says)) }
                            form method="post" action=(visit.form_action("remove_scenario")) { (hidden("scenario", id)) (hidden("_back", &visit.visitor.path)) (button("Take out").small()) }
                        }
                    }
                }
            }
            (form.before(visit))
            @if let Some(fault) = form.fault("places") { p.err role="alert" { (Icon::Late.with_class("i i-s fillst")) (fault) } }
            form.stack.mt2 method="post" action=(visit.form_action("add_scenario")) novalidate {
                (form.hidden(visit, &known))
                @for at in 0..PLACES {
                    fieldset.form-2 {
                        legend.vh { "Person " (at + 1) }
                        (place(&form, at))
                    }
                }
                div { (button("Try it").small()) }
            }
        }
    }
}

fn place(form: &FormState, at: usize) -> Markup {
    let name = |field: &str| format!("places.{at}.{field}");
    let (role, skill, months, length) = (name("role"), name("skill"), name("months"), name("hours_per_week"));
    let text = |name: &str, label: &str, narrow: bool| {
        let id = format!("own-{}", name.replace('.', "-"));
        let fault = form.fault(name);
        html! {
            div.field {
                label for=(id) { (label) }
                input.inp.inp-n[narrow] id=(id) name=(name) value=(form.value(name, "")) inputmode=[narrow.then_some("decimal")] autocomplete="off" aria-invalid=[fault.map(|_| "true")];
                @if let Some(fault) = fault { p.err { (Icon::Late.with_class("i i-s fillst")) (fault) } }
            }
        }
    };
    let id = format!("own-{}", role.replace('.', "-"));
    html! {
        div.field {
            label for=(id) { @if at == 0 { "Hire" } @else { "And" } }
            select.inp id=(id) name=(role) {
                option value="" { "nobody" }
                @for of in HiredRole::ALL { option value=(of.as_str()) selected[form.chosen(&role, of.as_str(), false)] { (words::capital(of.title())) } }
            }
        }
        (text(&skill, "Skill of a specialist", false))
        (text(&months, "Months, empty for ongoing", true))
        (text(&length, "Hours a week", true))
    }
}
