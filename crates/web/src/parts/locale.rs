//! How the reader of a page has dates, times and numbers written.
//!
//! The words of a page are made by many small functions that take what they say and nothing of who reads it. So the
//! reader's locale goes with the task that answers the request: [`each_reader`] surrounds it, the visitor sets it.

use std::cell::Cell;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use righthand_desk::sign_in::Locale;

tokio::task_local! {
    static OF_READER: Cell<Locale>;
}

/// Answers a request with a locale of its own, which is the usual one until somebody says who reads.
pub(crate) async fn each_reader(request: Request, next: Next) -> Response {
    OF_READER.scope(Cell::default(), next.run(request)).await
}

/// From here on, what this request says is written for a reader of that locale.
pub(crate) fn write_for(locale: Locale) {
    // Outside of a request nobody reads.
    let _ = OF_READER.try_with(|of_reader| of_reader.set(locale));
}

/// The reader's, or the usual one where nobody is known to read.
pub(super) fn current() -> Locale {
    OF_READER.try_with(Cell::get).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::parts::words;

    #[tokio::test]
    async fn dates_times_and_numbers_are_written_for_whoever_reads() {
        let written = |locale| {
            OF_READER.scope(Cell::new(locale), async {
                let (day, now) = (date(2026, 11, 26), "2026-11-24T11:20:00Z".parse().unwrap());
                let clock = words::clock(now, &jiff::tz::TimeZone::UTC);
                format!("{}, {clock}, {}, {}", words::day(day, day), words::count(10_000), words::hours(1_050))
            })
        };
        assert_eq!(written(Locale::International).await, "Thu 26 Nov, 11:20, 10\u{202f}000, 17.5\u{202f}h");
        assert_eq!(written(Locale::Britain).await, "Thu 26 Nov, 11:20, 10,000, 17.5\u{202f}h");
        assert_eq!(written(Locale::UnitedStates).await, "Thu Nov 26, 11:20\u{202f}am, 10,000, 17.5\u{202f}h");
        assert_eq!(written(Locale::Continental).await, "Thu 26 Nov, 11:20, 10.000, 17,5\u{202f}h");
        assert_eq!(words::count(10_000), "10\u{202f}000", "where nobody is known to read");
    }
}
