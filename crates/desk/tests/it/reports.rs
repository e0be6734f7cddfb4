//! Status reports: drawn up from facts, kept, mailed, and opened by a link without an account until that is ended (R17).

use righthand_desk::mail;
use righthand_desk::projects::report::{self, Reports};
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

const OWNER: &str = "amara-lindqvist";

fn reports(cast: &Cast, who: &str) -> Reports {
    cast.desk.view(&cast.actor(who), |view| report::reports(view, "podcast")).unwrap()
}

/// Priyanka's podcast: something done, something next, something to be decided.
fn podcast(url: &str) -> Cast {
    let cast = Cast::of(url);
    cast.project("podcast", "priyanka");
    let text = "Record @halima 2h\nEdit @halima 4h after record\nChoose the cover 1h\n";
    cast.done("priyanka", "enter_tasks", json!({ "project": "podcast", "text": text }));
    cast.done(OWNER, "change_task", json!({ "task": "choose-the-cover", "kind": "strategy" }));
    cast.done("priyanka", "finish_task", json!({ "task": "record" }));
    cast.done(
        "priyanka",
        "add_risk",
        json!({ "project": "podcast", "name": "The guest falls ill", "chance_percent": 20, "hours": 6 }),
    );
    cast
}

/// Keeps a report and makes a link to it; the secret that opens it.
fn shared(cast: &Cast) -> (String, String) {
    let written = cast.done("priyanka", "write_report", json!({ "project": "podcast", "body": "## Done\n- Record" }));
    let report = written.key.unwrap();
    let link = cast.done("priyanka", "share_report", json!({ "report": report }));
    let path = link.note.unwrap()["path"].as_str().unwrap().to_owned();
    (report, path.rsplit('/').next().unwrap().to_owned())
}

#[test]
fn a_report_is_drawn_up_from_what_was_done_what_comes_next_and_what_has_to_be_decided() {
    on_both(|url| {
        let cast = podcast(url);
        let drawn = reports(&cast, "priyanka").drawn;
        for said in [
            "It is there. Due Fri 18 Dec",
            "1 of 3 tasks are done.",
            "## Done\n- Record",
            "## Late\nNothing is late.",
            "## Decisions needed\n- Choose the cover",
            "## What may go wrong\n- The guest falls ill: 20 in 100",
        ] {
            assert!(drawn.contains(said), "{said} in {drawn}");
        }
    });
}

#[test]
fn r17_a_link_opens_the_words_of_one_report_until_it_is_ended() {
    on_both(|url| {
        let cast = podcast(url);
        let (report, secret) = shared(&cast);
        let opened = report::opened(&cast.desk, cast.business, &secret).unwrap().unwrap();
        assert_eq!((opened.business.as_str(), opened.project.as_str()), ("Harbour Clay", "podcast"));
        assert_eq!((opened.body.as_str(), opened.by.as_deref()), ("## Done\n- Record", Some("Priyanka Doyle")));
        assert!(report::opened(&cast.desk, cast.business, "guessed").unwrap().is_none());
        cast.done(OWNER, "change_report", json!({ "report": report, "body": "All is well", "version": 1 }));
        assert_eq!(report::opened(&cast.desk, cast.business, &secret).unwrap().unwrap().body, "All is well");
        let link = reports(&cast, OWNER).reports[0].links[0].key.clone();
        cast.done("priyanka", "end_report_link", json!({ "link": link }));
        assert!(report::opened(&cast.desk, cast.business, &secret).unwrap().is_none());
    });
}

#[test]
fn a_report_is_mailed_with_a_link_for_each_who_gets_it() {
    on_both(|url| {
        let cast = podcast(url);
        let (report, _) = shared(&cast);
        let to = json!({ "report": report, "to": ["client@tea.example", "Client@tea.example", "amara@harbourclay.example"] });
        let done = cast.done("priyanka", "mail_report", to);
        assert_eq!(done.summary, "Report of podcast mailed to client@tea.example, amara@harbourclay.example");
        let mails = mail::take(&cast.desk, 10).unwrap();
        assert_eq!(mails.len(), 2);
        assert!(
            mails
                .iter()
                .all(|mail| mail.subject == "podcast: how it stands" && mail.body.lines == ["Done", "- Record"])
        );
        let secret = mails[0].body.action.1.rsplit('/').next().unwrap().to_owned();
        assert!(report::opened(&cast.desk, cast.business, &secret).unwrap().is_some());
        let links = &reports(&cast, OWNER).reports[0].links;
        assert_eq!(links.iter().filter(|link| link.email.is_some()).count(), 2);
        let nobody = json!({ "report": report, "to": ["not an address"] });
        assert_eq!(cast.invalid("priyanka", "mail_report", nobody)[0].pointer, "/to");
    });
}

#[test]
fn only_whoever_manages_a_project_or_runs_the_business_reports_on_it() {
    on_both(|url| {
        let cast = podcast(url);
        cast.project("kiln", "tomas");
        let body = |project: &str| json!({ "project": project, "body": "Well" });
        cast.refused("priyanka", "write_report", body("kiln"));
        cast.refused("halima", "write_report", body("podcast"));
        let (report, _) = shared(&cast);
        cast.refused("halima", "share_report", json!({ "report": report }));
        assert!(cast.desk.view(&cast.actor("halima"), |view| report::reports(view, "podcast")).is_err());
        assert_eq!(cast.invalid("priyanka", "write_report", json!({ "project": "podcast", "body": " \n" })).len(), 1);
    });
}
