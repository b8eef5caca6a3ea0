//! Arrays, ranges, `hstore`, text search and JSON: written, read and asked for on each database
//! that has them.

use std::ops::Bound;

use chrono::{NaiveDate, TimeDelta};
use rebis::core::dialect::{Capabilities, Rollup};
use rebis::core::schema::MetaData;
use rebis::core::value::{Hstore, Inet, Interval, Jsonb, Multirange, Range, TsVector};
use rebis::core::{
    Expr, FrameBound, JsonKey, Record, array, extract, literal_column, rollup, window,
};
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};
use serde_json::{Value as Json, json};

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "rooms")]
struct Room {
    #[column(primary_key)]
    id: i32,
    tags: Vec<String>,
    numbers: Vec<Option<i32>>,
    grid: Vec<Vec<i32>>,
    doc: Jsonb,
    span: Range<i32>,
    days: Option<Range<NaiveDate>>,
    spans: Multirange<i64>,
    stay: Interval,
    rest: TimeDelta,
    address: Inet,
    words: Option<TsVector>,
}

fn room() -> Room {
    let day = |day| NaiveDate::from_ymd_opt(2024, 1, day).unwrap();
    Room {
        id: 1,
        tags: vec!["a".to_owned(), "b \"c\"".to_owned()],
        numbers: vec![Some(1), None, Some(3)],
        grid: vec![vec![1, 2, 3], vec![4, 5, 6]],
        doc: Jsonb::from(json!({"n": 5})),
        span: Range::from(1..10),
        days: Some(Range::new(Bound::Included(day(1)), Bound::Unbounded)),
        spans: [1..3, 5..8].into_iter().collect(),
        stay: Interval::new(1, 2, 3_000_000),
        rest: TimeDelta::milliseconds(-90_500),
        address: Inet::new("192.168.0.0/16"),
        words: Some(TsVector::new("'cat':1A,3 'it''s':2")),
    }
}

async fn create<R: Record>(db: &Database) -> Connection {
    let metadata = MetaData::new().with_table(R::table().clone());
    metadata.create_all(&db.engine).await.unwrap();
    db.engine.connect().await.unwrap()
}

async fn rooms(db: &Database) -> Connection {
    let mut connection = create::<Room>(db).await;
    let room = room();
    let values = (
        (Room.id.set(room.id), Room.tags.set(room.tags)),
        (Room.numbers.set(room.numbers), Room.grid.set(room.grid)),
        (Room.doc.set(room.doc), Room.span.set(room.span)),
        (Room.days.set(room.days), Room.spans.set(room.spans)),
        (Room.stay.set(room.stay), Room.address.set(room.address)),
        Room.rest.set(room.rest),
        Room.words.set(room.words),
    );
    connection
        .execute(insert(Room).values(values))
        .await
        .unwrap();
    connection
}

/// Whether the database has the types of PostgreSQL.
async fn has_types_of_postgresql(db: &Database) -> bool {
    capabilities(db).await.postgres_operators
}

async fn capabilities(db: &Database) -> Capabilities {
    let connection = db.engine.connect().await.unwrap();
    connection.dialect().capabilities().clone()
}

#[test]
fn types_of_postgresql_come_back_as_they_went() {
    on_each_database("types_of_postgresql", async |db| {
        if !has_types_of_postgresql(db).await {
            return;
        }
        let mut connection = rooms(db).await;
        let row = connection.one(select(Room)).await.unwrap();
        assert_eq!(
            Room {
                doc: room().doc,
                ..row.clone()
            },
            room()
        );
        let document: Json = serde_json::from_str(row.doc.as_str()).unwrap();
        assert_eq!(document, json!({"n": 5}));
    });
}

