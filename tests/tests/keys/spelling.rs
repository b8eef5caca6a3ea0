//! Keys that the database finds equal and Rust does not: a foreign key may be spelled in another
//! way than the key that it refers to.

use rebis::core::schema::MetaData;
use rebis::prelude::*;
use rebis_tests::{Database, Kind, on_each_database};

use crate::case::BoxFuture;

/// How a relationship is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Selectin,
    Joined,
    Explicit,
}

const HOWS: [How; 3] = [How::Selectin, How::Joined, How::Explicit];

type Loaded<'a, O, T> = BoxFuture<'a, Vec<(O, T)>>;

/// Owners, pets and tags, whose keys are compared without regard to case in some way.
trait Collation {
    fn name(&self) -> &'static str;
    fn metadata(&self) -> MetaData;
    fn pets<'a>(&self, session: &'a mut Session, how: How) -> Loaded<'a, String, Vec<i64>>;
    fn owners<'a>(&self, session: &'a mut Session, how: How) -> Loaded<'a, i64, Option<String>>;
    fn tags<'a>(&self, session: &'a mut Session, how: How) -> Loaded<'a, String, Vec<String>>;
    fn tagged<'a>(&self, session: &'a mut Session, how: How) -> Loaded<'a, String, Vec<String>>;
    /// Deletes an owner by name.
    fn delete<'a>(&self, session: &'a mut Session, name: &'a str) -> BoxFuture<'a, ()>;
    /// Takes a pet from its owner, whose pets are in memory; these are then in memory.
    fn take<'a>(&self, session: &'a mut Session, how: How, pet: i64) -> BoxFuture<'a, Vec<i64>>;
    /// The pets of owners, and the owners of these.
    fn nested<'a>(&self, session: &'a mut Session) -> Loaded<'a, String, Vec<String>>;
    /// What goes wrong when pets are loaded.
    fn error<'a>(&self, session: &'a mut Session) -> BoxFuture<'a, rebis::Error>;
}

