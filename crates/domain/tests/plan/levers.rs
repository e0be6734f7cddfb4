//! Levers: what they say is what planning and forecasting with them gives.

use righthand_domain::plan::{Change, Forecast, Futures, Lever, Options, plan_and_forecast};
use righthand_domain::snapshot::{Hours, Snapshot, Task, When};
use serde_json::{Value, json};

use crate::files;

/// As many schedules and futures as a lever is tried with: then the chances are the same to the bit.
const SCHEDULES: u64 = 60;
const FUTURES: Futures = Futures { futures: 400, waits: true, spread: true, levers: true };

/// Podcast is late whatever happens first; Blog has all the time in the world.
fn business() -> Value {
    let person =
        |key: &str, name: &str, role: &str, skills: &[&str]| json!({"key":key,"name":name,"role":role,"skills":skills});
    json!({"format":"righthand/1","at":"2026-11-23T09:00:00Z","business":{"name":"Harbour Clay","time_zone":"UTC"},
        "people":[person("amara","Amara Lindqvist","owner",&[]),
            person("priyanka","Priyanka Doyle","project_manager",&["edit"]),
            person("halima","Halima Strand","team_member",&["edit"]),
            person("mateus","Mateus Fenwick","team_member",&["edit","cut"]),
            person("yuki","Yuki Abara","team_member",&["design"]),
            person("guest","Gil Guest","guest",&["edit"])],
        "projects":[
            {"key":"podcast","name":"Podcast","end":"2026-11-25","manager":"priyanka","tasks":[
                {"key":"script","name":"Script","effort":14,"assignees":["halima"]},
                {"key":"record","name":"Record","effort":10,"assignees":["halima"]},
                {"key":"cover","name":"Cover","effort":3,"assignees":["yuki"]}]},
            {"key":"blog","name":"Blog","end":"2027-03-31","manager":"priyanka","tasks":[
                {"key":"post","name":"Post","effort":3,"assignees":["mateus"]}]}]})
}

fn forecast(snapshot: &Snapshot, options: &Options, futures: Futures) -> Forecast {
    plan_and_forecast(snapshot, options, &futures, &mut || true).unwrap().1
}

fn told() -> (Snapshot, Options, Forecast) {
    let (snapshot, options) = files::of(&business());
    let options = Options { schedules: SCHEDULES, ..options };
    let forecast = forecast(&snapshot, &options, FUTURES);
    (snapshot, options, forecast)
}

fn task<'a>(snapshot: &'a mut Snapshot, key: &str) -> &'a mut Task {
    snapshot.projects.iter_mut().flat_map(|project| &mut project.tasks).find(|task| task.key == key).unwrap()
}

/// The change as somebody would make it by hand.
fn make(snapshot: &mut Snapshot, lever: &Lever) {
    match &lever.change {
        Change::Reassign { task: key, to, .. } => task(snapshot, key).assignees = vec![to.clone()],
        Change::Drop { task: key } => {
            let task = task(snapshot, key);
            (task.milestone, task.effort, task.assignees) = (true, None, vec![]);
        }
        Change::MoveEnd { end } => {
            let project = snapshot.projects.iter_mut().find(|project| project.key == lever.project).unwrap();
            project.end = When::Date(*end);
        }
        // Nine to five, five days: the hours more are at the end of each day.
        Change::AddHours { person, hours_per_week, instead_of } => {
            assert_eq!(*instead_of, 40.0);
            let minutes = (hours_per_week * 60.0 / 5.0) as u16;
            let day = vec![Hours { from: 540, to: 540 + minutes }];
            let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]];
            let person = snapshot.people.iter_mut().find(|known| known.key == *person).unwrap();
            person.working_week = Some(righthand_domain::snapshot::Week(week));
        }
        Change::Split { task: key, from, to, hours } => {
            let task = task(snapshot, key);
            let half = |person: &String, number: u8| Task {
                key: format!("{}-half-{number}", task.key),
                name: "Half".into(),
                effort: Some(righthand_domain::snapshot::Effort::One(*hours)),
                assignees: vec![person.clone()],
                ..Task::default()
            };
            (task.children, task.effort, task.assignees) = (vec![half(from, 1), half(to, 2)], None, vec![]);
        }
        Change::Postpone { task: key, until } => task(snapshot, key).not_before = Some(When::Date(*until)),
        Change::MoveTimeOff { person, from, new_from, new_to, .. } => {
            let person = snapshot.people.iter_mut().find(|known| known.key == *person).unwrap();
            let off = person.time_off.iter_mut().find(|off| off.from == *from).unwrap();
            (off.from, off.to) = (*new_from, *new_to);
        }
        Change::LiftWeight { weight, .. } => {
            let project = snapshot.projects.iter_mut().find(|project| project.key == lever.project).unwrap();
            project.weight = Some(*weight);
        }
        Change::Both { first, second } => {
            for change in [first, second] {
                make(snapshot, &Lever { change: (**change).clone(), ..lever.clone() });
            }
        }
    }
}

