//! Types of the user's own: newtypes, enumerations, typed documents, custom types.

use rebis::core::SqlType;
use rebis::core::types::{BoxError, CustomType, Json, Jsonb, LiteralForm, Variant};
use rebis::core::value::Decimal;
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};
use serde_json::json;

use crate::harness::Type;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Scalar)]
struct TenantId(i64);

#[derive(Clone, Debug, PartialEq, Eq, Hash, Scalar)]
struct Slug {
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
#[sql_enum(text, check)]
enum Size {
    Small,
    Large,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
#[sql_enum(integer)]
enum Level {
    Low = 1,
    High = 300,
}

/// Text that is not stored as it is.
#[derive(Clone, Debug, PartialEq, Scalar)]
#[scalar(custom)]
struct Secret(String);

impl CustomType for Secret {
    type Stored = Vec<u8>;

    const LITERAL: Option<LiteralForm<Self>> =
        Some(|_| Err("a secret is not written into SQL".into()));

    fn sql_type() -> SqlType {
        SqlType::VarBinary { length: 100 }
    }

    fn store(&self) -> Result<Vec<u8>, BoxError> {
        if self.0.len() > 100 {
            return Err("a secret has at most 100 bytes".into());
        }
        Ok(self.0.bytes().map(|byte| byte ^ 0x5a).collect())
    }

    fn load(stored: Vec<u8>) -> Result<Self, BoxError> {
        let text = stored.iter().map(|byte| byte ^ 0x5a).collect();
        Ok(Self(String::from_utf8(text)?))
    }
}

/// Money, in cents where numbers have 15 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Scalar)]
#[scalar(custom)]
struct Money {
    cents: i64,
}

impl CustomType for Money {
    type Stored = Decimal;

    const VARIANTS: &'static [Variant<Self>] = &[Variant {
        dialect: "sqlite",
        sql_type: i64::sql_type,
        store: |money| Ok(money.cents.into()),
        load: |value| {
            Ok(Self {
                cents: i64::from_value(value)?,
            })
        },
    }];

    fn sql_type() -> SqlType {
        SqlType::Numeric {
            precision: Some(20),
            scale: Some(2),
        }
    }

    fn store(&self) -> Result<Decimal, BoxError> {
        Ok(Decimal::from(self.cents) * "0.01".parse::<Decimal>()?)
    }

    fn load(stored: Decimal) -> Result<Self, BoxError> {
        let cents = stored * Decimal::from(100_i64);
        Ok(Self {
            cents: cents.normalized().as_str().parse()?,
        })
    }
}

fn money(cents: i64) -> Money {
    Money { cents }
}

fn secret(text: &str) -> Secret {
    Secret(text.to_owned())
}

const SLUG: SqlType = SqlType::String { length: Some(20) };

#[test]
fn each_goes_and_comes_back() {
    on_each_database("own_round_trip", async |db: &Database| {
        Type::of([TenantId(i64::MIN), TenantId(7)]).check(db).await;
        let slugs = ["a", "it's"].map(|text| Slug {
            text: text.to_owned(),
        });
        Type::of(slugs).with_type(SLUG).check(db).await;
        Type::of([Size::Large, Size::Small]).check(db).await;
        Type::of([Level::Low, Level::High]).check(db).await;
        Type::of([secret(""), secret("naïve 🦀")])
            .no_literal()
            .check(db)
            .await;
        Type::of([money(0), money(-1), money(1950), money(i64::MAX)])
            .check(db)
            .await;
        let pairs = [("a".to_owned(), 1_i64), ("ü".to_owned(), -2)];
        let typed = Type::of([Json(pairs.to_vec()), Json(Vec::new())]).not_compared();
        let nothing = Type::of([Json(None), Json(Some(1.5))]).not_compared();
        let binary = Type::of([Jsonb(pairs.to_vec())]).not_compared();
        for documents in [typed, nothing, binary] {
            match db.kind {
                Kind::MySql => documents.no_default().check(db).await,
                _ => documents.check(db).await,
            }
        }
    });
}

