//! What an export of another tool holds: `cargo run --release -p righthand-exchange --example parcel -- trello BOARD.json`.
//!
//! Prints the counts, what was skipped and guessed, and how long the reading took.

use std::{fs::File, process::ExitCode, time::Instant};

use righthand_exchange::importers::{IMPORTERS, importer};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, path] = &arguments[..] else {
        let kinds: Vec<&str> = IMPORTERS.iter().map(|importer| importer.kind).collect();
        eprintln!("usage: parcel KIND FILE, where KIND is one of {}", kinds.join(", "));
        return ExitCode::from(2);
    };
    let Some(importer) = importer(kind) else {
        eprintln!("no importer \"{kind}\"");
        return ExitCode::from(2);
    };
    let began = Instant::now();
    let parcel = File::open(path)
        .map_err(|error| error.to_string())
        .and_then(|mut file| importer.read_alone(&mut file).map_err(|unread| unread.to_string()));
    match parcel {
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::from(2)
        }
        Ok(parcel) => {
            println!("{} in {:.3} s", parcel.board.name, began.elapsed().as_secs_f64());
            for (kind, count) in &parcel.read {
                println!("{count:>8} {}", kind.as_str());
            }
            parcel.skipped.iter().for_each(|s| println!("skipped: {} \"{}\": {}", s.kind.noun(), s.what, s.why));
            parcel.guessed.iter().for_each(|guess| println!("guessed: {} -> {}", guess.what, guess.as_));
            ExitCode::SUCCESS
        }
    }
}
