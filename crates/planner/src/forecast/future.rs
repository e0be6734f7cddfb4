//! One future: people work through their activities, from one minute at which something happens to the next.
//!
//! A free person takes the most important activity that is ready, in the schedule's order. One that is further back in
//! the order goes first only if it fits before the planned start of what is not ready yet: time that the schedule keeps
//! free on purpose stays free, until what it was kept for turns out to be late. Without spread and waits, this plays the
//! schedule itself. What waits for what is in [`super::follow`], what people take in [`super::people`].

use super::Chances;
use super::agenda::{Agenda, Event};
use super::draws::Draws;
use super::people::Desk;
use super::script::Script;
use super::state::{NONE, Stage, State};
use crate::problem::{Minute, Source};

/// Turns of people in one future for each activity and link, as a bound on its work; a future needs a handful.
const TURNS_EACH: usize = 64;

/// Plays one future after the other in the same memory.
#[derive(Debug)]
pub(super) struct Future<'a> {
    pub(super) script: &'a Script<'a>,
    pub(super) draws: Draws<'a>,
    pub(super) states: Vec<State>,
    /// By activity: minutes that were worked before it was put aside.
    pub(super) worked: Vec<Minute>,
    pub(super) desks: Vec<Desk>,
    pub(super) agenda: Agenda,
    /// People who are free, to be asked at this minute.
    pub(super) asked: Vec<u32>,
    /// Milestones that have been reached and not told yet.
    pub(super) reached: Vec<(u32, Minute)>,
    pub(super) now: Minute,
    /// States as every future begins, and the activities that wait for nothing.
    template: Vec<State>,
    unbound: Vec<u32>,
    turns_left: usize,
}

impl<'a> Future<'a> {
    pub(super) fn new(script: &'a Script<'a>, chances: &'a Chances, draws: Draws<'a>) -> Self {
        let template = template(script, chances);
        let waits_for_nothing =
            |(a, state): (u32, &State)| (state.waits == 0 && script.parts[a as usize].is_some()).then_some(a);
        Self {
            script,
            draws,
            states: template.clone(),
            worked: vec![0; template.len()],
            desks: script.queues.iter().map(|queue| Desk::new(queue.activities.len())).collect(),
            agenda: Agenda::new(script.queues.len(), script.problem.now()),
            asked: Vec::new(),
            reached: Vec::new(),
            now: Minute::MIN,
            unbound: (0_u32..).zip(&template).filter_map(waits_for_nothing).collect(),
            template,
            turns_left: 0,
        }
    }

    /// Plays the future of that number from now to its end.
    pub(super) fn play(&mut self, number: u64) {
        self.begin(number);
        while let Some(now) = self.agenda.next()
            && self.turns_left > 0
        {
            self.now = self.now.max(now);
            self.happen();
            let mut free = std::mem::take(&mut self.asked);
            free.retain(|&person| {
                let undecided = self.dispatch(person, true);
                self.happen();
                undecided
            });
            // What starts elsewhere this very minute has had its chance to make something ready.
            free.append(&mut self.asked);
            for &person in &free {
                self.dispatch(person, false);
                self.happen();
            }
            for person in std::mem::take(&mut self.asked) {
                self.agenda.by(person, self.now);
            }
            free.clear();
            self.asked = free;
        }
    }

    fn begin(&mut self, number: u64) {
        self.draws.begin(number);
        self.now = self.script.problem.now();
        self.agenda.clear();
        self.asked.clear();
        self.reached.clear();
        for (desk, queue) in self.desks.iter_mut().zip(&self.script.queues) {
            desk.clear(queue.activities.len());
        }
        self.states.copy_from_slice(&self.template);
        self.worked.fill(0);
        self.draws.efforts(&mut self.states);
        let links = self.script.ties.len();
        self.turns_left = (self.states.len() + links + 1) * TURNS_EACH;
        for index in 0..self.unbound.len() {
            self.all_known(self.unbound[index]);
        }
        self.settle();
        for person in self.asked.drain(..) {
            self.agenda.by(person, self.now);
        }
    }

    /// Lets everything happen that is due by now.
    fn happen(&mut self) {
        loop {
            if let Some(person) = self.agenda.take_person(self.now) {
                self.turns_left = self.turns_left.saturating_sub(1);
                if self.desks[person as usize].doing == NONE { self.asked.push(person) } else { self.through(person) }
            } else if let Some(event) = self.agenda.take_event(self.now) {
                self.turns_left = self.turns_left.saturating_sub(1);
                match event {
                    Event::Release(a) => self.release_held(a),
                    Event::Finish(a) => self.complete(a, self.now),
                    Event::Look(a) => self.look(a),
                }
            } else {
                return;
            }
            self.settle();
            if self.turns_left == 0 {
                return;
            }
        }
    }

    /// A person is through with what they do.
    fn through(&mut self, person: u32) {
        let desk = &mut self.desks[person as usize];
        let a = std::mem::replace(&mut desk.doing, NONE);
        desk.last = a;
        let state = &mut self.states[a as usize];
        desk.free_work = desk.running_from + state.left();
        desk.free_at = state.end;
        state.stage = Stage::Held;
        state.left = 0;
        self.asked.push(person);
        let held = self.script.parts[a as usize].as_ref().is_some_and(|part| part.held);
        if held { self.release_held(a) } else { self.complete(a, self.now) }
    }
}

/// What every future begins with: releases, links to what is done, and how many links are open.
fn template(script: &Script<'_>, chances: &Chances) -> Vec<State> {
    let mut states = vec![State::NEW; script.parts.len()];
    let all = states.iter_mut().zip(&script.parts).zip(&script.rests).zip(script.problem.activities());
    for (((state, part), rest), activity) in all {
        let Some(part) = part else { continue };
        state.begin = rest.release;
        for link in &activity.links {
            match link.source {
                Source::Activity(_) => state.waits += u32::from(super::script::waits(part, link)),
                Source::Done(minute) if part.is_milestone() || !link.kind.holds_finish() => {
                    state.begin = state.begin.max(script.shifted_by(link, minute, part.person));
                }
                Source::Done(_) => {}
            }
        }
        // Where no chance is given, the plan's effort holds.
        if !part.is_milestone() && chances.efforts.is_empty() {
            state.left = part.planned_effort;
        }
    }
    states
}