#[test]
fn what_a_lever_says_is_what_a_plan_with_it_gives() {
    let (snapshot, options, forecast) = told();
    let before = forecast.projects[0].on_time.unwrap();
    assert!(before < 0.5, "{before}");
    for lever in &forecast.levers {
        let mut changed = snapshot.clone();
        make(&mut changed, lever);
        let with = self::forecast(&changed, &options, Futures { levers: false, ..FUTURES });
        assert_eq!(with.projects[0].on_time, Some(lever.on_time), "{}", lever.says);
        assert_eq!(lever.instead_of, before, "{}", lever.says);
    }
}

#[test]
fn a_late_project_is_told_every_kind_of_lever_that_helps_the_best_first() {
    let (_, _, forecast) = told();
    let kind = |lever: &Lever| match lever.change {
        Change::Reassign { .. } => "reassign",
        Change::AddHours { .. } => "hours",
        Change::Drop { .. } => "drop",
        Change::MoveEnd { .. } => "end",
        Change::Split { .. } => "split",
        Change::Postpone { .. } => "postpone",
        Change::MoveTimeOff { .. } => "time off",
        Change::LiftWeight { .. } => "weight",
        Change::Both { .. } => "both",
    };
    let kinds: std::collections::BTreeSet<&str> = forecast.levers.iter().map(kind).collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["drop", "end", "hours", "reassign", "split"],
        "{:#?}",
        forecast.levers
    );
    assert!(forecast.levers.is_sorted_by(|a, b| a.on_time >= b.on_time), "{:#?}", forecast.levers);
    assert!(forecast.levers.iter().all(|lever| lever.on_time > lever.instead_of));
    // Without the fourteen hours what is left takes two days of three.
    assert_eq!(forecast.levers[0].on_time, 1.0);
}

#[test]
fn a_project_that_is_likely_on_time_gets_none() {
    let (_, _, forecast) = told();
    assert!(forecast.projects[1].on_time.unwrap() > 0.75);
    assert!(forecast.levers.iter().all(|lever| lever.project == "podcast"), "{:#?}", forecast.levers);
}

/// R3: Priyanka manages. A guest looks on, and Yuki does not edit.
#[test]
fn work_is_offered_only_to_people_who_may_and_can_do_it() {
    let (_, _, forecast) = told();
    let to: Vec<&str> = (forecast.levers.iter())
        .filter_map(|lever| match &lever.change {
            Change::Reassign { to, from, .. } => Some((to.as_str(), from.as_str())),
            _ => None,
        })
        .map(|(to, from)| if from == "halima" { to } else { "?" })
        .collect();
    assert!(!to.is_empty() && to.iter().all(|to| *to == "mateus"), "{:#?}", forecast.levers);
}

#[test]
fn a_lever_is_told_in_one_sentence_with_names_and_chances() {
    let (_, _, forecast) = told();
    let percent = |chance: f64| if chance == 1.0 { 100.0 } else { (chance * 100.0).round().clamp(1.0, 99.0) };
    for lever in &forecast.levers {
        let end =
            format!("on time in {} of 100 futures instead of {}.", percent(lever.on_time), percent(lever.instead_of));
        assert!(lever.says.ends_with(&end), "{}", lever.says);
    }
    let says = |start: &str| forecast.levers.iter().any(|lever| lever.says.starts_with(start));
    assert!(says("Have Halima Strand work 50 hours a week instead of 40: "), "{:#?}", forecast.levers);
    assert!(says("End \"Podcast\" on 2026-"), "{:#?}", forecast.levers);
}

