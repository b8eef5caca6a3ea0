//! Operators whose results are of another type on some databases: those of bits, and those of
//! documents.

use rebis::core::value::Jsonb;
use rebis::core::{Expr, IntegerExpression, JsonExpression};
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};
use serde_json::json;

use crate::create;

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "settings")]
struct Setting {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    flags: i64,
    small: i16,
    large: u64,
    document: Option<Jsonb>,
}

async fn settings(db: &Database) -> Connection {
    let mut connection = create::<Setting>(db).await;
    let documents = [
        Some(json!({"a": {"b": [1, 2]}, "name": "X", "on": true, "off": false, "none": null})),
        None,
        Some(json!("text")),
    ];
    for ((id, document), flags) in (1..).zip(documents).zip([5_i64, -6, i64::MIN]) {
        let row = (
            Setting.id.set(id),
            Setting.flags.set(flags),
            Setting.small.set(-1),
            Setting.large.set(u64::try_from(id).unwrap()),
            Setting.document.set(document.map(Jsonb::from)),
        );
        connection
            .execute(insert(Setting).values(row))
            .await
            .unwrap();
    }
    connection
}

async fn ids(connection: &mut Connection, condition: Expr<bool>) -> Vec<i64> {
    let found = select(Setting.id).filter(condition).order_by(Setting.id);
    connection.all(found).await.unwrap()
}

#[test]
fn operators_of_bits_give_signed_numbers() {
    on_each_database("operators_bits", async |db: &Database| {
        let mut connection = settings(db).await;
        let flags = [5_i64, -6, i64::MIN];
        let opposites = select(Setting.flags.bitwise_not()).order_by(Setting.id);
        assert_eq!(
            connection.all(opposites).await.unwrap(),
            flags.map(|of| !of)
        );
        type Of = fn(i64, i64) -> i64;
        let operators: [(Of, Expr<i64>); 3] = [
            (|a, b| a & b, Setting.flags.bitwise_and(-2_i64)),
            (|a, b| a | b, Setting.flags.bitwise_or(-2_i64)),
            (|a, b| a ^ b, Setting.flags.bitwise_xor(-2_i64)),
        ];
        for (of, operator) in operators {
            let results = select(operator).order_by(Setting.id);
            let results = connection.all(results).await.unwrap();
            assert_eq!(results, flags.map(|flags| of(flags, -2)));
        }
        let negative = Setting.flags.bitwise_not().lt(0);
        assert_eq!(ids(&mut connection, negative).await, [1]);
        let either = Setting
            .flags
            .bitwise_or(1_i64)
            .bitwise_and(-8_i64)
            .eq(-8_i64);
        assert_eq!(ids(&mut connection, either).await, [2]);
        let cleared = Setting
            .flags
            .bitwise_and(literal(4_i64).bitwise_not())
            .eq(1);
        assert_eq!(ids(&mut connection, cleared).await, [1]);
        let sums = select(Setting.flags.bitwise_and(7_i64) * 2 + 1).order_by(Setting.id);
        assert_eq!(connection.all(sums).await.unwrap(), [11, 5, 1]);
        let stored = update(Setting).values(
            Setting
                .small
                .set(Setting.small.bitwise_xor(Setting.small.bitwise_not())),
        );
        connection.execute(stored).await.unwrap();
        let small = select(Setting.small).order_by(Setting.id);
        assert_eq!(connection.all(small).await.unwrap(), [-1, -1, -1]);
    });
}

#[test]
fn documents_are_equal_to_documents() {
    on_each_database("operators_documents", async |db: &Database| {
        let mut connection = settings(db).await;
        let c = &mut connection;
        let text = Setting.document.eq(Jsonb::from(json!("text")));
        assert_eq!(ids(c, text).await, [3]);
        let other = Setting.document.ne(Jsonb::from(json!("text")));
        assert_eq!(ids(c, other).await, [1]);
        let same = |value: serde_json::Value| Jsonb::from(value);
        let part = Setting.document.get("a").eq(same(json!({"b": [1, 2]})));
        assert_eq!(ids(c, part).await, [1]);
        let name = Setting.document.get("name").eq(same(json!("x")));
        assert!(ids(c, name).await.is_empty(), "the case of letters counts");
        let null = Setting.document.get("none").eq(same(json!(null)));
        assert_eq!(ids(c, null).await, [1]);
        let whole = connection
            .one(select(Setting.document).filter(Setting.id.eq(1)))
            .await
            .unwrap();
        let again = Setting.document.eq(whole.unwrap());
        assert_eq!(ids(&mut connection, again).await, [1]);
    });
}

#[test]
fn an_element_that_is_not_there_is_no_boolean() {
    on_each_database("operators_booleans", async |db: &Database| {
        let mut connection = settings(db).await;
        let of = |key: &'static str| {
            select(Setting.document.get(key).as_boolean())
                .filter(Setting.id.le(2))
                .order_by(Setting.id)
        };
        for (key, expected) in [
            ("on", Some(true)),
            ("off", Some(false)),
            ("none", None),
            ("missing", None),
        ] {
            let values = connection.all(of(key)).await.unwrap();
            assert_eq!(values, [expected, None], "{key}");
        }
    });
}
