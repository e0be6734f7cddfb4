//! World: the demonstration behind the router, with a token for everybody.

use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use righthand_desk::demonstration::{harbour_clay, northlight_coaching};
use righthand_desk::import::load_demonstration;
use righthand_desk::sign_in::{Scope, TokenHolder, create_token, find_user};
use righthand_desk::{Clock, Desk};
use righthand_domain::ids::BusinessId;
use righthand_store::Store;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

pub const AMARA: &str = "amara@harbourclay.example";
pub const TOMAS: &str = "tomas@achterberg.example";
pub const PRIYANKA: &str = "priyanka@doyle.example";
pub const HALIMA: &str = "halima@strand.example";
/// Where Harbour Clay is.
pub const HARBOUR: &str = "/api/v1/businesses/harbour-clay";
/// Where Northlight Coaching is.
pub const NORTHLIGHT: &str = "/api/v1/businesses/northlight-coaching";

/// A desk with both businesses.
pub struct World {
    desk: Desk,
    harbour: BusinessId,
    northlight: BusinessId,
    router: Router,
    _folder: TempDir,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl World {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("desk.db");
        std::fs::copy(loaded(), &file).unwrap();
        let desk = Desk::new(Store::open(&format!("sqlite:{}", file.display())).unwrap(), Clock::fixed(at()));
        let find = |key: &str| righthand_desk::sign_in::find_business(&desk, key).unwrap().unwrap();
        let (harbour, northlight) = (find("harbour-clay"), find("northlight-coaching"));
        Self { router: righthand_api::router(desk.clone()), desk, harbour, northlight, _folder: folder }
    }

    /// A token of somebody for Harbour Clay that may write.
    pub fn token(&self, email: &str) -> String {
        self.token_for(email, self.harbour, Scope::Write)
    }

    /// A token of somebody for Harbour Clay that may only read.
    pub fn reading_token(&self, email: &str) -> String {
        self.token_for(email, self.harbour, Scope::Read)
    }

    /// A token of somebody for Northlight Coaching that may write.
    pub fn northlight_token(&self, email: &str) -> String {
        self.token_for(email, self.northlight, Scope::Write)
    }

    fn token_for(&self, email: &str, business: BusinessId, scope: Scope) -> String {
        let user = find_user(&self.desk, email).unwrap().unwrap();
        create_token(&self.desk, TokenHolder { user, business, scope }, "test", None).unwrap()
    }

    /// Sends a request as it is.
    pub async fn request(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let body = if bytes.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{error}: {bytes:?}"))
        };
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Reads as the holder of a token.
    pub async fn get(&self, token: &str, path: &str) -> Answer {
        self.request(with_token(token, "GET", path).body(Body::empty()).unwrap()).await
    }

    /// Sends a command as the holder of a token.
    pub async fn send(&self, token: &str, method: &str, path: &str, input: Value) -> Answer {
        self.send_with(token, method, path, input, &[]).await
    }

    /// As [`Self::send`], with more headers.
    pub async fn send_with(
        &self,
        token: &str,
        method: &str,
        path: &str,
        input: Value,
        headers: &[(&str, &str)],
    ) -> Answer {
        let request = with_token(token, method, path).header(header::CONTENT_TYPE, "application/json");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.request(request.body(Body::from(input.to_string())).unwrap()).await
    }
}

/// A request with a token, without its body.
pub fn with_token(token: &str, method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {token}"))
}

impl Answer {
    /// The status has to be this one.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{:#}", self.body);
        self
    }

    /// It has to be a problem of this type, well formed.
    #[track_caller]
    pub fn expect_problem(self, status: u16, kind: &str) -> Self {
        let this = self.is(status);
        assert_eq!(this.headers[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(this.body["type"], format!("/problems/{kind}"), "{:#}", this.body);
        assert_eq!(this.body["status"], status);
        assert!(this.body["title"].is_string() && this.body["detail"].is_string(), "{:#}", this.body);
        this
    }
}

/// The moment of the pictures of the design.
fn at() -> jiff::Timestamp {
    "2026-11-24T11:20:00Z".parse().unwrap()
}

/// A database with both businesses, made once for the process and copied for each test.
fn loaded() -> &'static std::path::Path {
    static LOADED: OnceLock<(TempDir, std::path::PathBuf)> = OnceLock::new();
    let (_, file) = LOADED.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("desk.db");
        let desk = Desk::new(Store::open(&format!("sqlite:{}", file.display())).unwrap(), Clock::fixed(at()));
        load_demonstration(&desk, "harbour-clay", harbour_clay(at())).unwrap();
        load_demonstration(&desk, "northlight-coaching", northlight_coaching(at())).unwrap();
        assert!(desk.planning.settle(std::time::Duration::from_secs(120)), "the demonstration was not planned");
        let whole = folder.path().join("whole.db");
        drop(desk);
        copy_with_journal(&file, &whole);
        (folder, whole)
    });
    file
}

/// SQLite's own copy, which brings what is still in the journal.
fn copy_with_journal(from: &std::path::Path, to: &std::path::Path) {
    let database = rusqlite::Connection::open(from).unwrap();
    database.execute("vacuum into ?1", [to.to_str().unwrap()]).unwrap();
}
