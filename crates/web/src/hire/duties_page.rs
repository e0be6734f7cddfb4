//! The inventory as markup: a table to type in like a spreadsheet, a place to paste one, offers, where the week goes, means.

use maud::{Markup, html};
use righthand_advisor::typical::{TYPICAL, Typical};
use righthand_desk::hire::inventory::{DutyRow, Inventory, OwnersWeek};
use righthand_domain::kind::Kind;
use righthand_domain::roles::{Grant, Permission};
use righthand_domain::snapshot::Energy;
use righthand_domain::words::decimal;

use super::{Page, hours, pages};
use crate::parts::{Choice, Field, Icon, button, link_button, section_head, sentence_head, words};
use crate::site::{FormState, InBusiness};

/// Empty rows below the duties, for new ones.
const EMPTY_ROWS: usize = 4;

pub(super) fn page(visit: &InBusiness, inventory: &Inventory) -> Markup {
    let writes = visit.membership.role.may(Permission::SeeRates) == Grant::Yes;
    html! {
        (sentence_head("Where the week goes", &sentence(inventory), &html! { (link_button("See the answer", visit.at("/hire/answer")).primary()) }))
        (pages(visit, Page::Duties))
        @if writes { (interview(visit)) }
        @if writes { (table(visit, inventory)) } @else { (read_only(inventory)) }
        div.cols.mt4 {
            div.stack { @if writes { (paste(visit)) (offers(visit, inventory)) } }
            aside.stack aria-label="The week and the means" { (week(inventory)) @if writes { (means(visit, inventory)) } }
        }
    }
}

fn sentence(inventory: &Inventory) -> String {
    let week = &inventory.week;
    if inventory.duties.is_empty() {
        return "No duties yet: type them below, paste them from a spreadsheet, or take some of the typical ones."
            .to_owned();
    }
    format!(
        "{} in all. Of the owner’s {} a week, {} could go; {} drain.",
        words::capital(&words::counted(inventory.duties.len() as u64, "duty", "duties")),
        hours(week.all),
        hours(week.could_go),
        hours(week.drains)
    )
}

fn table(visit: &InBusiness, inventory: &Inventory) -> Markup {
    let form = visit.form("set_duties:hire");
    let rows = inventory.duties.len() + EMPTY_ROWS;
    let known: Vec<String> = (0..rows).flat_map(fields_of).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    html! {
        (form.before(visit))
        form method="post" action=(visit.form_action("set_duties")) novalidate {
            (form.hidden(visit, &known))
            section.panel.tbl-wrap tabindex="0" role="region" aria-label="Duties, scrolls sideways where it is narrow" {
                table.tbl.tbl-edit data-sheet="" {
                    caption.vh { "Duties of the business: a row each, to type in; an empty name takes a duty out" }
                    thead { tr {
                        th scope="col" { "Duty" } th scope="col" { "Hours a week" } th scope="col" { "Kind" } th scope="col" { "Done by" }
                        th scope="col" { "Ends with" } th scope="col" { "Skill" } th scope="col" { "How it feels" } th scope="col" { "You could show it" } th scope="col" { "Hand over" }
                    } }
                    tbody {
                        @for at in 0..rows { (row(&form, at, inventory.duties.get(at), inventory)) }
                    }
                }
                div.panel-foot.row { (button("Keep the duties").primary()) span.hint { "Tab goes through the fields, the arrow keys up and down, Enter keeps all; cells from a spreadsheet can be pasted into any field. An empty name takes a duty out." } }
            }
        }
    }
}

const FIELDS: [&str; 9] =
    ["name", "hours_per_week", "kind", "who", "project", "skill", "energy", "owner_has_skill", "hand_over"];

fn fields_of(row: usize) -> impl Iterator<Item = String> {
    FIELDS.iter().map(move |field| format!("duties.{row}.{field}"))
}

