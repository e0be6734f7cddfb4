//! Candidates as markup: a board of stages for each open role, its brief with the link, and candidates side by side.

use maud::{Markup, html};
use righthand_desk::hire::Stage;
use righthand_desk::hire::board::{Board, CandidateRow, OpeningRow};
use righthand_domain::words::decimal;

use super::{Page, hours, pages};
use crate::parts::{Field, Icon, button, empty, hidden, link_button, section_head, sentence_head, table, words};
use crate::site::InBusiness;

/// Stages that have a column; who was declined is told below.
const COLUMNS: [Stage; 5] = [Stage::Invited, Stage::Talk, Stage::Trial, Stage::Offer, Stage::Hired];

pub(super) fn page(visit: &InBusiness, board: &Board) -> Markup {
    html! {
        (sentence_head("Candidates", &sentence(board), &html! { (link_button("Open a role", visit.at("/hire/brief")).primary()) }))
        (pages(visit, Page::Candidates))
        @if board.openings.is_empty() {
            section.panel { (empty("Nobody is looked for", "Open a role from its brief: what it takes becomes what each talk is scored against.", &html! { (link_button("To the role brief", visit.at("/hire/brief"))) })) }
        }
        @for opening in &board.openings { (role(visit, board, opening)) }
    }
}

fn sentence(board: &Board) -> String {
    let open: Vec<&OpeningRow> = board.openings.iter().filter(|opening| !opening.closed).collect();
    let candidates: usize = open.iter().map(|opening| opening.candidates.len()).sum();
    match open.as_slice() {
        [] => "No role is open.".to_owned(),
        [one] => format!("{}, {}.", one.name, words::counted(candidates as u64, "candidate", "candidates")),
        many => format!(
            "{}, {}.",
            words::capital(&words::counted(many.len() as u64, "role is open", "roles are open")),
            words::counted(candidates as u64, "candidate", "candidates")
        ),
    }
}

fn role(visit: &InBusiness, board: &Board, opening: &OpeningRow) -> Markup {
    let declined: Vec<&CandidateRow> = opening.candidates.iter().filter(|of| of.stage_is == Stage::Declined).collect();
    html! {
        section.mt4 id=(opening.key) {
            (section_head(&opening.name, Some(opening.candidates.len() as u64), &html! { @if opening.closed { "closed" } @else { (hours(opening.hours_per_week * 1.0)) " a week, " (term(opening)) } }))
            div.board.mt2 tabindex="0" role="region" aria-label={ "Candidates for " (opening.name) " by stage, scrolls sideways where it is narrow" } {
                @for stage in COLUMNS { (column(visit, board, opening, stage)) }
            }
            @if !declined.is_empty() {
                p.small.sec.mt1 { "Declined: " @for (at, of) in declined.iter().enumerate() { @if at > 0 { ", " } a.link href=(at_candidate(visit, &of.key)) { (of.name) } } "." }
            }
            div.cols.mt4 {
                div.stack { @if !opening.closed { (add(visit, opening)) } (side_by_side(visit, board, opening)) }
                aside.stack aria-label={ "The brief of " (opening.name) } { (brief(visit, opening)) }
            }
        }
    }
}

fn term(opening: &OpeningRow) -> String {
    match opening.months {
        Some(months) => words::counted(u64::try_from(months).unwrap_or(1), "month", "months"),
        None => "ongoing".to_owned(),
    }
}

pub(super) fn at_candidate(visit: &InBusiness, key: &str) -> String {
    visit.at(&format!("/hire/candidates?candidate={}", crate::http::percent_encode(key)))
}

/// "€28/h" in the business's currency.
pub(super) fn rate(board: &Board, hourly: f64) -> String {
    match &board.currency {
        Some(currency) => format!("{}/h", words::money((hourly * 100.0).round() as i64, currency)),
        None => format!("{}/h", decimal(hourly)),
    }
}

