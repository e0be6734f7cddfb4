//! A link by mail: how somebody signs in without a password, or without the one that they forgot.

use righthand_domain::words::first_name;
use righthand_store::{Identity, Sql, identity_sql, values};

use super::{Denied, LINK_LASTS, attempts, links::new_link, secret};
use crate::Desk;
use crate::mail::{self, Body, Mail};

/// Mails a link to `email` where somebody has an account of that address; tells nobody whether that is so.
///
/// Asking is counted as wrong passwords are, by address and by `place`, so that nobody is buried in mail.
pub fn mail_link(desk: &Desk, email: &str, place: &str) -> Result<(), Denied> {
    const FIND: &Sql = identity_sql!("user.to_mail", "select id, name from app_user where email = $1");
    let (now, email, place) = (desk.clock.now(), email.trim().to_lowercase(), place.to_owned());
    desk.store.identity_write(move |identity: &mut Identity| {
        attempts::count(identity, &format!("link to {email}"), &place, now)?;
        let Some((user, name)) =
            identity.one(FIND, &values![&email], |row| Ok((row.get(0)?, row.get::<String>(1)?)))?
        else {
            return Ok(());
        };
        let token = new_link(identity, user, now, LINK_LASTS, false)?;
        let first = first_name(&name);
        let link = Mail {
            once_key: format!("sign-in {}", secret::hash(&token)),
            business: None,
            to: email,
            subject: "Your link to sign in".into(),
            body: Body {
                hello: format!("Hello {first},"),
                lines: vec![format!(
                    "you asked for a link to sign in. It works once, for {} minutes.",
                    LINK_LASTS.as_mins()
                )],
                action: ("Sign in".into(), format!("/sign-in/{token}")),
                ending: "If it was not you who asked, do nothing: without this mail nobody can use the link.".into(),
            },
        };
        mail::post(identity, &link, now)?;
        Ok(())
    })
}
