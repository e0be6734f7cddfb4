//! Tentative projects, pins and risks: what only the desk knows of the future.

use std::time::Duration;

use righthand_desk::planning::Standing;
use righthand_desk::projects::{outline, why};
use righthand_desk::view::NotSeen;
use righthand_desk::what_if::{self, Worked};
use righthand_domain::plan::{Away, Comparison, Hours, NewWork, PROMISED_FROM, Supposition};
use righthand_domain::refusal::Rule;
use righthand_domain::snapshot::{Pin, Risk};
use righthand_testkit::on_both;
use serde_json::json;

use crate::cast::Cast;

/// Longer than any machine takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// Two projects for Halima, one of which Priyanka manages.
fn studio(url: &str) -> Cast {
    let cast = Cast::of(url);
    for (project, manager) in [("wheel", "priyanka"), ("kits", "tomas")] {
        cast.project(project, manager);
        for n in 1..=2 {
            let key = format!("{project}-{n}");
            let input = json!({ "project": project, "key": key, "name": format!("Edit {n} of {project}"), "effort": 8, "assignees": ["halima"] });
            cast.done("tomas", "add_task", input);
        }
    }
    cast
}

/// What stands when everything has been planned.
fn standing(cast: &Cast) -> std::sync::Arc<Standing> {
    assert!(cast.desk.planning.settle(PATIENCE));
    cast.desk.planning.standing(cast.business).unwrap().unwrap()
}

fn start_of(standing: &Standing, task: &str) -> String {
    let planned = standing.plan.tasks.iter().find(|planned| planned.key == task).unwrap();
    planned.start.to_string()
}

#[test]
fn a_tentative_project_takes_nobodys_hours_until_it_is_promised() {
    on_both(|url| {
        let cast = studio(url);
        cast.done("tomas", "make_tentative", json!({ "project": "wheel" }));
        let held = standing(&cast);
        assert!(held.plan.tasks.iter().all(|task| !task.key.starts_with("wheel")));
        assert_eq!(start_of(&held, "kits-1"), "2026-11-24T11:20:00Z");
        cast.done("amara-lindqvist", "promise_project", json!({ "project": "wheel" }));
        assert!(standing(&cast).plan.tasks.iter().any(|task| task.key.starts_with("wheel")));
        let refusal = cast.refused("priyanka", "make_tentative", json!({ "project": "wheel" }));
        assert_eq!(refusal.rule, None, "only who may open a project holds it back");
    });
}

#[test]
fn a_project_can_be_opened_tentative() {
    on_both(|url| {
        let cast = Cast::of(url);
        let input = json!({ "name": "Summer retreat", "outcome": "Twelve guests have come", "end": "2027-06-30", "tentative": true });
        cast.done("amara-lindqvist", "open_project", input);
        let snapshot = cast.desk.store.read(cast.business, righthand_desk::snapshot::load).unwrap().unwrap();
        assert_eq!(snapshot.supposed.tentative, ["summer-retreat"]);
    });
}

#[test]
fn r20_a_pinned_task_starts_on_its_day_in_every_plan_until_the_pin_is_taken_out() {
    on_both(|url| {
        let cast = studio(url);
        cast.done("priyanka", "pin_task", json!({ "task": "wheel-2", "day": "2026-12-02", "why": "The kiln is free" }));
        assert_eq!(start_of(&standing(&cast), "wheel-2"), "2026-12-02T09:00:00Z");
        cast.done("tomas", "change_project", json!({ "project": "kits", "end": "2026-12-03" }));
        assert_eq!(start_of(&standing(&cast), "wheel-2"), "2026-12-02T09:00:00Z");
        cast.done("tomas", "unpin_task", json!({ "task": "wheel-2" }));
        assert!(start_of(&standing(&cast), "wheel-2").as_str() < "2026-12-02");
    });
}

