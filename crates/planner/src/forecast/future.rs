//! One future: people work through their activities, event by event.
//!
//! A free person takes the most important activity that is ready, in the schedule's order. One that is further back in
//! the order goes first only if it fits before the planned start of what is not ready yet: time that the schedule keeps
//! free on purpose stays free, until what it was kept for turns out to be late. Without spread and waits, this plays the
//! schedule itself.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Chances;
use super::effort::Table;
use super::script::{Part, Script};
use crate::problem::{LinkKind, Minute, PIECE_MIN, Source};
use crate::random::{draw, unit};

/// Later than anything that is known.
pub(super) const NEVER: Minute = 1 << 41;
/// Purposes of draws, so that an activity's effort and wait are independent.
const EFFORT: u64 = 1;
const WAIT: u64 = 2;
/// Events of one future for each activity and link, as a bound on its work; a future needs a handful.
const EVENTS_EACH: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Waiting,
    Running,
    /// Put aside, or worked to the end and held by a link.
    Paused,
    Held,
    Done,
}

#[derive(Debug, Clone, Copy)]
struct State {
    stage: Stage,
    /// Links whose source has not come that far yet.
    waits: u32,
    /// What is known of the earliest start so far; with no more waits, the truth.
    ready: Minute,
    left: Minute,
    worked: Minute,
    start: Minute,
    finish: Minute,
    /// Since when it runs, on its person's axis, and when it will be through.
    running_from: Minute,
    expected: Minute,
    behind: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// The work of an activity is through.
    Through(u32),
    /// A held activity's finish has come.
    Finish(u32),
    /// An activity may have become ready.
    Look(u32),
    /// A person may take something.
    Wake(u32),
}

/// Plays one future after the other in the same memory.
#[derive(Debug)]
pub(super) struct Future<'a> {
    script: &'a Script<'a>,
    chances: &'a Chances,
    tables: &'a [Table],
    states: Vec<State>,
    events: BinaryHeap<Reverse<(Minute, What)>>,
    /// By person: what they do, what they did last, and how far their queue is done.
    doing: Vec<Option<u32>>,
    last: Vec<Option<u32>>,
    head: Vec<usize>,
    asked: Vec<u32>,
    events_left: usize,
    number: u64,
    now: Minute,
}

impl<'a> Future<'a> {
    pub(super) fn new(script: &'a Script<'a>, chances: &'a Chances, tables: &'a [Table]) -> Self {
        let people = script.queues.len();
        Self {
            script,
            chances,
            tables,
            states: Vec::with_capacity(script.parts.len()),
            events: BinaryHeap::new(),
            doing: vec![None; people],
            last: vec![None; people],
            head: vec![0; people],
            asked: Vec::new(),
            events_left: 0,
            number: 0,
            now: Minute::MIN,
        }
    }

    pub(super) fn finish(&self, a: usize) -> Minute {
        self.states[a].finish
    }

    pub(super) fn behind(&self, a: usize) -> Option<u32> {
        self.states[a].behind
    }

    /// Plays the future of that number from now to its end.
    pub(super) fn play(&mut self, number: u64) {
        self.begin(number);
        while let Some(&Reverse((now, _))) = self.events.peek() {
            self.now = now;
            self.at_once(now);
            let mut free = std::mem::take(&mut self.asked);
            for &person in &free {
                self.dispatch(person, now, true);
                self.at_once(now);
            }
            // What starts elsewhere this very minute has had its chance to make something ready.
            free.append(&mut self.asked);
            for &person in &free {
                self.dispatch(person, now, false);
                self.at_once(now);
            }
            for person in std::mem::take(&mut self.asked) {
                self.push((now, What::Wake(person)));
            }
            free.clear();
            self.asked = free;
            if self.events_left == 0 {
                return;
            }
        }
    }

