//! What objects cost, and that all of them are freed.

use std::sync::atomic::{AtomicIsize, Ordering};

use rebis::core::types::{Mismatch, Scalar, SqlType};
use rebis::core::value::{Value, ValueRef};
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

/// How many [`Counted`] values there are.
static ALIVE: AtomicIsize = AtomicIsize::new(0);

/// An integer that counts its copies.
#[derive(Debug)]
struct Counted(i64);

impl Counted {
    fn new(value: i64) -> Self {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        Self(value)
    }
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        Self::new(self.0)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Scalar for Counted {
    type Base = Self;

    fn sql_type() -> SqlType {
        SqlType::BigInteger
    }

    fn into_value(self) -> Value {
        Value::Int(self.0)
    }

    fn to_value(&self) -> Value {
        Value::Int(self.0)
    }

    fn from_value(value: ValueRef<'_>) -> std::result::Result<Self, Mismatch> {
        i64::from_value(value).map(Self::new)
    }
}

#[derive(Clone, Debug, Model)]
#[model(table = "authors")]
struct Author {
    #[column(primary_key)]
    id: i64,
    number: Counted,
    #[relationship(back_populates = author, cascade = "all, delete-orphan")]
    books: Many<Book>,
}

#[derive(Clone, Debug, Model)]
#[model(table = "books")]
struct Book {
    #[column(primary_key)]
    id: i64,
    number: Counted,
    #[column(references = Author.id)]
    author_id: i64,
    #[relationship(back_populates = books)]
    author: One<Author>,
}

const AUTHORS: i64 = 1000;
const BOOKS_EACH: i64 = 10;

async fn load_all(session: &mut Session) -> Vec<Instance<Author>> {
    let stmt = select(Author)
        .options(selectinload(Author.books).selectinload(Book.author))
        .order_by(Author.id);
    session.all(stmt).await.unwrap()
}

/// One test, because the count of values is one for the process.
#[test]
fn objects_are_freed_and_edits_take_bounded_memory() {
    on_each_database("memory", async |db: &Database| {
        let metadata = Registry::new((Author, Book)).unwrap().metadata();
        metadata.create_all(&db.engine).await.unwrap();
        let mut session = db.session();
        let authors = session
            .add_all((0..AUTHORS).map(|number| Author::draft().number(Counted::new(number))));
        for author in &authors {
            session.add_all(
                (0..BOOKS_EACH).map(|n| Book::draft().number(Counted::new(n)).author(author)),
            );
        }
        session.commit().await.unwrap();
        drop((session, authors));
        assert_eq!(ALIVE.load(Ordering::Relaxed), 0, "after the inserts");

        let mut session = db.session();
        let authors = load_all(&mut session).await;
        let objects = isize::try_from(AUTHORS + AUTHORS * BOOKS_EACH).unwrap();
        assert_eq!(
            ALIVE.load(Ordering::Relaxed),
            objects,
            "one value for each row"
        );
        drop(session);
        assert_eq!(
            ALIVE.load(Ordering::Relaxed),
            objects,
            "handles keep the graph"
        );
        let kept = authors[7].clone();
        drop(authors);
        let books = kept.books.get().unwrap();
        assert_eq!(books.len(), usize::try_from(BOOKS_EACH).unwrap());
        assert!(
            books
                .iter()
                .all(|book| book.author.get().unwrap().is(&kept))
        );
        drop((kept, books));
        assert_eq!(ALIVE.load(Ordering::Relaxed), 0, "after the last handle");

        edits_take_bounded_memory(db).await;
        assert_eq!(ALIVE.load(Ordering::Relaxed), 0, "after the edits");
    });
}

const EDITS: i64 = 100_000;

/// Versions that no handle has shown are freed at once; those that one has shown, with the handle.
async fn edits_take_bounded_memory(db: &Database) {
    let mut session = db.session();
    let author = session.get(Author, 1).await.unwrap().unwrap();
    let before = ALIVE.load(Ordering::Relaxed);
    for number in 0..EDITS {
        author.edit().number = Counted::new(number);
    }
    let grown = ALIVE.load(Ordering::Relaxed) - before;
    assert!(grown <= 3, "{grown} versions after {EDITS} edits");

    for number in 0..EDITS {
        author.clone().edit().number.0 = author.clone().number.0 + number % 3;
    }
    let grown = ALIVE.load(Ordering::Relaxed) - before;
    assert!(
        grown <= 3,
        "{grown} versions after {EDITS} reads and edits through new handles"
    );

    let reader = author.clone();
    for number in 0..100 {
        reader.edit().number = Counted::new(number);
        assert_eq!(reader.number.0, number);
    }
    assert!(
        ALIVE.load(Ordering::Relaxed) - before >= 99,
        "a handle keeps what it has shown"
    );
    drop(reader);
    assert!(
        ALIVE.load(Ordering::Relaxed) - before <= 3,
        "until it is dropped"
    );
}
