//! Business files.

use righthand_desk::demonstration::{harbour_clay, northlight_coaching};
use righthand_desk::import::load_demonstration;
use righthand_desk::sign_in::business_named;
use righthand_domain::snapshot::{Effort, Snapshot, Task};

use super::*;

fn exported(desk: &Desk, business: BusinessId) -> Snapshot {
    desk.store.read(business, righthand_desk::snapshot::load).unwrap().unwrap()
}

/// The same with every default said, and hours as whole minutes, which is how the desk keeps them.
fn with_defaults(mut snapshot: Snapshot) -> Snapshot {
    let owner = snapshot
        .people
        .iter()
        .find(|person| person.role == righthand_domain::roles::Role::Owner)
        .map(|owner| owner.key.clone());
    snapshot.at = None;
    snapshot.business.holidays.sort_by_key(|holiday| holiday.date);
    for person in &mut snapshot.people {
        person.hours_per_week = person.hours_per_week.map(whole);
        person.time_off.sort_by_key(|off| off.from);
        person.engagement = person.engagement.take().filter(|engagement| *engagement != Default::default());
    }
    for project in &mut snapshot.projects {
        project.outcome.get_or_insert_with(|| project.name.clone());
        project.manager = project.manager.take().or_else(|| owner.clone());
        project.budget_hours = project.budget_hours.map(whole);
        project.tasks.iter_mut().for_each(task);
    }
    for step in snapshot.operations.iter_mut().flat_map(|operation| &mut operation.steps) {
        step.kind.get_or_insert_default();
        step.effort = step.effort.map(effort);
    }
    for duty in &mut snapshot.duties {
        duty.hours_per_week = whole(duty.hours_per_week);
    }
    for step in snapshot.runs.iter_mut().flat_map(|run| &mut run.steps) {
        step.spent_hours = whole(step.spent_hours);
    }
    snapshot.appointments.sort_by(|one, other| (one.start, &one.key).cmp(&(other.start, &other.key)));
    snapshot.runs.sort_by(|one, other| (one.date, &one.operation).cmp(&(other.date, &other.operation)));
    snapshot
}

fn task(task: &mut Task) {
    task.effort = task.effort.map(effort);
    task.spent_hours = whole(task.spent_hours);
    task.after.sort_by(|one, other| (&one.task, one.kind).cmp(&(&other.task, other.kind)));
    task.kind = if task.children.is_empty() { Some(task.kind.unwrap_or_default()) } else { None };
    task.children.iter_mut().for_each(self::task);
}

fn effort(of: Effort) -> Effort {
    match of {
        Effort::One(hours) => Effort::One(whole(hours)),
        Effort::Three { optimistic, most_likely, pessimistic } => Effort::Three {
            optimistic: whole(optimistic),
            most_likely: whole(most_likely),
            pessimistic: whole(pessimistic),
        },
    }
}

fn whole(hours: f64) -> f64 {
    (hours * 60.0).round() / 60.0
}

fn comes_back(url: &str, key: &str, snapshot: &Snapshot) {
    let desk = desk(url);
    let (business, outcome) = found_for_file(&desk, key, ImportFile::of(snapshot.clone())).unwrap();
    let first = report(&done(outcome));
    assert_eq!(first.items["project"].made, snapshot.projects.len());
    assert_eq!(first.items["person"].made, snapshot.people.len(), "its owner is made with the business, and counted");
    let out = exported(&desk, business);
    assert_eq!(with_defaults(out.clone()), with_defaults(snapshot.clone()), "{key}");
    let before = everything(&desk, business);
    // What is written is read back, and brings nothing new.
    let again = business_file::read(business_file::write(&out).as_bytes(), None, now()).unwrap();
    let again = done(run(&desk, business, ImportFile::of(again)));
    assert_eq!(everything(&desk, business), before, "{key}: importing what was exported changes nothing");
    assert!(report(&again).items.values().all(|count| count.made + count.updated == 0), "{:#?}", report(&again));
}

#[test]
fn every_example_of_the_contracts_comes_back_as_it_went_in() {
    for path in json_files("contracts/examples") {
        let key = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let snapshot = business_file::read(&std::fs::read(&path).unwrap(), None, now()).unwrap();
        on_both(|url| comes_back(url, &key, &snapshot));
    }
}

#[test]
fn both_demonstrations_come_back_as_they_went_in() {
    on_both(|url| comes_back(url, "harbour-clay", &harbour_clay(now())));
    on_both(|url| comes_back(url, "northlight", &northlight_coaching(now())));
}

#[test]
fn the_demonstration_is_loaded_once_and_its_people_can_sign_in() {
    on_both(|url| {
        let desk = desk(url);
        let business = load_demonstration(&desk, "harbour-clay", harbour_clay(now())).unwrap();
        assert_eq!(load_demonstration(&desk, "harbour-clay", harbour_clay(now())).unwrap(), business);
        let other = load_demonstration(&desk, "northlight", northlight_coaching(now())).unwrap();
        assert_ne!(other, business);
        let here = everything(&desk, business);
        assert!(rows(&here, "member").iter().all(|member| member["email"].is_null() || !member["user_id"].is_null()));
    });
}

