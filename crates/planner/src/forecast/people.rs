//! People: what a free person takes, and when somebody puts something aside.

use super::agenda::Event;
use super::future::Future;
use super::places::Places;
use super::script::{Part, Queue};
use super::state::{NEVER, NONE, Stage};
use crate::calendar::{Calendar, Stretch};
use crate::problem::{Minute, PIECE_MIN};

/// A person in one future.
#[derive(Debug)]
pub(super) struct Desk {
    /// What they do, and what they did last; [`NONE`] for nothing.
    pub(super) doing: u32,
    pub(super) last: u32,
    /// Since when, on their axis.
    pub(super) running_from: Minute,
    /// When they were last through with something, and where that is on their axis.
    pub(super) free_at: Minute,
    pub(super) free_work: Minute,
    /// The window that they looked at last: mostly the one that is asked for next.
    stretch: Stretch,
    /// Places in their queue that can be worked on, and those that wait for something.
    ready: Places,
    waiting: Places,
    /// Waiting places that become ready at a known minute.
    expected: Vec<(Minute, u32)>,
    /// Places before it were planned to start before the present work.
    gone: usize,
}

/// Time that is kept for what is not ready yet.
#[derive(Debug, Clone, Copy)]
struct Kept {
    place: usize,
    from: Minute,
}

impl Desk {
    pub(super) fn new(places: usize) -> Self {
        Self {
            doing: NONE,
            last: NONE,
            running_from: 0,
            free_at: NEVER,
            free_work: 0,
            stretch: Stretch::NOTHING,
            ready: Places::none_of(places),
            waiting: Places::none_of(places),
            expected: Vec::new(),
            gone: 0,
        }
    }

    pub(super) fn clear(&mut self, places: usize) {
        self.doing = NONE;
        self.last = NONE;
        self.free_at = NEVER;
        self.ready.clear();
        self.waiting.fill(places);
        self.expected.clear();
        self.gone = 0;
    }

    /// The window that holds working minute `work`; `None` beyond the last.
    fn stretch(&mut self, calendar: &Calendar, work: Minute) -> Option<Stretch> {
        if !self.stretch.holds(work) {
            self.stretch = calendar.stretch_of(work)?;
        }
        Some(self.stretch)
    }

    /// The working minutes before `wall`, and the window that holds what comes next; `None` beyond the last.
    fn stretch_at(&mut self, calendar: &Calendar, wall: Minute) -> Option<(Minute, Stretch)> {
        if !self.stretch.holds(wall - self.stretch.ahead) {
            self.stretch = calendar.stretch_at(wall)?;
        }
        Some(((wall - self.stretch.ahead).max(self.stretch.from), self.stretch))
    }

    /// The first place that still waits and was planned to start after `work` (or at it, where `strict`).
    fn kept(&mut self, queue: &Queue, work: Minute, strict: bool) -> Option<Kept> {
        while queue.planned_from.get(self.gone).is_some_and(|from| *from < work) {
            self.gone += 1;
        }
        let mut place = self.waiting.first_from(self.gone)?;
        if !strict && queue.planned_from[place] == work {
            place = self.waiting.first_from(place + 1)?;
        }
        Some(Kept { place, from: queue.planned_from[place] })
    }
}

