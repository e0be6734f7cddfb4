//! What the advisor takes for granted, as a form: each number with its source, changed in the address.

use maud::{Markup, html};
use righthand_advisor::{Advice, Assumption, HiredRole};
use righthand_desk::hire::advice::Words;
use righthand_domain::words::decimal;

use crate::parts::{button, words};
use crate::site::InBusiness;

pub(super) fn assumptions(visit: &InBusiness, advice: &Advice, of: &Words, changed: &[(String, f64)]) -> Markup {
    let house = advice.assumptions.iter().filter(|assumption| !assumption.key.contains('.'));
    let of_role = |role: HiredRole| {
        let start = format!("{}.", role.as_str());
        advice.assumptions.iter().filter(move |assumption| assumption.key.starts_with(&start))
    };
    html! {
        section.panel.panel-p {
            h2 { "What is assumed" }
            p.small.sec.mt1 {
                @if changed.is_empty() { "Every number can be changed; the answer is worked out anew with it." }
                @else { (words::counted(changed.len() as u64, "number is", "numbers are")) " changed. " a.link href=(visit.at("/hire/answer")) { "Back to the house’s" } }
            }
            form.stack.mt2 method="get" action=(visit.at("/hire/answer")) {
                details { summary { "The house" } div.stack.mt2 { @for assumption in house { (field(assumption, of)) } } }
                @for role in HiredRole::ALL {
                    details {
                        summary { (words::capital(role.title())) }
                        div.stack.mt2 { @for assumption in of_role(role) { (field(assumption, of)) } }
                    }
                }
                div { (button("Answer with these").small()) }
            }
        }
    }
}

fn field(assumption: &Assumption, of: &Words) -> Markup {
    let id = format!("assume-{}", assumption.key.replace('.', "-"));
    let unit = match assumption.unit {
        "money" => of.currency.as_deref().unwrap_or("money"),
        unit => unit,
    };
    html! {
        div.field {
            label for=(id) { (assumption.says) ", " (unit) }
            input.inp.inp-n id=(id) name=(assumption.key) value=(decimal(assumption.value)) inputmode="decimal" autocomplete="off" aria-describedby={ (id) "-source" };
            p.hint id={ (id) "-source" } { "From: " (assumption.source) }
        }
    }
}
