//! Relationships in memory and in the database: both sides, loading, cascades.

use rebis::orm::At;
use rebis::prelude::*;
use rebis_tests::models::{Comment, Post, PostStatus, Tag, User};
use rebis_tests::{Database, on_each_database, post, user};

async fn with_data(db: &Database) -> Session {
    db.with_sample_data().await.session()
}

fn slugs(posts: &[Instance<Post>]) -> Vec<&str> {
    posts.iter().map(|post| post.slug.as_str()).collect()
}

#[test]
fn reading_what_is_not_loaded_is_an_error_that_says_how_to_load_it() {
    on_each_database("not_loaded", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        let message = alice.posts.get().unwrap_err().to_string();
        assert!(message.contains("selectinload(User.posts)"), "{message}");
        assert!(!alice.posts.is_loaded());
    });
}

#[test]
fn an_explicit_load_takes_the_siblings_along() {
    on_each_database("sibling_load", async |db: &Database| {
        let mut session = with_data(db).await;
        let users = session
            .all(select(User).order_by(User.username))
            .await
            .unwrap();
        let recorder = db.record();
        let mut all = Vec::new();
        for user in &users {
            let posts = user.posts.load(&mut session).await.unwrap();
            all.push(posts.len());
        }
        assert_eq!(all, [2, 1]);
        assert_eq!(recorder.take_verbs(), ["SELECT"]);
    });
}

/// A user's name; of each post its slug and the names of its tags.
type Shape = (String, Vec<(String, Vec<String>)>);

#[test]
fn joined_and_selectin_load_the_same_objects() {
    on_each_database("joined_equals_selectin", async |db: &Database| {
        let mut session = with_data(db).await;
        let recorder = db.record();
        let joined = session
            .all(
                select(User)
                    .options(joinedload(User.posts).joinedload(Post.tags))
                    .order_by(User.username),
            )
            .await
            .unwrap();
        assert_eq!(recorder.take_verbs(), ["SELECT"]);
        let mut other = db.session();
        let selectin = other
            .all(
                select(User)
                    .options(selectinload(User.posts).selectinload(Post.tags))
                    .order_by(User.username),
            )
            .await
            .unwrap();
        assert_eq!(recorder.take_verbs(), ["SELECT", "SELECT", "SELECT"]);
        let shape = |users: &[Instance<User>]| -> Vec<Shape> {
            let posts = |user: &Instance<User>| {
                let of_post = |post: &Instance<Post>| {
                    let tags = post.tags.get().unwrap();
                    (
                        post.slug.clone(),
                        tags.iter().map(|tag| tag.name.clone()).collect(),
                    )
                };
                user.posts.get().unwrap().iter().map(of_post).collect()
            };
            users
                .iter()
                .map(|user| (user.username.clone(), posts(user)))
                .collect()
        };
        assert_eq!(shape(&joined), shape(&selectin));
        assert_eq!(joined.len(), 2);
    });
}

#[test]
fn a_limit_counts_objects_and_not_joined_rows() {
    on_each_database("joined_limit", async |db: &Database| {
        let mut session = with_data(db).await;
        let stmt = select(User)
            .options(joinedload(User.posts))
            .order_by(User.username.desc())
            .limit(2)
            .offset(1);
        let users = session.all(stmt).await.unwrap();
        assert_eq!(users.len(), 1);
        assert_eq!(users[0].username, "alice");
        assert_eq!(
            slugs(&users[0].posts.get().unwrap()),
            ["advanced-querying", "getting-started-sqlalchemy-2"]
        );
    });
}

#[test]
fn a_joined_object_may_be_absent() {
    on_each_database("joined_absent", async |db: &Database| {
        let mut session = with_data(db).await;
        let stmt = select(Comment)
            .options(joinedload(Comment.parent))
            .order_by(Comment.id);
        let comments = session.all(stmt).await.unwrap();
        assert!(comments[0].parent.get().unwrap().is_none());
        assert!(comments[1].parent.get().unwrap().unwrap().is(&comments[0]));
    });
}

