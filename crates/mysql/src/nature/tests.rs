//! Classification of statements by their text.

use super::{Counting, Nature};

fn counting(sql: &str) -> Counting {
    Nature::from_sql(sql).counting
}

#[test]
fn the_first_words_tell_how_rows_are_counted() {
    assert_eq!(counting("SELECT 1"), Counting::Read);
    assert_eq!(counting("EXPLAIN INSERT INTO t VALUES (1)"), Counting::Read);
    assert_eq!(counting(" insert into t values (1)"), Counting::Write);
    assert_eq!(counting("DELETE FROM t RETURNING id"), Counting::Write);
    assert_eq!(counting(""), Counting::Read);
}

#[test]
fn an_upsert_tells_how_its_rows_are_counted() {
    let insert = |rest: &str| {
        counting(&format!(
            "INSERT INTO t (k) VALUES (?) ON DUPLICATE KEY UPDATE {rest}"
        ))
    };
    assert_eq!(insert("k = t.k"), Counting::Upsert);
    assert_eq!(
        counting("INSERT INTO t VALUES (1) on duplicate key update k = 2"),
        Counting::Upsert
    );
    assert_eq!(
        insert("k = IF(LAST_INSERT_ID(18446744073709551615) = 0, t.k, t.k)"),
        Counting::Kept
    );
    let counted = "k = IF((@rebis_kept := @rebis_kept + 1) = 0, t.k, t.k)";
    assert_eq!(insert(counted), Counting::KeptInVariable);
    let returned = format!("{counted} RETURNING k, @rebis_kept AS rebis_kept");
    assert_eq!(insert(&returned), Counting::KeptReturned);
}

#[test]
fn what_may_set_a_variable_is_not_ordinary() {
    for sql in [
        "SELECT 1",
        "insert into t values (1)",
        "ROLLBACK TO SAVEPOINT a",
    ] {
        assert!(Nature::from_sql(sql).is_ordinary, "{sql}");
    }
    for sql in [
        "SET x = 1",
        "CALL f()",
        "CREATE TRIGGER x",
        "/* */ SET x = 1",
    ] {
        assert!(!Nature::from_sql(sql).is_ordinary, "{sql}");
    }
    assert!(Nature::from_script("SELECT 1;\n").is_ordinary);
    assert!(!Nature::from_script("SELECT 1; SET x = 1").is_ordinary);
}
