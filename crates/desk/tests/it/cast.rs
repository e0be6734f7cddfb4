//! The cast: a small Harbour Clay with the people of the demonstration, on a clock that stands still.

use jiff::Timestamp;
use righthand_desk::command::{Actor, Done, Door, Outcome, Who};
use righthand_desk::{Clock, Desk, Store, sign_in};
use righthand_domain::ids::{BusinessId, UserId};
use righthand_domain::refusal::Refusal;
use righthand_domain::snapshot::Fault;
use serde_json::{Value, json};

/// A Tuesday before noon, as in the pictures.
pub const NOW: &str = "2026-11-24T11:20:00Z";
pub const PASSWORD: &str = "clay and glaze and fire";

/// A desk with one business in it.
pub struct Cast {
    pub desk: Desk,
    pub business: BusinessId,
    amara: UserId,
}

impl Cast {
    /// Amara has set the desk up and is alone in it.
    pub fn alone(url: &str) -> Self {
        let now: Timestamp = NOW.parse().unwrap();
        let desk = Desk::new(Store::open(url).unwrap(), Clock::fixed(now));
        let form = sign_in::SetUp {
            name: "Amara Lindqvist".into(),
            email: "amara@harbourclay.example".into(),
            password: PASSWORD.into(),
            business: "Harbour Clay".into(),
            time_zone: "Europe/Lisbon".into(),
            currency: "EUR".into(),
        };
        let token = sign_in::set_up(&desk, &form, None).unwrap();
        let session = sign_in::resume(&desk, &token).unwrap().unwrap();
        Self { business: session.memberships[0].business, amara: session.user, desk }
    }

    /// With the OBM, the PM, the editor and the designer, each with an account.
    pub fn of(url: &str) -> Self {
        let cast = Self::alone(url);
        for (key, name, role, skills, hours) in [
            ("tomas", "Tomás Achterberg", "online_business_manager", vec![], 25),
            ("priyanka", "Priyanka Doyle", "project_manager", vec![], 20),
            ("halima", "Halima Strand", "team_member", vec!["editing"], 25),
            ("yuki", "Yuki Abara", "team_member", vec!["design"], 16),
        ] {
            let input = json!({ "key": key, "name": name, "role": role, "skills": skills, "hours_per_week": hours,
                                "email": format!("{key}@harbourclay.example") });
            cast.done("amara-lindqvist", "add_member", input);
        }
        cast.desk
            .store
            .write(cast.business, {
                let now = cast.desk.clock.now();
                move |tx| sign_in::give_everybody_a_user(tx, now)
            })
            .unwrap();
        cast
    }

    /// Somebody of the cast, by key, at the web's door.
    pub fn actor(&self, key: &str) -> Actor {
        let user = match key {
            "amara-lindqvist" => self.amara,
            key => {
                let email = format!("{key}@harbourclay.example");
                self.desk.store.identity_read(move |identity| sign_in::user_named(identity, &email)).unwrap().unwrap()
            }
        };
        Actor { who: Who::User(user), business: self.business, door: Door::Web }
    }

    /// What comes of a command.
    pub fn send(&self, who: &str, command: &str, input: Value) -> Outcome {
        self.desk.send(&self.actor(who), command, input, None).unwrap()
    }

    /// A command that is carried out.
    #[track_caller]
    pub fn done(&self, who: &str, command: &str, input: Value) -> Done {
        match self.send(who, command, input) {
            Outcome::Done(done) => done,
            other => panic!("{who} could not {command}: {other:?}"),
        }
    }

    /// A command that is refused, and that leaves no trace.
    #[track_caller]
    pub fn refused(&self, who: &str, command: &str, input: Value) -> Refusal {
        let before = self.latest_event();
        match self.send(who, command, input) {
            Outcome::Refused(refusal) => {
                assert_eq!(self.latest_event(), before, "a refused {command} left an event");
                refusal
            }
            other => panic!("{who}'s {command} was not refused: {other:?}"),
        }
    }

    /// A command whose input is at fault.
    #[track_caller]
    pub fn invalid(&self, who: &str, command: &str, input: Value) -> Vec<Fault> {
        match self.send(who, command, input) {
            Outcome::Invalid(faults) => faults,
            other => panic!("{who}'s {command} was not invalid: {other:?}"),
        }
    }

    /// The summary of the latest event, with its number.
    pub fn latest_event(&self) -> Option<(i64, String)> {
        let who = Who::User(self.amara);
        let log =
            self.desk.store.read(self.business, move |tx| righthand_desk::history::recent(tx, who, None)).unwrap();
        log.entries.first().map(|entry| (entry.event, entry.summary.clone()))
    }

    /// A project that ends soon, managed by `manager`.
    pub fn project(&self, key: &str, manager: &str) {
        let input =
            json!({ "key": key, "name": key, "outcome": "It is there", "end": "2026-12-18", "manager": manager });
        self.done("amara-lindqvist", "open_project", input);
    }

    /// The label and command of each way out.
    pub fn ways_out(refusal: &Refusal) -> Vec<(&str, &str)> {
        refusal.instead.iter().map(|way| (way.label.as_str(), way.command.as_str())).collect()
    }
}
