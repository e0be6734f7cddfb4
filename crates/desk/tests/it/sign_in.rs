//! Getting in, and not getting in.

use righthand_desk::sign_in::{self, Denied, LINK_LASTS};
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::{Cast, PASSWORD};

const AMARA: &str = "amara@harbourclay.example";

#[test]
fn a_password_opens_a_session_and_a_wrong_one_says_nothing_of_the_address() {
    on_both(|url| {
        let cast = Cast::alone(url);
        let token = sign_in::sign_in(&cast.desk, " Amara@HarbourClay.example ", PASSWORD, "127.0.0.1", None).unwrap();
        assert_eq!(sign_in::resume(&cast.desk, &token).unwrap().unwrap().name, "Amara Lindqvist");
        let wrong = |email| sign_in::sign_in(&cast.desk, email, "wrong", "127.0.0.1", None).unwrap_err().to_string();
        assert_eq!(wrong(AMARA), wrong("nobody@harbourclay.example"));
        sign_in::end_session(&cast.desk, &token).unwrap();
        assert!(sign_in::resume(&cast.desk, &token).unwrap().is_none());
    });
}

#[test]
fn guessing_is_slowed_down_also_for_the_right_password() {
    on_both(|url| {
        let cast = Cast::alone(url);
        for _ in 0..8 {
            assert!(matches!(sign_in::sign_in(&cast.desk, AMARA, "wrong", "10.0.0.1", None), Err(Denied::Wrong)));
        }
        assert!(matches!(sign_in::sign_in(&cast.desk, AMARA, PASSWORD, "10.0.0.1", None), Err(Denied::TooMany(_))));
        cast.desk.clock.pass(jiff::SignedDuration::from_mins(16));
        assert!(sign_in::sign_in(&cast.desk, AMARA, PASSWORD, "10.0.0.1", None).is_ok());
    });
}

#[test]
fn a_link_works_once_and_not_for_long() {
    on_both(|url| {
        let cast = Cast::alone(url);
        let link = sign_in::link_for(&cast.desk, AMARA, LINK_LASTS).unwrap().unwrap();
        assert!(sign_in::use_link(&cast.desk, &link, None).is_ok());
        assert!(matches!(sign_in::use_link(&cast.desk, &link, None), Err(Denied::Link)));
        let old = sign_in::link_for(&cast.desk, AMARA, LINK_LASTS).unwrap().unwrap();
        cast.desk.clock.pass(jiff::SignedDuration::from_mins(11));
        assert!(matches!(sign_in::use_link(&cast.desk, &old, None), Err(Denied::Link)));
    });
}

#[test]
fn a_session_ends_after_a_month_without_a_visit() {
    on_both(|url| {
        let cast = Cast::alone(url);
        let token = sign_in::sign_in(&cast.desk, AMARA, PASSWORD, "127.0.0.1", None).unwrap();
        cast.desk.clock.pass(jiff::SignedDuration::from_hours(24 * 29));
        assert!(sign_in::resume(&cast.desk, &token).unwrap().is_some());
        cast.desk.clock.pass(jiff::SignedDuration::from_hours(24 * 29));
        assert!(sign_in::resume(&cast.desk, &token).unwrap().is_some(), "the visit kept it");
        cast.desk.clock.pass(jiff::SignedDuration::from_hours(24 * 31));
        assert!(sign_in::resume(&cast.desk, &token).unwrap().is_none());
    });
}

#[test]
fn the_desk_is_set_up_once() {
    on_both(|url| {
        let cast = Cast::alone(url);
        assert!(!sign_in::needs_set_up(&cast.desk).unwrap());
        let again = sign_in::SetUp {
            name: "Mallory".into(),
            email: "mallory@example.org".into(),
            password: PASSWORD.into(),
            business: "Mine".into(),
            time_zone: "UTC".into(),
            currency: String::new(),
        };
        assert!(matches!(sign_in::set_up(&cast.desk, &again, None), Err(Denied::Invalid { .. })));
    });
}

#[test]
fn an_invitation_is_taken_up_by_the_account_that_opens_it() {
    on_both(|url| {
        let cast = Cast::alone(url);
        cast.done(
            "amara-lindqvist",
            "add_member",
            json!({ "key": "noor", "name": "Noor Castellan", "role": "team_member" }),
        );
        let done = cast.done("amara-lindqvist", "make_sign_in_link", json!({ "member": "noor" }));
        let path = done.note.unwrap()["path"].as_str().unwrap().to_owned();
        let token = path.strip_prefix("/join/").expect("an invitation").to_owned();
        let offered = sign_in::invitation(&cast.desk, &token).unwrap().unwrap();
        assert_eq!((offered.business_name.as_str(), offered.name.as_str()), ("Harbour Clay", "Noor Castellan"));
        let session = sign_in::join(&cast.desk, &token, None, None).unwrap();
        let session = sign_in::resume(&cast.desk, &session).unwrap().unwrap();
        assert_eq!(session.memberships[0].member_key, "noor");
        assert!(matches!(sign_in::join(&cast.desk, &token, None, None), Err(Denied::Link)));
        assert!(sign_in::invitation(&cast.desk, &token).unwrap().is_none());
    });
}

