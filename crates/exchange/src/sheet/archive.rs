//! A table within an archive (zip), as Notion hands it out: found, unpacked within bounds, and what lies beside it named.

use std::io::{Cursor, Read};

use righthand_domain::words::first_of;
use zip::ZipArchive;
use zip::result::ZipError;

use super::encoding::{SHEET_BYTES_MAX, unreadable};
use super::pages::{PAGES_BYTES_MAX, Page};
use crate::parcel::Unreadable;

/// How an archive begins.
pub(super) const MARK: &[u8] = b"PK\x03\x04";
/// How each entry of its list begins.
const ENTRY_MARK: &[u8] = b"PK\x01\x02";
/// Bytes of an archive, which is held while its table is unpacked: with the table an import stays within 256 MB.
const ARCHIVE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Entries of an archive. The list of them is held, some hundreds of bytes for each.
const ENTRIES_MAX: usize = 50_000;
/// Archives within an archive: large exports come as `Part-1.zip`, `Part-2.zip` in one.
const PARTS_MAX: usize = 20;
/// Tables that a sentence names.
const NAMED_MAX: usize = 5;

const ADVICE: &str =
    "Unpack it and choose the .csv of one table; or export again without files and images, which makes it small.";

/// The one table of an archive.
#[derive(Debug)]
pub(super) struct Unpacked {
    pub(super) bytes: Vec<u8>,
    /// As it is called within the archive, without its folder.
    pub(super) name: String,
    /// Pages, which may be those of its rows.
    pub(super) pages: Vec<Page>,
    /// Everything else in the archive, by its path.
    pub(super) beside: Vec<String>,
}

/// Unpacks the table of an archive; where it holds several, says which.
pub(super) fn unpack(input: &mut dyn Read) -> Result<Unpacked, Unreadable> {
    let outer = bytes(input, ARCHIVE_BYTES_MAX, "archive")?;
    let mut archive = open(&outer)?;
    let names = names(&archive)?;
    if names.iter().any(|name| name == "[Content_Types].xml") {
        return Err(unreadable("this is not a table of text: it is an Excel workbook; save its sheet as CSV".into()));
    }
    let parts: Vec<usize> = places(&names, ".zip");
    if !places(&names, ".csv").is_empty() || parts.is_empty() {
        return one_of(&mut archive, &names);
    }
    if parts.len() > PARTS_MAX {
        return Err(too_much(format!(
            "the archive holds more than {PARTS_MAX} archives, the most that Righthand opens"
        )));
    }
    let mut found: Option<Unpacked> = None;
    let mut beside = Vec::new();
    for at in parts {
        let inner = entry(&mut archive, at, ARCHIVE_BYTES_MAX, "archive")?;
        let mut part = open(&inner)?;
        let names = self::names(&part)?;
        let tables = places(&names, ".csv");
        if tables.is_empty() {
            beside.extend(names);
        } else if let Some(first) = &found {
            let further = tables.iter().filter_map(|at| names.get(*at)).map(|name| last(name));
            return Err(several(&std::iter::once(first.name.clone()).chain(further).collect::<Vec<_>>()));
        } else {
            found = Some(one_of(&mut part, &names)?);
        }
    }
    let mut found = found.ok_or_else(none)?;
    found.beside.extend(beside);
    Ok(found)
}

