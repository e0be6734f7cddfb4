//! Interview: what somebody says about their week who has no business here yet, made into one that can be answered.
//!
//! A project that is only told of has no tasks. Its open hours are cut into pieces of a day, which the helpers do side by side
//! (the owner alone where there is no helper), and every second piece goes on with what another one has handed over: so its
//! chance hangs on hours, hand-offs and the date.

use jiff::civil::Date;
use righthand_domain::kind::Kind;
use righthand_domain::roles::Role;
use righthand_domain::snapshot::{
    Business, Duty, Effort, Energy, Key, LagIn, Link, LinkKind, Means, Person, Project, Snapshot, Supposed, Task, When,
    Zone,
};

/// Duties of one interview: more than anybody has.
pub const DUTIES_MAX: usize = 120;
/// Projects of one interview: more than three already say enough.
pub const PROJECTS_MAX: usize = 6;
/// People who help, of one interview.
pub const HELPERS_MAX: u32 = 30;
/// Hours of one piece of a project: a day of undisturbed work.
const PIECE_HOURS: f64 = 6.0;
/// Pieces of one project: where it has more hours, the pieces are longer.
const PIECES_MAX: usize = 24;
/// Hours a week of an owner who does not say theirs (a median of 50 is told by 411sbfacts.com; 40 are asked of a person).
const OWNER_HOURS: f64 = 40.0;

/// What was said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Interview {
    pub business: String,
    /// ISO 4217.
    pub currency: Option<String>,
    /// That the owner can work a week.
    pub owner_hours: Option<f64>,
    /// People who do work for the owner now.
    pub helpers: u32,
    /// Of each of them, a week.
    pub helper_hours: f64,
    pub duties: Vec<SaidDuty>,
    pub projects: Vec<SaidProject>,
    pub means: Means,
}

/// A duty as it was said.
#[derive(Debug, Clone, PartialEq)]
pub struct SaidDuty {
    pub name: String,
    pub hours_per_week: f64,
    pub kind: Kind,
    pub who: SaidWho,
    /// Which of the projects it ends with.
    pub project: Option<usize>,
    pub skill: Option<String>,
    pub energy: Option<Energy>,
    pub owner_has_skill: Option<bool>,
    pub hand_over: Option<bool>,
}

/// Who does a duty now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SaidWho {
    #[default]
    Owner,
    Helper,
}

/// A project as it was said.
#[derive(Debug, Clone, PartialEq)]
pub struct SaidProject {
    pub name: String,
    pub end: Date,
    /// Hours of work that are left, of all people together.
    pub hours: f64,
}

impl Interview {
    /// The business that was told of. Its zone is UTC: nothing of the answer has a time of day.
    pub fn snapshot(&self) -> Snapshot {
        let helpers = self.helpers.min(HELPERS_MAX);
        let mut people = vec![person(OWNER, "You", Role::Owner, self.owner_hours.unwrap_or(OWNER_HOURS), Vec::new())];
        for n in 0..helpers {
            people.push(person(
                &helper(n),
                &format!("Helper {}", n + 1),
                Role::TeamMember,
                self.helper_hours,
                self.skills(),
            ));
        }
        let mut passed_on = 0;
        let duties = self.duties.iter().take(DUTIES_MAX).enumerate();
        let duties = duties.map(|(at, said)| {
            let who = match said.who {
                SaidWho::Helper if helpers > 0 => {
                    passed_on += 1;
                    helper((passed_on - 1) % helpers)
                }
                SaidWho::Helper | SaidWho::Owner => OWNER.to_owned(),
            };
            duty(at, said, who, self.projects.len())
        });
        Snapshot {
            at: None,
            business: Business {
                name: self.business.clone(),
                time_zone: Zone::utc(),
                currency: self.currency.clone(),
                working_week: None,
                holidays: Vec::new(),
                means: self.means.clone(),
            },
            duties: duties.collect(),
            people,
            areas: Vec::new(),
            projects: self
                .projects
                .iter()
                .take(PROJECTS_MAX)
                .enumerate()
                .map(|(at, said)| project(at, said, helpers))
                .collect(),
            operations: Vec::new(),
            appointments: Vec::new(),
            runs: Vec::new(),
            lifts: Vec::new(),
            supposed: Supposed::default(),
            past: std::sync::Arc::default(),
        }
    }

    /// What helpers do now, they can.
    fn skills(&self) -> Vec<String> {
        let theirs = self.duties.iter().filter(|duty| duty.who == SaidWho::Helper);
        theirs.filter_map(|duty| duty.skill.clone()).collect()
    }
}

const OWNER: &str = "you";

fn helper(n: u32) -> Key {
    format!("helper-{}", n + 1)
}

fn person(key: &str, name: &str, role: Role, hours: f64, skills: Vec<String>) -> Person {
    Person {
        key: key.to_owned(),
        name: name.to_owned(),
        email: None,
        role,
        skills,
        hours_per_week: Some(hours),
        working_week: None,
        time_zone: None,
        time_off: Vec::new(),
        engagement: None,
        flexible: true,
        holidays: None,
    }
}

