//! `righthand serve` and `righthand demo` as processes: what they print, answer, and how they end.

use crate::program::{AT, Server, demonstration, err, out, righthand};

#[test]
fn an_empty_desk_answers_with_the_set_up_page_and_ends_well_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("node");
    let server = Server::start(&["serve", "--data", data.to_str().unwrap()]);
    assert_eq!(server.get("/up").0, 200);
    let (status, page) = server.get("/set-up");
    assert_eq!(status, 200, "{page}");
    assert!(page.contains("Set up"), "{page}");
    assert_eq!(server.get("/api/v1/openapi.json").0, 200);
    assert_eq!(server.get("/api/v1/businesses").0, 401);
    assert!(data.join("righthand.db").exists(), "the database is in the data directory");
    assert!(server.end("TERM"));
}

#[test]
fn the_demonstration_prints_a_link_for_everybody_that_signs_them_in() {
    let mut server = Server::start(&["demo", "--at", AT]);
    let lines: Vec<String> = (0..18).map(|_| server.line()).collect();
    let owner: Vec<&str> = lines[0].split('\t').collect();
    assert_eq!(owner[..2], ["Amara Lindqvist", "owner"]);
    let link = format!("http://{}/sign-in/", server.address);
    assert!(lines.iter().all(|line| line.split('\t').count() == 3 && line.contains(&link)), "{lines:#?}");
    let (status, page) = server.get(owner[2].trim_start_matches(&format!("http://{}", server.address)));
    assert!(status == 200 || status == 303, "{page}");
    assert!(server.end("INT"));
}

#[test]
fn a_demonstration_that_is_there_is_used_again() {
    let (_folder, url) = demonstration();
    let added = righthand(&[
        "do",
        "add_task",
        "project=slow-wheel",
        "name=Invite the guest",
        "--business",
        "harbour-clay",
        "--database",
        &url,
    ]);
    assert!(added.status.success(), "{}", err(&added));
    let mut server = Server::start(&["demo", "--at", AT, "--database", &url]);
    assert!(server.line().starts_with("Amara Lindqvist\towner\t"));
    assert!(server.end("TERM"));
    let exported = righthand(&[
        "plan",
        "--business",
        "harbour-clay",
        "--database",
        &url,
        "--at",
        AT,
        "--json",
        "--schedules",
        "1",
    ]);
    assert!(out(&exported).contains("\"invite-the-guest\""), "{}", err(&exported));
}

#[test]
fn a_wrong_setting_stops_the_start_by_name() {
    for (flag, value) in [
        ("--listen", "everywhere"),
        ("--database", "mysql:x"),
        ("--log-format", "xml"),
        ("--public-url", "example.org"),
        ("--log", "righthand=louder"),
    ] {
        let output = righthand(&["serve", flag, value]);
        assert_eq!(output.status.code(), Some(2), "{flag}");
        assert!(err(&output).contains(flag), "{flag}: {}", err(&output));
        assert_eq!(out(&output), "");
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = tempfile::tempdir().unwrap();
    let output = righthand(&["serve", "--listen", &address, "--data", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("--listen"), "{}", err(&output));
}

#[test]
fn help_lists_every_setting() {
    let help = out(&righthand(&["help", "settings"]));
    for setting in [
        "--listen",
        "RIGHTHAND_LISTEN",
        "RIGHTHAND_DATABASE",
        "RIGHTHAND_DATA",
        "RIGHTHAND_LOG_FORMAT",
        "RIGHTHAND_PUBLIC_URL",
    ] {
        assert!(help.contains(setting), "{setting}: {help}");
    }
}
