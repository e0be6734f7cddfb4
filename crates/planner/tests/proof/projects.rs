//! Projects of the literature: schedules against a checker that shares no code with the search, optima of tiny projects
//! by trying everything, and the published optima where the instances are there.

use proptest::prelude::*;
use righthand_planner::project::{Mode, Project, Solution, Unsolvable, solve};

#[path = "../../examples/rcpsp/psplib.rs"]
mod psplib;

use crate::holds::check_project;

fn solved(project: &Project, seed: u64, schedules: u64) -> Result<Solution, Unsolvable> {
    let solution = solve(project, seed, schedules, &mut || true)?;
    assert!(solution.schedules <= schedules);
    check_project(project, &solution);
    Ok(solution)
}

/// The least makespan over all choices of modes and all start times, by trying them; `None` without any.
fn optimum(project: &Project) -> Option<u32> {
    let horizon: u32 = project.modes.iter().map(|modes| modes.iter().map(|mode| mode.duration).max().unwrap()).sum();
    let mut best = None;
    try_modes(project, &mut vec![], horizon, &mut best);
    best
}

fn try_modes(project: &Project, chosen: &mut Vec<usize>, horizon: u32, best: &mut Option<u32>) {
    if chosen.len() < project.modes.len() {
        for mode in 0..project.modes[chosen.len()].len() {
            chosen.push(mode);
            try_modes(project, chosen, horizon, best);
            chosen.pop();
        }
        return;
    }
    let mode = |a: usize| &project.modes[a][chosen[a]];
    let fits = |(resource, stock): (usize, &u32)| {
        (0..chosen.len()).map(|a| mode(a).nonrenewable[resource]).sum::<u32>() <= *stock
    };
    if project.nonrenewable.iter().enumerate().all(fits) {
        let modes: Vec<&Mode> = (0..chosen.len()).map(mode).collect();
        try_starts(project, &modes, &mut vec![], horizon, best);
    }
}

fn try_starts(project: &Project, modes: &[&Mode], start: &mut Vec<u32>, horizon: u32, best: &mut Option<u32>) {
    let a = start.len();
    if a == modes.len() {
        let makespan = start.iter().zip(modes).map(|(start, mode)| start + mode.duration).max().unwrap_or(0);
        *best = Some(best.map_or(makespan, |best| best.min(makespan)));
        return;
    }
    for at in 0..=horizon - modes[a].duration {
        let end = at + modes[a].duration;
        if best.is_some_and(|best| end >= best) {
            return;
        }
        // Links lead from lower to higher numbers here.
        let after = |b: &usize| !project.successors[*b].contains(&(a as u32)) || start[*b] + modes[*b].duration <= at;
        let free = |period: u32| {
            project.renewable.iter().enumerate().all(|(resource, capacity)| {
                let runs = |b: &usize| start[*b] <= period && period < start[*b] + modes[*b].duration;
                let used: u32 = (0..a).filter(runs).map(|b| modes[b].renewable[resource]).sum();
                used + modes[a].renewable[resource] <= *capacity
            })
        };
        if (0..a).all(|b| after(&b)) && (at..end).all(free) {
            start.push(at);
            try_starts(project, modes, start, horizon, best);
            start.pop();
        }
    }
}

fn mode() -> impl Strategy<Value = Mode> {
    (0_u32..4, prop::collection::vec(0_u32..4, 2), prop::collection::vec(0_u32..4, 1))
        .prop_map(|(duration, renewable, nonrenewable)| Mode { duration, renewable, nonrenewable })
}

