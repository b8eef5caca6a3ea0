//! What tracking costs: loading rows tracked and plain, and a row that is edited many times.
//!
//! `cargo run --release -p rebis-tests --example versions`
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that prints figures"
)]

use std::time::{Duration, Instant};

use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, Tag, User};

const ROWS: usize = 10_000;
const EDITS: usize = 100_000;
const ROUNDS: usize = 15;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let engine = create_engine("sqlite://")?;
    Registry::new((User, Post, Comment, Tag))?
        .metadata()
        .create_all(&engine)
        .await?;
    let mut session = SessionMaker::new(&engine).session();
    session.add_all((0..ROWS).map(|n| Tag::draft().name(format!("tag {n}"))));
    session.add(User::draft().username("alice").email("alice@example.com"));
    session.commit().await?;
    drop(session);

    let mut connection = engine.connect().await?;
    let mut plain = Vec::new();
    for _ in 0..ROUNDS {
        let started = Instant::now();
        assert_eq!(connection.all(select(Tag)).await?.len(), ROWS);
        plain.push(started.elapsed());
    }
    connection.close().await?;
    let (mut tracked, mut again) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut session = SessionMaker::new(&engine).session();
        let started = Instant::now();
        let tags = session.all(select(Tag)).await?;
        tracked.push(started.elapsed());
        let started = Instant::now();
        session.all(select(Tag)).await?;
        again.push(started.elapsed());
        drop(tags);
    }
    println!(
        "{ROWS} rows of {} bytes: plain {:?}, tracked {:?}, tracked and in memory {:?}",
        size_of::<Tag>(),
        median(plain),
        median(tracked),
        median(again)
    );

    let mut session = SessionMaker::new(&engine).session();
    let alice = session.one(select(User)).await?;
    let before = resident_bytes();
    let started = Instant::now();
    for number in 0..EDITS {
        alice.edit().is_active = number % 2 == 0;
    }
    let elapsed = started.elapsed();
    println!(
        "{EDITS} edits unread: {:?} each, {} kB more",
        each(elapsed),
        grown(before)
    );
    let started = Instant::now();
    for number in 0..EDITS {
        alice.edit().is_active = number % 2 == 0;
        std::hint::black_box(alice.is_active);
    }
    let elapsed = started.elapsed();
    println!(
        "{EDITS} edits, each read: {:?} each, {} kB more",
        each(elapsed),
        grown(before)
    );
    let started = Instant::now();
    for _ in 0..EDITS {
        std::hint::black_box(&alice.username);
    }
    println!("a read of an edited object: {:?}", each(started.elapsed()));
    Ok(())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn each(elapsed: Duration) -> Duration {
    elapsed / u32::try_from(EDITS).unwrap()
}

fn grown(before: usize) -> usize {
    resident_bytes().saturating_sub(before) / 1024
}

/// Resident memory of the process, on Linux; 0 elsewhere.
fn resident_bytes() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<usize>().ok());
    pages.unwrap_or(0) * 4096
}
