//! Pages of projects and tasks, as visitors of each role meet them.

mod guessed;
mod guesses;
mod outline;
mod portfolio;
mod site;
mod speed;
mod tasks;
mod what_if;