impl Future<'_> {
    /// `a` becomes ready at `ready`.
    pub(super) fn expect(&mut self, a: u32, part: &Part, ready: Minute) {
        let desk = &mut self.desks[part.person as usize];
        if part.looked_at {
            self.agenda.push(ready.max(self.now), Event::Look(a));
        }
        if ready <= self.now && !part.anticipates {
            desk.ready.insert(part.place);
            desk.waiting.remove(part.place);
            if desk.doing == NONE {
                self.asked.push(part.person);
            }
            return;
        }
        desk.expected.push((ready, part.place));
        if desk.doing == NONE {
            self.agenda.by(part.person, ready);
        }
    }

    /// Looks which of the expected are ready by now, and says when the next of them will be.
    fn refresh(&mut self, person: u32) -> Minute {
        let script = self.script;
        let queue = &script.queues[person as usize];
        let desk = &mut self.desks[person as usize];
        let mut next = NEVER;
        let now = self.now;
        if desk.expected.is_empty() && queue.anticipating.is_empty() {
            return next;
        }
        desk.expected.retain(|&(at, place)| {
            if at <= now {
                desk.ready.insert(place);
                desk.waiting.remove(place);
            } else {
                next = next.min(at);
            }
            at > now
        });
        for &place in &queue.anticipating {
            let a = queue.activities[place as usize];
            let state = &self.states[a as usize];
            let Some(part) = &script.parts[a as usize] else { continue };
            if state.stage == Stage::Waiting {
                let ready = state.waits == 0 && state.begin <= now && self.foreseen(a, part);
                let desk = &mut self.desks[person as usize];
                if ready {
                    desk.ready.insert(place)
                } else {
                    desk.ready.remove(place)
                }
                if ready { desk.waiting.remove(place) } else { desk.waiting.insert(place) }
            }
        }
        next
    }

    /// `a` may have become ready: it may interrupt its person, or wake them.
    pub(super) fn look(&mut self, a: u32) {
        let script = self.script;
        let Some(part) = &script.parts[a as usize] else { return };
        let person = part.person;
        if self.states[a as usize].stage != Stage::Waiting || part.is_milestone() {
            return;
        }
        self.refresh(person);
        if !self.desks[person as usize].ready.contains(part.place) {
            return;
        }
        let running = self.desks[person as usize].doing;
        if running != NONE
            && script.rests[running as usize].put_aside_for.binary_search(&a).is_ok()
            && self.fits(person, part, script.calendars[person as usize].work_before(self.now), true)
        {
            self.put_aside(running, person);
        }
        if self.desks[person as usize].doing == NONE {
            self.asked.push(person);
        }
    }

    fn put_aside(&mut self, a: u32, person: u32) {
        let work = self.script.calendars[person as usize].work_before(self.now);
        let Some(part) = &self.script.parts[a as usize] else { return };
        let desk = &mut self.desks[person as usize];
        let state = &mut self.states[a as usize];
        let worked = (work - desk.running_from).max(0);
        if state.left() - worked <= 0 {
            return;
        }
        state.set_left(state.left() - worked);
        self.worked[a as usize] += worked;
        state.stage = Stage::Paused;
        state.end = NEVER;
        desk.ready.insert(part.place);
        desk.doing = NONE;
        desk.last = a;
        desk.free_at = NEVER;
        self.agenda.set(person, NEVER);
    }

    /// Gives a free person the most important thing that is ready. `strict`: what is planned for this very minute still
    /// has its place kept. Says whether it is to be asked again, after everybody else.
    pub(super) fn dispatch(&mut self, person: u32, strict: bool) -> bool {
        if self.desks[person as usize].doing != NONE {
            return false;
        }
        let script = self.script;
        let next = self.refresh(person);
        let desk = &mut self.desks[person as usize];
        let queue = &script.queues[person as usize];
        let calendar = script.calendars[person as usize];
        let undecided = !queue.anticipating.is_empty();
        if desk.ready.is_empty() {
            self.agenda.set(person, next);
            return undecided;
        }
        let found = if desk.free_at == self.now {
            desk.stretch(calendar, desk.free_work).map(|stretch| (desk.free_work, stretch))
        } else {
            desk.stretch_at(calendar, self.now)
        };
        let Some((work, stretch)) = found else { return undecided };
        let begins = work + stretch.ahead;
        if begins > self.now {
            // Nobody decides on Saturday what to do on Monday: by then something else may be ready.
            self.agenda.set(person, begins);
            return undecided;
        }
        let mut place = desk.ready.first_from(0);
        let mut kept = None;
        let mut passed = false;
        while let Some(at) = place {
            let a = queue.activities[at];
            if let Some(part) = &script.parts[a as usize] {
                // What should have begun before now has nothing kept before it; that is most of it, once one thing is late.
                let overdue = queue.planned_from[at] < work && !part.yields;
                if overdue || self.may_take(person, part, work, strict, &mut kept) {
                    let most = if part.yields { self.most_urgent(person, a, work, strict) } else { a };
                    self.take(person, most, work);
                    return false;
                }
            }
            passed = true;
            place = self.desks[person as usize].ready.first_from(at + 1);
        }
        // Time that is kept for something ends when that is late.
        let wake = if passed { next.min(self.next_planned(person)) } else { next };
        self.agenda.set(person, wake);
        undecided || (passed && strict && self.kept_now(person, work))
    }

    /// Something that still waits has its place kept at this very minute: only then is anything decided otherwise later.
    fn kept_now(&mut self, person: u32, work: Minute) -> bool {
        let desk = &mut self.desks[person as usize];
        desk.kept(&self.script.queues[person as usize], work, true).is_some_and(|kept| kept.from == work)
    }

    /// The next planned start of something that has not begun.
    fn next_planned(&self, person: u32) -> Minute {
        let queue = &self.script.queues[person as usize];
        let later = queue.planned_start.partition_point(|start| *start <= self.now);
        let waits = |place: &usize| {
            let a = queue.activities[*place];
            self.states[a as usize].stage == Stage::Waiting
        };
        (later..queue.activities.len()).find(waits).map_or(NEVER, |place| queue.planned_start[place])
    }

    /// `kept` is what is kept for this person now, once somebody has looked.
    fn may_take(
        &mut self,
        person: u32,
        part: &Part,
        work: Minute,
        strict: bool,
        kept: &mut Option<Option<Kept>>,
    ) -> bool {
        if part.yields {
            return self.fits(person, part, work, strict);
        }
        let script = self.script;
        let desk = &mut self.desks[person as usize];
        let kept = kept.get_or_insert_with(|| desk.kept(&script.queues[person as usize], work, strict));
        kept.is_none_or(|kept| {
            part.place as usize <= kept.place || Minute::from(part.planned_effort) <= kept.from - work
        })
    }

    /// Nothing more important, not ready yet, has its time kept where this would lie. In full, as something that can be
    /// put aside gives way to some of what is planned after it.
    fn fits(&self, person: u32, part: &Part, work: Minute, strict: bool) -> bool {
        let queue = &self.script.queues[person as usize];
        let desk = &self.desks[person as usize];
        let a = queue.activities[part.place as usize];
        let rest = &self.script.rests[a as usize];
        let planned_left = (Minute::from(part.planned_effort) - self.worked[a as usize]).max(1);
        // Nothing is kept any more that should have begun before, and nothing is in the way that begins after the end.
        let mut from = desk.gone + queue.planned_from[desk.gone..].partition_point(|kept_from| *kept_from < work);
        while let Some(place) = desk.waiting.first_from(from) {
            from = place + 1;
            let kept_from = queue.planned_from[place];
            let room = kept_from - work;
            if room >= planned_left {
                return true;
            }
            if place == part.place as usize || (room == 0 && !strict) {
                continue;
            }
            let urgent = rest.put_aside_for.binary_search(&queue.activities[place]).is_ok();
            if !urgent {
                if kept_from > rest.planned_from {
                    continue;
                }
                return false;
            }
            let calendar = self.script.calendars[person as usize];
            let ends_with_window = || calendar.window_around(work).is_some_and(|window| window.1 == kept_from);
            if room < PIECE_MIN && !ends_with_window() {
                return false;
            }
        }
        true
    }

    /// `a` itself, or what it is put aside for and is ready, or what that is put aside for.
    fn most_urgent(&self, person: u32, a: u32, work: Minute, strict: bool) -> u32 {
        let script = self.script;
        let queue = &script.queues[person as usize];
        let mut most = a;
        // Each step goes to something planned later, so the queue's length bounds them.
        for _ in 0..queue.activities.len() {
            let Some(part) = &script.parts[most as usize] else { break };
            if !part.yields {
                break;
            }
            let urgent = |place: &usize| {
                let urgent = queue.activities[*place];
                script.rests[most as usize].put_aside_for.binary_search(&urgent).is_ok()
                    && script.parts[urgent as usize].as_ref().is_some_and(|part| self.fits(person, part, work, strict))
            };
            match self.desks[person as usize].ready.iter().find(urgent) {
                Some(place) => most = queue.activities[place],
                None => break,
            }
        }
        most
    }

    fn take(&mut self, person: u32, a: u32, work: Minute) {
        let Some(part) = &self.script.parts[a as usize] else { return };
        let calendar = self.script.calendars[person as usize];
        let desk = &mut self.desks[person as usize];
        let state = &mut self.states[a as usize];
        let first = state.stage == Stage::Waiting;
        if first {
            // Right after other work, whatever was ready earlier has waited for its person.
            let waited =
                state.begin < self.now && (desk.free_at == self.now || work > calendar.work_before(state.begin));
            if waited {
                state.behind = desk.last;
            }
            state.begin = self.now;
        }
        state.stage = Stage::Running;
        let end = work + state.left();
        state.end = desk.stretch(calendar, end - 1).map_or(NEVER, |stretch| end + stretch.ahead);
        desk.ready.remove(part.place);
        desk.running_from = work;
        desk.doing = a;
        let through = state.end;
        self.agenda.set(person, through);
        if first && !part.start_ties().is_empty() {
            self.tell(a, part.start_ties(), self.now);
            self.settle();
        }
    }
}
