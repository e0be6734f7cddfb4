//! `righthand sign-in-link`: for somebody who cannot get in, by whoever runs the program.

use anyhow::Context;
use righthand_desk::sign_in;

use super::desk::{Place, input};
use super::source::{Failure, print};
use crate::settings::PublicUrl;

/// Print the path at which somebody signs in once, within three days
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// E-mail address of the user
    #[arg(long, value_name = "EMAIL")]
    user: String,
    #[command(flatten)]
    public_url: PublicUrl,
    #[command(flatten)]
    place: Place,
}

/// Makes a link and prints it.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let desk = arguments.place.open()?;
    let secret =
        sign_in::link_for(&desk, &arguments.user, sign_in::HANDED_LINK_LASTS).context("the link cannot be kept")?;
    let secret = secret.ok_or_else(|| input("--user", format!("nobody signs in with {}", arguments.user)))?;
    print(&format!("{}/sign-in/{secret}\n", arguments.public_url.0))
}
