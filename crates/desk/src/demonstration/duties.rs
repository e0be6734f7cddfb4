//! Duties: the whole week of work that somebody has. What the hiring advisor reckons with.

use righthand_domain::kind::Kind::{self, *};
use righthand_domain::snapshot::{Duty, Energy};

/// What keeps things going, what the owner does, and what hands do.
pub(super) fn duties() -> Vec<Duty> {
    let mut duties = management();
    duties.extend(of_the_owner());
    duties.extend(hands());
    duties
}

const WRITERS: [&str; 10] =
    ["noor", "kwame", "oisin", "svea", "rafael", "declan", "anjali", "lotte", "tarek", "mireille"];

/// What is said of a duty beyond who does it for how long.
trait DutyWords {
    fn of_project(self, project: &str) -> Self;
    fn of_area(self, area: &str) -> Self;
    /// How it feels to the owner, whether she has the skill, whether she would hand it over.
    fn felt(self, energy: Energy, skill: bool, hand_over: bool) -> Self;
    fn no_time(self) -> Self;
    fn stays(self) -> Self;
}

impl DutyWords for Duty {
    fn of_project(self, project: &str) -> Self {
        Self { project: Some(project.into()), ..self }
    }

    fn of_area(self, area: &str) -> Self {
        Self { area: Some(area.into()), ..self }
    }

    fn felt(self, energy: Energy, skill: bool, hand_over: bool) -> Self {
        Self { energy: Some(energy), owner_has_skill: Some(skill), hand_over: Some(hand_over), ..self }
    }

    fn no_time(self) -> Self {
        Self { owner_has_time: Some(false), ..self }
    }

    fn stays(self) -> Self {
        Self { hand_over: Some(false), ..self }
    }
}

pub(super) fn duty(key: &str, name: &str, kind: Kind, hours_per_week: f64, who: &str) -> Duty {
    Duty {
        key: key.into(),
        name: name.into(),
        kind,
        hours_per_week,
        area: None,
        project: None,
        skill: None,
        who: Some(who.into()),
        energy: None,
        owner_has_skill: None,
        hand_over: None,
        owner_has_time: None,
    }
}

/// What keeps the projects and the runs going. Priyanka's part has nobody once her term is over.
fn management() -> Vec<Duty> {
    vec![
        duty("writers-contact", "Be the contact for ten writers", Management, 6.5, "priyanka")
            .of_project("glaze-library")
            .felt(Energy::Drains, true, true)
            .no_time(),
        duty("podcast-to-ten", "Bring the podcast to its tenth episode", Management, 5.0, "priyanka")
            .of_area("marketing")
            .felt(Energy::Neutral, true, true)
            .no_time(),
        duty("photographs-see-through", "See the photographs through", Management, 2.5, "priyanka")
            .of_project("brand-photographs")
            .felt(Energy::Neutral, true, true),
        duty("launch-spring-course", "Plan the spring course launch", Management, 4.0, "tomas")
            .of_project("throwing-from-scratch")
            .felt(Energy::Drains, false, true)
            .no_time(),
        duty("move-students", "Move the students to the new portal", Management, 3.5, "tomas")
            .of_project("student-portal")
            .felt(Energy::Drains, false, true)
            .no_time(),
        duty("see-that-runs-happen", "See that runs happen", Management, 3.0, "tomas").of_area("team").stays(),
    ]
}

/// Amara's own: what gives her energy she keeps.
fn of_the_owner() -> Vec<Duty> {
    vec![
        duty("goals-and-offers", "Set goals and offers", Strategy, 2.5, "amara").felt(Energy::Gives, true, false),
        duty("talk-to-sponsors", "Talk to sponsors", Strategy, 1.0, "amara").of_area("marketing").felt(
            Energy::Neutral,
            true,
            false,
        ),
        duty("pay-people", "Check invoices and pay people", Implementation, 1.5, "amara").of_area("finance").felt(
            Energy::Drains,
            true,
            true,
        ),
    ]
}

/// What is written, cut, drawn, built and answered. It stays where it is.
fn hands() -> Vec<Duty> {
    let mut duties: Vec<Duty> = [
        ("weekly-letter", "Write the weekly letter", 2.0, "tomas", "marketing"),
        ("hold-office-hours", "Hold office hours", 0.5, "tomas", "delivery"),
        ("open-studio-mails", "Write the mails of the open studio", 1.0, "tomas", "marketing"),
        ("answer-students", "Answer students in the community", 6.0, "joon-ho", "community"),
        ("social-posts", "Write and schedule social posts", 3.75, "joon-ho", "community"),
        ("build-letters", "Collect, build and test the letter", 2.0, "joon-ho", "marketing"),
        ("pages-of-the-site", "Keep the pages of the site", 3.5, "joon-ho", "content"),
        ("receipts", "Collect receipts and keep the books", 1.0, "joon-ho", "finance"),
        ("cut-videos", "Cut and caption videos", 6.0, "mateus", "content"),
        ("cut-podcast", "Cut the podcast", 4.5, "mateus", "marketing"),
        ("film-course", "Film the course", 2.5, "mateus", "delivery"),
        ("edit-articles", "Edit articles", 16.5, "halima", "content"),
        ("edit-blog", "Adapt articles for the blog", 2.0, "halima", "content"),
        ("proofread", "Proofread letters and captions", 2.0, "halima", "content"),
        ("edit-course-texts", "Edit the texts of the course", 1.5, "halima", "delivery"),
        ("lay-out-articles", "Lay out articles", 3.0, "yuki", "content"),
        ("pictures", "Pictures for letter and blog", 2.0, "yuki", "marketing"),
        ("workbooks", "Workbooks of the course", 3.0, "yuki", "delivery"),
        ("artwork", "Artwork and photographs", 3.0, "yuki", "marketing"),
    ]
    .map(|(key, name, hours, who, area)| duty(key, name, Implementation, hours, who).of_area(area).stays())
    .into();
    duties.extend(WRITERS.map(|writer| {
        duty(&format!("articles-{writer}"), "Write articles", Implementation, 6.0, writer)
            .of_project("glaze-library")
            .stays()
    }));
    duties
}