/// A business with one of most things.
fn file() -> Value {
    json!({
        "format": "righthand/1",
        "business": { "name": "Harbour Clay", "time_zone": "Europe/Lisbon", "holidays": [{ "date": "2026-12-25" }] },
        "people": [
            { "key": "amara", "name": "Amara Lindqvist", "role": "owner" },
            { "key": "priyanka", "name": "Priyanka Doyle", "role": "project_manager" },
            { "key": "halima", "name": "Halima Strand", "role": "team_member", "time_off": [{ "from": "2026-12-01", "to": "2026-12-02" }] },
        ],
        "areas": [{ "key": "content", "name": "Content", "accountable": "halima" }],
        "projects": [{ "key": "launch", "name": "Launch", "end": "2026-12-18", "manager": "priyanka", "tasks": [
            { "key": "write", "name": "Write", "effort": 2, "assignees": ["halima"] },
            { "key": "edit", "name": "Edit", "after": ["write"] } ] }],
        "operations": [{ "key": "letter", "name": "Letter", "accountable": "halima", "rrule": "FREQ=WEEKLY", "starts": "2026-11-24",
            "steps": [{ "key": "write", "name": "Write" }] }],
        "runs": [{ "operation": "letter", "date": "2026-11-24", "steps": [{ "key": "write", "spent_hours": 1 }] }],
        "appointments": [{ "key": "call", "name": "Call", "start": "2026-11-26T10:00:00Z", "end": "2026-11-26T11:00:00Z", "people": ["amara", "halima"] }],
        "duties": [{ "key": "mail", "name": "Mail", "kind": "management", "hours_per_week": 3, "who": "amara" }],
    })
}

#[test]
fn a_file_imported_again_updates_and_doubles_nothing() {
    on_both(|url| {
        let desk = desk(url);
        let (business, outcome) = found_for_file(&desk, "clay", ImportFile::of(snapshot(&file()))).unwrap();
        done(outcome);
        let mut later = file();
        later["people"][2]["time_off"] = json!([]);
        later["projects"][0]["tasks"][1]["after"] = json!([{ "task": "write", "lag_hours": 2 }]);
        later["projects"][0]["tasks"][0]["children"] = json!([]);
        later["projects"][0]["tasks"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "key": "print", "name": "Print", "children": [{ "key": "paper", "name": "Paper" }] }));
        later["operations"][0]["steps"][0]["effort"] = json!(1.5);
        let report = report(&done(run(&desk, business, ImportFile::of(snapshot(&later)))));
        let count = |kind: &str| (report.items[kind].made, report.items[kind].updated, report.items[kind].unchanged);
        assert_eq!(
            (count("person"), count("task"), count("step"), count("run")),
            ((0, 1, 2), (2, 1, 1), (0, 1, 0), (0, 0, 1))
        );
        assert_eq!(with_defaults(exported(&desk, business)), with_defaults(snapshot(&later)));
    });
}

#[test]
fn r14_a_file_is_undone_as_one() {
    on_both(|url| {
        let desk = desk(url);
        let business = studio(&desk);
        let before = everything(&desk, business);
        let event = done(run(&desk, business, ImportFile::of(snapshot(&file())))).event;
        done(undo(&desk, business, event));
        assert_eq!(everything(&desk, business), before);
    });
}

/// A founding that a rule refuses, and that leaves no business behind.
fn is_refused(file: &Value, by: Rule) {
    on_both(|url| {
        let desk = desk(url);
        let (_, outcome) = found_for_file(&desk, "clay", ImportFile::of(snapshot(file))).unwrap();
        assert_eq!(rule(outcome), Some(by));
        assert_eq!(desk.store.identity_read(|identity| business_named(identity, "clay")).unwrap(), None);
    });
}

#[test]
fn r02_a_project_manager_with_four_projects_is_refused() {
    let mut four = file();
    four["projects"] = (1..=4)
        .map(|n| json!({ "key": format!("p{n}"), "name": format!("P{n}"), "end": "2026-12-18", "manager": "priyanka" }))
        .collect();
    is_refused(&four, Rule::R2);
}

#[test]
fn r03_implementation_for_a_project_manager_is_refused() {
    let mut hers = file();
    hers["projects"][0]["tasks"][0]["assignees"] = json!(["priyanka"]);
    is_refused(&hers, Rule::R3);
    let mut step = file();
    step["operations"][0]["steps"][0]["assignees"] = json!(["priyanka"]);
    is_refused(&step, Rule::R3);
}

#[test]
fn r05_an_online_business_manager_for_a_term_is_refused() {
    let mut term = file();
    term["people"][1] = json!({ "key": "priyanka", "name": "Priyanka Doyle", "role": "online_business_manager", "engagement": { "kind": "fixed_term" } });
    is_refused(&term, Rule::R5);
}

#[test]
fn r16_an_area_or_operation_of_nobody_is_refused_naming_it() {
    let mut area = file();
    area["areas"][0].as_object_mut().unwrap().remove("accountable");
    is_refused(&area, Rule::R16);
    let mut operation = file();
    operation["operations"][0].as_object_mut().unwrap().remove("accountable");
    is_refused(&operation, Rule::R16);
}

#[test]
fn a_dry_run_that_would_found_a_business_founds_none() {
    on_both(|url| {
        let desk = desk(url);
        let dry = ImportFile { dry_run: true, ..ImportFile::of(snapshot(&file())) };
        let (_, outcome) = found_for_file(&desk, "clay", dry).unwrap();
        assert_eq!(report(&done(outcome)).items["task"].made, 2);
        assert_eq!(desk.store.identity_read(|identity| business_named(identity, "clay")).unwrap(), None);
    });
}
