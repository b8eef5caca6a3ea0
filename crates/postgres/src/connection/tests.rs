//! The server versions that are accepted.

use super::major_version;

#[test]
fn versions_before_13_are_refused() {
    let message = major_version(Some("12.20 (Debian 12.20-1)")).unwrap_err();
    assert!(message.contains("PostgreSQL 12.20"), "{message}");
    assert!(major_version(Some("9.6.24")).is_err());
}

#[test]
fn later_and_unknown_versions_are_accepted() {
    for version in ["13.0", "15.8 (Debian 15.8-1)", "18beta1", "unknown"] {
        assert!(major_version(Some(version)).is_ok(), "{version}");
    }
    assert!(major_version(None).is_ok());
}
