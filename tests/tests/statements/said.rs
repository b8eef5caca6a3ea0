//! What statements can say: lists that are known at run time, names of any kind, `WITH` before
//! writes, operators of one's own, tables without a key.

use std::sync::Arc;

use rebis::core::compile::{Shape, Target, compile_sql};
use rebis::core::dialect::{Dialect, Generic, Mssql, Oracle, Postgres, Sqlite};
use rebis::core::schema::{MetaData, Table};
use rebis::core::{
    Connection, Fields, LabelStyle, Record, SelectItem, Statement, intern_table, named_column,
    null, prefix_op,
};
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use super::texts::{Texts, check, text_of};

#[derive(Clone, Debug, Model)]
#[model(table = "people")]
struct Person {
    #[column(primary_key)]
    id: i64,
    #[column(name = "full_name", length = 50)]
    name: String,
    age: Option<i32>,
    #[relationship(back_populates = owner, order_by = [kind desc, id])]
    pets: Many<Pet>,
}

#[derive(Clone, Debug, Model)]
#[model(table = "pets")]
struct Pet {
    #[column(primary_key)]
    id: i64,
    #[column(name = "pet_kind", length = 50)]
    kind: String,
    #[column(name = "owner", references = Person.id)]
    owner_id: i64,
    #[relationship(back_populates = pets, foreign_key = owner_id)]
    owner: One<Person>,
}

/// A table without a key.
#[derive(Clone, Debug, PartialEq, rebis::Table)]
#[table(name = "log")]
struct Log {
    #[column(length = 50)]
    line: Option<String>,
    level: Option<i64>,
}

async fn people(db: &Database) -> Connection {
    let registry = Registry::new((Person, Pet)).unwrap();
    let metadata = registry.metadata().with_table(Arc::clone(Log::table()));
    metadata.create_all(&db.engine).await.unwrap();
    let mut c = db.engine.connect().await.unwrap();
    let rows = [(1, "Ann", Some(30)), (2, "Bob", None), (3, "Cid", Some(20))];
    let rows = rows.map(|(id, name, age)| {
        (
            Person.id.set(id),
            Person.name.set(name),
            Person.age.set(age),
        )
    });
    c.execute(insert(Person).rows(rows)).await.unwrap();
    let rows = [(1, "cat"), (2, "dog"), (3, "cat")];
    let rows = rows.map(|(id, kind)| (Pet.id.set(id), Pet.kind.set(kind), Pet.owner_id.set(1)));
    c.execute(insert(Pet).rows(rows)).await.unwrap();
    c.commit().await.unwrap();
    c
}

#[test]
fn lists_may_be_known_at_run_time_only() {
    on_each_database("lists_may_be_known_at_run_time_only", async |db| {
        let mut c = people(db).await;
        let wanted = ["full_name".to_owned(), "age".to_owned()];
        let columns: Vec<SelectItem> = wanted
            .iter()
            .map(|name| named_column::<String>(name.as_str()).into())
            .collect();
        let order: Vec<_> = ["age", "id"]
            .map(|name| named_column::<i64>(name).desc())
            .into();
        let rows = c
            .all(
                select(columns)
                    .select_from(Person)
                    .filter(Person.id.ne(2))
                    .order_by(order),
            )
            .await
            .unwrap();
        let names: Vec<String> = rows
            .iter()
            .map(|row| row.get("full_name").unwrap())
            .collect();
        assert_eq!(names, ["Ann", "Cid"]);
        let rows = c
            .all(
                select(vec![Person.id, Person.id])
                    .order_by(vec![Person.id])
                    .limit(1),
            )
            .await
            .unwrap();
        assert_eq!(rows[0].at::<i64>(1).unwrap(), 1);
        let table: &Table = Person::table();
        let rows = c.all(select(table).filter(Person.id.eq(3))).await.unwrap();
        assert_eq!(rows[0].get::<i32>("age").unwrap(), 20);
    });
}

#[test]
fn numbers_of_rows_are_of_any_integer_type() {
    on_each_database("numbers_of_rows_are_of_any_integer_type", async |db| {
        let mut c = people(db).await;
        let ids = || select(Person.id).order_by(Person.id);
        assert_eq!(
            c.all(ids().limit(2_u64).offset(1_usize)).await.unwrap(),
            [2, 3]
        );
        assert_eq!(c.all(ids().limit(1_i64)).await.unwrap(), [1]);
        assert_eq!(c.all(ids().limit(i64::MAX).offset(2)).await.unwrap(), [3]);
        assert_eq!(c.all(ids().limit(None)).await.unwrap().len(), 3);
    });
    let text = |stmt: Select<i64>| text_of(&stmt, &Sqlite);
    assert_eq!(
        text(select(Person.id).limit(u64::MAX)),
        "error: 18446744073709551615 is not a number of rows"
    );
    assert_eq!(
        text(select(Person.id).limit(-1)),
        "error: -1 is not a number of rows"
    );
}

