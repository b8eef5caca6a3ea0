//! Labels and names: in `ORDER BY`, in `GROUP BY`, and of anonymous aliases.

use std::sync::Arc;

use rebis::core::dialect::{Dialect, Generic, Oracle, Postgres, Sqlite};
use rebis::core::schema::MetaData;
use rebis::core::{Connection, LabelStyle, Record, Select, anonymous_alias, union_all};
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use super::texts::text_of;

#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "points")]
struct Point {
    #[column(primary_key)]
    id: i64,
    x: i64,
}

#[test]
fn a_label_is_ordered_by_if_it_is_the_one_that_is_selected() {
    let label = || (Point.x * -1).label("foo");
    let shared = label();
    let order_of = |stmt: Select<i64>| {
        let text = text_of(&stmt, &Sqlite);
        text.split_once(" ORDER BY ").unwrap().1.to_owned()
    };
    let by = select(shared.clone()).order_by(shared.clone());
    assert_eq!(order_of(by), "foo");
    let by = select(shared.clone()).order_by(shared.desc());
    assert_eq!(order_of(by), "foo DESC");
    let by = select(Point.x.label("foo")).order_by(Point.x.label("foo"));
    assert_eq!(order_of(by), "foo");
    let by = select(label()).order_by(Point.x.label("foo"));
    assert_eq!(order_of(by), "points.x");
    let by = select(label()).order_by(Point.x.label("foo").desc());
    assert_eq!(order_of(by), "points.x DESC");
    let by = select(label()).order_by(label());
    assert_eq!(order_of(by), "foo");
    let by = select(label()).order_by((Point.x * -2).label("foo"));
    assert_eq!(order_of(by), "points.x * ?");
    let by = select(Point.x.label("foo")).order_by(Point.x.label("bar"));
    assert_eq!(order_of(by), "points.x");
}

#[test]
fn the_cache_tells_labels_apart() {
    use rebis::core::compile::Shape;
    let label = || (Point.x * -1).label("foo");
    let one = select(label()).order_by(label());
    let two = select(label()).order_by((Point.x * 1).label("foo"));
    let key = |stmt: &Select<i64>| {
        let shape = Shape::new(stmt.statement(), Sqlite.capabilities());
        shape.key().to_vec()
    };
    assert_ne!(text_of(&one, &Sqlite), text_of(&two, &Sqlite));
    assert_ne!(key(&one), key(&two));
}

#[test]
fn a_name_in_group_by_is_that_of_the_label() {
    let stmt = select(((Point.x % 2).label("x"), func::count_star())).group_by("x");
    assert_eq!(
        text_of(&stmt, &Postgres),
        "SELECT points.x % $1 AS x, count(*) AS count_1 FROM points GROUP BY 1"
    );
    let stmt = select(((Point.x % 2).label("odd"), func::count_star())).group_by("odd");
    assert_eq!(
        text_of(&stmt, &Postgres),
        "SELECT points.x % $1 AS odd, count(*) AS count_1 FROM points GROUP BY odd"
    );
}

#[test]
fn anonymous_aliases_have_their_number_in_prefixed_names() {
    let (a, b) = (anonymous_alias(Point), anonymous_alias(Point));
    let stmt = select((a.id, b.id, Point.id))
        .filter(a.x.eq(b.x))
        .label_style(LabelStyle::TablePrefix);
    assert_eq!(
        text_of(&stmt, &Generic),
        "SELECT points_1.id AS points_1_id, points_2.id AS points_2_id, points.id AS points_id \
         FROM points AS points_1, points AS points_2, points WHERE points_1.x = points_2.x"
    );
    let inner = stmt.subquery("inner");
    let (first, second, plain) = inner.columns();
    let stmt = select((first, second, plain)).select_from(&inner);
    assert_eq!(
        text_of(&stmt, &Generic),
        "SELECT \"inner\".points_1_id, \"inner\".points_2_id, \"inner\".points_id FROM (SELECT \
         points_1.id AS points_1_id, points_2.id AS points_2_id, points.id AS points_id FROM \
         points AS points_1, points AS points_2, points WHERE points_1.x = points_2.x) AS \
         \"inner\""
    );
}

