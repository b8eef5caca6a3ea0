//! Programs that must not compile, with the messages that a person gets; and one that must.
//!
//! `TRYBUILD=overwrite cargo test -p rebis-tests --test compile_fail` writes the messages anew.

#[test]
fn mistakes_are_refused_with_a_message() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}

#[test]
fn a_typical_program_compiles() {
    trybuild::TestCases::new().pass("ui/pass/*.rs");
}