#[test]
fn selectin_of_a_joined_object_is_loaded_too() {
    on_each_database("selectin_below_joined", async |db: &Database| {
        let mut session = with_data(db).await;
        let stmt = select(Comment)
            .options(joinedload(Comment.post).selectinload(Post.tags))
            .order_by(Comment.id);
        let comments = session.all(stmt).await.unwrap();
        let tags = comments[0].post.get().unwrap().tags.get().unwrap();
        assert_eq!(tags.len(), 3);
    });
}

#[test]
fn options_belong_to_a_model_of_a_tuple() {
    on_each_database("tuple_options", async |db: &Database| {
        let mut session = with_data(db).await;
        let stmt = select((Post.slug, Post, User))
            .join(User, Post.author)
            .options((selectinload(User.comments), selectinload(Post.tags)))
            .order_by(Post.id);
        let rows = session.all(stmt).await.unwrap();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0].1.tags.get().unwrap().len(), 3);
        assert_eq!(rows[0].2.comments.get().unwrap().len(), 1);
    });
}

#[test]
fn both_sides_are_kept_in_step() {
    on_each_database("back_populates", async |db: &Database| {
        let mut session = with_data(db).await;
        let users = session
            .all(
                select(User)
                    .options(selectinload(User.posts))
                    .order_by(User.username),
            )
            .await
            .unwrap();
        let [alice, bob] = &users[..] else { panic!() };
        let moved = post(&mut session, "advanced-querying").await;
        moved.edit().author.set(bob);
        assert_eq!(
            slugs(&alice.posts.get().unwrap()),
            ["getting-started-sqlalchemy-2"]
        );
        assert_eq!(
            slugs(&bob.posts.get().unwrap()),
            ["python-best-practices", "advanced-querying"]
        );
        alice.edit().posts.push(&moved);
        assert!(moved.author.get().unwrap().is(alice));
        assert_eq!(bob.posts.get().unwrap().len(), 1);
        bob.edit().posts.push(&moved);
        session.commit().await.unwrap();
        assert_eq!(moved.author_id, bob.id);
        let mut fresh = db.session();
        let bob = user(&mut fresh, "bob").await;
        assert_eq!(bob.posts.load(&mut fresh).await.unwrap().len(), 2);
    });
}

#[test]
fn objects_can_be_added_to_a_collection_that_is_not_loaded() {
    on_each_database("unloaded_collection", async |db: &Database| {
        let mut session = with_data(db).await;
        let bob = user(&mut session, "bob").await;
        let mine = post(&mut session, "advanced-querying").await;
        let recorder = db.record();
        bob.edit().posts.push(&mine);
        assert_eq!(recorder.take(), [""; 0]);
        assert!(bob.posts.get().is_err());
        let posts = bob.posts.load(&mut session).await.unwrap();
        assert_eq!(
            slugs(&posts),
            ["advanced-querying", "python-best-practices"]
        );
    });
}

#[test]
fn many_to_many_rows_follow_both_sides() {
    on_each_database("many_to_many", async |db: &Database| {
        let mut session = with_data(db).await;
        let rust = session.add(Tag::draft().name("rust"));
        let first = post(&mut session, "getting-started-sqlalchemy-2").await;
        first.tags.load(&mut session).await.unwrap();
        let tutorial = session
            .one(select(Tag).filter(Tag.name.eq("tutorial")))
            .await
            .unwrap();
        {
            let mut edit = first.edit();
            edit.tags.push(&rust);
            edit.tags.remove(&tutorial);
        }
        session.commit().await.unwrap();
        let mut fresh = db.session();
        let first = post(&mut fresh, "getting-started-sqlalchemy-2").await;
        let tags = first.tags.load(&mut fresh).await.unwrap();
        let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["python", "rust", "sqlalchemy"]);
        let rust = tags[1].posts.load(&mut fresh).await.unwrap();
        assert_eq!(slugs(&rust), ["getting-started-sqlalchemy-2"]);
    });
}

