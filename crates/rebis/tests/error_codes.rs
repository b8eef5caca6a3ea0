//! Each stable error code has a section in `docs/errors.md`, and the other way round.

use std::collections::BTreeSet;
use std::path::Path;

/// The files whose `fn code` gives codes.
const SOURCES: [&str; 6] = [
    "crates/core/src/error/mod.rs",
    "crates/core/src/error/compile.rs",
    "crates/core/src/error/database.rs",
    "crates/core/src/error/decode.rs",
    "crates/core/src/engine/url.rs",
    "crates/core/src/pool/mod.rs",
];

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join(path)).unwrap_or_default()
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
    let sources = SOURCES.iter().copied().chain(["crates/orm/src/error.rs"]);
    let in_code: BTreeSet<String> = sources.flat_map(|path| codes(&read(path))).collect();
    let errors = read("docs/errors.md");
    let documented: BTreeSet<String> = errors
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .map(str::to_owned)
        .collect();
    assert!(in_code.len() > 30, "{in_code:?}");
    assert_eq!(documented, in_code);
}