fn row(form: &FormState, at: usize, duty: Option<&DutyRow>, inventory: &Inventory) -> Markup {
    let cell = Cell { form, at, called: duty.map_or_else(|| "new duty".to_owned(), |duty| duty.name.clone()) };
    let hours = duty.map_or_else(String::new, |duty| decimal(duty.hours_per_week));
    let people: Vec<Choice<'_>> =
        inventory.people.iter().map(|person| Choice { value: &person.key, label: &person.name }).collect();
    let projects: Vec<Choice<'_>> = inventory.projects.iter().map(|(value, label)| Choice { value, label }).collect();
    let kinds = [("implementation", "Doing"), ("management", "Managing"), ("strategy", "Strategy")];
    let kinds = kinds.map(|(value, label)| Choice { value, label });
    let feelings = [("gives", "Gives energy"), ("neutral", "Neutral"), ("drains", "Drains")];
    let feelings = feelings.map(|(value, label)| Choice { value, label });
    let yes_no = || [Choice { value: "true", label: "Yes" }, Choice { value: "false", label: "No" }];
    html! {
        tr {
            th scope="row" {
                @if let Some(duty) = duty { input type="hidden" name={ "duties." (at) ".duty" } value=(duty.key); }
                (cell.text("name", "Name", duty.map_or("", |duty| duty.name.as_str()), None))
            }
            td { (cell.text("hours_per_week", "Hours a week", &hours, Some("decimal"))) }
            td { (cell.select("kind", "Kind", &kinds, duty.map_or(Kind::Implementation, |duty| duty.kind).as_str(), None)) }
            td { (cell.select("who", "Done by", &people, duty.and_then(|duty| duty.who.as_ref()).map_or("", |who| who.key.as_str()), Some("the owner"))) }
            td { (cell.select("project", "Ends with", &projects, duty.and_then(|duty| duty.project.as_deref()).unwrap_or(""), Some("goes on"))) }
            td { (cell.text("skill", "Skill", duty.and_then(|duty| duty.skill.as_deref()).unwrap_or(""), None)) }
            td { (cell.select("energy", "How it feels", &feelings, duty.and_then(|duty| duty.energy).map_or("", feeling), Some("not said"))) }
            td { (cell.select("owner_has_skill", "You could show it", &yes_no(), truth(duty.and_then(|duty| duty.owner_has_skill)), Some("not said"))) }
            td { (cell.select("hand_over", "Hand over", &yes_no(), truth(duty.and_then(|duty| duty.hand_over)), Some("not said"))) }
        }
    }
}

/// A field of a row.
struct Cell<'a> {
    form: &'a FormState,
    at: usize,
    called: String,
}

impl Cell<'_> {
    fn text(&self, field: &str, label: &str, now: &str, mode: Option<&str>) -> Markup {
        let name = format!("duties.{}.{field}", self.at);
        let fault = self.form.fault(&name);
        html! {
            input.inp.inp-n[mode.is_some()] name=(name) value=(self.form.value(&name, now)) inputmode=[mode] autocomplete="off"
                aria-label={ (label) ", " (self.called) } aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| format!("{name}-fault"))];
            @if let Some(fault) = fault { p.err id={ (name) "-fault" } { (Icon::Late.with_class("i i-s fillst")) (fault) } }
        }
    }

    fn select(&self, field: &str, label: &str, choices: &[Choice<'_>], now: &str, none: Option<&str>) -> Markup {
        let name = format!("duties.{}.{field}", self.at);
        let fault = self.form.fault(&name);
        html! {
            select.inp name=(name) aria-label={ (label) ", " (self.called) } {
                @if let Some(none) = none { option value="" selected[self.form.chosen(&name, "", now.is_empty())] { (none) } }
                @for choice in choices { option value=(choice.value) selected[self.form.chosen(&name, choice.value, now == choice.value)] { (choice.label) } }
            }
            @if let Some(fault) = fault { p.err { (Icon::Late.with_class("i i-s fillst")) (fault) } }
        }
    }
}

fn feeling(energy: Energy) -> &'static str {
    match energy {
        Energy::Gives => "gives",
        Energy::Neutral => "neutral",
        Energy::Drains => "drains",
    }
}

fn truth(said: Option<bool>) -> &'static str {
    match said {
        Some(true) => "true",
        Some(false) => "false",
        None => "",
    }
}

fn read_only(inventory: &Inventory) -> Markup {
    let body = html! {
        @for duty in &inventory.duties {
            tr {
                th scope="row" { (duty.name) }
                td.r { (hours(duty.hours_per_week)) }
                td { (duty.kind.as_str()) }
                td { @if let Some(who) = &duty.who { (who.name) } @else { "the owner" } }
                td { (duty.energy.map_or("not said", feeling)) }
                td { @match duty.hand_over { Some(true) => "yes", Some(false) => "stays", None => "not said" } }
            }
        }
    };
    let head = html! { tr { th scope="col" { "Duty" } th.r scope="col" { "Hours a week" } th scope="col" { "Kind" } th scope="col" { "Done by" } th scope="col" { "How it feels" } th scope="col" { "Hand over" } } };
    crate::parts::table("Duties of the business", "", &head, &body)
}

/// The interview that this browser keeps from before there was a business: a script shows and fills it.
fn interview(visit: &InBusiness) -> Markup {
    html! {
        form.note.note-a method="post" action=(visit.form_action("set_duties")) data-native="" data-take-interview="" hidden {
            (Icon::Hire.with_class("i"))
            div.grow { p { b { "Your interview is still in this browser." } " " span data-count="" {} } }
            input type="hidden" name="_form" value="set_duties:hire";
            input type="hidden" name="_back" value=(visit.visitor.path);
            (button("Take the duties over").small())
        }
    }
}

