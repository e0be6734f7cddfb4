//! The interview as markup: team, projects, duties by table, list and paste, and means, in one form.

use maud::{Markup, html};
use righthand_advisor::typical::{TYPICAL, Typical};

use super::framed;
use super::said::{PROJECT_ROWS, ROW, Said};
use crate::hire::duties_page::kind_word;
use crate::parts::{
    Choice, Faults, Field, Icon, Tone, button, fault_summary, hidden, note, section_head, select_field, words,
};
use crate::set_up::CURRENCIES;

pub(super) fn page(said: &Said, faults: &Faults) -> Markup {
    framed(
        "Whom to hire, or nobody yet",
        &html! {
            header {
                h1.t28 { "Whom to hire, or nobody yet" }
                p.lede {
                    "A project manager, an online business manager, an assistant, a specialist: say where your week goes, and it is worked out with your own numbers. "
                    "Ten minutes, no account; what you type stays in your browser, is answered here and kept nowhere."
                }
                p.mt1 { a.link href="/advisor/roles" { "What the roles are, side by side" } }
            }
            @if let Some((name, role, hourly)) = said.sender() {
                (note(Tone::Accent, Icon::Hire, &html! {
                    p { b { (name) } " sent you here, " (role.title()) @if let Some(hourly) = hourly { ", " (righthand_domain::words::decimal(hourly)) " an hour" }
                        ". Nothing of what you type is sent to them." }
                }))
            }
            (fault_summary(faults))
            @if !faults.is_empty() && faults.of("").is_none() {
                (note(Tone::Late, Icon::Late, &html! { p role="alert" { "Something could not be read: it is said beside its field, and everything you typed is still here." } }))
            }
            form.stack method="post" action="/advisor/answer" novalidate data-native="" data-interview="" {
                @for field in ["by", "by_role", "by_hourly"] { @if !said.text(field).is_empty() { (hidden(field, said.text(field))) } }
                // The first button of a form is what Enter presses.
                button.vh type="submit" tabindex="-1" aria-hidden="true" { "Answer" }
                (team(said, faults))
                (duties(said, faults))
                (projects(said, faults))
                (means(said, faults))
                div.row.row-w {
                    (button("Whom to hire").primary().big())
                    (button("See the roles with my numbers").posts_to("/advisor/roles"))
                    button.btn.btn-q type="button" hidden data-forget="" { "Forget what I typed" }
                }
            }
            p.small { "You are a manager or an assistant yourself? " a.link href="/advisor/invite" { "Make a link for a client to come" } ". You have a desk here? " a.link href="/sign-in" { "Sign in" } "." }
        },
    )
}

fn field<'a>(said: &'a Said, faults: &'a Faults, name: &'a str, label: &'a str) -> Field<'a> {
    Field::new("text", name, label).value(said.text(name)).fault(faults.of(name)).unasked()
}

fn number<'a>(said: &'a Said, faults: &'a Faults, name: &'a str, label: &'a str) -> Field<'a> {
    field(said, faults, name, label).inputmode("decimal").narrow()
}

fn team(said: &Said, faults: &Faults) -> Markup {
    html! {
        section.panel.panel-p {
            h2 { "1 You and who helps" }
            div.form-2.mt2 {
                (field(said, faults, "business", "What the business is called").max_length(120))
                (number(said, faults, "owner_hours", "Hours a week you want to work").hint("40 if you say nothing"))
                (number(said, faults, "helpers", "People who do work for you now"))
                (number(said, faults, "helper_hours", "Hours a week each of them has"))
            }
        }
    }
}

