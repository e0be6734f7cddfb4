//! How far a long import is, on the standard error of whoever waits for it.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use righthand_desk::import::Progress;

/// An import that is done sooner says nothing of its progress.
const FIRST: Duration = Duration::from_secs(1);
/// Between two lines at a terminal, which overwrite each other.
const AT_A_TERMINAL: Duration = Duration::from_millis(200);
/// Between two lines of a log, which stay.
const IN_A_LOG: Duration = Duration::from_secs(5);

/// While it lives, the progress is told.
pub(super) struct Telling {
    ended: Option<Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

/// Tells it until the answer is dropped.
pub(super) fn tell(progress: Progress) -> Telling {
    let (ended, wait) = channel();
    let told = std::thread::Builder::new().name("progress".into()).spawn(move || {
        let terminal = std::io::stderr().is_terminal();
        let (mut pause, mut told) = (FIRST, false);
        while wait.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            let (done, of) = progress.rows();
            let line = match (done * 100).checked_div(of) {
                None => "Looking at what is here already".to_owned(),
                Some(percent) => format!("{percent} % written: {done} of {of} rows so far"),
            };
            // Whoever closed their end does not want to hear of it.
            let _ = if terminal {
                write!(std::io::stderr(), "\r{line}\x1b[K")
            } else {
                writeln!(std::io::stderr(), "{line}")
            };
            told = true;
            pause = if terminal { AT_A_TERMINAL } else { IN_A_LOG };
        }
        if told && terminal {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    });
    Telling { ended: Some(ended), thread: told.ok() }
}

impl Drop for Telling {
    fn drop(&mut self) {
        drop(self.ended.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