fn paste(visit: &InBusiness) -> Markup {
    let form = visit.form("paste_duties:hire");
    let fault = form.fault("text");
    html! {
        section.panel.panel-p id="paste" {
            h2 { "Paste from a spreadsheet" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("paste_duties")) novalidate {
                (form.hidden(visit, &["text"]))
                div.field {
                    label for="pasted" { "Duties, one a line: name, hours a week, kind, how it feels, would it go" }
                    textarea.inp id="pasted" name="text" rows="5" aria-describedby="pasted-hint" aria-invalid=[fault.map(|_| "true")] { (form.value("text", "")) }
                    @if let Some(fault) = fault { p.err id="pasted-hint" { (Icon::Late.with_class("i i-s fillst")) (fault) } }
                    @else { p.hint id="pasted-hint" { "Sort the inbox; 3; doing; drains; yes" } }
                }
                div { (button("Add these").small()) }
            }
        }
    }
}

/// Typical duties by area, those that are there already left out: ticked, then added in one step.
fn offers(visit: &InBusiness, inventory: &Inventory) -> Markup {
    let there = |offer: &Typical| inventory.duties.iter().any(|duty| duty.name == offer.name);
    let mut areas: Vec<&str> = TYPICAL.iter().map(|offer| offer.area).collect();
    areas.dedup();
    let form = visit.form("add_typical_duties:hire");
    html! {
        section.panel.panel-p id="typical" {
            (section_head("Typical duties", None, &html! { "hours are a beginning: put your own" }))
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("add_typical_duties")) {
                (form.hidden(visit, &["duties"]))
                @for area in areas {
                    @let offered: Vec<&Typical> = TYPICAL.iter().filter(|offer| offer.area == area && !there(offer)).collect();
                    @if !offered.is_empty() {
                        details {
                            summary { (area) " " span.mut { (offered.len()) } }
                            div.stack.mt2 {
                                @for offer in offered {
                                    label.row.top {
                                        input.check type="checkbox" name="duties" value=(offer.key) checked[form.chosen("duties", offer.key, false)];
                                        span { (offer.name) ", " (hours(offer.hours)) " a week " span.small.mut { (kind_word(offer.kind)) "; hours: " (offer.source) } }
                                    }
                                }
                            }
                        }
                    }
                }
                div { (button("Add the ticked").small()) }
            }
        }
    }
}

pub(crate) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Implementation => "doing",
        Kind::Management => "managing",
        Kind::Strategy => "strategy",
    }
}

fn week(inventory: &Inventory) -> Markup {
    html! { section.panel.panel-p { h2 { "The owner’s week" } (week_list(&inventory.week)) } }
}

/// Where a week goes: by kind, by feeling, and what of it could go.
pub(crate) fn week_list(week: &OwnersWeek) -> Markup {
    let [doing, managing, strategy] = week.by_kind;
    html! {
        dl.dl.mt2 {
            dt { "All" } dd { (hours(week.all)) }
            dt { "Doing" } dd { (hours(doing)) } dt { "Managing" } dd { (hours(managing)) } dt { "Strategy" } dd { (hours(strategy)) }
            dt { "Gives energy" } dd { (hours(week.gives)) } dt { "Neutral" } dd { (hours(week.neutral)) } dt { "Drains" } dd { (hours(week.drains)) }
            dt { "Could go" } dd { b { (hours(week.could_go)) } }
        }
    }
}

fn means(visit: &InBusiness, inventory: &Inventory) -> Markup {
    let form = visit.form("change_means:hire");
    let means = &inventory.means;
    let market = means.market.clone().unwrap_or_default();
    let currency = inventory.currency.as_deref().unwrap_or("the business’s currency");
    let number = |value: Option<f64>| value.map(decimal).unwrap_or_default();
    let hourly = |rate: &Option<righthand_domain::snapshot::Rate>| number(rate.as_ref().and_then(|rate| rate.hourly));
    let all = [
        ("owner_hour_value", "An hour of yours is worth", number(means.owner_hour_value)),
        ("budget_per_month", "Help may cost a month", number(means.budget_per_month)),
        ("reserve", "Reserve", number(means.reserve)),
        ("virtual_assistant_hourly", "An hour of an assistant costs", hourly(&market.virtual_assistant)),
        ("specialist_hourly", "An hour of a specialist costs", hourly(&market.specialist)),
        ("project_manager_hourly", "An hour of a project manager costs", hourly(&market.project_manager)),
        (
            "online_business_manager_hourly",
            "An hour of an online business manager costs",
            hourly(&market.online_business_manager),
        ),
    ];
    let known: Vec<&str> = all.iter().map(|(name, ..)| *name).collect();
    html! {
        section.panel.panel-p id="means" {
            h2 { "Means" }
            p.small.sec.mt1 { "In " (currency) ". What stays empty is assumed, and the answer says so." }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("change_means")) novalidate {
                (form.hidden(visit, &known))
                @for (name, label, now) in &all {
                    (Field::new("text", name, label).value(form.value(name, now)).fault(form.fault(name)).inputmode("decimal").optional().narrow())
                }
                div { (button("Keep the means").small()) }
            }
        }
    }
}
