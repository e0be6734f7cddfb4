//! Logs: to standard error, for people or for programs. Standard output is for answers.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// Begins logging. `filter` has been checked; one that cannot be read logs what is important.
pub(crate) fn begin(filter: &str, json: bool) {
    let filter = filter.parse().unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // A second beginning, as in tests, keeps the first.
    let _begun = if json { logs.json().flatten_event(true).try_init() } else { logs.with_ansi(false).try_init() };
}
