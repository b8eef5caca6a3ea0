//! URLs and their configurations.

use rebis_core::engine::Url;
use tokio_postgres::config::Host;

use super::Target;

fn target(url: &str) -> Result<Target, String> {
    let url: Url = url.parse().unwrap();
    Target::new(&url)
}

#[test]
fn every_part_of_a_url_is_used() {
    let target = target(
        "postgresql://ann:s3cret@db.example:6000/shop?application_name=till&connect_timeout=7",
    );
    let Target { config, place, .. } = target.unwrap();
    assert_eq!(config.get_hosts(), [Host::Tcp("db.example".to_owned())]);
    assert_eq!(config.get_ports(), [6000]);
    assert_eq!(config.get_user(), Some("ann"));
    assert_eq!(config.get_password(), Some(&b"s3cret"[..]));
    assert_eq!(config.get_dbname(), Some("shop"));
    assert_eq!(config.get_application_name(), Some("till"));
    assert_eq!(
        config.get_connect_timeout().map(|time| time.as_secs()),
        Some(7)
    );
    assert_eq!(place, "database `shop` at db.example:6000");
}

#[test]
fn host_and_port_have_defaults() {
    assert_eq!(
        target("postgres:///shop").unwrap().place,
        "database `shop` at localhost:5432"
    );
}

#[test]
fn a_directory_as_host_is_a_unix_socket() {
    let target = target("postgresql:///shop?host=/var/run/postgresql").unwrap();
    assert_eq!(
        target.config.get_hosts(),
        [Host::Unix("/var/run/postgresql".into())]
    );
}

#[test]
fn an_unknown_option_is_refused_by_name() {
    let message = target("postgresql://localhost/shop?sslmod=disable").unwrap_err();
    assert!(message.contains("unknown option `sslmod`"), "{message}");
}

#[test]
fn tls_is_refused_rather_than_left_out() {
    assert!(target("postgresql://localhost/shop?sslmode=prefer").is_ok());
    let message = target("postgresql://localhost/shop?sslmode=verify-full").unwrap_err();
    assert!(message.contains("sslmode=verify-full"), "{message}");
    assert!(target("postgresql://localhost/shop?sslmode=maybe").is_err());
}

#[test]
fn a_timeout_is_a_number_and_zero_is_none() {
    let config = target("postgresql://localhost/shop?connect_timeout=0")
        .unwrap()
        .config;
    assert_eq!(config.get_connect_timeout(), None);
    assert!(target("postgresql://localhost/shop?connect_timeout=soon").is_err());
}