macro_rules! collations {
    ($($collation:ident: [$($key:tt)*], [$($foreign_key:tt)*];)+) => {
        $(mod $collation {
            use super::*;

            #[derive(Clone, Debug, Model)]
            #[model(table = "owners")]
            pub struct Owner {
                #[column(primary_key, $($key)*)]
                name: String,
                #[column(references = Owner.name, $($foreign_key)*)]
                heir: Option<String>,
                #[relationship(back_populates = owner, order_by = id, cascade = "all")]
                pets: Many<Pet>,
                #[relationship(secondary = OwnerTag, back_populates = owners, order_by = label)]
                tags: Many<Tag>,
                #[relationship(back_populates = heir_of, cascade = "all")]
                heirs: Many<Owner>,
                #[relationship(back_populates = heirs)]
                heir_of: One<Option<Owner>>,
            }

            #[derive(Clone, Debug, Model)]
            #[model(table = "pets")]
            pub struct Pet {
                #[column(primary_key)]
                id: i64,
                #[column(references = Owner.name, $($foreign_key)*)]
                owner_name: Option<String>,
                #[relationship(back_populates = pets)]
                owner: One<Option<Owner>>,
            }

            #[derive(Clone, Debug, Model)]
            #[model(table = "tags")]
            pub struct Tag {
                #[column(primary_key, $($key)*)]
                label: String,
                #[relationship(secondary = OwnerTag, back_populates = tags, order_by = name)]
                owners: Many<Owner>,
            }

            #[derive(Clone, Debug, Table)]
            #[table(name = "owner_tags")]
            pub struct OwnerTag {
                #[column(primary_key, references = Owner.name, $($foreign_key)*)]
                owner: String,
                #[column(primary_key, references = Tag.label, $($foreign_key)*)]
                tag: String,
            }

            /// Queries a model with a relationship loaded; explicitly, that of one object.
            macro_rules! load {
                ($session:ident, $model:ident, $order:ident, $relationship:ident, $how:ident) => {{
                    let stmt = select($model).order_by($model.$order);
                    let stmt = match $how {
                        How::Selectin => stmt.options(selectinload($model.$relationship)),
                        How::Joined => stmt.options(joinedload($model.$relationship)),
                        How::Explicit => stmt,
                    };
                    let objects = $session.all(stmt).await.unwrap();
                    if $how == How::Explicit {
                        objects[0].$relationship.load($session).await.unwrap();
                    }
                    objects
                }};
            }

            pub(super) struct Case;

            impl Collation for Case {
                fn name(&self) -> &'static str {
                    stringify!($collation)
                }

                fn metadata(&self) -> MetaData {
                    Registry::new((Owner, Pet, Tag)).unwrap().metadata()
                }

                fn pets<'a>(
                    &self,
                    session: &'a mut Session,
                    how: How,
                ) -> Loaded<'a, String, Vec<i64>> {
                    Box::pin(async move {
                        let owners = load!(session, Owner, name, pets, how);
                        let pets = |owner: &Instance<Owner>| {
                            let pets = owner.pets.get().unwrap();
                            pets.iter().map(|pet| pet.id).collect()
                        };
                        owners.iter().map(|owner| (owner.name.clone(), pets(owner))).collect()
                    })
                }

                fn owners<'a>(
                    &self,
                    session: &'a mut Session,
                    how: How,
                ) -> Loaded<'a, i64, Option<String>> {
                    Box::pin(async move {
                        let pets = load!(session, Pet, id, owner, how);
                        let owner = |pet: &Instance<Pet>| {
                            pet.owner.get().unwrap().map(|owner| owner.name.clone())
                        };
                        pets.iter().map(|pet| (pet.id, owner(pet))).collect()
                    })
                }

                fn tags<'a>(
                    &self,
                    session: &'a mut Session,
                    how: How,
                ) -> Loaded<'a, String, Vec<String>> {
                    Box::pin(async move {
                        let owners = load!(session, Owner, name, tags, how);
                        let tags = |owner: &Instance<Owner>| {
                            let tags = owner.tags.get().unwrap();
                            tags.iter().map(|tag| tag.label.clone()).collect()
                        };
                        owners.iter().map(|owner| (owner.name.clone(), tags(owner))).collect()
                    })
                }

                fn tagged<'a>(
                    &self,
                    session: &'a mut Session,
                    how: How,
                ) -> Loaded<'a, String, Vec<String>> {
                    Box::pin(async move {
                        let tags = load!(session, Tag, label, owners, how);
                        let owners = |tag: &Instance<Tag>| {
                            let owners = tag.owners.get().unwrap();
                            owners.iter().map(|owner| owner.name.clone()).collect()
                        };
                        tags.iter().map(|tag| (tag.label.clone(), owners(tag))).collect()
                    })
                }

                fn delete<'a>(
                    &self,
                    session: &'a mut Session,
                    name: &'a str,
                ) -> BoxFuture<'a, ()> {
                    Box::pin(async move {
                        let owner = session.get(Owner, name).await.unwrap().unwrap();
                        session.delete(&owner);
                        session.commit().await.unwrap();
                    })
                }

                fn take<'a>(
                    &self,
                    session: &'a mut Session,
                    how: How,
                    pet: i64,
                ) -> BoxFuture<'a, Vec<i64>> {
                    Box::pin(async move {
                        let owners = load!(session, Owner, name, pets, how);
                        let pet = session.get(Pet, pet).await.unwrap().unwrap();
                        pet.edit().owner.set(None);
                        let pets = owners.iter().flat_map(|owner| owner.pets.get().unwrap());
                        pets.map(|pet| pet.id).collect()
                    })
                }

                fn nested<'a>(&self, session: &'a mut Session) -> Loaded<'a, String, Vec<String>> {
                    Box::pin(async move {
                        let loader = selectinload(Owner.pets).joinedload(Pet.owner);
                        let stmt = select(Owner).options(loader).order_by(Owner.name);
                        let owners = session.all(stmt).await.unwrap();
                        let owners_of_pets = |owner: &Instance<Owner>| {
                            let pets = owner.pets.get().unwrap();
                            let owners = pets.iter().map(|pet| pet.owner.get().unwrap().unwrap());
                            owners.map(|owner| owner.name.clone()).collect()
                        };
                        owners
                            .iter()
                            .map(|owner| (owner.name.clone(), owners_of_pets(owner)))
                            .collect()
                    })
                }

                fn error<'a>(&self, session: &'a mut Session) -> BoxFuture<'a, rebis::Error> {
                    Box::pin(async move {
                        let stmt = select(Owner).options(selectinload(Owner.pets));
                        session.all(stmt).await.unwrap_err()
                    })
                }
            }
        })+
    };
}

collations! {
    of_database: [length = 20], [length = 20];
    nocase: [sql_type = Custom("TEXT COLLATE NOCASE".into())], [sql_type = Custom("TEXT COLLATE NOCASE".into())];
    nocase_key: [sql_type = Custom("TEXT COLLATE NOCASE".into())], [length = 20];
    nocase_foreign_key: [length = 20], [sql_type = Custom("TEXT COLLATE NOCASE".into())];
    citext: [sql_type = Citext], [sql_type = Citext];
}

/// The collations of a database that find `ann` and `Ann` equal.
fn collations(kind: Kind) -> Vec<&'static dyn Collation> {
    match kind {
        Kind::Sqlite => vec![&nocase::Case, &nocase_key::Case],
        Kind::Postgres => vec![&citext::Case],
        Kind::MariaDb | Kind::MySql => vec![&of_database::Case],
    }
}

