//! What an upload would bring, why it may not, or what it has brought.

use maud::{Markup, html};
use righthand_desk::import::{ALL_THEIRS, Earlier, Progress, Report};
use righthand_domain::roles::Role;
use righthand_domain::snapshot::Fault;

use super::carry_out::source;
use super::choose::in_file;
use super::choose_page::{of, project_fields};
use super::columns_page::columns_part;
use super::kept::{Done, Import, Now};
use super::report_page::report_parts;
use crate::parts::{
    Icon, Tone, button, hidden, link_button, note, progress as progress_bar, section_head, sentence_head, table, words,
    working,
};
use crate::site::{InBusiness, refusal_part};

/// What the page shows.
pub(super) struct Looking<'a> {
    pub(super) visit: &'a InBusiness,
    /// The page's own address.
    pub(super) here: String,
    pub(super) import: &'a Import,
    /// Key, name and role.
    pub(super) managers: &'a [(String, String, Role)],
    /// What tables have become before.
    pub(super) earlier: &'a [Earlier],
}

/// The form that imports, which choices elsewhere on the page belong to.
const IMPORT_FORM: &str = "import-it";
/// Choices of a page; of more, theirs or ours can be taken as a whole.
const CHOICES_MAX: usize = 300;
/// Faults that are listed.
const FAULTS_SHOWN: usize = 50;

/// The whole page.
pub(super) fn look_page(looking: &Looking<'_>) -> Markup {
    match &looking.import.now {
        Now::Working(progress, keep) => at_work(looking, progress, *keep),
        Now::Unreadable(faults) => html! {
            (sentence_head("Import", &format!("{} cannot be read. Nothing was imported.", name(looking.import)), &another(looking)))
            div.panel.panel-p.mt {
                ul.plain.stack-2 { @for fault in in_file(faults.clone()).iter().take(FAULTS_SHOWN) { li.wrap { (fault.message) } } }
            }
        },
        Now::Seen(report) => seen(looking, report),
        Now::Refused(refusal) => html! {
            (sentence_head("Import", &format!("{} was read, and is not imported as it stands.", name(looking.import)), &another(looking)))
            div.cols.mt {
                div.stack {
                    (refusal_part(looking.visit, refusal))
                    (wishes(looking, &[]))
                }
                aside.stack { (file(looking.import)) }
            }
        },
        Now::Faulty(faults) => html! {
            (sentence_head("Import", &format!("{} was read. Something beside it is not right yet.", name(looking.import)), &another(looking)))
            div.cols.mt { div.stack {
                @if let Some(columns) = &looking.import.columns { (columns_part(columns, looking, faults)) }
                @else { (wishes(looking, faults)) }
            } aside.stack { (file(looking.import)) } }
        },
        Now::Done(done) => imported(looking, done),
    }
}

fn seen(looking: &Looking<'_>, report: &Report) -> Markup {
    let totals = Totals::of(report);
    let sentence = if totals.changes() == 0 {
        format!("{} holds nothing that is not here already. An import would change nothing.", name(looking.import))
    } else {
        format!("{} would bring {}. Nothing is imported yet.", name(looking.import), totals.words())
    };
    html! {
        (sentence_head("Import", &sentence, &html! {
            (another(looking))
            form id=(IMPORT_FORM) method="post" action=(looking.here) data-native="" data-slow="Importing. A large board takes a minute." {
                (hidden("step", "import"))
                (button("Import it").primary().icon(Icon::File))
            }
        }))
        div.cols.mt {
            div.stack {
                (both_changed(report))
                @if let Some(columns) = &looking.import.columns { (columns_part(columns, looking, &[])) }
                (report_parts(report, &looking.here, true))
            }
            aside.stack {
                (file(looking.import))
                @if looking.import.wishes.kind != "file" && looking.import.columns.is_none() { (wishes(looking, &[])) }
            }
        }
    }
}

fn imported(looking: &Looking<'_>, done: &Done) -> Markup {
    let visit = looking.visit;
    let form = visit.form("undo:import");
    html! {
        (form.before(visit))
        (sentence_head("Import", &format!("{}.", done.summary), &html! {
            @if done.event > 0 {
                form method="post" action=(visit.form_action("undo")) {
                    (form.hidden(visit, &[]))
                    (hidden("event", &done.event.to_string()))
                    (hidden("_next", &visit.at("/import")))
                    (button("Undo the import").icon(Icon::Undo))
                }
            }
            (link_button("Import another", visit.at("/import")))
            @if let Some(guesses) = &done.guesses {
                (link_button("Open it", &done.href))
                (link_button("Say what it takes", guesses).primary())
            } @else { (link_button("Open it", &done.href).primary()) }
        }))
        @if done.event == 0 {
            (note(Tone::Ok, Icon::Tick, &html! { p { "Everything in the file was here already. Nothing was changed." } }))
        }
        div.cols.mt {
            div.stack { (report_parts(&done.report, &looking.here, false)) }
            aside.stack { (file(looking.import)) }
        }
    }
}

