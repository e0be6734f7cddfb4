//! Pages of a list: a cursor and how many.

use schemars::JsonSchema;
use serde::Serialize;

use crate::problem::Problem;
use crate::reads::Asked;

/// Things on a page where nothing is said.
pub(crate) const LIMIT: usize = 100;
/// The most things on a page: an answer of well under a megabyte.
pub(crate) const LIMIT_MAX: usize = 500;

/// One page of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    /// Ask with this cursor for what follows; null at the end.
    pub(crate) next: Option<String>,
}

/// How many things the request wants.
pub(crate) fn limit(asked: &Asked) -> Result<usize, Problem> {
    let Some(text) = asked.query("limit") else { return Ok(LIMIT) };
    let limit = text.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
    limit.ok_or_else(|| Problem::fault("/limit", format!("a page has 1 to {LIMIT_MAX} things, not “{text}”")))
}

/// The page of `all` after the thing with the key of the request's cursor. A thing that has gone meanwhile gives a
/// fault: going on from nowhere would leave something out unseen.
pub(crate) fn page<T>(asked: &Asked, all: Vec<T>, key: impl Fn(&T) -> &str) -> Result<Page<T>, Problem> {
    let limit = limit(asked)?;
    let from = match asked.query("cursor") {
        None => 0,
        Some(cursor) => {
            let at = all.iter().position(|item| key(item) == cursor);
            at.ok_or_else(|| Problem::fault("/cursor", "this cursor leads nowhere any more; begin again without one"))?
                + 1
        }
    };
    let more = all.len() > from.saturating_add(limit);
    let items: Vec<T> = all.into_iter().skip(from).take(limit).collect();
    let next = items.last().filter(|_| more).map(|last| key(last).to_owned());
    Ok(Page { items, next })
}
