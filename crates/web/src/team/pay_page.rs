//! What somebody is paid and what else was agreed: for the owner, whom the owner has named, and themselves (R17).

use maud::{Markup, html};
use righthand_desk::team::profile::Profile;
use righthand_desk::team::terms::Terms;
use righthand_domain::terms::RollOver;

use super::team_page::first_name;
use crate::parts::{Choice, Field, button, hidden, section_head, select_field, words};
use crate::site::{FormState, InBusiness};

/// Empty lines for further milestones.
const MORE_LINES: usize = 2;

/// The panel; nothing for whoever may not see it.
pub(super) fn pay(visit: &InBusiness, profile: &Profile) -> Markup {
    let Some(terms) = &profile.terms else { return html! {} };
    html! {
        section.panel.panel-p id="pay" {
            (section_head("Pay and terms", None, &html! {}))
            p.small.sec.mt1 { "Seen by the owner, whom the owner names, and " @if profile.row.is_me { "you" } @else { (first_name(&profile.row)) } "." }
            (as_agreed(terms))
            @if profile.may.manage { (set_terms(visit, profile, terms)) (sight(visit, profile, terms)) }
        }
    }
}

fn as_agreed(terms: &Terms) -> Markup {
    let lines = lines(terms);
    html! {
        @if lines.is_empty() { p.small.mt2 { "Nothing has been agreed yet." } }
        dl.dl.mt2 { @for (label, said) in &lines { dt { (label) } dd { (said) } } }
        @if !terms.milestones.is_empty() {
            ul.mt1 {
                @for part in &terms.milestones {
                    li.who { span.who-t { (part.name) @if let Some(task) = &part.task { small { "with “" (task) "”" } } } span.num { (money(part.price, terms)) } }
                }
            }
        }
    }
}

fn lines(terms: &Terms) -> Vec<(&'static str, String)> {
    let rate = &terms.rate;
    let counted = |n: i64, one, many| words::counted(n.unsigned_abs(), one, many);
    let retainer = rate.monthly.map(|price| match terms.retainer_hours {
        Some(hours) => format!("{} a month for {} h", money(price, terms), number(hours)),
        None => format!("{} a month", money(price, terms)),
    });
    let piece = terms.piece.as_deref().unwrap_or("piece");
    let fixed = if terms.milestones.is_empty() { "for all" } else { "in all, by milestone" };
    let lines = [
        ("By the hour", rate.hourly.map(|price| format!("{} an hour", money(price, terms)))),
        ("Retainer", retainer),
        ("Roll-over", terms.roll_over.map(|way| words::capital(way.words()))),
        ("By the piece", rate.per_piece.map(|price| format!("{} for each {piece}", money(price, terms)))),
        ("Fixed price", rate.fixed.map(|price| format!("{} {fixed}", money(price, terms)))),
        ("Notice", terms.notice_days.map(|days| counted(days, "day", "days"))),
        ("At least for", terms.least_months.map(|months| counted(months, "month", "months"))),
        ("Review", terms.review_weeks.map(|weeks| format!("every {}", counted(weeks, "week", "weeks")))),
        ("Answers within", terms.response_hours.map(|hours| counted(hours, "working hour", "working hours"))),
    ];
    lines.into_iter().filter_map(|(label, said)| Some((label, said?))).collect()
}

/// "42 EUR", "800.50 EUR": the business's currency, where it has said one.
fn money(price: f64, terms: &Terms) -> String {
    let amount = if price.fract() == 0.0 { format!("{price:.0}") } else { format!("{price:.2}") };
    match &terms.currency {
        Some(currency) => format!("{amount} {currency}"),
        None => amount,
    }
}

/// "7.5".
fn number(hours: f64) -> String {
    ((hours * 100.0).round() / 100.0).to_string()
}

fn set_terms(visit: &InBusiness, profile: &Profile, terms: &Terms) -> Markup {
    let form = visit.form("set_terms");
    let rows = terms.milestones.len() + MORE_LINES;
    let names: Vec<String> =
        (0..rows).flat_map(|row| ["name", "price", "task"].map(|field| format!("milestones.{row}.{field}"))).collect();
    let plain = [
        "hourly",
        "monthly",
        "retainer_hours",
        "roll_over",
        "per_piece",
        "piece",
        "fixed",
        "notice_days",
        "least_months",
        "review_weeks",
        "response_hours",
    ];
    let known: Vec<&str> = names.iter().map(String::as_str).chain(plain).collect();
    let version = terms.version.map(|version| version.to_string());
    html! {
        details.mt open[form.troubled()] {
            summary.link { "Set pay and terms" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("set_terms")) {
                (form.hidden(visit, &known))
                (hidden("member", &profile.row.key))
                @if let Some(version) = &version { (hidden("version", version)) }
                (ways_of_pay(&form, terms))
                (milestones(&form, terms, rows))
                (agreed(&form, terms))
                p { (button("Keep these terms")) }
            }
        }
    }
}

