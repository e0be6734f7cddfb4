//! Pages: every page of the demonstration that its owner can reach by a link, one of each sort.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use hyper::StatusCode;

use super::ask::Asker;
use super::bare;
use super::figures::{Figures, timed};
use super::program::Serving;
use super::table::{Row, Section};

const RUNS: usize = 200;
const WARM_UP: usize = 20;
/// Most addresses that are looked at.
const ADDRESSES_MAX: usize = 600;
/// The issue's figure.
const GOAL: Duration = Duration::from_millis(5);
/// Plans and forecasts have stopped coming when a page has stayed the same for so long.
const CALM: Duration = Duration::from_secs(3);
/// The longest that is waited for calm.
const CALM_PATIENCE: Duration = Duration::from_secs(120);

pub(super) fn measure() -> anyhow::Result<Section> {
    let mut serving = Serving::demonstration()?;
    let (_, link) = serving.next_person()?;
    let mut owner = Asker::signed_in(&serving.address, &link)?;
    wait_for_calm(&mut owner)?;
    let sorts = one_of_each(&mut owner)?;
    let mut rows = Vec::new();
    for (sort, (path, bytes)) in sorts {
        let served = bare::start(bytes)?;
        let bare = asked(&mut Asker::connect(&served.address)?, "/")?;
        let figures = asked(&mut owner, &path)?;
        rows.push(Row {
            what: format!("`{sort}`, {:.0} KB", bytes as f64 / 1e3),
            figures,
            goal: Some(GOAL),
            ceiling: Some(bare.median()),
        });
    }
    Ok(Section {
        about: "As Amara, the owner, one request after the other over one connection on loopback, without compression and without \
                the browser's own copy: everything is read and drawn anew. The time is the client's, so that transport is in it. \
                Of each sort of page the largest is asked for. Bare: as many bytes from memory by the same library."
            .into(),
        rows,
    })
}

fn asked(asker: &mut Asker, path: &str) -> anyhow::Result<Figures> {
    let mut ask = || {
        let (took, said) = timed(|| asker.get(path));
        ensure!(said?.status == StatusCode::OK, "{path} stopped answering");
        Ok(took)
    };
    Figures::measure(WARM_UP, &mut ask)?;
    Figures::measure(RUNS, ask)
}

pub(super) fn wait_for_calm(asker: &mut Asker) -> anyhow::Result<()> {
    let (began, mut since, mut last) = (Instant::now(), Instant::now(), Default::default());
    while since.elapsed() < CALM && began.elapsed() < CALM_PATIENCE {
        let page = asker.get("/b/harbour-clay/projects")?.body;
        if page != last {
            (last, since) = (page, Instant::now());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

/// Of each sort of page the one with the most bytes, by following every link from Today.
pub(super) fn one_of_each(asker: &mut Asker) -> anyhow::Result<BTreeMap<String, (String, usize)>> {
    let mut sorts: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut known: BTreeSet<String> = BTreeSet::from(["/".into()]);
    let mut waiting: Vec<String> = vec!["/".into()];
    while let Some(path) = waiting.pop() {
        let said = asker.get(&path)?;
        if let Some(to) = said.location.filter(|_| said.status.is_redirection()) {
            if known.insert(to.clone()) {
                waiting.push(to);
            }
            continue;
        }
        ensure!(said.status == StatusCode::OK, "{path} is linked and answers {}", said.status);
        let page = String::from_utf8(said.body.to_vec()).with_context(|| format!("{path} is not text"))?;
        if !page.starts_with("<!DOCTYPE html>") {
            continue;
        }
        let largest = sorts.entry(sort_of(&path)).or_default();
        if page.len() > largest.1 {
            *largest = (path.clone(), page.len());
        }
        for to in links(&page) {
            if known.len() < ADDRESSES_MAX && known.insert(to.clone()) {
                waiting.push(to);
            }
        }
    }
    Ok(sorts)
}

/// Addresses within the product, without their fragments.
fn links(page: &str) -> Vec<String> {
    let quoted = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let ours = quoted.filter(|to| to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/assets/"));
    ours.filter_map(|to| to.split('#').next()).map(|to| to.replace("&amp;", "&")).collect()
}

/// `/b/harbour-clay/tasks/edit-ep2?x=1` is of the sort `/b/…/tasks/…`: keys of things stand for one another.
fn sort_of(path: &str) -> String {
    let path = path.split('?').next().unwrap_or(path);
    let parts: Vec<&str> = path.split('/').collect();
    let things = ["projects", "tasks", "team", "runs", "operations", "drafts"];
    let say = |(i, part): (usize, &&str)| {
        let of_a_thing = i == 4 && *part != "new" && parts.get(3).is_some_and(|place| things.contains(place));
        let of_a_business = i == 2 && parts.get(1) == Some(&"b");
        let of_a_day = part.parse::<jiff::civil::Date>().is_ok();
        if of_a_thing || of_a_business || of_a_day { "…".to_owned() } else { (*part).to_owned() }
    };
    parts.iter().enumerate().map(say).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_sort_stand_for_one_another() {
        assert_eq!(sort_of("/b/harbour-clay/tasks/edit-ep2?x=1"), "/b/…/tasks/…");
        assert_eq!(sort_of("/b/harbour-clay/projects/slow-wheel/forecast"), "/b/…/projects/…/forecast");
        assert_eq!(sort_of("/b/harbour-clay/settings/business"), "/b/…/settings/business");
        assert_eq!(sort_of("/b/harbour-clay/operations/blog/runs/2026-11-25"), "/b/…/operations/…/runs/…");
        assert_eq!(sort_of("/"), "/");
    }

    #[test]
    fn links_lead_within_the_product() {
        let page = r##"<a href="/b/x/team?view=load&amp;w=2#row"><a href="https://else.example/"><a href="#main"><link href="/assets/a.css">"##;
        assert_eq!(links(page), ["/b/x/team?view=load&w=2"]);
    }
}
