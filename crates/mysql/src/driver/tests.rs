//! The server versions that are accepted.

use rebis_core::dialect::MySqlVariant;

use super::server_of;

fn variant(version: &str) -> Result<MySqlVariant, String> {
    server_of(version).map(|(variant, _)| variant)
}

#[test]
fn the_version_tells_the_variant() {
    assert_eq!(variant("8.0.36"), Ok(MySqlVariant::MySql));
    assert_eq!(variant("9.1.0-commercial"), Ok(MySqlVariant::MySql));
    assert_eq!(variant("10.5.8-MariaDB-log"), Ok(MySqlVariant::MariaDb));
    assert_eq!(
        variant("5.5.5-10.11.6-MariaDB-1"),
        Ok(MySqlVariant::MariaDb)
    );
    assert_eq!(
        variant("11.8.2-MariaDB-0+deb13u1"),
        Ok(MySqlVariant::MariaDb)
    );
}

#[test]
fn the_number_has_three_parts() {
    assert_eq!(server_of("8.0.18").unwrap().1, (8, 0, 18));
    assert_eq!(server_of("5.5.5-10.11.6-MariaDB-1").unwrap().1, (10, 11, 6));
    assert_eq!(server_of("9.1").unwrap().1, (9, 1, 0));
}

#[test]
fn old_servers_are_refused() {
    let reason = variant("5.7.44-log").unwrap_err();
    assert_eq!(
        reason,
        "it runs MySQL 5.7.44-log; Rebis requires 8.0 or later"
    );
    let reason = variant("10.4.34-MariaDB").unwrap_err();
    assert_eq!(
        reason,
        "it runs MariaDB 10.4.34-MariaDB; Rebis requires 10.5 or later"
    );
    assert!(variant("").is_err());
}
