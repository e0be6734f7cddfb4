//! Problems: every answer that is not what was asked for, as RFC 9457 has it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use righthand_domain::snapshot::Fault;
use serde_json::{Map, Value, json};

/// A sort of problem. Its type, `/problems/NAME`, is stable.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) title: &'static str,
}

macro_rules! kinds {
    ($($constant:ident $status:ident $name:literal $title:literal;)+) => {
        $(pub(crate) static $constant: Kind = Kind { name: $name, status: StatusCode::$status, title: $title };)+
        /// Every sort of problem, by status.
        pub(crate) static KINDS: &[&Kind] = &[$(&$constant,)+];
    };
}

kinds! {
    MALFORMED BAD_REQUEST "malformed" "The request cannot be read";
    UNAUTHORIZED UNAUTHORIZED "unauthorized" "A personal token is needed";
    ROLE FORBIDDEN "role" "Your role does not allow it";
    READ_ONLY FORBIDDEN "read-only-token" "This token may only read";
    NOT_FOUND NOT_FOUND "not-found" "There is no such thing here";
    METHOD METHOD_NOT_ALLOWED "method-not-allowed" "The address exists, but not for this method";
    CONFLICT CONFLICT "conflict" "Somebody was faster";
    CHANGED PRECONDITION_FAILED "changed" "It has changed since the version in If-Match";
    TOO_LARGE PAYLOAD_TOO_LARGE "too-large" "The body is too large";
    MEDIA_TYPE UNSUPPORTED_MEDIA_TYPE "unsupported-media-type" "The body is not JSON";
    INVALID UNPROCESSABLE_ENTITY "invalid" "The input is not well formed";
    RULE UNPROCESSABLE_ENTITY "rule" "A rule of the house says no";
    TOO_MANY TOO_MANY_REQUESTS "too-many-requests" "Too many requests with this token";
    BROKEN INTERNAL_SERVER_ERROR "broken" "Something broke on our side";
    BUSY SERVICE_UNAVAILABLE "busy" "Too much at once";
}

/// A problem on its way out.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) kind: &'static Kind,
    detail: String,
    more: Map<String, Value>,
    retry_after_seconds: Option<u64>,
}

/// Seconds after which a busy desk may be asked again.
const BUSY_SECONDS: u64 = 2;

impl Problem {
    /// A problem of this kind; `detail` is a sentence for the person who reads it.
    pub(crate) fn new(kind: &'static Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), more: Map::new(), retry_after_seconds: None }
    }

    /// With one more field.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.more.insert(name.to_owned(), value.into());
        self
    }

    /// With the seconds after which to come back.
    pub(crate) fn after(mut self, seconds: u64) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }

    /// The same words for what is not there and for what is another business's (R15).
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(
            &NOT_FOUND,
            format!("There is no {what}, or it is not yours to see.").replace("no this", "nothing at this"),
        )
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self::new(&METHOD, "The header Allow lists what this address takes.")
    }

    /// Faults of the input, each with its place.
    pub(crate) fn invalid(faults: &[Fault]) -> Self {
        let list: Vec<Value> =
            faults.iter().map(|fault| json!({ "pointer": fault.pointer, "message": fault.message })).collect();
        let detail = match faults {
            [one] if one.pointer.is_empty() => one.message.clone(),
            [one] => one.to_string(),
            _ => format!("{} faults; each is listed with its place.", faults.len()),
        };
        Self::new(&INVALID, detail).with("faults", list)
    }

    /// One fault of the input.
    pub(crate) fn fault(pointer: &str, message: impl Into<String>) -> Self {
        Self::invalid(&[Fault { pointer: pointer.to_owned(), message: message.into() }])
    }

    /// The world broke. It is logged here, once, with the number that the caller is told.
    pub(crate) fn broken(error: &(dyn std::error::Error + 'static)) -> Self {
        let number = format!("{:016X}", getrandom::u64().unwrap_or_default());
        tracing::error!(incident = number, error, "the API broke, quoted as {number}: {error}");
        let detail =
            "What was kept before is safe. Whether this change was kept is not certain: look before you send it again.";
        Self::new(&BROKEN, detail).with("number", number)
    }

    /// As [`Self::broken`], unless the store is only busy.
    pub(crate) fn of_store(error: &righthand_store::Error) -> Self {
        use righthand_store::Error;
        match error {
            Error::Busy { .. } | Error::Overloaded { .. } | Error::TooSlow { .. } => {
                tracing::warn!(error = error as &dyn std::error::Error, "the API turned a request away: {error}");
                Self::new(&BUSY, "Nothing was changed. Try again in a few seconds.").after(BUSY_SECONDS)
            }
            other => Self::broken(other),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = Map::new();
        body.insert("type".into(), format!("/problems/{}", self.kind.name).into());
        body.insert("title".into(), self.kind.title.into());
        body.insert("status".into(), self.kind.status.as_u16().into());
        body.insert("detail".into(), self.detail.into());
        body.extend(self.more);
        let mut response = (self.kind.status, Value::Object(body).to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.kind == &UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"righthand\""));
        }
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
