//! `with-postgres COMMAND…`: runs a command, such as all tests, with one PostgreSQL server that its processes share.
//! Without PostgreSQL the command runs all the same; each test then says what it leaves out.

use std::env;
use std::process::{Command, ExitCode};

use righthand_testkit::{Cluster, SHARED};

fn main() -> ExitCode {
    let mut words = env::args_os().skip(1);
    let Some(program) = words.next() else {
        eprintln!("with-postgres: name a command");
        return ExitCode::from(2);
    };
    let cluster = Cluster::start();
    let mut command = Command::new(&program);
    command.args(words);
    match &cluster {
        Ok(cluster) => {
            command.env(SHARED, cluster.folder());
        }
        Err(reason) => eprintln!("with-postgres: no PostgreSQL server ({reason})"),
    }
    match command.status() {
        Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(error) => {
            eprintln!("with-postgres: {} cannot be run: {error}", program.display());
            ExitCode::FAILURE
        }
    }
}
