//! Each stable error code has a section in `docs/errors.md`, and the other way round.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders whose `fn code` return codes.
const FOLDERS: [&str; 2] = ["crates/core/src/error", "crates/orm/src/error"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The Rust files of a folder.
fn sources(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// The string literals that the functions named `code` return.
fn codes(source: &str) -> Vec<String> {
    let mut codes = Vec::new();
    for function in source.split("fn code(").skip(1) {
        let body = function.split("\n    }\n").next().unwrap_or_default();
        let arms = body.split("=> \"").skip(1);
        codes.extend(
            arms.filter_map(|arm| arm.split('"').next())
                .map(str::to_owned),
        );
    }
    codes
}

#[test]
fn every_code_has_a_section() {
    let sources = FOLDERS.iter().flat_map(|folder| sources(folder));
    let in_code: BTreeSet<String> = sources.flat_map(|source| codes(&source)).collect();
    let errors = fs::read_to_string(root().join("docs/errors.md")).unwrap();
    let documented: BTreeSet<String> = errors
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .map(str::to_owned)
        .collect();
    assert!(in_code.len() > 30, "{in_code:?}");
    assert_eq!(documented, in_code);
}
