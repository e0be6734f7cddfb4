//! One question: where it has been, what was said, what is known that is like it, and what can be done.

use maud::{Markup, html};
use righthand_desk::questions::list::{QuestionRow, QuestionView, Turn};
use righthand_desk::view::PersonRef;

use crate::parts::{
    AvatarSize, Choice, Field, Icon, State, avatar, button, hidden, link_button, person_shown, section_head,
    select_field_as, words,
};
use crate::projects::here::Here;
use crate::site::InBusiness;

/// The name by which somebody is spoken of.
pub(super) fn first(person: &PersonRef) -> &str {
    words::first_name(&person.name)
}

/// "3 h left", "by Wed 25 Nov", "late since today 12:00".
pub(super) fn left(row: &QuestionRow, here: &Here) -> String {
    let minutes = row.due_at.duration_since(here.now).as_mins();
    match minutes {
        m if m < 0 => format!("late since {}", here.moment(row.due_at)),
        m if m < 8 * 60 => format!("{} left", words::duration(m.max(1))),
        _ => format!("by {}", here.moment(row.due_at)),
    }
}

/// `alone`: it is what the page is about.
pub(super) fn thread(visit: &InBusiness, question: &QuestionView, here: &Here, alone: bool) -> Markup {
    let row = &question.row;
    html! {
        article.panel.panel-p.qthread .hide-s[!alone] aria-labelledby="qt" {
            div.row.top.gap-3 {
                div.grow {
                    h2.qt id="qt" { (row.words) }
                    p.small.mut.mt1 { (place(visit, row)) "asked by " (first(&row.asker)) ", " (here.moment(row.asked_at)) }
                }
                (state(row, here))
            }
            (needed(row, here))
            @if !question.turns.is_empty() {
                ol.ladder.mt aria-label="Where it has been" { @for turn in &question.turns { (rung(row, turn, here)) } }
            }
            div.mt2 {
                @if let Some(details) = &question.details { (message(&row.asker, details, &here.moment(row.asked_at))) }
                @for turn in &question.turns {
                    @if let (Some(said), Some(at)) = (&turn.words, turn.until) { (message(&turn.who, said, &here.moment(at))) }
                }
                @if let (Some(by), Some(answer), Some(at)) = (&row.answered_by, &row.answer, row.answered_at) {
                    (message(by, answer, &format!("{}, {}", here.moment(at), if row.kept { "answered and kept" } else { "answered" })))
                }
            }
            @for one in question.similar.iter().take(1) {
                div.note.note-o.mt {
                    (Icon::Book)
                    div.grow {
                        p { b { "A similar answer was kept on " (words::day(here.date(one.answered_at), here.today)) } }
                        p.sec { "“" (one.answer) "” " @if let Some(by) = &one.by { (first(by)) } ", to “" (one.words) "”" }
                    }
                    @if question.may.answer { (use_it(visit, row, &one.answer)) }
                }
            }
            (acts(visit, question))
        }
    }
}

fn state(row: &QuestionRow, here: &Here) -> Markup {
    if row.withdrawn {
        return State::Done.show_as("taken back");
    }
    if row.answered_at.is_some() {
        return State::Done.show_as(if row.kept { "answered and kept" } else { "answered" });
    }
    let words = format!("{} owes it, {}", first(&row.owes), left(row, here));
    if row.overdue { State::Late.show_as(&words) } else { State::Waiting.show_as(&words) }
}

fn needed(row: &QuestionRow, here: &Here) -> Markup {
    html! {
        @if row.answered_at.is_none() && !row.withdrawn {
            @if row.stuck || row.needed_by.is_some() {
                p.small.sec.mt1 {
                    @if row.stuck { (first(&row.asker)) " is stuck: the plan waits for the answer." }
                    @if let Some(at) = row.needed_by { " Needed by " (here.moment(at)) "." }
                }
            } @else { p.small.sec.mt1 { (first(&row.asker)) " can go on meanwhile." } }
        }
    }
}

fn place(visit: &InBusiness, row: &QuestionRow) -> Markup {
    html! {
        @match (&row.about, &row.about_path) {
            (Some(about), Some(path)) => { a href=(visit.at(path)) { (about) } ", " },
            (Some(about), None) => { (about) ", " },
            _ => {}
        }
        @if let Some((key, name)) = &row.task { a href=(visit.at(&format!("/tasks/{key}"))) { (name) } " · " }
    }
}

fn rung(row: &QuestionRow, turn: &Turn, here: &Here) -> Markup {
    let is_now = turn.until.is_none();
    html! {
        li aria-current=[is_now.then_some("step")] {
            (person_shown(&turn.who.name, first(&turn.who), &turn.who.key))
            span {
                @match turn.until {
                    None => { "since " (here.moment(turn.since)) br; "owed by " (here.moment(row.due_at)) },
                    Some(until) => {
                        (here.moment(turn.since)) " to " (here.moment(until)) br;
                        @match turn.ended.as_deref() {
                            Some("climbed") => "no answer in the response time",
                            Some("passed") => "given on",
                            Some("withdrawn") => "taken back",
                            _ => "answered",
                        }
                    },
                }
            }
        }
    }
}