#[test]
fn arrays_and_ranges_are_asked_for() {
    on_each_database("arrays_and_ranges", async |db| {
        if !has_types_of_postgresql(db).await {
            return;
        }
        let mut connection = rooms(db).await;
        let row = connection
            .one(select((
                Room.tags.get(1),
                Room.grid.get(2).get(3),
                Room.numbers.slice(2, 3),
                array::<i32>((1, 2)),
                array::<i32>(()),
                Room.tags.concat(["z"]),
            )))
            .await
            .unwrap();
        assert_eq!(row.0.as_deref(), Some("a"));
        assert_eq!(row.1, Some(6));
        assert_eq!(row.2, Some(vec![None, Some(3)]));
        assert_eq!((row.3, row.4), (vec![1, 2], Vec::new()));
        assert_eq!(row.5.len(), 3);
        let found = async |connection: &mut Connection, condition: Expr<bool>| {
            let found = connection.all(select(Room.id).filter(condition)).await;
            !found.unwrap().is_empty()
        };
        let c = &mut connection;
        assert!(found(c, Room.tags.contains(["a"])).await);
        assert!(!found(c, Room.tags.contains(["x"])).await);
        assert!(found(c, Room.tags.overlaps(["x", "a"])).await);
        assert!(found(c, Room.span.contains(9)).await);
        assert!(!found(c, Room.span.contains(10)).await);
        assert!(found(c, Room.span.contains_range(2..4)).await);
        assert!(found(c, Room.span.overlaps(9..=20)).await);
        assert!(found(c, Room.span.adjacent_to(10..20)).await);
        assert!(found(c, Room.spans.contains(6)).await);
        assert!(found(c, Room.doc.has_key("n")).await);
        assert!(found(c, Room.doc.contains(json!({"n": 5}))).await);
        assert!(found(c, Room.doc.path_exists("$.n")).await);
        assert!(found(c, Room.doc.get("n").as_integer().eq(5)).await);
        assert!(!found(c, Room.doc.delete_path(["n"]).has_key("n")).await);
        let words = func::to_tsvector("english", "two cats");
        assert!(found(c, words.matches(func::to_tsquery("english", "cat"))).await);
        let number = func::unnest(Room.numbers).table_valued::<Option<i32>>("number", ["n"]);
        let number = number.render_derived();
        let numbers = select(number.column())
            .select_from(Room)
            .select_from(&number);
        assert_eq!(c.all(numbers).await.unwrap(), [Some(1), None, Some(3)]);
    });
}

#[derive(Clone, Debug, Table)]
#[table(name = "goods")]
struct Good {
    #[column(primary_key)]
    id: i32,
    attrs: Option<Hstore>,
}

#[test]
fn hstore_comes_back_as_it_went() {
    on_each_database("hstore_comes_back", async |db| {
        if !has_types_of_postgresql(db).await {
            return;
        }
        let mut connection = db.engine.connect().await.unwrap();
        let extension = text("CREATE EXTENSION IF NOT EXISTS hstore");
        connection.execute(extension).await.unwrap();
        connection.commit().await.unwrap();
        let mut connection = create::<Good>(db).await;
        let mut pairs = Hstore::from([("k", "v"), ("q", "say \"hi\"")]);
        pairs.insert("nothing", None);
        let row = (Good.id.set(1), Good.attrs.set(pairs.clone()));
        connection.execute(insert(Good).values(row)).await.unwrap();
        let (read, value, missing, keys) = connection
            .one(select((
                Good.attrs,
                Good.attrs.get("k"),
                Good.attrs.get("x"),
                Good.attrs.keys(),
            )))
            .await
            .unwrap();
        assert_eq!(read, Some(pairs));
        assert_eq!((value.as_deref(), missing), (Some("v"), None));
        assert_eq!(keys.len(), 3);
        let contains = Good.attrs.contains(Hstore::from([("k", "v")]));
        let found = connection
            .all(select(Good.id).filter(contains))
            .await
            .unwrap();
        assert_eq!(found, [1]);
    });
}

#[derive(Clone, Debug, Table)]
#[table(name = "notes")]
struct Note {
    #[column(primary_key)]
    id: i32,
    #[column(length = 20)]
    name: String,
    size: Option<i32>,
    doc: Json,
    at: chrono::NaiveDateTime,
}

async fn notes(db: &Database) -> Connection {
    let mut connection = create::<Note>(db).await;
    let at = NaiveDate::from_ymd_opt(2024, 2, 29)
        .unwrap()
        .and_hms_opt(13, 14, 15);
    for (id, name, size) in [(1, "ann", Some(10)), (2, "bob", Some(20)), (3, "ann", None)] {
        let doc =
            json!({"s": "text", "n": id, "f": 1.5, "t": true, "l": [{"x \"y\"": 7}], "z": null});
        let row = (
            Note.id.set(id),
            Note.name.set(name),
            Note.size.set(size),
            Note.doc.set(doc),
            Note.at.set(at.unwrap()),
        );
        connection.execute(insert(Note).values(row)).await.unwrap();
    }
    connection
}