/// "7.5 of 9", or nothing before anybody has asked.
pub(super) fn score(opening: &OpeningRow, candidate: &CandidateRow) -> Markup {
    html! { @match candidate.score { Some(score) => { b.num { (decimal(score)) } span.mut { " of " (opening.needs.len()) } }, None => span.mut { "no talk yet" } } }
}

fn column(visit: &InBusiness, board: &Board, opening: &OpeningRow, stage: Stage) -> Markup {
    let here: Vec<&CandidateRow> = opening.candidates.iter().filter(|of| of.stage_is == stage).collect();
    html! {
        section.col {
            h3.col-h { (stage.title()) " " small { (here.len()) } }
            @for candidate in here {
                article.card {
                    div.row.top { b.grow { a href=(at_candidate(visit, &candidate.key)) { (candidate.name) } } span.small { (score(opening, candidate)) } }
                    @if let Some(background) = &candidate.background { p.small.sec.mt1 { (words::shortened(background)) } }
                    @if !candidate.certified.is_empty() {
                        p.row.row-w.mt1 { @for of in &candidate.certified { span.tag { @if of.seen { (Icon::Tick.with_class("i i-s")) span.vh { "seen: " } } (of.name) } } }
                    }
                    p.small.row.mt1 {
                        @if let Some(hourly) = candidate.hourly { (rate(board, hourly)) }
                        @if let Some(due) = candidate.trial_due.filter(|_| stage == Stage::Trial) { span.mut.bar-end { "due " (words::near_day(due, board.today)) } }
                    }
                }
            }
        }
    }
}

fn add(visit: &InBusiness, opening: &OpeningRow) -> Markup {
    let form = visit.form(&format!("add_candidate:{}", opening.key));
    let id = |field: &str| format!("{}-new-{field}", opening.key);
    let (name, mail, hourly, background) = (id("name"), id("email"), id("hourly"), id("background"));
    html! {
        section.panel.panel-p {
            h3 { "Add a candidate" }
            (form.before(visit))
            form.stack.mt2 method="post" action=(visit.form_action("add_candidate")) novalidate {
                (form.hidden(visit, &["name", "email", "hourly", "background", "opening"])) (hidden("opening", &opening.key))
                div.form-2 {
                    (Field::new("text", "name", "Name").id(&name).value(form.value("name", "")).fault(form.fault("name")).max_length(300))
                    (Field::new("email", "email", "E-mail").id(&mail).value(form.value("email", "")).fault(form.fault("email")).optional())
                    (Field::new("text", "hourly", "An hour costs").id(&hourly).value(form.value("hourly", "")).fault(form.fault("hourly")).inputmode("decimal").narrow().optional())
                }
                (Field::new("area", "background", "What they have done so far").id(&background).value(form.value("background", "")).fault(form.fault("background"))
                    .hint("Work, not titles: an online business manager of one is a project manager of another.").optional())
                div { (button("Add").small()) }
            }
        }
    }
}

/// Every need beside what was found, candidate by candidate.
fn side_by_side(visit: &InBusiness, board: &Board, opening: &OpeningRow) -> Markup {
    let talked: Vec<&CandidateRow> =
        opening.candidates.iter().filter(|of| of.score.is_some() && of.stage_is != Stage::Declined).collect();
    if talked.is_empty() {
        return html! {};
    }
    let head = html! { tr { th scope="col" { "What the brief asks for" } @for of in &talked { th scope="col" { a href=(at_candidate(visit, &of.key)) { (of.name) } } } } };
    let body = html! {
        @for need in &opening.needs {
            tr {
                th scope="row" { (need) }
                @for of in &talked {
                    @let note = of.notes.iter().find(|note| note.need == *need);
                    td { (met(note.and_then(|note| note.met))) @if let Some(words) = note.and_then(|note| note.note.as_deref()) { span.sub { (words::shortened(words)) } } }
                }
            }
        }
        tr { th scope="row" { "In all" } @for of in &talked { td { (score(opening, of)) } } }
        tr { th scope="row" { "An hour" } @for of in &talked { td { @match of.hourly { Some(hourly) => (rate(board, hourly)), None => span.mut { "not said" } } } } }
        tr { th scope="row" { "Trial task" } @for of in &talked { td { @match &of.trial_result { Some(words) => (words::shortened(words)), None => span.mut { "none yet" } } } } }
        tr { th scope="row" { "References" } @for of in &talked { td { @match &of.vouched { Some(words) => (words::shortened(words)), None => span.mut { "not asked" } } } } }
    };
    html! { section.panel { (section_head("Side by side", None, &html! {})) (table(&format!("Candidates for {} side by side", opening.name), "roles", &head, &body)) } }
}