#[test]
fn an_orphan_is_deleted_and_a_moved_object_is_not() {
    on_each_database("delete_orphan", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        let bob = user(&mut session, "bob").await;
        let posts = alice.posts.load(&mut session).await.unwrap();
        alice.edit().posts.remove(&posts[0]);
        {
            let mut edit = alice.edit();
            edit.posts.remove(&posts[1]);
            drop(edit);
            bob.edit().posts.push(&posts[1]);
        }
        session.commit().await.unwrap();
        assert_eq!(posts[0].state(), ObjectState::Deleted);
        assert_eq!(posts[1].state(), ObjectState::Persistent);
        assert_eq!(posts[1].author_id, bob.id);
    });
}

#[test]
fn a_pending_orphan_is_not_inserted() {
    on_each_database("pending_orphan", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        alice.posts.load(&mut session).await.unwrap();
        let draft = Post::draft().title("t").slug("t").body("b").author(&alice);
        let pending = session.add(draft);
        assert_eq!(alice.posts.get().unwrap().len(), 3);
        alice.edit().posts.remove(&pending);
        let recorder = db.record();
        session.flush().await.unwrap();
        assert_eq!(recorder.take(), [""; 0]);
        assert_eq!(pending.state(), ObjectState::Transient);
    });
}

#[test]
fn deleting_without_cascade_lets_the_children_go() {
    #[derive(Clone, Debug, Model)]
    #[model(table = "shelves")]
    struct Shelf {
        #[column(primary_key)]
        id: i64,
        #[relationship(back_populates = shelf, order_by = id)]
        books: Many<Book>,
    }

    #[derive(Clone, Debug, Model)]
    #[model(table = "books")]
    struct Book {
        #[column(primary_key)]
        id: i64,
        #[column(references = Shelf.id)]
        shelf_id: Option<i64>,
        #[relationship(back_populates = books)]
        shelf: One<Option<Shelf>>,
    }

    on_each_database("nullify_children", async |db: &Database| {
        Registry::new((Shelf, Book))
            .unwrap()
            .metadata()
            .create_all(&db.engine)
            .await
            .unwrap();
        let mut session = db.session();
        let shelf = session.add(Shelf::draft());
        let books = session.add_all([Book::draft().shelf(&shelf), Book::draft().shelf(&shelf)]);
        session.commit().await.unwrap();
        assert_eq!(books[1].shelf_id, Some(shelf.id));
        session.delete(&shelf);
        session.commit().await.unwrap();
        assert_eq!((books[0].shelf_id, books[1].shelf_id), (None, None));
        assert_eq!(shelf.state(), ObjectState::Deleted);
        assert!(books[0].shelf.load(&mut session).await.unwrap().is_none());
    });
}

#[test]
fn a_tree_is_inserted_level_by_level_and_deleted_from_its_leaves() {
    on_each_database("self_referential", async |db: &Database| {
        let mut session = with_data(db).await;
        let alice = user(&mut session, "alice").await;
        let first = post(&mut session, "advanced-querying").await;
        let comment = |parent: Option<&Instance<Comment>>| {
            Comment::draft()
                .body("x")
                .post(&first)
                .author(&alice)
                .parent(parent)
        };
        let root = session.add(comment(None));
        let left = session.add(comment(Some(&root)));
        let right = session.add(comment(Some(&root)));
        let leaf = session.add(comment(Some(&left)));
        let recorder = db.record();
        session.flush().await.unwrap();
        let inserts = recorder
            .take_verbs()
            .iter()
            .filter(|verb| *verb == "INSERT")
            .count();
        assert_eq!(inserts, 3);
        assert_eq!(leaf.parent_id, Some(left.id));
        assert_eq!(right.parent_id, Some(root.id));
        session.delete(&root);
        session.commit().await.unwrap();
        let left = session.one(select(func::count(Comment.id)).filter(Comment.body.eq("x")));
        assert_eq!(left.await.unwrap(), 0);
        assert_eq!(leaf.state(), ObjectState::Deleted);
    });
}

#[test]
fn a_deleted_object_leaves_the_collections_that_held_it() {
    on_each_database("leave_collections", async |db: &Database| {
        let mut session = with_data(db).await;
        let users = session
            .all(
                select(User)
                    .options(selectinload(User.posts))
                    .order_by(User.username),
            )
            .await
            .unwrap();
        let gone = users[0].posts.get().unwrap().remove(0);
        session.delete(&gone);
        session.flush().await.unwrap();
        assert_eq!(
            slugs(&users[0].posts.get().unwrap()),
            ["getting-started-sqlalchemy-2"]
        );
        session.rollback().await.unwrap();
        assert_eq!(users[0].posts.get().unwrap().len(), 2);
        assert_eq!(gone.state(), ObjectState::Persistent);
    });
}