    fn begin(&mut self, number: u64) {
        self.number = number;
        self.now = Minute::MIN;
        self.events.clear();
        self.doing.fill(None);
        self.last.fill(None);
        self.head.fill(0);
        self.asked.clear();
        self.states.clear();
        let links: usize = self.script.problem.activities().iter().map(|a| a.links.len()).sum();
        self.events_left = (self.script.parts.len() + links + 1) * EVENTS_EACH;
        for (a, part) in (0_u32..).zip(&self.script.parts) {
            let mut state = State {
                stage: Stage::Waiting,
                waits: 0,
                ready: 0,
                left: 0,
                worked: 0,
                start: NEVER,
                finish: NEVER,
                running_from: 0,
                expected: NEVER,
                behind: None,
            };
            if let Some(part) = part {
                state.ready = part.release;
                state.left = self.effort(a, part);
                state.waits = self.counted(a, part);
            }
            self.states.push(state);
        }
        for a in 0..u32::try_from(self.states.len()).unwrap_or(u32::MAX) {
            if let Some(part) = &self.script.parts[a as usize] {
                self.known_links(a, part);
                if self.states[a as usize].waits == 0 {
                    self.all_known(a);
                }
            }
        }
    }

    fn effort(&self, a: u32, part: &Part) -> Minute {
        if part.person.is_none() {
            return 0;
        }
        let Some(chance) = self.chances.efforts.get(a as usize) else { return part.planned_effort };
        let bits = draw(self.chances.seed, self.number, self.script.problem.activities()[a as usize].id, EFFORT);
        (self.tables[a as usize].at(unit(bits)) - chance.spent).max(1)
    }

    /// Links that keep the activity from being ready until their source has come.
    fn counted(&self, a: u32, part: &Part) -> u32 {
        let links = &self.script.problem.activities()[a as usize].links;
        let counts = links.iter().filter(|link| matches!(link.source, Source::Activity(_)) && counts(part, link));
        u32::try_from(counts.count()).unwrap_or(u32::MAX)
    }

    fn known_links(&mut self, a: u32, part: &Part) {
        for link in &self.script.problem.activities()[a as usize].links {
            if let Source::Done(minute) = link.source
                && (part.person.is_none() || !link.kind.holds_finish())
            {
                let bound = self.script.shifted(link, minute, part.person);
                let state = &mut self.states[a as usize];
                state.ready = state.ready.max(bound);
            }
        }
    }

    /// No more waits: what remains is time, and the hand-off.
    fn all_known(&mut self, a: u32) {
        let Some(part) = &self.script.parts[a as usize] else { return };
        let mut ready = self.states[a as usize].ready;
        if part.person.is_none() {
            // A milestone is where its bounds are, even if that is found out later.
            self.states[a as usize].start = ready;
            self.complete(a, ready);
            return;
        }
        if part.held || part.anticipates {
            ready = ready.max(part.planned_start);
        }
        if part.handed_over {
            ready = self.after_hand_off(a, ready);
        }
        self.states[a as usize].ready = ready;
        if ready < NEVER {
            self.push((ready, What::Look(a)));
        }
    }

    fn after_hand_off(&self, a: u32, ready: Minute) -> Minute {
        let Some(Some(hand_off)) = self.chances.hand_offs.get(a as usize) else { return ready };
        let bits = draw(self.chances.seed, self.number, self.script.problem.activities()[a as usize].id, WAIT);
        let wait = (-unit(bits).ln() * hand_off.mean).round().clamp(0.0, NEVER as f64) as Minute;
        match hand_off.manager.and_then(|manager| self.script.problem.people().get(manager as usize)) {
            Some(calendar) if calendar.total() > 0 => calendar.shifted(ready, wait).unwrap_or(NEVER),
            _ => ready.saturating_add(wait).min(NEVER),
        }
    }

    /// Lets everything happen that is due at `now`.
    fn at_once(&mut self, now: Minute) {
        while let Some(&Reverse((at, what))) = self.events.peek() {
            if at > now || self.events_left == 0 {
                return;
            }
            self.events_left -= 1;
            self.events.pop();
            match what {
                What::Through(a) => self.through(a, now),
                What::Finish(a) => self.complete(a, now),
                What::Look(a) => self.look(a, now),
                What::Wake(person) if self.doing[person as usize].is_none() => self.asked.push(person),
                What::Wake(_) => {}
            }
        }
    }

