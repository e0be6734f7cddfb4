//! The team's pages: who sees what, and what their forms do.

use axum::http::StatusCode;
use serde_json::json;

use crate::visitors::Town;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_runs_the_business_sees_everybodys_load() {
    let town = Town::new();
    for who in ["amara", "tomas", "priyanka"] {
        let page = town.get(who, "/team").await;
        assert_eq!(page.status, StatusCode::OK);
        page.is_sound();
        page.says("Five people.");
        assert_eq!(page.words("table.heat tbody tr").len(), 5, "{who}");
        assert_eq!(page.words("table.heat thead tr:nth-child(2) th").len(), 8);
        page.says("Room in the plan");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_team_member_sees_their_own_row_and_the_names_of_others() {
    let town = Town::new();
    let page = town.get("halima", "/team").await;
    assert_eq!(page.words("table.heat tbody th a"), ["Halima Strand"]);
    page.does_not_say("Room in the plan");
    let people = town.get("halima", "/team?view=people").await;
    people.is_sound();
    people.says("Yuki Abara");
    assert_eq!(people.words("tbody th a"), ["Halima Strand"], "a link only to their own page");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_members_page_is_closed_to_other_team_members() {
    let town = Town::new();
    assert_eq!(town.get("halima", "/team/yuki").await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.get("halima", "/team/nobody").await.status, StatusCode::NOT_FOUND);
    let own = town.get("halima", "/team/halima").await;
    own.is_sound();
    own.says("Set windows by weekday");
    own.says("Take this time off");
    for theirs_not in ["Who they are here", "Change the terms", "Lift a rule", "Make an invitation"] {
        own.does_not_say(theirs_not);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_owner_invites_and_lifts() {
    let town = Town::new();
    town.get("amara", "/team").await.says("Invite");
    town.get("tomas", "/team").await.does_not_say("Invite");
    assert_eq!(town.get("tomas", "/team/new").await.status, StatusCode::FORBIDDEN);
    let page = town.get("amara", "/team/priyanka").await;
    page.is_sound();
    page.says("Lift a rule for Priyanka");
    let page = town.get("tomas", "/team/priyanka").await;
    page.is_sound();
    page.does_not_say("Lift a rule");
    page.says("Enter this time off");
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_has_a_page_and_a_name_with_markup_is_a_name() {
    let town = Town::new();
    let page = town.get("amara", "/team/new").await;
    page.is_sound();
    let fields = [
        ("_form", "add_member"),
        ("_back", "/b/harbour-clay/team/new"),
        ("_next", "/b/harbour-clay/team/{key}"),
        ("name", "<b>Joon-ho</b> Bassett"),
        ("role", "team_member"),
        ("email", ""),
        ("skills", "editing, proofreading"),
        ("hours_per_week", "7,5"),
        ("time_zone", "Asia/Seoul"),
    ];
    let done = town.post("amara", "/do/add_member", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let path = done.location.unwrap();
    let page = town.get("amara", path.strip_prefix("/b/harbour-clay").unwrap()).await;
    page.is_sound();
    assert_eq!(page.words("h1"), ["<b>Joon-ho</b> Bassett"]);
    assert!(!page.text.contains("<b>Joon-ho"));
    page.says("7.5 h a week");
    page.says("Asia/Seoul");
    town.get("amara", "/team?view=people").await.says("editing, proofreading");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_somebody_new_stands_beside_its_field_and_typing_is_kept() {
    let town = Town::new();
    let fields = [
        ("_form", "add_member"),
        ("_back", "/b/harbour-clay/team/new"),
        ("name", "Joon-ho"),
        ("role", "team_member"),
        ("email", "joon-ho"),
        ("time_zone", ""),
        ("hours_per_week", ""),
    ];
    let page = town.post("amara", "/do/add_member", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.is_sound();
    assert_eq!(page.attribute("#f-email", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(page.attribute("#f-name", "value").as_deref(), Some("Joon-ho"));
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_are_set_by_the_week_and_by_weekday() {
    let town = Town::new();
    let week = [
        ("_form", "set_hours:days"),
        ("_back", "/b/harbour-clay/team/halima"),
        ("member", "halima"),
        ("working_week.mon", "9-13, 14:00-17:00"),
        ("working_week.tue", ""),
        ("time_zone", "Europe/Berlin"),
        ("flexible", "false"),
    ];
    assert_eq!(town.post("halima", "/do/set_hours", &week).await.status, StatusCode::SEE_OTHER);
    let page = town.get("halima", "/team/halima").await;
    page.says("09:00–13:00, 14:00–17:00");
    page.says("7 h a week");
    page.says("Europe/Berlin");
    let wrong = [
        ("_form", "set_hours:days"),
        ("_back", "/b/harbour-clay/team/halima"),
        ("member", "halima"),
        ("working_week.mon", "17-9"),
    ];
    let page = town.post("halima", "/do/set_hours", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#f-working_week-mon", "aria-invalid").as_deref(), Some("true"));
    page.is_sound();
    let hours = [
        ("_form", "set_hours:week"),
        ("_back", "/b/harbour-clay/team/halima"),
        ("member", "halima"),
        ("working_week", ""),
        ("hours_per_week", "20"),
        ("time_zone", ""),
        ("flexible", "false"),
        ("flexible", "true"),
    ];
    assert_eq!(town.post("halima", "/do/set_hours", &hours).await.status, StatusCode::SEE_OTHER);
    let page = town.get("halima", "/team/halima").await;
    page.says("20 h a week");
    page.says("Anywhere in the week");
}

#[tokio::test(flavor = "multi_thread")]
async fn r15_time_off_is_seen_with_its_note_only_by_those_who_may() {
    let town = Town::new();
    let off = [
        ("_form", "add_absence"),
        ("_back", "/b/harbour-clay/team/halima"),
        ("member", "halima"),
        ("from", "2026-12-21"),
        ("to", "2026-12-27"),
        ("note", "Wedding of a sister"),
    ];
    assert_eq!(town.post("halima", "/do/add_absence", &off).await.status, StatusCode::SEE_OTHER);
    for who in ["halima", "amara", "tomas"] {
        town.get(who, "/team/halima").await.says("Wedding of a sister");
    }
    let page = town.get("priyanka", "/team/halima").await;
    page.says("Mon 21 Dec to Sun 27 Dec");
    page.does_not_say("Wedding");
    page.does_not_say("Take back");
    town.desk.planning.settle(std::time::Duration::from_secs(60));
    town.get("amara", "/team").await.says("off");
    let id = town.get("halima", "/team/halima").await.attribute("input[name=absence]", "value").unwrap();
    let back = [("_form", "x"), ("_back", "/b/harbour-clay/team/halima"), ("absence", id.as_str())];
    let page = town.post("yuki", "/do/remove_absence", &back).await;
    assert!(page.status.is_client_error(), "{}", page.status);
    assert_eq!(town.post("halima", "/do/remove_absence", &back).await.status, StatusCode::SEE_OTHER);
    town.get("halima", "/team/halima").await.says("None that lies ahead");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_link_is_shown_once_as_a_whole_address() {
    let town = Town::new();
    town.done("amara", "add_member", json!({ "key": "joon-ho", "name": "Joon-ho Bassett", "role": "team_member" }));
    let fields = [("_form", "make_sign_in_link"), ("_back", "/b/harbour-clay/team/joon-ho"), ("member", "joon-ho")];
    let done = town.post("amara", "/do/make_sign_in_link", &fields).await;
    let path = done.location.unwrap();
    let page = town.get("amara", path.strip_prefix("/b/harbour-clay").unwrap()).await;
    page.is_sound();
    page.says("It works once, for a week");
    let link = page.attribute("#f-link", "value").unwrap();
    assert!(link.starts_with("http://desk.example/join/"), "{link}");
    town.get("amara", "/team/joon-ho").await.does_not_say("works once");
    town.get("amara", "/team/joon-ho?link=https%3A%2F%2Fevil.example").await.does_not_say("evil");
    // Who may not make one is not shown one either.
    town.get("tomas", path.strip_prefix("/b/harbour-clay").unwrap()).await.does_not_say("works once");
}

#[tokio::test(flavor = "multi_thread")]
async fn r02_is_lifted_with_a_reason_and_holds_again() {
    let town = Town::new();
    let lift = [
        ("_form", "lift_rule"),
        ("_back", "/b/harbour-clay/team/priyanka"),
        ("member", "priyanka"),
        ("rule", "R2"),
        ("reason", "The launch is three small ones"),
    ];
    assert_eq!(town.post("amara", "/do/lift_rule", &lift).await.status, StatusCode::SEE_OTHER);
    let page = town.get("amara", "/team/priyanka").await;
    page.is_sound();
    page.says("The launch is three small ones");
    let id = page.attribute("input[name=lift]", "value").unwrap();
    let end = [("_form", "x"), ("_back", "/b/harbour-clay/team/priyanka"), ("lift", id.as_str())];
    assert_eq!(town.post("amara", "/do/end_lift", &end).await.status, StatusCode::SEE_OTHER);
    town.get("amara", "/team/priyanka").await.does_not_say("three small ones");
    let without = [lift[0], lift[1], lift[2], lift[3], ("reason", " ")];
    let page = town.post("amara", "/do/lift_rule", &without).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#f-reason", "aria-invalid").as_deref(), Some("true"));
}

#[tokio::test(flavor = "multi_thread")]
async fn r05_terms_are_changed_and_an_obm_has_no_fixed_ones() {
    let town = Town::new();
    town.project("slow-wheel", "priyanka");
    let terms = [
        ("_form", "engage_member"),
        ("_back", "/b/harbour-clay/team/priyanka"),
        ("member", "priyanka"),
        ("kind", "fixed_term"),
        ("start", "2026-11-01"),
        ("end", "2026-12-20"),
        ("projects", "slow-wheel"),
    ];
    assert_eq!(town.post("amara", "/do/engage_member", &terms).await.status, StatusCode::SEE_OTHER);
    let page = town.get("amara", "/team/priyanka").await;
    page.is_sound();
    page.says("Until 20 Dec");
    assert!(page.attribute("input[name=projects]", "checked").is_some());
    town.get("amara", "/team").await.says("Priyanka’s term ends within five weeks");
    let obm = [
        ("_form", "engage_member"),
        ("_back", "/b/harbour-clay/team/tomas"),
        ("member", "tomas"),
        ("kind", "fixed_term"),
    ];
    let page = town.post("amara", "/do/engage_member", &obm).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("R5");
}

#[tokio::test]
async fn a_pasted_list_is_looked_at_before_anybody_is_asked() {
    let town = Town::new();
    let page = town.get("amara", "/team/invite").await;
    assert_eq!(page.status, 200);
    let list = "Noor Castellanos, noor@writers.example, VA, 7 h\nKwame, kwame@";
    let looked = town.post("amara", "/team/invite", &[("list", list), ("role", "team_member")]).await;
    looked.says("Noor Castellanos");
    looked.says("“kwame@” is no e-mail address");
    looked.does_not_say("Invite one person");
    looked.is_sound();
    let list = "Noor <b>Castellanos</b>, noor@writers.example, VA, 7 h";
    let looked = town.post("amara", "/team/invite", &[("list", list), ("role", "team_member")]).await;
    looked.says("Invite one person");
    looked.says("Noor <b>Castellanos</b>");
    let invited = town.post("amara", "/team/invite", &[("list", list), ("step", "invite")]).await;
    invited.is_sound();
    assert!(invited.text.contains("http://desk.example/join/") && invited.text.contains("mailto:noor@writers.example"));
    town.get("amara", "/team/invite").await.says("Take back");
    assert_eq!(town.get("tomas", "/team/invite").await.status, 403);
}
