//! Areas: the parts of the business, each with the one who is accountable (R16).

use maud::{Markup, html};
use righthand_desk::settings::overview::{AreaView, Overview};

use crate::parts::{Field, Icon, button, hidden, person};
use crate::site::{FormState, InBusiness};

/// The row of settings with every area, and a form for another.
pub(super) fn areas(visit: &InBusiness, overview: &Overview) -> Markup {
    html! {
        div.set {
            div { h2 { "Areas" } p { "Parts of the business. Somebody is accountable for each; what nobody else has comes to them." } }
            div.stack {
                @if overview.areas.is_empty() { p.sec { "None yet." } }
                @for area in &overview.areas {
                    @if overview.can_change { (change(visit, overview, area)) } @else { (as_it_is(area)) }
                }
                @if overview.can_change { (create(visit, overview)) }
            }
        }
    }
}

fn as_it_is(area: &AreaView) -> Markup {
    html! {
        div.row { b.grow { (area.name) } @if let Some(who) = &area.accountable { (person(&who.name, &who.key)) } }
    }
}

fn change(visit: &InBusiness, overview: &Overview, area: &AreaView) -> Markup {
    let form = visit.form(&format!("change_area:{}", area.key));
    let (name_id, who_id) = (format!("f-area-{}-name", area.key), format!("f-area-{}-who", area.key));
    let accountable = area.accountable.as_ref().map_or("", |who| who.key.as_str());
    html! {
        details id={ "area-" (area.key) } open[form.troubled()] {
            summary.row { b.grow { (area.name) } @if let Some(who) = &area.accountable { (person(&who.name, &who.key)) } span.link.small { "Change" } }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("change_area")) {
                (form.hidden(visit, &["name", "accountable"]))
                (hidden("area", &area.key))
                (hidden("version", &area.version.to_string()))
                div.form-2 {
                    (Field::new("text", "name", "Name").id(&name_id).value(form.value("name", &area.name)).fault(form.fault("name")).max_length(300))
                    (people(&form, overview, &who_id, accountable))
                }
                div.row { (button("Keep the area").small()) }
            }
        }
    }
}

fn create(visit: &InBusiness, overview: &Overview) -> Markup {
    let form = visit.form("create_area:new");
    html! {
        details id="area-new" open[form.troubled() || overview.areas.is_empty()] {
            summary.link.small { "Make an area" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("create_area")) {
                (form.hidden(visit, &["name", "accountable"]))
                div.form-2 {
                    (Field::new("text", "name", "Name").id("f-area-name").value(form.value("name", "")).fault(form.fault("name")).max_length(300))
                    (people(&form, overview, "f-area-who", ""))
                }
                div.row { (button("Make the area").icon(Icon::Plus)) }
            }
        }
    }
}

fn people(form: &FormState, overview: &Overview, id: &str, now: &str) -> Markup {
    let chosen = form.value("accountable", now);
    let fault = form.fault("accountable");
    let about = format!("{id}-fault");
    html! {
        div.field {
            label for=(id) { "Who is accountable" }
            select.inp id=(id) name="accountable" aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| &about)] {
                @if chosen.is_empty() { option value="" selected { "Choose" } }
                @for person in &overview.people { option value=(person.key) selected[person.key == chosen] { (person.name) } }
            }
            @if let Some(fault) = fault { p.err id=(about) { (Icon::Late.with_class("i i-s fillst")) (fault) } }
        }
    }
}
