//! The site: who visits, what surrounds every page, and the one handler through which every form changes something.

mod answer;
mod caller;
mod conflict;
mod forms;
mod input;
mod live;
mod page;
mod trouble;
mod visit;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use righthand_desk::Desk;

pub use answer::{Answer, blocking};
pub use caller::Caller;
pub(crate) use conflict::clash;
pub use input::{fields as fields_of, forms as schema_forms, is as schema_is};
pub use page::{Place, crumb, crumb_here, refusal_part};
pub use trouble::{FormState, Trouble};
pub use visit::{InBusiness, Visitor};

use crate::http::{self, Incidents, Served};

/// What every handler has.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    desk: Desk,
    bell: http::live::Bell,
    served: Served,
    /// The pages alone, to show the page of a form again with what was wrong.
    pages: std::sync::OnceLock<Router>,
}

impl Site {
    /// The desk behind the pages.
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    /// How the pages reach the browser.
    pub fn served(&self) -> Served {
        self.0.served
    }
}

/// The whole site over a desk. `seed` numbers the incidents of this process.
pub fn router(desk: Desk, served: Served, seed: u64) -> Router {
    let bell = http::live::Bell::default();
    live::forward(&desk, &bell);
    let site = Site(Arc::new(Inner { desk, bell, served, pages: std::sync::OnceLock::new() }));
    let pages = crate::routes::pages()
        .layer(axum::middleware::from_fn(crate::parts::locale::each_reader))
        .with_state(site.clone());
    let _set_once = site.0.pages.set(pages.clone());
    let forms = Router::new()
        .route("/b/{business}/do/{command}", post(forms::submit))
        .route("/live", get(live::stream))
        .with_state(site);
    let all =
        pages.merge(forms).merge(crate::assets::router()).merge(crate::dev::router()).fallback(answer::nothing_here);
    http::protect(all, served, Incidents::from_seed(seed))
}