#[test]
fn a_label_that_is_none_is_refused_by_the_check() {
    on_each_database("own_check", async |db: &Database| {
        let error = Type::of(["huge".to_owned()])
            .with_type(Size::sql_type())
            .refusal(db)
            .await;
        // MariaDB's text names the constraint alone.
        let words = error.to_lowercase();
        assert!(
            words.contains("check") || words.contains("constraint"),
            "{error}"
        );
    });
}

#[derive(Clone, Debug, Model)]
#[model(table = "tenants")]
struct Tenant {
    #[column(primary_key)]
    id: TenantId,
    #[column(default = money(100))]
    budget: Money,
    #[column(server_default = Level::Low.into_value())]
    level: Level,
    token: Option<Secret>,
    #[relationship(back_populates = tenant)]
    tasks: Many<Task>,
}

#[derive(Clone, Debug, Model)]
#[model(table = "tasks")]
struct Task {
    #[column(primary_key, length = 20)]
    slug: Slug,
    #[column(references = Tenant.id)]
    tenant_id: TenantId,
    #[relationship(back_populates = tasks)]
    tenant: One<Tenant>,
}

#[test]
fn models_have_keys_and_defaults_of_such_types() {
    on_each_database("own_models", async |db: &Database| {
        let registry = Registry::new((Tenant, Task)).unwrap();
        registry.metadata().create_all(&db.engine).await.unwrap();
        let mut session = db.session();
        let tenants: Vec<_> = (1..=3).map(|_| session.add(Tenant::draft())).collect();
        let rich = session.add(Tenant::draft().budget(money(5_000)).token(secret("x")));
        for (number, tenant) in (0..).zip(&tenants) {
            let slug = Slug {
                text: format!("task-{number}"),
            };
            session.add(Task::draft().slug(slug).tenant(tenant));
        }
        session.commit().await.unwrap();
        assert_eq!(tenants[2].id, TenantId(3));
        assert_eq!(
            (tenants[0].budget, tenants[0].level),
            (money(100), Level::Low)
        );

        rich.edit().token = Some(secret("y"));
        tenants[0].edit().budget = money(1);
        tenants[1].edit().budget = money(2);
        session.commit().await.unwrap();

        let mut fresh = db.session();
        let read = fresh.get(Tenant, rich.id).await.unwrap().unwrap();
        assert_eq!(
            (read.budget, read.token.clone()),
            (money(5_000), Some(secret("y")))
        );
        let stmt = select(Tenant)
            .order_by(Tenant.id)
            .options(selectinload(Tenant.tasks));
        let read = fresh.all(stmt).await.unwrap();
        assert_eq!(read[1].budget, money(2));
        assert_eq!(read[1].tasks.get().unwrap()[0].slug.text, "task-1");
        let slug = Slug {
            text: "task-2".to_owned(),
        };
        let task = fresh.get(Task, slug).await.unwrap().unwrap();
        assert_eq!(task.tenant_id, TenantId(3));
    });
}

