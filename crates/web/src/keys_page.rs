//! The keyboard map as a page, for those who come without script.

use maud::{Markup, html};

use crate::parts::{Keys, Look, key_list, link_button, plain_page};

/// `/keyboard`.
pub fn keyboard_page(look: Look) -> Markup {
    let line = |keys: &[&'static str], does: &str| Keys { keys: keys.to_vec(), does: does.to_owned() };
    let all = [
        line(&["?"], "This map"),
        line(&["Esc"], "Close"),
        line(&["Ctrl", "K"], "Search or run a command"),
        line(&["/"], "Search"),
        line(&["C"], "New"),
        line(&["J", "K"], "Next row, row before; arrows do the same once a row is chosen"),
        line(&["Enter"], "Open the row"),
        line(&["D"], "Done, on the row"),
        line(&["Ctrl", "Z"], "Undo what the last message says"),
        line(&["G", "T"], "Go to Today"),
        line(&["G", "P"], "Go to Projects"),
        line(&["G", "E"], "Go to Team"),
        line(&["G", "I"], "Go to Import"),
        line(&["G", "Y"], "Go to History"),
        line(&["G", "S"], "Go to Settings"),
    ];
    plain_page(
        "Keyboard",
        look,
        &html! {
            h1.t28 { "Keyboard" }
            p.sec.mt1 { "Single letters act only outside fields, and can be switched off in Settings, You. A key does something only where the thing it stands for is on the page." }
            div.mt4 { (key_list(&all)) }
            p.mt4 { (link_button("Go to Today", "/")) }
        },
    )
}
