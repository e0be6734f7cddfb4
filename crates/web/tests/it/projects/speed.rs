//! How long the pages of the demonstration take on the server: printed, never judged. To be read from an optimised build:
//! `cargo test --release -p righthand-web --test it -- speed --ignored --nocapture`.

use std::time::{Duration, Instant};

use super::site::Site;

/// Enough for a median that does not jump.
const TIMES: usize = 41;

#[test]
#[ignore = "prints times and judges nothing"]
fn the_median_of_each_page_is_printed() {
    let site = Site::harbour_clay(true);
    let amara = site.visitor("amara");
    let of_business = [
        "/projects",
        "/projects?view=list",
        "/projects/glaze-library",
        "/projects/slow-wheel?row=master-episodes",
        "/projects/glaze-library/forecast",
        "/projects/slow-wheel/edit",
        "/projects/new",
        "/tasks/final-artwork",
        "/team",
        "/team?view=people",
        "/team/halima",
        "/operations/month-end-books/runs/2026-11-30",
        "/import",
        "/history",
        "/settings",
    ];
    let all = of_business.map(|path| format!("/b/harbour-clay{path}"));
    for path in all.iter().map(String::as_str).chain(["/", "/you"]) {
        let mut took: Vec<Duration> = (0..TIMES)
            .map(|_| {
                let begun = Instant::now();
                assert!(site.load(&amara, path).is_success(), "{path}");
                begun.elapsed()
            })
            .collect();
        took.sort_unstable();
        println!("{path}: {:?} at the median of {TIMES}", took[TIMES / 2]);
    }
}