    /// What is found out late happens now, not then: time never goes back.
    fn push(&mut self, (at, what): (Minute, What)) {
        self.events.push(Reverse((at.max(self.now), what)));
    }

    fn through(&mut self, a: u32, now: Minute) {
        let state = &mut self.states[a as usize];
        // One that was put aside meanwhile has another end now.
        if state.stage != Stage::Running || state.expected != now {
            return;
        }
        state.stage = Stage::Held;
        state.left = 0;
        let Some(part) = &self.script.parts[a as usize] else { return };
        if let Some(person) = part.person {
            self.doing[person as usize] = None;
            self.last[person as usize] = Some(a);
            self.asked.push(person);
        }
        if part.held { self.release_held(a, now) } else { self.complete(a, now) }
    }

    /// The work is done; the finish comes when the links that hold it allow.
    fn release_held(&mut self, a: u32, now: Minute) {
        let Some(part) = &self.script.parts[a as usize] else { return };
        // When its own work was through; a link with a negative lag may turn out, later, to have held it no longer.
        let through = self.states[a as usize].expected;
        let mut bound = through;
        let mut behind = None;
        for link in self.script.problem.activities()[a as usize].links.iter().filter(|link| link.kind.holds_finish()) {
            let from = match link.source {
                Source::Done(minute) => minute,
                Source::Activity(source) if link.lag < 0 => self.expected(source, link.kind, now),
                Source::Activity(source) => {
                    let source = &self.states[source as usize];
                    if link.kind.from_finish() { source.finish } else { source.start }
                }
            };
            if from >= NEVER {
                return;
            }
            let shifted = self.script.shifted(link, from, part.person);
            if shifted > bound {
                bound = shifted;
                behind = match link.source {
                    Source::Activity(source) => Some(source),
                    Source::Done(_) => None,
                };
            }
        }
        if bound <= through {
            return self.complete(a, through);
        }
        let calendar = part.person.map(|person| &self.script.problem.people()[person as usize]);
        let end = calendar.and_then(|calendar| calendar.end_of(calendar.work_finishing_from(bound)?));
        if let Some(end) = end {
            self.states[a as usize].behind = behind.or(self.states[a as usize].behind);
            self.push((end, What::Finish(a)));
        }
    }

    /// It has finished: whoever waits for that learns it.
    fn complete(&mut self, a: u32, at: Minute) {
        let state = &mut self.states[a as usize];
        if state.stage == Stage::Done {
            return;
        }
        let milestone = state.stage == Stage::Waiting;
        state.stage = Stage::Done;
        state.finish = at;
        if milestone {
            self.tell(a, false, at);
        }
        self.tell(a, true, at);
    }

    /// Tells the followers that `a` has started, or finished.
    fn tell(&mut self, a: u32, finished: bool, now: Minute) {
        for &follower in &self.script.problem.followers()[a as usize] {
            let Some(part) = &self.script.parts[follower as usize] else { continue };
            let mut held = false;
            for link in &self.script.problem.activities()[follower as usize].links {
                if link.source != Source::Activity(a) || link.kind.from_finish() != finished {
                    continue;
                }
                if !counts(part, link) {
                    held |= link.kind.holds_finish();
                    continue;
                }
                let from = if finished { self.states[a as usize].finish } else { self.states[a as usize].start };
                let bound = self.script.shifted(link, from, part.person);
                let state = &mut self.states[follower as usize];
                if bound >= state.ready {
                    state.ready = bound;
                    state.behind = Some(a);
                }
                state.waits -= 1;
                if state.waits == 0 {
                    self.all_known(follower);
                }
            }
            if held && self.states[follower as usize].stage == Stage::Held {
                self.release_held(follower, now);
            }
            if part.anticipates && self.states[follower as usize].stage == Stage::Waiting {
                self.push((now, What::Look(follower)));
            }
        }
    }

