//! One row means the same as many: an INSERT or an UPDATE of one object, of two or of a thousand
//! leaves the same bytes, whatever the time zone of the session, and with NULLs in between; and if
//! one row is refused, so are many.
//!
//! The server itself writes the bytes as text, so nothing that Rebis reads can hide a difference.

mod elsewhere;
mod parcel;
mod postgres;
mod subject;

use std::collections::BTreeMap;
use std::ops::Range;

use rebis::core::{Column, Insert, Record, Update};
use rebis::prelude::*;
use rebis_tests::{Database, Kind, is_long, on_each_database};

use crate::elsewhere::Elsewhere;
use crate::parcel::{Padded, Parcel};
use crate::postgres::{Named, Special, Spelled};
use crate::subject::Subject;

/// How many values of a column are tried, with `NULL` among them.
const KINDS: usize = 6;

/// The groups of keys that are written at once: one, two, and a thousand.
fn groups() -> Vec<Range<i64>> {
    let kinds = i64::try_from(KINDS).unwrap();
    let ones = (0..kinds).map(|key| key..key + 1);
    let twos = (0..kinds).map(|pair| (100 + 3 * pair)..(102 + 3 * pair));
    ones.chain(twos)
        .chain(std::iter::once(1000..2000))
        .collect()
}

/// The number of a key's value: neighbours have others.
fn kind_of(key: i64) -> usize {
    usize::try_from(key).unwrap() % KINDS
}

/// The zones in which a column is tried: the second, or all for columns of times in a long run.
fn zones_for(kind: Kind, column: &str) -> Vec<Option<String>> {
    let of_time = ["moment", "instant", "clock", "day", "timestamp"];
    let mut zones = zones(kind);
    let is_of_time = of_time.iter().any(|word| column.contains(word));
    if zones.len() > 1 && !(is_of_time && is_long()) {
        zones = vec![zones.swap_remove(1)];
    }
    zones
}

/// The statements that set the time zone of a session: three zones, or none where sessions have
/// none.
fn zones(kind: Kind) -> Vec<Option<String>> {
    let zones: &[&str] = match kind {
        Kind::Sqlite => return vec![None],
        Kind::Postgres => &["UTC", "America/New_York", "Asia/Kathmandu"],
        Kind::MariaDb | Kind::MySql => &["+00:00", "-05:00", "+05:45"],
    };
    let set = |zone: &&str| match kind {
        Kind::Postgres => format!("SET TIME ZONE '{zone}'"),
        _ => format!("SET time_zone = '{zone}'"),
    };
    zones.iter().map(|zone| Some(set(zone))).collect()
}

async fn set_zone(connection: &mut Connection, zone: Option<&str>) {
    if let Some(zone) = zone {
        connection
            .execute(text(zone).columns::<()>())
            .await
            .unwrap();
    }
}

/// A column as the server writes it: its text by key.
type Dump = BTreeMap<i64, Option<String>>;

fn as_text(kind: Kind, column: &str) -> String {
    match kind {
        Kind::Sqlite => format!("typeof(\"{column}\") || ' ' || quote(\"{column}\")"),
        Kind::Postgres => format!("CAST(\"{column}\" AS TEXT)"),
        Kind::MariaDb | Kind::MySql if column == "data" => format!("HEX(`{column}`)"),
        // A FLOAT shows six digits, unless it is a DOUBLE.
        Kind::MariaDb | Kind::MySql if column == "single" => {
            format!("CAST(CAST(`{column}` AS DOUBLE) AS CHAR)")
        }
        Kind::MariaDb | Kind::MySql => format!("CAST(`{column}` AS CHAR)"),
    }
}

/// The test of one column of a model.
struct Check<'c> {
    db: &'c Database,
    table: &'static str,
    name: &'static str,
    /// The stored bytes of each kind of value, or why it is refused.
    expected: Vec<Result<Option<String>, String>>,
    faults: Vec<String>,
}

