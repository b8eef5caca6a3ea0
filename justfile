# Short names for the commands of the project; each can be typed out as well.

# List the recipes.
default:
    @just --list

# Run the example of the README.
blog:
    cargo run --example blog

# Run every check, or those of some databases alone: `just test sqlite`.
test *databases:
    tests/run {{ if databases == "" { "" } else { "--db " + replace(databases, " ", " --db ") } }}

# Check formatting and run clippy with warnings denied.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --all-features -- -D warnings

# Build the documentation with warnings denied.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --all-features

# Run one test program of a package: `just one tests types`, `just one core`.
one package program="" *args:
    cargo test -p rebis-{{ package }} --all-features {{ if program == "" { "" } else { "--test " + program } }} -- {{ args }}

# Write the expected compiler messages and expansions anew; look at the diff before you commit.
bless:
    TRYBUILD=overwrite REBIS_BLESS=1 cargo test -p rebis-tests --test compile_fail
    REBIS_BLESS=1 cargo test -p rebis-derive

# Build the book into target/book (needs mdbook).
book:
    mdbook build docs/book --dest-dir ../../target/book

# Check licenses, advisories and sources of the dependencies (needs cargo-deny).
deny:
    cargo deny check

# Check that each set of features builds (needs cargo-hack).
features:
    cargo hack check -p rebis-core -p rebis-orm -p rebis --feature-powerset --depth 2 --no-dev-deps

# Compare the public API with the last release (needs cargo-semver-checks).
semver:
    cargo semver-checks --workspace

# Run the benchmarks.
bench *args:
    @test -f benches/Cargo.toml || { echo "There are no benchmarks yet." >&2; exit 1; }
    cargo bench -p rebis-benches {{ args }}

# Measure Rebis and its peers on some or all databases: `just bench-peers sqlite`.
bench-peers *databases:
    benches/peers/run {{ databases }}

# Measure what compiling Rebis and its peers costs.
bench-build:
    benches/peers/build_time
