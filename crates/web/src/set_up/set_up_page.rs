//! The set-up page: the owner and their first business, in one form.

use maud::{Markup, html};
use righthand_desk::sign_in::PASSWORD_CHARS_MIN;

use crate::parts::{Choice, Faults, Field, Look, button, document, fault_summary, hidden, mark, select_field};

/// Currencies that are offered, by ISO 4217 code.
pub(crate) const CURRENCIES: [(&str, &str); 12] = [
    ("EUR", "EUR, €"),
    ("USD", "USD, $"),
    ("GBP", "GBP, £"),
    ("AUD", "AUD, Australian dollar"),
    ("CAD", "CAD, Canadian dollar"),
    ("CHF", "CHF, Swiss franc"),
    ("DKK", "DKK, Danish krone"),
    ("NOK", "NOK, Norwegian krone"),
    ("NZD", "NZD, New Zealand dollar"),
    ("PLN", "PLN, Polish zloty"),
    ("SEK", "SEK, Swedish krona"),
    ("ZAR", "ZAR, South African rand"),
];

/// What was typed, and what is wrong with it. A password is never sent back.
#[derive(Debug, Clone, Default)]
pub struct SetUp {
    pub name: String,
    pub email: String,
    pub business: String,
    /// IANA name.
    pub zone: String,
    /// ISO 4217 code; empty is EUR.
    pub currency: String,
    /// Proof that whoever sets up may: from the address that the program printed. `None` if none is asked for.
    pub key: Option<String>,
    pub faults: Faults,
}

/// `/set-up`; posts `name`, `email`, `password`, `business`, `zone`, `currency` and perhaps `key` to `/set-up`.
/// `zones` are the names that are suggested.
pub fn set_up_page(form: &SetUp, zones: &[&str], look: Look) -> Markup {
    let currencies: Vec<Choice<'_>> = CURRENCIES.iter().map(|(value, label)| Choice { value, label }).collect();
    let currency = if form.currency.is_empty() { "EUR" } else { &form.currency };
    let faults = &form.faults;
    let password_hint = format!("At least {PASSWORD_CHARS_MIN} characters; a sentence is good.");
    document(
        "Set up",
        look,
        None,
        &html! {
            main.guest id="main" tabindex="-1" {
                p.row { (mark()) b { "Righthand" } }
                form.panel.guest-p method="post" action="/set-up" {
                    h1.t28 { "Set up your desk" }
                    p.sec.mt1 { "You become the owner. People, areas and projects come next; all of this can be changed in Settings." }
                    div.stack.mt4 {
                        (fault_summary(faults))
                        @if let Some(key) = &form.key { (hidden("key", key)) }
                        fieldset.stack {
                            legend.lab { h2 { "You" } }
                            div.form-2 {
                                (Field::new("text", "name", "Your name").value(&form.name).fault(faults.of("name")).autocomplete("name").max_length(120))
                                (Field::new("email", "email", "E-mail").value(&form.email).fault(faults.of("email")).autocomplete("username").max_length(254))
                            }
                            (Field::new("password", "password", "Password").fault(faults.of("password")).hint(&password_hint)
                                .autocomplete("new-password").max_length(256))
                        }
                        fieldset.stack.mt {
                            legend.lab { h2 { "Your business" } }
                            (Field::new("text", "business", "Name of the business").value(&form.business).fault(faults.of("business"))
                                .autocomplete("organization").max_length(120))
                            div.form-2 {
                                (Field::new("text", "zone", "Time zone").value(&form.zone).fault(faults.of("zone"))
                                    .hint("The place whose clock the business keeps: Europe/Lisbon").suggestions("zones", zones).max_length(64))
                                (select_field("currency", "Currency", &currencies, currency, None, faults.of("currency")))
                            }
                        }
                        div.row.mt { (button("Set up").primary().big()) }
                    }
                }
            }
        },
    )
}
