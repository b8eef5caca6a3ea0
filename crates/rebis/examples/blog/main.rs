//! A blog with users, posts, threaded comments and tags.
//!
//! `cargo run --example blog` runs it on a fresh SQLite database, `blog.db`. With `DATABASE_URL` it
//! runs on that database; PostgreSQL and MySQL take the features of those names:
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

/// The URL of a SQLite file that does not exist yet.
fn fresh_file(path: &str) -> Result<String> {
    if std::path::Path::new(path).exists() {
        std::fs::remove_file(path).map_err(Error::other)?;
    }
    Ok(format!("sqlite:///{path}"))
}
