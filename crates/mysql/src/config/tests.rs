//! URLs and their configurations.

use super::Config;

fn config(url: &str) -> Result<Config, String> {
    let url = url.parse().map_err(|error| format!("{error}"))?;
    Config::from_url(&url)
}

#[test]
fn host_and_port_have_defaults() {
    let config = config("mysql://alice@/blog").unwrap();
    assert_eq!(config.target.to_string(), "localhost:3306, database `blog`");
    assert_eq!(config.opts.user(), Some("alice"));
    assert!(config.returning);
}

#[test]
fn a_socket_takes_the_place_of_the_host() {
    let config = config("mariadb://localhost/blog?socket=/run/my.sock&returning=off").unwrap();
    assert_eq!(config.target.to_string(), "/run/my.sock, database `blog`");
    assert_eq!(config.opts.socket(), Some("/run/my.sock"));
    assert!(!config.returning);
}

#[test]
fn an_unknown_option_is_named() {
    let message = config("mysql://localhost/blog?pool=3").unwrap_err();
    assert!(message.contains("unknown option `pool`"), "{message}");
    let message = config("mysql://localhost/blog?returning=maybe").unwrap_err();
    assert!(
        message.contains("`returning`") && message.contains("`maybe`"),
        "{message}"
    );
}