#[test]
fn r20_what_would_move_a_pinned_task_is_refused_and_names_who_pinned_it() {
    on_both(|url| {
        let cast = studio(url);
        cast.done("priyanka", "pin_task", json!({ "task": "wheel-1", "day": "2026-12-02", "person": "halima" }));
        let refusal = cast.refused("tomas", "assign_task", json!({ "task": "wheel-1", "assignees": ["yuki"] }));
        assert_eq!(refusal.rule, Some(Rule::R20));
        assert!(refusal.why.contains("pinned to Halima Strand, by Priyanka Doyle"), "{}", refusal.why);
        assert_eq!(Cast::ways_out(&refusal), [("Take the pin out", "unpin_task")]);
        let refusal = cast.refused("tomas", "change_task", json!({ "task": "wheel-1", "not_before": "2026-12-03" }));
        assert_eq!(refusal.rule, Some(Rule::R20));
        let way = &refusal.instead[0];
        cast.done("tomas", &way.command, way.input.clone());
        cast.done("tomas", "assign_task", json!({ "task": "wheel-1", "assignees": ["yuki"] }));
    });
}

#[test]
fn r11_a_day_on_which_nobody_works_cannot_hold_a_pin_and_the_next_that_can_is_offered() {
    on_both(|url| {
        let cast = studio(url);
        let refusal = cast.refused("priyanka", "pin_task", json!({ "task": "wheel-1", "day": "2026-11-28" }));
        assert_eq!(refusal.rule, Some(Rule::R11));
        assert!(refusal.why.contains("Halima would not work on Saturday 28 November"), "{}", refusal.why);
        let way = &refusal.instead[0];
        assert_eq!(way.label, "Pin it to Mon 30 Nov");
        cast.done("priyanka", &way.command, way.input.clone());
        assert_eq!(start_of(&standing(&cast), "wheel-1"), "2026-11-30T09:00:00Z");
    });
}

#[test]
fn a_pin_is_for_open_work_of_ones_own_projects_and_says_a_day_or_a_person() {
    on_both(|url| {
        let cast = studio(url);
        let pin = |input| cast.invalid("tomas", "pin_task", input).remove(0).pointer;
        assert_eq!(pin(json!({ "task": "wheel-1" })), "/day");
        assert_eq!(pin(json!({ "task": "wheel-1", "day": "2026-11-23" })), "/day");
        assert_eq!(pin(json!({ "task": "wheel-1", "person": "yuki" })), "/person");
        cast.refused("priyanka", "pin_task", json!({ "task": "kits-1", "day": "2026-12-02" }));
        cast.refused("halima", "pin_task", json!({ "task": "wheel-1", "day": "2026-12-02" }));
        let refusal = cast.refused("tomas", "assign_task", json!({ "task": "wheel-1", "assignees": ["priyanka"] }));
        assert_eq!(refusal.rule, Some(Rule::R3), "a pin to a project manager is R3's business too");
        cast.done("tomas", "finish_task", json!({ "task": "wheel-1" }));
        assert_eq!(pin(json!({ "task": "wheel-1", "day": "2026-12-02" })), "/task");
    });
}

#[test]
fn r12_a_risk_enters_the_forecast_with_its_chance_and_hours() {
    on_both(|url| {
        let cast = studio(url);
        let chance = |cast: &Cast| {
            let standing = standing(cast);
            let forecast = standing.forecast.as_ref().unwrap();
            forecast.projects.iter().find(|project| project.key == "wheel").unwrap().on_time.unwrap()
        };
        let before = chance(&cast);
        let input = json!({ "project": "wheel", "name": "The kiln breaks down", "chance_percent": 40, "hours": 200, "task": "wheel-2", "owner": "yuki" });
        let key = cast.done("priyanka", "add_risk", input).key.unwrap();
        let with_it = chance(&cast);
        assert!((with_it - before * 0.6).abs() < 0.05, "{before} {with_it}");
        cast.done("priyanka", "change_risk", json!({ "risk": key, "chance_percent": 0 }));
        assert!((chance(&cast) - before).abs() < 0.01);
        cast.done("priyanka", "remove_risk", json!({ "risk": key }));
        let snapshot = cast.desk.store.read(cast.business, righthand_desk::snapshot::load).unwrap().unwrap();
        assert_eq!(snapshot.supposed.risks, Vec::<Risk>::new());
    });
}

