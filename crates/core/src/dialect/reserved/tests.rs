//! The list of reserved words.

use super::{RESERVED, is_reserved};

#[test]
fn the_words_are_sorted_and_stand_once() {
    assert!(RESERVED.is_sorted_by(|one, next| one < next));
}

#[test]
fn a_word_that_one_database_reserves_is_reserved() {
    let words = [
        "select",
        "double",
        "user",
        "offset",
        "nothing",
        "rank",
        "accessible",
        "xor",
    ];
    for word in words {
        assert!(is_reserved(word), "{word}");
    }
    for word in ["id", "name", "users", "title", "price", "created_at"] {
        assert!(!is_reserved(word), "{word}");
    }
}