#[test]
fn a_nesting_expression_stays_in_its_part() {
    let nested = || select(Point.id).filter(Point.id.gt(1)).cte("n").nesting();
    let (first, second) = (nested(), nested());
    let part = |cte: &rebis::core::Cte<i64>| select(cte.column()).select_from(cte);
    let stmt = union_all(select(Point.id), part(&second));
    assert_eq!(
        text_of(&stmt, &Postgres),
        "SELECT points.id FROM points UNION ALL (WITH n AS (SELECT points.id AS id FROM points \
         WHERE points.id > $1) SELECT n.id FROM n)"
    );
    assert_eq!(
        text_of(&stmt, &Sqlite),
        "SELECT points.id FROM points UNION ALL SELECT * FROM (WITH n AS (SELECT points.id AS id \
         FROM points WHERE points.id > ?) SELECT n.id FROM n)"
    );
    let stmt = union_all(part(&first), part(&second));
    assert_eq!(
        text_of(&stmt, &Postgres),
        "(WITH n AS (SELECT points.id AS id FROM points WHERE points.id > $1) SELECT n.id FROM n) \
         UNION ALL (WITH n AS (SELECT points.id AS id FROM points WHERE points.id > $2) SELECT \
         n.id FROM n)"
    );
    let added = select(Point.id).cte("unused").nesting();
    let stmt = union_all(select(Point.id), select(Point.x).add_cte(&added));
    assert_eq!(
        text_of(&stmt, &Postgres),
        "SELECT points.id FROM points UNION ALL (WITH unused AS (SELECT points.id AS id FROM \
         points) SELECT points.x FROM points)"
    );
}

#[test]
fn materialized_is_said_where_a_database_has_it() {
    let kept = select(Point.id).cte("kept").materialized();
    let stmt = select(kept.column()).select_from(&kept);
    let with = |words: &str| {
        format!("WITH kept AS {words}(SELECT points.id AS id FROM points) SELECT kept.id FROM kept")
    };
    assert_eq!(text_of(&stmt, &Postgres), with("MATERIALIZED "));
    assert_eq!(text_of(&stmt, &Sqlite), with("MATERIALIZED "));
    assert_eq!(text_of(&stmt, &Oracle), with(""));
    let open = select(Point.id).cte("kept").not_materialized();
    let stmt = select(open.column()).select_from(&open);
    assert_eq!(text_of(&stmt, &Sqlite), with("NOT MATERIALIZED "));
}

#[test]
fn the_column_of_a_function_needs_the_function_in_from() {
    let n = func::call::<i64>("generate_series", (1, 5)).column_valued("n");
    assert_eq!(
        text_of(&select(n.column()), &Postgres),
        "error: the columns of the subquery `n` are used, but it is not in FROM; add `.join(&…, \
         …)` or `.select_from(&…)`"
    );
    let stmt = select(n.column() * Point.x)
        .select_from(&n)
        .filter(n.column().gt(Point.id));
    assert_eq!(
        text_of(&stmt, &Postgres),
        "SELECT n * points.x AS anon_1 FROM generate_series($1, $2) AS n, points WHERE n > \
         points.id"
    );
}

async fn points(db: &Database) -> Connection {
    let metadata = MetaData::new().with_table(Arc::clone(Point::table()));
    metadata.create_all(&db.engine).await.unwrap();
    let mut connection = db.engine.connect().await.unwrap();
    let rows = [(1, 3), (2, 5), (3, 4)].map(|(id, x)| (Point.id.set(id), Point.x.set(x)));
    connection.execute(insert(Point).rows(rows)).await.unwrap();
    connection
}