    fn look(&mut self, a: u32, now: Minute) {
        let Some(Part { person: Some(person), .. }) = self.script.parts[a as usize] else { return };
        if !self.is_ready(a, now) {
            return;
        }
        if let Some(running) = self.doing[person as usize]
            && let Some(part) = &self.script.parts[running as usize]
            && part.put_aside_for.binary_search(&a).is_ok()
            && self.may_take(person, a, now, true)
        {
            self.put_aside(running, person, now);
        }
        if self.doing[person as usize].is_none() {
            self.asked.push(person);
        }
    }

    fn put_aside(&mut self, a: u32, person: u32, now: Minute) {
        let work = self.script.problem.people()[person as usize].work_before(now);
        let state = &mut self.states[a as usize];
        let worked = (work - state.running_from).max(0);
        if state.left - worked <= 0 {
            return;
        }
        state.left -= worked;
        state.worked += worked;
        state.stage = Stage::Paused;
        state.expected = NEVER;
        self.doing[person as usize] = None;
        self.last[person as usize] = Some(a);
    }

    fn is_ready(&self, a: u32, now: Minute) -> bool {
        let state = &self.states[a as usize];
        match state.stage {
            Stage::Paused => true,
            Stage::Waiting if state.waits == 0 && state.ready <= now => self.script.parts[a as usize]
                .as_ref()
                .is_some_and(|part| !part.anticipates || self.foreseen(a, part, now)),
            _ => false,
        }
    }

    /// What negative lags count on is going to happen in time, as far as can be told now.
    fn foreseen(&self, a: u32, part: &Part, now: Minute) -> bool {
        let links = &self.script.problem.activities()[a as usize].links;
        links.iter().filter(|link| link.lag < 0 && !link.kind.holds_finish()).all(|link| {
            let Source::Activity(source) = link.source else { return true };
            let expected = self.expected(source, link.kind, now);
            expected < NEVER && self.script.shifted(link, expected, part.person) <= now
        })
    }

    fn expected(&self, a: u32, kind: LinkKind, now: Minute) -> Minute {
        let state = &self.states[a as usize];
        let Some(part) = &self.script.parts[a as usize] else { return NEVER };
        let planned = |planned: Minute| if now <= planned { planned } else { NEVER };
        match (kind.from_finish(), state.stage) {
            (true, Stage::Done) => state.finish,
            (false, Stage::Done | Stage::Running | Stage::Paused | Stage::Held) => state.start,
            (false, Stage::Waiting) => planned(part.planned_start),
            (true, Stage::Running) if part.put_aside_for.is_empty() => state.expected,
            (true, Stage::Running) => state.expected.max(part.planned_finish),
            (true, Stage::Waiting) if now > part.planned_start => NEVER,
            (true, _) => planned(part.planned_finish),
        }
    }

    /// Gives a free person the most important thing that is ready. `strict`: what is planned for this very minute still
    /// has its place kept.
    fn dispatch(&mut self, person: u32, now: Minute, strict: bool) {
        let index = person as usize;
        if self.doing[index].is_some() {
            return;
        }
        let script = self.script;
        let queue = &script.queues[index];
        let over = |state: &State| matches!(state.stage, Stage::Done | Stage::Held);
        while queue.get(self.head[index]).is_some_and(|a| over(&self.states[*a as usize])) {
            self.head[index] += 1;
        }
        let waiting = &queue[self.head[index]..];
        let calendar = &script.problem.people()[index];
        // Nobody decides on Saturday what to do on Monday: by then something else may be ready.
        let Some(begins) = calendar.start_of(calendar.work_before(now)) else { return };
        if begins > now {
            if waiting.iter().any(|a| self.is_ready(*a, now)) {
                self.push((begins, What::Wake(person)));
            }
            return;
        }
        let mut kept = false;
        for &a in waiting.iter() {
            if !self.is_ready(a, now) {
                continue;
            }
            if !self.may_take(person, a, now, strict) {
                kept = true;
                continue;
            }
            return self.take(person, self.most_urgent(person, a, now, strict), now);
        }
        if kept {
            // Time that is kept for something ends when that is late.
            let starts = waiting.iter().filter(|a| self.states[**a as usize].stage == Stage::Waiting);
            let starts = starts.filter_map(|a| Some(script.parts[*a as usize].as_ref()?.planned_start));
            if let Some(next) = starts.filter(|start| *start > now).min() {
                self.push((next, What::Wake(person)));
            }
        }
    }