impl Check<'_> {
    async fn dump(&self) -> Dump {
        let mut connection = self.db.engine.connect().await.unwrap();
        set_zone(&mut connection, zones(self.db.kind)[0].as_deref()).await;
        let column = as_text(self.db.kind, self.name);
        let sql = format!("SELECT id, {column} FROM {} ORDER BY id", self.table);
        let rows = text(sql).columns::<(i64, Option<String>)>();
        connection.all(rows).await.unwrap().into_iter().collect()
    }

    async fn clear<M: Subject>(&self) {
        let mut connection = self.db.engine.connect().await.unwrap();
        let all = rebis::core::Delete::for_table(M::table());
        connection.execute(all).await.unwrap();
        connection.commit().await.unwrap();
    }

    /// Whether a group has a value that is refused.
    fn is_refused(&self, group: &Range<i64>) -> bool {
        group
            .clone()
            .any(|key| self.expected[kind_of(key)].is_err())
    }

    /// Notes the outcome of a group. An error is right if the same value is refused in one row.
    fn note<T>(&mut self, way: &str, group: &Range<i64>, outcome: Result<T, String>) {
        match (outcome, self.is_refused(group)) {
            (Err(error), false) => self.fault(way, group.start, &format!("is refused: {error}")),
            (Ok(_), true) => {
                let refused = self.expected.iter().find_map(|kind| kind.as_ref().err());
                let refused = refused.cloned().unwrap_or_default();
                self.fault(
                    way,
                    group.start,
                    &format!("is taken, but one row is refused: {refused}"),
                );
            }
            _ => {}
        }
    }

    fn fault(&mut self, way: &str, key: i64, what: &str) {
        let size = match key {
            ..100 => "one row",
            100..1000 => "two rows",
            _ => "a thousand rows",
        };
        let line = format!("{}.{}, {way}, {size} {what}", self.table, self.name);
        // One line for each way is enough.
        let start = format!("{}.{}, {way}, {size}", self.table, self.name);
        if !self.faults.iter().any(|fault| fault.starts_with(&start)) {
            self.faults.push(line);
        }
    }

    /// Compares all rows with one row of their kind that was written alone.
    async fn compare(&mut self, way: &str) {
        let got = self.dump().await;
        for group in groups() {
            if self.is_refused(&group) {
                continue;
            }
            for key in group {
                let expected = self.expected[kind_of(key)].clone().unwrap();
                match got.get(&key) {
                    Some(text) if *text == expected => {}
                    Some(text) => {
                        self.fault(way, key, &format!("leave {text:?} instead of {expected:?}"));
                    }
                    None => self.fault(way, key, "are not there"),
                }
            }
        }
    }
}

fn short<E: std::fmt::Display>(error: E) -> String {
    let text = error.to_string();
    let text = text.split("[SQL").next().unwrap_or(&text);
    text.chars().take(160).collect()
}

fn key_of<M: Subject>() -> Column<i64> {
    M::table().column("id").unwrap()
}

/// Inserts rows by one statement.
fn rows<M: Subject>(name: &str, group: &Range<i64>) -> Insert {
    let row = |key| vec![key_of::<M>().set(key), M::assignment(name, kind_of(key))];
    Insert::for_table(M::table()).rows(group.clone().map(row))
}

/// The stored bytes of each value of a column when its row is written alone, in a session of a zone.
async fn one_by_one<M: Subject>(check: &mut Check<'_>, zone: Option<&str>) {
    check.clear::<M>().await;
    let mut connection = check.db.engine.connect().await.unwrap();
    set_zone(&mut connection, zone).await;
    let mut outcomes = Vec::new();
    for kind in 0..KINDS {
        let key = i64::try_from(kind).unwrap();
        let stmt = Insert::for_table(M::table()).values(vec![
            key_of::<M>().set(key),
            M::assignment(check.name, kind),
        ]);
        let outcome = connection
            .begin_nested(async |connection| connection.execute(stmt).await)
            .await;
        outcomes.push(outcome.map(drop).map_err(short));
    }
    connection.commit().await.unwrap();
    drop(connection);
    let dump = check.dump().await;
    let expected = outcomes.into_iter().zip(0..);
    let expected: Vec<_> = expected
        .map(|(outcome, key)| outcome.map(|()| dump[&key].clone()))
        .collect();
    // The zone of a session is nothing to a value of the program. MySQL's TIMESTAMP alone is read
    // in the zone that somebody set, as is a text without one.
    let by_zone = matches!(check.db.kind, Kind::MariaDb | Kind::MySql) || check.name == "timestamp";
    let depends = by_zone && check.table == "elsewhere";
    if !check.expected.is_empty() && check.expected != expected && !depends {
        let (before, now) = (format!("{:?}", check.expected), format!("{expected:?}"));
        let zone = zone.unwrap_or_default();
        check.fault(
            &format!("INSERT, {zone}"),
            0,
            &format!("leaves {now} instead of {before}"),
        );
    }
    check.expected = expected;
}

async fn in_zone(db: &Database, zone: Option<&str>) -> Session {
    let mut session = db.session();
    set_zone(session.connection().await.unwrap(), zone).await;
    session
}

