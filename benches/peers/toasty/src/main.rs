//! The cases in Toasty.
//!
//! ```text
//! rebis-bench-toasty <sqlite|postgres|mariadb> <url>
//! ```
//!
//! Answers the report on standard input and output; see `Suite::serve`.

mod cases;
mod client;
mod models;

use rebis_bench_harness::{Database, Suite};

use crate::client::Target;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let database = arguments.next().and_then(|name| Database::named(&name));
    let (Some(database), Some(url)) = (database, arguments.next()) else {
        eprintln!("usage: rebis-bench-toasty <sqlite|postgres|mariadb> <url>");
        std::process::exit(2);
    };
    let target = Target {
        database,
        url: url.leak(),
    };
    let mut suite = Suite::new();
    cases::add(&mut suite, target);
    suite.serve();
}
