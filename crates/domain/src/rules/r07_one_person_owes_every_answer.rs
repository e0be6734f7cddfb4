//! R7: one person owes every answer. A question goes to the manager of its project, else the lead of its operation or
//! area, else the OBM, else the owner; unanswered within the response time, it goes one step up.

use jiff::Timestamp;

use crate::refusal::{Refusal, Rule};
use crate::snapshot::Week;

/// Whoever could owe an answer, by the part they have in what it is about. Keys of members.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    /// Of its project.
    pub manager: Option<String>,
    /// Of its operation, then of its area.
    pub leads: Vec<String>,
    pub online_business_managers: Vec<String>,
    pub owners: Vec<String>,
}

/// The way of a question, from the first who owes the answer to the last: each once, without whoever asks and whoever
/// is not here.
pub fn ladder(chain: &Chain, asker: &str, is_here: impl Fn(&str) -> bool) -> Vec<String> {
    let all = chain.manager.iter().chain(&chain.leads).chain(&chain.online_business_managers).chain(&chain.owners);
    let mut ladder: Vec<String> = Vec::new();
    for key in all.filter(|key| *key != asker && is_here(key)) {
        if !ladder.contains(key) {
            ladder.push(key.clone());
        }
    }
    ladder
}

/// Who owes the answer at first. `works` says of each of the ladder when they work next (`None`: not within the time
/// that is looked at). A question that is needed by a moment goes at once to the first who works before it; where nobody
/// does, to whoever works first of all.
pub fn first(works: &[Option<Timestamp>], needed_by: Option<Timestamp>) -> usize {
    let before = |at: &Option<Timestamp>| at.is_some_and(|at| needed_by.is_none_or(|needed| at < needed));
    if let Some(first) = works.iter().position(before) {
        return first;
    }
    let at = works.iter().enumerate().filter_map(|(place, at)| at.map(|at| (at, place)));
    at.min().map_or(0, |(_, place)| place)
}

/// The moment at which `minutes` of somebody's working time have gone by since `since`; `None` where their windows
/// (in order) hold less.
pub fn due(windows: &[(Timestamp, Timestamp)], since: Timestamp, minutes: i64) -> Option<Timestamp> {
    let mut left = minutes.max(0);
    for (from, to) in windows {
        let from = (*from).max(since);
        let here = to.duration_since(from).as_mins();
        if here < 0 || (here == 0 && left > 0) {
            continue;
        }
        if here >= left {
            return from.checked_add(jiff::SignedDuration::from_mins(left)).ok();
        }
        left -= here;
    }
    None
}

/// Minutes of one working day of somebody with this week: the mean of the days on which they work. The response time
/// where none was agreed.
pub fn working_day(week: &Week) -> i64 {
    let days: Vec<i64> = week
        .0
        .iter()
        .map(|day| day.iter().map(|hours| i64::from(hours.to.saturating_sub(hours.from))).sum())
        .filter(|minutes| *minutes > 0)
        .collect();
    let days_worked = i64::try_from(days.len()).unwrap_or(1).max(1);
    days.iter().sum::<i64>() / days_worked
}

/// Somebody who wants to answer, and whose turn it is.
#[derive(Debug, Clone, Copy)]
pub struct Answering<'a> {
    /// They owe it, or have owed it.
    pub reached: bool,
    /// The table of roles lets them answer whatever is asked in this place.
    pub may: bool,
    /// First name and key of whoever owes it.
    pub owes: (&'a str, &'a str),
    /// Key of the question, and of whoever wants to answer.
    pub question: &'a str,
    pub me: &'a str,
}

