//! Unit tests of shortened texts.

use super::Excerpt;

#[test]
fn short_text_is_whole() {
    assert_eq!(Excerpt("abc", 3).to_string(), "abc");
    assert_eq!(format!("{:?}", Excerpt("a\"b", 9)), "\"a\\\"b\"");
}

#[test]
fn long_text_is_cut_in_the_middle() {
    let text = format!("{}{}{}", "a".repeat(100), "x".repeat(1000), "z".repeat(100));
    assert_eq!(
        Excerpt(&text, 30).to_string(),
        format!("{} … 1170 bytes … {}", "a".repeat(20), "z".repeat(10))
    );
}

#[test]
fn letters_stay_whole() {
    let text = "ä".repeat(100);
    let shown = Excerpt(&text, 31).to_string();
    assert!(shown.starts_with("ää") && shown.ends_with("ää"), "{shown}");
}

#[test]
fn escapes_do_not_make_it_longer() {
    let text = "\0".repeat(1000);
    assert!(format!("{:?}", Excerpt(&text, 300)).len() < 400);
}
