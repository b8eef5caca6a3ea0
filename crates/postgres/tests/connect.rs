//! Connecting to servers that refuse: each is a few bytes from a thread.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

use std::io::{Read, Write};
use std::net::TcpListener;

use rebis_core::driver::Driver;
use rebis_core::error::{DatabaseError, DatabaseErrorKind};

/// A server that takes one connection, reads its startup message and gives one answer.
fn serve(answer: Vec<u8>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut startup = [0; 1024];
        assert!(stream.read(&mut startup).unwrap() > 0);
        stream.write_all(&answer).unwrap();
    });
    port
}

/// One message of the protocol: its tag, its length and its body.
fn message(tag: u8, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 4).unwrap();
    [&[tag], &length.to_be_bytes()[..], body].concat()
}

fn error_response(sqlstate: &str, text: &str) -> Vec<u8> {
    message(
        b'E',
        format!("SFATAL\0VFATAL\0C{sqlstate}\0M{text}\0\0").as_bytes(),
    )
}

async fn refusal(port: u16) -> DatabaseError {
    let url = format!("postgresql://ann:s3cret@127.0.0.1:{port}/shop")
        .parse()
        .unwrap();
    let error = rebis_postgres::DRIVER.connect(&url).await.err().unwrap();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("s3cret"), "{shown}");
    let place = format!("database `shop` at 127.0.0.1:{port}");
    assert!(error.message.contains(&place), "{error}");
    error
}

#[tokio::test]
async fn a_wrong_password_is_an_authentication_failure() {
    let text = "password authentication failed for user \"ann\"";
    let error = refusal(serve(error_response("28P01", text))).await;
    assert_eq!(error.kind, DatabaseErrorKind::AuthenticationFailed);
    assert!(error.message.ends_with(text), "{error}");
}

#[tokio::test]
async fn a_user_without_access_is_an_authentication_failure() {
    let error = refusal(serve(error_response("28000", "no pg_hba.conf entry"))).await;
    assert_eq!(error.kind, DatabaseErrorKind::AuthenticationFailed);
}

#[tokio::test]
async fn a_server_that_starts_or_is_full_refuses_the_connection() {
    for sqlstate in ["57P03", "53300"] {
        let error = refusal(serve(error_response(sqlstate, "not now"))).await;
        assert_eq!(error.kind, DatabaseErrorKind::ConnectionRefused);
        assert_eq!(error.sqlstate.as_deref(), Some(sqlstate));
    }
}

#[tokio::test]
async fn a_port_where_nobody_listens_refuses_the_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    assert_eq!(
        refusal(port).await.kind,
        DatabaseErrorKind::ConnectionRefused
    );
}

#[tokio::test]
async fn a_server_that_hangs_up_refuses_the_connection() {
    assert_eq!(
        refusal(serve(Vec::new())).await.kind,
        DatabaseErrorKind::ConnectionRefused
    );
}

#[tokio::test]
async fn a_server_that_is_too_old_is_refused() {
    let answer = [
        message(b'R', &[0; 4]),
        message(b'S', b"server_version\x0012.22\0"),
        message(b'Z', b"I"),
    ];
    let error = refusal(serve(answer.concat())).await;
    assert!(error.message.contains("PostgreSQL 12.22"), "{error}");
}

#[tokio::test]
async fn a_server_that_wants_a_password_says_so_when_there_is_none() {
    let port = serve(message(b'R', &[0, 0, 0, 3]));
    let url = format!("postgresql://ann@127.0.0.1:{port}/shop")
        .parse()
        .unwrap();
    let error = rebis_postgres::DRIVER.connect(&url).await.err().unwrap();
    assert_eq!(error.kind, DatabaseErrorKind::AuthenticationFailed);
    assert!(error.message.contains("password missing"), "{error}");
}
