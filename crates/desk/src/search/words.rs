//! Words: how a text is cut into what can be found, and where in it that stands.
//!
//! A word is a run of letters and digits, in small letters, without accents, in ASCII: `Tomás` is `tomas`. Its stem is
//! what Snowball's English stemmer leaves of it (Porter 1980, "Porter 2"): `glazing`, `glazes` and `glaze` are one.

use righthand_store::search::{WORDS_MAX, Word};
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// A word with its place in the text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) word: Word,
}

/// The words of a text, as many as the index keeps.
pub(super) fn words(text: &str) -> Vec<Word> {
    placed(text).map(|placed| placed.word).take(WORDS_MAX).collect()
}

/// Words that stand in every question and say nothing of what it is about.
const EVERYWHERE: [&str; 62] = [
    "a", "about", "all", "am", "an", "and", "any", "are", "as", "at", "be", "by", "can", "could", "did", "do", "does",
    "for", "from", "has", "have", "how", "i", "if", "in", "is", "it", "its", "may", "me", "my", "not", "of", "on",
    "one", "or", "our", "shall", "should", "so", "that", "the", "their", "them", "there", "they", "this", "to", "us",
    "was", "we", "what", "when", "where", "which", "who", "whom", "why", "will", "with", "you", "your",
];

/// The words of a text that say what it is about, each stem once.
pub(crate) fn content_words(text: &str, most: usize) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    for word in words(text) {
        if !EVERYWHERE.contains(&word.text.as_str()) && !found.iter().any(|other| other.stem == word.stem) {
            found.push(word);
        }
    }
    found.truncate(most);
    found
}

/// The words of a text with their places.
pub(super) fn placed(text: &str) -> impl Iterator<Item = Placed> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (from, first) = rest.next()?;
            if !first.is_alphanumeric() {
                continue;
            }
            let mut to = from + first.len_utf8();
            if !stands_alone(first) {
                while let Some((at, next)) = rest.next_if(|(_, next)| goes_on(*next)) {
                    to = at + next.len_utf8();
                }
            }
            if let Some(word) = text.get(from..to).and_then(word) {
                return Some(Placed { from, to, word });
            }
        }
    })
}

/// A single word; `None` of something that has no letter or digit.
pub(super) fn word(text: &str) -> Option<Word> {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase) {
        fold(c, &mut folded);
    }
    if folded.is_empty() {
        return None;
    }
    let is_english = folded.bytes().all(|byte| byte.is_ascii_lowercase());
    let stem = if is_english { Stemmer::create(Algorithm::English).stem(&folded).into_owned() } else { folded.clone() };
    Some(Word { text: folded, stem })
}

/// Letters that no decomposition takes an accent from.
const OTHER_LETTERS: [(char, &str); 11] = [
    ('ß', "ss"),
    ('ø', "o"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ŋ', "n"),
];

fn fold(c: char, to: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => to.push(c),
        // Accents, and apostrophes within a word.
        '\u{300}'..='\u{36f}' | '\'' | '’' => {}
        _ => match OTHER_LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, ascii)) => to.push_str(ascii),
            // Another script: its number stands for a letter, so that words of it are still found by their beginning.
            None if c.is_alphanumeric() => to.push_str(&format!("x{:04x}", u32::from(c))),
            None => {}
        },
    }
}

/// Does the word go on with it? An accent that stands by itself belongs to the letter before it.
fn goes_on(c: char) -> bool {
    (c.is_alphanumeric() && !stands_alone(c)) || matches!(c, '\u{300}'..='\u{36f}' | '\'' | '’')
}

/// Scripts without spaces between words: each sign is one.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn accents_capitals_and_ligatures_make_no_difference() {
        assert_eq!(texts("Tomás TOMAS Toma\u{301}s"), ["tomas"; 3]);
        assert_eq!(texts("Straße, Køb: ﬁre"), ["strasse", "kob", "fire"]);
        assert_eq!(texts("Halima’s e-mail (v2.1)"), ["halimas", "e", "mail", "v2", "1"]);
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let stems: Vec<String> = words("glaze glazes glazed glazing").into_iter().map(|word| word.stem).collect();
        assert_eq!(stems, ["glaze"; 4]);
    }

    #[test]
    fn other_scripts_are_words_too_and_begin_alike() {
        let (begin, whole) = (texts("глаз"), texts("Глазурь"));
        assert!(whole[0].starts_with(&begin[0]) && whole[0].is_ascii(), "{begin:?} {whole:?}");
        assert_eq!(texts("陶芸").len(), 2);
    }

    #[test]
    fn what_is_no_word_is_none() {
        assert_eq!(texts("\0 \" * - 🙂 ’"), [""; 0]);
    }
}
