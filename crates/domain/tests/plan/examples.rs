//! The contracts' example businesses: feasible, and the same every time.

use righthand_domain::plan::plan;

use crate::{checker, files};

#[test]
fn example_businesses_get_plans_that_hold() {
    let Some(folder) = files::contracts("examples") else { return };
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let (snapshot, options) = files::read(&std::fs::read_to_string(&path).unwrap());
        let made = plan(&snapshot, &options, &mut || true).unwrap();
        checker::check(&snapshot, &made);
        assert_eq!(plan(&snapshot, &options, &mut || true).unwrap(), made, "{path:?} twice");
        let first =
            plan(&snapshot, &righthand_domain::plan::Options { schedules: 1, ..options }, &mut || true).unwrap();
        println!(
            "{:?}: {} tasks, first {:?}, then {:?} with {}",
            path.file_name().unwrap(),
            made.tasks.len(),
            first.objective,
            made.objective,
            made.schedules
        );
    }
}
