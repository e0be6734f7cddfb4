//! Similar: answers that were kept and are about what somebody is about to ask.
//!
//! Each word of the question is looked for by itself in the index of the desk; an answer counts by the share of the
//! words that it has, a rare word for more than one that stands everywhere.

use std::collections::HashMap;

use righthand_domain::ids::QuestionId;
use righthand_store::search::{Question as Wanted, Term, Word};
use serde::Serialize;

use crate::records::Question;
use crate::search::{Thing, content_words, kept_answers};
use crate::view::{NotSeen, PersonRef, View};

/// Words of a question that are looked for: more are a letter.
const WORDS_MAX: usize = 16;
/// Answers that are offered at most: one is taken, or none.
const OFFERED_MAX: usize = 3;
/// Answers that have a word: beyond that it says nothing.
const HITS_MAX: i64 = 200;
/// What of the question's weight an answer has to share.
const SHARE_MIN: f64 = 0.34;

/// A kept answer that may be the one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Similar {
    /// Key of the question that it answered.
    pub question: String,
    pub words: String,
    pub answer: String,
    pub by: Option<PersonRef>,
    pub answered_at: jiff::Timestamp,
}

/// The kept answers that are closest to `text`, the closest first; `except` the question of that key.
pub fn similar(view: &mut View<'_>, text: &str, except: Option<&str>) -> Result<Vec<Similar>, NotSeen> {
    let words = content_words(text, WORDS_MAX);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut shared: HashMap<String, f64> = HashMap::new();
    let mut weight_of_all = 0.0;
    for word in words {
        let found = with_word(view, word)?;
        let weight = 1.0 / (1.0 + found.len() as f64).ln().max(0.7);
        weight_of_all += weight;
        for id in found {
            *shared.entry(id).or_default() += weight;
        }
    }
    let mut closest: Vec<(String, f64)> =
        shared.into_iter().filter(|(_, weight)| weight / weight_of_all >= SHARE_MIN).collect();
    closest.sort_by(|(one, a), (other, b)| b.total_cmp(a).then_with(|| one.cmp(other)));
    let mut similar = Vec::new();
    for (id, _) in closest {
        let Some(id) = id.parse::<uuid::Uuid>().ok().map(QuestionId) else { continue };
        let Some(question) = view.tx.find::<Question>(id)? else { continue };
        let (Some(answer), Some(answered_at)) = (question.answer, question.answered_at) else { continue };
        if except == Some(question.key.as_str()) {
            continue;
        }
        let by = question.answered_by_id;
        let by = view.members()?.iter().find(|member| Some(member.id) == by).map(PersonRef::from);
        similar.push(Similar { question: question.key, words: question.words, answer, by, answered_at });
        if similar.len() == OFFERED_MAX {
            break;
        }
    }
    Ok(similar)
}

/// Ids of the kept answers that have a word.
fn with_word(view: &mut View<'_>, word: Word) -> Result<Vec<String>, NotSeen> {
    let wanted = Wanted { all: vec![Term::Word(word), kept_answers()], limit: HITS_MAX, ..Wanted::default() };
    let found = view.tx.search(&wanted)?;
    Ok(found.into_iter().filter(|found| found.thing == Thing::Question.table()).map(|found| found.thing_id).collect())
}
