//! Keys of several columns, each of another type.

use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

/// A booleans first: databases have it as an integer.
#[derive(Clone, Debug, Model)]
#[model(table = "cells")]
struct Cell {
    #[column(primary_key)]
    upper: bool,
    #[column(primary_key)]
    day: chrono::NaiveDate,
    #[column(primary_key, length = 20)]
    name: String,
    #[column(primary_key)]
    id: uuid::Uuid,
    note: i64,
    #[column(length = 20, server_default = "new")]
    made: String,
    #[column(computed = "note + 1")]
    next: i64,
}

/// Numbers of two kinds, one with a scale.
#[derive(Clone, Debug, Model)]
#[model(table = "rates")]
struct Rate {
    #[column(primary_key, sql_type = Numeric { precision: Some(12), scale: Some(4) })]
    rate: rust_decimal::Decimal,
    #[column(primary_key)]
    at: chrono::DateTime<chrono::Utc>,
    #[column(primary_key, autoincrement = false)]
    number: i16,
    #[column(length = 20, server_default = "new")]
    made: String,
}

type CellKey = (bool, chrono::NaiveDate, String, uuid::Uuid);

/// Neighbours differ in one column.
fn cell_key(number: u32) -> CellKey {
    let day = chrono::NaiveDate::from_ymd_opt(2025, 11, 21).unwrap();
    (
        number % 2 == 1,
        day + chrono::Days::new((number / 2 % 2).into()),
        format!("name {}", number / 4 % 2),
        uuid::Uuid::from_u128(0xabcd_0000 + u128::from(number / 8)),
    )
}

fn cell(number: u32) -> impl rebis::orm::IntoDraft<Model = Cell> {
    let (upper, day, name, id) = cell_key(number);
    let draft = Cell::draft().upper(upper).day(day).name(name).id(id);
    draft.note(i64::from(number))
}

fn rate_key(number: i16) -> (rust_decimal::Decimal, chrono::DateTime<chrono::Utc>, i16) {
    let rate = rust_decimal::Decimal::new(i64::from(number / 2) * 50, 2);
    let at = chrono::DateTime::from_timestamp(1_700_000_000, 0).unwrap();
    let at = at + chrono::TimeDelta::microseconds(i64::from(number % 2));
    (rate, at, number)
}

async fn create(db: &Database) {
    let registry = Registry::new((Cell, Rate)).unwrap();
    registry.metadata().create_all(&db.engine).await.unwrap();
}

async fn cells(session: &mut Session) -> Vec<Instance<Cell>> {
    session.all(select(Cell).order_by(Cell.note)).await.unwrap()
}

#[test]
fn a_row_is_one_object() {
    on_each_database("composite_identity", async |db: &Database| {
        create(db).await;
        let mut session = db.session();
        let added = session.add_all((0..40).map(cell));
        session.commit().await.unwrap();
        assert_eq!(cells(&mut session).await, added);
        let mut fresh = db.session();
        let read = cells(&mut fresh).await;
        let recorder = db.record();
        for (number, cell) in (0..).zip(&read) {
            let got = fresh.get(Cell, cell_key(number)).await.unwrap();
            assert_eq!(got.as_ref(), Some(cell));
        }
        assert_eq!(recorder.take(), [""; 0]);
        let (upper, day, name, id) = cell_key(0);
        let missing = (upper, day, format!("{name}!"), id);
        assert_eq!(fresh.get(Cell, missing).await.unwrap(), None);
    });
}

#[test]
fn one_row_and_a_thousand_get_what_the_database_fills_in() {
    on_each_database("composite_inserts", async |db: &Database| {
        create(db).await;
        for count in [1, 2, 1_100] {
            let mut session = db.session();
            let added = session.add_all((0..count).rev().map(cell));
            session.flush().await.unwrap();
            for cell in &added {
                assert_eq!((&*cell.made, cell.next), ("new", cell.note + 1));
            }
            let read = cells(&mut session).await;
            assert!(read.iter().eq(added.iter().rev()));
            session.rollback().await.unwrap();
        }
        let mut session = db.session();
        let rates = (0..100).map(|number| {
            let (rate, at, number) = rate_key(number);
            Rate::draft().rate(rate).at(at).number(number)
        });
        let rates = session.add_all(rates);
        session.commit().await.unwrap();
        assert!(rates.iter().all(|rate| rate.made == "new"));
        for (number, rate) in (0..).zip(&rates) {
            let got = session.get(Rate, rate_key(number)).await.unwrap();
            assert_eq!(got.as_ref(), Some(rate));
        }
        let read = session.all(select(Rate).order_by(Rate.number)).await;
        assert_eq!(read.unwrap(), rates);
    });
}

#[test]
fn changes_and_deletes_find_their_rows() {
    on_each_database("composite_changes", async |db: &Database| {
        create(db).await;
        let mut session = db.session();
        session.add_all((0..600).map(cell));
        session.commit().await.unwrap();
        let cells_read = cells(&mut session).await;
        for cell in &cells_read {
            cell.edit().note += 1_000;
        }
        // A key of its own, for one that has changed besides.
        cells_read[7].edit().name = "another".to_owned();
        session.commit().await.unwrap();
        let mut fresh = db.session();
        let read = cells(&mut fresh).await;
        assert!(
            (1_000..)
                .zip(&read)
                .all(|(note, cell)| (cell.note, cell.next) == (note, note + 1))
        );
        assert_eq!(read[7].name, "another");
        let (upper, day, _, id) = cell_key(7);
        let renamed = fresh.get(Cell, (upper, day, "another", id)).await;
        assert_eq!(renamed.unwrap().as_ref(), Some(&read[7]));
        for cell in &read[..300] {
            fresh.delete(cell);
        }
        fresh.commit().await.unwrap();
        assert_eq!(cells(&mut fresh).await, read[300..]);
    });
}
