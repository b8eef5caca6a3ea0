//! Texts with a length: one row and many mean the same.

use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};

#[derive(Clone, Debug, Model)]
#[model(table = "countries")]
struct Country {
    #[column(primary_key, sql_type = Char { length: 4 })]
    code: String,
    #[column(sql_type = Unicode { length: Some(5) })]
    name: String,
}

async fn create(db: &Database) {
    let registry = Registry::new((Country,)).unwrap();
    registry.metadata().create_all(&db.engine).await.unwrap();
}

fn country(code: &str) -> impl rebis::orm::IntoDraft<Model = Country> {
    Country::draft().code(code).name("é")
}

#[test]
fn many_chars_are_written_as_one() {
    on_each_database("texts_char", async |db: &Database| {
        create(db).await;
        let mut session = db.session();
        let recorder = db.record();
        for code in ["de", "fr", "uk"] {
            session.add(country(code));
        }
        session.flush().await.unwrap();
        session.add(country("x"));
        session.commit().await.unwrap();
        assert_eq!(recorder.take_verbs().len(), 2);

        let mut connection = db.engine.connect().await.unwrap();
        let padded = match db.kind {
            Kind::Postgres => ["de  ", "fr  ", "uk  ", "x   "],
            _ => ["de", "fr", "uk", "x"],
        };
        let all = select(Country.code).order_by(Country.code);
        assert_eq!(connection.all(all).await.unwrap(), padded);
        let found = select(Country.name).filter(Country.code.eq("fr"));
        assert_eq!(connection.one(found).await.unwrap(), "é");
    });
}

#[test]
fn a_text_that_is_too_long_is_refused_in_one_row_and_in_many() {
    on_each_database("texts_too_long", async |db: &Database| {
        if db.kind == Kind::Sqlite {
            // There, lengths are documentation.
            return;
        }
        create(db).await;
        for count in [1, 3] {
            let mut session = db.session();
            for number in 0..count {
                let code = format!("{number}");
                session.add(Country::draft().code(code).name("longer"));
            }
            let error = session.flush().await.unwrap_err();
            assert_eq!(error.code(), "data-error", "{count}: {error}");
        }
    });
}