fn message(who: &PersonRef, said: &str, when: &str) -> Markup {
    html! {
        div.msg {
            (avatar(&who.name, &who.key, AvatarSize::Large))
            div {
                p.msg-h { b { (who.name) } span.mut.small { (when) } }
                @for line in said.split('\n').filter(|line| !line.trim().is_empty()) { p { (line) } }
            }
        }
    }
}

fn use_it(visit: &InBusiness, row: &QuestionRow, answer: &str) -> Markup {
    let form = visit.form("answer_question:similar");
    html! {
        form method="post" action=(visit.form_action("answer_question")) {
            (form.hidden(visit, &[]))
            (hidden("question", &row.key))
            (hidden("answer", answer))
            (button("Use it").small())
        }
    }
}

fn acts(visit: &InBusiness, question: &QuestionView) -> Markup {
    let (row, may) = (&question.row, question.may);
    let (answer, withdraw) = (visit.form("answer_question"), visit.form("withdraw_question"));
    html! {
        (answer.before(visit)) (withdraw.before(visit)) (visit.form("answer_question:similar").before(visit))
        @if may.answer {
            form.stack-2.mt method="post" action=(visit.form_action("answer_question")) {
                (answer.hidden(visit, &["answer"]))
                (hidden("question", &row.key))
                (Field::new("area", "answer", "Your answer").value(answer.value("answer", "")).fault(answer.fault("answer")).max_length(20_000)
                    .hint("One sentence is enough"))
                div.row.row-w {
                    label.row.small { input.check type="checkbox" name="keep" value="true" checked; "Keep as knowledge" }
                    span.grow {}
                    @if may.make_decision { (link_button("Make it a decision", visit.at(&format!("/decisions/new?question={}", row.key)))) }
                    (button("Answer").primary())
                }
            }
        } @else if may.take { (take(visit, row)) }
        @if may.pass { (pass(visit, question)) }
        @if may.withdraw {
            form.mt2 method="post" action=(visit.form_action("withdraw_question")) {
                (withdraw.hidden(visit, &[]))
                (hidden("question", &row.key))
                (button("Take the question back").small().quiet())
            }
        }
    }
}

/// Somebody whom it has not reached takes it over before they answer.
fn take(visit: &InBusiness, row: &QuestionRow) -> Markup {
    let form = visit.form("pass_question:take");
    html! {
        (form.before(visit))
        form.row.row-w.mt method="post" action=(visit.form_action("pass_question")) {
            (form.hidden(visit, &[]))
            (hidden("question", &row.key))
            (hidden("to", &visit.membership.member_key))
            (button("Take it over").small())
            span.small.sec { (first(&row.owes)) " owes the answer. Take it over to answer it yourself." }
        }
    }
}

fn pass(visit: &InBusiness, question: &QuestionView) -> Markup {
    let form = visit.form("pass_question");
    let up = [Choice { value: "", label: "Whoever is one step up" }];
    let people: Vec<Choice<'_>> = up
        .into_iter()
        .chain(question.people.iter().map(|person| Choice { value: &person.key, label: &person.name }))
        .collect();
    html! {
        details.mt2 open[form.troubled()] {
            summary.link.small { "Give it to…" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("pass_question")) {
                (form.hidden(visit, &["to", "words"]))
                (hidden("question", &question.row.key))
                (select_field_as("pass-to", "to", "Who owes the answer", &people, form.value("to", ""), None, form.fault("to")))
                (Field::new("text", "words", "What they should know").optional().value(form.value("words", "")).fault(form.fault("words")).max_length(2_000))
                p { (button("Give it on").small()) }
            }
        }
    }
}

/// The questions of a task, on its page.
pub(crate) fn of_task(visit: &InBusiness, rows: &[QuestionRow], task: &str, may_ask: bool, here: &Here) -> Markup {
    if rows.is_empty() && !may_ask {
        return html! {};
    }
    let open = rows.iter().filter(|row| row.answered_at.is_none()).count() as u64;
    html! {
        section.panel id="questions" {
            (section_head("Questions", (open > 0).then_some(open), &html! {
                @if may_ask { a.link.small href=(visit.at(&format!("/questions/new?task={}", crate::http::percent_encode(task)))) { "Ask" } }
            }))
            @if rows.is_empty() { p.small.sec.panel-p { "None. What one needs to know to go on is asked here; one person owes the answer." } }
            ul.qlist {
                @for row in rows {
                    li { a href=(visit.at(&format!("/questions/{}", row.key))) {
                        b.clip { (row.words) }
                        (state(row, here))
                        small { (first(&row.asker)) ", " (here.moment(row.asked_at)) @if row.stuck && row.answered_at.is_none() { " · stuck" } }
                    } }
                }
            }
        }
    }
}
