//! The mailer: one thread that hands the mail of the queue to a server, or keeps it, or lets it go.

#[cfg(test)]
mod tests;

use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::Context;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::{Error as SmtpError, SmtpTransport};
use lettre::{Message, Transport};
use righthand_desk::Desk;
use righthand_desk::mail::{self, Mailing, Outgoing};

use crate::settings::Settings;

/// How often the queue is looked at; nobody waits longer for a link by mail.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Mails taken at a time, one after the other.
const AT_A_TIME: i64 = 10;
/// Replies about the desk's own sign-in (RFC 4954, 4.7.1 and 6), not about a mail: whoever runs it can put that right.
const SIGN_IN_REPLIES: [u16; 4] = [530, 534, 535, 538];
/// A server that takes longer is tried again later.
const SERVER_PATIENCE: Duration = Duration::from_secs(20);

/// The thread; it ends with this, after the mail that it has in hand.
pub(crate) struct Mailer {
    stop: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Where mail goes.
struct Post {
    server: SmtpTransport,
    from: Mailbox,
    /// The address of the desk, without a slash at its end, and its host.
    origin: String,
    host: String,
}

/// How mail leaves a desk of these settings; `served_here` if only this machine reaches it.
pub(crate) fn mailing(settings: &Settings, served_here: bool) -> Mailing {
    match &settings.smtp {
        Some(_) => Mailing::Server,
        None if served_here => Mailing::Outbox,
        None => Mailing::Off,
    }
}

impl Mailer {
    /// Starts the thread. `origin` is the address of the desk for links.
    pub(crate) fn start(desk: &Desk, settings: &Settings, origin: &str) -> anyhow::Result<Self> {
        let post = settings.smtp.as_deref().map(|url| Post::new(url, &settings.mail_from, origin)).transpose()?;
        let desk = desk.clone();
        let (stop, stopped) = sync_channel(1);
        let work = move || {
            while stopped.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
                if let Err(error) = turn(&desk, post.as_ref()) {
                    tracing::error!(%error, "the mail cannot be looked through: {error:#}");
                }
            }
        };
        let thread =
            thread::Builder::new().name("mailer".into()).spawn(work).context("the mailer cannot be started")?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Mailer {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            // It cannot panic; and if it did, the program ends all the same.
            let _ = thread.join();
        }
    }
}

/// Looks through the queue once.
fn turn(desk: &Desk, post: Option<&Post>) -> anyhow::Result<()> {
    match (desk.mailing, post) {
        (Mailing::Server, Some(post)) => {
            for mail in mail::take(desk, AT_A_TIME)? {
                post.hand_over(desk, &mail)?;
            }
        }
        (Mailing::Off, _) => {
            let discarded = mail::discard_waiting(desk)?;
            if discarded > 0 {
                tracing::info!(discarded, "{discarded} mails were not sent: no mail server is set (--smtp)");
            }
        }
        (Mailing::Outbox | Mailing::Server, _) => {}
    }
    Ok(())
}

impl Post {
    fn new(url: &str, from: &str, origin: &str) -> anyhow::Result<Self> {
        let server =
            SmtpTransport::from_url(url).map_err(|_| anyhow::anyhow!("--smtp is not the address of a server"))?;
        let host = origin.split("//").last().and_then(|rest| rest.split([':', '/']).next()).unwrap_or("localhost");
        Ok(Self {
            server: server.timeout(Some(SERVER_PATIENCE)).build(),
            from: from.parse().context("--mail-from is not a mail address")?,
            origin: origin.to_owned(),
            host: host.to_owned(),
        })
    }

    /// Sends a mail, and notes how that went. Logs say neither its words nor to whom it goes.
    fn hand_over(&self, desk: &Desk, mail: &Outgoing) -> anyhow::Result<()> {
        let Outgoing { id, attempts, .. } = mail;
        let (why, for_good) = match self.message(mail).map(|message| self.server.send(&message)) {
            Ok(Ok(_)) => {
                tracing::info!(mail = id, attempts, "mail {id} sent");
                return Ok(mail::sent(desk, mail)?);
            }
            Ok(Err(fault)) => (said(&fault), fault.is_permanent() && !is_of_sign_in(&fault)),
            Err(fault) => (format!("{fault:#}"), true),
        };
        let given_up = mail::failed(desk, mail, &why, for_good)?;
        let then = if given_up { "it is given up" } else { "it is tried again" };
        tracing::warn!(mail = id, attempts, given_up, "mail {id} was not taken, {then}: {why}");
        Ok(())
    }

    fn message(&self, mail: &Outgoing) -> anyhow::Result<Message> {
        let to: Mailbox = mail.to.parse().context("the address is not one that mail can go to")?;
        let (text, html) =
            (righthand_web::mail::text(&mail.body, &self.origin), righthand_web::mail::html(&mail.body, &self.origin));
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&mail.subject)
            // The same at every attempt, so that whoever gets it twice sees it once.
            .message_id(Some(format!("<{}@{}>", mail.id, self.host)))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(text, html))
            .context("the mail cannot be written")
    }
}

/// What the server said, without an address or a word of the mail.
fn said(fault: &SmtpError) -> String {
    match fault.status() {
        Some(code) if is_of_sign_in(fault) => format!("the server did not let the desk sign in ({code}); see --smtp"),
        Some(code) if fault.is_permanent() => format!("the server refused it ({code})"),
        Some(code) => format!("the server asked to try again later ({code})"),
        None if fault.is_timeout() => "the server did not answer in time".to_owned(),
        None if is_of_tls(fault) => {
            "TLS with the server failed: its certificate is not one that this machine trusts, or not for this name"
                .to_owned()
        }
        None => "the server could not be reached".to_owned(),
    }
}

fn is_of_sign_in(fault: &SmtpError) -> bool {
    fault.status().is_some_and(|code| SIGN_IN_REPLIES.contains(&u16::from(code)))
}

/// A handshake that failed comes as data that nobody could read.
fn is_of_tls(fault: &SmtpError) -> bool {
    let unreadable = |error: &std::io::Error| error.kind() == std::io::ErrorKind::InvalidData;
    let source = std::error::Error::source(fault).and_then(|source| source.downcast_ref::<std::io::Error>());
    fault.is_tls() || source.is_some_and(unreadable)
}

/// RFC 3834: nobody's absence note answers it.
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
