//! A proxy in front of a server that counts round trips, where they happen: at the socket.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rebis::core::engine::Url;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// Passes bytes between a client and a server, and counts the client's turns to speak.
///
/// A turn is bytes of the client after bytes of the server, and so one round trip, however many
/// messages are in it. The numbers are exact on a current-thread runtime that client and proxy
/// share: a client that does not wait for an answer writes all its bytes before the proxy runs, so
/// an early part of the answer does not cut its turn in two.
pub struct Proxy {
    turns: Arc<AtomicU64>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// A proxy in front of the server of a URL, and the URL that leads through it.
    pub async fn of(url: &str) -> (Self, String) {
        let server: Url = url.parse().unwrap();
        let host = server.host().unwrap_or("localhost").to_owned();
        let port = server.port().expect("the URL of a test server has a port");
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let turns = Arc::new(AtomicU64::new(0));
        let accepting = tokio::spawn(accept(listener, (host.clone(), port), Arc::clone(&turns)));
        let proxy = Self { turns, accepting };
        let through = url.replacen(&format!("@{host}:{port}"), &format!("@{address}"), 1);
        assert_ne!(through, url, "the URL does not lead through the proxy");
        (proxy, through)
    }

    /// The turns of the client, on all connections, since the last call.
    pub fn take_turns(&self) -> u64 {
        self.turns.swap(0, Ordering::SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // The connections are tasks of the accepting one, and end with it.
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, server: (String, u16), turns: Arc<AtomicU64>) {
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let turn = Turn {
            is_clients: AtomicBool::new(false),
            count: Arc::clone(&turns),
        };
        connections.spawn(pass(client, server.clone(), turn));
    }
}

/// Whose turn it is on one connection.
struct Turn {
    is_clients: AtomicBool,
    count: Arc<AtomicU64>,
}

impl Turn {
    fn client_speaks(&self) {
        if !self.is_clients.swap(true, Ordering::SeqCst) {
            self.count.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn server_speaks(&self) {
        self.is_clients.store(false, Ordering::SeqCst);
    }
}

/// Passes the bytes of one connection until either side closes it.
async fn pass(client: TcpStream, server: (String, u16), turn: Turn) -> io::Result<()> {
    let server = TcpStream::connect((server.0.as_str(), server.1)).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    tokio::select! {
        ended = copy(from_client, to_server, || turn.client_speaks()) => ended,
        ended = copy(from_server, to_client, || turn.server_speaks()) => ended,
    }
}

/// Reads what has arrived, says so, and only then passes it on: nobody answers what is not noted.
async fn copy(from: OwnedReadHalf, to: OwnedWriteHalf, speaks: impl Fn()) -> io::Result<()> {
    let mut buffer = Vec::new();
    loop {
        from.readable().await?;
        let ended = read_all(&from, &mut buffer)?;
        if !buffer.is_empty() {
            speaks();
            write_all(&to, &buffer).await?;
            buffer.clear();
        }
        if ended {
            return Ok(());
        }
    }
}

/// Takes everything that is there; whether the other end has closed.
fn read_all(from: &OwnedReadHalf, buffer: &mut Vec<u8>) -> io::Result<bool> {
    loop {
        match from.try_read_buf(buffer) {
            Ok(0) => return Ok(true),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(false),
            Err(error) => return Err(error),
        }
    }
}

async fn write_all(to: &OwnedWriteHalf, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        to.writable().await?;
        match to.try_write(bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
