//! The planner on published instances of PSPLIB, single- and multi-mode (contracts, section 2).
//!
//! `cargo run --release -p righthand-planner --example rcpsp -- [--schedules N | --seconds S] [--seed N] [--starts DIR] FILE…`
//! prints `instance,makespan,schedules,seconds`, one line an instance.

mod psplib;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use righthand_planner::project::{Solution, solve};

/// Seconds that one instance may take at most (contracts, section 2).
const SECONDS_MAX: f64 = 30.0;
/// Schedules without `--schedules` and `--seconds`.
const SCHEDULES: u64 = 5_000;

struct Arguments {
    schedules: u64,
    limit: Duration,
    seed: u64,
    starts: Option<PathBuf>,
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    match arguments(std::env::args().skip(1)).and_then(|arguments| run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut schedules = None;
    let mut seconds = None;
    let mut arguments = Arguments {
        schedules: SCHEDULES,
        limit: Duration::from_secs_f64(SECONDS_MAX),
        seed: 1,
        starts: None,
        files: vec![],
    };
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or_else(|| format!("{argument} needs a value"));
        let not_a_number = |value: &str| format!("{value} is not a number that {argument} can take");
        match argument.as_str() {
            "--schedules" => schedules = Some(value().and_then(|v| v.parse::<u64>().map_err(|_| not_a_number(&v)))?),
            "--seconds" => seconds = Some(value().and_then(|v| v.parse::<f64>().map_err(|_| not_a_number(&v)))?),
            "--seed" => arguments.seed = value().and_then(|v| v.parse().map_err(|_| not_a_number(&v)))?,
            "--starts" => arguments.starts = Some(PathBuf::from(value()?)),
            flag if flag.starts_with("--") => return Err(format!("there is no option {flag}")),
            file => arguments.files.push(PathBuf::from(file)),
        }
    }
    if let Some(seconds) = seconds {
        if !(seconds >= 0.0 && seconds.is_finite()) {
            return Err("--seconds takes a number of seconds, 0 or more".to_owned());
        }
        arguments.limit = Duration::from_secs_f64(seconds.min(SECONDS_MAX));
        arguments.schedules = u64::MAX;
    }
    arguments.schedules = schedules.unwrap_or(arguments.schedules);
    if arguments.files.is_empty() {
        return Err("name at least one .sm or .mm file".to_owned());
    }
    Ok(arguments)
}

fn run(arguments: &Arguments) -> Result<(), String> {
    if let Some(folder) = &arguments.starts {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    println!("instance,makespan,schedules,seconds");
    for file in &arguments.files {
        let told = |error: String| format!("{}: {error}", file.display());
        let text = std::fs::read_to_string(file).map_err(|error| told(error.to_string()))?;
        let begun = Instant::now();
        let project = psplib::read(&text).map_err(told)?;
        let mut keep_going = || begun.elapsed() < arguments.limit;
        let solution = solve(&project, arguments.seed, arguments.schedules, &mut keep_going)
            .map_err(|error| told(error.to_string()))?;
        let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        println!("{name},{},{},{:.4}", solution.makespan, solution.schedules, begun.elapsed().as_secs_f64());
        if let Some(folder) = &arguments.starts {
            write_starts(folder, file, &solution).map_err(told)?;
        }
    }
    Ok(())
}

fn write_starts(folder: &Path, file: &Path, solution: &Solution) -> Result<(), String> {
    let mut lines = String::from("activity,mode,start\n");
    for (a, (mode, start)) in solution.mode.iter().zip(&solution.start).enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{},{},{start}", a + 1, mode + 1);
    }
    let stem = file.file_stem().map_or_else(|| "instance".into(), |stem| stem.to_os_string());
    let path = folder.join(stem).with_extension("csv");
    std::fs::write(&path, lines).map_err(|error| format!("{}: {error}", path.display()))
}
