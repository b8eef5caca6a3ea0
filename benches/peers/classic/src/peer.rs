//! [`Peer`]: a connection of a contender and what it does for each case, and how that becomes
//! entries of a [`Suite`].

use std::hint::black_box;

use rebis_bench_harness::data::{self, INSERTS, READS};
use rebis_bench_harness::{Bench, Database, Rows, Suite};
use tokio::runtime::{Builder, Runtime};

/// The database to connect to. SQLite is in memory, whatever the URL.
#[derive(Clone, Copy)]
pub struct Target {
    pub database: Database,
    pub url: &'static str,
}

/// The flavour of the Tokio runtime that a contender blocks on.
#[derive(Clone, Copy)]
pub enum Threads {
    /// `current_thread`.
    One,
    /// `multi_thread`, with as many workers as Tokio likes.
    Many,
}

impl Threads {
    pub fn runtime(self) -> Runtime {
        let mut builder = match self {
            Self::One => Builder::new_current_thread(),
            Self::Many => Builder::new_multi_thread(),
        };
        builder.enable_all().build().unwrap()
    }
}

/// One connection of a contender. Everything that a method returns is new: no row or string
/// outlives an iteration. Contenders that do not use Tokio ignore [`Threads`].
pub trait Peer: Sized + 'static {
    fn connect(target: Target, threads: Threads) -> Self;

    /// Executes a statement without parameters or rows.
    fn execute(&mut self, sql: &str);

    /// All users.
    fn trivial(&mut self) -> Vec<impl Sized>;

    /// The users with black hair and the posts that they do not have.
    fn medium(&mut self) -> Vec<impl Sized>;

    /// One user.
    fn by_pk(&mut self, key: i32) -> impl Sized;

    /// So many of [`data::new_user`], in one call of the library.
    fn insert(&mut self, rows: usize);

    /// All users with all their posts with all their comments, in three queries.
    fn associations(&mut self) -> Vec<impl Sized>;
}

/// A peer that returns the rows it has inserted.
pub trait Returning: Peer {
    /// Like [`Peer::insert`], with all columns of the new rows.
    fn insert_returning(&mut self, rows: usize) -> Vec<impl Sized>;
}

/// Adds the cases that every peer has.
pub fn add<P: Peer>(suite: &mut Suite, name: &str, target: Target) {
    add_reads::<P>(suite, name, target, Threads::One, &READS);
    for rows in READS {
        let set_up = move || {
            let mut peer = set_up::<P>(target, Threads::One, Rows::UsersWithHair(rows));
            Bench::new(move || {
                let found = black_box(peer.medium());
                assert_eq!(found.len(), rows.div_ceil(2));
            })
        };
        suite.add(name, format!("medium/{rows}"), set_up);
    }
    for rows in INSERTS {
        add_insert::<P>(suite, name, target, format!("insert/{rows}"), move |peer| {
            peer.insert(black_box(rows));
        });
    }
    let set_up = move || {
        let mut peer = set_up::<P>(target, Threads::One, Rows::Associations);
        Bench::new(move || {
            assert_eq!(
                black_box(peer.associations()).len(),
                data::ASSOCIATION_USERS
            );
        })
    };
    suite.add(
        name,
        format!("associations/{}", data::ASSOCIATION_USERS),
        set_up,
    );
}

/// Adds the inserts that return their rows.
pub fn add_returning<P: Returning>(suite: &mut Suite, name: &str, target: Target) {
    for rows in INSERTS {
        let case = format!("insert_returning/{rows}");
        add_insert::<P>(suite, name, target, case, move |peer| {
            assert_eq!(
                black_box(peer.insert_returning(black_box(rows))).len(),
                rows
            );
        });
    }
}

/// Adds the few cases that show what Tokio's other runtime costs.
pub fn add_multi<P: Peer>(suite: &mut Suite, name: &str, target: Target) {
    add_reads::<P>(suite, name, target, Threads::Many, &[1, 10_000]);
}

fn add_reads<P: Peer>(
    suite: &mut Suite,
    name: &str,
    target: Target,
    threads: Threads,
    sizes: &[usize],
) {
    for &rows in sizes {
        let set_up = move || {
            let mut peer = set_up::<P>(target, threads, Rows::Users(rows));
            Bench::new(move || assert_eq!(black_box(peer.trivial()).len(), rows))
        };
        suite.add(name, format!("trivial/{rows}"), set_up);
    }
    let set_up = move || {
        let mut peer = set_up::<P>(target, threads, Rows::Users(data::BY_PK_USERS));
        Bench::new(move || {
            black_box(peer.by_pk(black_box(data::BY_PK_KEY)));
        })
    };
    suite.add(name, "by_pk/1", set_up);
}

fn add_insert<P: Peer>(
    suite: &mut Suite,
    name: &str,
    target: Target,
    case: String,
    insert: impl Fn(&mut P) + Copy + 'static,
) {
    suite.add(name, case, move || {
        let peer = set_up::<P>(target, Threads::One, Rows::None);
        let clear = data::clear_users(target.database);
        let clear = move |peer: &mut P| clear.iter().for_each(|sql| peer.execute(sql));
        Bench::prepared(peer, clear, insert)
    });
}

fn set_up<P: Peer>(target: Target, threads: Threads, rows: Rows) -> P {
    let mut peer = P::connect(target, threads);
    for sql in data::reset(target.database, rows) {
        peer.execute(&sql);
    }
    peer
}
