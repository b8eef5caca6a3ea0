//! What the database fills in comes back to its object, whatever the key.

use crate::case::for_each_key;

#[test]
fn one_row_and_a_thousand_get_what_the_database_fills_in() {
    for_each_key("keys_inserts", |db, case| {
        Box::pin(async {
            for count in [1, 2, case.keys().min(1_100)] {
                let mut session = db.session();
                let numbers = (0..count).map(|number| case.keys() - 1 - number);
                let objects = numbers.map(|number| case.add(&mut session, number, &[]));
                let objects: Vec<_> = objects.collect();
                session.flush().await.unwrap();
                for object in &objects {
                    let filled_in = object.filled_in();
                    assert_eq!(filled_in, ("new".to_owned(), 6), "{}", case.name());
                    assert!(object.has_key(object.number()), "{}", case.name());
                }
                let read = case.all(&mut session, &[]).await;
                assert!(read.iter().eq(objects.iter().rev()), "{}", case.name());
                session.rollback().await.unwrap();
            }
        })
    });
}

#[test]
fn many_objects_get_what_an_update_makes_the_database_compute() {
    for_each_key("keys_updates", |db, case| {
        Box::pin(async {
            let mut session = db.session();
            let objects =
                (0..case.keys().min(100)).map(|number| case.add(&mut session, number, &[]));
            let objects: Vec<_> = objects.collect();
            session.commit().await.unwrap();
            for object in &objects {
                let longer = "!".repeat(object.number() % 7);
                object.rename(&format!("{:06}{longer}", object.number()));
            }
            session.commit().await.unwrap();
            for object in case.all(&mut db.session(), &[]).await {
                let size = 6 + i32::try_from(object.number() % 7).unwrap();
                assert_eq!(object.filled_in().1, size, "{}", case.name());
            }
            // Where the database returns them, or once the rows are read again.
            for object in case.all(&mut session, &[]).await {
                let size = 6 + i32::try_from(object.number() % 7).unwrap();
                assert_eq!(object.filled_in().1, size, "{}", case.name());
            }
        })
    });
}
