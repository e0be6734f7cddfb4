//! Inviting people: by a list, with links that work once, that can be taken back, and that an undo takes along.

use righthand_desk::sign_in::{self, Denied};
use righthand_desk::team::Invited;
use righthand_desk::team::invitations;
use righthand_domain::roles::Role;
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

const AMARA: &str = "amara-lindqvist";
const LIST: &str = "Name\tE-mail\tRole\tHours\n\
    Noor Castellanos\tnoor@writers.example\tVA\t7\n\
    Kwame Boateng; kwame@writers.example; writing; 7 h\n\
    Priyanka Doyle, priyanka@doyle.example, project manager, 20";

fn invited(note: Option<serde_json::Value>) -> Vec<Invited> {
    serde_json::from_value(note.unwrap()["people"].clone()).unwrap()
}

#[test]
fn a_pasted_list_is_looked_at_then_invited_and_undone_as_one() {
    on_both(|url| {
        let cast = Cast::alone(url);
        let before = cast.latest_event();
        let looked = invited(cast.done(AMARA, "invite_people", json!({ "list": LIST, "dry_run": true })).note);
        assert_eq!(cast.latest_event(), before, "looking keeps nothing");
        assert!(looked.iter().all(|person| person.fault.is_none() && person.path.is_none()), "{looked:?}");
        let roles: Vec<Role> = looked.iter().map(|person| person.role).collect();
        assert_eq!(roles, [Role::TeamMember, Role::TeamMember, Role::ProjectManager]);

        let done = cast.done(AMARA, "invite_people", json!({ "list": LIST }));
        assert_eq!(done.summary, "3 people invited");
        let people = invited(done.note);
        let waiting = cast.desk.view(&cast.actor(AMARA), invitations::waiting).unwrap();
        assert_eq!(waiting.len(), 3);
        cast.done(AMARA, "undo", json!({ "event": done.event }));
        assert!(cast.desk.view(&cast.actor(AMARA), invitations::waiting).unwrap().is_empty());
        let secret = people[0].path.as_deref().unwrap().strip_prefix("/join/").unwrap();
        assert!(matches!(sign_in::join(&cast.desk, secret, None, None), Err(Denied::Link)), "the place is gone");
    });
}

#[test]
fn a_list_with_a_fault_invites_nobody_and_says_which_line() {
    on_both(|url| {
        let cast = Cast::of(url);
        let list = "Noor, noor@writers.example\nKwame, kwame@\nHalima Strand, halima@harbourclay.example\nNoor C, noor@writers.example";
        let looked = invited(cast.done(AMARA, "invite_people", json!({ "list": list, "dry_run": true })).note);
        let faults: Vec<(usize, String)> =
            looked.into_iter().filter_map(|person| Some((person.line, person.fault?))).collect();
        assert_eq!(faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4]);
        assert!(faults[1].1.contains("in the team already and signs in"), "{faults:?}");
        let before = cast.latest_event();
        let said = cast.invalid(AMARA, "invite_people", json!({ "list": list }));
        assert_eq!(said.len(), 3);
        assert!(said[0].message.starts_with("line 2: "), "{said:?}");
        assert_eq!(cast.latest_event(), before);
        cast.refused("tomas", "invite_people", json!({ "list": "Noor, noor@writers.example" }));
    });
}

#[test]
fn somebody_who_came_with_a_board_is_invited_and_not_doubled() {
    on_both(|url| {
        let cast = Cast::alone(url);
        cast.done(AMARA, "add_member", json!({ "key": "halima", "name": "Halima Strand", "role": "team_member" }));
        let list = json!({ "list": "halima strand, halima@strand.example, 25" });
        let people = invited(cast.done(AMARA, "invite_people", list).note);
        assert!(people[0].known && people[0].key.as_deref() == Some("halima"), "{people:?}");
        let members = cast.desk.view(&cast.actor(AMARA), |view| view.members()).unwrap();
        assert_eq!(members.len(), 2);
        assert_eq!(members[1].email.as_deref(), Some("halima@strand.example"));
        assert_eq!(members[1].minutes_per_week, Some(25 * 60));
    });
}

#[test]
fn an_invitation_can_be_taken_back_replaced_and_gets_too_old() {
    on_both(|url| {
        let cast = Cast::alone(url);
        let noor = json!({ "list": "Noor Castellanos, noor@writers.example" });
        let secret =
            |people: Vec<Invited>| people[0].path.as_deref().unwrap().strip_prefix("/join/").unwrap().to_owned();
        let first = secret(invited(cast.done(AMARA, "invite_people", noor).note));
        let again = cast.done(AMARA, "make_sign_in_link", json!({ "member": "noor-castellanos" }));
        let second = again.note.unwrap()["path"].as_str().unwrap().strip_prefix("/join/").unwrap().to_owned();
        assert!(sign_in::invitation(&cast.desk, &first).unwrap().is_none(), "a new one takes the place of the old one");
        assert!(sign_in::invitation(&cast.desk, &second).unwrap().is_some());
        let waiting = cast.desk.view(&cast.actor(AMARA), invitations::waiting).unwrap();
        assert_eq!(waiting.len(), 1);
        cast.done(AMARA, "end_invitation", json!({ "invitation": waiting[0].id }));
        assert!(sign_in::invitation(&cast.desk, &second).unwrap().is_none());
        let third = cast.done(AMARA, "make_sign_in_link", json!({ "member": "noor-castellanos" })).note.unwrap();
        let third = third["path"].as_str().unwrap().strip_prefix("/join/").unwrap().to_owned();
        cast.desk.clock.pass(jiff::SignedDuration::from_hours(7 * 24 + 1));
        assert!(matches!(sign_in::join(&cast.desk, &third, None, None), Err(Denied::Link)));
    });
}

#[test]
fn one_new_member_is_mailed_a_link_when_that_is_asked_for() {
    on_both(|url| {
        let cast = Cast::alone(url);
        let noor = json!({ "name": "Noor Castellanos", "role": "team_member", "email": "noor@writers.example" });
        assert_eq!(cast.done(AMARA, "add_member", noor).summary, "Noor Castellanos added to the team");
        let waiting = || cast.desk.view(&cast.actor(AMARA), invitations::waiting).unwrap().len();
        assert_eq!(waiting(), 0, "nobody is mailed unasked");
        let kwame =
            json!({ "name": "Kwame Boateng", "role": "team_member", "email": "kwame@writers.example", "invite": true });
        let done = cast.done(AMARA, "add_member", kwame);
        assert_eq!(done.summary, "Kwame Boateng added to the team, and a link is mailed to them");
        assert_eq!(waiting(), 1);
        cast.done(AMARA, "undo", json!({ "event": done.event }));
        assert_eq!(waiting(), 0, "the undo takes the place back");
        let nameless = json!({ "name": "Lotte", "role": "team_member", "invite": true });
        let faults = cast.invalid(AMARA, "add_member", nameless);
        assert_eq!(faults[0].pointer, "/email");
    });
}
