//! What only the desk knows beside the file: tentative projects, pins and risks (R11, R12, R20).

use jiff::civil::date;
use righthand_domain::plan::{
    Away, Comparison, Forecast, Futures, Hours, NewWork, Options, PROMISED_FROM, Plan, PriceOf, PromiseLine,
    Supposition, plan, plan_and_forecast, promise, suppose,
};
use righthand_domain::snapshot::{Pin, Risk, Snapshot, Supposed};
use serde_json::json;

/// Two projects that both need Halima, who works from nine to five.
fn studio() -> Snapshot {
    let value = json!({
        "format": "righthand/1", "at": "2026-11-24T09:00:00+00:00",
        "business": { "name": "Harbour Clay", "time_zone": "Europe/Lisbon" },
        "people": [
            { "key": "amara", "name": "Amara Lindqvist", "role": "owner" },
            { "key": "halima", "name": "Halima Strand", "role": "team_member", "skills": ["editing"] }
        ],
        "projects": [
            { "key": "wheel", "name": "The Slow Wheel", "end": "2026-11-27", "tasks": [
                { "key": "edit", "name": "Edit", "effort": 16, "assignees": ["halima"] },
                { "key": "notes", "name": "Show notes", "effort": 2, "assignees": ["halima"], "after": ["edit"] }
            ] },
            { "key": "kits", "name": "Glaze kits", "end": "2026-12-11", "tasks": [
                { "key": "film", "name": "Film", "effort": 8, "assignees": ["halima"] },
                { "key": "list", "name": "List", "effort": 3, "assignees": ["halima", "amara"], "after": ["edit"] }
            ] }
        ]
    });
    righthand_exchange::business_file::read(value.to_string().as_bytes(), None, at()).unwrap()
}

fn at() -> jiff::Timestamp {
    "2026-11-24T09:00:00Z".parse().unwrap()
}

fn planned(snapshot: &Snapshot) -> Plan {
    plan(snapshot, &Options::at(at()), &mut || true).unwrap()
}

fn forecast(snapshot: &Snapshot) -> Forecast {
    let futures = Futures { levers: false, ..Futures::default() };
    plan_and_forecast(snapshot, &Options::at(at()), &futures, &mut || true).unwrap().1
}

fn with(supposed: Supposed) -> Snapshot {
    Snapshot { supposed, ..studio() }
}

#[test]
fn a_tentative_project_takes_nobodys_hours_and_nothing_waits_for_it() {
    let held = with(Supposed { tentative: vec!["wheel".into()], ..Supposed::default() });
    let plan = planned(&held);
    let keys: Vec<&str> = plan.tasks.iter().map(|task| task.key.as_str()).collect();
    assert!(!keys.contains(&"edit") && keys.contains(&"list"), "{keys:?}");
    let projects: Vec<_> = plan.projects.iter().map(|project| (project.key.as_str(), project.finish)).collect();
    assert_eq!(projects[0], ("wheel", None));
    let film = plan.tasks.iter().find(|task| task.key == "film").unwrap();
    assert_eq!(film.start, at(), "Halima is free for the other project");
    assert_eq!(forecast(&held).projects[0].on_time, None);
}

#[test]
fn r20_a_task_pinned_to_a_day_starts_on_it_and_the_rest_flows_around_it() {
    let pin = Pin { task: "film".into(), day: Some(date(2026, 11, 25)), person: None };
    let plan = planned(&with(Supposed { pins: vec![pin], ..Supposed::default() }));
    let film = plan.tasks.iter().find(|task| task.key == "film").unwrap();
    assert_eq!(film.start.to_string(), "2026-11-25T09:00:00Z");
    let edit = plan.tasks.iter().find(|task| task.key == "edit").unwrap();
    assert!(edit.start == at() && edit.segments.len() == 2, "edit goes on after it: {:?}", edit.segments);
}

#[test]
fn r20_a_task_pinned_to_a_person_is_done_by_nobody_else() {
    for person in ["halima", "amara"] {
        let pin = Pin { task: "list".into(), day: None, person: Some(person.into()) };
        let plan = planned(&with(Supposed { pins: vec![pin], ..Supposed::default() }));
        let list = plan.tasks.iter().find(|task| task.key == "list").unwrap();
        assert_eq!(list.person.as_deref(), Some(person));
    }
}