#[test]
fn a_risk_is_kept_by_those_who_manage_and_has_a_chance_and_hours() {
    on_both(|url| {
        let cast = studio(url);
        let risk = |chance: f64, hours: f64| json!({ "project": "wheel", "name": "Rain", "chance_percent": chance, "hours": hours });
        assert_eq!(cast.invalid("priyanka", "add_risk", risk(101.0, 2.0))[0].pointer, "/chance_percent");
        assert_eq!(cast.invalid("priyanka", "add_risk", risk(10.0, -2.0))[0].pointer, "/hours");
        cast.refused("halima", "add_risk", risk(10.0, 2.0));
        let other = json!({ "project": "kits", "name": "Rain", "chance_percent": 10, "hours": 2 });
        cast.refused("priyanka", "add_risk", other);
    });
}

#[test]
fn r14_pins_risks_and_what_hangs_on_a_removed_task_come_back_by_undo() {
    on_both(|url| {
        let cast = studio(url);
        cast.done("priyanka", "pin_task", json!({ "task": "wheel-1", "day": "2026-12-02" }));
        let risk = json!({ "project": "wheel", "name": "Rain", "chance_percent": 10, "hours": 2, "task": "wheel-1" });
        cast.done("priyanka", "add_risk", risk);
        let kept = || cast.desk.store.read(cast.business, righthand_desk::snapshot::load).unwrap().unwrap().supposed;
        let before = kept();
        assert_eq!(
            before.pins,
            [Pin { task: "wheel-1".into(), day: Some("2026-12-02".parse().unwrap()), person: None }]
        );
        let removed = cast.done("priyanka", "remove_task", json!({ "task": "wheel-1" }));
        assert_eq!((kept().pins.len(), kept().risks[0].task.clone()), (0, None));
        cast.done("priyanka", "undo", json!({ "event": removed.event }));
        assert_eq!(kept(), before);
    });
}

fn supposed(cast: &Cast, who: &str, supposition: &Supposition) -> Comparison {
    assert!(cast.desk.planning.settle(PATIENCE));
    match what_if::compared(&cast.desk, &cast.actor(who), supposition, PATIENCE).unwrap().1 {
        Worked::There(comparison) => comparison,
        other => panic!("{other:?}"),
    }
}

#[test]
fn r12_a_lever_that_is_tried_says_to_the_bit_what_its_row_says() {
    on_both(|url| {
        let cast = studio(url);
        cast.done("tomas", "change_project", json!({ "project": "kits", "end": "2026-11-26" }));
        let forecast = standing(&cast).forecast.clone().unwrap();
        let levers: Vec<_> = forecast.levers.iter().filter(|lever| lever.project == "kits").collect();
        assert!(levers.len() > 1, "{levers:?}");
        for lever in levers {
            let change = Some((lever.project.clone(), lever.change.clone()));
            let then = supposed(&cast, "amara-lindqvist", &Supposition { change, ..Supposition::default() });
            let kits = then.projects.iter().find(|project| project.key == "kits").unwrap();
            assert_eq!((kits.before, kits.then), (Some(lever.instead_of), Some(lever.on_time)), "{}", lever.says);
        }
    });
}

#[test]
fn r12_what_promising_a_tentative_project_does_is_shown_before_anybody_promises_it() {
    on_both(|url| {
        let cast = studio(url);
        cast.done("tomas", "change_project", json!({ "project": "kits", "end": "2026-11-27" }));
        cast.done("tomas", "change_project", json!({ "project": "wheel", "end": "2026-11-26" }));
        cast.done("tomas", "make_tentative", json!({ "project": "wheel" }));
        let event = cast.latest_event();
        let on = Supposition { on: vec!["wheel".into()], ..Supposition::default() };
        let then = supposed(&cast, "amara-lindqvist", &on);
        let of = |key: &str| then.projects.iter().find(|project| project.key == key).unwrap();
        assert_eq!(of("wheel").before, None);
        assert!(of("wheel").then.is_some());
        assert!(of("kits").then < of("kits").before, "Halima cannot do both: {then:?}");
        assert_eq!(cast.latest_event(), event, "nothing of it is kept");
        // Asked again, it is there at once.
        let again = what_if::compared(&cast.desk, &cast.actor("tomas"), &on, Duration::ZERO).unwrap().1;
        assert_eq!(again, Worked::There(then));
    });
}

