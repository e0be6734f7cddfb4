//! Today: what needs the visitor, what they do next and how the rest is doing, across all of their businesses.

mod aside;
mod day;
mod needs;
mod sentence;
mod today_page;
mod work_rows;

use axum::Router;
use axum::response::Response;
use axum::routing::get;

pub(crate) use aside::squares;

use crate::parts::words;
use crate::site::{Answer, Place, Site, Visitor, crumb_here};

/// Its routes, in reading order.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/", get(show))
}

/// `GET /`. Each business is asked for itself, as this visitor may see it (R15); only here they meet.
async fn show(visitor: Visitor) -> Result<Response, Answer> {
    let day = day::read(&visitor).await?;
    let title = if day.leads() { words::long_day(day.date) } else { sentence::greeting(&day) };
    let content = today_page::today_page(&title, &day);
    Ok(visitor.page("Today", Place::Today, vec![crumb_here("Today")], &content))
}
