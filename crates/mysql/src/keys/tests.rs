//! Triggers that mention a column.

use super::mentions;

#[test]
fn a_word_is_found_as_a_whole() {
    assert!(mentions("SET NEW.id = uuid_short()", "id"));
    assert!(mentions("SET new.`ID` = 1", "Id"));
    assert!(mentions("SET NEW.`my id` = 1", "my id"));
    assert!(!mentions("SET NEW.idle = 1, NEW.user_id = 2", "id"));
}