pub(super) fn met(met: Option<u8>) -> Markup {
    html! { @match met { Some(2) => b { "yes" }, Some(1) => "partly", Some(_) => "no", None => span.mut { "not asked" } } }
}

fn brief(visit: &InBusiness, opening: &OpeningRow) -> Markup {
    let form = visit.form(&format!("change_opening:{}", opening.key));
    let mail = visit.form(&format!("mail_brief:{}", opening.key));
    let id = |field: &str| format!("{}-{field}", opening.key);
    let (needs, trial, to, note, link) = (id("needs"), id("trial"), id("to"), id("note"), id("link"));
    let post = |command: &str, label: &str| {
        html! {
            form method="post" action=(visit.form_action(command)) { (hidden("opening", &opening.key)) (hidden("_back", &visit.visitor.path)) (button(label).small()) }
        }
    };
    html! {
        section.panel.panel-p {
            h3 { "Role brief" }
            dl.dl.mt2 { dt { "Scope" } dd { @if opening.scope.is_empty() { "not said" } @else { (opening.scope.join(", ")) } } dt { "Term" } dd { (hours(opening.hours_per_week)) " a week, " (term(opening)) } }
            p.mt2 { a.link href=(visit.at(&format!("/hire/brief?opening={}", opening.key))) { "Read and print it" } }
            @if !opening.closed {
                (form.before(visit))
                form.stack.mt2 method="post" action=(visit.form_action("change_opening")) novalidate {
                    (form.hidden(visit, &["needs", "trial", "opening", "version"])) (hidden("opening", &opening.key)) (hidden("version", &opening.version.to_string()))
                    (Field::new("area", "needs", "What somebody has to bring, a line each").id(&needs).value(form.value("needs", &opening.needs.join("\n"))).fault(form.fault("needs")).optional())
                    (Field::new("area", "trial", "The trial task, paid").id(&trial).value(form.value("trial", opening.trial.as_deref().unwrap_or(""))).fault(form.fault("trial")).optional())
                    div { (button("Keep the brief").small()) }
                }
                h3.mt4 { "Send it" }
                @match &opening.link {
                    Some(path) => {
                        @let address = format!("{}{path}", visit.origin());
                        div.stack.mt2 {
                            div.field { label for=(link) { "Whoever has this link reads the brief" } input.inp id=(link) value=(address) readonly; }
                            div.row.row-w { span data-copies=(link) hidden { (button("Copy").small().inert()) } (post("end_brief_link", "End the link")) }
                        }
                    },
                    None => div.mt2 { (post("share_brief", "Make a link")) },
                }
                (mail.before(visit))
                form.stack.mt2 method="post" action=(visit.form_action("mail_brief")) novalidate {
                    (mail.hidden(visit, &["email", "note", "opening"])) (hidden("opening", &opening.key))
                    (Field::new("email", "email", "Mail it to").id(&to).value(mail.value("email", "")).fault(mail.fault("email")))
                    (Field::new("area", "note", "A few words").id(&note).value(mail.value("note", "")).fault(mail.fault("note")).optional())
                    div { (button("Mail the brief").small()) }
                }
                div.mt4 { (post("close_role", "Look for nobody any more")) }
            }
        }
    }
}
