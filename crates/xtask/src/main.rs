//! Chores of the house: `cargo run --release -p righthand-xtask -- bench [NAME …]` measures into `docs/benchmarks.md`.

mod bench;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["bench", names @ ..] => bench::run(names),
        // The bench starts itself under this name, as the least that a program which serves a page can be.
        ["bare", bytes] => bench::bare(bytes),
        _ => Err(anyhow::anyhow!("this does: bench [NAME …]")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