/// Halima has the whole of Podcast and is away; another project takes her first day.
fn pressed(changes: impl Fn(&mut Value)) -> Forecast {
    let mut business = business();
    business["people"][4]["skills"] = json!(["edit"]);
    business["projects"][0]["end"] = json!("2026-11-27");
    changes(&mut business);
    let (snapshot, options) = files::of(&business);
    let forecast = forecast(&snapshot, &Options { schedules: SCHEDULES, ..options.clone() }, FUTURES);
    for lever in forecast.levers.iter().filter(|lever| lever.project == "podcast") {
        let mut changed = snapshot.clone();
        make(&mut changed, lever);
        let options = Options { schedules: SCHEDULES, ..options.clone() };
        let with = self::forecast(&changed, &options, Futures { levers: false, ..FUTURES });
        assert_eq!(with.projects[0].on_time, Some(lever.on_time), "{}", lever.says);
    }
    forecast
}

fn of(forecast: &Forecast, wanted: impl Fn(&Change) -> bool) -> &Lever {
    let found = forecast.levers.iter().find(|lever| wanted(&lever.change));
    found.unwrap_or_else(|| panic!("{:#?}", forecast.levers))
}

#[test]
fn time_off_in_the_way_can_be_moved_to_after_the_end() {
    let told = pressed(|business| {
        business["people"][2]["time_off"] = json!([{"from": "2026-11-25", "to": "2026-11-26"}]);
    });
    let lever = of(&told, |change| matches!(change, Change::MoveTimeOff { .. }));
    assert!(lever.says.starts_with("Move Halima Strand's time off from 2026-11-25 to 2026-11-2"), "{}", lever.says);
    assert!(lever.money.is_none());
}

#[test]
fn work_of_another_project_can_wait_and_what_that_costs_it_is_told() {
    let told = pressed(|business| {
        business["projects"][1]["end"] = json!("2026-11-24");
        business["projects"][1]["tasks"] = json!([{"key":"post","name":"Post","effort":12,"assignees":["halima"]}]);
    });
    let lever = of(&told, |change| matches!(change, Change::Postpone { task, .. } if task == "post"));
    let cost = lever.costs.first().expect("Blog loses by it");
    assert_eq!((cost.project.as_str(), cost.on_time), ("blog", 0.0));
    assert!(cost.instead_of > 0.02);
}

#[test]
fn where_no_single_change_suffices_a_pair_is_told_that_is_better_than_either() {
    let told = pressed(|business| {
        let tasks = ["script", "record", "cut", "mix"]
            .map(|key| json!({"key":key,"name":key,"effort":14,"assignees":["halima"]}));
        business["projects"][0]["tasks"] = json!(tasks);
    });
    let pair = of(&told, |change| matches!(change, Change::Both { .. }));
    let single = |lever: &&Lever| !matches!(lever.change, Change::Both { .. } | Change::MoveEnd { .. });
    let singles = told.levers.iter().filter(single);
    assert!(singles.clone().count() > 0 && singles.clone().all(|single| single.on_time < 0.75), "{:#?}", told.levers);
    assert!(singles.clone().all(|single| pair.on_time > single.on_time), "{:#?}", told.levers);
    assert!(pair.says.contains(", and "), "{}", pair.says);
}

/// Halima has 20 an hour, Mateus 30; Yuki 800 a month for 40 hours a week.
#[test]
fn a_change_costs_what_the_people_in_it_are_paid_within_or_above_the_retainer() {
    let told = pressed(|business| {
        business["people"][2]["engagement"] = json!({"rate": {"hourly": 20}});
        business["people"][3]["engagement"] = json!({"rate": {"hourly": 30}});
        business["people"][4]["engagement"] = json!({"rate": {"monthly": 800}});
        business["projects"][0]["end"] = json!("2026-11-25");
    });
    let money = |wanted: &dyn Fn(&Change) -> bool| {
        told.levers.iter().find(|lever| wanted(&lever.change)).and_then(|lever| lever.money)
    };
    for (to, an_hour) in [("mateus", 10.0), ("yuki", -20.0)] {
        let given =
            |change: &Change| matches!(change, Change::Reassign { task, to: who, .. } if task == "script" && who == to);
        if let Some(money) = money(&given) {
            assert_eq!((money.amount, money.above_retainer), (14.0 * an_hour, false));
        }
    }
    let more = |change: &Change| matches!(change, Change::AddHours { person, .. } if person == "halima");
    assert_eq!(money(&more).map(|money| (money.amount, money.above_retainer)), Some((200.0, false)));
}