/// The one table among entries of these names.
fn one_of(archive: &mut ZipArchive<Cursor<&[u8]>>, names: &[String]) -> Result<Unpacked, Unreadable> {
    let tables = places(names, ".csv");
    // Notion writes the rows of one view, and beside them all rows under the same name with `_all`.
    let is_view = |at: &usize| {
        let whole = names.get(*at).and_then(|name| name.get(..name.len() - 4)).map(|stem| format!("{stem}_all.csv"));
        whole.is_some_and(|whole| names.contains(&whole))
    };
    let whole: Vec<usize> = tables.iter().copied().filter(|at| !is_view(at)).collect();
    let [at] = whole.as_slice() else {
        let tables: Vec<String> = whole.iter().filter_map(|at| names.get(*at)).map(|name| last(name)).collect();
        return Err(if tables.is_empty() { none() } else { several(&tables) });
    };
    let bytes = entry(archive, *at, SHEET_BYTES_MAX, "table")?;
    let of_a_view = |place: &usize| tables.contains(place) && place != at;
    let other =
        |(place, name): &(usize, &String)| place != at && !of_a_view(place) && !name.ends_with('/') && is_own(name);
    let (mut pages, mut beside, mut held) = (Vec::new(), Vec::new(), 0);
    let written = places(names, ".md");
    for (place, name) in names.iter().enumerate().filter(other) {
        let left = PAGES_BYTES_MAX - held;
        let page = if written.contains(&place) { entry(archive, place, left, "page").ok() } else { None };
        let size = page.as_ref().map_or(0, Vec::len);
        match page.and_then(|bytes| Page::of(name, bytes)) {
            Some(page) => {
                held += size;
                pages.push(page);
            }
            None => beside.push(name.clone()),
        }
    }
    Ok(Unpacked { bytes, name: names.get(*at).map(|name| last(name)).unwrap_or_default(), pages, beside })
}

/// Opens an archive of which the list of entries has a bound.
fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Unreadable> {
    if bytes.windows(ENTRY_MARK.len()).filter(|window| *window == ENTRY_MARK).count() > ENTRIES_MAX {
        return Err(too_much(format!(
            "the archive holds more than {ENTRIES_MAX} files, the most that Righthand looks at"
        )));
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))
}

/// The paths of all entries, in their order.
fn names(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<Vec<String>, Unreadable> {
    (0..archive.len())
        .map(|at| match archive.name_for_index(at) {
            Some(Ok(name)) => Ok(name.into_owned()),
            Some(Err(error)) => Err(damaged(&error)),
            None => Ok(String::new()),
        })
        .collect()
}

/// Whether somebody put it there: a Mac adds files of its own to every archive.
fn is_own(name: &str) -> bool {
    !name.starts_with("__MACOSX/") && !last(name).starts_with('.')
}

/// Where the entries of that ending are.
fn places(names: &[String], ending: &str) -> Vec<usize> {
    let is = |name: &String| {
        let start = name.len().saturating_sub(ending.len());
        is_own(name) && name.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    names.iter().enumerate().filter(|(_, name)| is(name)).map(|(at, _)| at).collect()
}

/// Unpacks one entry; whatever it says of its size, no more than so many bytes of it.
fn entry(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    at: usize,
    bytes_max: usize,
    what: &str,
) -> Result<Vec<u8>, Unreadable> {
    let mut entry = archive.by_index(at).map_err(|error| damaged(&error))?;
    bytes(&mut entry, bytes_max, what)
}

fn bytes(input: &mut dyn Read, bytes_max: usize, what: &str) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let read = input.take(bytes_max as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(format!("the file cannot be read: {error}")))?;
    if bytes.len() > bytes_max {
        let megabytes = bytes_max / (1024 * 1024);
        return Err(too_much(format!(
            "the {what} is longer than {megabytes} MB, the most that Righthand reads of one"
        )));
    }
    Ok(bytes)
}

fn last(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

fn several(tables: &[String]) -> Unreadable {
    let named: Vec<String> = tables.iter().map(|name| format!("“{name}”")).collect();
    Unreadable {
        pointer: String::new(),
        message: format!("the archive holds several tables: {}", first_of(&named, NAMED_MAX)),
        advice: "Each is a project of its own: unpack the archive and choose them one after the other.",
    }
}

fn none() -> Unreadable {
    too_much("the archive holds no table (.csv)".into())
}

fn damaged(error: &ZipError) -> Unreadable {
    too_much(format!("the archive cannot be unpacked: {error}"))
}

fn too_much(message: String) -> Unreadable {
    Unreadable { pointer: String::new(), message, advice: ADVICE }
}
