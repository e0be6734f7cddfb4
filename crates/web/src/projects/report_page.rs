//! Status reports as markup: the one that is open, what it is drawn up from, who gets it, and what a link opens.

use jiff::Timestamp;
use maud::{Markup, html};
use righthand_desk::mail::Mailing;
use righthand_desk::projects::report::{HIDDEN, Link, Opened, Reports, Written};

use super::head;
use super::here::Here;
use super::report::Asked;
use crate::parts::{Field, Icon, Look, Tone, button, hidden, link_button, note, plain_page, section_head, words};
use crate::site::InBusiness;

pub(super) fn page(visit: &InBusiness, reports: &Reports, may_change: bool, asked: &Asked, here: &Here) -> Markup {
    let chosen = reports.reports.iter().find(|report| report.key == asked.report);
    let open = if asked.report == "new" { None } else { chosen.or(reports.reports.first()) };
    html! {
        (head::head(visit, &reports.glance, here, may_change, head::Page::Report))
        div.cols {
            @match open {
                Some(report) => (written(visit, reports, report, here)),
                None => (write(visit, reports)),
            }
            aside.stack aria-label="Who gets it" {
                @if let Some(report) = open { (links(visit, report, asked, here)) }
                (earlier(visit, reports, open, here))
            }
        }
    }
}

/// A new report, drawn up from facts and to be changed at will.
fn write(visit: &InBusiness, reports: &Reports) -> Markup {
    let form = visit.form("write_report:new");
    html! {
        section.panel.panel-p {
            (section_head("New report", None, &html! { "Drawn up from how it stands now: change what you like" }))
            (form.before(visit))
            form.form.report-w method="post" action=(visit.form_action("write_report")) {
                (form.hidden(visit, &["body"]))
                (hidden("project", &reports.glance.key))
                (hidden("_next", &visit.at(&format!("/projects/{}/report?report={{key}}", reports.glance.key))))
                (Field::new("area", "body", "Words").value(form.value("body", &reports.drawn)).hint("## begins a heading, - a line of a list").fault(form.fault("body")).max_length(20_000))
                div.row { (button("Keep the report").primary()) }
            }
        }
    }
}

fn written(visit: &InBusiness, reports: &Reports, report: &Written, here: &Here) -> Markup {
    let form = visit.form("change_report:open");
    let by = report.by.as_ref().map_or("Somebody", |by| by.name.as_str());
    html! {
        section.panel.panel-p {
            (section_head(&format!("Report of {}", here.moment(report.at)), None, &html! { "by " (by) }))
            div.report { (body(&report.body)) }
            (form.before(visit))
            details.mt4 open[form.troubled()] {
                summary.btn.btn-s { "Change the words" }
                form.form.report-w.mt2 method="post" action=(visit.form_action("change_report")) {
                    (form.hidden(visit, &["body"]))
                    (hidden("report", &report.key)) (hidden("version", &report.version.to_string()))
                    (Field::new("area", "body", "Words").value(form.value("body", &report.body)).hint("Whoever has a link sees the new ones").fault(form.fault("body")).max_length(20_000))
                    div.row { (button("Change the report")) }
                }
            }
            p.mt4 { (link_button("Draw up a new one", visit.at(&format!("/projects/{}/report?report=new", reports.glance.key))).small()) }
        }
    }
}

/// Words with headings and lists.
fn body(text: &str) -> Markup {
    html! {
        @for part in text.split("\n\n") {
            @let lines: Vec<&str> = part.lines().filter(|line| !line.trim().is_empty()).collect();
            @for line in lines.iter().take_while(|line| !line.starts_with("- ")) {
                @if let Some(heading) = line.strip_prefix("## ") { h3.mt { (heading) } } @else { p.mt1 { (line) } }
            }
            @let rest: Vec<&&str> = lines.iter().skip_while(|line| !line.starts_with("- ")).collect();
            @if !rest.is_empty() { ul.mt1 { @for line in rest { li { (line.trim_start_matches("- ")) } } } }
        }
    }
}

