//! Tables that scroll sideways where it is narrow, heads that sort, and tags.

use maud::{Markup, html};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorting {
    Not,
    Ascending,
    Descending,
}

/// `head` holds `th scope="col"` in a row, `body` rows whose first cell is `th scope="row"`.
/// `class` adds to `tbl`: `tbl-2` for two-line rows, `heat`.
pub fn table(caption: &str, class: &str, head: &Markup, body: &Markup) -> Markup {
    html! {
        div.panel.tbl-wrap tabindex="0" role="region" aria-label={ (caption) ", scrolls sideways where it is narrow" } {
            table class={ "tbl " (class) } {
                caption.vh { (caption) }
                thead { (head) }
                tbody { (body) }
            }
        }
    }
}

/// A column head that sorts: a link to the same page in the other order.
pub fn sort_head(label: &str, href: &str, sorting: Sorting, right: bool) -> Markup {
    let (word, arrow) = match sorting {
        Sorting::Not => ("none", ""),
        Sorting::Ascending => ("ascending", " ↑"),
        Sorting::Descending => ("descending", " ↓"),
    };
    html! {
        th.r[right] scope="col" aria-sort=(word) { a href=(href) { (label) span aria-hidden="true" { (arrow) } } }
    }
}

/// A small mark with a word: a business, "advised". `accent` for the one that differs.
pub fn tag(text: &str, accent: bool) -> Markup {
    html! { span.tag.tag-a[accent] { (text) } }
}
