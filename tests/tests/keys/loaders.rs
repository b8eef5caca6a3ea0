//! Related objects are found by keys of every type.

use rebis::prelude::*;

use crate::case::for_each_key;
use crate::{Case, Object, Related, Strategy};

const ALL: [Related; 6] = [
    Related::Parent,
    Related::Children,
    Related::Boss,
    Related::Staff,
    Related::Friends,
    Related::Fans,
];

/// Commits a tree of objects: each has the one of half its number as its parent, the first one as
/// its boss, and the next one as a friend.
pub(crate) async fn commit_tree(case: &dyn Case, session: &mut Session) -> Vec<Object> {
    let mut objects: Vec<Object> = Vec::new();
    for number in 0..case.keys().min(6) {
        let mut related = Vec::new();
        if let Some(first) = objects.first() {
            related.push((Related::Parent, &objects[(number - 1) / 2]));
            related.push((Related::Boss, first));
            related.push((Related::Fans, &objects[number - 1]));
        }
        let object = case.add(session, number, &related);
        objects.push(object);
    }
    session.commit().await.unwrap();
    objects
}

/// The numbers of the objects that a relationship leads to.
fn expected(number: usize, related: Related, count: usize) -> Vec<usize> {
    let others = 1..count;
    match related {
        Related::Parent => number
            .checked_sub(1)
            .map(|number| number / 2)
            .into_iter()
            .collect(),
        Related::Children => others.filter(|other| (other - 1) / 2 == number).collect(),
        Related::Boss => (number > 0).then_some(0).into_iter().collect(),
        Related::Staff => others.filter(|_| number == 0).collect(),
        Related::Friends => others.filter(|other| *other == number + 1).collect(),
        Related::Fans => number.checked_sub(1).into_iter().collect(),
    }
}

/// The related objects are those, and the same objects as these.
#[track_caller]
fn check(case: &dyn Case, objects: &[Object], number: usize, related: Related, found: &[Object]) {
    let expected = expected(number, related, objects.len());
    let expected: Vec<&Object> = expected.iter().map(|number| &objects[*number]).collect();
    let found: Vec<&Object> = found.iter().collect();
    assert_eq!(found, expected, "{}: {related:?} of {number}", case.name());
}

#[test]
fn loaders_find_what_is_related() {
    for_each_key("keys_loaders", |db, case| {
        Box::pin(async {
            let mut session = db.session();
            let added = commit_tree(case, &mut session).await;
            for strategy in [Strategy::Selectin, Strategy::Joined] {
                for related in ALL {
                    let mut fresh = db.session();
                    let objects = case.all(&mut fresh, &[(strategy, related)]).await;
                    assert_eq!(objects.len(), added.len());
                    for (number, object) in objects.iter().enumerate() {
                        let found = object.loaded(related).unwrap();
                        check(case, &objects, number, related, &found);
                    }
                    // The session that added them has the same objects.
                    let objects = case.all(&mut session, &[(strategy, related)]).await;
                    assert_eq!(objects, added);
                    for (number, object) in objects.iter().enumerate() {
                        let found = object.loaded(related).unwrap();
                        check(case, &objects, number, related, &found);
                    }
                }
            }
        })
    });
}

#[test]
fn an_explicit_load_finds_what_is_related_for_all_siblings() {
    for_each_key("keys_load", |db, case| {
        Box::pin(async {
            commit_tree(case, &mut db.session()).await;
            for related in ALL {
                let mut session = db.session();
                let objects = case.all(&mut session, &[]).await;
                let recorder = db.record();
                let first = objects[0].load(related, &mut session).await;
                assert_eq!(recorder.take_verbs(), ["SELECT"], "{}", case.name());
                check(case, &objects, 0, related, &first);
                for (number, object) in objects.iter().enumerate() {
                    let found = object.loaded(related).unwrap();
                    check(case, &objects, number, related, &found);
                }
            }
        })
    });
}

#[test]
fn a_parent_that_changes_loses_a_child_in_memory() {
    for_each_key("keys_relink", |db, case| {
        Box::pin(async {
            let count = commit_tree(case, &mut db.session()).await.len();
            let mut session = db.session();
            let objects = case
                .all(&mut session, &[(Strategy::Selectin, Related::Staff)])
                .await;
            // The identity map knows the boss by the foreign key.
            objects[count - 1].put(Related::Boss, &[]);
            let staff = objects[0].loaded(Related::Staff).unwrap();
            assert_eq!(staff.len(), count - 2, "{}", case.name());
            session.commit().await.unwrap();
            let mut fresh = db.session();
            let objects = case
                .all(&mut fresh, &[(Strategy::Joined, Related::Boss)])
                .await;
            assert_eq!(objects[count - 1].loaded(Related::Boss).unwrap(), []);
        })
    });
}