#[test]
fn rows_are_ordered_by_what_was_asked_for() {
    on_each_database("rows_are_ordered_by_what_was_asked_for", async |db| {
        let mut c = points(db).await;
        let by_id = select((Point.x * -1).label("foo")).order_by(Point.id.label("foo"));
        assert_eq!(c.all(by_id).await.unwrap(), [-3, -5, -4]);
        let label = (Point.x * -1).label("foo");
        let by_label = select(label.clone()).order_by(label);
        assert_eq!(c.all(by_label).await.unwrap(), [-5, -4, -3]);
        let groups = select(((Point.x % 2).label("x"), func::count_star()))
            .group_by("x")
            .order_by("x");
        assert_eq!(c.all(groups).await.unwrap(), [(0, 1), (1, 2)]);
    });
}

#[test]
fn parts_of_a_compound_may_have_a_with() {
    on_each_database("parts_of_a_compound_may_have_a_with", async |db| {
        let mut c = points(db).await;
        let part = |id: i64| {
            let cte = select(Point.x).filter(Point.id.eq(id)).cte("n").nesting();
            select(cte.column()).select_from(&cte)
        };
        let stmt = union_all(part(1), part(2)).order_by("x");
        assert_eq!(c.all(stmt).await.unwrap(), [3, 5]);
        let stmt = union_all(select(Point.x), part(2));
        assert_eq!(c.all(stmt).await.unwrap().len(), 4);
    });
}

#[derive(Clone, Debug, Table)]
#[table(name = "notes", schema = "main", index("ix_notes_of", [point_id]))]
struct Note {
    #[column(primary_key)]
    id: i64,
    #[column(references = Own.id)]
    point_id: i64,
}

#[derive(Clone, Debug, Table)]
#[table(name = "own", schema = "main")]
struct Own {
    #[column(primary_key)]
    id: i64,
}

#[test]
fn tables_of_a_schema_refer_to_each_other() {
    use rebis::core::compile::{create_index, create_table};
    use rebis::core::schema::Table;
    let text = |dialect: &dyn Dialect| {
        let statements = create_table(Note::table(), dialect).unwrap().join("; ");
        statements.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(text(&Sqlite).contains("REFERENCES own (id)"));
    assert!(text(&Sqlite).ends_with("CREATE INDEX main.ix_notes_of ON notes (point_id)"));
    assert!(text(&Postgres).contains("REFERENCES main.own (id)"));
    assert!(text(&Postgres).ends_with("CREATE INDEX ix_notes_of ON main.notes (point_id)"));
    let index = &Note::table().indexes()[0];
    assert_eq!(
        create_index(Note::table(), index, &Sqlite),
        "CREATE INDEX main.ix_notes_of ON notes (point_id)"
    );
    let elsewhere = Table::named(rebis::core::intern_table(Some("other"), "notes", false));
    let elsewhere = Note::table()
        .foreign_keys()
        .iter()
        .fold(elsewhere, |table, key| table.with_foreign_key(key.clone()));
    let refused = create_table(&elsewhere, &Sqlite).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "sqlite does not support a foreign key to a table of another schema"
    );
}

#[test]
fn a_database_makes_tables_of_a_schema() {
    on_each_database("a_database_makes_tables_of_a_schema", async |db| {
        // Only SQLite has a schema of this name.
        let mut c = db.engine.connect().await.unwrap();
        if !c.dialect().capabilities().local_table_parts {
            return;
        }
        let metadata = MetaData::new()
            .with_table(Arc::clone(Own::table()))
            .with_table(Arc::clone(Note::table()));
        metadata.create_all(&db.engine).await.unwrap();
        c.execute(insert(Own).values(Own.id.set(1))).await.unwrap();
        let note = |point: i64| insert(Note).values((Note.id.set(point), Note.point_id.set(point)));
        c.execute(note(1)).await.unwrap();
        c.execute(note(2)).await.unwrap_err();
    });
}
