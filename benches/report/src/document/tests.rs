//! Unit tests of `document`.

use super::*;

const DOCUMENT: &str = "# Title\n\nBy hand.\n\n<!-- measured: begin a -->\nold\n\
    <!-- measured: end a -->\n\nBetween.\n\n<!-- measured: begin b -->\nkept\n\
    <!-- measured: end b -->\nLast.\n";

#[test]
fn only_the_section_is_replaced() {
    let replaced = with_section(DOCUMENT, "a", "new\n").unwrap();
    let section = "<!-- measured: begin a -->\n\nnew\n\n<!-- measured: end a -->";
    let old = "<!-- measured: begin a -->\nold\n<!-- measured: end a -->";
    assert_eq!(replaced, DOCUMENT.replace(old, section));
}

#[test]
fn replacing_twice_changes_nothing_more() {
    let once = with_section(DOCUMENT, "b", "new").unwrap();
    assert_eq!(with_section(&once, "b", "new").unwrap(), once);
}

#[test]
fn a_new_section_goes_to_the_end() {
    let document = with_section(DOCUMENT, "c", "new").unwrap();
    let section = "\n\n<!-- measured: begin c -->\n\nnew\n\n<!-- measured: end c -->\n";
    assert_eq!(document, DOCUMENT.trim_end().to_owned() + section);
}

#[test]
fn a_section_without_end_is_refused() {
    assert!(with_section("<!-- measured: begin a -->\n", "a", "new").is_err());
}