fn links(visit: &InBusiness, report: &Written, asked: &Asked, here: &Here) -> Markup {
    let (mail, share) = (visit.form("mail_report:to"), visit.form("share_report:link"));
    let back = visit.visitor.path.split('?').next().unwrap_or_default().to_owned();
    let next = format!("{back}?report={}", report.key);
    let off = visit.visitor.site.desk().mailing == Mailing::Off;
    html! {
        @if !asked.link.is_empty() && asked.link.starts_with("/report/") {
            (note(Tone::Ok, Icon::Tick, &html! {
                p { b { "The link is shown only now." } }
                div.field.mt1 {
                    label for="f-report-link" { "Link to the report" }
                    input.inp id="f-report-link" type="text" readonly value={ (visit.origin()) (asked.link) };
                }
                p.mt1 data-copies="f-report-link" hidden { (button("Copy the link").small().inert()) }
            }))
        }
        section.panel.panel-p {
            h2 { "Who may read it" }
            p.small.sec.mt1 { "A link opens this report without an account: its words, the names of the project and the business, and who wrote it. It hides:" }
            ul.small.sec.mt1.hides { @for hidden in HIDDEN { li { (hidden) } } }
            (mail.before(visit))
            form.form.mt2 method="post" action=(visit.form_action("mail_report")) {
                (mail.hidden(visit, &["to"]))
                (hidden("report", &report.key)) (hidden("_list", "to")) (hidden("_next", &next))
                (Field::new("text", "to", "Send it to").value(mail.value("to", "")).hint("Addresses, with commas between them; each gets a link of their own").fault(mail.fault("to")))
                @if off { p.small.sec { "This desk sends no mail. Make a link and hand it over." } }
                div.row { (button("Send by mail").primary().disabled(off)) }
            }
            (share.before(visit))
            form.mt2 method="post" action=(visit.form_action("share_report")) {
                (share.hidden(visit, &[]))
                (hidden("report", &report.key)) (hidden("_next", &next))
                (button("Make a link to hand over"))
            }
        }
        @if !report.links.is_empty() {
            section.panel.panel-p {
                (section_head("Links", Some(report.links.len() as u64), &html! {}))
                ul.stack-2 { @for link in &report.links { li { (one_link(visit, link, &next, here)) } } }
            }
        }
    }
}

fn one_link(visit: &InBusiness, link: &Link, next: &str, here: &Here) -> Markup {
    let whom = link.email.clone().unwrap_or_else(|| "to hand over".to_owned());
    let form = visit.form(&format!("end_report_link:{}", link.key));
    html! {
        div.row.between {
            span { @if link.email.is_some() { (whom) } @else { "To hand over" } span.sub.small.mut { " made " (here.moment(link.made_at)) } }
            @if let Some(ended) = link.ended_at { span.small.mut { "ended " (here.moment(ended)) } }
            @else {
                form method="post" action=(visit.form_action("end_report_link")) {
                    (form.hidden(visit, &[]))
                    (hidden("link", &link.key)) (hidden("_next", next))
                    button.btn.btn-s { "End it" span.vh { ", the link " (whom) } }
                }
            }
        }
    }
}

fn earlier(visit: &InBusiness, reports: &Reports, open: Option<&Written>, here: &Here) -> Markup {
    let at = |report: &str| visit.at(&format!("/projects/{}/report?report={report}", reports.glance.key));
    html! {
        @if reports.reports.len() > usize::from(open.is_some()) {
            section.panel.panel-p {
                (section_head("Reports", Some(reports.reports.len() as u64), &html! {}))
                ul.stack-2 {
                    @for report in &reports.reports {
                        li { a.link href=(at(&report.key)) aria-current=[(open == Some(report)).then_some("true")] { (here.moment(report.at)) } " " span.small.mut { (words::counted(report.links.len() as u64, "link", "links")) } }
                    }
                }
            }
        }
    }
}

/// What a link opens.
pub(super) fn opened(report: &Opened, now: Timestamp) -> Markup {
    let at = words::moment(report.at, report.zone.rules(), now);
    plain_page(
        &format!("{}: how it stands", report.project),
        Look::default(),
        &html! {
            p.sec { (report.business) }
            h1.t28 { (report.project) }
            p.small.mut.mt1 { (words::capital(&at)) @if let Some(by) = &report.by { ", by " (by) } }
            div.report.mt2 { (body(&report.body)) }
        },
    )
}

/// A link that opens nothing, or nothing any more.
pub(super) fn ended() -> Markup {
    plain_page(
        "This link opens nothing",
        Look::default(),
        &html! {
            h1.t28 { "This link opens nothing" }
            p.mt { "It was ended, or it is not whole. Ask whoever sent it to you for a new one." }
        },
    )
}
