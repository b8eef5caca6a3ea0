//! Deletes find what goes with an object, whatever its key.

use crate::case::for_each_key;
use crate::loaders::commit_tree;
use crate::{Related, Strategy};

#[test]
fn deleting_an_object_deletes_its_children_and_lets_its_staff_go() {
    for_each_key("keys_cascade", |db, case| {
        Box::pin(async {
            let count = commit_tree(case, &mut db.session()).await.len();
            if count < 6 {
                return;
            }
            let mut session = db.session();
            // 1 has the children 3 and 4, and 5 is the boss of nobody.
            let objects = case.all(&mut session, &[]).await;
            objects[5].put(Related::Parent, &[&objects[0]]);
            objects[5].put(Related::Boss, &[&objects[1]]);
            session.commit().await.unwrap();

            let mut session = db.session();
            let second = case.get(&mut session, 1).await.unwrap();
            second.delete(&mut session);
            session.commit().await.unwrap();
            let mut fresh = db.session();
            let loaders = [
                (Strategy::Selectin, Related::Boss),
                (Strategy::Selectin, Related::Friends),
                (Strategy::Selectin, Related::Children),
            ];
            let left = case.all(&mut fresh, &loaders).await;
            let numbers: Vec<usize> = left.iter().map(|object| object.number()).collect();
            assert_eq!(numbers, [0, 2, 5], "{}", case.name());
            assert_eq!(left[2].loaded(Related::Boss).unwrap(), []);
            assert_eq!(left[0].loaded(Related::Friends).unwrap(), []);
            assert_eq!(left[0].loaded(Related::Children).unwrap(), left[1..]);
        })
    });
}

#[test]
fn deleting_the_first_object_deletes_the_tree() {
    for_each_key("keys_cascade_tree", |db, case| {
        Box::pin(async {
            commit_tree(case, &mut db.session()).await;
            let mut session = db.session();
            let first = case.get(&mut session, 0).await.unwrap();
            first.delete(&mut session);
            session.commit().await.unwrap();
            assert_eq!(case.all(&mut session, &[]).await, []);
            assert_eq!(case.all(&mut db.session(), &[]).await, []);
        })
    });
}

#[test]
fn members_of_a_collection_come_and_go() {
    for_each_key("keys_collections", |db, case| {
        Box::pin(async {
            let count = commit_tree(case, &mut db.session()).await.len();
            let mut session = db.session();
            let loaders = [
                (Strategy::Selectin, Related::Friends),
                (Strategy::Joined, Related::Children),
            ];
            let objects = case.all(&mut session, &loaders).await;
            // An orphan is deleted; a friend is not.
            objects[0].put(Related::Children, &[]);
            let others: Vec<_> = objects[..1].iter().collect();
            objects[0].put(Related::Friends, &others);
            session.commit().await.unwrap();
            let mut fresh = db.session();
            let left = case.all(&mut fresh, &loaders).await;
            assert_eq!(left.len(), 1, "{} of {count}", case.name());
            assert_eq!(left[0].loaded(Related::Friends).unwrap(), left);
        })
    });
}
