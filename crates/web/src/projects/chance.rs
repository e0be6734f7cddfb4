//! Chance: the one way from what the desk knows of a project to the chip that stands beside its dates (R12).

use jiff::Timestamp;
use righthand_desk::projects::glance::{Bars, Glance, Health};
use righthand_domain::rules::r12_every_date_is_a_probability::Chance as Known;

use crate::parts::{Chance, Glyph, State};

/// The chip of a project; `linked` is where it leads, usually its forecast.
pub(crate) fn chip(glance: &Glance, linked: Option<String>) -> Chance {
    let reason = match glance.chance {
        _ if glance.health == Health::Closed => "closed".to_owned(),
        _ if glance.health == Health::Tentative => "tentative".to_owned(),
        Known::OnTime(share) => {
            let chance = Chance::known(share, glance.bars.map(|bars| glyph(&bars, share)));
            return match linked {
                Some(href) => chance.linked(href),
                None => chance,
            };
        }
        Known::NotYet { guessed, open } => format!("no chance yet: {guessed} of {open} guessed"),
        Known::Unplaced { tasks } => {
            format!("{tasks} {} cannot be placed", if tasks == 1 { "task" } else { "tasks" })
        }
        Known::NothingOpen if glance.tasks_all == 0 => "no work in it yet".to_owned(),
        Known::NothingOpen => "all its work is done".to_owned(),
        Known::Counting => "being counted".to_owned(),
    };
    Chance::not_yet(reason)
}

/// The state that a project's shape and colour show. It follows the percent of the chip, so that both agree.
pub(crate) fn state(glance: &Glance) -> State {
    match glance.health {
        Health::Closed => State::Done,
        Health::Tentative => State::Planned,
        Health::Done if glance.tasks_all > 0 => State::Done,
        Health::Done => State::Planned,
        _ => chip(glance, None).state(),
    }
}

/// The moment by which nine futures in ten end; there is none where fewer ever do, and the tail has no end.
pub(crate) fn tail(glance: &Glance) -> Option<Timestamp> {
    match glance.chance {
        Known::OnTime(_) if !matches!(glance.health, Health::Closed | Health::Tentative) => {
            glance.p90.or(glance.finish.map(|_| Timestamp::MAX))
        }
        _ => None,
    }
}

/// All bars are filled only if all futures are in time, and none only if none is.
fn glyph(bars: &Bars, share: f64) -> Glyph {
    let highest = bars.shares.iter().copied().fold(0.0, f64::max);
    let heights = bars.shares.map(|share| if highest > 0.0 { share / highest } else { 0.0 });
    let in_time = match () {
        () if share >= 1.0 => 10,
        () if share <= 0.0 => 0,
        () => (bars.in_time.round() as usize).clamp(1, 9),
    };
    Glyph { heights, in_time }
}

#[cfg(test)]
mod tests {
    use maud::Render;
    use righthand_domain::snapshot::When;

    use super::*;

    fn glance(chance: Known) -> Glance {
        Glance {
            key: "slow-wheel".into(),
            name: "The Slow Wheel".into(),
            outcome: "On air".into(),
            manager: None,
            area: None,
            start: None,
            finish: None,
            p50: None,
            p90: None,
            end: When::Date(jiff::civil::date(2026, 12, 15)),
            due: Timestamp::UNIX_EPOCH,
            chance,
            health: Health::Unknown,
            bars: Some(Bars { shares: [0.0, 0.1, 0.2, 0.3, 0.2, 0.1, 0.05, 0.03, 0.01, 0.01], in_time: 6.4 }),
            minutes_done: 0,
            minutes_all: 60,
            tasks_done: 0,
            tasks_all: 1,
            version: 1,
        }
    }

    fn text(chance: &Chance) -> String {
        let page = scraper::Html::parse_fragment(&chance.render().into_string());
        page.root_element().text().collect()
    }

    #[test]
    fn r12_a_chance_that_is_known_says_percent_state_and_leads_to_the_forecast() {
        let chip = chip(&glance(Known::OnTime(0.83)), Some("/f".into()));
        assert!(text(&chip).contains("83\u{202f}% on time, on track"), "{}", text(&chip));
        assert!(chip.render().into_string().contains("href=\"/f\""));
    }

    #[test]
    fn r12_a_chance_that_is_not_known_says_why_and_shows_no_number() {
        for (chance, words) in [
            (Known::NotYet { guessed: 31, open: 40 }, "no chance yet: 31 of 40 guessed"),
            (Known::Unplaced { tasks: 3 }, "3 tasks cannot be placed"),
            (Known::Unplaced { tasks: 1 }, "1 task cannot be placed"),
            (Known::Counting, "being counted"),
            (Known::NothingOpen, "all its work is done"),
        ] {
            let chip = chip(&glance(chance), Some("/f".into()));
            assert_eq!(text(&chip), words);
            assert!(!chip.render().into_string().contains('%'));
        }
    }

    #[test]
    fn bars_are_all_filled_only_if_every_future_is_in_time() {
        let bars = Bars { shares: [0.1; 10], in_time: 9.9 };
        assert_eq!(glyph(&bars, 0.995).in_time, 9);
        assert_eq!(glyph(&bars, 1.0).in_time, 10);
        assert_eq!(glyph(&Bars { in_time: 0.2, ..bars }, 0.01).in_time, 1);
        assert_eq!(glyph(&bars, 0.0).in_time, 0);
    }

    #[test]
    fn a_closed_project_has_no_chance_any_more() {
        let closed = Glance { health: Health::Closed, ..glance(Known::OnTime(0.5)) };
        assert_eq!(text(&chip(&closed, None)), "closed");
        assert_eq!(state(&closed), State::Done);
    }
}
