//! Settings: holidays by region, closures for all, roles with their terms, and the demonstration beside one's own.

use jiff::civil::date;
use righthand_desk::demonstration::{load_beside, remove_beside};
use righthand_desk::settings::overview;
use righthand_desk::sign_in;
use righthand_domain::refusal::Rule;
use righthand_domain::roles::Role;
use righthand_domain::snapshot::EngagementKind;
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

const AMARA: &str = "amara-lindqvist";
const GERMANY: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//EN\nBEGIN:VEVENT\nUID:1\n\
    DTSTART;VALUE=DATE:20261226\nSUMMARY:Second day of Christmas\nEND:VEVENT\nEND:VCALENDAR\n";

/// The days on which somebody has a holiday, as the plan sees them; `None` for those of the business.
fn holidays_of(cast: &Cast, key: &str) -> Option<Vec<jiff::civil::Date>> {
    let snapshot = cast.desk.view(&cast.actor(AMARA), |view| view.snapshot()).unwrap();
    snapshot.people.iter().find(|person| person.key == key).unwrap().holidays.clone()
}

fn of_business(cast: &Cast) -> Vec<jiff::civil::Date> {
    let snapshot = cast.desk.view(&cast.actor(AMARA), |view| view.snapshot()).unwrap();
    snapshot.business.holidays.iter().map(|holiday| holiday.date).collect()
}

#[test]
fn a_person_has_the_holidays_of_their_region_and_every_closure() {
    on_both(|url| {
        let cast = Cast::of(url);
        let (holiday, closure, christmas) = (date(2026, 12, 8), date(2026, 12, 24), date(2026, 12, 26));
        cast.done(AMARA, "add_holiday", json!({ "day": "2026-12-08", "name": "Immaculate Conception" }));
        cast.done(AMARA, "add_holiday", json!({ "day": "2026-12-24", "name": "Studio closed", "closure": true }));
        cast.done(AMARA, "take_over_holidays", json!({ "name": "Germany", "calendar": GERMANY }));
        assert_eq!(of_business(&cast), [holiday, closure]);
        cast.done("yuki", "set_member_region", json!({ "member": "yuki", "region": "germany" }));
        assert_eq!(holidays_of(&cast, "yuki"), Some(vec![christmas, closure]));
        assert_eq!(holidays_of(&cast, "halima"), None, "the others have the business's");
        cast.refused("yuki", "set_member_region", json!({ "member": "halima", "region": "germany" }));
        let done = cast.done("tomas", "set_business_region", json!({ "region": "germany" }));
        assert_eq!(of_business(&cast), [holiday, closure, christmas]);
        cast.done("tomas", "undo", json!({ "event": done.event }));
        assert_eq!(of_business(&cast), [holiday, closure]);
        let removed = cast.done(AMARA, "remove_region", json!({ "region": "germany" }));
        assert_eq!(holidays_of(&cast, "yuki"), None);
        cast.done(AMARA, "undo", json!({ "event": removed.event }));
        assert_eq!(holidays_of(&cast, "yuki"), Some(vec![christmas, closure]), "with whoever had them");
    });
}

#[test]
fn a_calendar_is_taken_over_again_under_its_name() {
    on_both(|url| {
        let cast = Cast::alone(url);
        cast.done(AMARA, "take_over_holidays", json!({ "name": "Germany", "calendar": GERMANY }));
        let later = GERMANY.replace("20261226", "20271226");
        cast.done(AMARA, "take_over_holidays", json!({ "name": "germany", "calendar": later }));
        let regions = cast.desk.view(&cast.actor(AMARA), overview::overview).unwrap().regions;
        assert_eq!(regions.len(), 1);
        assert_eq!(regions[0].coming, [(date(2027, 12, 26), "Second day of Christmas".to_owned())]);
        let faults = cast.invalid(AMARA, "take_over_holidays", json!({ "name": "France", "calendar": "Noël" }));
        assert_eq!(faults[0].pointer, "/calendar");
    });
}

