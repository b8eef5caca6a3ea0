//! [`Details`]: the names in a server's message.

/// The names in an error's message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Details {
    pub(super) constraint: Option<String>,
    pub(super) table: Option<String>,
    pub(super) column: Option<String>,
}

impl Details {
    /// Reads the names from the message of an error with this code.
    pub(super) fn new(code: u16, message: &str) -> Self {
        match code {
            1022 | 1062 | 1169 | 1557 | 1586 | 1859 => duplicate(message),
            1216 | 1217 | 1451 | 1452 => foreign_key(message),
            3819 | 4025 => check(message),
            1048 | 1263 | 1364 => Self {
                column: first_name(message),
                ..Self::default()
            },
            1054 => Self {
                column: first_name(message).map(unqualified),
                ..Self::default()
            },
            1051 | 1109 | 1146 => Self {
                table: first_name(message).map(unqualified),
                ..Self::default()
            },
            1264 | 1265 | 1292 | 1366 | 1406 => for_column(message),
            _ => Self::default(),
        }
    }
}

/// Reads `Duplicate entry 'a' for key 'users.uq_users_email'`. MariaDB writes only the name of the
/// key.
///
/// The entry may contain any text, so the key is searched from the end.
fn duplicate(message: &str) -> Details {
    let key = message
        .rsplit_once("for key ")
        .and_then(|(_, rest)| name(rest));
    match key.as_ref().and_then(|(key, _)| key.split_once('.')) {
        Some((table, key)) => Details {
            constraint: Some(key.to_owned()),
            table: Some(table.to_owned()),
            column: None,
        },
        None => Details {
            constraint: key.map(|(key, _)| key),
            ..Details::default()
        },
    }
}

/// Reads ``… fails (`db`.`posts`, CONSTRAINT `fk_author` FOREIGN KEY (`author_id`) REFERENCES …)``.
fn foreign_key(message: &str) -> Details {
    let after = |phrase| message.split_once(phrase).map(|(_, rest)| rest);
    Details {
        constraint: after("CONSTRAINT ").and_then(name).map(|(name, _)| name),
        table: after("fails (").and_then(last_part),
        column: after("FOREIGN KEY (").and_then(name).map(|(name, _)| name),
    }
}

/// Reads `Check constraint 'ck' is violated.` of MySQL, and
/// ``CONSTRAINT `ck` failed for `db`.`t` `` of MariaDB.
fn check(message: &str) -> Details {
    Details {
        constraint: first_name(message),
        table: message
            .split_once(" failed for ")
            .and_then(|(_, rest)| last_part(rest)),
        column: None,
    }
}

/// Reads ``… for column 'c' at row 1``, or ``for column `db`.`t`.`c` at row 1``.
fn for_column(message: &str) -> Details {
    let Some((_, rest)) = message.rsplit_once("for column ") else {
        return Details::default();
    };
    let mut parts = parts(rest);
    Details {
        column: parts.pop(),
        table: parts.pop(),
        constraint: None,
    }
}

/// Returns the first quoted name.
fn first_name(message: &str) -> Option<String> {
    let start = message.find(['\'', '`'])?;
    name(&message[start..]).map(|(name, _)| name)
}

/// Returns the last part of `db.table` or `table.column`.
fn unqualified(name: String) -> String {
    name.rsplit_once('.')
        .map_or_else(|| name.clone(), |(_, last)| last.to_owned())
}

/// Returns the last part of a dotted name whose parts are quoted.
fn last_part(text: &str) -> Option<String> {
    parts(text).pop()
}

/// Returns the parts of a dotted name whose parts are quoted.
fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = Some(text);
    while let Some((part, after)) = rest.and_then(name) {
        parts.push(part);
        rest = after.strip_prefix('.');
    }
    parts
}

/// Returns the quoted name at the start of a text, and the rest of the text. A quote inside the
/// name is doubled.
fn name(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '`'))?;
    let mut name = String::new();
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((index, character)) = characters.next() {
        let doubled = characters.peek().is_some_and(|(_, next)| *next == quote);
        match character == quote {
            true if doubled => drop(characters.next()),
            true => return Some((name, &text[index + 1..])),
            false => {}
        }
        name.push(character);
    }
    None
}
