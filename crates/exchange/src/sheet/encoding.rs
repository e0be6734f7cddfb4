//! From the bytes of a table to its text: which letters they are, and what is no text at all.

use std::io::Read;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::parcel::Unreadable;

/// Bytes of a table. With the parcel, the rows and the journal made from it an import stays within 256 MB.
pub(crate) const SHEET_BYTES_MAX: usize = 40 * 1024 * 1024;
/// Bytes by which UTF-16 without its mark is known.
const LOOKED_AT_BYTES: usize = 1_024;

pub(super) const ADVICE: &str = "Export the table again as CSV, or save the spreadsheet as CSV, and choose that file.";

/// The text, and how its letters were written: `UTF-8`, `UTF-16LE`, `windows-1252`.
pub(super) fn text(input: &mut dyn Read) -> Result<(String, &'static str), Unreadable> {
    let mut bytes = Vec::new();
    input
        .take(SHEET_BYTES_MAX as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(format!("the file cannot be read: {error}")))?;
    if bytes.len() > SHEET_BYTES_MAX {
        let megabytes = SHEET_BYTES_MAX / (1024 * 1024);
        return Err(Unreadable {
            pointer: String::new(),
            message: format!("the table is longer than {megabytes} MB, the most that Righthand reads of one"),
            advice: "Export it in parts, such as one project or one year at a time.",
        });
    }
    refuse_other_files(&bytes)?;
    let (encoding, mark) = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => (Some(encoding), mark),
        None => (sixteen_bits(&bytes), 0),
    };
    if let Some(encoding) = encoding.filter(|encoding| [UTF_16BE, UTF_16LE].contains(encoding)) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return Ok((text.into_owned(), encoding.name()));
    }
    bytes.drain(..mark);
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, "UTF-8")),
        Err(error) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
            Ok((text.into_owned(), WINDOWS_1252.name()))
        }
    }
}

/// Files that are chosen in the place of a table, by how they begin.
fn refuse_other_files(bytes: &[u8]) -> Result<(), Unreadable> {
    let begins = |with: &[u8]| bytes.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    let is = if begins(b"\xD0\xCF\x11\xE0") {
        "an old Excel workbook; save its sheet as CSV"
    } else if begins(b"%PDF") {
        "a PDF"
    } else if begins(b"<!doctype") || begins(b"<html") || begins(b"<?xml") {
        "a web page or XML"
    } else {
        return Ok(());
    };
    Err(unreadable(format!("this is not a table of text: it is {is}")))
}

/// UTF-16 that says nothing of itself: every other byte of its letters is nothing.
fn sixteen_bits(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..LOOKED_AT_BYTES.min(bytes.len()))?;
    let pairs = start.len() / 2;
    let nothing = |odd: usize| start.iter().skip(odd).step_by(2).take(pairs).filter(|byte| **byte == 0).count();
    let (first, second) = (nothing(0), nothing(1));
    if pairs >= 2 && second * 2 > pairs && first * 8 < pairs {
        return Some(UTF_16LE);
    }
    (pairs >= 2 && first * 2 > pairs && second * 8 < pairs).then_some(UTF_16BE)
}

pub(super) fn unreadable(message: String) -> Unreadable {
    Unreadable { pointer: String::new(), message, advice: ADVICE }
}
