//! What happened to one thing, beside it: by whom, when, and the reader's own to take back.

use maud::{Markup, html};
use righthand_desk::history::Log;

use crate::parts::{AvatarSize, avatar, button, hidden, panel};
use crate::projects::here::Here;
use crate::site::InBusiness;

/// The panel; nothing where nothing is told.
pub(crate) fn feed(visit: &InBusiness, log: &Log, here: &Here) -> Markup {
    html! {
        @if !log.entries.is_empty() {
            (panel("History", &html! {}, &html! {
                ul.feed {
                    @for entry in &log.entries {
                        li {
                            (avatar(&entry.by, &entry.by, AvatarSize::Small))
                            span.grow { span.vh { (entry.by) ": " } (entry.summary) @if entry.undone { span.mut { ", taken back" } } }
                            @if entry.can_undo {
                                form method="post" action=(visit.form_action("undo")) {
                                    (visit.form(&format!("undo:{}", entry.event)).hidden(visit, &[]))
                                    (hidden("event", &entry.event.to_string()))
                                    (button("Undo").small().quiet())
                                }
                            }
                            time.mut.feed-t datetime=(entry.at.to_string()) { (here.moment(entry.at)) }
                        }
                    }
                }
            }))
            @for entry in &log.entries { (visit.form(&format!("undo:{}", entry.event)).before(visit)) }
        }
    }
}
