//! `righthand token create`: a personal token for a program that acts for somebody.

use anyhow::Context;
use righthand_desk::sign_in::{Scope, TokenHolder, create_token};
use righthand_domain::roles::{Grant, Permission};

use super::desk::{Place, actor, business, input, user};
use super::source::{Failure, print};

/// Make personal tokens for the API
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Make a token and print it; it is told only here
    Create(Create),
}

#[derive(Debug, clap::Args)]
struct Create {
    /// E-mail address of the user for whom it acts
    #[arg(long, value_name = "EMAIL")]
    user: String,
    /// Key of the one business that it opens
    #[arg(long, value_name = "KEY")]
    business: String,
    /// What it may do
    #[arg(long, value_name = "SCOPE", default_value = "read", value_parser = ["read", "write"])]
    scope: String,
    /// What it is for, as lists of tokens show it
    #[arg(long, value_name = "WORDS", default_value = "made at the command line")]
    name: String,
    #[command(flatten)]
    place: Place,
}

/// Makes a token and prints it.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let What::Create(create) = &arguments.what;
    let desk = create.place.open()?;
    let (business, user) = (business(&desk, &create.business)?, user(&desk, "--user", &create.user)?);
    let allowed = desk.view(&actor(business, Some(user)), |view| Ok(view.may(Permission::OwnToken) == Grant::Yes));
    if !allowed.is_ok_and(|allowed| allowed) {
        return Err(input(
            "--user",
            format!("{} has no place in {} that may have a token", create.user, create.business),
        ));
    }
    let scope = Scope::parse(&create.scope).ok_or_else(|| input("--scope", "it is read or write".into()))?;
    let token =
        create_token(&desk, TokenHolder { user, business, scope }, &create.name).context("the token cannot be kept")?;
    print(&format!("{token}\n"))
}
