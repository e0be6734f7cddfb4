//! Where to go on after signing in: only ever within the product.

use axum::response::{IntoResponse, Redirect, Response};

/// Characters of a return path; longer ones lead to Today instead.
const RETURN_CHARS_MAX: usize = 1_000;

/// `path` if it is one of ours: begins with one slash, names no host, holds no control character.
pub fn safe_return(path: &str) -> Option<&str> {
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    (ours && path.len() <= RETURN_CHARS_MAX && !path.chars().any(char::is_control)).then_some(path)
}

/// To the sign-in page, and from there on to `path`.
pub fn sign_in_then(path: &str) -> Response {
    Redirect::to(&sign_in(path, "")).into_response()
}

/// As [`sign_in_then`], for a session that has ended: the sign-in page says so.
pub fn sign_in_again(path: &str) -> Response {
    Redirect::to(&sign_in(path, "ended=1")).into_response()
}

fn sign_in(path: &str, extra: &str) -> String {
    let back = safe_return(path).filter(|path| *path != "/").map(|path| format!("back={}", percent_encode(path)));
    let query: Vec<&str> =
        [back.as_deref(), Some(extra)].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if query.is_empty() { "/sign-in".to_owned() } else { format!("/sign-in?{}", query.join("&")) }
}

/// Everything but letters, digits and `-_.~/` as `%XX`.
pub fn percent_encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    out
}

/// The reverse of [`percent_encode`]. `None` if it was not made by it.
pub(super) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) = (hex(rest.next()?)?, hex(rest.next()?)?);
            bytes.push(high << 4 | low);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
