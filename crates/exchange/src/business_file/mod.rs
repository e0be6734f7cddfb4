//! The business file, `righthand/1`: read into a snapshot with every fault listed, and written from one.

mod people;
mod scalars;
mod shape;
mod tree;
mod work;
mod write;

use std::{collections::HashSet, io::Read};

use jiff::Timestamp;
use righthand_domain::{
    plan,
    snapshot::{Fault, Snapshot},
};

use shape::Shape;
pub use write::write;

/// What the field `format` of a business file says.
pub const FORMAT: &str = "righthand/1";

/// Largest file that is read, in bytes: a hundred times a business of a thousand tasks, and little beside the
/// 256 MB that the program may take.
pub const FILE_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Most JSON values (texts, numbers, lists, objects) in a file: ten thousand tasks of twenty fields use a half of
/// them. A value costs up to 100 bytes while it is read and as much again in the snapshot.
pub const VALUES_MAX: usize = 400_000;

/// Most faults listed of one file. Whoever has more has the wrong file.
pub const FAULTS_MAX: usize = 1_000;

/// The business of a file's text, checked: the shape by the contract's schema, references and dates by the domain.
///
/// `at` is the moment that counts as now where the caller says so; else the file's own `at` counts, else `clock`.
/// The `Err` lists every fault, not empty, each with its JSON pointer; what does not parse at all has pointer `""`
/// and names line and column.
pub fn read(text: &[u8], at: Option<Timestamp>, clock: Timestamp) -> Result<Snapshot, Vec<Fault>> {
    if text.len() > FILE_BYTES_MAX {
        return Err(vec![too_long()]);
    }
    let tree = tree::parse(text).map_err(|fault| vec![fault])?;
    let mut shape = Shape::default();
    let snapshot = people::snapshot(&mut shape, &tree);
    let verdict = shape.verdict();
    let mut faults = verdict.faults;
    if !verdict.broken {
        // Where the file's own moment is at fault, nothing can be told to come after it.
        let now = if verdict.unread.contains("/at") { Timestamp::MAX } else { clock };
        let at = at.or(snapshot.at).unwrap_or(now);
        faults.extend(plan::check(&snapshot, at).into_iter().filter(|fault| !said(&verdict.unread, fault)));
    }
    if faults.is_empty() { Ok(snapshot) } else { Err(limited(faults)) }
}

/// [`read`] of everything that `input` gives, which is never held in memory beyond [`FILE_BYTES_MAX`].
///
/// The outer error is the input's own (a disk, a pipe), the inner one lists the faults of what it said.
pub fn read_from(
    input: impl Read,
    at: Option<Timestamp>,
    clock: Timestamp,
) -> std::io::Result<Result<Snapshot, Vec<Fault>>> {
    let mut text = Vec::new();
    input.take(FILE_BYTES_MAX as u64 + 1).read_to_end(&mut text)?;
    Ok(read(&text, at, clock))
}

fn too_long() -> Fault {
    let megabytes = FILE_BYTES_MAX / (1024 * 1024);
    let message =
        format!("the file is longer than {megabytes} MB, the most that Righthand reads; is it a business file?");
    Fault { pointer: String::new(), message }
}

/// Whether a fault is of a value that could not be read, or of what lies inside one: then it is said already.
fn said(unread: &HashSet<String>, fault: &Fault) -> bool {
    let pointer = fault.pointer.as_str();
    let ends = pointer.match_indices('/').map(|(at, _)| at).chain([pointer.len()]);
    ends.into_iter().any(|end| pointer.get(..end).is_some_and(|outer| unread.contains(outer)))
}

fn limited(mut faults: Vec<Fault>) -> Vec<Fault> {
    if let Some(more) = faults.len().checked_sub(FAULTS_MAX).filter(|more| *more > 0) {
        faults.truncate(FAULTS_MAX);
        faults.push(Fault { pointer: String::new(), message: format!("and {more} more faults") });
    }
    faults
}

#[cfg(test)]
mod tests;
