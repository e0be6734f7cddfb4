//! What every page must keep to: valid structure, names for everything, nothing inline.

use scraper::{ElementRef, Html, Selector};

use crate::parts::Look;
use crate::set_up::{SetUp, set_up_page};
use crate::sign_in::{SignIn, link_sent_page, sign_in_page};

/// Fails with the reason if `page` breaks a rule of HTML or accessibility that can be seen without a browser.
pub(crate) fn check_page(name: &str, page: &str) {
    let html = Html::parse_document(page);
    let all = |selector: &str| -> Vec<ElementRef<'_>> { html.select(&Selector::parse(selector).unwrap()).collect() };
    assert!(html.errors.is_empty(), "{name}: {:?}", html.errors);
    assert_eq!(all("h1").len(), 1, "{name}: one h1");
    assert_eq!(all("main").len(), 1, "{name}: one main");
    assert!(page.starts_with("<!DOCTYPE html>"), "{name}");
    let mut ids = std::collections::HashSet::new();
    for element in all("*") {
        let value = element.value();
        if let Some(id) = value.id() {
            assert!(ids.insert(id.to_owned()), "{name}: id {id} twice");
            assert!(!id.is_empty() && !id.contains(char::is_whitespace), "{name}: id {id:?}");
        }
        for (attribute, text) in value.attrs() {
            assert!(attribute != "style" && !attribute.starts_with("on"), "{name}: {attribute} is inline");
            assert!(!text.contains("NaN") && !text.contains("inf "), "{name}: {attribute}={text}");
        }
    }
    for reference in ["for", "aria-describedby", "aria-labelledby", "list", "form"] {
        for element in all(&format!("[{reference}]")) {
            let id = element.attr(reference).unwrap();
            assert!(ids.contains(id), "{name}: {reference}={id} leads nowhere");
        }
    }
    for field in all("input:not([type=hidden]), select, textarea") {
        let labelled = field.attr("aria-label").is_some()
            || field.attr("id").is_some_and(|id| !all(&format!("label[for='{id}']")).is_empty())
            || field.ancestors().filter_map(ElementRef::wrap).any(|a| a.value().name() == "label");
        assert!(labelled, "{name}: a field without a label: {}", field.html());
    }
    for named in all("button, a[href], summary") {
        let words: String = named.text().collect();
        assert!(
            !words.trim().is_empty() || named.attr("aria-label").is_some(),
            "{name}: without a name: {}",
            named.html()
        );
    }
    for image in all("svg") {
        let labelled =
            image.attr("role") == Some("img") && image.attr("aria-label").is_some_and(|label| !label.is_empty());
        let hidden = image.attr("aria-hidden") == Some("true")
            || image.ancestors().filter_map(ElementRef::wrap).any(|a| a.attr("aria-hidden") == Some("true"));
        assert!(labelled || hidden, "{name}: an svg that neither says what it is nor is hidden");
    }
    for table in all("table") {
        assert!(table.select(&Selector::parse("caption").unwrap()).next().is_some(), "{name}: a table without caption");
    }
    for head in all("th") {
        assert!(head.attr("scope").is_some(), "{name}: th without scope");
    }
    let mut levels = all("h1, h2, h3, h4").into_iter().map(|h| h.value().name().to_owned());
    let mut last = levels.next().unwrap();
    for level in levels {
        assert!(
            level <= format!("h{}", last.trim_start_matches('h').parse::<u8>().unwrap() + 1),
            "{name}: {level} after {last}"
        );
        last = level;
    }
    for script in all("script") {
        assert!(script.attr("src").is_some() && script.text().all(|t| t.trim().is_empty()), "{name}: inline script");
    }
    for form in all("form") {
        let nested = form.ancestors().filter_map(ElementRef::wrap).any(|a| a.value().name() == "form");
        assert!(!nested, "{name}: a form in a form");
    }
}

#[test]
fn every_part_is_valid_and_named() {
    for look in [Look::default(), Look { theme: Some("dark"), single_keys: false }] {
        check_page("parts", &crate::dev::parts_page(look).into_string());
    }
}

#[test]
fn sign_in_keeps_the_address_and_never_the_password() {
    let form = SignIn {
        email: "amara@harbourclay.example\"><script>".into(),
        back: Some("/b/harbour-clay/projects".into()),
        faults: crate::parts::Faults::default().with("", "E-mail and password do not belong together."),
        ended: true,
        by_link: true,
    };
    let page = sign_in_page(&form, Look::default()).into_string();
    check_page("sign-in", &page);
    assert!(page.contains("amara@harbourclay.example&quot;&gt;&lt;script&gt;"));
    assert!(page.contains(r#"type="password" value="""#), "{page}");
    assert!(page.contains(r#"name="back" value="/b/harbour-clay/projects""#));
    check_page("link", &link_sent_page("amara@harbourclay.example", Look::default()).into_string());
    check_page("sign-in, first", &sign_in_page(&SignIn::default(), Look::default()).into_string());
}

#[test]
fn set_up_shows_faults_beside_their_fields() {
    let form = SetUp {
        name: "Amara Lindqvist".into(),
        zone: "Lisbon".into(),
        faults: crate::parts::Faults::default().with("zone", "“Lisbon” is no time zone; the nearest is Europe/Lisbon."),
        ..SetUp::default()
    };
    let page = set_up_page(&form, &["Europe/Lisbon", "Europe/London"], Look::default()).into_string();
    check_page("set-up", &page);
    assert!(page.contains(r#"aria-describedby="f-zone-fault""#));
}

#[test]
fn error_pages_and_the_keyboard_map_are_valid() {
    use crate::http;
    let pages = [
        http::not_found(),
        http::forbidden("Ask Amara."),
        http::too_large(Some(200_000_000)),
        http::unreadable(),
        http::wrong_method(),
        http::busy(),
        http::broken("7F3K-Q0ZD"),
    ];
    for (status, page) in pages {
        check_page(status.as_str(), &page.into_string());
    }
    check_page("keyboard", &crate::keys_page::keyboard_page(Look::default()).into_string());
}
