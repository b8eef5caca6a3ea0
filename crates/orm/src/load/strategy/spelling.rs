//! Keys that are equal in the database and different in Rust.
//!
//! In a column with a case-insensitive collation, a foreign key `'ann'` may refer to the key
//! `'Ann'`. Rebis does not implement collations, so it queries the database for the key that a
//! foreign key refers to.

use std::ops::ControlFlow;
use std::sync::Arc;

use rebis_core::decode::{RowReader, RowSource};
use rebis_core::driver::RowSink;
use rebis_core::visit::Shared;
use rebis_core::{
    ColumnRef, CompoundNode, Connection, Node, Query, SelectItem, SelectNode, SetOperator,
    StatementRef, intern,
};
use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::keys::one_of;
use crate::mapper::{Direction, Mapper, Resolved, column};
use crate::state::{AnyState, Graph, Key, KeyColumns, KeyRules, ObjectId};

/// The maximum number of keys in one statement. SQLite allows 500 parts of a compound select.
const AT_ONCE: usize = 256;

/// Returns the spellings that the rows of a model have for some keys in these columns.
pub(super) async fn own_spellings(
    connection: &mut Connection,
    rules: KeyRules,
    mapper: &'static Mapper,
    columns: &KeyColumns,
    keys: &[&Key],
) -> Result<FxHashMap<Key, Vec<Key>>, Error> {
    let mut spellings: FxHashMap<Key, Vec<Key>> = FxHashMap::default();
    for asked in keys.chunks(AT_ONCE) {
        let mut found = Spellings {
            columns: columns.renumbered(1),
            rules,
            rows: Vec::new(),
            error: None,
        };
        let question = question(mapper, columns, asked);
        connection
            .execute_into(StatementRef::Compound(&question), &mut found)
            .await?;
        if let Some(error) = found.error {
            return Err(error);
        }
        for (number, own) in found.rows {
            // The padding repeats the last key with numbers that no key has.
            let Some(key) = asked.get(number) else {
                continue;
            };
            spellings.entry((*key).clone()).or_default().push(own);
        }
    }
    Ok(spellings)
}

/// Returns a `UNION ALL` with one SELECT for each key, which returns the number of the key.
///
/// Its length is padded to a power of two with repeats of the last key, so that only a few SQL
/// texts are needed. The numbers of the repeats belong to no key.
fn question(mapper: &Mapper, columns: &KeyColumns, keys: &[&Key]) -> CompoundNode {
    let compared: Vec<ColumnRef> = columns
        .positions()
        .map(|position| column(mapper, mapper.source(), position))
        .collect();
    let part = |number: usize| {
        let key = keys.get(number).or(keys.last()).map(|key| (*key).clone());
        let number = number.to_string();
        let number = Node::LiteralColumn(intern(&number));
        let own = compared.iter().copied().map(Node::Column);
        let items = std::iter::once(number).chain(own);
        Query::Select(Shared::new(SelectNode {
            columns: items.map(|node| SelectItem { node, label: None }).collect(),
            filter: Some(one_of(
                &compared,
                key.map(Key::into_values).into_iter(),
                false,
            )),
            ..SelectNode::default()
        }))
    };
    CompoundNode {
        operator: SetOperator::UnionAll,
        parts: (0..keys.len().next_power_of_two()).map(part).collect(),
        order_by: Vec::new(),
        limit: None,
        offset: None,
        ctes: Vec::new(),
        attachments: rebis_core::Attachments::default(),
    }
}

/// A row sink that collects the number of a key and its spelling in a row.
struct Spellings {
    columns: KeyColumns,
    rules: KeyRules,
    rows: Vec<(usize, Key)>,
    error: Option<Error>,
}

impl Spellings {
    fn read(&mut self, row: &dyn RowSource) -> Result<(), Error> {
        let mut reader = RowReader::new(row);
        let key = self.columns.read(&mut reader, self.rules)?;
        let number = usize::try_from(reader.read::<u32>()?);
        if let (Ok(number), Some(key)) = (number, key) {
            self.rows.push((number, key));
        }
        Ok(())
    }
}

impl RowSink for Spellings {
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()> {
        match self.read(row) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

/// Sets the owner of members of a collection whose foreign keys have another spelling of its key.
///
/// The identity map does not find the owner by such a foreign key.
pub(super) fn note_owner(
    graph: &Arc<Graph>,
    resolved: &Resolved,
    owner: &dyn AnyState,
    members: &[ObjectId],
) -> Result<(), Error> {
    let lookup = &resolved.lookup;
    if resolved.direction != Direction::OneToMany || !lookup.has_text() {
        return Ok(());
    }
    let Some(back) = resolved.back()? else {
        return Ok(());
    };
    let rules = graph.key_rules();
    let own = lookup
        .owner
        .key(rules, |column| owner.committed_value(column));
    for member in members {
        let member = graph.expect_object(*member)?;
        let key = lookup
            .related
            .key(rules, |column| member.committed_value(column));
        let is_known = member.slot(back).is_some_and(|slot| slot.is_loaded());
        if key != own && !is_known {
            graph.touch_if_written(member);
            member.slot_or_new(graph, back).load(vec![owner.id()]);
        }
    }
    Ok(())
}
