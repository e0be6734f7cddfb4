//! A command's form: its fields with labels and hints, and what the address already says filled in.

use maud::{Markup, html};
use righthand_desk::catalogue::Entry;
use righthand_desk::command::Method;
use righthand_desk::view::PersonRef;

use super::shape::{Kind, Shape};
use crate::parts::{Field, Icon, button, check, hidden, link_button, sentence_head, words};
use crate::site::{FormState, InBusiness};

/// Rows for items of a list: as many more as one is likely to need at once.
const ITEM_ROWS: usize = 6;
/// How often things are done, as RFC 5545 writes it.
const RULES: [&str; 5] = [
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY;BYDAY=TH",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
    "FREQ=MONTHLY;BYMONTHDAY=1",
];

/// What can be chosen by name.
#[derive(Debug, Default)]
pub(super) struct Choices {
    pub people: Vec<PersonRef>,
    pub areas: Vec<PersonRef>,
    pub projects: Vec<PersonRef>,
}

/// A form as it is being drawn.
struct Draw<'d> {
    form: FormState,
    given: &'d [(String, String)],
    choices: &'d Choices,
    /// Something new is made: nothing is there yet that could stay as it is.
    makes: bool,
}

/// `/b/{business}/form/{command}`.
pub(super) fn form_page(
    visit: &InBusiness,
    entry: &Entry,
    shapes: &[Shape],
    given: &[(String, String)],
    choices: &Choices,
    next: &str,
) -> Markup {
    let draw =
        Draw { form: visit.form(&format!("{}:form", entry.name)), given, choices, makes: entry.rest.0 == Method::Post };
    let about: Vec<&str> = entry.path_fields().filter(|name| draw.given(name).is_some()).collect();
    let (needed, more): (Vec<&Shape>, Vec<&Shape>) = shapes
        .iter()
        .filter(|shape| !about.contains(&shape.name.as_str()))
        .partition(|shape| shape.required || draw.given(&shape.name).is_some());
    let names = names(shapes);
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|name| !about.contains(name)).collect();
    let open = needed.is_empty() || draw.form.troubled();
    html! {
        (sentence_head(entry.summary, &sentence(&about, &draw), &html! {}))
        div.cols {
            div {
                (draw.form.before(visit))
                form.panel.panel-p.stack method="post" action=(visit.form_action(entry.name)) {
                    (draw.form.hidden(visit, &names))
                    (hidden("_next", next))
                    (hidden("_empty", "keep"))
                    @for name in lists(shapes, "") { (hidden("_list", &name)) }
                    @for name in &about { (hidden(name, draw.given(name).unwrap_or_default())) }
                    @for shape in &needed { (draw.field(shape, "")) }
                    @if !more.is_empty() {
                        details id="more-fields" open[open] {
                            summary.link { "More, where it matters" }
                            div.stack.mt { @for shape in &more { (draw.field(shape, "")) } }
                        }
                    }
                    div.row.row-w.mt {
                        (button(verb(entry.summary)).primary())
                        (link_button("Leave it", if next.contains('{') { "/" } else { next }).quiet())
                    }
                }
            }
        }
    }
}

/// The beginning of the summary, up to what only explains it.
fn verb(summary: &str) -> &str {
    summary.split([':', ',']).next().unwrap_or(summary)
}

fn sentence(about: &[&str], draw: &Draw<'_>) -> String {
    let about: Vec<String> = about.iter().map(|name| draw.name_of(name)).collect();
    let about: Vec<&str> = about.iter().map(String::as_str).collect();
    let empty = if draw.makes { "What is optional can be left empty." } else { "What is left empty stays as it is." };
    if about.is_empty() { empty.into() } else { format!("For {}. {empty}", words::list(&about)) }
}

/// Every name that a field of the form has, so that a fault of another is shown above them.
fn names(shapes: &[Shape]) -> Vec<String> {
    let mut all = Vec::new();
    for shape in shapes {
        match &shape.kind {
            Kind::Parts(parts) => all.extend(names(parts).into_iter().map(|name| format!("{}.{name}", shape.name))),
            Kind::Items(parts) => {
                for row in 0..ITEM_ROWS {
                    all.extend(names(parts).into_iter().map(|name| format!("{}.{row}.{name}", shape.name)));
                }
            }
            _ => all.push(shape.name.clone()),
        }
    }
    all
}

/// The fields that hold a list with commas.
fn lists(shapes: &[Shape], prefix: &str) -> Vec<String> {
    let mut all = Vec::new();
    for shape in shapes {
        let name = format!("{prefix}{}", shape.name);
        match &shape.kind {
            Kind::List => all.push(name),
            Kind::Parts(parts) => all.extend(lists(parts, &format!("{name}."))),
            Kind::Items(parts) => (0..ITEM_ROWS).for_each(|row| all.extend(lists(parts, &format!("{name}.{row}.")))),
            _ => {}
        }
    }
    all
}

