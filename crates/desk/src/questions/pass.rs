//! Gives a question to somebody else: one step up, or to a member by name.

use righthand_domain::refusal::{Refusal, Rule};
use righthand_domain::roles::Permission;
use schemars::JsonSchema;
use serde::Deserialize;

use super::answer::{known, may_take};
use super::route::{About, House, above};
use super::{begin_turn, end_turn, open, turns};
use crate::act::Act;
use crate::command::{Command, Method, Rest, Said, Stop};
use crate::contacts::line;
use crate::input::{TEXT_CHARS_MAX, filled};
use crate::records::Question;

/// Gives a question to a member by name, or one step up where nobody is named. From then on they owe the answer.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PassQuestion {
    /// Key of the question.
    pub question: String,
    /// Key of the member who owes the answer from now on; whoever is one step up where absent.
    #[serde(default)]
    pub to: Option<String>,
    /// What they should know: seen beside the question.
    #[serde(default)]
    pub words: Option<String>,
}

impl Command for PassQuestion {
    const NAME: &'static str = "pass_question";
    const SUMMARY: &'static str = "Give a question to somebody else, or one step up";
    const NEEDS: Permission = Permission::Answer;
    const REST: Rest = Rest(Method::Put, "/questions/{question}/owed-by");
    const PAGE: &'static str = "/questions/{question}";

    fn run(&self, act: &mut Act<'_>) -> Result<Said, Stop> {
        let question = known(act, &self.question)?;
        open(act, &question, "/question")?;
        if question.owed_by_id != act.me.id && !may_take(act, &question)? {
            return Err(Stop::Refused(Refusal::by(
                Rule::R7,
                "Only whoever owes the answer, or runs what it is about, gives a question on (R7).",
            )));
        }
        let words = line("/words", self.words.as_deref(), TEXT_CHARS_MAX)?;
        let house = House::load(act)?;
        let about = About::of(act, &question)?;
        let ladder = house.ladder(act, &about, question.asker_id)?;
        let had: Vec<_> = turns(act, &question)?.iter().map(|turn| turn.member_id).collect();
        let to = match filled(self.to.as_deref()) {
            Some(key) => {
                let member = act.member(key)?;
                if !house.is_here(&member) {
                    return Err(Stop::invalid(
                        "/to",
                        format!("{} is not here any more and owes no answers", member.name),
                    ));
                }
                if member.id == question.asker_id {
                    return Err(Stop::invalid("/to", format!("{} has asked it", member.name)));
                }
                member.id
            }
            None => match above(&ladder, question.owed_by_id, &had) {
                Some(next) => next,
                None => {
                    return Err(Stop::Refused(Refusal::by(
                        Rule::R7,
                        "Nobody is above whoever owes this answer (R7). Give it to somebody by name, or answer it.",
                    )));
                }
            },
        };
        let name = house.member(to).map_or_else(String::new, |member| member.first_name().to_owned());
        if to == question.owed_by_id {
            return Err(Stop::invalid("/to", format!("{name} owes it already")));
        }
        let now = act.now;
        end_turn(act, &question, now, "passed", words)?;
        let climbs = above(&ladder, to, &had).is_some();
        let after: Question = house.with(&question, to, now, climbs);
        let version = act.update(&question, &after, None)?;
        begin_turn(act, &after)?;
        Ok(Said::about(format!("{name} owes the answer now"), &question.key, version))
    }
}
