//! A value that a column would round or cut is an error that names the column, in each way to it, and
//! the same in a literal.

use chrono::NaiveDateTime;
use rebis::core::compile::create_table;
use rebis::core::error::DatabaseErrorKind;
use rebis::core::schema::{ColumnDef, Table};
use rebis::core::{Assignment, Error, Insert, Scalar, SqlType, Statement, func};
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};
use rust_decimal::Decimal;

use crate::{create, dec};

#[derive(Clone, Debug, PartialEq, Model)]
#[model(table = "quotes")]
struct Quote {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    #[column(sql_type = Numeric { precision: Some(12), scale: Some(2) })]
    price: Decimal,
    #[column(sql_type = Numeric { precision: Some(12), scale: None })]
    lots: Option<Decimal>,
    #[column(length = 3)]
    code: Option<String>,
    #[column(sql_type = Float)]
    ratio: Option<f64>,
    #[column(sql_type = SqlType::named("TIMESTAMP(3)", SqlType::DateTime { timezone: false }))]
    at: Option<NaiveDateTime>,
}

fn row(id: i64, price: &str) -> Vec<Assignment> {
    vec![Quote.id.set(id), Quote.price.set(dec(price))]
}

#[track_caller]
fn assert_refused(error: &rebis::Error, column: &str) {
    match error {
        rebis::Error::Flush { error, .. } => assert_core_refused(error, column),
        other => panic!("{other}"),
    }
}

#[track_caller]
fn assert_core_refused(error: &Error, column: &str) {
    let Error::Database(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.kind, DatabaseErrorKind::DataError, "{error}");
    assert_eq!(error.column.as_deref(), Some(column), "{error}");
    assert!(error.to_string().contains(column), "{error}");
}

/// Executes a statement that is refused, and so is its literal form.
async fn refused(connection: &mut Connection, statement: impl Statement + Send, column: &str) {
    let literal = statement.compile_literal(connection.dialect());
    let error = literal.unwrap_err().to_string();
    assert!(error.contains(&format!("`{column}`")), "{error}");
    let error = connection.execute(statement).await.err().unwrap();
    assert_core_refused(&error, column);
    connection.rollback().await.unwrap();
}

#[test]
fn digits_past_the_scale_are_refused_in_each_statement() {
    on_each_database("assigned_statements", async |db: &Database| {
        let mut connection = create::<Quote>(db).await;
        connection
            .execute(insert(Quote).rows([row(1, "1.25"), row(2, "2.50")]))
            .await
            .unwrap();
        connection.commit().await.unwrap();
        let c = &mut connection;
        refused(c, insert(Quote).values(row(3, "1.005")), "price").await;
        refused(
            c,
            insert(Quote).rows([row(3, "1"), row(4, "1.005")]),
            "price",
        )
        .await;
        let mixed = [
            row(3, "1.001"),
            vec![
                Quote.id.set(4),
                Quote.price.set(literal(dec("1")) + dec("1")),
            ],
        ];
        refused(c, insert(Quote).rows(mixed), "price").await;
        let lots = vec![
            Quote.id.set(3),
            Quote.price.set(dec("1")),
            Quote.lots.set(dec("0.5")),
        ];
        refused(c, insert(Quote).values(lots), "lots").await;
        refused(
            c,
            update(Quote).values(Quote.price.set(dec("9.999"))),
            "price",
        )
        .await;
        let by_case = case().when(Quote.id.eq(1), dec("1.50")).else_(dec("1.501"));
        refused(c, update(Quote).values(Quote.price.set(by_case)), "price").await;
        let either = func::coalesce(Quote.lots, dec("0.25"));
        refused(c, update(Quote).values(Quote.lots.set(either)), "lots").await;
        let upsert = insert(Quote)
            .values(row(1, "1"))
            .on_conflict(Quote.id)
            .do_update(Quote.price.set(dec("0.001")));
        refused(c, upsert, "price").await;
        let by_name = update(Quote).values(Quote.price.set(bindparam("price").value(dec("0.001"))));
        refused(c, by_name, "price").await;

        // The same texts take values that fit.
        c.execute(insert(Quote).rows([row(3, "1.500000"), row(4, "-0.01")]))
            .await
            .unwrap();
        let by_case = case().when(Quote.id.eq(1), dec("1.50")).else_(dec("7"));
        c.execute(update(Quote).values(Quote.price.set(by_case)))
            .await
            .unwrap();
        let prices = c.all(select(Quote.price).order_by(Quote.id)).await.unwrap();
        assert_eq!(prices, [dec("1.5"), dec("7"), dec("7"), dec("7")]);
        // The other operand of a condition is no value of the column.
        let found = select(Quote.id).filter(Quote.price.lt(dec("1.501")));
        assert_eq!(c.all(found).await.unwrap(), [1]);
    });
}

