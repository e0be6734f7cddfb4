//! `righthand up`: whether the desk of these settings answers, for health checks where there is no other client.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, anyhow};

use super::source::{Failure, print};
use crate::settings::Settings;

/// A desk that takes longer is not up.
const PATIENCE: Duration = Duration::from_secs(4);
/// What `/up` says is a line.
const ANSWER_BYTES_MAX: u64 = 4_096;

/// Ask the desk that is served at --listen whether it is up
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    settings: Settings,
}

/// Asks, and fails where the answer is no.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let address = reachable(arguments.settings.listen);
    let answer = ask(address).with_context(|| format!("nothing answers at {address}"))?;
    let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
    if answer.split(' ').nth(1) == Some("200") {
        return print(body);
    }
    Err(Failure::Other(anyhow!("{address} is not up: {}", body.trim())))
}

/// An address that listens everywhere is asked on this machine.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let host = match listen.ip() {
        IpAddr::V4(host) if host.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(host) if host.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        host => host,
    };
    SocketAddr::new(host, listen.port())
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(stream, "GET /up HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