#[test]
fn statements_take_custom_types_in_each_place() {
    on_each_database("own_statements", async |db: &Database| {
        let registry = Registry::new((Tenant, Task)).unwrap();
        registry.metadata().create_all(&db.engine).await.unwrap();
        let mut connection = db.engine.connect().await.unwrap();
        let rows = (1..=40).map(|number| {
            let token = (number % 2 == 0).then(|| secret("even"));
            (
                Tenant.id.set(TenantId(number)),
                Tenant.budget.set(money(number * 50)),
                Tenant.level.set(Level::High),
                Tenant.token.set(token),
            )
        });
        let inserted = insert(Tenant).rows(rows.collect::<Vec<_>>());
        connection.execute(inserted).await.unwrap();
        let ids = async |connection: &mut Connection, condition| {
            let stmt = select(Tenant.id).filter(condition).order_by(Tenant.id);
            let ids = connection.all(stmt).await.unwrap();
            ids.into_iter().map(|TenantId(id)| id).collect::<Vec<_>>()
        };
        let some = Tenant.budget.in_([money(50), money(2_000), money(7)]);
        assert_eq!(ids(&mut connection, some).await, [1, 40]);
        let between = Tenant.budget.between(money(99), money(151));
        assert_eq!(ids(&mut connection, between).await, [2, 3]);
        let even = Tenant.token.eq(secret("even")) & Tenant.budget.le(money(200));
        assert_eq!(ids(&mut connection, even).await, [2, 4]);

        let label = case()
            .when(Tenant.level.eq(Level::High), money(1))
            .else_(money(2));
        let stmt = select(label).filter(Tenant.id.eq(TenantId(1)));
        assert_eq!(connection.one(stmt).await.unwrap(), money(1));
        let token = func::coalesce(Tenant.token, secret("none"));
        let stmt = select(token).filter(Tenant.id.eq(TenantId(1)));
        assert_eq!(connection.one(stmt).await.unwrap(), secret("none"));
        assert_eq!(
            connection.one(select(literal(money(1_234)))).await.unwrap(),
            money(1_234)
        );

        let set = update(Tenant)
            .values(Tenant.budget.set(money(9)))
            .filter(Tenant.id.eq(TenantId(5)));
        connection.execute(set).await.unwrap();
        assert_eq!(ids(&mut connection, Tenant.budget.eq(money(9))).await, [5]);

        let row = connection
            .one(text("SELECT budget, token FROM tenants WHERE id = 2"))
            .await
            .unwrap();
        assert_eq!(row.get::<Money>("budget"), Ok(money(100)));
        assert_eq!(row.get::<Option<Secret>>("token"), Ok(Some(secret("even"))));

        let statement = select(Tenant.id).filter(Tenant.token.eq(secret("x")));
        let error = statement.compile_literal(connection.dialect()).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("a secret is not written into SQL"),
            "{error}"
        );
        let long = select(Tenant.id).filter(Tenant.token.eq(secret(&"x".repeat(101))));
        let error = connection.all(long).await.unwrap_err().to_string();
        assert!(error.contains("a secret has at most 100 bytes"), "{error}");
    });
}

#[test]
fn null_of_json_is_not_null_of_sql() {
    #[derive(Clone, Debug, Table)]
    #[table(name = "documents")]
    struct Document {
        #[column(primary_key)]
        id: i64,
        body: Option<serde_json::Value>,
        sizes: Option<Json<Option<Vec<i32>>>>,
    }
    on_each_database("own_json_null", async |db: &Database| {
        let metadata = rebis::core::schema::MetaData::new();
        let table = <Document as rebis::core::Record>::table();
        let metadata = metadata.with_table(std::sync::Arc::clone(table));
        metadata.create_all(&db.engine).await.unwrap();
        let mut connection = db.engine.connect().await.unwrap();
        let rows = [
            (None, None),
            (Some(json!(null)), Some(Json(None))),
            (Some(json!({"a": null})), Some(Json(Some(vec![1])))),
        ];
        let rows = (1..).zip(rows).map(|(id, (body, sizes))| {
            (
                Document.id.set(id),
                Document.body.set(body),
                Document.sizes.set(sizes),
            )
        });
        connection
            .execute(insert(Document).rows(rows.collect::<Vec<_>>()))
            .await
            .unwrap();
        let all = select((Document.body, Document.sizes)).order_by(Document.id);
        let read = connection.all(all).await.unwrap();
        assert_eq!(read[0], (None, None));
        assert_eq!(read[1], (Some(json!(null)), Some(Json(None))));
        assert_eq!(
            read[2],
            (Some(json!({"a": null})), Some(Json(Some(vec![1]))))
        );
        let null = select(Document.id).filter(Document.body.is_null());
        assert_eq!(connection.all(null).await.unwrap(), [1]);
    });
}
