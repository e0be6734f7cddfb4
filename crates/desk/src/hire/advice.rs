//! View: whom to hire, worked out beside the planner and kept until something changes; a first answer at once.

use std::collections::HashMap;
use std::time::Duration;

use righthand_advisor::{Advice, Ask, Assumptions, first_answer};
use righthand_domain::snapshot::{Snapshot, Zone};

use super::{assumptions as kept, need_advisor};
use crate::Desk;
use crate::command::Actor;
use crate::planning::{Answer, Question};
use crate::view::{NotSeen, View};

/// Futures of the full answer.
pub(crate) const FUTURES: u32 = 1_000;

/// An answer, and whether it is the full one.
#[derive(Debug, Clone, PartialEq)]
pub struct Advised {
    pub advice: Advice,
    /// A better one, with what would change it, is on its way.
    pub refining: bool,
    pub words: Words,
}

/// The names that an answer is told with.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    pub zone: Zone,
    pub currency: Option<String>,
    names: HashMap<String, String>,
}

impl Words {
    /// Of that business.
    pub fn of(snapshot: &Snapshot) -> Self {
        let duties = snapshot.duties.iter().map(|duty| (of("duty", &duty.key), duty.name.clone()));
        let projects = snapshot.projects.iter().map(|project| (of("project", &project.key), project.name.clone()));
        let people = snapshot.people.iter().map(|person| (of("person", &person.key), person.name.clone()));
        Self {
            zone: snapshot.business.time_zone.clone(),
            currency: snapshot.business.currency.clone(),
            names: duties.chain(projects).chain(people).collect(),
        }
    }

    pub fn duty<'w>(&'w self, key: &'w str) -> &'w str {
        self.name("duty", key)
    }

    pub fn project<'w>(&'w self, key: &'w str) -> &'w str {
        self.name("project", key)
    }

    pub fn person<'w>(&'w self, key: &'w str) -> &'w str {
        self.name("person", key)
    }

    fn name<'w>(&'w self, kind: &str, key: &'w str) -> &'w str {
        self.names.get(&of(kind, key)).map_or(key, String::as_str)
    }
}

fn of(kind: &str, key: &str) -> String {
    format!("{kind} {key}")
}

/// The business as the advisor reads it.
pub fn business(view: &mut View<'_>) -> Result<std::sync::Arc<Snapshot>, NotSeen> {
    need_advisor(view)?;
    view.snapshot()
}

/// The answer with these assumptions changed: the full one where it is there within `patience`, else a first one.
pub fn advised(desk: &Desk, actor: &Actor, changed: &[(String, f64)], patience: Duration) -> Result<Advised, NotSeen> {
    let (snapshot, at, (mut assumptions, own)) = desk.view(actor, |view: &mut View<'_>| {
        need_advisor(view)?;
        Ok((view.snapshot()?, view.now, kept::kept(view.tx)?))
    })?;
    let words = Words::of(&snapshot);
    let question = Question::Advise(changed.to_vec());
    let answer = desk.planning.ask(actor.business, &question, patience)?;
    if let Some(Answer::Advised(advice)) = answer.as_deref() {
        return Ok(Advised { advice: advice.as_ref().clone(), refining: false, words });
    }
    change(&mut assumptions, changed);
    let ask = Ask { assumptions, own, ..Ask::at(at) };
    let first = first_answer(&snapshot, &ask);
    let faults = |faults: Vec<righthand_domain::snapshot::Fault>| {
        NotSeen::NotFound(faults.first().map_or_else(|| "an answer".to_owned(), ToString::to_string))
    };
    // Where there is an answer that says why there is none, no better one is on its way.
    Ok(Advised { advice: first.map_err(faults)?, refining: answer.is_none(), words })
}

/// With those that were changed; what is beyond its range stays as it is.
pub(crate) fn change(assumptions: &mut Assumptions, changed: &[(String, f64)]) {
    for (key, value) in changed {
        assumptions.set(key, *value);
    }
}

/// What the owner has changed for good: names of assumptions, and scenarios of their own with what they are taken out by.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    pub assumptions: Vec<String>,
    /// Id, and who would be hired, in words.
    pub scenarios: Vec<(String, String)>,
}

/// What the owner has changed for good.
pub fn own(view: &mut View<'_>) -> Result<Own, NotSeen> {
    need_advisor(view)?;
    let assumptions = kept::changed(view.tx)?.into_iter().map(|(name, _)| name).collect();
    let scenarios = kept::staffings(view.tx)?.into_iter().map(|of| (of.id.to_string(), kept::says(&of.places.0)));
    Ok(Own { assumptions, scenarios: scenarios.collect() })
}
