//! Which columns a relationship joins, and in which direction.

use std::sync::Arc;

use rebis_core::schema::{ColumnDef, ForeignKey, Table};

use super::{Lookup, Mapper, RelationshipDef};
use crate::error::{ConfigurationError, RelationshipError};

/// Which side holds the foreign key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The target refers to the owner.
    OneToMany,
    /// The owner refers to the target.
    ManyToOne,
    /// An association table refers to both.
    ManyToMany,
}

/// A relationship of a mapper with its columns.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) owner: &'static Mapper,
    /// Position among the owner's relationships.
    pub(crate) index: usize,
    pub(crate) def: &'static RelationshipDef,
    pub(crate) direction: Direction,
    /// Positions of the joined columns: owner's, target's. Empty for many-to-many.
    pub(crate) pairs: Vec<(usize, usize)>,
    pub(crate) secondary: Option<Secondary>,
    /// What the related objects are found by.
    pub(crate) lookup: Lookup,
    /// Position of the same relationship among those of the target.
    back: Option<usize>,
    /// Positions of the target's columns that order a collection.
    pub(crate) order_by: Vec<(usize, rebis_core::Direction)>,
}

/// The association table of a many-to-many relationship.
#[derive(Debug)]
pub(crate) struct Secondary {
    pub(crate) table: &'static Arc<Table>,
    /// Owner's column, and the association's column that refers to it.
    pub(crate) to_owner: Vec<(usize, &'static str)>,
    /// Target's column, and the association's column that refers to it.
    pub(crate) to_target: Vec<(usize, &'static str)>,
}

/// A problem and its fix.
type Problem = (String, String);

impl Resolved {
    /// The mapper of the related objects.
    pub(crate) fn target(&self) -> &'static Mapper {
        self.def.target()
    }

    /// The same relationship seen from the target, if a field of the target is its other side.
    pub(crate) fn back(&self) -> Result<Option<&'static Self>, ConfigurationError> {
        match self.back {
            Some(index) => Ok(Some(&self.target().resolved()?[index])),
            None => Ok(None),
        }
    }
}

/// Resolves relationship `index` of a mapper.
pub(super) fn resolve(owner: &'static Mapper, index: usize) -> Result<Resolved, RelationshipError> {
    let def = &owner.relationships()[index];
    resolve_columns(def, owner, index).map_err(|(problem, fix)| RelationshipError {
        relationship: format!("{}.{}", owner.name(), def.name()),
        problem,
        fix,
    })
}

fn resolve_columns(
    def: &'static RelationshipDef,
    owner: &'static Mapper,
    index: usize,
) -> Result<Resolved, Problem> {
    let target = def.target();
    let order_by = order_columns(def, target)?;
    let back = back_side(def, owner, target)?;
    if let Some(table) = def.secondary_table() {
        let secondary = secondary(def, owner, target, table)?;
        return Ok(Resolved {
            owner,
            index,
            def,
            direction: Direction::ManyToMany,
            pairs: Vec::new(),
            lookup: Lookup::through(owner, target, &secondary),
            secondary: Some(secondary),
            back,
            order_by,
        });
    }
    let (direction, pairs) = direct(def, owner, target)?;
    Ok(Resolved {
        owner,
        index,
        def,
        direction,
        lookup: Lookup::direct(owner, target, &pairs),
        pairs,
        secondary: None,
        back,
        order_by,
    })
}

fn order_columns(
    def: &RelationshipDef,
    target: &Mapper,
) -> Result<Vec<(usize, rebis_core::Direction)>, Problem> {
    let position = |(name, direction): &(&str, rebis_core::Direction)| {
        let index = field_index(target.table(), name);
        index.map(|index| (index, *direction)).ok_or_else(|| {
            let problem = format!(
                "it is ordered by `{name}`, which `{}` does not have",
                target.name()
            );
            (
                problem,
                "name a column of the target in `order_by`".to_owned(),
            )
        })
    };
    def.order_columns().iter().map(position).collect()
}

