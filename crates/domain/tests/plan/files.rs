//! Business files: those of the contracts, and those that a test writes itself.

use std::path::PathBuf;

use jiff::Timestamp;
use righthand_domain::plan::Options;
use righthand_domain::snapshot::Snapshot;
use serde_json::Value;

/// The contracts beside the checkout; `None`, and said so, where they are not there.
pub(crate) fn contracts(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/contracts")).join(folder);
    if !path.is_dir() {
        println!("NOT RUN: no folder shared/contracts/{folder} beside the checkout");
        return None;
    }
    Some(path)
}

/// A business file as a snapshot, with the options of its own `at`.
pub(crate) fn read(text: &str) -> (Snapshot, Options) {
    let snapshot = righthand_exchange::business_file::read(text.as_bytes(), None, Timestamp::UNIX_EPOCH).unwrap();
    let at = snapshot.at.unwrap();
    (snapshot, Options::at(at))
}

pub(crate) fn of(value: &Value) -> (Snapshot, Options) {
    read(&value.to_string())
}
