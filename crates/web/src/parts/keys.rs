//! The keyboard map.

use maud::{Markup, html};

/// A line of the keyboard map: `keys` as printed on them, in order.
#[derive(Debug, Clone)]
pub struct Keys {
    pub keys: Vec<&'static str>,
    pub does: String,
}

/// Keys and what they do, as a list.
pub fn key_list(keys: &[Keys]) -> Markup {
    html! {
        dl.keys {
            @for line in keys {
                dt { @for key in &line.keys { kbd { (key) } " " } }
                dd { (line.does) }
            }
        }
    }
}
