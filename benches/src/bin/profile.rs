//! Runs one bench for a profiler, or compares the contenders of a case.
//!
//! - `profile <database> <url> <contender> <case> <seconds>` repeats the work for so long and
//!   prints the nanoseconds of an iteration.
//! - `profile <database> <url> <contender> <case> --iterations <number>` repeats the work so often, for
//!   a profiler that counts instructions: the difference of two runs is that of iterations alone.
//! - `profile <database> <url> --compare <case>` measures the contenders of a case in turns and
//!   prints their times, with ratios to the first, which is the raw client.
//! - `profile <database> <url> --list` prints contenders and cases.

use std::error::Error;
use std::time::Duration;

use rebis_bench_harness::{Database, Suite};

/// Times that the contenders of a case take turns.
const ROUNDS: usize = 7;
/// How long a contender is measured in a round.
const BUDGET: Duration = Duration::from_millis(250);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [database, url, ref command @ ..] = arguments[..] else {
        return Err("usage: profile <database> <url> (<contender> <case> <seconds> | --compare <case> | --list)".into());
    };
    let database = Database::named(database).ok_or("no database of this name")?;
    let suite = rebis_benches::suite(database, url);
    match *command {
        ["--list"] => list(&suite),
        ["--compare", case] => compare(&suite, case)?,
        [contender, case, "--iterations", number] => {
            let mut bench = suite.bench(contender, case).ok_or("no such bench")?;
            bench.time(number.parse()?);
        }
        [contender, case, seconds] => repeat(&suite, contender, case, seconds.parse()?)?,
        _ => return Err("unknown command".into()),
    }
    Ok(())
}

fn list(suite: &Suite) {
    for (contender, case) in suite.entries() {
        println!("{contender}\t{case}");
    }
}

/// Does the work for so many seconds.
fn repeat(suite: &Suite, contender: &str, case: &str, seconds: f64) -> Result<(), Box<dyn Error>> {
    let mut bench = suite.bench(contender, case).ok_or("no such bench")?;
    let (mut iterations, mut took) = (0_u64, Duration::ZERO);
    let mut batch = 1;
    while took.as_secs_f64() < seconds {
        let elapsed = bench.time(batch);
        took += elapsed;
        iterations += batch;
        if elapsed < Duration::from_millis(20) {
            batch *= 2;
        }
    }
    let nanoseconds = took.as_secs_f64() * 1e9 / iterations as f64;
    println!("{nanoseconds:.1} ns/iteration ({iterations} iterations)");
    Ok(())
}

/// Measures the contenders of a case in turns.
fn compare(suite: &Suite, case: &str) -> Result<(), Box<dyn Error>> {
    let mut contenders: Vec<(&str, Vec<f64>)> = suite
        .entries()
        .filter(|(_, name)| *name == case)
        .map(|(contender, _)| (contender, Vec::new()))
        .collect();
    for _ in 0..ROUNDS {
        for (contender, rounds) in &mut contenders {
            let mut bench = suite.bench(contender, case).ok_or("no such bench")?;
            rounds.push(bench.measure(BUDGET).nanoseconds);
        }
    }
    for (_, rounds) in &mut contenders {
        rounds.sort_by(f64::total_cmp);
    }
    let Some((_, raw)) = contenders.first() else {
        return Err("no contender has this case".into());
    };
    let (raw_least, raw_median) = (raw[0], raw[ROUNDS / 2]);
    println!("{case}: ns/iteration, × {}", contenders[0].0);
    println!(
        "{:28} {:>14} {:>7} {:>14} {:>7}",
        "", "least", "×", "median", "×"
    );
    for (contender, rounds) in &contenders {
        let (least, median) = (rounds[0], rounds[ROUNDS / 2]);
        println!(
            "{contender:28} {least:>14.1} {:>7.3} {median:>14.1} {:>7.3}",
            least / raw_least,
            median / raw_median,
        );
    }
    Ok(())
}
