//! What an operator sees of a running desk, and how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use crate::program::{AT, Server};

#[test]
fn metrics_tell_requests_by_route_plans_mail_database_and_memory() {
    let server = Server::start(&["demo", "--at", AT]);
    server.get("/sign-in");
    server.get("/sign-in/not-a-token");
    server.get("/no/such/page");
    let (status, text) = server.get("/metrics");
    assert_eq!(status, 200, "{text}");
    for line in [
        "righthand_requests_total{method=\"GET\",route=\"/sign-in\",status=\"200\"} 1",
        "righthand_requests_total{method=\"GET\",route=\"/sign-in/{token}\",status=\"410\"} 1",
        "righthand_requests_total{method=\"GET\",route=\"-\",status=\"404\"} 1",
        "righthand_request_duration_seconds_bucket{le=\"0.001\",route=\"/sign-in\"}",
        "righthand_plans_total ",
        "righthand_planning_waiting ",
        "righthand_database_bytes ",
        "righthand_database_waiting 0",
        "righthand_mail_waiting 0",
        "righthand_process_resident_memory_bytes ",
        "righthand_up 1",
    ] {
        assert!(text.contains(line), "{line} is missing: {text}");
    }
    assert!(!text.contains("not-a-token") && !text.contains("no/such"), "a path is no label: {text}");
    assert!(server.end("TERM"));
}

#[test]
fn metrics_are_for_this_machine_or_for_whoever_has_the_token() {
    let server = Server::start(&["demo", "--at", AT]);
    assert_eq!(server.get_with("/metrics", "X-Forwarded-For: 192.0.2.7\r\n").0, 404, "through a proxy");
    assert!(server.end("TERM"));
    let server = Server::start(&["demo", "--at", AT, "--metrics-token", "kiln-and-wheel-0123"]);
    assert_eq!(server.get("/metrics").0, 404);
    assert_eq!(server.get_with("/metrics", "Authorization: Bearer kiln-and-wheel-0124\r\n").0, 404);
    assert_eq!(server.get_with("/metrics", "Authorization: Bearer kiln-and-wheel-0123\r\n").0, 200);
    assert!(server.end("TERM"));
    let server = Server::start(&["demo", "--at", AT, "--metrics-listen", "127.0.0.1:0"]);
    assert_eq!(server.get("/metrics").0, 404, "it has an address of its own");
    assert!(server.end("TERM"));
}

#[test]
fn every_answer_has_the_id_of_its_request() {
    let server = Server::start(&["demo", "--at", AT]);
    let (_, given) = server.get_with("/sign-in", "X-Request-Id: proxy-17\r\n");
    assert!(given.contains("x-request-id: proxy-17\r\n"), "{given}");
    let (_, made) = server.get_with("/sign-in", "X-Request-Id: a b\r\n");
    assert!(made.contains("x-request-id: ") && !made.contains("x-request-id: a b"), "{made}");
    assert!(server.end("TERM"));
}

#[test]
fn told_to_end_it_ends_live_streams_at_once_and_exits_well() {
    let mut server = Server::start(&["demo", "--at", AT]);
    let link = server.line().split('\t').nth(2).unwrap().to_owned();
    let path = link.trim_start_matches(&format!("http://{}", server.address)).to_owned();
    let answer = server.get(&path).1;
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next()).unwrap();
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(stream, "GET /live HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", server.address).unwrap();
    let mut lines = BufReader::new(stream);
    let mut first = String::new();
    lines.read_line(&mut first).unwrap();
    assert!(first.contains("200"), "{first}");
    assert!(server.end("TERM"));
    // Cut without its last chunk, this would be an error, not an end.
    let mut rest = String::new();
    lines.read_to_string(&mut rest).unwrap();
    assert!(rest.ends_with("0\r\n\r\n"), "{rest:?}");
}

#[test]
fn mail_of_a_desk_without_a_server_is_looked_at_on_this_machine_only() {
    let server = Server::start(&["demo", "--at", AT]);
    let page = server.get("/sign-in").1;
    assert!(page.contains("Send me a link"), "{page}");
    let body = "email=amara%40harbourclay.example";
    let mut stream = TcpStream::connect(&server.address).unwrap();
    write!(
        stream,
        "POST /sign-in/link HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {1}\r\nConnection: close\r\n\r\n{body}",
        server.address,
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("A link is on its way"), "{answer}");
    let (status, outbox) = server.get("/dev/mail");
    assert!(status == 200 && outbox.contains("Your link to sign in"), "{outbox}");
    let link = outbox.split("/sign-in/").nth(1).and_then(|rest| rest.get(..64)).unwrap();
    assert!(server.get(&format!("/sign-in/{link}")).1.contains("Amara Lindqvist"));
    assert_eq!(server.get_with("/dev/mail", "X-Forwarded-For: 192.0.2.7\r\n").0, 404);
    assert!(server.end("TERM"));
    let elsewhere = Server::start(&["demo", "--at", AT, "--public-url", "http://desk.example"]);
    assert_eq!(elsewhere.get("/dev/mail").0, 404);
    assert!(!elsewhere.get("/sign-in").1.contains("Send me a link"));
    assert!(elsewhere.end("TERM"));
}
