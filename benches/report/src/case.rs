//! Cases by name: `kind/size`.

/// Kinds of cases in the order of the document, with what they do.
const KINDS: [(&str, &str); 11] = [
    ("trivial", "All rows of a table of three columns."),
    (
        "medium",
        "Users with a condition, LEFT JOIN posts; half of so many users come back.",
    ),
    ("by_pk", "One user by primary key, out of 1,000."),
    ("insert", "So many users, in one call of the library."),
    (
        "insert_returning",
        "So many users inserted, all columns of the new rows returned.",
    ),
    (
        "associations",
        "100 users, each with 10 posts, each with 10 comments, as trees.",
    ),
    ("orm_load", "Entities of a table, into a new session."),
    (
        "orm_reload",
        "The same entities once more, when the session has them all.",
    ),
    (
        "uow_insert",
        "New entities through the unit of work: add, commit, keys back.",
    ),
    (
        "uow_update",
        "One attribute changed of so many loaded entities, flushed and committed.",
    ),
    (
        "compile",
        "Construction and text of a SELECT: three joins, five conditions, seven columns.",
    ),
];

/// What comes before the slash.
pub(crate) fn kind(case: &str) -> &str {
    case.split_once('/').map_or(case, |(kind, _)| kind)
}

/// What comes after the slash.
pub(crate) fn size(case: &str) -> &str {
    case.split_once('/').map_or("", |(_, size)| size)
}

/// What cases of a kind do.
pub(crate) fn description(kind: &str) -> &'static str {
    let known = KINDS.iter().find(|(name, _)| *name == kind);
    known.map_or("", |(_, description)| description)
}

/// A key to sort by: known kinds first, sizes as numbers.
pub(crate) fn order(case: &str) -> (usize, String, u64, String) {
    let place = KINDS.iter().position(|(name, _)| *name == kind(case));
    (
        place.unwrap_or(KINDS.len()),
        kind(case).to_owned(),
        size(case).parse().unwrap_or(u64::MAX),
        size(case).to_owned(),
    )
}
