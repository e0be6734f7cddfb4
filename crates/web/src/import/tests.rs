//! Uploads as the network brings them: whole, broken off, too large, hostile.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use std::io::{Read, Seek};
use tokio_stream::StreamExt;

use super::upload::{NotReceived, UPLOAD_BYTES_MAX, receive};

const EDGE: &str = "an-edge";

fn request(body: Body) -> Request {
    Request::post("/").header("content-type", format!("multipart/form-data; boundary={EDGE}")).body(body).unwrap()
}

fn part(name: &str, value: &str) -> String {
    format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

fn file_head(name: &str) -> String {
    format!(
        "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/json\r\n\r\n"
    )
}

fn end() -> String {
    format!("\r\n--{EDGE}--\r\n")
}

#[tokio::test]
async fn a_form_comes_in_with_its_file_on_disk() {
    let body = part("kind", "trello") + &part("outcome", "On air") + &file_head("board.json") + "{\"a\":1}" + &end();
    let received = receive(request(Body::from(body))).await.unwrap();
    assert_eq!((received.wishes.kind.as_str(), received.wishes.outcome.as_str()), ("trello", "On air"));
    let mut chosen = received.file.unwrap();
    let mut text = String::new();
    chosen.file.rewind().unwrap();
    chosen.file.read_to_string(&mut text).unwrap();
    assert_eq!((text.as_str(), chosen.name.as_str(), chosen.bytes), ("{\"a\":1}", "board.json", 7));
}

#[tokio::test]
async fn a_form_without_a_chosen_file_says_so() {
    let body = part("kind", "trello") + &file_head("") + &end();
    assert!(receive(request(Body::from(body))).await.unwrap().file.is_none());
    assert!(receive(request(Body::from(part("kind", "trello") + &end()))).await.unwrap().file.is_none());
}

#[tokio::test]
async fn a_form_that_breaks_off_is_unreadable() {
    let body = part("kind", "trello") + &file_head("board.json") + "{\"a\":";
    assert!(matches!(receive(request(Body::from(body))).await, Err(NotReceived::Unreadable)));
    let no_form = Request::post("/").header("content-type", "text/plain").body(Body::from("x")).unwrap();
    assert!(matches!(receive(no_form).await, Err(NotReceived::Unreadable)));
}

#[tokio::test]
async fn a_file_beyond_the_limit_is_refused_with_what_was_typed_kept() {
    const PIECE: usize = 1024 * 1024;
    let pieces = usize::try_from(UPLOAD_BYTES_MAX).unwrap() / PIECE + 2;
    let head = Bytes::from(part("kind", "trello") + &file_head("board.json"));
    let many = std::iter::repeat_n(Bytes::from(vec![b' '; PIECE]), pieces);
    let all = [head].into_iter().chain(many).chain([Bytes::from(end())]);
    let body = Body::from_stream(tokio_stream::iter(all).map(Ok::<_, std::io::Error>));
    match receive(request(body)).await {
        Err(NotReceived::TooLarge(wishes)) => assert_eq!(wishes.kind, "trello"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_part_whose_head_never_ends_is_not_held_in_memory() {
    let head = Bytes::from(format!("--{EDGE}\r\nContent-Disposition: form-data; name=\""));
    let endless = std::iter::repeat_n(Bytes::from(vec![b'a'; 64 * 1024]), 100_000);
    let mut sent = 0_usize;
    let counted = [head].into_iter().chain(endless).inspect(move |piece| {
        sent += piece.len();
        assert!(sent < 8 * 1024 * 1024, "{sent} bytes were taken of a head without an end");
    });
    let body = Body::from_stream(tokio_stream::iter(counted).map(Ok::<_, std::io::Error>));
    assert!(matches!(receive(request(body)).await, Err(NotReceived::Unreadable)));
}

#[tokio::test]
async fn texts_beside_the_file_have_a_bound() {
    let body = part("outcome", &"a".repeat(70_000)) + &end();
    assert!(matches!(receive(request(Body::from(body))).await, Err(NotReceived::Unreadable)));
    let many: String = (0..30).map(|n| part(&format!("f{n}"), "x")).collect();
    assert!(matches!(receive(request(Body::from(many + &end()))).await, Err(NotReceived::Unreadable)));
}
