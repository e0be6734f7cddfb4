//! The mark of the product.

use maud::{Markup, html};

/// The mark of the product.
pub fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 22 22" aria-hidden="true" {
            rect.m1 width="22" height="22" rx="6" {}
            circle.m2 cx="8.6" cy="11.6" r="4.6" {}
            circle.m3 cx="16.4" cy="7.2" r="2.6" {}
        }
    }
}
