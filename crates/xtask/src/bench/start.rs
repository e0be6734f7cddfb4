//! Cold start: from starting the program with an empty folder to the first page that it answers.

use std::time::Duration;

use anyhow::ensure;
use hyper::StatusCode;

use super::ask::Asker;
use super::bare;
use super::figures::{Figures, timed};
use super::program::Serving;
use super::table::{Row, Section};

const RUNS: usize = 21;
/// The figure.
const GOAL: Duration = Duration::from_millis(150);

pub(super) fn measure() -> anyhow::Result<Section> {
    let bare = Figures::measure(RUNS, || {
        first_page(|| {
            let serving = bare::start(4_096)?;
            let asker = Asker::connect(&serving.address)?;
            Ok((serving, asker, "/"))
        })
    })?;
    let answered = Figures::measure(RUNS, || {
        first_page(|| {
            let serving = Serving::demonstration()?;
            let asker = Asker::connect(&serving.address)?;
            Ok((serving, asker, "/sign-in"))
        })
    })?;
    let today = Figures::measure(RUNS, || {
        first_page(|| {
            let mut serving = Serving::demonstration()?;
            let (_, link) = serving.next_person()?;
            let asker = Asker::signed_in(&serving.address, &link)?;
            Ok((serving, asker, "/"))
        })
    })?;
    let row = |what: &str, figures, goal| Row { what: what.into(), ceiling: Some(bare.median()), figures, goal };
    Ok(Section {
        about: "From starting the process to the last byte of a page: `righthand demo` makes a database, brings two \
                businesses into it and answers; then it signs the owner in by the link that it prints, plans, and draws her \
                Today. The program's file is in the system's cache. Bare: a program that serves one page from memory."
            .into(),
        rows: vec![
            row("`righthand demo` to its first answered request", answered, Some(GOAL)),
            row("`righthand demo` to the owner's Today, signed in", today, None),
        ],
    })
}

fn first_page(start: impl FnOnce() -> anyhow::Result<(Serving, Asker, &'static str)>) -> anyhow::Result<Duration> {
    // The server is kept past the measurement, so that its end is not in it.
    let (took, answered) = timed(|| {
        let (serving, mut asker, path) = start()?;
        let said = asker.get(path)?;
        anyhow::Ok((serving, said))
    });
    let (_serving, said) = answered?;
    ensure!(said.status == StatusCode::OK, "the first page is answered {}", said.status);
    Ok(took)
}
