//! Visitors: a site over a desk of its own, with the people of the design signed in.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a story that cannot go on has failed")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use righthand_desk::command::{Actor, Done, Door, Outcome, Who};
use righthand_desk::{Clock, Desk, Store, sign_in};
use righthand_domain::ids::BusinessId;
use righthand_web::http::Served;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use tower::ServiceExt;

/// A Tuesday before noon, as in the pictures.
pub const NOW: &str = "2026-11-24T11:20:00Z";
pub const HOST: &str = "desk.example";

/// A site with Harbour Clay in it: Amara owns it, Tomás runs it, Priyanka manages projects, Halima and Yuki make things.
pub struct Town {
    pub desk: Desk,
    pub business: BusinessId,
    site: Router,
    _folder: tempfile::TempDir,
}

/// An answer, read to its end.
pub struct Page {
    pub status: StatusCode,
    pub text: String,
    pub location: Option<String>,
}

impl Town {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("desk.db").display());
        let desk = Desk::new(Store::open(&url).unwrap(), Clock::fixed(NOW.parse().unwrap()));
        let form = sign_in::SetUp {
            name: "Amara Lindqvist".into(),
            email: "amara@harbourclay.example".into(),
            password: "clay and glaze and fire".into(),
            business: "Harbour Clay".into(),
            time_zone: "Europe/Lisbon".into(),
            currency: "EUR".into(),
        };
        let token = sign_in::set_up(&desk, &form, None).unwrap();
        let business = sign_in::resume(&desk, &token).unwrap().unwrap().memberships[0].business;
        let site = righthand_web::router(desk.clone(), Served::Loopback, 1);
        let town = Self { desk, business, site, _folder: folder };
        for (key, name, role, skills, hours) in [
            ("tomas", "Tomás Achterberg", "online_business_manager", vec![], 25),
            ("priyanka", "Priyanka Doyle", "project_manager", vec![], 20),
            ("halima", "Halima Strand", "team_member", vec!["editing"], 25),
            ("yuki", "Yuki Abara", "team_member", vec!["design"], 16),
        ] {
            let input = json!({ "key": key, "name": name, "role": role, "skills": skills, "hours_per_week": hours,
                                "email": format!("{key}@harbourclay.example") });
            town.done("amara", "add_member", input);
        }
        let now = town.desk.clock.now();
        town.desk.store.write(business, move |tx| sign_in::give_everybody_a_user(tx, now)).unwrap();
        town
    }

    /// A command of somebody's that is carried out.
    #[track_caller]
    pub fn done(&self, who: &str, command: &str, input: Value) -> Done {
        let user = sign_in::find_user(&self.desk, &format!("{who}@harbourclay.example")).unwrap().unwrap();
        let actor = Actor { who: Who::User(user), business: self.business, door: Door::Web };
        match self.desk.send(&actor, command, input, None).unwrap() {
            Outcome::Done(done) => done,
            other => panic!("{who} could not {command}: {other:?}"),
        }
    }

    /// A project that ends soon.
    pub fn project(&self, key: &str, manager: &str) {
        let input =
            json!({ "key": key, "name": key, "outcome": "It is there", "end": "2026-12-18", "manager": manager });
        self.done("amara", "open_project", input);
    }

    /// How many events the business has.
    pub fn events(&self) -> usize {
        let user = sign_in::find_user(&self.desk, "amara@harbourclay.example").unwrap().unwrap();
        self.desk
            .store
            .read(self.business, move |tx| righthand_desk::history::recent(tx, Who::User(user), None))
            .unwrap()
            .entries
            .len()
    }

    fn cookie(&self, who: &str) -> String {
        let email = format!("{who}@harbourclay.example");
        let link = sign_in::link_for(&self.desk, &email, sign_in::HANDED_LINK_LASTS).unwrap().unwrap();
        format!("righthand={}", sign_in::use_link(&self.desk, &link, None).unwrap())
    }

    /// `path` below `/b/harbour-clay`.
    pub async fn get(&self, who: &str, path: &str) -> Page {
        let request = Request::get(format!("/b/harbour-clay{path}"))
            .header("cookie", self.cookie(who))
            .header("accept", "text/html")
            .header("host", HOST);
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    /// A form of a page.
    pub async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_urlencoded::to_string(fields).unwrap();
        self.send(who, path, "application/x-www-form-urlencoded", Body::from(body)).await
    }

    pub async fn send(&self, who: &str, path: &str, kind: &str, body: Body) -> Page {
        let request = Request::post(format!("/b/harbour-clay{path}"))
            .header("cookie", self.cookie(who))
            .header("accept", "text/html")
            .header("host", HOST)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", kind);
        self.answer(request.body(body).unwrap()).await
    }

    /// A page for whoever has no account.
    pub async fn visit(&self, path: &str) -> Page {
        let request = Request::get(path).header("accept", "text/html").header("host", HOST);
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    /// A form that whoever has no account sends.
    pub async fn ask(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = Request::post(path)
            .header("accept", "text/html")
            .header("host", HOST)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        self.answer(request.body(Body::from(serde_urlencoded::to_string(fields).unwrap())).unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> Page {
        let response: Response = self.site.clone().oneshot(request).await.unwrap();
        let location = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 16 << 20).await.unwrap();
        Page { status, text: String::from_utf8(bytes.to_vec()).unwrap(), location }
    }
}

impl Page {
    /// The words of all elements that match, spaces made one.
    pub fn words(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.text);
        let selector = Selector::parse(selector).unwrap();
        let all = html.select(&selector);
        all.map(|element| element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    /// An attribute of the first element that matches.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let html = Html::parse_document(&self.text);
        let selector = Selector::parse(selector).unwrap();
        let first = html.select(&selector).next()?;
        first.attr(name).map(ToOwned::to_owned)
    }

    /// What the page says in all.
    pub fn main(&self) -> String {
        self.words("main").join(" ")
    }

    #[track_caller]
    pub fn says(&self, words: &str) {
        assert!(self.main().contains(words), "“{words}” is not on the page ({}): {}", self.status, self.main());
    }

    #[track_caller]
    pub fn does_not_say(&self, words: &str) {
        assert!(!self.main().contains(words), "“{words}” is on the page: {}", self.main());
    }

    /// Structure that can be judged without a browser.
    #[track_caller]
    pub fn is_sound(&self) {
        let html = Html::parse_document(&self.text);
        assert!(html.errors.is_empty(), "{:?}", html.errors);
        let mut ids = std::collections::HashSet::new();
        for element in html.select(&Selector::parse("[id]").unwrap()) {
            let id = element.value().id().unwrap().to_owned();
            assert!(ids.insert(id.clone()), "id {id} twice");
        }
        for reference in ["for", "aria-describedby", "list"] {
            for element in html.select(&Selector::parse(&format!("[{reference}]")).unwrap()) {
                let id = element.attr(reference).unwrap();
                assert!(ids.contains(id), "{reference}={id} leads nowhere");
            }
        }
        assert!(!self.text.contains(" style=") && !self.text.contains("NaN"));
        let forms = html.select(&Selector::parse("form form").unwrap()).count();
        assert_eq!(forms, 0, "a form within a form");
    }
}
