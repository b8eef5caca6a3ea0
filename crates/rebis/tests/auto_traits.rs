//! Which types can move to another thread, and which can be shared between threads. A type that
//! loses one of these traits breaks programs; this file then does not compile.

use rebis::core::compile::Compiled;
use rebis::core::engine::Url;
use rebis::core::error::{CompileError, DatabaseError, DecodeError};
use rebis::core::schema::{MetaData, Table};
use rebis::core::{
    Column, Compound, Cte, Delete, Expr, Insert, Merge, Node, QueryResult, Row, Select, SqlType,
    Subquery, Text, Update, Value, Values,
};
use rebis::orm::{ConfigurationError, Draft, Edit, Loader, Many, Mapper, One, Registry};
use rebis::prelude::{Connection, Engine, Instance, Session, SessionMaker};
use rebis::{EngineOptions, blocking};

#[derive(Clone, Debug, rebis::Model)]
struct Person {
    #[column(primary_key)]
    id: i64,
    friends: Many<Person>,
}

const fn sends<T: Send>() {}

const fn shares<T: Send + Sync>() {}

const fn is_error<T: std::error::Error + Send + Sync + 'static>() {}

const _: () = {
    // Statements and their parts.
    shares::<Column<String>>();
    shares::<Expr<i64>>();
    shares::<Node>();
    shares::<Select<i64>>();
    shares::<Compound<i64>>();
    shares::<Insert>();
    shares::<Update>();
    shares::<Delete>();
    shares::<Merge>();
    shares::<Text>();
    shares::<Values<i64>>();
    shares::<Cte<i64>>();
    shares::<Subquery<i64>>();
    shares::<Compiled>();
    shares::<SqlType>();
    shares::<Value>();
    shares::<Table>();
    shares::<MetaData>();
    // Engines are shared; a connection has one user at a time.
    shares::<Engine>();
    shares::<blocking::Engine>();
    shares::<Url>();
    shares::<EngineOptions>();
    sends::<Connection>();
    shares::<QueryResult<i64>>();
    shares::<Row>();
    // Sessions have one user at a time; their objects are shared.
    shares::<SessionMaker>();
    sends::<Session>();
    sends::<blocking::Session>();
    shares::<Instance<Person>>();
    sends::<Edit<'static, Person>>();
    shares::<Many<Person>>();
    shares::<One<Person>>();
    shares::<Draft<Person>>();
    shares::<Loader<Person, Person>>();
    shares::<Registry>();
    shares::<Mapper>();
    // Errors.
    is_error::<rebis::Error>();
    is_error::<rebis::core::Error>();
    is_error::<CompileError>();
    is_error::<DatabaseError>();
    is_error::<DecodeError>();
    is_error::<ConfigurationError>();
};

/// Futures of a session can be spawned: this compiles because they are `Send`.
#[test]
fn futures_of_a_session_are_sent() {
    fn sent<F: Future + Send>(future: F) {
        drop(future);
    }
    async fn work(mut session: Session) -> Result<usize, rebis::Error> {
        let people = session.all(rebis::prelude::select(Person)).await?;
        for person in &people {
            person.friends.load(&mut session).await?;
        }
        session.commit().await?;
        Ok(people.len())
    }
    let engine = rebis::create_engine("sqlite://").expect("the URL is right");
    sent(work(SessionMaker::new(&engine).session()));
}
