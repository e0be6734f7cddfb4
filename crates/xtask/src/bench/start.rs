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
    let bare = Figures::measure(RUNS, || first_answer(|| Ok((bare::start(4_096)?, "/".to_owned()))))?;
    let demonstration = Figures::measure(RUNS, || {
        first_answer(|| {
            let mut serving = Serving::demonstration()?;
            let (_, link) = serving.next_person()?;
            Ok((serving, link))
        })
    })?;
    Ok(Section {
        about: "From starting the process to the last byte of the first page: `righthand demo` makes a database, brings two businesses \
                into it, and answers the owner's sign-in page. The program's file is in the system's cache. Bare: a program that \
                serves one page from memory."
            .into(),
        rows: vec![Row { what: "`righthand demo` to its first page".into(), ceiling: Some(bare.median()), figures: demonstration, goal: Some(GOAL) }],
    })
}

fn first_answer(start: impl FnOnce() -> anyhow::Result<(Serving, String)>) -> anyhow::Result<Duration> {
    // The server is kept past the measurement, so that its end is not in it.
    let (took, answered) = timed(|| {
        let (serving, path) = start()?;
        let said = Asker::connect(&serving.address)?.get(&path)?;
        anyhow::Ok((serving, said))
    });
    let (_serving, said) = answered?;
    ensure!(said.status == StatusCode::OK, "the first page is answered {}", said.status);
    Ok(took)
}
