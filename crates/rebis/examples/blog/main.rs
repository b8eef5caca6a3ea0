//! A blog with users, posts, threaded comments and tags.
//!
//! `cargo run --example blog` runs it on a new SQLite database, `blog.db`. Set `DATABASE_URL` to
//! run it on another database. PostgreSQL and MySQL require the features `postgres` and `mysql`:
//! `DATABASE_URL=postgresql://… cargo run --example blog --features postgres`.

#![allow(
    clippy::print_stdout,
    unreachable_pub,
    reason = "an example prints, and reads better with `pub`"
)]

mod app;
mod models;

use rebis::prelude::*;

#[tokio::main]
async fn main() -> Result<()> {
    let url = match std::env::var("DATABASE_URL") {
        Ok(url) => url,
        Err(_) => fresh_file("blog.db")?,
    };
    let engine = create_engine(&url)?;
    let mut output = String::new();
    app::run(&engine, &mut output).await?;
    print!("{output}");
    Ok(())
}

/// Deletes a SQLite file if it exists, and returns its URL.
fn fresh_file(path: &str) -> Result<String> {
    if std::path::Path::new(path).exists() {
        std::fs::remove_file(path).map_err(Error::other)?;
    }
    Ok(format!("sqlite:///{path}"))
}
