//! How generated keys follow each other.

use rebis_core::intern_table;

use crate::support::{Connection, Scratch, on_each_server, run};

async fn step(connection: &mut Connection) -> Option<i64> {
    let table = intern_table(None, "t", false);
    connection.key_step(table, "id").await.unwrap()
}

#[test]
fn the_step_is_that_of_the_session() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
        let mut connection = scratch.connect().await;
        let create = "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, n INT)";
        run(&mut connection, create, &[]).await;
        assert_eq!(step(&mut connection).await, Some(1));
        let sql = "SET auto_increment_increment = 5";
        run(&mut connection, sql, &[]).await;
        assert_eq!(step(&mut connection).await, Some(5));
        let script = "SELECT 1; SET @@auto_increment_increment = 2";
        connection.execute_raw(script).await.unwrap();
        assert_eq!(step(&mut connection).await, Some(2));
        let create = "CREATE PROCEDURE steps() SET SESSION auto_increment_increment = 7";
        connection.execute_raw(create).await.unwrap();
        run(&mut connection, "CALL steps()", &[]).await;
        assert_eq!(step(&mut connection).await, Some(7));
        drop(connection);
        scratch.drop().await;
    });
}

#[test]
fn a_key_that_a_trigger_sets_has_no_step() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
        let mut connection = scratch.connect().await;
        let create = "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, n INT)";
        run(&mut connection, create, &[]).await;
        let other = "CREATE TRIGGER other BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 1";
        connection.execute_raw(other).await.unwrap();
        assert_eq!(step(&mut connection).await, Some(1));
        let sets = "CREATE TRIGGER sets BEFORE INSERT ON t FOR EACH ROW FOLLOWS other \
                    SET NEW.Id = 7";
        connection.execute_raw(sets).await.unwrap();
        assert_eq!(step(&mut connection).await, None);
        let name = scratch.url.database().unwrap().to_owned();
        let table = intern_table(Some(&name), "T", false);
        assert_eq!(connection.key_step(table, "id").await.unwrap(), None);
        drop(connection);
        scratch.drop().await;
    });
}
