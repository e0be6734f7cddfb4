//! Mail as a server gets it: delivered, refused, tried again, and never twice.

use jiff::SignedDuration;
use righthand_desk::mail::{Counts, Mailing, counts};
use righthand_desk::sign_in::{SetUp, mail_link, set_up};
use righthand_desk::{Clock, Desk, Store};
use righthand_testkit::{SmtpCatcher, on_both};

use super::{Post, turn};

const AMARA: &str = "amara@harbourclay.example";

/// A desk that Amara has set up, and the way to `catcher`.
fn desk(url: &str, catcher: &SmtpCatcher) -> (Desk, Post) {
    let clock = Clock::fixed("2026-11-24T11:20:00Z".parse().unwrap());
    let desk = Desk::new(Store::open(url).unwrap(), clock).mailing(Mailing::Server);
    let first = SetUp {
        name: "Amara Lindqvist".into(),
        email: AMARA.into(),
        password: "wheel and kiln".into(),
        business: "Harbour Clay".into(),
        time_zone: "Europe/Lisbon".into(),
        currency: "EUR".into(),
    };
    set_up(&desk, &first, None).unwrap();
    let post = Post::new(&catcher.url(), "Desk <desk@harbourclay.example>", "https://desk.example").unwrap();
    (desk, post)
}

fn told(waiting: i64, sent: i64, failed: i64) -> Counts {
    Counts { waiting, sent, failed }
}

#[test]
fn a_link_arrives_once_as_text_and_html_and_signs_in() {
    on_both(|url| {
        let catcher = SmtpCatcher::start(&[]);
        let (desk, post) = desk(url, &catcher);
        mail_link(&desk, " Amara@HarbourClay.example ", "192.0.2.1").unwrap();
        mail_link(&desk, "nobody@harbourclay.example", "192.0.2.1").unwrap();
        turn(&desk, Some(&post)).unwrap();
        turn(&desk, Some(&post)).unwrap();
        let caught = catcher.caught();
        assert_eq!(caught.len(), 1, "{caught:#?}");
        assert_eq!(caught[0].to, [AMARA]);
        let words = &caught[0].words;
        assert!(words.contains("text/plain") && words.contains("text/html"), "{words}");
        assert!(words.contains("Auto-Submitted: auto-generated"), "{words}");
        // Long lines are broken by a "=" in quoted-printable.
        let words = words.replace("=\r\n", "");
        let token = words.split("https://desk.example/sign-in/").nth(1).and_then(|rest| rest.get(..64)).unwrap();
        assert!(righthand_desk::sign_in::use_link(&desk, token, None).is_ok());
        assert_eq!(counts(&desk).unwrap(), told(0, 1, 0));
    });
}

#[test]
fn a_server_that_refuses_for_good_is_not_asked_again() {
    on_both(|url| {
        let catcher = SmtpCatcher::start(&["550 no such mailbox"]);
        let (desk, post) = desk(url, &catcher);
        mail_link(&desk, AMARA, "192.0.2.1").unwrap();
        turn(&desk, Some(&post)).unwrap();
        assert_eq!(counts(&desk).unwrap(), told(0, 0, 1));
        desk.clock.pass(SignedDuration::from_hours(24));
        turn(&desk, Some(&post)).unwrap();
        assert_eq!(catcher.caught().len(), 0);
    });
}

#[test]
fn a_server_that_does_not_know_the_desk_is_asked_again_since_no_mail_is_at_fault() {
    on_both(|url| {
        let catcher = SmtpCatcher::start(&["535 who are you"]);
        let (desk, post) = desk(url, &catcher);
        mail_link(&desk, AMARA, "192.0.2.1").unwrap();
        turn(&desk, Some(&post)).unwrap();
        assert_eq!(counts(&desk).unwrap(), told(1, 0, 0));
        desk.clock.pass(SignedDuration::from_mins(1));
        turn(&desk, Some(&post)).unwrap();
        assert_eq!((counts(&desk).unwrap(), catcher.caught().len()), (told(0, 1, 0), 1));
    });
}

#[test]
fn a_server_that_is_busy_is_asked_again_a_minute_later() {
    on_both(|url| {
        let catcher = SmtpCatcher::start(&["451 come back later"]);
        let (desk, post) = desk(url, &catcher);
        mail_link(&desk, AMARA, "192.0.2.1").unwrap();
        turn(&desk, Some(&post)).unwrap();
        desk.clock.pass(SignedDuration::from_secs(59));
        turn(&desk, Some(&post)).unwrap();
        assert_eq!(counts(&desk).unwrap(), told(1, 0, 0), "not before its time");
        desk.clock.pass(SignedDuration::from_secs(1));
        turn(&desk, Some(&post)).unwrap();
        assert_eq!((counts(&desk).unwrap(), catcher.caught().len()), (told(0, 1, 0), 1));
    });
}

#[test]
fn a_server_that_stays_away_for_a_day_is_given_up() {
    on_both(|url| {
        let catcher = SmtpCatcher::start(&[]);
        let (desk, _) = desk(url, &catcher);
        let nobody = Post::new("smtp://127.0.0.1:9", "desk@harbourclay.example", "https://desk.example").unwrap();
        mail_link(&desk, AMARA, "192.0.2.1").unwrap();
        for _ in 0..7 {
            turn(&desk, Some(&nobody)).unwrap();
            desk.clock.pass(SignedDuration::from_hours(19));
        }
        assert_eq!(counts(&desk).unwrap(), told(0, 0, 1));
    });
}

#[test]
fn without_a_server_mail_goes_nowhere_and_does_not_wait_for_one() {
    on_both(|url| {
        let catcher = SmtpCatcher::start(&[]);
        let (desk, post) = desk(url, &catcher);
        let desk = desk.mailing(Mailing::Off);
        mail_link(&desk, AMARA, "192.0.2.1").unwrap();
        turn(&desk, None).unwrap();
        let desk = desk.mailing(Mailing::Server);
        turn(&desk, Some(&post)).unwrap();
        assert_eq!((counts(&desk).unwrap(), catcher.caught().len()), (told(0, 0, 0), 0));
    });
}
