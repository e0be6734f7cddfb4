//! The session cookie, and the toast that waits for the next page.

use axum::http::{HeaderMap, HeaderValue, header};

use super::back::{percent_decode, percent_encode};
use crate::parts::Toast;

/// How the pages reach the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    /// Over TLS, by us or by a proxy before us: cookies carry the `__Host-` prefix and `Secure`.
    Tls,
    /// In the clear on this machine only, for trying out: browsers refuse the prefix there.
    Loopback,
}

impl Served {
    fn session(self) -> &'static str {
        match self {
            Served::Tls => "__Host-righthand",
            Served::Loopback => "righthand",
        }
    }

    fn secure(self) -> &'static str {
        match self {
            Served::Tls => "; Secure",
            Served::Loopback => "",
        }
    }
}

/// Bytes of a toast's text in its cookie: a sentence, far below the 4096 a browser keeps.
const TOAST_BYTES_MAX: usize = 1_500;
/// Seconds a toast waits for the page that shows it.
const TOAST_SECONDS: u32 = 60;
const TOAST: &str = "righthand-toast";

/// `Set-Cookie` for a session. `token` is printable ASCII without `;`; `seconds` until the browser forgets it.
/// `None` if the token could not be a cookie.
pub fn session_cookie(served: Served, token: &str, seconds: u64) -> Option<HeaderValue> {
    let plain = token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    if token.is_empty() || !plain {
        return None;
    }
    let (name, secure) = (served.session(), served.secure());
    HeaderValue::try_from(format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")).ok()
}

/// `Set-Cookie` that makes the browser forget the session.
pub fn clear_session(served: Served) -> HeaderValue {
    match served {
        Served::Tls => HeaderValue::from_static("__Host-righthand=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure"),
        Served::Loopback => HeaderValue::from_static("righthand=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
    }
}

/// The token the browser sent.
pub fn session_token(headers: &HeaderMap, served: Served) -> Option<&str> {
    cookie(headers, served.session())
}

/// `Set-Cookie` that shows `toast` on the page after the redirect. `None` if it is too long to wait in a cookie.
pub fn keep_toast(toast: &Toast, served: Served) -> Option<HeaderValue> {
    let (action, event) = toast.undo.as_ref().map_or(("", ""), |(a, e)| (a.as_str(), e.as_str()));
    let value = [toast.text.as_str(), action, event].map(percent_encode).join("|");
    if value.len() > TOAST_BYTES_MAX {
        return None;
    }
    let secure = served.secure();
    HeaderValue::try_from(format!("{TOAST}={value}; Path=/; Max-Age={TOAST_SECONDS}; HttpOnly; SameSite=Lax{secure}"))
        .ok()
}

/// The toast that waits, and the `Set-Cookie` that takes it away once it is shown.
pub fn take_toast(headers: &HeaderMap) -> Option<(Toast, HeaderValue)> {
    let value = cookie(headers, TOAST)?;
    let mut parts = value.split('|').map(percent_decode);
    let (text, action, event) = (parts.next()??, parts.next()??, parts.next()??);
    // Undo posts within the product only, whatever the cookie says.
    let undo = super::safe_return(&action).map(|action| (action.to_owned(), event));
    let gone = HeaderValue::from_static("righthand-toast=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    (!text.is_empty()).then_some((Toast { text, undo }, gone))
}

fn cookie<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted && !value.is_empty()).then_some(value))
}
