//! `get` takes a key as the program has it, and binds it through its column.

use rebis::core::value::Decimal;
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};

#[derive(Clone, Debug, Model)]
#[model(table = "things")]
struct Thing {
    #[column(primary_key)]
    id: uuid::Uuid,
    name: i64,
}

#[derive(Clone, Debug, Model)]
#[model(table = "flags")]
struct Flag {
    #[column(primary_key)]
    flag: bool,
    name: i64,
}

#[derive(Clone, Debug, Model)]
#[model(table = "prices")]
struct Price {
    #[column(primary_key, sql_type = Numeric { precision: Some(30), scale: Some(10) })]
    price: Decimal,
    name: i64,
}

#[derive(Clone, Debug, Model)]
#[model(table = "codes")]
struct Code {
    #[column(primary_key, sql_type = Char { length: 8 })]
    code: String,
    name: i64,
}

async fn create(db: &Database) {
    let registry = Registry::new((Thing, Flag, Price, Code)).unwrap();
    registry.metadata().create_all(&db.engine).await.unwrap();
}

#[test]
fn a_key_in_another_form_is_that_of_the_column() {
    on_each_database("get_forms", async |db: &Database| {
        create(db).await;
        let id = uuid::Uuid::from_u128(0xabcd << 100);
        let mut session = db.session();
        let thing = session.add(Thing::draft().id(id).name(1));
        let flag = session.add(Flag::draft().flag(true).name(1));
        session.commit().await.unwrap();
        for session in [&mut session, &mut db.session()] {
            for text in [id.to_string(), id.simple().to_string().to_uppercase()] {
                let got = session.get(Thing, text).await.unwrap().unwrap();
                assert_eq!(got.id, thing.id);
            }
            let got = session.get(Thing, id.into_bytes()).await.unwrap().unwrap();
            let recorder = db.record();
            assert_eq!(session.get(Thing, id).await.unwrap(), Some(got));
            assert_eq!(recorder.take(), [""; 0]);
            let got = session.get(Flag, 1).await.unwrap().unwrap();
            assert_eq!(got.name, flag.name);
            assert_eq!(session.get(Flag, false).await.unwrap(), None);
        }
    });
}

#[test]
fn a_key_that_the_column_does_not_take_is_an_error_that_names_it() {
    on_each_database("get_mismatch", async |db: &Database| {
        create(db).await;
        let mut session = db.session();
        let recorder = db.record();
        let error = session.get(Thing, "abc").await.unwrap_err();
        let said = "`Thing.id`: expected a UUID, found text \"abc\"";
        assert_eq!((error.code(), &*error.to_string()), ("value", said));
        let error = session.get(Flag, 2).await.unwrap_err();
        let said = "`Flag.flag`: expected a boolean, found the integer 2";
        assert_eq!((error.code(), &*error.to_string()), ("value", said));
        let error = session.get(Code, 5).await.unwrap_err();
        let said = "`Code.code`: expected text, found the integer 5";
        assert_eq!((error.code(), &*error.to_string()), ("value", said));
        assert_eq!(recorder.take(), [""; 0]);
        assert_eq!(session.get(Thing, None::<uuid::Uuid>).await.unwrap(), None);
    });
}

#[test]
fn a_decimal_is_a_number_whatever_its_scale() {
    on_each_database("get_decimal", async |db: &Database| {
        create(db).await;
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        let mut session = db.session();
        let half = session.add(Price::draft().price(decimal("1.5")).name(1));
        session.commit().await.unwrap();
        for text in ["1.5", "1.50", "1.5000000000"] {
            let got = session.get(Price, decimal(text)).await.unwrap();
            assert_eq!(got.as_ref(), Some(&half), "{text}");
        }
        if db.kind == Kind::Sqlite {
            // Fifteen digits are exact.
            return;
        }
        let long = |last: u32| decimal(&format!("12345678901234567890.123456789{last}"));
        let added = [1, 2, 3].map(|last| {
            let draft = Price::draft().price(long(last));
            session.add(draft.name(i64::from(last)))
        });
        session.commit().await.unwrap();
        let mut fresh = db.session();
        for (last, price) in (1..).zip(&added) {
            let got = fresh.get(Price, long(last)).await.unwrap().unwrap();
            assert_eq!(got.name, price.name);
        }
        assert_eq!(fresh.get(Price, long(4)).await.unwrap(), None);
        for last in 1..3 {
            let price = fresh.get(Price, long(last)).await.unwrap().unwrap();
            fresh.delete(&price);
        }
        fresh.commit().await.unwrap();
        let left = fresh.all(select(Price.name).order_by(Price.price)).await;
        assert_eq!(left.unwrap(), [1, 3]);
    });
}

#[test]
fn spaces_that_fill_up_a_char_column_do_not_tell_keys_apart() {
    on_each_database("get_char", async |db: &Database| {
        create(db).await;
        let mut session = db.session();
        let code = session.add(Code::draft().code("ab  ").name(1));
        session.commit().await.unwrap();
        assert_eq!(
            session.all(select(Code)).await.unwrap(),
            std::slice::from_ref(&code)
        );
        if db.kind == Kind::Sqlite {
            // A length means nothing there, and spaces are kept.
            assert_eq!(session.get(Code, "ab").await.unwrap(), None);
            session.add(Code::draft().code("ab").name(2));
            session.commit().await.unwrap();
            assert_eq!(db.session().all(select(Code)).await.unwrap().len(), 2);
            return;
        }
        for text in ["ab", "ab ", "ab      "] {
            assert_eq!(session.get(Code, text).await.unwrap(), Some(code.clone()));
            let got = db.session().get(Code, text).await.unwrap();
            assert_eq!(got.map(|code| code.name), Some(1));
        }
        assert_eq!(session.get(Code, " ab").await.unwrap(), None);
    });
}

#[derive(Clone, Debug, Model)]
#[model(table = "counters")]
struct Counter {
    #[column(primary_key, autoincrement = false)]
    id: u64,
    name: i64,
}

#[test]
fn an_unsigned_key_beyond_signed_ones_is_kept_or_refused() {
    on_each_database("get_unsigned", async |db: &Database| {
        let registry = Registry::new((Counter,)).unwrap();
        registry.metadata().create_all(&db.engine).await.unwrap();
        let ids = [u64::MAX, u64::MAX - 1, 1 << 63];
        let mut session = db.session();
        let added = session.add_all(ids.map(|id| Counter::draft().id(id).name(1)));
        let outcome = session.commit().await;
        if matches!(db.kind, Kind::Sqlite | Kind::Postgres) {
            // Their largest integer is that of an `i64`.
            assert!(outcome.is_err());
            return;
        }
        outcome.unwrap();
        let mut fresh = db.session();
        let read = fresh.all(select(Counter).order_by(Counter.id.desc())).await;
        assert_eq!(read.unwrap().len(), 3);
        for (id, counter) in ids.into_iter().zip(&added) {
            for session in [&mut session, &mut fresh] {
                let got = session.get(Counter, id).await.unwrap().unwrap();
                assert_eq!((got.id, got.name), (counter.id, 1));
            }
        }
        let read = session
            .all(select(Counter).order_by(Counter.id.desc()))
            .await;
        assert_eq!(read.unwrap(), added);
    });
}