async fn inserts<M: Subject>(check: &mut Check<'_>) {
    for zone in zones_for(check.db.kind, check.name) {
        let zone = zone.as_deref();
        one_by_one::<M>(check, zone).await;
        check.clear::<M>().await;
        let way = format!("INSERT, {}", zone.unwrap_or("no zone"));
        let mut connection = check.db.engine.connect().await.unwrap();
        set_zone(&mut connection, zone).await;
        for group in groups() {
            let stmt = rows::<M>(check.name, &group);
            let outcome = connection
                .begin_nested(async |connection| connection.execute(stmt).await)
                .await;
            check.note(&way, &group, outcome.map_err(short));
        }
        connection.commit().await.unwrap();
        drop(connection);
        check.compare(&way).await;

        check.clear::<M>().await;
        let way = format!("flush of new objects, {}", zone.unwrap_or("no zone"));
        let mut session = in_zone(check.db, zone).await;
        for group in groups() {
            let outcome = session.begin_nested(async |session| {
                for key in group.clone() {
                    M::add(session, key, check.name, kind_of(key));
                }
                session.flush().await
            });
            let outcome = outcome.await.map_err(short);
            check.note(&way, &group, outcome);
        }
        session.commit().await.unwrap();
        drop(session);
        check.compare(&way).await;
    }
}

/// Rows of all groups, whose column is `NULL` or has another value than the one that it will get.
async fn other_rows<M: Subject>(check: &Check<'_>) {
    check.clear::<M>().await;
    let mut connection = check.db.engine.connect().await.unwrap();
    let refuses = check.expected.iter().any(Result::is_err);
    let rows = groups().into_iter().flatten().map(|key| {
        let other = M::assignment(check.name, kind_of(key) + 1);
        let other = (!refuses && check.table != "elsewhere").then_some(other);
        std::iter::once(key_of::<M>().set(key))
            .chain(other)
            .collect::<Vec<_>>()
    });
    let stmt = Insert::for_table(M::table()).rows(rows);
    connection.execute(stmt).await.unwrap();
    connection.commit().await.unwrap();
}

async fn updates<M: Subject>(check: &mut Check<'_>) {
    for zone in zones_for(check.db.kind, check.name) {
        let zone = zone.as_deref();
        one_by_one::<M>(check, zone).await;
        other_rows::<M>(check).await;
        let way = format!("UPDATE, {}", zone.unwrap_or("no zone"));
        let mut connection = check.db.engine.connect().await.unwrap();
        set_zone(&mut connection, zone).await;
        for kind in 0..KINDS {
            // All rows of a kind by one statement.
            let keys: Vec<i64> = groups()
                .into_iter()
                .flatten()
                .filter(|key| kind_of(*key) == kind)
                .collect();
            let stmt = Update::for_table(M::table())
                .values(M::assignment(check.name, kind))
                .filter(key_of::<M>().in_(keys));
            let outcome = connection
                .begin_nested(async |connection| connection.execute(stmt).await)
                .await;
            let key = i64::try_from(kind).unwrap();
            check.note(&way, &(key..key + 1), outcome.map_err(short));
        }
        connection.commit().await.unwrap();
        drop(connection);
        check.compare(&way).await;

        other_rows::<M>(check).await;
        let way = format!("flush of changed objects, {}", zone.unwrap_or("no zone"));
        let mut session = in_zone(check.db, zone).await;
        for group in groups() {
            if check.is_refused(&group) {
                continue;
            }
            let outcome = session.begin_nested(async |session| {
                let objects = M::objects(session, group.start, group.end - 1).await;
                for (key, object) in group.clone().zip(&objects) {
                    object.edit().edit(check.name, kind_of(key));
                }
                session.flush().await
            });
            let outcome = outcome.await;
            check.note(&way, &group, outcome.map_err(short));
        }
        session.commit().await.unwrap();
        drop(session);
        check.compare(&way).await;
    }
}

async fn create<M: Subject>(db: &Database) {
    let metadata = rebis::core::schema::MetaData::new().with_table(M::table().clone());
    metadata.create_all(&db.engine).await.unwrap();
}