#[test]
fn r04_who_becomes_project_manager_is_engaged_for_a_term_and_not_for_good() {
    on_both(|url| {
        let cast = Cast::of(url);
        let done = cast.done(AMARA, "change_role", json!({ "member": "halima", "role": "project_manager" }));
        assert_eq!(done.summary, "Halima Strand is project manager, engaged until 2027-01-23");
        let refusal = cast.refused(AMARA, "engage_member", json!({ "member": "halima", "kind": "ongoing" }));
        assert_eq!(refusal.rule, Some(Rule::R4));
        let (_, way_out) = Cast::ways_out(&refusal)[1];
        assert_eq!(way_out, "change_role");
        let faults = cast.invalid(
            AMARA,
            "change_role",
            json!({ "member": "yuki", "role": "project_manager", "until": "2026-01-01" }),
        );
        assert_eq!(faults[0].pointer, "/until");
    });
}

#[test]
fn r05_who_becomes_online_business_manager_stays_for_good() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.done(AMARA, "engage_member", json!({ "member": "priyanka", "kind": "fixed_term", "end": "2026-12-31" }));
        cast.done(AMARA, "change_role", json!({ "member": "priyanka", "role": "online_business_manager" }));
        let members = cast.desk.view(&cast.actor(AMARA), |view| view.members()).unwrap();
        let priyanka = members.iter().find(|member| member.key == "priyanka").unwrap();
        assert_eq!(priyanka.engagement_kind, Some(EngagementKind::Ongoing));
        assert_eq!(priyanka.engaged_until, None);
    });
}

#[test]
fn r16_whoever_is_accountable_does_not_become_a_guest() {
    on_both(|url| {
        let cast = Cast::of(url);
        cast.done(AMARA, "create_area", json!({ "name": "Content", "accountable": "halima" }));
        let refusal = cast.refused(AMARA, "change_role", json!({ "member": "halima", "role": "guest" }));
        assert_eq!(refusal.rule, Some(Rule::R16));
        assert!(refusal.why.contains("the area “Content”"), "{}", refusal.why);
        cast.done(AMARA, "change_role", json!({ "member": "yuki", "role": "guest" }));
        let faults = cast.invalid(AMARA, "change_role", json!({ "member": AMARA, "role": "team_member" }));
        assert!(faults[0].message.contains("the only owner"), "{faults:?}");
    });
}

#[test]
fn the_demonstration_stands_beside_ones_own_business_and_is_removed_as_one() {
    on_both(|url| {
        let cast = Cast::alone(url);
        let token =
            sign_in::sign_in(&cast.desk, "amara@harbourclay.example", crate::cast::PASSWORD, "::1", None).unwrap();
        let places = || sign_in::resume(&cast.desk, &token).unwrap().unwrap().memberships;
        let user = sign_in::find_user(&cast.desk, "amara@harbourclay.example").unwrap().unwrap();
        for _ in 0..2 {
            assert_eq!(load_beside(&cast.desk, user).unwrap(), "demonstration", "once, however often it is asked for");
        }
        let there = places();
        assert_eq!(there.len(), 2);
        let demonstration = there.iter().find(|place| place.demonstrates).unwrap();
        assert_eq!(
            (demonstration.business_name.as_str(), demonstration.role),
            ("Harbour Clay (demonstration)", Role::Owner)
        );
        assert!(remove_beside(&cast.desk, user).unwrap());
        assert!(!remove_beside(&cast.desk, user).unwrap());
        let left = places();
        assert_eq!(left.len(), 1);
        assert!(!left[0].demonstrates && left[0].business == cast.business, "one's own stays");
        let gone = cast.desk.store.read(demonstration.business, righthand_desk::snapshot::load).unwrap();
        assert!(gone.is_none());
        assert_eq!(load_beside(&cast.desk, user).unwrap(), "demonstration", "and can be loaded again");
    });
}
