//! Keys that the database counts up are those of the rows, whatever the session counts by.

#![allow(clippy::unwrap_used, reason = "tests")]

use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};

#[derive(Clone, Debug, Model)]
#[model(table = "nodes")]
struct Node {
    #[column(primary_key)]
    id: i64,
    #[column(length = 20)]
    name: String,
    #[column(server_default = 7)]
    weight: i64,
}

/// Nothing but a name is written, and nothing but the key comes back.
#[derive(Clone, Debug, Model)]
#[model(table = "leaves")]
struct Leaf {
    #[column(primary_key)]
    id: i64,
    #[column(length = 20)]
    name: String,
}

async fn create(db: &Database) {
    let registry = Registry::new((Node, Leaf)).unwrap();
    registry.metadata().create_all(&db.engine).await.unwrap();
}

/// Whether the session has `auto_increment_increment`.
fn counts_in_steps(db: &Database) -> bool {
    matches!(db.kind, Kind::MariaDb | Kind::MySql)
}

/// Adds some objects, and checks that each has the key of its row.
async fn add_some(session: &mut Session, prefix: &str, count: usize) -> Vec<i64> {
    let names: Vec<String> = (0..count)
        .map(|number| format!("{prefix}{number}"))
        .collect();
    let nodes = session.add_all(names.iter().map(|name| Node::draft().name(name)));
    let leaves = session.add_all(names.iter().map(|name| Leaf::draft().name(name)));
    session.flush().await.unwrap();
    for (node, name) in nodes.iter().zip(&names) {
        assert_eq!((&node.name, node.weight), (name, 7));
        let id = session
            .one(select(Node.id).filter(Node.name.eq(name.as_str())))
            .await;
        assert_eq!(node.id, id.unwrap(), "{name}");
    }
    for (leaf, name) in leaves.iter().zip(&names) {
        let id = session
            .one(select(Leaf.id).filter(Leaf.name.eq(name.as_str())))
            .await;
        assert_eq!(leaf.id, id.unwrap(), "{name}");
    }
    leaves.iter().map(|leaf| leaf.id).collect()
}

#[test]
fn a_key_of_zero_is_stored_as_zero() {
    on_each_database("key_zero", async |db: &Database| {
        create(db).await;
        let mut session = db.session();
        let zero = session.add(Leaf::draft().id(0).name("zero"));
        session.flush().await.unwrap();
        assert_eq!(zero.id, 0);
        let counted = session.add(Leaf::draft().name("counted"));
        session.commit().await.unwrap();
        assert_ne!(counted.id, 0);

        let mut fresh = db.session();
        let read = fresh.get(Leaf, 0).await.unwrap().unwrap();
        assert_eq!(read.name, "zero");
        let mut connection = db.engine.connect().await.unwrap();
        let rows = [(0, "zero"), (5, "five")];
        let rows = rows.map(|(id, name)| (Node.id.set(id), Node.name.set(name)));
        connection.execute(insert(Node).rows(rows)).await.unwrap();
        let ids = connection.all(select(Node.id).order_by(Node.id)).await;
        assert_eq!(ids.unwrap(), [0, 5]);
    });
}

#[test]
fn keys_follow_the_steps_of_the_session() {
    on_each_database("key_steps", async |db: &Database| {
        create(db).await;
        let mut session = db.session();
        add_some(&mut session, "before", 3).await;
        if !counts_in_steps(db) {
            return;
        }
        let steps = text("SET auto_increment_increment = 5, auto_increment_offset = 3");
        session.execute(steps).await.unwrap();
        let ids = add_some(&mut session, "fives", 4).await;
        assert!(ids.windows(2).all(|pair| pair[1] - pair[0] == 5), "{ids:?}");
        session
            .execute(text("SET @@auto_increment_increment = 2"))
            .await
            .unwrap();
        add_some(&mut session, "twos", 3).await;
        session.commit().await.unwrap();
        add_some(&mut session, "later", 3).await;
    });
}

#[test]
fn keys_that_a_trigger_sets_are_known() {
    on_each_database("key_triggers", async |db: &Database| {
        create(db).await;
        if !counts_in_steps(db) {
            return;
        }
        let mut session = db.session();
        add_some(&mut session, "before", 3).await;
        for table in ["nodes", "leaves"] {
            let sql = format!(
                "CREATE TRIGGER of_{table} BEFORE INSERT ON {table} FOR EACH ROW \
                 SET NEW.id = 1000 + 10 * (SELECT count(*) FROM {table})"
            );
            session.execute(text(sql)).await.unwrap();
        }
        let ids = add_some(&mut session, "after", 3).await;
        assert_eq!(ids, [1030, 1040, 1050]);
        session.commit().await.unwrap();
    });
}