fn tiny() -> impl Strategy<Value = Project> {
    (1_usize..6).prop_flat_map(|count| {
        let modes = prop::collection::vec(prop::collection::vec(mode(), 1..3), count);
        let links = prop::collection::vec(any::<bool>(), count * count);
        (modes, links, 3_u32..6, 0_u32..12).prop_map(move |(modes, links, capacity, stock)| Project {
            renewable: vec![capacity, 3],
            nonrenewable: vec![stock],
            successors: (0..count)
                .map(|a| (a + 1..count).filter(|b| links[a * count + b]).map(|b| b as u32).collect())
                .collect(),
            modes,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn the_search_finds_the_optimum_of_tiny_projects_and_proves_it(project in tiny()) {
        match (solved(&project, 1, 2_000), optimum(&project)) {
            (Ok(solution), optimum) => {
                prop_assert_eq!(Some(solution.makespan), optimum);
                prop_assert!(solution.proved && solution.schedules < 2_000, "found, not proved: {:?}", solution);
            }
            (Err(_), optimum) => prop_assert_eq!(optimum, None),
        }
    }

    #[test]
    fn one_schedule_is_a_schedule_and_more_are_never_worse(project in tiny(), seed in 0_u64..100) {
        if let Ok(one) = solved(&project, seed, 1) {
            let more = solved(&project, seed, 300).unwrap();
            prop_assert!(more.makespan <= one.makespan);
            prop_assert_eq!(solved(&project, seed, 300).unwrap(), more);
        }
    }
}

fn single(durations: &[u32], successors: Vec<Vec<u32>>) -> Project {
    let mode = |duration: &u32| vec![Mode { duration: *duration, renewable: vec![1], nonrenewable: vec![] }];
    Project { renewable: vec![1], nonrenewable: vec![], modes: durations.iter().map(mode).collect(), successors }
}

#[test]
fn a_circle_a_dangling_link_and_too_large_a_need_are_told() {
    let circle = single(&[1, 1], vec![vec![1], vec![0]]);
    assert_eq!(solved(&circle, 1, 10), Err(Unsolvable::Cycle(0)));
    assert_eq!(solved(&single(&[1], vec![vec![7]]), 1, 10), Err(Unsolvable::Dangling(0)));
    assert_eq!(solved(&single(&[1, 1], vec![vec![]]), 1, 10), Err(Unsolvable::Dangling(1)));
    let mut needy = single(&[1], vec![vec![]]);
    needy.modes[0][0].renewable = vec![2];
    assert_eq!(solved(&needy, 1, 10), Err(Unsolvable::NoMode(0)));
    assert_eq!(solved(&single(&[u32::MAX], vec![vec![]]), 1, 10), Err(Unsolvable::TooLarge));
}

#[test]
fn nothing_to_do_takes_no_time() {
    assert_eq!(solved(&Project::default(), 1, 10).map(|solution| solution.makespan), Ok(0));
}

#[test]
fn more_resources_than_a_word_holds_are_all_kept() {
    let amounts = |of: usize| (0..9).map(|resource| u32::from(resource == of)).collect::<Vec<_>>();
    let modes = (0..9).chain(0..9).map(|of| vec![Mode { duration: 2, renewable: amounts(of), nonrenewable: vec![] }]);
    let project =
        Project { renewable: vec![1; 9], nonrenewable: vec![], modes: modes.collect(), successors: vec![vec![]; 18] };
    assert_eq!(solved(&project, 1, 100).map(|solution| (solution.makespan, solution.proved)), Ok((4, true)));
}

/// Every tenth published instance: feasible, never below a proven optimum, and close to it.
#[test]
fn published_instances_are_solved_close_to_their_optima() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/psplib"));
    for (set, optima, allowed) in
        [("j30", "optimum.csv", 0.002), ("mm/j10", "best_known.csv", 0.005), ("mm/j20", "best_known.csv", 0.015)]
    {
        let Ok(text) = std::fs::read_to_string(folder.join(set).join(optima)) else {
            println!("NOT RUN: no folder shared/psplib/{set} beside the checkout");
            continue;
        };
        let (mut sum, mut count, mut proved) = (0.0, 0, 0);
        for line in text.lines().skip(1).step_by(10) {
            let (name, known) = line.split_once(',').unwrap();
            let Ok(known) = known.trim().parse::<u32>() else { continue };
            let project = psplib::read(&std::fs::read_to_string(folder.join(set).join(name)).unwrap()).unwrap();
            let Solution { makespan, proved: sure, .. } = solved(&project, 1, 2_000).unwrap();
            assert!(makespan >= known, "{name}: {makespan} is below the optimum {known}");
            assert!(!sure || makespan == known, "{name}: {makespan} is said to be proved, and {known} is known");
            proved += u32::from(sure);
            sum += f64::from(makespan - known) / f64::from(known);
            count += 1;
        }
        println!("{set}: {proved} of {count} proved");
        assert!(f64::from(proved) > f64::from(count) * 0.4, "{set}: only {proved} of {count} proved");
        assert!(count > 10 && sum / f64::from(count) < allowed, "{set}: {}", sum / f64::from(count));
    }
}