fn duties(said: &Said, faults: &Faults) -> Markup {
    html! {
        section.panel id="duties" {
            div.panel-p {
                h2 { "2 Where your week goes" }
                p.small.sec.mt1 { "A row for each thing that takes hours, once or again and again. Tick from the lists, paste from a spreadsheet, or type." }
                div.week.mt2 data-week="" role="status" hidden {}
            }
            (offers(said))
            div.tbl-wrap tabindex="0" role="region" aria-label="Your duties, scrolls sideways where it is narrow" {
                table.tbl.tbl-edit data-sheet="" {
                    caption.vh { "Your duties: a row each, to type in" }
                    thead { tr { @for head in ["Duty", "Hours a week", "Kind", "Done by", "Ends with", "Skill it takes", "How it feels", "You could show it", "Hand over"] { th scope="col" { (head) } } } }
                    tbody { @for at in 0..said.rows() { (row(said, faults, at)) } }
                }
            }
            div.panel-foot.row.row-w {
                (button("More rows").small().posts_to("/advisor").value("then", "rows"))
                span.hint { "Tab goes through the fields, the arrow keys up and down; cells from a spreadsheet can be pasted into any field." }
            }
            div.panel-p {
                details open[faults.of("pasted").is_some()] {
                    summary { "Paste a list" }
                    div.stack.mt2 {
                        (Field::new("area", "pasted", "Duties, one a line: name, hours a week, kind, how it feels, would it go").value(said.text("pasted"))
                            .fault(faults.of("pasted")).hint("Sort the inbox; 3; doing; drains; yes").unasked())
                        div { (button("Add these").small().posts_to("/advisor")) }
                    }
                }
            }
        }
    }
}

/// Typical duties by area, those that are named already left out.
fn offers(said: &Said) -> Markup {
    let there = |offer: &Typical| (0..said.rows()).any(|at| said.text(&format!("duties.{at}.name")) == offer.name);
    let mut areas: Vec<&str> = TYPICAL.iter().map(|offer| offer.area).collect();
    areas.dedup();
    html! {
        div.panel-p.offers {
            @for area in areas {
                @let offered: Vec<&Typical> = TYPICAL.iter().filter(|offer| offer.area == area && !there(offer)).collect();
                @if !offered.is_empty() {
                    details {
                        summary { (area) " " span.mut { (offered.len()) } }
                        div.stack.mt2 {
                            @for offer in offered {
                                label.row.top {
                                    input.check type="checkbox" name="typical" value=(offer.key);
                                    span { (offer.name) ", " (words::hours((offer.hours * 60.0).round() as i64)) " a week " span.small.mut { (kind_word(offer.kind)) "; hours: " (offer.source) } }
                                }
                            }
                            div { (button("Add the ticked").small().posts_to("/advisor")) }
                        }
                    }
                }
            }
        }
    }
}

/// Values and words of a select.
type Options<'a> = Vec<(&'a str, String)>;

