//! One object for each row, whatever its key.

use rebis::prelude::*;

use crate::case::for_each_key;
use crate::{Case, Object};

/// Commits objects with the first keys.
pub(crate) async fn commit(case: &dyn Case, session: &mut Session, count: usize) -> Vec<Object> {
    let objects = (0..count.min(case.keys())).map(|number| case.add(session, number, &[]));
    let objects = objects.collect();
    session.commit().await.unwrap();
    objects
}

#[test]
fn a_row_is_the_object_that_was_added() {
    for_each_key("keys_identity", |db, case| {
        Box::pin(async {
            let mut session = db.session();
            let added = commit(case, &mut session, 6).await;
            assert_eq!(case.all(&mut session, &[]).await, added);
            for object in &added {
                let got = case.get(&mut session, object.number()).await;
                assert_eq!(got.as_ref(), Some(object), "{}", case.name());
            }
            let mut fresh = db.session();
            let all = case.all(&mut fresh, &[]).await;
            assert_eq!(all.len(), added.len());
            let recorder = db.record();
            for object in &all {
                assert!(object.has_key(object.number()));
                let got = case.get(&mut fresh, object.number()).await;
                assert_eq!(got.as_ref(), Some(object), "{}", case.name());
            }
            assert_eq!(recorder.take(), [""; 0], "{}", case.name());
        })
    });
}

#[test]
fn an_edit_of_an_object_that_was_added_is_written_once() {
    for_each_key("keys_edit", |db, case| {
        Box::pin(async {
            let mut session = db.session();
            let added = commit(case, &mut session, 6).await;
            let read = case.all(&mut session, &[]).await;
            for object in read {
                object.rename(&format!("{:06}!", object.number()));
            }
            let recorder = db.record();
            session.commit().await.unwrap();
            assert!(added.iter().all(|object| !object.is_modified()));
            let mut fresh = db.session();
            for object in case.all(&mut fresh, &[]).await {
                assert_eq!(object.filled_in().1, 7, "{}", case.name());
            }
            drop(recorder);
        })
    });
}

#[test]
fn a_deleted_object_leaves_no_twin() {
    for_each_key("keys_delete", |db, case| {
        Box::pin(async {
            let mut session = db.session();
            let added = commit(case, &mut session, 6).await;
            let read = case.all(&mut session, &[]).await;
            read[0].delete(&mut session);
            session.flush().await.unwrap();
            assert_eq!(added[0].state(), ObjectState::Deleted);
            assert_eq!(case.get(&mut session, 0).await, None);
            session.rollback().await.unwrap();
            assert_eq!(added[0].state(), ObjectState::Persistent);
            assert_eq!(case.get(&mut session, 0).await.as_ref(), Some(&added[0]));
            for object in &added {
                object.delete(&mut session);
            }
            session.commit().await.unwrap();
            assert_eq!(case.all(&mut session, &[]).await, []);
        })
    });
}

#[test]
fn an_object_is_found_by_a_key_that_changed() {
    for_each_key("keys_change", |db, case| {
        Box::pin(async {
            let last = case.keys() - 1;
            let mut session = db.session();
            let object = case.add(&mut session, 0, &[]);
            session.commit().await.unwrap();
            object.set_key(last);
            session.flush().await.unwrap();
            assert_eq!(case.get(&mut session, last).await.as_ref(), Some(&object));
            assert_eq!(case.get(&mut session, 0).await, None);
            session.rollback().await.unwrap();
            assert!(object.has_key(0));
            assert_eq!(case.get(&mut session, 0).await.as_ref(), Some(&object));
            assert_eq!(case.get(&mut session, last).await, None);
            object.set_key(last);
            session.commit().await.unwrap();
            object.refresh(&mut session).await;
            assert_eq!(case.all(&mut session, &[]).await, [object]);
        })
    });
}
