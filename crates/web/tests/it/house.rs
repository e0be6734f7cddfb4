//! A house: a site over a desk of its own, and a browser that visits it.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot begin has failed")]

use std::sync::OnceLock;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use righthand_desk::demonstration::{harbour_clay, northlight_coaching};
use righthand_desk::import::load_demonstration;
use righthand_desk::{Clock, Desk, Store, sign_in};
use righthand_web::http::Served;
use tower::ServiceExt;

/// The Tuesday of the design.
const NOW: &str = "2026-11-24T08:02:00Z";
/// A page is read whole, whatever it holds.
const PAGE_BYTES_MAX: usize = 8 * 1024 * 1024;

pub struct House {
    pub desk: Desk,
    site: Router,
    runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub page: String,
}

impl Answer {
    /// Where it leads.
    pub fn leads_to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.page);
        self.headers[header::LOCATION].to_str().unwrap()
    }

    /// The session that began.
    pub fn session(&self) -> String {
        let cookies = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        let session = cookies.filter_map(|cookie| cookie.strip_prefix("righthand=")).next();
        session.expect("a session's cookie").split(';').next().unwrap().to_owned()
    }

    pub fn has(&self, text: &str) -> bool {
        self.page.contains(text)
    }

    /// The text of the page, without marks.
    pub fn text(&self) -> String {
        let page = scraper::Html::parse_document(&self.page);
        let main = scraper::Selector::parse("main").unwrap();
        page.select(&main).flat_map(|main| main.text()).collect::<Vec<_>>().join(" ")
    }
}

impl House {
    /// Nobody has been here.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("desk.db").display())).unwrap();
        let desk = Desk::new(store, Clock::fixed(NOW.parse().unwrap()));
        let site = righthand_web::router(desk.clone(), Served::Loopback, 1);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        Self { desk, site, runtime, _folder: folder }
    }

    /// The demonstration, with its people.
    pub fn demonstration() -> Self {
        let house = Self::empty();
        let now = NOW.parse().unwrap();
        for (key, snapshot) in [("harbour-clay", harbour_clay(now)), ("northlight-coaching", northlight_coaching(now))]
        {
            load_demonstration(&house.desk, key, snapshot).unwrap();
        }
        house
    }

    /// The demonstration, for tests that only look.
    pub fn to_look_at() -> &'static Self {
        static HOUSE: OnceLock<House> = OnceLock::new();
        HOUSE.get_or_init(|| {
            let house = Self::demonstration();
            house.desk.planning.settle(Duration::from_secs(120));
            house
        })
    }

    /// A session of whoever has that address.
    pub fn sign_in(&self, email: &str) -> String {
        let token =
            sign_in::link_for(&self.desk, email, sign_in::LINK_LASTS).unwrap().expect("somebody of that address");
        sign_in::use_link(&self.desk, &token, None).unwrap()
    }

    pub fn get(&self, path: &str, session: Option<&str>) -> Answer {
        self.ask(Request::get(path), session, Body::empty())
    }

    /// A form sent from a page of ours.
    pub fn post(&self, path: &str, session: Option<&str>, fields: &[(&str, &str)]) -> Answer {
        let request = Request::builder().method(Method::POST).uri(path).header("sec-fetch-site", "same-origin");
        self.ask(request, session, form(fields))
    }

    /// A form sent from another site's page.
    pub fn post_from_elsewhere(&self, path: &str, session: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::builder().method(Method::POST).uri(path).header("sec-fetch-site", "cross-site");
        self.ask(request, Some(session), form(fields))
    }

    /// A form with a file, each part by its name and the name of the file.
    pub fn post_file(&self, path: &str, session: &str, parts: &[(&str, Option<&str>, &str)]) -> Answer {
        let mut body = String::new();
        for (name, file, text) in parts {
            let file = file.map_or_else(String::new, |file| format!("; filename=\"{file}\""));
            body += &format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{text}\r\n");
        }
        body += "--edge--\r\n";
        let request = Request::builder().method(Method::POST).uri(path).header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.ask(request, Some(session), Body::from(body))
    }

    fn ask(&self, request: axum::http::request::Builder, session: Option<&str>, body: Body) -> Answer {
        let has_kind = request.headers_ref().is_some_and(|headers| headers.contains_key(header::CONTENT_TYPE));
        let request =
            if has_kind { request } else { request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded") };
        let request = request.header(header::ACCEPT, "text/html");
        let request = match session {
            Some(session) => request.header(header::COOKIE, format!("righthand={session}")),
            None => request,
        };
        let request = request.body(body).unwrap();
        self.runtime.block_on(async {
            let answer = self.site.clone().oneshot(request).await.unwrap();
            let (parts, body) = answer.into_parts();
            let bytes = axum::body::to_bytes(body, PAGE_BYTES_MAX).await.unwrap();
            Answer { status: parts.status, headers: parts.headers, page: String::from_utf8_lossy(&bytes).into_owned() }
        })
    }
}

fn form(fields: &[(&str, &str)]) -> Body {
    Body::from(serde_urlencoded::to_string(fields).unwrap())
}
