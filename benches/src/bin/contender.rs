//! Serves the contenders of this crate to the report: `contender <database> <url>`.

use std::error::Error;

use rebis_bench_harness::Database;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(database), Some(url)) = (arguments.next(), arguments.next()) else {
        return Err("usage: contender <sqlite|postgres|mariadb> <url>".into());
    };
    let database = Database::named(&database).ok_or("no database of this name")?;
    rebis_benches::suite(database, &url).serve();
    Ok(())
}