/// May they answer? Who may answer anything here but whom it has not reached takes it first: two answers are worse than
/// one that is late.
pub fn judge(answering: Answering<'_>) -> Result<(), Refusal> {
    if answering.reached {
        return Ok(());
    }
    let (name, _) = answering.owes;
    if !answering.may {
        return Err(Refusal::by(Rule::R7, format!("{name} owes this answer (R7), and it has not been asked of you.")));
    }
    let input = serde_json::json!({ "question": answering.question, "to": answering.me });
    Err(Refusal::by(Rule::R7, format!("{name} owes this answer (R7). Take it over first, so that one person answers."))
        .or("Take it over", "pass_question", input))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::{Business, Hours, Means, Person};

    fn chain() -> Chain {
        Chain {
            manager: Some("priyanka".into()),
            leads: vec!["halima".into(), "tomas".into()],
            online_business_managers: vec!["tomas".into()],
            owners: vec!["amara".into()],
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn r07_a_question_goes_to_the_manager_then_the_lead_then_the_obm_then_the_owner() {
        assert_eq!(ladder(&chain(), "mateus", |_| true), ["priyanka", "halima", "tomas", "amara"]);
    }

    #[test]
    fn r07_nobody_is_asked_what_they_ask_and_nobody_who_has_gone() {
        assert_eq!(ladder(&chain(), "priyanka", |_| true), ["halima", "tomas", "amara"]);
        assert_eq!(ladder(&chain(), "mateus", |key| key != "priyanka"), ["halima", "tomas", "amara"]);
        assert!(ladder(&Chain { owners: vec!["amara".into()], ..Chain::default() }, "amara", |_| true).is_empty());
    }

    #[test]
    fn r07_a_question_needed_by_a_moment_goes_to_the_next_who_works_before_it() {
        let works = [Some(at("2026-11-26T09:00:00Z")), None, Some(at("2026-11-24T13:00:00Z"))];
        assert_eq!(first(&works, None), 0);
        assert_eq!(first(&works, Some(at("2026-11-24T17:00:00Z"))), 2);
        assert_eq!(first(&works, Some(at("2026-11-24T12:00:00Z"))), 2, "nobody works before: the first of all");
        assert_eq!(first(&[None, None], None), 0);
    }

    #[test]
    fn r07_the_response_time_runs_on_the_working_hours_of_whoever_owes_it() {
        // Priyanka works 13 to 17 on weekdays. Asked on Friday at 15:10, a day of hers is over on Monday at 15:10.
        let windows = [
            (at("2026-11-20T13:00:00Z"), at("2026-11-20T17:00:00Z")),
            (at("2026-11-23T13:00:00Z"), at("2026-11-23T17:00:00Z")),
        ];
        let asked = at("2026-11-20T15:10:00Z");
        assert_eq!(due(&windows, asked, 240), Some(at("2026-11-23T15:10:00Z")));
        assert_eq!(due(&windows, asked, 60), Some(at("2026-11-20T16:10:00Z")));
        assert_eq!(due(&windows, asked, 1_000), None);
    }

    #[test]
    fn r07_a_day_of_somebody_in_auckland_is_over_by_their_clock() {
        let zone = crate::snapshot::Zone::named("Pacific/Auckland").unwrap();
        let business = Business {
            name: "Harbour Clay".into(),
            time_zone: zone,
            currency: None,
            working_week: None,
            holidays: vec![],
            means: Means::default(),
        };
        let kiri = Person {
            key: "kiri".into(),
            name: "Kiri Ngata".into(),
            email: None,
            role: crate::roles::Role::ProjectManager,
            skills: vec![],
            hours_per_week: Some(20.0),
            working_week: None,
            time_zone: None,
            time_off: vec![],
            engagement: None,
            flexible: false,
            holidays: None,
        };
        let asked = at("2026-11-20T03:00:00Z"); // Friday 16:00 in Auckland: her four hours of the day are over.
        let later = at("2026-12-01T00:00:00Z");
        let windows = crate::calendar::hours_between(&business, &kiri, asked, later);
        let day = working_day(&crate::calendar::week_of(&business, &kiri));
        assert_eq!(due(&windows, asked, day), Some(at("2026-11-23T00:00:00Z")), "Monday 13:00 in Auckland");
    }

    #[test]
    fn r07_a_working_day_is_the_mean_of_the_days_worked() {
        let mut week = Week::default();
        week.0[1] = vec![Hours { from: 540, to: 780 }];
        week.0[3] = vec![Hours { from: 540, to: 660 }];
        assert_eq!(working_day(&week), 180);
        assert_eq!(working_day(&Week::default()), 0);
    }

    #[test]
    fn r07_whom_it_has_not_reached_takes_it_over_before_answering() {
        let asked = Answering { reached: false, may: true, owes: ("Priyanka", "priyanka"), question: "q", me: "amara" };
        let refusal = judge(asked).unwrap_err();
        assert_eq!((refusal.rule, refusal.instead[0].command.as_str()), (Some(Rule::R7), "pass_question"));
        assert!(judge(Answering { may: false, ..asked }).unwrap_err().instead.is_empty());
        assert_eq!(judge(Answering { reached: true, ..asked }), Ok(()));
    }
}