fn amount(
    form: &FormState,
    name: &'static str,
    label: &'static str,
    now: Option<f64>,
    hint: Option<&'static str>,
) -> Markup {
    let now = now.map(number).unwrap_or_default();
    let field = Field::new("text", name, label)
        .optional()
        .inputmode("decimal")
        .value(form.value(name, &now))
        .fault(form.fault(name));
    html! { @match hint { Some(hint) => (field.hint(hint)), None => (field) } }
}

fn whole(form: &FormState, name: &'static str, label: &'static str, now: Option<i64>) -> Markup {
    let now = now.map(|count| count.to_string()).unwrap_or_default();
    html! { (Field::new("text", name, label).optional().inputmode("numeric").value(form.value(name, &now)).fault(form.fault(name))) }
}

fn ways_of_pay(form: &FormState, terms: &Terms) -> Markup {
    let none = Choice { value: "", label: "Not agreed" };
    let ways: Vec<(&str, String)> = RollOver::ALL.map(|way| (way.as_str(), words::capital(way.words()))).into();
    let ways: Vec<Choice<'_>> =
        std::iter::once(none).chain(ways.iter().map(|(value, label)| Choice { value, label })).collect();
    let rate = &terms.rate;
    html! {
        div.form-2 {
            (amount(form, "hourly", "An hour costs", rate.hourly, None))
            (amount(form, "monthly", "A month costs", rate.monthly, Some("The retainer")))
            (amount(form, "retainer_hours", "Hours of the retainer", terms.retainer_hours, Some("A month")))
            (select_field("roll_over", "Hours not used", &ways, form.value("roll_over", terms.roll_over.map_or("", RollOver::as_str)), None, form.fault("roll_over")))
            (amount(form, "per_piece", "A piece costs", rate.per_piece, None))
            (Field::new("text", "piece", "What a piece is").optional().value(form.value("piece", terms.piece.as_deref().unwrap_or_default())).fault(form.fault("piece")).max_length(300))
            (amount(form, "fixed", "A fixed price for all", rate.fixed, Some("By milestone it is their sum")))
        }
    }
}

fn milestones(form: &FormState, terms: &Terms, rows: usize) -> Markup {
    html! {
        fieldset.stack-2 {
            legend.small.strong { "The fixed price by milestone" }
            @for row in 0..rows {
                @let part = terms.milestones.get(row);
                @let (name, price, task) = (format!("milestones.{row}.name"), format!("milestones.{row}.price"), format!("milestones.{row}.task"));
                @let now = part.map(|part| number(part.price)).unwrap_or_default();
                @let (name_id, price_id) = (format!("f-milestone-{row}-name"), format!("f-milestone-{row}-price"));
                div.form-2 {
                    (Field::new("text", &name, "Milestone").id(&name_id).optional().value(form.value(&name, part.map_or("", |part| &part.name))).fault(form.fault(&name)).max_length(300))
                    (Field::new("text", &price, "Price").id(&price_id).optional().inputmode("decimal").value(form.value(&price, &now)).fault(form.fault(&price)))
                }
                @if let Some(key) = part.and_then(|part| part.task.as_deref()) { (hidden(&task, key)) }
            }
            p.hint { "A line without a name is left out." }
        }
    }
}

fn agreed(form: &FormState, terms: &Terms) -> Markup {
    html! {
        div.form-2 {
            (whole(form, "notice_days", "Notice, days", terms.notice_days))
            (whole(form, "least_months", "At least, months", terms.least_months))
            (whole(form, "review_weeks", "Review every, weeks", terms.review_weeks))
            (whole(form, "response_hours", "Answers within, working hours", terms.response_hours))
        }
    }
}

/// Whether they see the rates of others: the owner says so.
fn sight(visit: &InBusiness, profile: &Profile, terms: &Terms) -> Markup {
    let Some(sees) = terms.sees_rates else { return html! {} };
    let (command, label) =
        if sees { ("hide_rates", "Let them see only their own") } else { ("show_rates", "Let them see rates") };
    let form = visit.form(command);
    let name = first_name(&profile.row);
    html! {
        (form.before(visit))
        form.mt2 method="post" action=(visit.form_action(command)) {
            (form.hidden(visit, &[]))
            (hidden("member", &profile.row.key))
            p.small.sec { (name) @if sees { " sees the rates and terms of everybody." } @else { " sees no rates but their own." } }
            p.mt1 { (button(label).small()) }
        }
    }
}
