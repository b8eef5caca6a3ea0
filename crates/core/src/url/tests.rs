//! Unit tests of the URL grammar and of the hidden password.

use super::Url;
use crate::error::UrlError;

fn url(text: &str) -> Url {
    text.parse().unwrap()
}

#[test]
fn each_part_is_read() {
    let url = url("postgresql://ann:s%40cret@db.example:5433/shop?sslmode=require&note=a+b");
    assert_eq!(url.scheme(), "postgresql");
    assert_eq!(url.username(), Some("ann"));
    assert_eq!(url.password(), Some("s@cret"));
    assert_eq!(url.host(), Some("db.example"));
    assert_eq!(url.port(), Some(5433));
    assert_eq!(url.database(), Some("shop"));
    assert_eq!(url.query("sslmode"), Some("require"));
    assert_eq!(url.query("note"), Some("a b"));
}

#[test]
fn the_password_is_never_shown() {
    let url = url("mysql://ann:geheim@localhost/shop");
    assert_eq!(url.to_string(), "mysql://ann:***@localhost/shop");
    assert!(!format!("{url:?}").contains("geheim"));
    assert_eq!(
        url.to_string_with_password(),
        "mysql://ann:geheim@localhost/shop"
    );
}

#[test]
fn a_sqlite_url_is_relative_with_three_slashes_and_absolute_with_four() {
    assert_eq!(url("sqlite:///blog.db").database(), Some("blog.db"));
    assert_eq!(
        url("sqlite:////var/blog.db").database(),
        Some("/var/blog.db")
    );
    assert_eq!(url("sqlite://").database(), None);
    assert_eq!(url("sqlite:///:memory:").database(), Some(":memory:"));
}

#[test]
fn an_ipv6_host_stands_in_brackets() {
    let url = url("postgresql://[::1]:5432/shop");
    assert_eq!((url.host(), url.port()), (Some("::1"), Some(5432)));
    assert_eq!(url.to_string(), "postgresql://[::1]:5432/shop");
}

#[test]
fn a_plus_in_a_password_stays_a_plus() {
    assert_eq!(url("mysql://a:b+c@h/d").password(), Some("b+c"));
}

#[test]
fn a_url_that_is_written_reads_as_the_same_url() {
    for text in [
        "mysql://a:b%2Bc@h/d?k=v%26w",
        "sqlite:////a b/c.db",
        "postgresql://h:1/d",
    ] {
        let first = url(text);
        assert_eq!(url(&first.to_string_with_password()), first);
    }
}

#[test]
fn nonsense_is_refused_without_repeating_it() {
    for text in [
        "blog.db",
        "://x",
        "my sql://h/d",
        "mysql://u:secret@h:port/d",
        "mysql://h/%ff",
    ] {
        let error = text.parse::<Url>().unwrap_err();
        assert!(matches!(error, UrlError::Malformed { .. }), "{text}");
        assert!(!error.to_string().contains("secret"));
    }
}
