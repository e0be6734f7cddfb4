//! What the plan has to guess: one page on which guesses become knowledge, by one key each.

mod cards_page;
mod guesses_page;
mod hours_page;
mod offers_page;
mod show;
mod then_page;

use axum::Router;
use axum::routing::get;
use righthand_domain::snapshot::Effort;

use crate::parts::words;
use crate::site::{InBusiness, Site};

/// Its route.
pub(crate) fn routes() -> Router<Site> {
    Router::new().route("/b/{business}/guesses", get(show::page))
}

/// The page with the guesses of a project or draft.
pub(crate) fn of_project(visit: &InBusiness, key: &str) -> String {
    visit.at(&format!("/guesses?project={}", crate::http::percent_encode(key)))
}

/// What a card takes, as one key says it.
struct Size {
    key: char,
    words: &'static str,
    /// Hours, as somebody who has looked at the card says them.
    said: &'static str,
    /// The same as a guess for cards that nobody has looked at: half of it, and three times as much.
    guessed: &'static str,
}

/// The sizes that work comes in. A day is of eight hours.
const SIZES: [Size; 5] = [
    Size { key: '1', words: "30 min", said: "0.5", guessed: "0.25 / 0.5 / 1.5" },
    Size { key: '2', words: "1 h", said: "1", guessed: "0.5 / 1 / 3" },
    Size { key: '3', words: "2 h", said: "2", guessed: "1 / 2 / 6" },
    Size { key: '4', words: "half a day", said: "4", guessed: "2 / 4 / 12" },
    Size { key: '5', words: "a day", said: "8", guessed: "4 / 8 / 24" },
];
/// For more than a day: the field of the row.
const MORE_KEY: char = '6';
/// A guess is right, an offer is taken.
const YES_KEY: char = 'y';
/// An offer is not wanted.
const NO_KEY: char = 'n';

/// A guess in words: "1 to 6 h, most likely 2 h".
pub(crate) fn guess_words(effort: Effort) -> String {
    let hours = |hours: f64| words::hours((hours * 60.0).round() as i64);
    match effort {
        Effort::One(likely) => hours(likely),
        Effort::Three { optimistic, most_likely, pessimistic } => {
            format!("{} to {}, most likely {}", hours(optimistic), hours(pessimistic), hours(most_likely))
        }
    }
}

/// An id of an element, from a name that anybody may have given.
fn id_of(kind: &str, name: &str) -> String {
    let plain =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("_{:x}", u32::from(c)) });
    format!("{kind}-{}", plain.collect::<String>())
}
