//! The cases in diesel, diesel-async, sqlx, SeaORM and SeaQuery, with rusqlite on the same SQLite.
//!
//! ```text
//! rebis-bench-classic <sqlite|postgres|mariadb> <url>
//! ```
//!
//! Answers the report on standard input and output; see `Suite::serve`.

mod contenders;
mod peer;
mod rows;

use rebis_bench_harness::{Database, Suite};

use crate::peer::Target;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let database = arguments.next().and_then(|name| Database::named(&name));
    let (Some(database), Some(url)) = (database, arguments.next()) else {
        eprintln!("usage: rebis-bench-classic <sqlite|postgres|mariadb> <url>");
        std::process::exit(2);
    };
    let target = Target {
        database,
        url: url.leak(),
    };
    let mut suite = Suite::new();
    contenders::add(&mut suite, target);
    suite.serve();
}
