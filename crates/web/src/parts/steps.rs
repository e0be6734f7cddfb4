//! Steps of a run, the chain of causes, and the feed of what happened.

use maud::{Markup, html};

use super::Icon;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepIs {
    Done,
    Now,
    Later,
}

#[derive(Debug, Clone)]
pub struct Step {
    pub title: String,
    pub about: Option<Markup>,
    /// Person, date, button.
    pub end: Markup,
    pub is: StepIs,
}

/// Steps in order.
pub fn steps(all: &[Step]) -> Markup {
    html! {
        ol.steps {
            @for (i, step) in all.iter().enumerate() {
                li.step-done[step.is == StepIs::Done] .step-now[step.is == StepIs::Now]
                    aria-current=[(step.is == StepIs::Now).then_some("step")] {
                    span.step-n {
                        @if step.is == StepIs::Done { (Icon::Tick.small()) span.vh { "Done: " } } @else { (i + 1) }
                    }
                    div {
                        div.task-t { (step.title) }
                        @if let Some(about) = &step.about { div.task-m { (about) } }
                    }
                    div.row { (step.end) }
                }
            }
        }
    }
}

/// Causes, one after the other, the last one what they lead to. Triples of cause, detail, when.
pub fn chain(causes: &[(&str, &str, &str)]) -> Markup {
    html! {
        ol.chain {
            @for (i, (cause, detail, when)) in causes.iter().enumerate() {
                li.end[i + 1 == causes.len()] {
                    span {}
                    span { (cause) @if !detail.is_empty() { br; span.small.sec { (detail) } } }
                    span.due { (when) }
                }
            }
        }
    }
}

/// What happened: quadruples of name, id, words, time.
pub fn feed(entries: &[(&str, &str, &str, &str)]) -> Markup {
    html! {
        ul.feed {
            @for (name, id, words, when) in entries {
                li {
                    (super::avatar(name, id, super::AvatarSize::Small))
                    span { span.vh { (name) ": " } (words) }
                    span.mut.feed-t { (when) }
                }
            }
        }
    }
}
