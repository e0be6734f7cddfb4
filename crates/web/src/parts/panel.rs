//! Panels, heads and figures: the frames of a page.

use maud::{Markup, html};

/// Title of a page, the sentence that answers its question, and what can be done at once.
pub fn head(title: &str, sentence: &Markup, actions: &Markup) -> Markup {
    html! {
        div.head {
            div.grow { h1 { (title) } @if !sentence.0.is_empty() { p.lede { (sentence) } } }
            @if !actions.0.is_empty() { div.head-act { (actions) } }
        }
    }
}

/// [`head`] with a plain sentence.
pub fn sentence_head(title: &str, sentence: &str, actions: &Markup) -> Markup {
    head(title, &html! { (sentence) }, actions)
}

/// `h2` with a count and something small at the end of the line.
pub fn section_head(title: &str, number: Option<u64>, aside: &Markup) -> Markup {
    html! {
        div.sec-h {
            h2 { (title) }
            @if let Some(number) = number { (count(number)) }
            @if !aside.0.is_empty() { div.small.mut { (aside) } }
        }
    }
}

/// A number beside a title.
pub fn count(number: u64) -> Markup {
    html! { span.count { (super::words::count(number)) } }
}

/// A group of rows on Today: "Next, today", 1 h 30.
pub fn group_head(title: &str, aside: &str) -> Markup {
    html! { div.grp { h2 { (title) } @if !aside.is_empty() { small { (aside) } } } }
}

/// A panel with padding and its own head. For lists and tables write `section.panel` and [`section_head`] instead.
pub fn panel(title: &str, aside: &Markup, inside: &Markup) -> Markup {
    html! { section.panel.panel-p { (section_head(title, None, aside)) (inside) } }
}

/// The line at the foot of a panel.
pub fn panel_foot(inside: &Markup) -> Markup {
    html! { div.panel-foot { (inside) } }
}

/// A large figure over its meaning.
pub fn fig(value: &str, meaning: &str) -> Markup {
    html! { div.fig { b { (value) } small { (meaning) } } }
}

/// Figures side by side: pairs of value and meaning.
pub fn figs(pairs: &[(&str, &str)]) -> Markup {
    html! { div.figs { @for (value, meaning) in pairs { (fig(value, meaning)) } } }
}
