//! Progress, and the shape of what is still loading.

use maud::{Markup, html};

use super::words;

/// How far something is: `done` of `all`, named by `label`. Nothing to do counts as no progress.
pub fn progress(label: &str, done: u64, all: u64) -> Markup {
    html! { progress value=(done.min(all)) max=(all.max(1)) aria-label=(label) {} }
}

/// Long work with a count that can be read: "Simulating, 6 200 of 10 000".
pub fn working(what: &str, done: u64, all: u64) -> Markup {
    html! {
        p.hint.mt1 role="status" { (what) ", " (words::count(done)) " of " (words::count(all)) }
        (progress(what, done, all))
    }
}

/// Lines where text will be. `lines` at most 12.
pub fn skeleton(lines: usize) -> Markup {
    const WIDTHS: [&str; 4] = ["skel skel-2", "skel", "skel", "skel skel-3"];
    html! {
        div.stack-2.pt aria-hidden="true" {
            @for class in WIDTHS.iter().cycle().take(lines.min(12)) { span class=(class) {} }
        }
    }
}