    /// `a` itself, or what it is put aside for and is ready, or what that is put aside for.
    fn most_urgent(&self, person: u32, a: u32, now: Minute, strict: bool) -> u32 {
        let script = self.script;
        let queue = &script.queues[person as usize][self.head[person as usize]..];
        let mut most = a;
        // Each step goes to something planned later, so the queue's length bounds them.
        for _ in 0..queue.len() {
            let Some(part) = &script.parts[most as usize] else { break };
            let urgent = |u: &&u32| {
                part.put_aside_for.binary_search(u).is_ok()
                    && self.is_ready(**u, now)
                    && self.may_take(person, **u, now, strict)
            };
            match queue.iter().find(urgent) {
                Some(urgent) if !part.put_aside_for.is_empty() => most = *urgent,
                _ => break,
            }
        }
        most
    }

    /// Nothing more important, not ready yet, has its time kept where this would lie.
    fn may_take(&self, person: u32, a: u32, now: Minute, strict: bool) -> bool {
        let calendar = &self.script.problem.people()[person as usize];
        let work = calendar.work_before(now);
        let Some(part) = &self.script.parts[a as usize] else { return false };
        let planned_left = (part.planned_effort - self.states[a as usize].worked).max(1);
        for &earlier in &self.script.queues[person as usize][self.head[person as usize]..] {
            let Some(other) = &self.script.parts[earlier as usize] else { continue };
            let state = &self.states[earlier as usize];
            let urgent = part.put_aside_for.binary_search(&earlier).is_ok();
            if (earlier == a || other.planned_from > part.planned_from) && part.put_aside_for.is_empty() {
                break;
            }
            if earlier == a || state.stage != Stage::Waiting || self.is_ready(earlier, now) {
                continue;
            }
            if other.planned_from > part.planned_from && !urgent {
                continue;
            }
            let kept_from = other.planned_from;
            if kept_from < work || (kept_from == work && !strict) {
                continue;
            }
            let room = kept_from - work;
            let ends_with_window = calendar.window_around(work).is_some_and(|window| window.1 == kept_from);
            let piece = urgent && (room >= PIECE_MIN || ends_with_window);
            if planned_left > room && !piece {
                return false;
            }
        }
        true
    }

    fn take(&mut self, person: u32, a: u32, now: Minute) {
        let calendar = &self.script.problem.people()[person as usize];
        let work = calendar.work_before(now);
        let last = self.last[person as usize];
        let state = &mut self.states[a as usize];
        let first = state.stage == Stage::Waiting;
        let Some(start) = calendar.start_of(work) else { return };
        if first {
            state.start = start;
            if work > calendar.work_before(state.ready) {
                state.behind = last;
            }
        }
        state.stage = Stage::Running;
        state.running_from = work;
        state.expected = calendar.end_of(work + state.left).unwrap_or(NEVER);
        let expected = state.expected;
        self.doing[person as usize] = Some(a);
        if expected < NEVER {
            self.push((expected, What::Through(a)));
        }
        if first {
            self.tell(a, false, start);
        }
    }
}

/// A link that must have come before the activity is ready; others hold its finish, or count on what is foreseen.
fn counts(part: &Part, link: &crate::problem::Link) -> bool {
    part.person.is_none() || (!link.kind.holds_finish() && link.lag >= 0)
}
