//! The query string of a page, in which its view lives: every view can be linked.

use crate::http::percent_encode;

/// The query of `own`, fields with what they say now, with one of them saying something else; what is empty is left out.
pub(super) fn query_with(own: &[(&str, &str)], name: &str, value: &str) -> String {
    let pairs = own.iter().map(|(own, now)| (*own, if *own == name { value } else { *now }));
    let said = pairs.filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = said.map(|(name, value)| format!("{name}={}", percent_encode(value))).collect();
    // A lone question mark: an empty address would keep the query that is there.
    format!("?{}", query.join("&"))
}