#[test]
fn r15_a_project_manager_learns_what_becomes_of_her_own_projects_only() {
    on_both(|url| {
        let cast = studio(url);
        let away =
            Away { person: "halima".into(), from: "2026-11-24".parse().unwrap(), to: "2026-12-18".parse().unwrap() };
        let away = Supposition { away: Some(away), ..Supposition::default() };
        let hers = supposed(&cast, "priyanka", &away);
        assert_eq!(hers.projects.iter().map(|project| project.key.as_str()).collect::<Vec<_>>(), ["wheel"]);
        assert!(!hers.tasks.is_empty() && hers.tasks.iter().all(|task| task.key.starts_with("wheel")));
        let refused = what_if::compared(&cast.desk, &cast.actor("halima"), &away, Duration::ZERO);
        assert!(matches!(refused, Err(NotSeen::Refused(_))));
    });
}

#[test]
fn r12_the_earliest_date_that_can_be_promised_is_known_before_anybody_commits() {
    on_both(|url| {
        let cast = studio(url);
        assert!(cast.desk.planning.settle(PATIENCE));
        let work = NewWork {
            name: "A film".into(),
            effort: Hours { likely: 12.0, between: Some((8.0, 20.0)) },
            people: vec!["halima".into()],
            skill: None,
            after: vec!["wheel-2".into()],
            manager: None,
            wanted: None,
        };
        let worked = what_if::promised(&cast.desk, &cast.actor("tomas"), Some(&work), PATIENCE).unwrap().1;
        let Worked::There(line) = worked else { panic!("{worked:?}") };
        let promise = line.promise.unwrap();
        let chance = line.dates.iter().find(|chance| chance.date == promise).unwrap();
        assert!(chance.on_time >= PROMISED_FROM && chance.holds());
        assert_eq!(line.person.as_deref(), Some("halima"));
    });
}

#[test]
fn r20_a_pin_says_by_whom_and_at_what_price() {
    on_both(|url| {
        let cast = studio(url);
        cast.done("tomas", "change_project", json!({ "project": "wheel", "end": "2026-11-30" }));
        cast.done(
            "priyanka",
            "pin_task",
            json!({ "task": "wheel-1", "day": "2026-12-07", "why": "The studio is free" }),
        );
        assert!(cast.desk.planning.settle(PATIENCE));
        let outline = cast.desk.view(&cast.actor("priyanka"), |view| outline::outline(view, "wheel")).unwrap();
        let pin = outline.rows.iter().find(|row| row.key == "wheel-1").unwrap().pin.clone().unwrap();
        assert_eq!(
            (pin.by.name.as_str(), pin.why.as_deref(), pin.holds),
            ("Priyanka Doyle", Some("The studio is free"), true)
        );
        let price = &pin.price.unwrap()[0];
        assert!(price.key == "wheel" && price.without > price.with + 0.2, "{price:?}");
    });
}

#[test]
fn the_chain_of_causes_leads_from_a_start_to_its_root() {
    on_both(|url| {
        let cast = studio(url);
        cast.done("tomas", "link_tasks", json!({ "task": "kits-1", "after": "wheel-2" }));
        cast.done("tomas", "link_tasks", json!({ "task": "wheel-2", "after": "wheel-1" }));
        assert!(cast.desk.planning.settle(PATIENCE));
        let chain = cast.desk.view(&cast.actor("tomas"), |view| why::chain(view, "kits-1")).unwrap();
        let keys: Vec<&str> = chain.iter().map(|cause| cause.key.as_str()).collect();
        assert_eq!(keys, ["kits-1", "wheel-2", "wheel-1"]);
        assert!(chain[0].why.contains("waits for “Edit 2 of wheel”"), "{}", chain[0].why);
        assert_eq!(chain[2].why, "Nothing holds it: it starts at once.");
    });
}
