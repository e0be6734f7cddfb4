//! Throwaway PostgreSQL and a way to run one test on both engines: for tests only.

mod cluster;
mod postgres;
mod smtp;

pub use cluster::{Cluster, SHARED};
pub use postgres::Postgres;
pub use smtp::{Caught, SmtpCatcher};

/// Runs `body` with the address of an empty SQLite file, and again with that of an empty PostgreSQL database.
///
/// Without a PostgreSQL server the second run is skipped loudly, or fails if `RIGHTHAND_REQUIRE` names `postgres`.
///
/// # Panics
/// When `body` does, and when a temporary directory or a required server cannot be had.
#[expect(clippy::expect_used, reason = "a test that cannot begin has failed")]
pub fn on_both(body: impl Fn(&str)) {
    let folder = tempfile::tempdir().expect("a temporary directory for the SQLite file");
    body(&format!("sqlite:{}", folder.path().join("desk.db").display()));
    if let Some(database) = Postgres::database() {
        body(database.url());
    }
}