fn row(said: &Said, faults: &Faults, at: usize) -> Markup {
    let named = said.text(&format!("duties.{at}.name"));
    let called = if named.is_empty() { format!("row {}", at + 1) } else { named.to_owned() };
    let of = |pairs: &[(&'static str, &str)]| -> Options<'static> {
        pairs.iter().map(|(value, label)| (*value, (*label).to_owned())).collect()
    };
    let not_said = |pairs: &[(&'static str, &str)]| [vec![("", "not said".to_owned())], of(pairs)].concat();
    let projects = (0..PROJECT_ROWS).map(|row| {
        let name = said.text(&format!("projects.{row}.name"));
        let value = ["0", "1", "2", "3"].get(row).copied().unwrap_or_default();
        (value, if name.is_empty() { format!("project {}", row + 1) } else { name.to_owned() })
    });
    html! {
        tr {
            @for name in ROW {
                @let full = format!("duties.{at}.{name}");
                @let options: Options<'_> = match name {
                    "kind" => of(&[("implementation", "Doing"), ("management", "Managing"), ("strategy", "Strategy")]),
                    "who" => of(&[("owner", "Me"), ("helper", "A helper")]),
                    "project" => [vec![("", "goes on".to_owned())], projects.clone().collect()].concat(),
                    "energy" => not_said(&[("gives", "Gives energy"), ("neutral", "Neutral"), ("drains", "Drains")]),
                    "owner_has_skill" | "hand_over" => not_said(&[("true", "Yes"), ("false", "No")]),
                    _ => Vec::new(),
                };
                @let label = format!("{}, {called}", label(name));
                @if name == "name" { th scope="row" { (cell(said, faults, &full, &label, &options)) } }
                @else { td { (cell(said, faults, &full, &label, &options)) } }
            }
        }
    }
}

fn label(name: &str) -> &'static str {
    match name {
        "name" => "Duty",
        "hours_per_week" => "Hours a week",
        "kind" => "Kind",
        "who" => "Done by",
        "project" => "Ends with",
        "skill" => "Skill it takes",
        "energy" => "How it feels",
        "owner_has_skill" => "You could show it",
        _ => "Hand over",
    }
}

fn cell(said: &Said, faults: &Faults, name: &str, label: &str, options: &Options<'_>) -> Markup {
    let fault = faults.of(name);
    let now = said.text(name);
    let id = format!("{}-fault", name.replace('.', "-"));
    let hours = name.ends_with("hours_per_week");
    let described = fault.map(|_| id.as_str());
    html! {
        @if options.is_empty() {
            input.inp.inp-n[hours] name=(name) value=(now) inputmode=[hours.then_some("decimal")] autocomplete="off" aria-label=(label)
                aria-invalid=[fault.map(|_| "true")] aria-describedby=[described];
        } @else {
            select.inp name=(name) aria-label=(label) { @for (value, words) in options { option value=(value) selected[*value == now] { (words) } } }
        }
        @if let Some(fault) = fault { p.err id=(id) { (Icon::Late.with_class("i i-s fillst")) (fault) } }
    }
}

fn projects(said: &Said, faults: &Faults) -> Markup {
    html! {
        section.panel.panel-p {
            h2 { "3 Projects that must be there on a day" }
            p.small.sec.mt1 { "A launch, a move, a new site: what has an end. Duties above can say that they end with one. Its open hours are taken as pieces of a day, done side by side by whoever helps, every second of them handed over." }
            @for at in 0..PROJECT_ROWS {
                @let (name, end, hours) = (format!("projects.{at}.name"), format!("projects.{at}.end"), format!("projects.{at}.hours"));
                fieldset.form-3.mt2 {
                    legend.vh { "Project " (at + 1) }
                    (field(said, faults, &name, "Project").max_length(120))
                    (Field::new("date", &end, "Must be there on").value(said.text(&end)).fault(faults.of(&end)).unasked())
                    (number(said, faults, &hours, "Hours of work left"))
                }
            }
        }
    }
}

fn means(said: &Said, faults: &Faults) -> Markup {
    let currencies: Vec<Choice<'_>> = CURRENCIES.iter().map(|(value, label)| Choice { value, label }).collect();
    let currency = if said.text("currency").is_empty() { "USD" } else { said.text("currency") };
    html! {
        section.panel.panel-p {
            (section_head("4 What it may cost", None, &html! { "what stays empty is assumed, and the answer says so" }))
            div.form-2.mt2 {
                (select_field("currency", "Currency", &currencies, currency, None, None))
                (number(said, faults, "owner_hour_value", "An hour of yours is worth"))
                (number(said, faults, "budget_per_month", "Help may cost a month"))
                (number(said, faults, "revenue_per_month", "What comes in a month, of the last three"))
                (number(said, faults, "reserve", "Reserve"))
            }
            details.mt2 {
                summary { "What help costs where you hire" }
                div.form-2.mt2 {
                    (number(said, faults, "virtual_assistant_hourly", "An hour of an assistant"))
                    (number(said, faults, "specialist_hourly", "An hour of a specialist"))
                    (number(said, faults, "project_manager_hourly", "An hour of a project manager"))
                    (number(said, faults, "online_business_manager_hourly", "An hour of an online business manager"))
                }
            }
        }
    }
}
