//! Secrets that are told once and kept only as a hash: the keys of sessions, links and tokens.

use sha2::{Digest, Sha256};

/// Bytes of randomness in a secret: beyond guessing.
const SECRET_BYTES: usize = 32;

/// A new secret of lower-case letters and digits, or the error of a machine that has no randomness to give.
pub(crate) fn new() -> Result<String, righthand_store::Error> {
    let mut bytes = [0_u8; SECRET_BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|error| righthand_store::Error::Panicked { message: format!("no randomness: {error}") })?;
    Ok(hex(&bytes))
}

/// Names something that holds a secret without telling it.
pub(crate) fn fingerprint(secret: &str) -> String {
    hash(secret)
}

/// What is kept of a secret.
pub(super) fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