#[test]
fn digits_past_the_scale_are_refused_by_a_flush() {
    on_each_database("assigned_flush", async |db: &Database| {
        drop(create::<Quote>(db).await);
        let add = |session: &mut Session, id, price: &str| {
            session.add(Quote::draft().id(id).price(dec(price)))
        };
        for count in [1, 2, 300] {
            let mut session = db.session();
            for id in 1..count {
                add(&mut session, id, "1.25");
            }
            add(&mut session, count, "0.125");
            assert_refused(&session.flush().await.unwrap_err(), "price");
        }
        let mut session = db.session();
        let quotes: Vec<_> = (1..=300).map(|id| add(&mut session, id, "1.25")).collect();
        session.commit().await.unwrap();
        for changed in [1, 2, 300] {
            let (last, others) = quotes[..changed].split_last().unwrap();
            for (cents, quote) in others.iter().enumerate() {
                let cents = Decimal::new(i64::try_from(cents).unwrap(), 2);
                quote.edit().price = cents;
            }
            last.edit().price = dec("0.125");
            assert_refused(&session.flush().await.unwrap_err(), "price");
            session.rollback().await.unwrap();
        }
    });
}

#[test]
fn spaces_digits_and_fractions_are_kept_or_refused() {
    on_each_database("assigned_others", async |db: &Database| {
        let mut connection = create::<Quote>(db).await;
        let c = &mut connection;
        let with = |other: Assignment| {
            let mut row = row(1, "1");
            row.push(other);
            Insert::for_table(<Quote as rebis::core::Record>::table()).values(row)
        };
        let at: NaiveDateTime = "2024-02-29T12:00:00.123456".parse().unwrap();
        refused(c, with(Quote.at.set(at)), "at").await;
        let spaces = with(Quote.code.set("ab    "));
        let double = with(Quote.ratio.set(0.1));
        if db.kind == Kind::Sqlite {
            // Nothing is lost there.
            c.execute(spaces).await.unwrap();
            let codes = c.all(select(Quote.code)).await.unwrap();
            assert_eq!(codes, [Some("ab    ".to_owned())]);
            c.rollback().await.unwrap();
            c.execute(double).await.unwrap();
            assert_eq!(c.all(select(Quote.ratio)).await.unwrap(), [Some(0.1)]);
            c.rollback().await.unwrap();
        } else {
            refused(c, spaces, "code").await;
            refused(c, double, "ratio").await;
        }
        let at: NaiveDateTime = "2024-02-29T12:00:00.123".parse().unwrap();
        c.execute(with(Quote.at.set(at))).await.unwrap();
        let quote = (Quote.code.set("ab "), Quote.ratio.set(0.5));
        c.execute(update(Quote).values(quote)).await.unwrap();
        let read = c.one(select((Quote.at, Quote.code, Quote.ratio))).await;
        let expected = (Some(at), Some("ab ".to_owned()), Some(0.5));
        assert_eq!(read.unwrap(), expected);
    });
}

#[test]
fn a_server_default_that_would_be_rounded_is_refused() {
    on_each_database("assigned_defaults", async |db: &Database| {
        let dialect = db.engine.connect().await.unwrap();
        let dialect = dialect.dialect();
        let table = |default: &str| {
            let price = ColumnDef::for_type::<Decimal>("price")
                .with_type(SqlType::Numeric {
                    precision: Some(12),
                    scale: Some(2),
                })
                .server_default(dec(default).into_value());
            Table::new("defaults").with_column(price)
        };
        let created = create_table(&table("1.50"), dialect).unwrap();
        assert!(created[0].contains("1.50"), "{created:?}");
        let refused = create_table(&table("1.505"), dialect).unwrap_err();
        assert!(
            refused.to_string().contains("`price`: 1.505 has 3"),
            "{refused}"
        );
    });
}
