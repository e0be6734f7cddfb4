//! Reading a statement for its business: a tenant's row is named by `business_id = $1`, or by the row beside it.

use crate::tokens::{Kind, Token, tokens};

/// A tenant table as a statement names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Used {
    pub(super) table: String,
    /// The name in the rest of the statement.
    pub(super) alias: String,
}

/// Words that may follow a table's name and are not another name for it.
const NOT_ALIASES: [&str; 22] = [
    "where",
    "on",
    "join",
    "left",
    "inner",
    "cross",
    "natural",
    "set",
    "values",
    "select",
    "order",
    "group",
    "limit",
    "using",
    "returning",
    "union",
    "except",
    "intersect",
    "having",
    "for",
    "default",
    "full",
];

/// The tables of `tenant` that the statement reads or writes.
pub(super) fn tables(text: &str, tenant: &[String]) -> Vec<Used> {
    let tokens = tokens(text);
    let mut found: Vec<Used> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(table) = tenant.iter().find(|table| names(token, table)) else { continue };
        let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
        let after = |on: usize| tokens.get(at + on);
        // `task.id` and `x.task` are columns; so is a `task` that no word of the kind introduces.
        let is_column = after(1).is_some_and(|next| next.is(".")) || before(1).is_some_and(|last| last.is("."));
        let is_introduced =
            before(1).is_some_and(|last| ["from", "join", "into", "update", ",", "("].iter().any(|word| last.is(word)));
        if is_column || !is_introduced {
            continue;
        }
        let alias = match after(1) {
            Some(next) if next.is("as") => after(2),
            Some(next) if next.kind == Kind::Word && !NOT_ALIASES.iter().any(|word| next.is(word)) => Some(next),
            _ => None,
        };
        // A column of the same name in a list (`select project, task from ..`) is taken for a table too; then the
        // plan decides, which knows only tables.
        let alias = alias.map_or_else(|| table.clone(), |alias| alias.text.to_owned());
        let used = Used { table: table.clone(), alias };
        if !found.contains(&used) {
            found.push(used);
        }
    }
    found
}

/// What is wrong with how the statement names its business.
pub(super) fn faults(text: &str, used: &[Used]) -> Vec<String> {
    let tokens = tokens(text);
    let mut faults = Vec::new();
    if used.is_empty() {
        faults.push("reaches no table of a business; register it with identity_sql!".to_owned());
    }
    if !tokens.iter().any(|token| token.kind == Kind::Parameter(1)) {
        faults.push("lacks business_id = $1".to_owned());
    }
    for (at, token) in tokens.iter().enumerate() {
        if token.kind == Kind::Parameter(1) && !stands_for_business(&tokens, at) {
            faults.push("uses $1, which is the business, for something else".to_owned());
        }
        if let Some(fault) = other_business(&tokens, at) {
            faults.push(fault);
        }
    }
    faults.extend(insert_fault(&tokens));
    faults
}

/// `business_id = $1`, `values ($1`, `, ($1` of the next row, or `select $1`.
fn stands_for_business(tokens: &[Token<'_>], at: usize) -> bool {
    let back = |by: usize, word: &str| at.checked_sub(by).and_then(|at| tokens.get(at)).is_some_and(|t| t.is(word));
    (back(1, "=") && back(2, "business_id"))
        || (back(1, "(") && (back(2, "values") || back(2, ",")))
        || back(1, "select")
}

/// A comparison of `business_id` at `at` with anything but `$1` or the `business_id` of a neighbour.
fn other_business(tokens: &[Token<'_>], at: usize) -> Option<String> {
    if !tokens.get(at)?.is("business_id") {
        return None;
    }
    let after = |on: usize| tokens.get(at + on);
    let next = after(1)?;
    if ["<", ">", "!", "in", "not", "between", "like", "is", "||", "+"].iter().any(|word| next.is(word)) {
        return Some(format!("compares business_id by {}; only = $1 will do", next.text));
    }
    if !next.is("=") {
        return None;
    }
    let right = after(2)?;
    let is_neighbour = after(3).is_some_and(|dot| dot.is(".")) && after(4).is_some_and(|name| name.is("business_id"));
    (right.kind != Kind::Parameter(1) && !is_neighbour).then(|| {
        format!("compares business_id with {}; only $1 or the business_id of a joined row will do", right.text)
    })
}

/// An insert names `business_id` first and gives it `$1`, or the `business_id` of what it selects.
fn insert_fault(tokens: &[Token<'_>]) -> Option<String> {
    let at = tokens.iter().position(|token| token.is("into"))?;
    let after = |on: usize| tokens.get(at + on);
    if !(after(2).is_some_and(|open| open.is("(")) && after(3).is_some_and(|first| first.is("business_id"))) {
        return Some("inserts without naming business_id as the first column".to_owned());
    }
    let values = tokens.iter().skip(at).position(|token| token.is("values") || token.is("select"))? + at;
    let mut rest = tokens[values + 1..].iter().filter(|token| !token.is("(") && !token.is("distinct"));
    let first = rest.next()?;
    let is_neighbour = rest.next().is_some_and(|dot| dot.is(".")) && rest.next().is_some_and(|t| t.is("business_id"));
    let good = first.kind == Kind::Parameter(1) || first.is("business_id") || is_neighbour;
    (!good).then(|| format!("inserts {} as the business; only $1 will do", first.text))
}

fn names(token: &Token<'_>, table: &str) -> bool {
    match token.kind {
        Kind::Literal => token.text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) == Some(table),
        _ => token.is(table),
    }
}