#[test]
fn a_foreign_key_set_as_a_column_unloads_its_relationship() {
    on_each_database("foreign_key_column", async |db: &Database| {
        let mut session = with_data(db).await;
        let bob = user(&mut session, "bob").await;
        let stmt = select(Post)
            .options(selectinload(Post.author))
            .order_by(Post.id);
        let first = session.all(stmt).await.unwrap().remove(0);
        first.edit().author_id = bob.id;
        session.flush().await.unwrap();
        assert!(first.author.get().is_err());
        assert!(first.author.load(&mut session).await.unwrap().is(&bob));
    });
}

#[test]
fn an_object_of_another_session_is_refused() {
    on_each_database("foreign_instance", async |db: &Database| {
        let mut session = with_data(db).await;
        let mut other = db.session();
        let stranger = user(&mut other, "bob").await;
        let mine = post(&mut session, "advanced-querying").await;
        mine.edit().author.set(&stranger);
        assert_eq!(
            session.flush().await.unwrap_err().code(),
            "foreign-instance"
        );
        session.rollback().await.unwrap();
        assert_eq!(mine.status, PostStatus::Draft);
        session.commit().await.unwrap();
    });
}

#[test]
fn a_loaded_relationship_is_never_read_from_another_session() {
    on_each_database("foreign_load", async |db: &Database| {
        let mut session = with_data(db).await;
        let mine = post(&mut session, "advanced-querying").await;
        let author = mine.author.load(&mut session).await.unwrap();
        let mut other = db.session();
        // The other session has objects of the same numbers.
        for name in ["bob", "alice"] {
            let theirs = user(&mut other, name).await;
            theirs.posts.load(&mut other).await.unwrap();
        }
        assert!(mine.author.load(&mut other).await.unwrap().is(&author));
        let unloaded = post(&mut session, "python-best-practices").await;
        let error = unloaded.tags.load(&mut other).await.unwrap_err();
        assert_eq!(error.code(), "foreign-instance");
    });
}

#[test]
fn a_relationship_without_a_back_side_sets_the_foreign_key() {
    #[derive(Clone, Debug, Model)]
    #[model(table = "boxes")]
    struct Crate {
        #[column(primary_key)]
        id: i64,
        #[relationship(order_by = id)]
        bottles: Many<Bottle>,
    }

    #[derive(Clone, Debug, Model)]
    #[model(table = "bottles")]
    struct Bottle {
        #[column(primary_key)]
        id: i64,
        #[column(references = Crate.id)]
        crate_id: Option<i64>,
    }

    on_each_database("one_sided", async |db: &Database| {
        Registry::new((Crate, Bottle))
            .unwrap()
            .metadata()
            .create_all(&db.engine)
            .await
            .unwrap();
        let mut session = db.session();
        let bottles = session.add_all((0..3).map(|_| Bottle::draft()));
        let first = session.add(Crate::draft().bottles(&bottles[..2]));
        let second = session.add(Crate::draft());
        session.commit().await.unwrap();
        assert_eq!(bottles[1].crate_id, Some(first.id));
        assert_eq!(bottles[2].crate_id, None);
        first.edit().bottles.remove(&bottles[0]);
        second.edit().bottles.push(&bottles[2]);
        session.commit().await.unwrap();
        assert_eq!(bottles[0].crate_id, None);
        assert_eq!(bottles[2].crate_id, Some(second.id));
        assert!(!bottles[2].is_modified());
        let mut fresh = db.session();
        let stmt = select(Crate)
            .options(selectinload(Crate.bottles))
            .order_by(Crate.id);
        let crates = fresh.all(stmt).await.unwrap();
        assert_eq!(crates[0].bottles.get().unwrap().len(), 1);
        assert_eq!(crates[1].bottles.get().unwrap().len(), 1);
    });
}

