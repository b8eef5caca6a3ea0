//! What the blocking API costs over the async one, on SQLite in memory.
//!
//! `cargo run --release -p rebis-tests --example blocking_cost`
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that prints figures"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, Tag, User};

const CALLS: u32 = 200_000;
const ROUNDS: usize = 15;

fn main() -> Result<()> {
    let engine = rebis::blocking::create_engine("sqlite://")?;
    engine.create_all(&Registry::new((User, Post, Comment, Tag))?.metadata())?;
    let names = || select(Tag.name);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();

    let mut connection = engine.connect()?;
    report("a query, blocking", || {
        for _ in 0..CALLS {
            black_box(connection.all(names()).unwrap());
        }
    });
    drop(connection);
    report("a query, async, on a current-thread runtime", || {
        runtime.block_on(async {
            let mut connection = engine.as_async().connect().await.unwrap();
            for _ in 0..CALLS {
                black_box(connection.all(names()).await.unwrap());
            }
        });
    });
    report("a query, async, a runtime entered for each", || {
        let mut connection = runtime.block_on(engine.as_async().connect()).unwrap();
        for _ in 0..CALLS {
            black_box(runtime.block_on(connection.all(names())).unwrap());
        }
    });
    report("waiting for a future that is ready", || {
        for number in 0..CALLS {
            black_box(
                engine
                    .wait::<_, Error>(async { Ok(black_box(number)) })
                    .unwrap(),
            );
        }
    });
    report("polling it in a task", || {
        runtime.block_on(async {
            for number in 0..CALLS {
                black_box(async { Ok::<_, Error>(black_box(number)) }.await.unwrap());
            }
        });
    });
    let flavor = || tokio::runtime::Handle::try_current().map(|handle| handle.runtime_flavor());
    report("Handle::try_current outside a runtime", || {
        for _ in 0..CALLS {
            let _ = black_box(flavor());
        }
    });
    report("Handle::try_current inside one", || {
        runtime.block_on(async {
            for _ in 0..CALLS {
                let _ = black_box(flavor());
            }
        });
    });
    Ok(())
}

/// The fastest round, for each call.
fn report(name: &str, mut calls: impl FnMut()) {
    let round = |_| {
        let started = Instant::now();
        calls();
        started.elapsed()
    };
    let best = (0..ROUNDS).map(round).min().unwrap_or(Duration::ZERO);
    println!(
        "{name:45} {:7.1} ns",
        best.as_secs_f64() * 1e9 / f64::from(CALLS)
    );
}