#[test]
fn json_is_read_as_values() {
    on_each_database("json_is_read_as_values", async |db| {
        let mut connection = notes(db).await;
        let doc = Note.doc;
        let row = connection
            .one(
                select((
                    doc.get("s").as_string(),
                    doc.get("n").as_integer(),
                    doc.get("f").as_float(),
                    doc.get("t").as_boolean(),
                    doc.path(("l", 0, "x \"y\"")).as_integer(),
                    doc.get("l").get(0),
                    doc.get("none").as_string(),
                ))
                .filter(doc.get("n").as_integer().eq(2)),
            )
            .await
            .unwrap();
        assert_eq!(row.0.as_deref(), Some("text"));
        assert_eq!(
            (row.1, row.2, row.3, row.4),
            (Some(2), Some(1.5), Some(true), Some(7))
        );
        assert_eq!(row.5, Some(json!({"x \"y\"": 7})));
        assert_eq!(row.6, None);
    });
}

#[test]
fn keys_and_positions_of_json_are_told_apart() {
    on_each_database("keys_and_positions", async |db| {
        let mut connection = notes(db).await;
        let list = Note.doc.get("l");
        let first = |key: JsonKey| select(list.clone().get(key)).filter(Note.id.eq(1));
        let by_key = connection.one(first(JsonKey::from("0"))).await.unwrap();
        let by_position = connection.one(first(JsonKey::from(0))).await.unwrap();
        let again = connection.one(first(JsonKey::from("0"))).await.unwrap();
        assert_eq!(by_position, Some(json!({"x \"y\"": 7})));
        assert_eq!((by_key, again), (None, None));
    });
}

#[test]
fn windows_cases_casts_and_fields() {
    on_each_database("windows_cases_casts", async |db| {
        let mut connection = notes(db).await;
        let number = func::row_number()
            .over()
            .partition_by(Note.name)
            .order_by(Note.id);
        let so_far = func::count(Note.id)
            .over()
            .order_by(Note.id)
            .rows(FrameBound::Unbounded, 0);
        let around = func::count(Note.id).over().order_by(Note.id).rows(-1, 1);
        let kind = case()
            .when(Note.size.gt(15), "large")
            .when(Note.size.gt(5), "small");
        let rows = connection
            .all(
                select((
                    number,
                    so_far,
                    around,
                    kind.else_("none"),
                    Note.id.cast::<String>(),
                ))
                .order_by(Note.id),
            )
            .await
            .unwrap();
        let text = |text: &str| text.to_owned();
        assert_eq!(
            rows,
            [
                (1, 1, 2, text("small"), text("1")),
                (1, 2, 3, text("large"), text("2")),
                (2, 3, 2, text("none"), text("3")),
            ]
        );
        let of_name = window("of_name").partition_by(Note.name);
        let namesakes = func::count(Note.id).over_window(&of_name);
        let stmt = select(namesakes).window(&of_name).order_by(Note.id);
        assert_eq!(connection.all(stmt).await.unwrap(), [2, 1, 2]);
        let fields = ["year", "month", "day", "hour", "minute", "second"];
        for (field, expected) in fields.into_iter().zip([2024, 2, 29, 13, 14, 15]) {
            let stmt = select(extract(field, Note.at)).limit(1);
            assert_eq!(
                connection.one(stmt).await.unwrap(),
                Some(expected),
                "{field}"
            );
        }
        let one = literal_column::<i32>("1").type_coerce::<i64>();
        assert_eq!(connection.one(select(one)).await.unwrap(), 1);
    });
}

#[test]
fn aggregates_take_orders_filters_and_separators() {
    on_each_database("aggregates_take_orders", async |db| {
        let mut connection = notes(db).await;
        // SQLite takes an order in an aggregate since 3.44.
        let names = func::aggregate_strings(Note.name, "'; ").aggregate_order_by(Note.id.desc());
        let joined = connection.one(select(names)).await.unwrap();
        assert_eq!(joined.as_deref(), Some("ann'; bob'; ann"));
        let mean = connection.one(select(func::avg(Note.size))).await.unwrap();
        assert!(mean.is_some_and(|mean| mean.as_str().parse() == Ok(15.0)));
        let capabilities = capabilities(db).await;
        if capabilities.aggregate_filter {
            let large = func::count(Note.id).filter(Note.size.gt(15));
            assert_eq!(connection.one(select(large)).await.unwrap(), 1);
        }
        if capabilities.within_group {
            let median = func::percentile_cont(0.5).within_group(Note.size);
            assert_eq!(connection.one(select(median)).await.unwrap(), Some(15.0));
        }
        if capabilities.rollup != Rollup::None {
            let totals = select(func::count_star())
                .select_from(Note)
                .group_by(rollup(Note.name));
            let mut totals = connection.all(totals).await.unwrap();
            totals.sort_unstable();
            assert_eq!(totals, [1, 2, 3]);
        }
    });
}