#[test]
fn an_outer_join_may_find_nothing() {
    #[derive(Clone, Debug, Model)]
    #[model(table = "employees")]
    struct Employee {
        #[column(primary_key)]
        id: i64,
        #[column(length = 50)]
        name: String,
        #[column(references = Employee.id)]
        manager_id: Option<i64>,
        #[relationship(back_populates = reports)]
        manager: One<Option<Employee>>,
        #[relationship(back_populates = manager, order_by = name)]
        reports: Many<Employee>,
    }

    on_each_database("outer_join", async |db: &Database| {
        Registry::new((Employee,))
            .unwrap()
            .metadata()
            .create_all(&db.engine)
            .await
            .unwrap();
        let mut session = db.session();
        let ann = session.add(Employee::draft().name("ann"));
        let ben = session.add(Employee::draft().name("ben").manager(&ann));
        session.commit().await.unwrap();

        let boss = aliased(Employee, "boss");
        let on = Employee.manager_id.eq(boss.id);
        let names = select((Employee.name, boss.name.nullable()))
            .outer_join(boss, on.clone())
            .order_by(Employee.name);
        let expected = [
            ("ann".to_owned(), None),
            ("ben".to_owned(), Some("ann".to_owned())),
        ];
        assert_eq!(session.all(&names).await.unwrap(), expected);

        let objects = select((Employee, optional(boss)))
            .outer_join(boss, Employee.manager)
            .order_by(Employee.name);
        assert!(
            objects
                .to_string()
                .contains("LEFT OUTER JOIN employees AS boss ON")
        );
        let tracked = objects
            .clone()
            .options::<_, At<0>>(selectinload(Employee.manager));
        let rows = session.all(&tracked).await.unwrap();
        assert_eq!(
            rows,
            [(ann.clone(), None), (ben.clone(), Some(ann.clone()))]
        );
        let plain = db
            .engine
            .connect()
            .await
            .unwrap()
            .all(&objects)
            .await
            .unwrap();
        assert!(plain[0].1.is_none());
        assert_eq!(plain[1].1.as_ref().unwrap().name, "ann");
    });
}

#[test]
fn lists_of_keys_are_sent_in_parts_that_databases_take() {
    #[derive(Clone, Debug, Model)]
    #[model(table = "seats")]
    struct Seat {
        #[column(primary_key)]
        line: i64,
        #[column(primary_key)]
        place: i64,
    }

    const MANY: i64 = 1_100;

    on_each_database("many_keys", async |db: &Database| {
        db.with_blog().await;
        let metadata = Registry::new((Seat,)).unwrap().metadata();
        metadata.create_all(&db.engine).await.unwrap();
        let mut session = db.session();
        let seats = session.add_all((0..MANY).map(|place| Seat::draft().line(1).place(place)));
        session.flush().await.unwrap();
        seats.iter().for_each(|seat| session.delete(seat));
        session.flush().await.unwrap();
        assert!(session.all(select(Seat)).await.unwrap().is_empty());

        let ann = session.add(
            User::draft()
                .username("ann")
                .email("ann@example.com")
                .display_name("Ann"),
        );
        let tags = session.add_all((0..MANY).map(|n| Tag::draft().name(format!("many {n}"))));
        let post = session.add(
            Post::draft()
                .title("Tags")
                .slug("tags")
                .body("x")
                .author(&ann)
                .tags(&tags),
        );
        session.flush().await.unwrap();
        post.edit().tags.clear();
        session.commit().await.unwrap();
        let mut fresh = db.session();
        let stmt = select(Post)
            .filter(Post.slug.eq("tags"))
            .options(selectinload(Post.tags));
        assert!(
            fresh
                .one(stmt)
                .await
                .unwrap()
                .tags
                .get()
                .unwrap()
                .is_empty()
        );
        let stmt = select(Tag)
            .filter(Tag.name.starts_with("many "))
            .options(selectinload(Tag.posts));
        let tags = fresh.all(stmt).await.unwrap();
        assert_eq!(i64::try_from(tags.len()).unwrap(), MANY);
        assert!(tags.iter().all(|tag| tag.posts.get().unwrap().is_empty()));
    });
}
