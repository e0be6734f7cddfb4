//! Serves the pages that need no data, to look at them: `cargo run -p righthand-web --example parts`, then open
//! <http://127.0.0.1:8787/dev/parts>. `?theme=dark` shows the dark side. `/ring` makes live pages ask for themselves.

use std::error::Error;

use axum::Router;
use axum::extract::Query;
use axum::response::Redirect;
use axum::routing::{get, post};
use righthand_web::http::live::Bell;
use righthand_web::http::{self, Incidents, Served};
use righthand_web::parts::{Faults, Look};
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

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let bell = Bell::default();
    let (ring, stream) = (bell.clone(), bell);
    let pages = Router::new()
        .route("/", get(|| async { Redirect::to("/dev/parts") }))
        .route("/dev/parts", get(|Query(asked): Query<Asked>| async move { dev::parts_page(look(&asked)) }))
        .route("/dev/parts", post(|| async { Redirect::to("/dev/parts") }))
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
        .route("/ring", get(move || async move { ring.ring("harbour-clay", 1) }))
        .merge(assets::router());
    let app = http::protect(pages, Served::Loopback, Incidents::from_seed(1));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8787").await?;
    axum::serve(listener, app).await?;
    Ok(())
}