#[test]
fn a_session_says_on_which_browser_and_from_where_it_is_used() {
    on_both(|url| {
        let cast = Cast::alone(url);
        let token = sign_in::sign_in(&cast.desk, AMARA, PASSWORD, "127.0.0.1", Some("Firefox/145.0 (Linux)")).unwrap();
        let session = sign_in::resume_from(&cast.desk, &token, Some("192.0.2.7")).unwrap().unwrap();
        cast.desk.clock.pass(jiff::SignedDuration::from_hours(1));
        sign_in::resume_from(&cast.desk, &token, Some("198.51.100.4")).unwrap();
        let listed = sign_in::sessions_of(&cast.desk, session.user, &token).unwrap();
        assert_eq!(listed.len(), 2, "the one of the set-up, and this");
        let this = &listed[0];
        assert!(this.is_this && this.agent.as_deref() == Some("Firefox/145.0 (Linux)"), "{this:?}");
        assert_eq!(this.place.as_deref(), Some("198.51.100.4"), "where it was used last");
        assert_eq!(this.last_used, cast.desk.clock.now());
        assert_eq!(sign_in::end_other_sessions(&cast.desk, session.user, &token).unwrap(), 1);
        assert!(sign_in::end_session_of(&cast.desk, session.user, &this.handle).unwrap());
        assert!(!sign_in::end_session_of(&cast.desk, session.user, &this.handle).unwrap(), "once");
        assert!(sign_in::resume(&cast.desk, &token).unwrap().is_none());
    });
}

#[test]
fn a_token_ends_by_itself_or_when_it_is_ended_and_says_when_it_was_used() {
    on_both(|url| {
        let cast = Cast::alone(url);
        let user = sign_in::find_user(&cast.desk, AMARA).unwrap().unwrap();
        let holder = sign_in::TokenHolder { user, business: cast.business, scope: sign_in::Scope::Read };
        let in_a_day = cast.desk.clock.now() + jiff::SignedDuration::from_hours(24);
        let short = sign_in::create_token(&cast.desk, holder, "Accounts", Some(in_a_day)).unwrap();
        let long = sign_in::create_token(&cast.desk, holder, "Calendar", None).unwrap();
        assert_eq!(sign_in::holder_of_token(&cast.desk, &short).unwrap(), Some(holder));
        let used = |name: &str| {
            let tokens = sign_in::tokens_of(&cast.desk, user).unwrap();
            tokens.into_iter().find(|token| token.name == name).map(|token| token.last_used)
        };
        assert_eq!((used("Accounts"), used("Calendar")), (Some(Some(cast.desk.clock.now())), Some(None)));
        cast.desk.clock.pass(jiff::SignedDuration::from_hours(25));
        assert!(sign_in::holder_of_token(&cast.desk, &short).unwrap().is_none(), "it has ended by itself");
        assert_eq!(used("Accounts"), None, "and is not listed any more");
        let handle = sign_in::tokens_of(&cast.desk, user).unwrap()[0].handle.clone();
        assert!(sign_in::end_token(&cast.desk, user, &handle).unwrap());
        assert!(sign_in::holder_of_token(&cast.desk, &long).unwrap().is_none());
    });
}

#[test]
fn an_address_is_judged_alike_at_the_set_up_and_in_the_team() {
    on_both(|url| {
        let cast = Cast::alone(url);
        for address in ["noor", "noor@", "noor castellan@clay.example", "Noor <noor@clay.example>"] {
            let faults = cast.invalid(
                "amara-lindqvist",
                "add_member",
                json!({ "name": "Noor", "role": "team_member", "email": address }),
            );
            let form = sign_in::SetUp {
                name: "Noor".into(),
                email: address.into(),
                password: PASSWORD.into(),
                business: "Mine".into(),
                time_zone: "UTC".into(),
                currency: String::new(),
            };
            let denied = sign_in::set_up(&cast.desk, &form, None).unwrap_err();
            assert!(
                matches!(&denied, Denied::Invalid { field: "email", message } if *message == faults[0].message),
                "{denied:?}"
            );
        }
    });
}
