//! Elements of JSON documents are read as what they are: nothing is cut, wrapped or taken for 0.

use rebis::core::{Expr, JsonExpression};
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::{create, dec};

#[derive(Clone, Debug, Table)]
#[table(name = "documents")]
struct Document {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    body: Value,
}

/// Elements that tell conversions apart, with the name of each.
fn body() -> Value {
    json!({
        "one": 1, "large": 9_007_199_254_740_993_i64, "least": i64::MIN, "beyond": u64::MAX,
        "half": 3.5, "seven": 7.0, "true": true, "false": false, "null": null,
        "word": "abc", "yes": "true", "nothing": "null", "list": [1, "a"], "nested": {"a": 1},
    })
}

const NAMES: [&str; 15] = [
    "one", "large", "least", "beyond", "half", "seven", "true", "false", "null", "word", "yes",
    "nothing", "list", "nested", "missing",
];

async fn document(db: &Database) -> Connection {
    let mut connection = create::<Document>(db).await;
    connection.set_autocommit(true).unwrap();
    let row = (Document.id.set(1), Document.body.set(body()));
    connection
        .execute(insert(Document).values(row))
        .await
        .unwrap();
    connection
}

/// Reads each element. `expected` has those that can be read: any other one must be an error, in the
/// select list and in a condition alike.
async fn check<T>(
    db: &Database,
    read: impl Fn(Expr<Option<Value>>) -> Expr<Option<T>>,
    expected: &[(&str, Option<T>)],
) where
    T: rebis::core::Scalar<Base = T> + PartialEq + Clone + std::fmt::Debug + 'static,
    Option<T>: rebis::core::FromRow,
    Expr<Option<T>>: Expression<Type = Option<T>>,
{
    let mut connection = document(db).await;
    for name in NAMES {
        let value = || read(Document.body.get(name));
        let found = connection.one(select(value())).await;
        let is_there = select(Document.id).filter(value().is_not_null());
        let ids = connection.all(is_there).await;
        match expected.iter().find(|(known, _)| *known == name) {
            Some((_, expected)) => {
                assert_eq!(found.unwrap(), *expected, "{name} on {:?}", db.kind);
                assert_eq!(
                    ids.unwrap().len(),
                    usize::from(expected.is_some()),
                    "{name}"
                );
            }
            None => {
                assert!(found.is_err(), "{name} on {:?}: {found:?}", db.kind);
                // SQLite reads a number beyond 64 bits as a double.
                let is_double = db.kind == Kind::Sqlite && name == "beyond";
                assert!(
                    ids.is_err() || is_double,
                    "{name} on {:?}: {ids:?}",
                    db.kind
                );
            }
        }
    }
}

#[test]
fn an_integer_is_an_integer_of_64_bits() {
    on_each_database("elements_integer", async |db: &Database| {
        let expected = [
            ("one", Some(1)),
            ("large", Some(9_007_199_254_740_993)),
            ("least", Some(i64::MIN)),
            ("null", None),
            ("missing", None),
        ];
        check(db, |element| element.as_integer(), &expected).await;
    });
}

#[test]
fn a_double_is_any_number() {
    on_each_database("elements_float", async |db: &Database| {
        let expected = [
            ("one", Some(1.0)),
            ("large", Some(9_007_199_254_740_992.0)),
            ("least", Some(-9_223_372_036_854_775_808.0)),
            ("beyond", Some(18_446_744_073_709_551_616.0)),
            ("half", Some(3.5)),
            ("seven", Some(7.0)),
            ("null", None),
            ("missing", None),
        ];
        check(db, |element| element.as_float(), &expected).await;
    });
}

#[test]
fn a_boolean_is_true_or_false() {
    on_each_database("elements_boolean", async |db: &Database| {
        let mut expected = vec![
            ("true", Some(true)),
            ("false", Some(false)),
            ("null", None),
            ("missing", None),
        ];
        // PostgreSQL casts the text of the element.
        if db.kind == Kind::Postgres {
            expected.extend([("yes", Some(true)), ("one", Some(true))]);
        }
        check(db, |element| element.as_boolean(), &expected).await;
    });
}

#[test]
fn a_string_is_any_element_but_null() {
    on_each_database("elements_string", async |db: &Database| {
        let (list, nested) = match db.kind {
            Kind::Sqlite | Kind::Postgres => (r#"[1,"a"]"#, r#"{"a":1}"#),
            _ => (r#"[1, "a"]"#, r#"{"a": 1}"#),
        };
        let expected = [
            ("one", "1"),
            ("large", "9007199254740993"),
            ("least", "-9223372036854775808"),
            ("beyond", "18446744073709551615"),
            ("half", "3.5"),
            ("seven", "7.0"),
            ("true", "true"),
            ("false", "false"),
            ("word", "abc"),
            ("yes", "true"),
            ("nothing", "null"),
            ("list", list),
            ("nested", nested),
        ];
        let expected = expected.map(|(name, text)| (name, Some(text.to_owned())));
        let none = [("null", None), ("missing", None)];
        check(
            db,
            |element| element.as_string(),
            &[&expected[..], &none].concat(),
        )
        .await;
    });
}

#[test]
fn a_decimal_has_room_or_is_refused() {
    on_each_database("elements_numeric", async |db: &Database| {
        let mut connection = document(db).await;
        let body =
            json!({"rounded": 99.996, "text": "12.345", "large": 1000, "word": "1e", "exact": 0.1});
        let changed = update(Document).values(Document.body.set(body));
        connection.execute(changed).await.unwrap();
        let element = |name| select(Document.body.get(name).as_numeric(5, 2));
        let read = async |connection: &mut Connection, name| connection.one(element(name)).await;
        let exact: Option<Decimal> = read(&mut connection, "exact")
            .await
            .unwrap()
            .map(to_decimal);
        assert_eq!(exact, Some(dec("0.1")));
        let rounded = read(&mut connection, "rounded").await.unwrap();
        assert_eq!(rounded.map(to_decimal), Some(dec("100")));
        let text = read(&mut connection, "text").await;
        match db.kind {
            Kind::Sqlite => assert!(text.is_err(), "{text:?}"),
            _ => assert_eq!(text.unwrap().map(to_decimal), Some(dec("12.35"))),
        }
        // SQLite has no decimals of so many digits.
        let large = read(&mut connection, "large").await;
        assert_eq!(large.is_err(), db.kind != Kind::Sqlite, "{large:?}");
        assert!(read(&mut connection, "word").await.is_err());
        let fraction = select(Document.body.get("exact").as_numeric(2, 2));
        let fraction = connection.one(fraction).await.unwrap();
        assert_eq!(fraction.map(to_decimal), Some(dec("0.1")));
        assert_eq!(read(&mut connection, "missing").await.unwrap(), None);
    });
}

fn to_decimal(decimal: rebis::core::value::Decimal) -> Decimal {
    dec(decimal.as_str())
}
