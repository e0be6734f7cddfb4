//! A mail server for tests: takes what it is sent, or refuses it in the words that a test gives.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// A server on a free port of this machine, until it is dropped.
pub struct SmtpCatcher {
    address: SocketAddr,
    caught: Arc<Mutex<Vec<Caught>>>,
    ended: Arc<AtomicBool>,
}

/// A mail as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caught {
    pub to: Vec<String>,
    /// Headers and body, with their line ends.
    pub words: String,
}

impl SmtpCatcher {
    /// Starts it. The first recipients are answered with `refusals`, one each; all later ones are taken.
    ///
    /// # Panics
    /// Where this machine has no port to listen on.
    #[expect(clippy::expect_used, reason = "a test that cannot begin has failed")]
    pub fn start(refusals: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port for the mail server");
        let address = listener.local_addr().expect("the port of the mail server");
        let (caught, ended) = (Arc::<Mutex<Vec<Caught>>>::default(), Arc::<AtomicBool>::default());
        let refusals: Arc<Mutex<Vec<String>>> =
            Arc::new(Mutex::new(refusals.iter().rev().map(|&refusal| refusal.to_owned()).collect()));
        let (into, ends) = (Arc::clone(&caught), Arc::clone(&ended));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ends.load(Ordering::Relaxed) {
                    return;
                }
                let (into, refusals) = (Arc::clone(&into), Arc::clone(&refusals));
                // Who hangs up in the middle has said all they had to say.
                std::thread::spawn(move || drop(talk(&stream, &into, &refusals)));
            }
        });
        Self { address, caught, ended }
    }

    /// Its address, as the setting `smtp` takes it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What came until now.
    pub fn caught(&self) -> Vec<Caught> {
        self.caught.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for SmtpCatcher {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for somebody; nobody may be there any more.
        let _ = TcpStream::connect(self.address);
    }
}

/// One conversation by RFC 5321.
fn talk(stream: &TcpStream, caught: &Mutex<Vec<Caught>>, refusals: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let say = |line: &str| (&mut &*stream).write_all(format!("{line}\r\n").as_bytes());
    say("220 catcher")?;
    let mut lines = BufReader::new(stream);
    let mut to = Vec::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let word = line.split([' ', '\r', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match word.as_str() {
            "QUIT" => return say("221 bye"),
            "RCPT" => {
                let refusal = refusals.lock().unwrap_or_else(PoisonError::into_inner).pop();
                if refusal.is_none() {
                    to.extend(line.split(['<', '>']).nth(1).map(str::to_owned));
                }
                say(refusal.as_deref().unwrap_or("250 taken"))?;
            }
            "DATA" => {
                say("354 go on")?;
                let mut words = String::new();
                while !words.ends_with("\r\n.\r\n") {
                    if lines.read_line(&mut words)? == 0 {
                        return Ok(());
                    }
                }
                let mail = Caught { to: std::mem::take(&mut to), words };
                caught.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
                say("250 kept")?;
            }
            _ => say("250 catcher")?,
        }
    }
}