fn duty(at: usize, said: &SaidDuty, who: Key, projects: usize) -> Duty {
    Duty {
        key: format!("duty-{}", at + 1),
        name: said.name.clone(),
        kind: said.kind,
        hours_per_week: said.hours_per_week,
        area: None,
        project: said.project.filter(|at| *at < projects.min(PROJECTS_MAX)).map(project_key),
        skill: said.skill.clone(),
        who: Some(who),
        energy: said.energy,
        owner_has_skill: said.owner_has_skill,
        hand_over: said.hand_over,
        owner_has_time: None,
    }
}

fn project_key(at: usize) -> Key {
    format!("project-{}", at + 1)
}

fn project(at: usize, said: &SaidProject, helpers: u32) -> Project {
    let key = project_key(at);
    let pieces = ((said.hours / PIECE_HOURS).ceil() as usize).clamp(1, PIECES_MAX);
    let lanes = helpers.max(1) as usize;
    let piece = |n: usize| format!("{key}-{}", n + 1);
    let task = |n: usize| Task {
        key: piece(n),
        name: format!("Part {}", n + 1),
        effort: Some(Effort::One(said.hours / pieces as f64)),
        assignees: vec![if helpers == 0 { OWNER.to_owned() } else { helper((n % lanes) as u32) }],
        after: before(n, lanes).into_iter().map(|before| link(piece(before))).collect(),
        ..Task::default()
    };
    Project {
        tasks: if said.hours > 0.0 { (0..pieces).map(task).collect() } else { Vec::new() },
        key: key.clone(),
        name: said.name.clone(),
        outcome: None,
        area: None,
        manager: Some(OWNER.to_owned()),
        start: None,
        end: When::Date(said.end),
        weight: None,
        budget_hours: None,
        on_time_value: None,
    }
}

/// What comes before the piece of that number: the one before it of the same person, and in every second round what the next
/// person has done in the round before.
fn before(n: usize, lanes: usize) -> Vec<usize> {
    let (round, lane) = (n / lanes, n % lanes);
    let Some(earlier) = round.checked_sub(1) else { return Vec::new() };
    let own = earlier * lanes + lane;
    let handed_over = earlier * lanes + (lane + 1) % lanes;
    if round % 2 == 1 && handed_over != own { vec![own, handed_over] } else { vec![own] }
}

fn link(task: Key) -> Link {
    Link { task, kind: LinkKind::FinishToStart, lag_hours: 0.0, lag_in: LagIn::Elapsed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ask, Offered, advise};

    fn said(name: &str, hours: f64, kind: Kind, energy: Energy) -> SaidDuty {
        SaidDuty {
            name: name.to_owned(),
            hours_per_week: hours,
            kind,
            who: SaidWho::Owner,
            project: None,
            skill: None,
            energy: Some(energy),
            owner_has_skill: Some(true),
            hand_over: Some(energy != Energy::Gives),
        }
    }

    fn roles(interview: &Interview) -> Vec<&'static str> {
        let at = "2026-11-24T09:00:00Z".parse().expect("an instant");
        let advice = advise(&interview.snapshot(), &Ask { futures: 200, ..Ask::at(at) }, &|| true).expect("no faults");
        let name = |who: &Offered| who.role().map_or("member", crate::HiredRole::as_str);
        advice.answer.hire.iter().map(|hire| name(&hire.who)).collect()
    }

    #[test]
    fn errands_take_an_assistant_and_work_that_gives_energy_takes_nobody() {
        let means = Means { owner_hour_value: Some(100.0), budget_per_month: Some(1_500.0), ..Means::default() };
        let errands = vec![
            said("Sort the mail", 6.0, Kind::Implementation, Energy::Drains),
            said("Send bills", 3.0, Kind::Implementation, Energy::Drains),
        ];
        let interview = Interview { duties: errands, means, ..Interview::default() };
        assert_eq!(roles(&interview), ["virtual_assistant"]);
        let loved = Interview { duties: vec![said("Paint", 30.0, Kind::Implementation, Energy::Gives)], ..interview };
        assert!(roles(&loved).is_empty());
    }

    #[test]
    fn a_project_is_cut_into_pieces_that_helpers_do_side_by_side_and_hand_over() {
        let end = jiff::civil::date(2027, 1, 29);
        let interview = Interview {
            helpers: 2,
            helper_hours: 15.0,
            projects: vec![SaidProject { name: "Launch".into(), end, hours: 60.0 }],
            ..Interview::default()
        };
        let tasks = &interview.snapshot().projects[0].tasks;
        assert_eq!(tasks.len(), 10);
        assert!(
            (tasks.iter().filter_map(|task| task.effort).map(Effort::most_likely).sum::<f64>() - 60.0).abs() < 1e-9
        );
        assert_ne!(tasks[0].assignees, tasks[1].assignees);
        assert!(tasks[1].after.is_empty(), "both begin at once");
        assert_eq!(tasks[2].after.len(), 2, "and hand over");
        let alone = Interview { helpers: 0, ..interview };
        assert_eq!(alone.snapshot().projects[0].tasks[0].assignees, ["you"]);
    }

    #[test]
    fn nothing_said_is_answered_too() {
        assert!(roles(&Interview::default()).is_empty());
    }
}
