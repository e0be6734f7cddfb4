//! A rule says no: which rule, why, what can be done instead, each as a button that posts.

use maud::{Markup, Render, html};

use super::{Button, Icon, button, hidden};

/// One way out of a refusal.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// What would happen: "Tomás takes it, his load goes to 104 %". Empty if the button says it all.
    pub what: String,
    /// Who would take it, as name and id.
    pub person: Option<(String, String)>,
    /// What it does to the chance: "chance 38 to 44 %".
    pub effect: Option<String>,
    pub button: String,
    /// Where the button posts to; a link where `fields` is `None` (a form asks for a reason or a date first).
    pub action: String,
    pub fields: Option<Vec<(String, String)>>,
}

/// The whole answer. It stands before the form of the attempt, never inside one: its buttons are forms.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// "Not given to Priyanka".
    pub title: String,
    /// "R3"; without a rule the role table said no.
    pub rule: Option<String>,
    /// One sentence with the names involved.
    pub why: String,
    pub alternatives: Vec<Alternative>,
    /// Who may lift the rule: "Amara can lift this rule for Priyanka's engagement, with a reason that is kept."
    pub lifted_by: Option<String>,
}

impl Render for Refusal {
    fn render(&self) -> Markup {
        html! {
            div.refuse role="alert" {
                div.refuse-h {
                    (Icon::Blocked)
                    div.grow {
                        h2 { (self.title) @if let Some(rule) = &self.rule { " " span.rule { (rule) } } }
                        p { (self.why) }
                    }
                }
                @if !self.alternatives.is_empty() || self.lifted_by.is_some() {
                    div.refuse-b {
                        @if !self.alternatives.is_empty() {
                            h3 { "What you can do" }
                            div { @for (i, alternative) in self.alternatives.iter().enumerate() { (way_out(alternative, i == 0)) } }
                        }
                        @if let Some(who) = &self.lifted_by { p.hint { (who) } }
                    }
                }
            }
        }
    }
}

fn way_out(alternative: &Alternative, best: bool) -> Markup {
    let look = |b: Button| if best { b.small().primary() } else { b.small() };
    html! {
        div.alt {
            @if let Some((name, id)) = &alternative.person { (super::person(name, id)) }
            @if !alternative.what.is_empty() { span { (alternative.what) } }
            @if let Some(effect) = &alternative.effect { span.num.small.sec { (effect) } }
            @match &alternative.fields {
                Some(fields) => form.alt-do method="post" action=(alternative.action) {
                    @for (name, value) in fields { (hidden(name, value)) }
                    (look(button(&alternative.button)))
                },
                None => (look(super::link_button(&alternative.button, &alternative.action))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r02_a_refusal_names_its_rule_and_each_way_out_posts() {
        let out = Refusal {
            title: "A fourth project for Priyanka".into(),
            rule: Some("R2".into()),
            why:
                "A project manager holds at most three open projects: The Slow Wheel, Glaze Library, Brand photographs."
                    .into(),
            alternatives: vec![Alternative {
                what: "Tomás takes it, his load goes to 104 %".into(),
                person: None,
                effect: None,
                button: "Give it to Tomás".into(),
                action: "/b/harbour-clay/projects/p9/manager".into(),
                fields: Some(vec![("to".into(), "tomas\"".into())]),
            }],
            lifted_by: None,
        }
        .render()
        .into_string();
        assert!(out.contains(r#"role="alert""#) && out.contains("R2"), "{out}");
        assert!(out.contains(r#"method="post" action="/b/harbour-clay/projects/p9/manager""#), "{out}");
        assert!(out.contains("tomas&quot;"), "{out}");
    }
}
