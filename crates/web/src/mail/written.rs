//! A mail's body as plain text and as HTML. Both say the same; mail programs choose.

use maud::{DOCTYPE, Markup, html};
use righthand_desk::mail::Body;

/// As plain text, the link on a line of its own. `origin` is the address of the desk without a slash at its end.
pub fn text(body: &Body, origin: &str) -> String {
    let (label, path) = &body.action;
    let link = format!("{label}:\n{origin}{path}");
    let parts = [&body.hello].into_iter().chain(&body.lines).chain([&link, &body.ending]);
    let parts: Vec<&str> = parts.map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!("{}\n", parts.join("\n\n"))
}

/// As a page that mail programs show: no script, no picture, nothing that is fetched.
pub fn html(body: &Body, origin: &str) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width"; }
            body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1c1b19;background:#fff" {
                div style="max-width:34em;margin:0 auto" { (words(body, origin)) }
            }
        }
    };
    page.into_string()
}

/// The words alone.
pub(super) fn words(body: &Body, origin: &str) -> Markup {
    let (label, path) = &body.action;
    html! {
        @for line in [&body.hello].into_iter().chain(&body.lines).filter(|line| !line.is_empty()) { p { (line) } }
        // The class is for the outbox; a mail program knows a link without it.
        p { a.link href={ (origin) (path) } { (label) } }
        @if !body.ending.is_empty() { p { small { (body.ending) } } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body() -> Body {
        Body {
            hello: "Hello Noor,".into(),
            lines: vec!["Harbour <Clay> & friends keep a place for you.".into()],
            action: ("Join".into(), "/join/abc".into()),
            ending: String::new(),
        }
    }

    #[test]
    fn text_has_the_link_on_a_line_of_its_own() {
        let text = text(&body(), "https://desk.example");
        assert!(text.lines().any(|line| line == "https://desk.example/join/abc"), "{text}");
        assert!(text.starts_with("Hello Noor,\n\n") && !text.contains("\n\n\n"), "{text}");
    }

    #[test]
    fn nothing_of_a_name_becomes_markup() {
        let html = html(&body(), "https://desk.example");
        assert!(html.contains("Harbour &lt;Clay&gt; &amp; friends"), "{html}");
        assert!(html.contains("href=\"https://desk.example/join/abc\""), "{html}");
    }
}
