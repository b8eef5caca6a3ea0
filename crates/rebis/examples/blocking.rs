//! A command line without async: `cargo run --example blocking -- milk bread`.
//!
//! It adds its arguments to a shopping list, and prints the list. The list is in the database
//! `DATABASE_URL`, or in memory.

use rebis::blocking::{SessionMaker, create_engine};
use rebis::prelude::*;

#[derive(Clone, Debug, Model)]
#[model(table = "shopping")]
struct Item {
    #[column(primary_key)]
    id: i64,
    #[column(length = 100, unique)]
    name: String,
    #[column(default = 0)]
    count: i32,
}

#[allow(clippy::print_stdout, reason = "a command line")]
fn main() -> Result<()> {
    let url = std::env::var("DATABASE_URL").unwrap_or_else(|_| "sqlite://".to_owned());
    let engine = create_engine(&url)?;
    engine.create_all(&Registry::new((Item,))?.metadata())?;

    let sessions = SessionMaker::new(&engine);
    sessions.begin(|session| {
        for name in std::env::args().skip(1) {
            let known = session.one_or_none(select(Item).filter(Item.name.eq(&name)))?;
            match known {
                Some(item) => item.edit().count += 1,
                None => drop(session.add(Item::draft().name(name).count(1))),
            }
        }
        Ok(())
    })?;

    let list = select((Item.name, Item.count)).order_by(Item.name);
    for (name, count) in engine.connect()?.all(list)? {
        println!("{count} × {name}");
    }
    Ok(())
}