type Select<O> = rebis::core::Select<O>;

#[test]
fn a_null_needs_no_type() {
    on_each_database("a_null_needs_no_type", async |db| {
        let mut c = people(db).await;
        let stmt = update(Person)
            .values(Person.age.set(null()))
            .filter(Person.id.eq(1));
        c.execute(stmt).await.unwrap();
        let ages = select(func::count(Person.age));
        assert_eq!(c.one(ages).await.unwrap(), 1);
    });
}

#[test]
fn writes_have_common_table_expressions() {
    let moved = || {
        delete(Pet)
            .filter(Pet.id.eq(1))
            .returning(Pet.id)
            .cte("moved")
    };
    let cte = moved();
    let stmt = update(Person).values(Person.age.set(1)).add_cte(&cte);
    check(
        &stmt,
        &Texts {
            generic: "WITH moved AS (DELETE FROM pets WHERE pets.id = :id_1 RETURNING pets.id) \
                      UPDATE people SET age=:age",
            sqlite: "WITH moved AS (DELETE FROM pets WHERE pets.id = ? RETURNING id) UPDATE \
                     people SET age=?",
            postgres: "WITH moved AS (DELETE FROM pets WHERE pets.id = $1 RETURNING pets.id) \
                       UPDATE people SET age=$2",
            mysql: "unsupported: DELETE … RETURNING",
            mariadb: "unsupported: WITH before INSERT, UPDATE or DELETE",
            mssql: "WITH moved AS (DELETE FROM pets OUTPUT deleted.id WHERE pets.id = @P1) UPDATE \
                    people SET age=@P2",
            oracle: "unsupported: WITH before INSERT, UPDATE or DELETE",
        },
    );
    let stmt = delete(Pet).add_cte(&cte);
    assert_eq!(
        text_of(&stmt, &Postgres),
        "WITH moved AS (DELETE FROM pets WHERE pets.id = $1 RETURNING pets.id) DELETE FROM pets"
    );
    let stmt = insert(Log).values(Log.line.set("x")).add_cte(&cte);
    assert_eq!(
        text_of(&stmt, &Postgres),
        "WITH moved AS (DELETE FROM pets WHERE pets.id = $1 RETURNING pets.id) INSERT INTO log \
         (line) VALUES ($2)"
    );
    assert_eq!(
        text_of(&stmt, &rebis::core::dialect::MySql::default()),
        "unsupported: WITH in an INSERT of values"
    );
    on_each_database("writes_have_common_table_expressions", async |db| {
        let mut c = people(db).await;
        // Only PostgreSQL has statements that write within WITH.
        if !c.dialect().capabilities().array_binds {
            return;
        }
        let stmt = insert(Log).values(Log.line.set("moved")).add_cte(&moved());
        c.execute(stmt).await.unwrap();
        let left = select(func::count(Pet.id));
        assert_eq!(c.one(left).await.unwrap(), 2);
    });
}

#[test]
fn operators_may_stand_before_their_operand() {
    let text =
        |dialect: &dyn Dialect| text_of(&select(prefix_op::<f64, _>("@ ", Person.id - 5)), dialect);
    assert_eq!(
        text(&Postgres),
        "SELECT @ (people.id - $1) AS anon_1 FROM people"
    );
    on_each_database("operators_may_stand_before_their_operand", async |db| {
        let mut c = people(db).await;
        // All databases here have the sign.
        let stmt = select(prefix_op::<i64, _>("+", Person.id)).filter(Person.id.eq(2));
        assert_eq!(c.one(stmt).await.unwrap(), 2);
    });
}

#[test]
fn a_schema_of_sql_server_may_have_a_dot() {
    let text = |schema| {
        let table = Table::named(intern_table(Some(schema), "t", false));
        let stmt = select(func::count_star()).select_from(&table);
        text_of(&stmt, &Mssql)
            .split_once(" FROM ")
            .unwrap()
            .1
            .to_owned()
    };
    assert_eq!(text("dbo"), "dbo.t");
    assert_eq!(text("db.dbo"), "db.dbo.t");
    assert_eq!(text("[my.schema]"), "[my.schema].t");
    assert_eq!(text("db.[my.schema]"), "db.[my.schema].t");
}

