//! A date and time without a zone is UTC where the column has a zone, in one row and in many, in
//! whatever zone the session is.

use chrono::{DateTime, NaiveDateTime, Utc};
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};

#[derive(Clone, Debug, Model)]
#[model(table = "events")]
struct Event {
    #[column(primary_key, autoincrement = false)]
    id: i64,
    moment: NaiveDateTime,
    instant: DateTime<Utc>,
}

#[test]
fn a_moment_is_utc_in_one_row_and_in_many() {
    on_each_database("zones_of_moments", async |db: &Database| {
        let mut connection = db.engine.connect().await.unwrap();
        // The columns have the other type than the one of the model.
        let (with, without) = match db.kind {
            Kind::Postgres => ("TIMESTAMPTZ", "TIMESTAMP"),
            _ => ("DATETIME", "DATETIME"),
        };
        let create = format!(
            "CREATE TABLE events (id BIGINT PRIMARY KEY, moment {with}, instant {without})"
        );
        connection
            .execute(text(create).columns::<()>())
            .await
            .unwrap();
        connection.commit().await.unwrap();
        let zone = match db.kind {
            Kind::Sqlite => None,
            Kind::Postgres => Some("SET TIME ZONE 'Asia/Kathmandu'"),
            _ => Some("SET time_zone = '+05:45'"),
        };
        if let Some(zone) = zone {
            connection
                .execute(text(zone).columns::<()>())
                .await
                .unwrap();
        }
        let noon: NaiveDateTime = "2024-02-29T12:00:00".parse().unwrap();
        let row = |id: i64| {
            let moment = Event.moment.set(noon);
            (Event.id.set(id), moment, Event.instant.set(noon.and_utc()))
        };
        connection
            .execute(insert(Event).values(row(1)))
            .await
            .unwrap();
        connection
            .execute(insert(Event).rows([row(2), row(3)]))
            .await
            .unwrap();
        let all = select((Event.id, Event.moment, Event.instant)).order_by(Event.id);
        let expected = [1, 2, 3].map(|id| (id, noon, noon.and_utc()));
        assert_eq!(connection.all(&all).await.unwrap(), expected);
        let found = select(Event.id)
            .filter(Event.moment.eq(noon) & Event.instant.eq(noon.and_utc()))
            .order_by(Event.id);
        assert_eq!(connection.all(&found).await.unwrap(), [1, 2, 3]);
        let found = select(Event.id)
            .filter(Event.moment.in_([noon]))
            .order_by(Event.id);
        assert_eq!(connection.all(&found).await.unwrap(), [1, 2, 3]);
        let later = update(Event)
            .values(Event.moment.set(noon))
            .filter(Event.instant.le(noon.and_utc()));
        assert_eq!(connection.execute(later).await.unwrap().rows_affected(), 3);
        assert_eq!(connection.all(all).await.unwrap(), expected);
    });
}

#[test]
fn the_session_counts_time_in_utc() {
    on_each_database("zones_of_sessions", async |db: &Database| {
        let mut connection = db.engine.connect().await.unwrap();
        let sql = match db.kind {
            Kind::Sqlite => return,
            Kind::Postgres => "SELECT current_setting('TimeZone')",
            _ => "SELECT @@session.time_zone",
        };
        let zone = connection.one(text(sql).columns::<String>()).await.unwrap();
        assert!(["UTC", "+00:00"].contains(&zone.as_str()), "{zone}");
    });
}