/// Checks each column of a model, and gives the faults.
async fn checked<M: Subject>(db: &Database, run: impl AsyncFn(&mut Check<'_>)) -> Vec<String> {
    let mut faults = Vec::new();
    for name in M::NAMES {
        let mut check = Check {
            db,
            table: M::TABLE.name,
            name,
            expected: Vec::new(),
            faults: Vec::new(),
        };
        run(&mut check).await;
        faults.append(&mut check.faults);
    }
    faults
}

fn finish(db: &Database, faults: &[String]) {
    let count = faults.len();
    let shown = faults.join("\n");
    assert!(
        faults.is_empty(),
        "{count} differences on {:?}:\n{shown}",
        db.kind
    );
}

/// Creates a table that Rebis did not make, where the database has types for it.
async fn create_elsewhere(db: &Database) -> bool {
    let mut connection = db.engine.connect().await.unwrap();
    for sql in elsewhere::statements(db.kind) {
        connection
            .execute(text(*sql).columns::<()>())
            .await
            .unwrap();
    }
    connection.commit().await.unwrap();
    !elsewhere::statements(db.kind).is_empty()
}

#[test]
fn an_insert_of_one_row_means_the_same_as_of_many() {
    on_each_database("bulk_inserts", async |db: &Database| {
        create::<Parcel>(db).await;
        create::<Padded>(db).await;
        let mut faults = checked::<Parcel>(db, inserts::<Parcel>).await;
        faults.extend(checked::<Padded>(db, inserts::<Padded>).await);
        finish(db, &faults);
    });
}

#[test]
fn an_update_of_one_row_means_the_same_as_of_many() {
    on_each_database("bulk_updates", async |db: &Database| {
        create::<Parcel>(db).await;
        create::<Padded>(db).await;
        let mut faults = checked::<Parcel>(db, updates::<Parcel>).await;
        faults.extend(checked::<Padded>(db, updates::<Padded>).await);
        finish(db, &faults);
    });
}

#[test]
fn an_insert_into_columns_of_other_types_means_the_same_of_one_row_and_of_many() {
    on_each_database("bulk_inserts_elsewhere", async |db: &Database| {
        if create_elsewhere(db).await {
            finish(db, &checked::<Elsewhere>(db, inserts::<Elsewhere>).await);
        }
    });
}

#[test]
fn an_update_of_columns_of_other_types_means_the_same_of_one_row_and_of_many() {
    on_each_database("bulk_updates_elsewhere", async |db: &Database| {
        if create_elsewhere(db).await {
            finish(db, &checked::<Elsewhere>(db, updates::<Elsewhere>).await);
        }
    });
}

#[test]
fn a_row_of_all_columns_means_the_same_alone_and_among_many() {
    on_each_database("bulk_rows", async |db: &Database| {
        create::<Parcel>(db).await;
        for group in groups() {
            let mut session = db.session();
            for key in group {
                Parcel::add_whole(&mut session, key, kind_of(key));
            }
            session.commit().await.unwrap();
        }
        let mut faults = Vec::new();
        for name in Parcel::NAMES {
            let mut check = Check {
                db,
                table: Parcel::TABLE.name,
                name,
                expected: Vec::new(),
                faults: Vec::new(),
            };
            let dump = check.dump().await;
            let alone = (0..KINDS).zip(dump.values());
            check.expected = alone.map(|(_, text)| Ok(text.clone())).collect();
            check.compare("flush of new objects").await;
            faults.append(&mut check.faults);
        }
        finish(db, &faults);
    });
}

/// The tests of types that PostgreSQL alone has.
async fn on_postgresql(db: &Database) -> bool {
    let mut connection = db.engine.connect().await.unwrap();
    if !connection.dialect().capabilities().postgres_operators {
        return false;
    }
    for sql in [
        "CREATE EXTENSION citext",
        "CREATE EXTENSION hstore",
        "CREATE DOMAIN positive AS INTEGER CHECK (VALUE > 0)",
        "CREATE DOMAIN short_name AS VARCHAR(10)",
    ] {
        connection.execute(text(sql).columns::<()>()).await.unwrap();
    }
    connection.commit().await.unwrap();
    drop(connection);
    create::<Special>(db).await;
    create::<Named>(db).await;
    create::<Spelled>(db).await;
    true
}

#[test]
fn an_insert_of_types_of_postgresql_means_the_same_of_one_row_and_of_many() {
    on_each_database("bulk_inserts_of_postgresql", async |db: &Database| {
        if on_postgresql(db).await {
            let mut faults = checked::<Special>(db, inserts::<Special>).await;
            faults.extend(checked::<Named>(db, inserts::<Named>).await);
            faults.extend(checked::<Spelled>(db, inserts::<Spelled>).await);
            finish(db, &faults);
        }
    });
}

#[test]
fn an_update_of_types_of_postgresql_means_the_same_of_one_row_and_of_many() {
    on_each_database("bulk_updates_of_postgresql", async |db: &Database| {
        if on_postgresql(db).await {
            let mut faults = checked::<Special>(db, updates::<Special>).await;
            faults.extend(checked::<Named>(db, updates::<Named>).await);
            finish(db, &faults);
        }
    });
}