#[test]
fn r11_a_pin_that_cannot_hold_moves_rather_than_overbook_anybody() {
    let pins = vec![
        Pin { task: "notes".into(), day: Some(date(2026, 11, 24)), person: None },
        Pin { task: "film".into(), day: Some(date(2026, 11, 24)), person: Some("yuki".into()) },
    ];
    let plan = planned(&with(Supposed { pins, ..Supposed::default() }));
    let of = |key: &str| plan.tasks.iter().find(|task| task.key == key).unwrap();
    assert!(of("notes").start >= of("edit").finish, "what it waits for comes first");
    assert_eq!(of("film").person.as_deref(), Some("halima"), "nobody is invented");
    let mut pieces: Vec<_> = plan.tasks.iter().filter(|task| task.person.as_deref() == Some("halima")).collect();
    pieces.sort_by_key(|task| task.start);
    let mut taken: Vec<_> = pieces.iter().flat_map(|task| &task.segments).map(|s| (s.start, s.finish)).collect();
    taken.sort_unstable();
    assert!(taken.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{taken:?}");
}

#[test]
fn r12_a_risk_lowers_the_chance_of_its_project_and_of_no_other_before_it() {
    let chance = |risks: Vec<Risk>| {
        let forecast = forecast(&with(Supposed { risks, ..Supposed::default() }));
        forecast.projects.iter().map(|project| project.on_time.unwrap()).collect::<Vec<_>>()
    };
    let risk = |task: Option<&str>, chance, hours| Risk {
        key: "mould".into(),
        name: "Mould".into(),
        project: "wheel".into(),
        task: task.map(Into::into),
        chance,
        hours,
    };
    let without = chance(vec![]);
    let with_it = chance(vec![risk(Some("edit"), 0.5, 40.0)]);
    assert!((with_it[0] - without[0] * 0.5).abs() < 0.04, "{without:?} {with_it:?}");
    // Without a task it falls on whatever comes last.
    let last = chance(vec![risk(None, 1.0, 40.0)]);
    assert!(last[0] < 0.01, "{last:?}");
    assert_eq!(chance(vec![risk(Some("edit"), 0.0, 40.0)]), without);
}

fn supposed(snapshot: &Snapshot, supposition: &Supposition) -> Comparison {
    let options = Options { earlier: Some(planned(snapshot)), ..Options::at(at()) };
    let futures = Futures { levers: false, futures: 500, ..Futures::default() };
    suppose(snapshot, &options, &futures, supposition, &mut || true).unwrap()
}

#[test]
fn r12_a_tentative_project_switched_on_shows_what_it_does_to_every_other_ones_chance() {
    let mut held = with(Supposed { tentative: vec!["wheel".into()], ..Supposed::default() });
    held.projects[1].end = "2026-11-25".parse().unwrap();
    let on = Supposition { on: vec!["wheel".into()], ..Supposition::default() };
    let then = supposed(&held, &on);
    assert_eq!((then.projects[0].before, then.projects[0].then.is_some()), (None, true));
    let kits = &then.projects[1];
    assert!(kits.before.unwrap() > kits.then.unwrap() + 0.1, "{kits:?}");
    assert_eq!(held.supposed.tentative, ["wheel"], "nothing of it is kept");
}

#[test]
fn a_rehearsed_absence_says_what_stalls_and_what_passes_through_their_hands() {
    let mut studio = studio();
    studio.projects[1].manager = Some("amara".into());
    // Halima's editing is handed to Amara, who alone makes the list.
    studio.projects[1].tasks[1].assignees = vec!["amara".into()];
    let away = |person: &str| Supposition {
        away: Some(Away { person: person.into(), from: date(2026, 11, 24), to: date(2026, 12, 4) }),
        ..Supposition::default()
    };
    let halima = supposed(&studio, &away("halima"));
    let stalled: Vec<&str> = halima.tasks.iter().map(|task| task.key.as_str()).collect();
    assert!(stalled.contains(&"edit") && stalled.contains(&"list"), "{stalled:?}");
    assert!(halima.projects[0].then.unwrap() < 0.01, "The Slow Wheel is late without its editor");
    assert_eq!(halima.hand_offs, []);
    let amara = supposed(&studio, &away("amara"));
    let handed: Vec<&str> = amara.hand_offs.iter().map(|hand_off| hand_off.task.as_str()).collect();
    assert_eq!(handed, ["list"], "hand-offs wait for whoever manages them");
    assert!(amara.tasks.iter().any(|task| task.key == "list"));
}

#[test]
fn r20_a_pin_and_a_risk_have_their_price_in_chance() {
    let mut pinned = with(Supposed {
        pins: vec![Pin { task: "edit".into(), day: Some(date(2026, 11, 30)), person: None }],
        risks: vec![Risk {
            key: "mould".into(),
            name: "Mould".into(),
            project: "kits".into(),
            task: Some("film".into()),
            chance: 0.5,
            hours: 90.0,
        }],
        ..Supposed::default()
    });
    pinned.projects[1].end = "2026-12-02".parse().unwrap();
    let (_, forecast) = plan_and_forecast(&pinned, &Options::at(at()), &Futures::default(), &mut || true).unwrap();
    let price = |of: PriceOf| forecast.prices.iter().find(|price| price.of == of).unwrap();
    let pin = price(PriceOf::Pin("edit".into()));
    assert_eq!(pin.projects[0].project, "wheel");
    assert!(pin.projects[0].with < 0.01 && pin.projects[0].without > 0.3, "{pin:?}");
    let risk = price(PriceOf::Risk("mould".into()));
    assert_eq!(risk.projects[0].project, "kits");
    assert!(risk.projects[0].without - risk.projects[0].with > 0.3, "{risk:?}");
}

fn promised(snapshot: &Snapshot, work: &NewWork) -> PromiseLine {
    let options = Options { earlier: Some(planned(snapshot)), schedules: 60, ..Options::at(at()) };
    let futures = Futures { levers: false, futures: 500, ..Futures::default() };
    promise(snapshot, &options, &futures, work, &mut || true).unwrap()
}

fn filming(hours: f64) -> NewWork {
    NewWork {
        name: "A film about glazes".into(),
        effort: Hours { likely: hours, between: None },
        people: vec!["halima".into()],
        skill: None,
        after: vec![],
        manager: None,
        wanted: None,
    }
}

#[test]
fn r12_a_promise_line_rises_with_the_dates_and_names_the_earliest_that_can_be_promised() {
    let line = promised(&studio(), &filming(16.0));
    assert!(line.dates.len() > 3, "{line:?}");
    let promise = line.promise.unwrap();
    for chance in line.dates.iter().filter(|chance| chance.date >= promise) {
        assert!(chance.holds(), "{chance:?}, promised {promise}");
    }
    assert!(line.dates.iter().any(|chance| chance.date < promise && !chance.holds()));
    let (first, last) = (&line.dates[0], line.dates.last().unwrap());
    assert!(first.on_time < last.on_time && last.on_time >= PROMISED_FROM);
    // The Slow Wheel is due on Friday: whoever promises the film for Thursday breaks that promise.
    let price = line.dates.iter().find(|chance| Some(chance.date) == line.at_a_price).unwrap();
    assert!(price.costs.iter().any(|cost| cost.project == "wheel"), "{price:?}");
    assert_eq!(line.person.as_deref(), Some("halima"));
}

#[test]
fn an_early_date_makes_others_late_and_can_be_bought() {
    let line = promised(&studio(), &NewWork { wanted: Some(date(2026, 11, 25)), ..filming(16.0) });
    let wanted = line.dates.iter().find(|chance| chance.date == date(2026, 11, 25)).unwrap();
    assert!(wanted.on_time < PROMISED_FROM, "{wanted:?}");
    assert!(wanted.costs.iter().any(|cost| cost.project == "wheel"), "{wanted:?}");
    assert!(!line.buys.is_empty(), "something would help");
    assert!(line.buys.iter().all(|buy| buy.on_time > buy.instead_of));
}

#[test]
fn work_that_nobody_can_do_cannot_be_promised_and_says_why() {
    let line = promised(&studio(), &NewWork { people: vec![], skill: Some("welding".into()), ..filming(8.0) });
    assert_eq!((line.promise, line.dates.len()), (None, 0));
    assert!(line.unplaced.unwrap().contains("welding"));
}
