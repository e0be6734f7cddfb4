//! Signing in: users, passwords, one-time links, sessions and personal tokens. None of it belongs to a business.

mod access_tokens;
mod attempts;
mod invitations;
mod links;
mod mailed_links;
mod passwords;
mod preferences;
mod secret;
mod session_list;
mod sessions;
mod set_up;
mod users;

pub use access_tokens::{
    Scope, TOKEN_NAME_CHARS_MAX, TokenHolder, TokenRow, create_token, end_token, has_too_many_tokens, holder_of_token,
    tokens_of,
};
pub use invitations::belong;
pub use invitations::{INVITATION_LASTS, Invitation, invitation, join};
pub(crate) use invitations::{Waiting, belongs_elsewhere, end_invitation, new_invitation, waiting};
pub(crate) use links::new_link;
pub use links::{HANDED_LINK_LASTS, LINK_LASTS, LinkHolder, link_for, link_holder, links_for, use_link};
pub use mailed_links::mail_link;
pub use passwords::{PASSWORD_CHARS_MIN, change_password, set_password, sign_in};
pub use preferences::{DAY_MINUTES, Immediate, Locale, Preferences, keep_preferences, preferences};
pub(crate) use secret::{fingerprint, new as new_secret};
pub use session_list::{Begun, end_other_sessions, end_session_of, sessions_of};
pub use sessions::{Membership, SESSION_LASTS, Session, Used, end_session, resume, resume_from};
pub use set_up::{SetUp, give_everybody_a_user, make_business, needs_set_up, set_up};
pub use users::{business_named, businesses, find_business, find_user, rename_business, user_named};
pub(crate) use users::{enter_business, make_user};

/// Characters of a hash by which a session or token is named in a list. The hash of a secret opens nothing.
const HANDLE_CHARS: usize = 16;

/// Why somebody is not let in, in words for the page.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// One sentence for a wrong address and a wrong password, so that nobody learns which addresses there are.
    #[error(
        "That address and password do not belong together. Try again, or ask whoever runs the business for a link."
    )]
    Wrong,
    #[error("There were too many attempts. Wait {0} minutes, then try again.")]
    TooMany(i64),
    #[error("This link has been used, or it is too old. Ask for a new one.")]
    Link,
    #[error("{message}")]
    Invalid { field: &'static str, message: String },
    #[error(transparent)]
    Broken(#[from] righthand_store::Error),
}
