//! Row counts of the server, and the row counts of Rebis.

use super::{InsertInfo, Received};
use crate::nature::Counting;

fn received(affected_rows: u64, last_insert_id: Option<u64>, info: &str) -> Received {
    Received {
        rows: 0,
        affected_rows,
        last_insert_id,
        insert: InsertInfo::parse(info),
    }
}

#[test]
fn the_numbers_of_an_insert_are_read_in_any_language() {
    let german = "Datensätze: 3  Duplikate: 1  Warnungen: 0";
    let expected = InsertInfo {
        records: 3,
        duplicates: 1,
    };
    assert_eq!(InsertInfo::parse(german), Some(expected));
    assert_eq!(InsertInfo::parse(""), None);
    assert_eq!(InsertInfo::parse("Records: 99999999999999999999 1"), None);
}

#[test]
fn an_upsert_counts_each_row_once() {
    let count = |affected, info| received(affected, None, info).count(Counting::Upsert, 0);
    // One row is new, one is changed, and one is unchanged.
    assert_eq!(count(4, "Records: 3  Duplicates: 2  Warnings: 0"), 3);
    assert_eq!(count(2, ""), 1);
    assert_eq!(count(1, ""), 1);
    assert_eq!(count(0, ""), 0);
}

#[test]
fn rows_that_were_left_do_not_count() {
    let count = |affected, id, info| received(affected, id, info).count(Counting::Kept, 0);
    assert_eq!(
        count(3, Some(7), "Records: 3  Duplicates: 1  Warnings: 0"),
        2
    );
    assert_eq!(count(1, Some(u64::MAX), ""), 0);
    assert_eq!(count(1, Some(7), ""), 1);
    assert_eq!(count(1, None, ""), 1);
    let query = received(5, None, "Records: 5  Duplicates: 0  Warnings: 0");
    assert_eq!(query.count(Counting::KeptInVariable, 2), 3);
}
