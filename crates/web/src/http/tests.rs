//! The layers as a browser meets them.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Form, Router};
use maud::html;
use tokio_stream::StreamExt;
use tower::ServiceExt;

use super::live::Bell;
use super::*;
use crate::parts::Toast;

fn desk() -> Router {
    let pages = Router::new()
        .route(
            "/",
            get(|| async {
                html! { h1 { "Tuesday 24 November" } }
            }),
        )
        .route("/post", post(|Form(_): Form<Vec<(String, String)>>| async { "kept" }))
        .route("/panics", get(panics))
        .route(
            "/data",
            get(|| async { (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "application/problem+json")], "{}") }),
        );
    protect(pages, Served::Loopback, Incidents::from_seed(7))
}

async fn panics() -> &'static str {
    panic!("a test of what happens then")
}

async fn ask(request: Request<Body>) -> Response {
    desk().oneshot(request).await.unwrap()
}

fn get_page(path: &str) -> Request<Body> {
    Request::get(path).header("accept", "text/html").body(Body::empty()).unwrap()
}

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn every_answer_forbids_what_is_inline_and_what_is_foreign() {
    for path in ["/", "/nowhere", "/panics"] {
        let response = ask(get_page(path)).await;
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    }
}

#[tokio::test]
async fn a_page_that_did_not_change_is_not_sent_again() {
    let first = ask(get_page("/")).await;
    let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = Request::get("/").header("if-none-match", &tag).body(Body::empty()).unwrap();
    let again = ask(again).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(text(again).await, "");
}

#[tokio::test]
async fn a_post_from_another_site_changes_nothing() {
    let send = |name: &'static str, value: &'static str| {
        let request = Request::post("/post").header("content-type", "application/x-www-form-urlencoded");
        request.header("host", "desk.example").header(name, value).body(Body::from("a=b")).unwrap()
    };
    assert_eq!(ask(send("sec-fetch-site", "same-origin")).await.status(), StatusCode::OK);
    assert_eq!(ask(send("origin", "https://desk.example")).await.status(), StatusCode::OK);
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("x-nothing", "1"),
    ] {
        let refused = ask(send(name, value)).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(text(refused).await.contains("Nothing was changed"));
    }
}

#[tokio::test]
async fn errors_are_pages_that_say_what_to_do() {
    let missing = ask(get_page("/nowhere")).await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    assert!(text(missing).await.contains("Nothing is at this address"));
    let broken = ask(get_page("/panics")).await;
    assert_eq!(broken.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let broken = text(broken).await;
    assert!(broken.contains("tell whoever runs this Righthand this number"), "{broken}");
    assert!(!broken.contains("a test of what happens then"), "{broken}");
    let wrong = ask(get_page("/post")).await;
    assert_eq!(wrong.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(text(ask(get_page("/data")).await).await, "{}");
}

#[test]
fn incident_numbers_differ_and_can_be_read_out() {
    let incidents = Incidents::from_seed(1);
    let (one, two) = (incidents.next(), incidents.next());
    assert_ne!(one, two);
    assert_eq!(one.len(), 9);
}

#[test]
fn the_session_cookie_has_its_prefix_over_tls_only() {
    let tls = session_cookie(Served::Tls, "abc-DEF_9", 3600).unwrap();
    let tls = tls.to_str().unwrap();
    assert!(tls.starts_with("__Host-righthand=abc-DEF_9; Path=/;") && tls.ends_with("SameSite=Lax; Secure"), "{tls}");
    let local = session_cookie(Served::Loopback, "abc", 3600).unwrap();
    assert!(!local.to_str().unwrap().contains("Secure"));
    assert!(session_cookie(Served::Tls, "a;b", 1).is_none());
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, "other=1; righthand=abc".parse().unwrap());
    assert_eq!(session_token(&headers, Served::Loopback), Some("abc"));
    assert_eq!(session_token(&headers, Served::Tls), None);
}

#[test]
fn a_toast_waits_in_a_cookie_and_undoes_only_within_the_product() {
    for (action, kept) in [("/b/harbour-clay/undo", true), ("//evil.example", false), ("https://evil.example", false)] {
        let toast = Toast {
            text: "“Article 37” given to Mireille; 5 % more".into(),
            undo: Some((action.into(), "e|1".into())),
        };
        let cookie = keep_toast(&toast, Served::Tls).unwrap();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, pair.parse().unwrap());
        let (back, _) = take_toast(&headers).unwrap();
        assert_eq!(back.text, toast.text);
        assert_eq!(back.undo.is_some(), kept, "{action}");
    }
}

#[test]
fn one_returns_only_to_pages_of_ours() {
    assert_eq!(safe_return("/b/harbour-clay/projects?view=list"), Some("/b/harbour-clay/projects?view=list"));
    for foreign in ["https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "", "javascript:alert(1)"] {
        assert_eq!(safe_return(foreign), None, "{foreign:?}");
    }
    let response = sign_in_again("/b/harbour-clay/projects?view=list");
    assert_eq!(response.headers()[header::LOCATION], "/sign-in?back=/b/harbour-clay/projects%3Fview%3Dlist&ended=1");
}

#[tokio::test]
async fn r15_a_stream_tells_only_of_businesses_one_may_see() {
    let bell = Bell::with_places(1);
    let response = bell.stream(|topic| topic == "harbour-clay");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    bell.ring("northlight", 8);
    bell.ring("harbour-clay", 9);
    let mut frames = response.into_body().into_data_stream();
    let first = frames.next().await.unwrap().unwrap();
    assert_eq!(std::str::from_utf8(&first).unwrap(), "event: changed\nid: 9\ndata: harbour-clay 9\n\n");
    assert_eq!(bell.stream(|_| true).status(), StatusCode::SERVICE_UNAVAILABLE);
    drop(frames);
    assert_eq!(bell.stream(|_| true).status(), StatusCode::OK);
}

#[test]
fn a_weight_of_zero_refuses_a_coding() {
    let mut headers = HeaderMap::new();
    headers.insert(header::ACCEPT_ENCODING, "br;q=0, gzip;q=0.5".parse().unwrap());
    assert!(!accepts_encoding(&headers, "br"));
    assert!(accepts_encoding(&headers, "gzip"));
}
