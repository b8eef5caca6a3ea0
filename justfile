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
