//! State of work: always a shape and a word, colour comes third.

use maud::{Markup, html};

use super::Icon;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    OnTrack,
    AtRisk,
    Late,
    Waiting,
    Doing,
    Planned,
    Done,
}

impl State {
    pub const ALL: [State; 7] =
        [State::OnTrack, State::AtRisk, State::Late, State::Waiting, State::Doing, State::Planned, State::Done];

    /// "On track".
    pub fn word(self) -> &'static str {
        match self {
            State::OnTrack => "On track",
            State::AtRisk => "At risk",
            State::Late => "Late",
            State::Waiting => "Waiting",
            State::Doing => "Doing",
            State::Planned => "Planned",
            State::Done => "Done",
        }
    }

    pub fn icon(self) -> Icon {
        match self {
            State::OnTrack | State::Done => Icon::Ok,
            State::AtRisk => Icon::Risk,
            State::Late => Icon::Late,
            State::Waiting => Icon::Wait,
            State::Doing => Icon::Half,
            State::Planned => Icon::Ring,
        }
    }

    /// Class of its hue: `ok`, `risk`, `late`, `wait`, `acc`, `mut`.
    pub fn class(self) -> &'static str {
        match self {
            State::OnTrack | State::Done => "ok",
            State::AtRisk => "risk",
            State::Late => "late",
            State::Waiting => "wait",
            State::Doing => "acc",
            State::Planned => "mut",
        }
    }

    /// Shape and word.
    pub fn show(self) -> Markup {
        self.show_as(self.word())
    }

    /// The shape with words of its own: "waits for Amara", "2 h slack".
    pub fn show_as(self, words: &str) -> Markup {
        html! { span class={ "st " (self.class()) } { (self.icon()) span.st-t { (words) } } }
    }

    /// The shape alone for narrow cells; the word stays for screen readers.
    pub fn shape(self) -> Markup {
        html! { span class={ "st " (self.class()) } { (self.icon()) span.vh { (self.word()) } } }
    }
}
