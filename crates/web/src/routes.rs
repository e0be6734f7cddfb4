//! All pages, feature by feature.

use axum::Router;

use crate::site::Site;

/// Every page. Addresses are those of the design, section 3.
pub(crate) fn pages() -> Router<Site> {
    Router::new()
        .merge(crate::sign_in::routes())
        .merge(crate::set_up::routes())
        .merge(crate::today::routes())
        .merge(crate::projects::routes())
        .merge(crate::operations::routes())
        .merge(crate::calibration::routes())
        .merge(crate::tasks::routes())
        .merge(crate::questions::routes())
        .merge(crate::guesses::routes())
        .merge(crate::what_if::routes())
        .merge(crate::advisor::routes())
        .merge(crate::hire::routes())
        .merge(crate::team::routes())
        .merge(crate::appointments::routes())
        .merge(crate::contacts::routes())
        .merge(crate::outputs::routes())
        .merge(crate::import::routes())
        .merge(crate::settings::routes())
        .merge(crate::history::routes())
        .merge(crate::command_form::routes())
        .merge(crate::search::routes())
        .merge(crate::views::routes())
        .merge(crate::mail::routes())
}
