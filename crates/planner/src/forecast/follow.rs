//! Follow: what a start or a finish means for whatever waits for it.

use super::agenda::Event;
use super::future::Future;
use super::script::{Does, Part};
use super::state::{NEVER, NONE, Stage};
use crate::problem::{LinkKind, Minute, Source};

impl Future<'_> {
    /// No more waits: what remains is time, and the hand-off.
    pub(super) fn all_known(&mut self, a: u32) {
        let Some(part) = &self.script.parts[a as usize] else { return };
        let mut ready = self.states[a as usize].begin;
        if part.is_milestone() {
            // A milestone is where its bounds are, even if that is found out later.
            self.reached.push((a, ready));
            return;
        }
        if part.held || part.anticipates {
            ready = ready.max(self.script.rests[a as usize].planned_start);
        }
        if part.handed_over {
            ready = self.draws.after_hand_off(self.script, a, ready);
        }
        self.states[a as usize].begin = ready;
        if ready < NEVER {
            self.expect(a, part, ready);
        }
    }

    /// Tells of all milestones that have been reached, and of those that these reach; never by calling itself, as a
    /// file may chain as many as it likes.
    pub(super) fn settle(&mut self) {
        while let Some((a, at)) = self.reached.pop() {
            self.complete(a, at);
        }
    }

    /// It has finished: whoever waits for that learns it.
    pub(super) fn complete(&mut self, a: u32, at: Minute) {
        let Some(part) = &self.script.parts[a as usize] else { return };
        let state = &mut self.states[a as usize];
        if state.stage == Stage::Done {
            return;
        }
        let milestone = state.stage == Stage::Waiting;
        state.stage = Stage::Done;
        state.end = at;
        if milestone {
            self.tell(a, part.start_ties(), at);
        }
        self.tell(a, part.finish_ties(), at);
    }

    /// Tells the followers that `a` has started, or finished, at `from`.
    pub(super) fn tell(&mut self, a: u32, ties: std::ops::Range<u32>, from: Minute) {
        let script = self.script;
        for tie in &script.ties[ties.start as usize..ties.end as usize] {
            match tie.does {
                Does::Waits => {
                    let bound = if tie.working {
                        script.shifted_for(tie.follower, from, tie.lag)
                    } else {
                        from.saturating_add(tie.lag)
                    };
                    let state = &mut self.states[tie.follower as usize];
                    if bound >= state.begin {
                        state.begin = bound;
                        state.behind = a;
                    }
                    state.waits -= 1;
                    if state.waits == 0 {
                        self.all_known(tie.follower);
                    }
                }
                Does::Holds if self.states[tie.follower as usize].stage == Stage::Held => {
                    // An event, not a call: a file may chain as many held tasks as it likes.
                    self.agenda.push(self.now, Event::Release(tie.follower));
                }
                Does::Looks if self.states[tie.follower as usize].stage == Stage::Waiting => {
                    self.agenda.push(self.now, Event::Look(tie.follower));
                }
                Does::Holds | Does::Looks => {}
            }
        }
    }

    /// The work is done; the finish comes when the links that hold it allow.
    pub(super) fn release_held(&mut self, a: u32) {
        let Some(part) = &self.script.parts[a as usize] else { return };
        // When its own work was through; a link with a negative lag may turn out, later, to have held it no longer.
        let through = self.states[a as usize].end;
        let mut bound = through;
        let mut behind = NONE;
        for link in self.script.problem.activities()[a as usize].links.iter().filter(|link| link.kind.holds_finish()) {
            let from = match link.source {
                Source::Done(minute) => minute,
                Source::Activity(source) if link.lag < 0 => self.expected(source, link.kind),
                Source::Activity(source) => {
                    let source = &self.states[source as usize];
                    if link.kind.from_finish() { source.finish() } else { source.start() }
                }
            };
            if from >= NEVER {
                return;
            }
            let shifted = self.script.shifted_by(link, from, part.person);
            if shifted > bound {
                bound = shifted;
                behind = match link.source {
                    Source::Activity(source) => source,
                    Source::Done(_) => NONE,
                };
            }
        }
        if bound <= through {
            return self.complete(a, through);
        }
        let calendar = self.script.calendars.get(part.person as usize);
        let end = calendar.and_then(|calendar| calendar.end_of(calendar.work_finishing_from(bound)?));
        if let Some(end) = end {
            if behind != NONE {
                self.states[a as usize].behind = behind;
            }
            self.agenda.push(end.max(self.now), Event::Finish(a));
        }
    }

    /// What negative lags count on is going to happen in time, as far as can be told now.
    pub(super) fn foreseen(&self, a: u32, part: &Part) -> bool {
        let links = &self.script.problem.activities()[a as usize].links;
        links.iter().filter(|link| link.lag < 0 && !link.kind.holds_finish()).all(|link| {
            let Source::Activity(source) = link.source else { return true };
            let expected = self.expected(source, link.kind);
            expected < NEVER && self.script.shifted_by(link, expected, part.person) <= self.now
        })
    }

    fn expected(&self, a: u32, kind: LinkKind) -> Minute {
        let state = &self.states[a as usize];
        let (Some(part), rest) = (&self.script.parts[a as usize], &self.script.rests[a as usize]) else { return NEVER };
        let (planned_start, planned_finish) = (rest.planned_start, rest.planned_finish);
        let planned = |planned: Minute| if self.now <= planned { planned } else { NEVER };
        match (kind.from_finish(), state.stage) {
            (true, Stage::Done) => state.end,
            (false, Stage::Done | Stage::Running | Stage::Paused | Stage::Held) => state.begin,
            (false, Stage::Waiting) => planned(planned_start),
            (true, Stage::Running) if !part.yields => state.end,
            (true, Stage::Running) => state.end.max(planned_finish),
            (true, Stage::Waiting) if self.now > planned_start => NEVER,
            (true, _) => planned(planned_finish),
        }
    }
}
