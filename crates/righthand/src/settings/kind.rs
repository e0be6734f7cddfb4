//! What the value of a setting is checked for.

use std::net::SocketAddr;

use lettre::message::Mailbox;
use lettre::transport::smtp::SmtpTransport;

/// What a value is checked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Address,
    DatabaseUrl,
    Directory,
    Filter,
    MailServer,
    Mailbox,
    OneOf(&'static [&'static str]),
    PublicUrl,
    Token,
}

/// Shorter tokens are guessed.
const TOKEN_CHARS_MIN: usize = 16;

impl Kind {
    /// What is wrong with the value, for whoever typed it. The value itself may be a secret, and is not repeated.
    pub(super) fn check(self, text: &str) -> Result<(), String> {
        let good = match self {
            Self::Address => {
                return text
                    .parse::<SocketAddr>()
                    .map(drop)
                    .map_err(|_| "an address and a port are expected, such as 127.0.0.1:8080".into());
            }
            Self::DatabaseUrl => ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| text.starts_with(scheme)),
            Self::Directory => !text.is_empty(),
            Self::Filter => {
                return text.parse::<tracing_subscriber::EnvFilter>().map(drop).map_err(|error| error.to_string());
            }
            Self::MailServer => {
                return SmtpTransport::from_url(text)
                    .map(drop)
                    .map_err(|_| "an address such as smtps://USER:PASSWORD@mail.example.org is expected".into());
            }
            Self::Mailbox => {
                return text
                    .parse::<Mailbox>()
                    .map(drop)
                    .map_err(|_| "a mail address is expected, such as Desk <desk@example.org>".into());
            }
            Self::OneOf(choices) if choices.contains(&text) => true,
            Self::OneOf(choices) => return Err(format!("it is one of {}", choices.join(", "))),
            Self::PublicUrl => {
                ["http://", "https://"].iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme))
            }
            Self::Token if text.chars().count() < TOKEN_CHARS_MIN => {
                return Err(format!("a token has at least {TOKEN_CHARS_MIN} characters"));
            }
            Self::Token => text.chars().all(|character| character.is_ascii_graphic()),
        };
        if good { Ok(()) } else { Err("this is not what is expected here".into()) }
    }
}
