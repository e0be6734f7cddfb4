//! Serves the whole site over a desk of its own, with the demonstration: `cargo run -p righthand-web --example site`.
//!
//! It prints one sign-in link per person, listens at 127.0.0.1:8788 (or the port given as the first argument), and
//! forgets everything when it ends. `empty` as the second argument leaves the demonstration out, to see the set-up.

use std::error::Error;
use std::time::Duration;

use righthand_desk::demonstration::{harbour_clay, northlight_coaching};
use righthand_desk::import::load_demonstration;
use righthand_desk::{Clock, Desk, Store, sign_in};
use righthand_domain::ids::BusinessId;
use righthand_domain::snapshot::Snapshot;
use righthand_web::http::Served;

/// The Tuesday of the design.
const NOW: &str = "2026-11-24T08:02:00Z";
/// Long enough for the first forecast on a slow machine.
const FORECAST_PATIENCE: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let port: u16 = arguments.next().map_or(Ok(8788), |port| port.parse())?;
    let empty = arguments.next().is_some_and(|word| word == "empty");
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite:{}", folder.path().join("desk.db").display());
    let address = format!("http://127.0.0.1:{port}");
    let printed = address.clone();
    let desk =
        tokio::task::spawn_blocking(move || open(&url, empty, &printed)).await?.map_err(|error| error.to_string())?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("{address}");
    axum::serve(listener, righthand_web::router(desk, Served::Loopback, 1)).await?;
    Ok(())
}

fn open(url: &str, empty: bool, address: &str) -> Result<Desk, Box<dyn Error + Send + Sync>> {
    let now = NOW.parse()?;
    let desk = Desk::new(Store::open(url)?, Clock::starting_at(now));
    if empty {
        return Ok(desk);
    }
    let businesses = [("harbour-clay", harbour_clay(now)), ("northlight-coaching", northlight_coaching(now))];
    for (key, snapshot) in businesses {
        let people = snapshot.clone();
        let business = load_demonstration(&desk, key, snapshot)?;
        print_links(&desk, business, &people, address)?;
    }
    desk.planning.settle(FORECAST_PATIENCE);
    Ok(desk)
}

/// A link for everybody of the business; who is in both businesses has one from each, and either opens both.
fn print_links(
    desk: &Desk,
    business: BusinessId,
    snapshot: &Snapshot,
    address: &str,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    desk.planning.wake(business);
    println!("{}", snapshot.business.name);
    for person in &snapshot.people {
        let Some(email) = &person.email else { continue };
        if let Some(token) = sign_in::link_for(desk, email, sign_in::HANDED_LINK_LASTS)? {
            println!("  {:<22} {:<24} {address}/sign-in/{token}", person.name, format!("{:?}", person.role));
        }
    }
    Ok(())
}