const ROWS: [&str; 6] = [
    "INSERT INTO owners (name, heir) VALUES ('Ann', NULL), ('Bob', 'ANN'), ('Zoe', NULL)",
    "INSERT INTO pets VALUES (1, 'ann'), (2, 'Ann'), (3, 'BOB'), (4, 'ANN'), (5, NULL), (6, 'Bob')",
    "INSERT INTO pets VALUES (7, 'bob')",
    "INSERT INTO tags VALUES ('Red'), ('Green'), ('Blue')",
    "INSERT INTO owner_tags VALUES ('ann', 'RED'), ('ANN', 'blue'), ('Ann', 'Green')",
    "INSERT INTO owner_tags VALUES ('Bob', 'red')",
];

async fn execute(db: &Database, sql: &str) {
    let run = async |connection: &mut Connection| connection.execute(text(sql)).await;
    db.engine.begin(run).await.unwrap();
}

/// Runs a test for each such collation of each database, with rows.
fn for_each_collation(name: &str, test: impl AsyncFn(&Database, &dyn Collation)) {
    on_each_database(name, async |db: &Database| {
        for collation in collations(db.kind) {
            eprintln!("  {}", collation.name());
            if db.kind == Kind::Postgres {
                execute(db, "CREATE EXTENSION IF NOT EXISTS citext").await;
            }
            collation.metadata().create_all(&db.engine).await.unwrap();
            for rows in ROWS {
                execute(db, rows).await;
            }
            test(db, collation).await;
            collation.metadata().drop_all(&db.engine).await.unwrap();
        }
    });
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn every_way_to_load_finds_what_the_database_means() {
    for_each_collation("spelling_loaders", async |db, collation| {
        for how in HOWS {
            let pets = collation.pets(&mut db.session(), how).await;
            let expected = [
                ("Ann", vec![1, 2, 4]),
                ("Bob", vec![3, 6, 7]),
                ("Zoe", vec![]),
            ];
            let expected = expected.map(|(name, pets)| (name.to_owned(), pets));
            assert_eq!(pets, expected, "{how:?}");

            let owners = collation.owners(&mut db.session(), how).await;
            let (ann, bob) = (Some("Ann".to_owned()), Some("Bob".to_owned()));
            let owners_of = [&ann, &ann, &bob, &ann, &None, &bob, &bob];
            let expected = (1..).zip(owners_of.map(Clone::clone));
            assert_eq!(owners, Vec::from_iter(expected), "{how:?}");

            let tags = collation.tags(&mut db.session(), how).await;
            let expected = [
                ("Ann".to_owned(), texts(&["Blue", "Green", "Red"])),
                ("Bob".to_owned(), texts(&["Red"])),
                ("Zoe".to_owned(), texts(&[])),
            ];
            assert_eq!(tags, expected, "{how:?}");

            let tagged = collation.tagged(&mut db.session(), how).await;
            let expected = [
                ("Blue".to_owned(), texts(&["Ann"])),
                ("Green".to_owned(), texts(&["Ann"])),
                ("Red".to_owned(), texts(&["Ann", "Bob"])),
            ];
            assert_eq!(tagged, expected, "{how:?}");
        }
    });
}

#[test]
fn joins_of_related_objects_have_names_of_their_own() {
    for_each_collation("spelling_nested", async |db, collation| {
        let nested = collation.nested(&mut db.session()).await;
        let expected = [
            ("Ann".to_owned(), texts(&["Ann", "Ann", "Ann"])),
            ("Bob".to_owned(), texts(&["Bob", "Bob", "Bob"])),
            ("Zoe".to_owned(), texts(&[])),
        ];
        assert_eq!(nested, expected);
    });
}

#[test]
fn a_child_that_spells_its_parent_in_another_way_is_deleted_with_it() {
    for_each_collation("spelling_cascade", async |db, collation| {
        if collation.name() == "nocase_key" {
            // Rows of an association are deleted by its own columns, which tell case apart here.
            execute(db, "DELETE FROM owner_tags").await;
        }
        collation.delete(&mut db.session(), "ann").await;
        // Bob is an heir of Ann, and goes with his pets.
        let left = collation.pets(&mut db.session(), How::Joined).await;
        assert_eq!(left, [("Zoe".to_owned(), vec![])]);
        let left = collation.owners(&mut db.session(), How::Joined).await;
        assert_eq!(left, [(5, None)]);
    });
}

#[test]
fn a_collection_in_memory_loses_a_member_that_spells_its_owner_in_another_way() {
    for_each_collation("spelling_identity", async |db, collation| {
        for how in HOWS {
            let left = collation.take(&mut db.session(), how, 1).await;
            assert_eq!(left, [2, 4, 3, 6, 7], "{how:?}");
        }
    });
}

#[test]
fn the_database_is_asked_once_and_only_where_spellings_differ() {
    for_each_collation("spelling_costs", async |db, collation| {
        let recorder = db.record();
        let capabilities = db.engine.dialect().unwrap().capabilities();
        let asks = u64::from(!capabilities.left_collation);
        collation.pets(&mut db.session(), How::Selectin).await;
        assert_eq!(recorder.take().len() as u64, 2 + asks);
        collation.tags(&mut db.session(), How::Selectin).await;
        assert_eq!(recorder.take().len() as u64, 2 + asks);
        collation.owners(&mut db.session(), How::Selectin).await;
        assert_eq!(recorder.take().len(), 3);

        // Many spellings are many parts of one statement.
        execute(db, "DELETE FROM pets").await;
        execute(db, "DELETE FROM owner_tags").await;
        execute(db, "DELETE FROM owners WHERE name = 'Bob'").await;
        for number in 1..=300 {
            let owner = format!("INSERT INTO owners (name) VALUES ('Owner {number}')");
            execute(db, &owner).await;
            let pet = format!("INSERT INTO pets VALUES ({number}, 'OWNER {number}')");
            execute(db, &pet).await;
        }
        recorder.take();
        let owners = collation.owners(&mut db.session(), How::Selectin).await;
        assert_eq!(recorder.take().len(), 4);
        assert!(
            owners
                .iter()
                .all(|(id, owner)| *owner == Some(format!("Owner {id}")))
        );
        let pets = collation.pets(&mut db.session(), How::Selectin).await;
        assert!(
            pets.iter()
                .filter(|(name, _)| name.starts_with("Owner "))
                .all(|(name, pets)| { pets.len() == 1 && *name == format!("Owner {}", pets[0]) })
        );
        recorder.take();

        execute(db, "UPDATE pets SET owner_name = NULL").await;
        execute(db, "UPDATE pets SET owner_name = 'Ann' WHERE id < 10").await;
        recorder.take();
        collation.pets(&mut db.session(), How::Selectin).await;
        assert_eq!(recorder.take().len(), 2);
        collation.owners(&mut db.session(), How::Selectin).await;
        assert_eq!(recorder.take().len(), 2);
    });
}

#[test]
fn a_foreign_key_may_ignore_case_where_the_key_does_not() {
    on_each_database("spelling_apart", async |db: &Database| {
        if db.kind != Kind::Sqlite {
            // Elsewhere both columns have one collation.
            return;
        }
        let collation = nocase_foreign_key::Case;
        collation.metadata().create_all(&db.engine).await.unwrap();
        execute(db, "INSERT INTO owners (name) VALUES ('Ann'), ('ann')").await;
        execute(db, "INSERT INTO pets VALUES (1, 'ann'), (2, 'Ann')").await;
        for how in HOWS {
            let pets = collation.pets(&mut db.session(), how).await;
            let expected = [("Ann".to_owned(), vec![2]), ("ann".to_owned(), vec![1])];
            assert_eq!(pets, expected, "{how:?}");
            let owners = collation.owners(&mut db.session(), how).await;
            let expected = [(1, Some("ann".to_owned())), (2, Some("Ann".to_owned()))];
            assert_eq!(owners, expected, "{how:?}");
        }
    });
}

#[test]
fn a_spelling_that_nobody_has_any_more_is_an_error() {
    on_each_database("spelling_lost", async |db: &Database| {
        if db.kind != Kind::Postgres {
            // A transaction of the others does not see what was committed meanwhile.
            return;
        }
        execute(db, "CREATE EXTENSION citext").await;
        execute(
            db,
            "CREATE TABLE owners (name CITEXT PRIMARY KEY, heir CITEXT)",
        )
        .await;
        execute(
            db,
            "CREATE TABLE pets (id BIGINT PRIMARY KEY, owner_name CITEXT)",
        )
        .await;
        execute(db, "INSERT INTO owners VALUES ('Ann', NULL)").await;
        execute(db, "INSERT INTO pets VALUES (1, 'ann')").await;
        let url = db.url.clone();
        db.engine.on_before_execute(move |event| {
            if event.sql.contains("UNION ALL") || event.sql.starts_with("SELECT 0") {
                let url = url.clone();
                let rename = move || {
                    let engine = rebis::blocking::create_engine(&url).unwrap();
                    let rename = text("UPDATE owners SET name = 'Zoe'");
                    engine
                        .begin(|connection| connection.execute(&rename))
                        .unwrap();
                };
                std::thread::spawn(rename).join().unwrap();
            }
        });
        let error = citext::Case.error(&mut db.session()).await;
        assert_eq!(error.code(), "unmatched-key");
        assert_eq!(
            error.to_string(),
            "`Owner.pets`: the database found rows for the key 'ann', but Rebis cannot determine \
             to which object they belong; load again, and give both columns the same collation"
        );
    });
}
