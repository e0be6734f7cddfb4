//! Cluster: a PostgreSQL server in a temporary directory that ends with the process of the tests.

use std::{
    env, fs, io,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use postgres::{Client, NoTls};

/// A running server on a socket, reachable by no network.
pub struct Cluster {
    folder: PathBuf,
    /// Its standard input is held open by this process; when that ends, however it ends, the supervisor stops the
    /// server and removes the directory. A server that somebody else started has none.
    _supervisor: Option<Child>,
}

/// Names the directory of a running server for processes that are to share it: to make one takes longer than most
/// tests, and each test may be a process.
pub const SHARED: &str = "RIGHTHAND_TEST_POSTGRES";

const USER: &str = "righthand";
/// A server starts in less than a second; a loaded machine may take long.
const START_ATTEMPTS: u32 = 600;
const START_PAUSE: Duration = Duration::from_millis(50);
/// Each store of a test holds up to nine connections, and tests run side by side.
const CONNECTIONS_MAX: u32 = 400;

/// Makes and starts the server, and ends it when the input closes, which the system does for a process that was killed,
/// too. Signals from the terminal go to the tests alone, as this is a process group of its own.
///
/// The database sorts as people do where the server can, so that an order that must be byte by byte is seen to be.
const SUPERVISE: &str = r#"
init() { "$1/initdb" -D "$2/data" -U "$3" -A trust -E UTF8 --no-sync --no-instructions $4 >>"$2/log" 2>&1; }
init "$1" "$2" "$3" "--locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US" ||
    init "$1" "$2" "$3" --locale=C || exit 1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
    -c full_page_writes=off -c shared_buffers=64MB -c max_connections="$4" </dev/null >>"$2/log" 2>&1 &
server=$!
cat >/dev/null
# A shell starts what runs beside it with QUIT ignored: a server that has hardly begun hears TERM only.
kill -TERM $server
kill -QUIT $server
wait $server
rm -rf "$2"
"#;

impl Cluster {
    /// The server that [`SHARED`] names, else one of its own.
    pub(crate) fn shared_or_started() -> Result<Self, String> {
        match env::var_os(SHARED) {
            Some(folder) => Ok(Self { folder: folder.into(), _supervisor: None }),
            None => Self::start(),
        }
    }

    /// Starts a server, or says why there is none.
    ///
    /// # Errors
    /// Where no server is installed, and where it does not start: with its log.
    pub fn start() -> Result<Self, String> {
        let programs = programs().ok_or("neither /usr/lib/postgresql/*/bin nor the PATH has initdb and postgres")?;
        let account = Account::to_run_as()?;
        let failed = |what: &'static str| move |fault: io::Error| format!("{what}: {fault}");
        let folder =
            tempfile::Builder::new().prefix("righthand-pg-").tempdir().map_err(failed("temporary directory"))?;
        if let Some(account) = &account {
            chown(folder.path(), Some(account.user), Some(account.group)).map_err(failed("chown"))?;
        }
        let mut command = Command::new("sh");
        command
            .args(["-c", SUPERVISE, "sh"])
            .arg(&programs)
            .arg(folder.path())
            .args([USER, &CONNECTIONS_MAX.to_string()]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let mut supervisor = as_account(&mut command, account.as_ref(), folder.path()).spawn().map_err(failed("sh"))?;
        // From here on the supervisor removes it.
        let cluster_folder = folder.keep();
        let cluster_url = url(&cluster_folder, "postgres");
        for _ in 0..START_ATTEMPTS {
            if Client::connect(&cluster_url, NoTls).is_ok() {
                return Ok(Self { folder: cluster_folder, _supervisor: Some(supervisor) });
            }
            if supervisor.try_wait().is_ok_and(|ended| ended.is_some()) {
                break;
            }
            thread::sleep(START_PAUSE);
        }
        let log = fs::read_to_string(cluster_folder.join("log")).unwrap_or_default();
        drop(supervisor.stdin.take());
        // It has ended or will, and what is left of the directory is of no use: nothing more can be done about either.
        let _ = supervisor.wait();
        let _ = fs::remove_dir_all(&cluster_folder);
        Err(format!("the server did not start: {log}"))
    }

    /// Its directory, which [`SHARED`] may name.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The address of one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        url(&self.folder, database)
    }
}

fn url(folder: &Path, database: &str) -> String {
    format!("postgresql:///{database}?host={}&user={USER}", folder.display())
}

/// An unprivileged account: PostgreSQL refuses to run as root.
struct Account {
    user: u32,
    group: u32,
}

impl Account {
    /// `None` where this process is unprivileged itself.
    fn to_run_as() -> Result<Option<Self>, String> {
        // Whoever runs the tests owns a directory that it makes.
        let probe =
            tempfile::tempdir().and_then(|probe| fs::metadata(probe.path())).map_err(|fault| fault.to_string())?;
        if probe.uid() != 0 {
            return Ok(None);
        }
        let accounts = fs::read_to_string("/etc/passwd").map_err(|fault| format!("/etc/passwd: {fault}"))?;
        let named = ["postgres", "nobody"].iter().find_map(|name| Self::of(&accounts, name));
        named.map(Some).ok_or_else(|| "run as root, and there is no account postgres or nobody".to_owned())
    }

    fn of(accounts: &str, name: &str) -> Option<Self> {
        let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut numbers = line.split(':').skip(2);
        Some(Self { user: numbers.next()?.parse().ok()?, group: numbers.next()?.parse().ok()? })
    }
}

fn as_account<'c>(command: &'c mut Command, account: Option<&Account>, folder: &Path) -> &'c mut Command {
    if let Some(account) = account {
        command.uid(account.user).gid(account.group);
    }
    // The account may not enter the directory where the tests run.
    command.current_dir(folder)
}

/// The directory with the server's programs: Debian's newest, else from the PATH.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    debian.sort();
    let path = env::var_os("PATH").unwrap_or_default();
    let candidates = debian.into_iter().rev().map(|(_, folder)| folder).chain(env::split_paths(&path));
    candidates.into_iter().find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}
