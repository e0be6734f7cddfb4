//! Serves the pages that need no data, to look at them: `cargo run -p righthand-web --example parts`, then open
//! <http://127.0.0.1:8787/dev/parts>. `?theme=dark` shows the dark side. `/changes` is a live page: each visit to `/ring` changes it.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::{get, post};
use axum::{Form, Router};
use maud::{Markup, html};
use righthand_web::http::live::Bell;
use righthand_web::http::{self, Incidents, Served};
use righthand_web::parts::{Faults, Field, Look, Shell, TaskRow, button, sentence_head};
use righthand_web::set_up::{SetUp, set_up_page};
use righthand_web::sign_in::{SignIn, sign_in_page};
use righthand_web::{assets, dev, keys_page};

#[derive(serde::Deserialize)]
struct Asked {
    theme: Option<String>,
}

fn look(asked: &Asked) -> Look {
    let theme = match asked.theme.as_deref() {
        Some("dark") => Some("dark"),
        Some("light") => Some("light"),
        _ => None,
    };
    Look { theme, ..Look::default() }
}

/// A form that is refused with what was typed, as a handler would.
async fn refused(Form(form): Form<HashMap<String, String>>) -> (StatusCode, Markup) {
    let typed = |name: &str| form.get(name).cloned().unwrap_or_default();
    let faults = Faults::default().with("business", "A business needs a name.");
    let form = SetUp { name: typed("name"), email: typed("email"), zone: typed("zone"), faults, ..SetUp::default() };
    (StatusCode::UNPROCESSABLE_ENTITY, set_up_page(&form, &["Europe/Lisbon"], Look::default()))
}

/// A page that is another one after each ring: rows change places, a field and an opened part must not mind.
fn changing_page(version: u64) -> Markup {
    let live = Some(("/live".to_owned(), vec!["harbour-clay".to_owned()]));
    let shell = Shell { title: "Changes".into(), live, toast: None, ..dev::example_shell(Look::default()) };
    shell.page(&html! {
        (sentence_head("Changes", &format!("Version {version}"), &html! {}))
        form.form method="post" action="/changes" { (Field::new("text", "a", "A").value("kept")) (Field::new("text", "b", "B")) (button("Send")) }
        details id="more" { summary { "More" } p { "Version " (version) } }
        ul.tasks {
            @for i in 0..5 {
                @let id = (i + version) % 5;
                (TaskRow { id: id.to_string(), title: format!("Row {id}"), href: "/keyboard".into(), done_action: Some("/changes".into()), ..TaskRow::default() })
            }
        }
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let bell = Bell::default();
    let (ring, stream) = (bell.clone(), bell);
    let count = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&count);
    let pages = Router::new()
        .route("/", get(|| async { Redirect::to("/dev/parts") }))
        .route("/dev/parts", get(|Query(asked): Query<Asked>| async move { dev::parts_page(look(&asked)) }))
        .route("/dev/parts", post(|| async { Redirect::to("/dev/parts") }))
        .route("/set-up", post(refused))
        .route("/changes", get(move || async move { changing_page(count.load(Ordering::Relaxed)) }))
        .route("/changes", post(|| async { Redirect::to("/keyboard") }))
        .route(
            "/sign-in",
            get(|Query(asked): Query<Asked>| async move {
                sign_in_page(
                    &SignIn { email: "amara@harbourclay.example".into(), by_link: true, ..SignIn::default() },
                    look(&asked),
                )
            }),
        )
        .route(
            "/set-up",
            get(|Query(asked): Query<Asked>| async move {
                let faults = Faults::default().with("zone", "“Lisbon” is no time zone; the nearest is Europe/Lisbon.");
                let form = SetUp { name: "Amara Lindqvist".into(), zone: "Lisbon".into(), faults, ..SetUp::default() };
                set_up_page(&form, &["Europe/Lisbon", "Europe/London"], look(&asked))
            }),
        )
        .route("/keyboard", get(|Query(asked): Query<Asked>| async move { keys_page::keyboard_page(look(&asked)) }))
        .route("/live", get(move || async move { stream.stream(|_| true) }))
        .route(
            "/ring",
            get(move || async move {
                let version = counted.fetch_add(1, Ordering::Relaxed) + 1;
                ring.ring("harbour-clay", version);
            }),
        )
        .merge(assets::router());
    let app = http::protect(pages, Served::Loopback, Incidents::from_seed(1));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8787").await?;
    axum::serve(listener, app).await?;
    Ok(())
}
