//! Which servers are accepted.

use super::check_version;

#[test]
fn versions_before_13_are_refused() {
    let message = check_version(Some("12.20 (Debian 12.20-1)")).unwrap_err();
    assert!(message.contains("PostgreSQL 12.20"), "{message}");
    assert!(check_version(Some("9.6.24")).is_err());
}

#[test]
fn later_and_unknown_versions_are_accepted() {
    for version in ["13.0", "15.8 (Debian 15.8-1)", "18beta1", "unknown"] {
        assert!(check_version(Some(version)).is_ok(), "{version}");
    }
    assert!(check_version(None).is_ok());
}
