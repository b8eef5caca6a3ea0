//! Rows that an INSERT leaves as they are do not count as inserted.

use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use crate::create;

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "words")]
struct Word {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    #[column(length = 40, unique)]
    word: String,
}

fn row(id: i64, word: &str) -> (rebis::core::Assignment, rebis::core::Assignment) {
    (Word.id.set(id), Word.word.set(word))
}

#[test]
fn rows_that_were_there_do_not_count() {
    on_each_database("upserts_do_nothing", async |db: &Database| {
        let mut connection = create::<Word>(db).await;
        connection
            .execute(insert(Word).values(row(1, "one")))
            .await
            .unwrap();
        let again = insert(Word)
            .values(row(1, "uno"))
            .on_conflict(Word.id)
            .do_nothing();
        assert_eq!(connection.execute(again).await.unwrap().rows_affected(), 0);
        let some = insert(Word).rows([row(1, "uno"), row(2, "two"), row(3, "three")]);
        let some = some.on_conflict(Word.id).do_nothing();
        assert_eq!(connection.execute(some).await.unwrap().rows_affected(), 2);
        let all = select(Word.word).order_by(Word.id);
        assert_eq!(connection.all(all).await.unwrap(), ["one", "two", "three"]);
        let any = insert(Word)
            .values(row(9, "two"))
            .on_conflict(())
            .do_nothing();
        assert_eq!(connection.execute(any).await.unwrap().rows_affected(), 0);
    });
}

#[test]
fn rows_that_were_there_are_not_returned() {
    on_each_database("upserts_returning", async |db: &Database| {
        let mut connection = create::<Word>(db).await;
        if !connection.dialect().capabilities().insert_returning {
            return;
        }
        connection
            .execute(insert(Word).values(row(1, "one")))
            .await
            .unwrap();
        let some = insert(Word).rows([row(1, "uno"), row(2, "two")]);
        let some = some.on_conflict(Word.id).do_nothing().returning(Word);
        let returned = connection.execute(some).await.unwrap();
        let new = Word {
            id: 2,
            word: "two".to_owned(),
        };
        assert_eq!(returned.rows_affected(), 1);
        assert_eq!(returned.all(), [new]);
    });
}
