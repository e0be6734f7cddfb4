//! `righthand do NAME`: every command of the catalogue, with the same roles and rules as on the pages.

mod fields;

use anyhow::Context;
use righthand_desk::catalogue::{self, CATALOGUE, Entry};
use righthand_desk::command::{Conflict, Done, Outcome};
use righthand_domain::refusal::Refusal;
use righthand_domain::snapshot::Fault;
use serde_json::Value;

use super::desk::{Place, actor, business, input, user};
use super::source::{Failure, print};

/// Do anything that can be done at the desk; alone it lists what there is, `do NAME --help` says what it takes
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// The command, such as assign_task
    name: Option<String>,
    /// Its fields: effort=4, assignees=halima,mateus, due=null
    #[arg(value_name = "KEY=VALUE")]
    fields: Vec<String>,
    /// All fields as one JSON object instead
    #[arg(long, conflicts_with = "fields")]
    json: Option<String>,
    /// Key of the business
    #[arg(long, value_name = "KEY")]
    business: Option<String>,
    /// E-mail address of the user who does it [default: whoever runs the program, for the owner]
    #[arg(long = "as", value_name = "EMAIL")]
    as_user: Option<String>,
    /// Print the fields of the command
    #[arg(long, short)]
    help: bool,
    #[command(flatten)]
    place: Place,
}

/// Does it, and prints what came of it.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let Some(name) = &arguments.name else { return print(&list()) };
    let known = || input(name, "there is no such command; `righthand do` lists all".into());
    let entry = catalogue::find(name).ok_or_else(known)?;
    if arguments.help {
        return print(&fields::help(entry));
    }
    let fields = read_input(arguments, entry)?;
    let key =
        arguments.business.as_deref().ok_or_else(|| input("--business", "the key of a business is needed".into()))?;
    let desk = arguments.place.open()?;
    let business = business(&desk, key)?;
    let who = arguments.as_user.as_deref().map(|email| user(&desk, "--as", email)).transpose()?;
    let outcome = desk.send(&actor(business, who), entry.name, fields, None).context("the desk broke")?;
    told(key, outcome)
}

fn read_input(arguments: &Arguments, entry: &Entry) -> Result<Value, Failure> {
    match &arguments.json {
        Some(text) => serde_json::from_str(text).map_err(|error| input("--json", format!("this is not JSON: {error}"))),
        None => fields::read(entry, &arguments.fields),
    }
}

/// Every command with its summary, by name.
fn list() -> String {
    let width = CATALOGUE.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
    let line = |entry: &Entry| format!("  {:width$}  {}\n", entry.name, entry.summary);
    let lines: String = CATALOGUE.iter().map(line).collect();
    format!("righthand do NAME [KEY=VALUE ...|--json JSON] --business KEY [--as EMAIL] [--database URL]\n\n{lines}")
}

/// What came of it, for a person, with the exit status that belongs to it.
pub(super) fn told(business: &str, outcome: Outcome) -> Result<(), Failure> {
    match outcome {
        Outcome::Done(done) => print(&self::done(&done)),
        Outcome::Refused(refusal) => Err(Failure::Other(anyhow::anyhow!(refused(business, &refusal)))),
        Outcome::Invalid(faults) => Err(Failure::Input(faults.into_iter().map(named).collect())),
        Outcome::NotFound(what) => Err(Failure::Other(anyhow::anyhow!("there is no {what}"))),
        Outcome::Conflict(conflict) => Err(Failure::Other(anyhow::anyhow!(self::conflict(&conflict)))),
    }
}

fn done(done: &Done) -> String {
    let key = done.key.as_ref().map(|key| format!("  key: {key}\n")).unwrap_or_default();
    let version = done.version.map(|version| format!("  version: {version}\n")).unwrap_or_default();
    let event = if done.event > 0 {
        format!("  event: {} (take it back: righthand do undo event={})\n", done.event, done.event)
    } else {
        String::new()
    };
    let note = done.note.as_ref().map(|note| format!("  note: {note}\n")).unwrap_or_default();
    format!("{}\n{key}{version}{event}{note}", done.summary)
}

/// The rule, why, and the ways out by number, each as a line that can be typed.
fn refused(business: &str, refusal: &Refusal) -> String {
    let rule = refusal.rule.map(|rule| format!("{rule}, {}: ", rule.title())).unwrap_or_default();
    let mut text = format!("{rule}{}", refusal.why);
    for (number, way) in (1..).zip(&refusal.instead) {
        let fields: Vec<String> = way
            .input
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| format!("{name}={}", fields::typed(value)))
            .collect();
        let line = format!("righthand do {} {} --business {}", way.command, fields.join(" "), fields::quoted(business));
        text.push_str(&format!("\n  {number}. {}\n     {line}", way.label));
    }
    text
}

fn conflict(conflict: &Conflict) -> String {
    let fields = conflict.yours.as_object().into_iter().flatten();
    let differing = fields.filter(|(name, mine)| {
        !name.ends_with("id") && *name != "version" && conflict.theirs.get(name.as_str()) != Some(*mine)
    });
    let lines: String = differing
        .map(|(name, mine)| {
            format!("\n  {name}: now {}, yours {mine}", conflict.theirs.get(name.as_str()).unwrap_or(&Value::Null))
        })
        .collect();
    format!("the {} has been changed meanwhile and is at version {}{lines}", conflict.what, conflict.version)
}

/// A field as it is typed, not as a pointer.
fn named(fault: Fault) -> Fault {
    Fault { pointer: fault.pointer.trim_start_matches('/').to_owned(), message: fault.message }
}
