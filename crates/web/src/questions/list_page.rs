//! The list of questions and decisions, and beside it the one that is looked at.

use maud::{Markup, html};
use righthand_desk::questions::list::{DecisionRow, QuestionRow, QuestionView, Questions};

use super::thread;
use crate::parts::{Icon, State, empty, link_button, section_head, sentence_head, words};
use crate::projects::here::Here;
use crate::site::InBusiness;

/// `chosen`: the address names the question; on a narrow screen it comes before the list then.
pub(super) fn page(
    visit: &InBusiness,
    questions: &Questions,
    beside: Option<&QuestionView>,
    chosen: bool,
    here: &Here,
) -> Markup {
    let ask = html! {
        (link_button("Ask", visit.at("/questions/new")).primary().icon(Icon::Question))
        @if questions.may_ask_decision { (link_button("Ask for a decision", visit.at("/decisions/new")).icon(Icon::Decision)) }
    };
    let current = beside.map(|one| one.row.key.as_str());
    html! {
        (sentence_head("Questions and decisions", &sentence(questions), &ask))
        div.qcols .qcols-one[chosen] {
            div.stack {
                section.panel aria-label="Open questions" {
                    (section_head("Open", Some(questions.open.len() as u64), &html! {}))
                    @if questions.open.is_empty() {
                        (empty("No question is open", "Whatever somebody needs to know to go on with their work is asked here. One person owes each answer.", &html! {}))
                    }
                    ul.qlist { @for row in &questions.open { (open(visit, row, current, here)) } }
                }
                @if !questions.decisions.is_empty() { (decisions(visit, questions, here)) }
                section.panel aria-label="Answered questions" {
                    @let known = format!("Knowledge, {}", questions.kept);
                    (section_head("Answered", None, &html! { a.link.small href=(visit.at("/knowledge")) { (known) } }))
                    @if questions.answered.is_empty() { p.small.sec.panel-p { "Nothing yet. An answer that is kept is offered when a similar question is typed." } }
                    ul.qlist { @for row in &questions.answered { (answered(visit, row, current, here)) } }
                }
                @if !questions.decided.is_empty() {
                    section.panel aria-label="Decisions that were made" {
                        (section_head("Decided", None, &html! {}))
                        ul.qlist { @for row in &questions.decided { (decided(visit, row, here)) } }
                    }
                }
            }
            @match beside {
                Some(question) => (thread::thread(visit, question, here, chosen)),
                None => section.panel { (empty("Nothing waits for an answer", "Choose a question to see its answer and the way it went.", &html! {})) },
            }
        }
    }
}

/// "Four questions open, each owed by one person. One has climbed to you. Half are answered within 3 h."
fn sentence(questions: &Questions) -> String {
    let n = questions.open.len() as u64;
    let open = match n {
        0 => "No question is open.".to_owned(),
        1 => "One question open, owed by one person.".to_owned(),
        n => format!("{} questions open, each owed by one person.", words::capital(&words::number(n))),
    };
    let mine = questions.open.iter().filter(|row| row.mine);
    let (climbed, asked): (Vec<&QuestionRow>, Vec<&QuestionRow>) = mine.partition(|row| row.climbed);
    let mut all = vec![open];
    match climbed.len() as u64 {
        0 => {}
        n => all.push(format!("{} climbed to you.", words::capital(&words::counted(n, "has", "have")))),
    }
    match asked.len() as u64 {
        0 => {}
        1 => all.push("You owe one answer.".into()),
        n => all.push(format!("You owe {} answers.", words::number(n))),
    }
    if let Some(minutes) = questions.median_minutes.filter(|minutes| *minutes > 0) {
        all.push(format!("Half of all questions are answered within {}.", words::duration(minutes)));
    }
    all.join(" ")
}

fn open(visit: &InBusiness, row: &QuestionRow, current: Option<&str>, here: &Here) -> Markup {
    let owes = format!("{}, {}", thread::first(&row.owes), thread::left(row, here));
    html! {
        li {
            a href=(visit.at(&format!("/questions/{}", row.key))) aria-current=[(current == Some(&row.key)).then_some("page")] {
                b.clip { (row.words) }
                @if row.overdue { (State::Late.show_as(&owes)) } @else { (State::Waiting.show_as(&owes)) }
                small {
                    (thread::first(&row.asker)) ", " (here.moment(row.asked_at))
                    @if let Some(about) = &row.about { " · " (about) }
                    @if row.stuck { " · stuck" }
                }
            }
        }
    }
}

fn answered(visit: &InBusiness, row: &QuestionRow, current: Option<&str>, here: &Here) -> Markup {
    let by = row.answered_by.as_ref().map(thread::first).unwrap_or_default();
    let took = row.answered_at.map(|at| at.duration_since(row.asked_at).as_mins()).unwrap_or_default();
    html! {
        li {
            a href=(visit.at(&format!("/questions/{}", row.key))) aria-current=[(current == Some(&row.key)).then_some("page")] {
                b.clip.sec { (row.words) }
                (State::Done.show_as(if row.kept { "kept" } else { "answered" }))
                small { (thread::first(&row.asker)) ", " (here.moment(row.asked_at)) " · answered by " (by) " in " (words::duration(took.max(1))) }
            }
        }
    }
}

fn decisions(visit: &InBusiness, questions: &Questions, here: &Here) -> Markup {
    let (mine, others): (Vec<&DecisionRow>, Vec<&DecisionRow>) = questions.decisions.iter().partition(|row| row.mine);
    html! {
        @for (title, rows) in [("Decisions for you", mine), ("Decisions of others", others)] {
            @if !rows.is_empty() {
                section.panel aria-label=(title) {
                    (section_head(title, Some(rows.len() as u64), &html! {}))
                    ul.qlist {
                        @for row in rows {
                            li {
                                a href=(visit.at(&format!("/decisions/{}", row.key))) {
                                    b.clip { (row.words) }
                                    (words::due(row.due, here.today, false, "by"))
                                    small {
                                        (words::counted(row.options.len() as u64, "option", "options")) ", asked by " (thread::first(&row.asker))
                                        @if !row.mine { ", " (thread::first(&row.decider)) " decides" }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn decided(visit: &InBusiness, row: &DecisionRow, here: &Here) -> Markup {
    html! {
        li {
            a href=(visit.at(&format!("/decisions/{}", row.key))) {
                b.clip.sec { (row.words) }
                (State::Done.show_as("decided"))
                small {
                    (row.chosen.as_deref().unwrap_or_default())
                    @if let (Some(by), Some(at)) = (&row.decided_by, row.decided_at) { ", " (thread::first(by)) ", " (here.moment(at)) }
                }
            }
        }
    }
}
