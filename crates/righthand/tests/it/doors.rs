//! Every command of the catalogue has its REST operation, its form at the command line, and its place on a page.

use righthand_desk::catalogue::CATALOGUE;
use righthand_desk::command::Method;

use crate::program::{AT, Server, out, righthand};

#[test]
fn every_command_has_its_rest_operation() {
    let document = righthand_api::document();
    for entry in CATALOGUE {
        let method = match entry.rest.0 {
            Method::Post => "post",
            Method::Put => "put",
            Method::Patch => "patch",
            Method::Delete => "delete",
        };
        let path = format!("/businesses/{{business}}{}", entry.rest.1);
        assert_eq!(
            document["paths"][&path][method]["operationId"], entry.name,
            "{} is missing at {method} {path}",
            entry.name
        );
    }
}

#[test]
fn every_command_has_its_form_at_the_command_line() {
    let list = out(&righthand(&["do"]));
    for entry in CATALOGUE {
        assert!(list.contains(&format!("  {} ", entry.name)), "{} is not listed", entry.name);
        let help = righthand(&["do", entry.name, "--help"]);
        let text = out(&help);
        assert!(help.status.success() && text.starts_with(entry.summary), "{}: {text}", entry.name);
        let schema = entry.schema();
        for field in schema["properties"].as_object().into_iter().flat_map(|fields| fields.keys()) {
            assert!(text.contains(&format!("\n  {field}  (")), "{} does not explain {field}: {text}", entry.name);
        }
    }
}

#[test]
fn every_command_has_its_place_on_a_page() {
    let mut server = Server::start(&["demo", "--at", AT]);
    let link = server.line().split('\t').nth(2).unwrap().to_owned();
    let path = link.trim_start_matches(&format!("http://{}", server.address)).to_owned();
    let answer = server.get(&path).1;
    let cookie = answer
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next())
        .unwrap_or_else(|| panic!("{answer}"));
    for (command, page) in pages() {
        let (status, text) = server.get_with(&page, &format!("Cookie: {cookie}\r\n"));
        assert_eq!(status, 200, "{command} has no page at {page}: {text}");
    }
}

/// Each command's page with something of the demonstration in it. Drafts have none there: the import's tests open theirs.
fn pages() -> impl Iterator<Item = (&'static str, String)> {
    let filled = |page: &str| {
        let page = page.replace("{project}", "slow-wheel").replace("{task}", "press-kit").replace("{member}", "halima");
        let page = page.replace("{contact}", "sunniva-aas").replace("{appointment}", "recording-episode-4");
        let page = page.replace("{workflow}", "newsletter").replace("{question}", "name-the-sponsor");
        let page = page.replace("{decision}", "refund-window");
        format!("/b/harbour-clay{}", page.replace("{operation}", "kiln-letter").replace("{day}", "2026-12-03"))
    };
    CATALOGUE
        .iter()
        .filter(|entry| !["{draft}", "{output}"].iter().any(|made| entry.page.contains(made)))
        .map(move |entry| (entry.name, filled(entry.page)))
}
