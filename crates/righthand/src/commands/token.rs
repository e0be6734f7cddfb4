//! `righthand token`: personal tokens for programs that act for somebody.

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use righthand_desk::sign_in::{Scope, TokenHolder, TokenRow, create_token, end_token, tokens_of};
use righthand_domain::roles::{Grant, Permission};

use super::desk::{Place, actor, business, input, user};
use super::source::{Failure, print};

/// The longest that a token may go on before it ends by itself: ten years; without an end it goes on until it is ended.
const DAYS_MAX: i64 = 3_650;

/// Make, list and end personal tokens for the API
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Make a token and print it; it is told only here
    Create(Create),
    /// Print the tokens of somebody: handle, name, business, scope, last use, end
    List(List),
    /// End a token, by the handle that the list prints
    End(End),
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
    /// Days after which it ends by itself
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(1..=DAYS_MAX))]
    days: Option<i64>,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, clap::Args)]
struct List {
    /// E-mail address of the user
    #[arg(long, value_name = "EMAIL")]
    user: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, clap::Args)]
struct End {
    /// E-mail address of the user
    #[arg(long, value_name = "EMAIL")]
    user: String,
    /// The handle, as the list prints it
    handle: String,
    #[command(flatten)]
    place: Place,
}

/// Does with tokens what was asked; `clock` is now by the clock.
pub(crate) fn run(arguments: &Arguments, clock: Timestamp) -> Result<(), Failure> {
    match &arguments.what {
        What::Create(create) => make(create, clock),
        What::List(list) => print_all(list),
        What::End(end) => end_one(end),
    }
}

fn make(create: &Create, clock: Timestamp) -> Result<(), Failure> {
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
    let after = |days: i64| clock.checked_add(SignedDuration::from_hours(24 * days));
    let ends = create.days.map(after).transpose().context("--days leads beyond the calendar")?;
    let holder = TokenHolder { user, business, scope };
    let token = create_token(&desk, holder, &create.name, ends).context("the token cannot be kept")?;
    print(&format!("{token}\n"))
}

fn print_all(list: &List) -> Result<(), Failure> {
    let desk = list.place.open()?;
    let user = user(&desk, "--user", &list.user)?;
    let tokens = tokens_of(&desk, user).context("the database does not answer")?;
    print(&tokens.iter().map(line).collect::<String>())
}

fn line(token: &TokenRow) -> String {
    let or = |at: Option<Timestamp>, none: &str| at.map_or_else(|| none.to_owned(), |at| at.to_string());
    let TokenRow { handle, name, business_key, scope, last_used, ends, .. } = token;
    let (used, ends) = (or(*last_used, "never"), or(*ends, "no end"));
    format!("{handle}\t{name}\t{business_key}\t{scope}\t{used}\t{ends}\n")
}

fn end_one(end: &End) -> Result<(), Failure> {
    let desk = end.place.open()?;
    let user = user(&desk, "--user", &end.user)?;
    if end_token(&desk, user, &end.handle).context("the database does not answer")? {
        return print("ended\n");
    }
    Err(input(
        "handle",
        format!("{} has no token {} that goes on; `righthand token list` prints them", end.user, end.handle),
    ))
}