impl Draw<'_> {
    fn given(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// What the address names, by its name where it has one.
    fn name_of(&self, field: &str) -> String {
        let key = self.given(field).unwrap_or_default();
        let all = self.choices.people.iter().chain(&self.choices.projects).chain(&self.choices.areas);
        all.into_iter().find(|thing| thing.key == key).map_or_else(|| format!("“{key}”"), |thing| thing.name.clone())
    }

    fn field(&self, shape: &Shape, prefix: &str) -> Markup {
        let name = format!("{prefix}{}", shape.name);
        match &shape.kind {
            Kind::Parts(parts) => {
                self.group(&shape.label, &html! { @for part in parts { (self.field(part, &format!("{name}."))) } })
            }
            Kind::Items(parts) => html! {
                @for row in 0..ITEM_ROWS {
                    (self.group(&format!("{} {}", shape.label, row + 1), &self.item(parts, &format!("{name}.{row}."))))
                }
            },
            Kind::Check => html! {
                div.field { (check(&name, "true", &shape.label, self.form.chosen(&name, "true", self.given(&name) == Some("true")))) (self.below(&name, &shape.hint)) }
            },
            Kind::People => self.people(shape, &name),
            Kind::Maybe => self.choice(shape, &name, &[("true".into(), "Yes".into()), ("false".into(), "No".into())]),
            Kind::Choice(values) => {
                let options: Vec<(String, String)> =
                    values.iter().map(|value| (value.clone(), words::capital(&value.replace('_', " ")))).collect();
                self.choice(shape, &name, &options)
            }
            Kind::Person => self.choice(shape, &name, &pairs(&self.choices.people)),
            Kind::Area => self.choice(shape, &name, &pairs(&self.choices.areas)),
            Kind::Project => self.choice(shape, &name, &pairs(&self.choices.projects)),
            kind => self.typed(shape, &name, kind),
        }
    }

    fn group(&self, label: &str, inside: &Markup) -> Markup {
        html! { fieldset.stack { legend.lab { (label) } (inside) } }
    }

    /// One item: what it needs, and the rest folded away.
    fn item(&self, parts: &[Shape], prefix: &str) -> Markup {
        let (needed, more): (Vec<&Shape>, Vec<&Shape>) = parts.iter().partition(|part| part.required);
        html! {
            // None of the items has to be there: what one needs is asked for once it has something.
            @for part in needed { (self.field(&Shape { required: false, ..part.clone() }, prefix)) }
            details id={ "more-" (prefix.replace('.', "-")) } {
                summary.link.small { "More" }
                div.stack.mt { @for part in more { (self.field(part, prefix)) } }
            }
        }
    }

    fn typed(&self, shape: &Shape, name: &str, kind: &Kind) -> Markup {
        let input = match kind {
            Kind::Lines => "area",
            Kind::Day => "date",
            _ => "text",
        };
        let id = format!("f-{}", name.replace('.', "-"));
        let hint =
            if *kind == Kind::List && shape.hint.is_empty() { "Several with commas between them" } else { &shape.hint };
        let field = Field::new(input, name, &shape.label)
            .id(&id)
            .value(self.form.value(name, self.given(name).unwrap_or_default()))
            .fault(self.form.fault(name));
        let field = if hint.is_empty() { field } else { field.hint(hint) };
        let field = if *kind == Kind::Number { field.inputmode("decimal") } else { field };
        let field = if shape.name == "rrule" { field.suggestions("rules", &RULES) } else { field };
        if shape.required {
            html! { (field) }
        } else {
            html! { (field.optional()) }
        }
    }

    fn choice(&self, shape: &Shape, name: &str, options: &[(String, String)]) -> Markup {
        let id = format!("f-{}", name.replace('.', "-"));
        let chosen = self.form.value(name, self.given(name).unwrap_or_default());
        let fault = self.form.fault(name);
        html! {
            div.field {
                label for=(id) { (shape.label) @if !shape.required { span.mut { " (optional)" } } }
                select.inp id=(id) name=(name) aria-invalid=[fault.map(|_| "true")] aria-describedby={ (name) "-below" } {
                    @if !shape.required || chosen.is_empty() { option value="" selected[chosen.is_empty()] { @if shape.required { "Choose" } @else if self.makes { "Not said" } @else { "As it is" } } }
                    @for (value, label) in options { option value=(value) selected[value == chosen] { (label) } }
                    @if !chosen.is_empty() && !options.iter().any(|(value, _)| value == chosen) { option value=(chosen) selected { (chosen) } }
                }
                (self.below(name, &shape.hint))
            }
        }
    }

    fn people(&self, shape: &Shape, name: &str) -> Markup {
        html! {
            fieldset.field {
                legend.lab { (shape.label) }
                div.row.row-w {
                    @for person in &self.choices.people {
                        @let given = self.given.iter().any(|(other, value)| other == name && *value == person.key);
                        (check(name, &person.key, &person.name, self.form.chosen(name, &person.key, given)))
                    }
                }
                (self.below(name, &shape.hint))
            }
        }
    }

    /// The fault, or else the hint.
    fn below(&self, name: &str, hint: &str) -> Markup {
        html! {
            @match self.form.fault(name) {
                Some(fault) => p.err id={ (name) "-below" } { (Icon::Late.with_class("i i-s fillst")) (fault) },
                None => p.hint id={ (name) "-below" } { (hint) },
            }
        }
    }
}

fn pairs(things: &[PersonRef]) -> Vec<(String, String)> {
    things.iter().map(|thing| (thing.key.clone(), thing.name.clone())).collect()
}