/// How far it is, while it goes on.
fn at_work(looking: &Looking<'_>, progress: &Progress, keep: bool) -> Markup {
    let (done, all) = progress.rows();
    let sentence = match keep {
        true => format!("{} is being imported.", name(looking.import)),
        false => format!("{} is being read. Nothing is imported yet.", name(looking.import)),
    };
    let what = if keep { "Rows written" } else { "Rows tried out" };
    html! {
        (sentence_head("Import", &sentence, &html! {}))
        div.cols.mt {
            section.panel.panel-p {
                @if all == 0 { p.hint role="status" { "Looking at the file and at what is here already." } (progress_bar("Import", 0, 1)) }
                @else { (working(what, done, all)) }
                p.small.sec.mt2 { "You can leave this page: the import goes on, and this address says what came of it for two hours." }
            }
            aside.stack { (file(looking.import)) }
        }
    }
}

/// What changed at both ends, each with a choice. Ours is kept where nothing is chosen.
fn both_changed(report: &Report) -> Markup {
    if report.both_changed.is_empty() {
        return html! {};
    }
    let head = html! {
        tr { th scope="col" { "Changed both here and there" } th scope="col" { "Was" } th scope="col" { "Here" } th scope="col" { "There" } th scope="col" { "Take theirs" } }
    };
    let body = html! {
        @for both in report.both_changed.iter().take(CHOICES_MAX) {
            tr {
                th.wrap scope="row" { (both.what) ", " (both.field) }
                td.sec.wrap { (both.before.as_deref().unwrap_or("a longer text")) } td.wrap { (both.here) } td.wrap { (both.there) }
                td { input.check type="checkbox" name="theirs" value=(both.id) form=(IMPORT_FORM) aria-label={ "Take theirs: " (both.what) ", " (both.field) }; }
            }
        }
    };
    html! {
        section.stack-2 {
            (section_head("Asked", Some(report.both_changed.len() as u64), &html! {}))
            p.small.sec { "These changed both here and in the file since the last import. What is here stays, unless you take theirs." }
            (table("What changed both here and there, with a choice for each", "", &head, &body))
            label.row.small { input.check type="checkbox" name="theirs" value=(ALL_THEIRS) form=(IMPORT_FORM); "Take theirs of all " (words::count(report.both_changed.len() as u64)) }
        }
    }
}

/// The wishes beside a board, to be changed without sending the file again.
fn wishes(looking: &Looking<'_>, faults: &[Fault]) -> Markup {
    let wishes = &looking.import.wishes;
    let named = ["end", "outcome", "manager"];
    let loose: Vec<&Fault> = faults
        .iter()
        .filter(|fault| named.iter().all(|name| of(name, std::slice::from_ref(fault)).is_none()))
        .collect();
    html! {
        section.panel.panel-p {
            (section_head(if wishes.kind == "file" { "Once that is settled" } else { "As a project" }, None, &html! {}))
            form.stack.mt2 method="post" action=(looking.here) data-native="" data-slow="Reading the file again." {
                @for fault in loose { p.err role="alert" { (Icon::Late.with_class("i i-s fillst")) (fault.message) } }
                (hidden("step", "look"))
                @if wishes.kind != "file" { (project_fields(wishes, looking.managers, faults)) }
                p { (button("Look again")) }
            }
        }
    }
}

fn another(looking: &Looking<'_>) -> Markup {
    html! { (link_button("Choose another file", looking.visit.at("/import"))) }
}

fn file(import: &Import) -> Markup {
    html! {
        section.panel.panel-p {
            (section_head("The file", None, &html! {}))
            dl.dl.mt2 {
                dt { "Name" } dd.wrap { (name(import)) }
                dt { "From" } dd { (source(&import.wishes.kind).map_or("", |source| source.label)) }
                dt { "Size" } dd.num { (size(import.bytes)) }
            }
        }
    }
}

/// A file without a name is called that.
fn name(import: &Import) -> &str {
    if import.file_name.is_empty() { "The file" } else { &import.file_name }
}

/// "4.2 MB", "318 kB", "12 bytes".
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{}{}kB", bytes / 1_000, words::NARROW_SPACE),
        _ => format!("{}.{}{}MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000, words::NARROW_SPACE),
    }
}

/// All kinds together.
#[derive(Debug, Default)]
struct Totals {
    made: u64,
    updated: u64,
    unchanged: u64,
    skipped: u64,
}

impl Totals {
    fn of(report: &Report) -> Self {
        report.items.values().fold(Self::default(), |all, count| Self {
            made: all.made + count.made as u64,
            updated: all.updated + count.updated as u64,
            unchanged: all.unchanged + count.unchanged as u64,
            skipped: all.skipped + count.skipped as u64,
        })
    }

    fn changes(&self) -> u64 {
        self.made + self.updated
    }

    /// "120 new things, 3 changed, 12 as they are; 2 would be left out".
    fn words(&self) -> String {
        let mut parts = vec![words::counted(self.made, "new thing", "new things")];
        if self.updated > 0 {
            parts.push(format!("change {}", words::count(self.updated)));
        }
        if self.unchanged > 0 {
            parts.push(format!("leave {} as they are", words::count(self.unchanged)));
        }
        let lost = if self.skipped > 0 {
            format!("; {} would be left out", words::number(self.skipped))
        } else {
            String::new()
        };
        format!("{}{lost}", words::list(&parts.iter().map(String::as_str).collect::<Vec<_>>()))
    }
}
