//! Splitting of a batch into commands.

use std::mem;

use mysql_async::Value;

/// The maximum number of bytes of values in one command, even if the server accepts more.
const MOST_BYTES: usize = 4 << 20;

/// Splits rows into commands. Each command fits in one packet of the server, and has one type for
/// each column, apart from `NULL`.
///
/// The client splits a longer command automatically, and then has only the affected rows of the
/// last packet.
pub(crate) fn commands(rows: Vec<Vec<Value>>, max_packet: usize) -> Vec<Vec<Vec<Value>>> {
    let most = MOST_BYTES.min(max_packet / 2);
    let mut commands = Vec::new();
    let mut command = Command::default();
    for row in rows {
        if !command.takes(&row, most) {
            commands.push(mem::take(&mut command).rows);
        }
        command.push(row);
    }
    commands.push(command.rows);
    commands
}

#[derive(Default)]
struct Command {
    rows: Vec<Vec<Value>>,
    bytes: usize,
    /// The type of each column; `None` until a row has a value in it.
    types: Vec<Option<mem::Discriminant<Value>>>,
}

impl Command {
    fn takes(&self, row: &[Value], most: usize) -> bool {
        let known = self.types.iter().zip(row);
        let same_types = known
            .filter_map(|(known, value)| Some((*known)?).zip(type_of(value)))
            .all(|(known, given)| known == given);
        self.rows.is_empty() || same_types && self.bytes.saturating_add(bytes_of(row)) <= most
    }

    fn push(&mut self, row: Vec<Value>) {
        self.bytes = self.bytes.saturating_add(bytes_of(&row));
        self.types.resize(row.len(), None);
        for (known, value) in self.types.iter_mut().zip(&row) {
            *known = known.or_else(|| type_of(value));
        }
        self.rows.push(row);
    }
}

fn type_of(value: &Value) -> Option<mem::Discriminant<Value>> {
    (*value != Value::NULL).then(|| mem::discriminant(value))
}

/// Returns an upper bound of the size of a row. Each value has an indicator, and either its length
/// before it or a few fixed bytes.
fn bytes_of(row: &[Value]) -> usize {
    let bytes = row.iter().map(|value| match value {
        Value::Bytes(bytes) => bytes.len().saturating_add(10),
        _ => 16,
    });
    bytes.fold(0, usize::saturating_add)
}

#[cfg(test)]
mod tests;