#[test]
fn labels_that_are_made_up_have_a_length() {
    let stmt = select((Person.id, Person.name)).label_style(LabelStyle::TablePrefix);
    let shape = Shape::new(stmt.statement(), Generic.capabilities());
    let target = Target {
        label_length: Some(12),
        ..Target::from(&Generic as &dyn Dialect)
    };
    let sql = compile_sql(stmt.statement(), &shape, target).unwrap().sql;
    assert_eq!(
        sql,
        "SELECT people.id AS people_1, people.full_name AS people_2 FROM people"
    );
}

#[test]
fn a_table_may_have_no_key() {
    on_each_database("a_table_may_have_no_key", async |db| {
        let mut c = people(db).await;
        let line = |line, level| insert(Log).values((Log.line.set(line), Log.level.set(level)));
        c.execute(line("a", Some(1))).await.unwrap();
        let all = c.all(select(Log)).await.unwrap();
        assert_eq!(
            all,
            [Log {
                line: Some("a".to_owned()),
                level: Some(1)
            }]
        );
        let stmt = select((Person.id, rebis::core::optional(Log)))
            .outer_join(Log, Log.level.eq(Person.id))
            .order_by(Person.id);
        let rows: Vec<(i64, Option<Log>)> = c.all(stmt).await.unwrap();
        let found: Vec<bool> = rows.iter().map(|(_, log)| log.is_some()).collect();
        assert_eq!(found, [true, false, false]);
    });
    assert_eq!(Log::table().primary_key().count(), 0);
}

#[test]
fn a_collection_has_an_order_of_fields() {
    on_each_database("a_collection_has_an_order_of_fields", async |db| {
        people(db).await;
        let mut s = db.session();
        for option in [selectinload(Person.pets), joinedload(Person.pets)] {
            let people = s
                .all(select(Person).filter(Person.id.eq(1)).options(option))
                .await
                .unwrap();
            let pets: Vec<i64> = people[0]
                .pets
                .get()
                .unwrap()
                .iter()
                .map(|pet| pet.id)
                .collect();
            assert_eq!(pets, [2, 1, 3]);
            s.rollback().await.unwrap();
        }
    });
}

#[test]
fn a_subquery_of_models_has_their_columns() {
    let pairs = select((Person, Pet))
        .join(Pet, Pet.owner_id.eq(Person.id))
        .subquery("pairs");
    let (person, pet) = pairs.columns();
    let stmt = select((person.name, pet.id, pet.kind)).select_from(&pairs);
    assert_eq!(
        text_of(&stmt, &Oracle).split_once(" FROM ").unwrap().0,
        "SELECT pairs.full_name, pairs.id_1, pairs.pet_kind"
    );
    let prefixed = select(Person)
        .label_style(LabelStyle::TablePrefix)
        .subquery("p");
    let stmt = select(prefixed.fields().name).select_from(&prefixed);
    assert!(text_of(&stmt, &Sqlite).starts_with("SELECT p.people_full_name FROM (SELECT"));
    assert_eq!(prefixed.columns().source(), prefixed.source());
    on_each_database("a_subquery_of_models_has_their_columns", async |db| {
        let mut c = people(db).await;
        let pairs = select((Person, Pet))
            .join(Pet, Pet.owner_id.eq(Person.id))
            .subquery("pairs");
        let (person, pet) = pairs.columns();
        let stmt = select((person.name, pet.id, pet.kind))
            .select_from(&pairs)
            .order_by(pet.id)
            .limit(1);
        let row = ("Ann".to_owned(), 1, "cat".to_owned());
        assert_eq!(c.all(stmt).await.unwrap(), [row]);
        let prefixed = select(Person)
            .label_style(LabelStyle::TablePrefix)
            .subquery("p");
        let ages = select(prefixed.fields().age).select_from(&prefixed);
        let ages = ages.filter(prefixed.columns().id.eq(3));
        assert_eq!(c.one(ages).await.unwrap(), Some(20));
    });
}

#[test]
fn metadata_has_tables_without_a_key() {
    assert_eq!(
        MetaData::new()
            .with_table(Arc::clone(Log::table()))
            .tables()
            .len(),
        1
    );
}
