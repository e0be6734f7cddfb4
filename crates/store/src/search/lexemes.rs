//! Lexemes: words as they stand in the index, the same on both engines.
//!
//! A lexeme is the business, one letter for what it is, and the word: `w` a word, `s` a stem where it is another text
//! than the word, `f` a facet. All of it is ASCII letters and digits, which neither engine cuts or changes.

use std::collections::HashMap;

use righthand_domain::ids::BusinessId;

use super::{Term, WORDS_MAX, Word};

/// Places that PostgreSQL keeps of one word in one text; later ones are found by neither engine.
const PLACES_MAX: u32 = 255;
/// Stands where a word is not kept, so that its neighbours do not become each other's.
pub(super) const FILLER: &str = "0";
/// Letters of a word that are kept: longer ones are codes, and begin differently.
const WORD_CHARS_MAX: usize = 60;
/// Hexadecimal digits of the business: those that are random in its id. An entry's row names it in full.
const BUSINESS_DIGITS: usize = 12;

/// What every lexeme of a business begins with.
pub(super) struct Business(String);

impl Business {
    pub(super) fn of(id: BusinessId) -> Self {
        let digits = id.0.simple().to_string();
        Self(digits[digits.len().saturating_sub(BUSINESS_DIGITS)..].to_owned())
    }

    pub(super) fn word(&self, word: &str) -> String {
        self.lexeme('w', word)
    }

    pub(super) fn stem(&self, stem: &str) -> String {
        self.lexeme('s', stem)
    }

    pub(super) fn facet(&self, facet: &str) -> String {
        self.lexeme('f', facet)
    }

    fn lexeme(&self, what: char, text: &str) -> String {
        let mut lexeme = String::with_capacity(BUSINESS_DIGITS + 1 + text.len());
        lexeme.push_str(&self.0);
        lexeme.push(what);
        // What is no letter or digit of ASCII would be cut off by one engine and kept by the other.
        lexeme.extend(text.chars().filter(char::is_ascii_alphanumeric).take(WORD_CHARS_MAX));
        lexeme
    }
}

/// The words of a text with their places: the word, and its stem where that is another.
pub(super) fn of_text(business: &Business, words: &[Word]) -> Vec<(String, Option<String>)> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    let kept = words.iter().take(WORDS_MAX).map(|word| {
        let count = counts.entry(word.text.as_str()).or_default();
        *count += 1;
        if *count > PLACES_MAX {
            return (FILLER.to_owned(), None);
        }
        let stem = (word.stem != word.text).then(|| business.stem(&word.stem));
        (business.word(&word.text), stem)
    });
    kept.collect()
}

/// The lexemes that stand for a word that is looked for: those that begin so, and those that are so.
pub(super) fn of_wanted(business: &Business, word: &Word) -> (String, [String; 2]) {
    (business.word(&word.text), [business.stem(&word.stem), business.word(&word.stem)])
}

/// Does a term stand in the texts, where a facet stands beside them?
pub(super) fn is_words(term: &Term) -> bool {
    !matches!(term, Term::AnyOf(_))
}
