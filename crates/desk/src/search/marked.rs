//! Marked: a text with what was looked for in it.

use righthand_store::search::{Term, Word};
use serde::Serialize;

use super::words::placed;

/// A part of a text, looked for or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub text: String,
    pub found: bool,
}

/// A text in its parts.
pub type Marked = Vec<Piece>;

/// Characters of a passage before what was found in it, and after.
const BEFORE_CHARS: usize = 40;
const AFTER_CHARS: usize = 120;

/// The whole text, with the words marked that were looked for.
pub(super) fn whole(text: &str, wanted: &[Term]) -> Marked {
    pieces(text, &found(text, wanted))
}

/// The passage of a long text around the first word that was looked for; `None` if there is none in it.
pub(super) fn passage(text: &str, wanted: &[Term]) -> Option<Marked> {
    let (first, _) = *found(text, wanted).first()?;
    let from = text[..first].char_indices().rev().take(BEFORE_CHARS).last().map_or(first, |(at, _)| at);
    let to = text[first..].char_indices().nth(AFTER_CHARS).map_or(text.len(), |(at, _)| first + at);
    let part = text[from..to].split_whitespace().collect::<Vec<_>>().join(" ");
    let part = format!("{}{part}{}", if from > 0 { "… " } else { "" }, if to < text.len() { " …" } else { "" });
    Some(whole(&part, wanted))
}

fn found(text: &str, wanted: &[Term]) -> Vec<(usize, usize)> {
    let is_wanted = |word: &Word| {
        wanted.iter().any(|term| match term {
            Term::Word(wanted) => {
                word.text.starts_with(&wanted.text) || word.stem == wanted.stem || word.text == wanted.stem
            }
            Term::Phrase(words) => words.contains(&word.text),
            Term::AnyOf(_) => false,
        })
    };
    placed(text).filter(|placed| is_wanted(&placed.word)).map(|placed| (placed.from, placed.to)).collect()
}

fn pieces(text: &str, found: &[(usize, usize)]) -> Marked {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut push = |text: &str, found: bool| {
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), found });
        }
    };
    for (from, to) in found {
        push(&text[at..*from], false);
        push(&text[*from..*to], true);
        at = *to;
    }
    push(&text[at..], false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn shown(marked: &[Piece]) -> String {
        marked.iter().map(|piece| if piece.found { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    }

    fn wanted(text: &str) -> Vec<Term> {
        words(text).into_iter().map(Term::Word).collect()
    }

    #[test]
    fn forms_and_beginnings_are_marked_in_the_text_as_it_stands() {
        assert_eq!(
            shown(&whole("Ash glazes, glazed by Tomás", &wanted("glazing toma"))),
            "Ash [glazes], [glazed] by [Tomás]"
        );
        assert_eq!(shown(&whole("nothing", &wanted("x"))), "nothing");
    }

    #[test]
    fn a_passage_is_cut_around_the_first_find_between_letters_of_any_size() {
        let text = format!("{} the kiln {}", "é".repeat(300), "ü ".repeat(300));
        let passage = shown(&passage(&text, &wanted("kiln")).unwrap_or_default());
        assert!(passage.starts_with("… é") && passage.contains("the [kiln] ü") && passage.ends_with(" …"), "{passage}");
        assert_eq!(super::passage("clay", &wanted("kiln")), None);
    }
}
