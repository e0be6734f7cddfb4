//! A whole site over a desk of its own, and visitors who ask it for pages and send its forms.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a story that cannot go on has failed")]

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use righthand_desk::command::{Actor, Door, Outcome, Who};
use righthand_desk::demonstration::harbour_clay;
use righthand_desk::import::load_demonstration;
use righthand_desk::{Clock, Desk, Store, sign_in};
use righthand_domain::ids::BusinessId;
use righthand_web::http::Served;
use scraper::{Html, Selector};
use serde_json::Value;
use tower::ServiceExt;

/// The Tuesday of the design.
pub const NOW: &str = "2026-11-24T08:02:00Z";
/// Long enough for a forecast without optimisation on a busy machine.
const FORECAST_PATIENCE: Duration = Duration::from_secs(120);
const PAGE_BYTES_MAX: usize = 8 << 20;

/// Harbour Clay, served.
pub struct Site {
    pub desk: Desk,
    pub business: BusinessId,
    router: Router,
    runtime: tokio::runtime::Runtime,
    _folder: tempfile::TempDir,
}

/// What came back.
pub struct Page {
    pub status: StatusCode,
    pub text: String,
    pub html: String,
    pub location: Option<String>,
}

impl Site {
    /// The demonstration, planned at once; `settled` waits for its forecast too.
    pub fn harbour_clay(settled: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("desk.db").display());
        let now = NOW.parse().unwrap();
        let desk = Desk::new(Store::open(&url).unwrap(), Clock::fixed(now));
        let business = load_demonstration(&desk, "harbour-clay", harbour_clay(now)).unwrap();
        desk.planning.wake(business);
        if settled {
            assert!(desk.planning.settle(FORECAST_PATIENCE));
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let router = {
            let _inside = runtime.enter();
            righthand_web::router(desk.clone(), Served::Loopback, 1)
        };
        Self { desk, business, router, runtime, _folder: folder }
    }

    /// The cookie of somebody, such as `amara`.
    pub fn visitor(&self, name: &str) -> String {
        let now = NOW.parse().unwrap();
        let people = harbour_clay(now).people;
        let email = people.iter().find(|person| person.key == name).and_then(|person| person.email.clone()).unwrap();
        let link = sign_in::link_for(&self.desk, &email, sign_in::LINK_LASTS).unwrap().unwrap();
        format!("righthand={}", sign_in::use_link(&self.desk, &link, None).unwrap())
    }

    /// A page below the business.
    pub fn get(&self, who: &str, path: &str) -> Page {
        let path = format!("/b/harbour-clay{path}");
        self.send(Request::get(path).header(header::COOKIE, who).body(Body::empty()).unwrap())
    }

    /// Asks for a page and reads it to its end, without looking at it: what the server has to do, and nothing else.
    pub fn load(&self, who: &str, path: &str) -> StatusCode {
        let request = Request::get(path).header(header::COOKIE, who).body(Body::empty()).unwrap();
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let status = response.status();
            to_bytes(response.into_body(), PAGE_BYTES_MAX).await.unwrap();
            status
        })
    }

    /// A form: what it posts to, the page that it is on, its fields.
    pub fn post(&self, who: &str, command: &str, back: &str, fields: &[(&str, &str)]) -> Page {
        let (form, back) = (fields.iter().find(|(name, _)| *name == "_form"), format!("/b/harbour-clay{back}"));
        let mut all: Vec<(&str, &str)> = vec![("_back", &back)];
        let id = format!("{command}:test");
        if form.is_none() {
            all.push(("_form", &id));
        }
        all.extend_from_slice(fields);
        let request = Request::post(format!("/b/harbour-clay/do/{command}"))
            .header(header::COOKIE, who)
            .header(header::HOST, "localhost")
            .header(header::ORIGIN, "http://localhost")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(serde_urlencoded::to_string(&all).unwrap()))
            .unwrap();
        self.send(request)
    }

    /// A command of the owner, by another door.
    pub fn command(&self, name: &str, input: Value) {
        let actor = Actor { who: Who::Operator, business: self.business, door: Door::Cli };
        let outcome = self.desk.send(&actor, name, input, None).unwrap();
        let Outcome::Done(done) = outcome else { panic!("{name}: {outcome:?}") };
        assert!(self.desk.planning.wait_for(self.business, done.event, FORECAST_PATIENCE));
    }

    fn send(&self, request: Request<Body>) -> Page {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let status = response.status();
            let location =
                response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).map(ToOwned::to_owned);
            let html =
                String::from_utf8(to_bytes(response.into_body(), PAGE_BYTES_MAX).await.unwrap().to_vec()).unwrap();
            Page { status, text: words(&html, "main"), html, location }
        })
    }
}

impl Page {
    /// The words of every element that `selector` finds.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.html);
        page.select(&Selector::parse(selector).unwrap())
            .map(|element| squeeze(&element.text().collect::<String>()))
            .collect()
    }

    /// An attribute of the first element that `selector` finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.html);
        page.select(&Selector::parse(selector).unwrap())
            .next()
            .and_then(|element| element.attr(name))
            .map(ToOwned::to_owned)
    }

    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.text.contains(words), "“{words}” is not in: {} {}", self.status, self.text);
        self
    }

    #[track_caller]
    pub fn never_says(&self, words: &str) -> &Self {
        assert!(!self.text.contains(words), "“{words}” is in: {}", self.text);
        self
    }
}

/// The words as they are read: spaces of every kind are one space.
fn words(html: &str, within: &str) -> String {
    let page = Html::parse_document(html);
    let found: String =
        page.select(&Selector::parse(within).unwrap()).flat_map(|main| main.text().chain([" "])).collect();
    squeeze(&found)
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
