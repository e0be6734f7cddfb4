//! A dialog for at most six fields; anything longer is a page.

use maud::{Markup, html};

use super::Icon;

/// Opened by a script through `data-dialog=ID` on a link whose address shows the same form as a page. `id` is unique.
pub fn dialog(id: &str, title: &str, body: &Markup, foot: &Markup) -> Markup {
    html! {
        dialog.dlg id=(id) aria-labelledby={ (id) "-title" } {
            div.dlg-h {
                h2 id={ (id) "-title" } { (title) }
                form method="dialog" { button.btn.btn-q.btn-s.btn-i type="submit" { (Icon::Close.small()) span.vh { "Close" } } }
            }
            div.dlg-b { (body) }
            @if !foot.0.is_empty() { div.dlg-f { (foot) } }
        }
    }
}