/// The other side must exist, point back here, and name this side.
fn back_side(
    def: &RelationshipDef,
    owner: &Mapper,
    target: &'static Mapper,
) -> Result<Option<usize>, Problem> {
    let Some(name) = def.back_name() else {
        return Ok(None);
    };
    let (model, field) = (target.name(), def.name());
    let Some(index) = target.relationship_index(name) else {
        let (wrapper, other) = if def.is_many() {
            ("One", owner.name())
        } else {
            ("Many", owner.name())
        };
        return Err((
            format!("its back side `{model}.{name}` does not exist"),
            format!(
                "add `#[relationship(back_populates = {field})] {name}: {wrapper}<{other}>` to \
                 `{model}`, or remove `back_populates = {name}`"
            ),
        ));
    };
    let back = &target.relationships()[index];
    if !back.target().is(owner) {
        return Err((
            format!(
                "its back side `{model}.{name}` leads to `{}`, not to `{}`",
                back.target().name(),
                owner.name()
            ),
            format!("make `{model}.{name}` a relationship to `{}`", owner.name()),
        ));
    }
    if back.back_name() != Some(field) {
        return Err((
            format!("its back side `{model}.{name}` does not name it"),
            format!("add `back_populates = {field}` to `{model}.{name}`"),
        ));
    }
    Ok(Some(index))
}

/// A relationship without association table: a collection, or an object whose own table has no
/// foreign key to the target, is reached through the target's key.
fn direct(
    def: &RelationshipDef,
    owner: &Mapper,
    target: &Mapper,
) -> Result<(Direction, Vec<(usize, usize)>), Problem> {
    let refers = |from: &Table, to: &Table| {
        from.foreign_keys()
            .iter()
            .any(|key| key.target == to.name())
    };
    let many_to_one = !def.is_many() && refers(owner.table(), target.table());
    let (from, to) = if many_to_one {
        (owner, target)
    } else {
        (target, owner)
    };
    let key = pick(def, from, to)?;
    let pairs = key_pairs(key, from, to)?;
    Ok(if many_to_one {
        (Direction::ManyToOne, pairs)
    } else {
        let turned = pairs
            .into_iter()
            .map(|(child, parent)| (parent, child))
            .collect();
        (Direction::OneToMany, turned)
    })
}

/// The one foreign key of `from` that refers to `set`.
fn pick<'t>(
    def: &RelationshipDef,
    from: &'t Mapper,
    to: &Mapper,
) -> Result<&'t ForeignKey, Problem> {
    let keys = from
        .table()
        .foreign_keys()
        .iter()
        .filter(|key| key.target == to.table().name());
    let column = def
        .foreign_key_column()
        .map(|name| column_name(from.table(), name));
    let wanted = |key: &&ForeignKey| {
        column.is_none_or(|column| key.columns.iter().any(|name| name == column))
    };
    let keys: Vec<&ForeignKey> = keys.filter(wanted).collect();
    match keys.as_slice() {
        [key] => Ok(key),
        [] => Err(no_key(def, from, to)),
        several => {
            let columns: Vec<String> = several
                .iter()
                .map(|key| format!("`{}`", key.columns.join(", ")))
                .collect();
            Err((
                format!(
                    "`{}` has more than one foreign key to `{}`: {}",
                    from.name(),
                    to.name(),
                    columns.join(", ")
                ),
                format!("say which with `foreign_key = {}`", several[0].columns[0]),
            ))
        }
    }
}

fn no_key(def: &RelationshipDef, from: &Mapper, to: &Mapper) -> Problem {
    let (from, to) = (from.name(), to.name());
    match def.foreign_key_column() {
        Some(column) => (
            format!("`{from}.{column}` is not a foreign key to `{to}`"),
            format!("name a column of `{from}` with `references = {to}.…`"),
        ),
        None => (
            format!("`{from}` has no foreign key to `{to}`"),
            format!(
                "add `#[column(references = {to}.…)]` to a column of `{from}`, or \
                 `secondary = …` for an association table"
            ),
        ),
    }
}

fn key_pairs(key: &ForeignKey, from: &Mapper, to: &Mapper) -> Result<Vec<(usize, usize)>, Problem> {
    let columns = key.columns.iter().zip(&key.target_columns);
    let pair = |(column, target): (&String, &String)| {
        let from = column_index(from.table(), column);
        let to_index = column_index(to.table(), target);
        from.zip(to_index).ok_or_else(|| {
            (
                format!(
                    "the foreign key `{column}` refers to `{}.{target}`, which does not exist",
                    to.name()
                ),
                "name a column of the target in `references`".to_owned(),
            )
        })
    };
    columns.map(pair).collect()
}

