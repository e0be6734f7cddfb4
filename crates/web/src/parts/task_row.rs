//! A task as a row: box, title, where it belongs, kind, effort, due.

use maud::{Markup, Render, html};

use super::{Icon, WorkKind, words};

/// Stands in `ul.tasks`. Without script its box has a button beside it.
#[derive(Debug, Clone, Default)]
pub struct TaskRow {
    pub id: String,
    pub title: String,
    pub href: String,
    /// Small marks and texts under the title: business tag, project, "from Declan".
    pub about: Vec<Markup>,
    pub kind: Option<WorkKind>,
    pub effort_minutes: Option<i64>,
    /// From [`words::due`] or any other words.
    pub due: Option<Markup>,
    pub done: bool,
    /// Where the box posts `done=on` or nothing to; `None` leaves the box out.
    pub done_action: Option<String>,
    /// The row one should look at first.
    pub selected: bool,
    /// Says why it is first; makes the row tall.
    pub why: Option<String>,
    /// Buttons under it: done, blocked, question. Makes the row tall.
    pub actions: Option<Markup>,
}

impl Render for TaskRow {
    fn render(&self) -> Markup {
        let tall = self.why.is_some() || self.actions.is_some();
        let mut class = String::from("task");
        for (on, name) in [(tall, " task-w"), (self.selected, " task-sel"), (self.done, " task-done")] {
            if on {
                class.push_str(name);
            }
        }
        html! {
            li class=(class) id={ "task-" (self.id) } data-row="" {
                @match (&self.done_action, self.done) {
                    (Some(action), _) => (done_box(action, &self.title, self.done)),
                    (None, true) => { (Icon::Tick.with_class("i i-s ok")) span.vh { "Done" } },
                    (None, false) => {},
                }
                div.grow {
                    div.task-t.clip[!tall] { a href=(self.href) { (self.title) } }
                    @if !self.about.is_empty() { div.task-m.row-w[tall] { @for part in &self.about { (part) } } }
                    @if let Some(why) = &self.why { p.small.sec.why { (why) } }
                    @if let Some(actions) = &self.actions { div.macts { div.acts { (actions) } } }
                }
                div.task-e {
                    @if let Some(kind) = self.kind { span.hide-s { (kind.show()) } }
                    @if let Some(minutes) = self.effort_minutes { span.due.num.hide-s { (words::duration(minutes)) } }
                    @if let Some(due) = &self.due { (due) }
                }
            }
        }
    }
}

fn done_box(action: &str, title: &str, done: bool) -> Markup {
    html! {
        form.task-box method="post" action=(action) data-auto-submit="" {
            input.check type="checkbox" name="done" value="on" checked[done] data-key="d" aria-label={ "Done: " (title) };
            noscript { button.btn.btn-s type="submit" { "Keep" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_escapes_what_people_wrote_and_names_its_box() {
        let row = TaskRow {
            id: "37".into(),
            title: "Edit <script>alert(1)</script>".into(),
            href: "/b/harbour-clay/tasks/37".into(),
            done_action: Some("/b/harbour-clay/tasks/37/completion".into()),
            effort_minutes: Some(90),
            ..TaskRow::default()
        };
        let out = row.render().into_string();
        assert!(!out.contains("<script>"), "{out}");
        assert!(out.contains("aria-label=\"Done: Edit &lt;script&gt;"), "{out}");
        assert!(out.contains("1\u{202f}h\u{202f}30"), "{out}");
    }
}
