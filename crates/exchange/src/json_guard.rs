//! A reader that stops before a JSON document can fill the memory.
//!
//! A JSON parser holds a text in memory until its closing quote, and an element until its closing bracket. The guard
//! watches the bytes go by and ends the reading where one element of a top-level list (a card, an action), or one
//! top-level value, is larger than any real one, or where the whole is.

use std::io::{Error, Read, Result};

/// Largest export that is read, in bytes. A board of 5,000 cards with its history is about 50 MB.
pub(crate) const FILE_BYTES_MAX: u64 = 200_000_000;

/// Largest element of a list at the top, in bytes: a card with a thousand attachments and their previews is 3 MB.
pub(crate) const ELEMENT_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Passes on what it reads, until a bound is reached; then reading fails with a sentence that says so.
pub(crate) struct JsonGuard<R> {
    input: R,
    read: u64,
    depth: usize,
    text: Text,
    element: usize,
}

/// Where in a text the last byte was.
#[derive(Clone, Copy, PartialEq)]
enum Text {
    Outside,
    Inside,
    AfterBackslash,
}

impl<R: Read> JsonGuard<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { input, read: 0, depth: 0, text: Text::Outside, element: 0 }
    }

    fn watch(&mut self, mut bytes: &[u8]) {
        while let Some((&byte, rest)) = bytes.split_first() {
            match self.text {
                Text::AfterBackslash => self.text = Text::Inside,
                Text::Inside => {
                    let plain = bytes.iter().position(|b| matches!(b, b'"' | b'\\')).unwrap_or(bytes.len());
                    self.element += plain;
                    let Some((&end, after)) = bytes.get(plain..).and_then(|bytes| bytes.split_first()) else { return };
                    self.text = if end == b'"' { Text::Outside } else { Text::AfterBackslash };
                    bytes = after;
                    self.element += 1;
                    continue;
                }
                Text::Outside => self.structure(byte),
            }
            self.element += 1;
            bytes = rest;
        }
    }

    fn structure(&mut self, byte: u8) {
        match byte {
            b'"' => self.text = Text::Inside,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            b',' => {}
            _ => return,
        }
        // Depth 1 is the document, 2 a list in it, 3 an element of that list.
        if self.depth <= 2 && byte != b'"' {
            self.element = 0;
        }
    }
}

impl<R: Read> Read for JsonGuard<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let count = self.input.read(into)?;
        self.read += count as u64;
        if self.read > FILE_BYTES_MAX {
            let megabytes = FILE_BYTES_MAX / 1_000_000;
            return Err(Error::other(format!("the file is longer than {megabytes} MB, the most that Righthand reads")));
        }
        self.watch(into.get(..count).unwrap_or_default());
        if self.element > ELEMENT_BYTES_MAX {
            let megabytes = ELEMENT_BYTES_MAX / (1024 * 1024);
            return Err(Error::other(format!(
                "this is longer than {megabytes} MB, the most that Righthand reads of one thing"
            )));
        }
        Ok(count)
    }
}
