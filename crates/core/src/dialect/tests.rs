//! Tests of the lists of reserved words.

use super::{mssql, mysql, oracle, postgres, sqlite};
use crate::compile::{GENERIC_RESERVED, Reserved};

const ALL: [(&str, &Reserved); 7] = [
    ("generic", &GENERIC_RESERVED),
    ("sqlite", &sqlite::reserved::RESERVED),
    ("postgresql", &postgres::reserved::RESERVED),
    ("mysql", &mysql::reserved::MYSQL),
    ("mariadb", &mysql::reserved::MARIADB),
    ("mssql", &mssql::reserved::RESERVED),
    ("oracle", &oracle::reserved::RESERVED),
];

#[test]
fn the_words_are_sorted_and_stand_once() {
    for (name, list) in ALL {
        let words: Vec<&str> = list.words.split_whitespace().collect();
        assert!(words.is_sorted_by(|one, next| one < next), "{name}");
    }
}

#[test]
fn the_words_are_in_lower_case() {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == ' ';
    for (name, list) in ALL {
        assert!(list.words.chars().all(is_plain), "{name}");
    }
}

#[test]
fn each_database_has_its_own_words() {
    let having = |word: &str| {
        let with = ALL.iter().filter(|(_, list)| list.has(word));
        with.map(|(name, _)| *name).collect::<Vec<_>>()
    };
    assert_eq!(having("select").len(), ALL.len());
    assert_eq!(having("user"), ["generic", "postgresql", "mssql", "oracle"]);
    assert_eq!(having("key"), ["sqlite", "mysql", "mariadb", "mssql"]);
    assert_eq!(having("rank"), ["mysql"]);
    assert_eq!(having("uid"), ["oracle"]);
    assert_eq!(having("tablesample"), ["postgresql", "mysql", "mssql"]);
    assert_eq!(having("title"), [""; 0]);
}