fn secondary(
    def: &RelationshipDef,
    owner: &Mapper,
    target: &Mapper,
    table: &'static Arc<Table>,
) -> Result<Secondary, Problem> {
    if !def.is_many() {
        return Err((
            "it has an association table but is no collection".to_owned(),
            format!("make the field `Many<{}>`", target.name()),
        ));
    }
    let name = table.name().name;
    let keys = |mapper: &Mapper| -> Vec<&'static ForeignKey> {
        let target = mapper.table().name();
        table
            .foreign_keys()
            .iter()
            .filter(|key| key.target == target)
            .collect()
    };
    let missing = |mapper: &Mapper| {
        (
            format!(
                "the association table `{name}` has no foreign key to `{}`",
                mapper.name()
            ),
            format!("add a column to it with `references = {}.…`", mapper.name()),
        )
    };
    let (to_owner, to_target) = (keys(owner), keys(target));
    if owner.is(target) {
        return self_association(def, owner, table, &to_owner);
    }
    let only = |keys: &[&'static ForeignKey], mapper: &Mapper| match keys {
        [key] => Ok(*key),
        [] => Err(missing(mapper)),
        _ => Err((
            format!(
                "the association table `{name}` refers to `{}` more than once",
                mapper.name()
            ),
            "map the association table as a model with two relationships".to_owned(),
        )),
    };
    Ok(Secondary {
        table,
        to_owner: association_pairs(only(&to_owner, owner)?, owner, table)?,
        to_target: association_pairs(only(&to_target, target)?, target, table)?,
    })
}

/// A many-to-many relationship of a model to itself: `foreign_key` names the association's column
/// that refers to the owner; the other one refers to the target.
fn self_association(
    def: &RelationshipDef,
    mapper: &Mapper,
    table: &'static Arc<Table>,
    keys: &[&'static ForeignKey],
) -> Result<Secondary, Problem> {
    let name = table.name().name;
    let [first, second] = keys else {
        return Err((
            format!(
                "the association table `{name}` refers to `{}` {} times, not twice",
                mapper.name(),
                keys.len()
            ),
            format!(
                "give it two columns with `references = {}.…`",
                mapper.name()
            ),
        ));
    };
    let column = def
        .foreign_key_column()
        .map(|name| column_name(table, name));
    let (to_owner, to_target) = match column {
        Some(column) if first.columns.iter().any(|name| name == column) => (first, second),
        Some(column) if second.columns.iter().any(|name| name == column) => (second, first),
        _ => {
            return Err((
                format!(
                    "both foreign keys of the association table `{name}` refer to `{}`",
                    mapper.name()
                ),
                format!(
                    "say which is the owner's with `foreign_key = {}`",
                    first.columns[0]
                ),
            ));
        }
    };
    Ok(Secondary {
        table,
        to_owner: association_pairs(to_owner, mapper, table)?,
        to_target: association_pairs(to_target, mapper, table)?,
    })
}

fn association_pairs(
    key: &ForeignKey,
    to: &Mapper,
    table: &'static Arc<Table>,
) -> Result<Vec<(usize, &'static str)>, Problem> {
    let columns = key.columns.iter().zip(&key.target_columns);
    let pair = |(column, target): (&String, &String)| {
        let index = column_index(to.table(), target);
        let column = table
            .column_def(column)
            .map(|column| column.reference().name);
        index.zip(column).ok_or_else(|| {
            (
                format!(
                    "the association table refers to `{}.{target}`, which does not exist",
                    to.name()
                ),
                "name a column of the target in `references`".to_owned(),
            )
        })
    };
    columns.map(pair).collect()
}

/// What the column is called that a field, or its own name, tells.
fn column_name<'n>(table: &'n Table, name: &'n str) -> &'n str {
    let column = field_index(table, name).and_then(|index| table.columns().get(index));
    column.map_or(name, ColumnDef::name)
}

/// A column by the name of its field, or by its own.
fn field_index(table: &Table, name: &str) -> Option<usize> {
    let is_field = |column: &ColumnDef| column.field() == Some(name);
    let of_field = table.columns().iter().position(is_field);
    of_field.or_else(|| column_index(table, name))
}

fn column_index(table: &Table, name: &str) -> Option<usize> {
    table
        .columns()
        .iter()
        .position(|column| column.name() == name)
}
