//! Tabs, segments and filters: links, so that every view has an address.

use maud::{Markup, html};

use super::{Icon, words};

#[derive(Debug, Clone)]
pub struct Tab<'a> {
    pub label: &'a str,
    pub href: &'a str,
    pub count: Option<u64>,
    pub current: bool,
}

/// Views of one subject; `name` is what they are views of.
pub fn tabs(name: &str, tabs: &[Tab<'_>]) -> Markup {
    html! {
        nav.tabs aria-label=(name) {
            @for tab in tabs {
                a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                    (tab.label)
                    @if let Some(count) = tab.count { " " span.count { (words::count(count)) } }
                }
            }
        }
    }
}

/// A choice of few that changes the view: scale, layout. Triples of label, address, current.
pub fn segments(name: &str, choices: &[(&str, &str, bool)]) -> Markup {
    html! {
        div.seg role="group" aria-label=(name) {
            @for (label, href, current) in choices { a href=(href) aria-current=[current.then_some("true")] { (label) } }
        }
    }
}

/// A filter: `href` is the same page with it on, or, if `on`, without it.
pub fn filter(label: &str, href: &str, on: bool) -> Markup {
    html! {
        @if on {
            a.filter.filter-on href=(href) { (label) span.vh { ", shown only; take away" } " " (Icon::Close.small()) }
        } @else {
            a.filter href=(href) { (label) }
        }
    }
}
