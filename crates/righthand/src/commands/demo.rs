//! `righthand demo`: the desk with the demonstration in it, and a link for everybody to sign in with.

use anyhow::Context;
use jiff::Timestamp;
use righthand_desk::command::{Actor, Door, Who};
use righthand_desk::demonstration::{harbour_clay, northlight_coaching};
use righthand_desk::import::load_demonstration;
use righthand_desk::{Clock, Desk, forecasts, sign_in};
use righthand_domain::ids::BusinessId;
use tempfile::TempDir;

use super::desk::open_store;
use super::serve::{is_here_only, run_to_end};
use super::source::{Failure, print};
use crate::logs;
use crate::mailer::{self, Mailer};
use crate::server::Server;
use crate::settings::Settings;

/// The businesses of the demonstration.
const KEYS: [&str; 2] = ["harbour-clay", "northlight-coaching"];

/// Serve a demonstration: Harbour Clay, an online pottery school, and its people
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    settings: Settings,
    /// The moment at which the demonstration's clock starts, by RFC 3339 [default: now]
    #[arg(long, value_name = "INSTANT")]
    at: Option<Timestamp>,
}

/// Loads the demonstration where it is not there, and serves it; `clock` is now by the clock.
pub(crate) fn run(arguments: &Arguments, clock: Timestamp) -> Result<(), Failure> {
    let settings = &arguments.settings;
    logs::begin(&settings.log, settings.log_json);
    let server = Server::bind(settings.listen, settings.metrics_listen)?;
    let (database, _temporary) = database(settings)?;
    let desk = Desk::new(open_store(&database)?, arguments.at.map_or_else(Clock::system, Clock::starting_at))
        .mailing(mailer::mailing(settings, is_here_only(settings)));
    let people = load(&desk, arguments.at.unwrap_or(clock))?;
    let address = server.url();
    let _mailer = Mailer::start(&desk, settings, settings.public_url.as_deref().unwrap_or(&address))?;
    let base = settings.public_url.clone().unwrap_or_else(|| address.clone());
    let ready = || {
        look_back(&desk);
        let lines = people.iter().map(|person| format!("{}\t{}\t{base}{}\n", person.name, person.role, person.path));
        let text = format!("listening on {address}\n{}", lines.collect::<String>());
        print(&text).map_err(|_| anyhow::anyhow!("the address cannot be printed"))
    };
    run_to_end(server, &desk, settings, ready)
}

/// Keeps the forecasts that the demonstration would have shown before now, beside serving it.
fn look_back(desk: &Desk) {
    let desk = desk.clone();
    let looked = std::thread::Builder::new().name("look-back".into()).spawn(move || {
        for key in KEYS {
            let business = sign_in::find_business(&desk, key);
            let looked = business.and_then(|business| business.map_or(Ok(()), |id| forecasts::look_back(&desk, id)));
            if let Err(error) = looked {
                tracing::warn!(business = key, %error, "the weeks before now could not be forecast: {error}");
            }
        }
    });
    if let Err(error) = looked {
        tracing::warn!(%error, "the weeks before now could not be forecast: {error}");
    }
}

/// The database that was asked for, or one that goes with the process.
fn database(settings: &Settings) -> anyhow::Result<(String, Option<TempDir>)> {
    if let Some(url) = &settings.place.database {
        return Ok((url.clone(), None));
    }
    let folder =
        tempfile::Builder::new().prefix("righthand-demo-").tempdir().context("a temporary directory cannot be made")?;
    Ok((format!("sqlite:{}", folder.path().join("righthand.db").display()), Some(folder)))
}

/// Somebody of the demonstration, with the path at which they sign in once.
struct Person {
    name: String,
    role: &'static str,
    path: String,
}

fn load(desk: &Desk, at: Timestamp) -> anyhow::Result<Vec<Person>> {
    let _resting = desk.planning.rest();
    let businesses = KEYS.into_iter().zip([harbour_clay(at), northlight_coaching(at)]);
    let mut people: Vec<Person> = Vec::new();
    for (key, snapshot) in businesses {
        let business = load_demonstration(desk, key, snapshot).with_context(|| format!("{key} cannot be loaded"))?;
        for person in people_of(desk, business)? {
            if people.iter().all(|known| known.name != person.name) {
                people.push(person);
            }
        }
    }
    Ok(people)
}

/// Everybody of a business who can sign in, in its order.
fn people_of(desk: &Desk, business: BusinessId) -> anyhow::Result<Vec<Person>> {
    let operator = Actor { who: Who::Operator, business, door: Door::Cli };
    let members = desk
        .view(&operator, |view| view.members())
        .map_err(|unseen| anyhow::anyhow!("the people cannot be read: {unseen:?}"))?;
    let with_address: Vec<_> = members.into_iter().filter_map(|member| Some((member.email.clone()?, member))).collect();
    let addresses = with_address.iter().map(|(email, _)| email.clone()).collect();
    let links = sign_in::links_for(desk, addresses, sign_in::HANDED_LINK_LASTS)?;
    let people = with_address.into_iter().zip(links).filter_map(|((_, member), link)| {
        Some(Person { name: member.name, role: member.role.as_str(), path: format!("/sign-in/{}", link?) })
    });
    Ok(people.collect())
}
