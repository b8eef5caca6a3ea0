//! [`Resolved`]: the direction of a relationship and the columns that it joins.

use std::sync::Arc;

use rebis_core::schema::{ColumnDef, ForeignKey, Table};

use super::{Lookup, Mapper, RelationshipDef};
use crate::error::{ConfigurationError, RelationshipError};

/// The direction of a relationship: the table that has the foreign key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The target has a foreign key to the owner.
    OneToMany,
    /// The owner has a foreign key to the target.
    ManyToOne,
    /// An association table has foreign keys to both.
    ManyToMany,
}

/// A relationship of a mapper, with its columns.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) owner: &'static Mapper,
    /// The position among the owner's relationships.
    pub(crate) index: usize,
    pub(crate) def: &'static RelationshipDef,
    pub(crate) direction: Direction,
    /// The positions of the joined columns of owner and target. Empty for many-to-many.
    pub(crate) pairs: Vec<(usize, usize)>,
    pub(crate) secondary: Option<Secondary>,
    /// The columns by which the related objects are found.
    pub(crate) lookup: Lookup,
    /// The position of the opposite relationship among the target's relationships.
    back: Option<usize>,
    /// The positions of the target's columns that order the collection.
    pub(crate) order_by: Vec<(usize, rebis_core::Direction)>,
}

/// The association table of a many-to-many relationship.
#[derive(Debug)]
pub(crate) struct Secondary {
    pub(crate) table: &'static Arc<Table>,
    /// Each column of the owner, and the association table's column that refers to it.
    pub(crate) to_owner: Vec<(usize, &'static str)>,
    /// Each column of the target, and the association table's column that refers to it.
    pub(crate) to_target: Vec<(usize, &'static str)>,
}

/// A problem and its fix.
type Problem = (String, String);

impl Resolved {
    /// Returns the mapper of the related objects.
    pub(crate) fn target(&self) -> &'static Mapper {
        self.def.target()
    }

    /// Returns the opposite relationship, a field of the target, if there is one.
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
                "`order_by` names `{name}`, which is not a column of `{}`",
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

/// Returns the position of the opposite relationship.
///
/// It must exist, have the owner as its target, and name this relationship in `back_populates`.
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
            format!("`back_populates` names `{model}.{name}`, which does not exist"),
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
                "`back_populates` names `{model}.{name}`, a relationship to `{}`, not to `{}`",
                back.target().name(),
                owner.name()
            ),
            format!("make `{model}.{name}` a relationship to `{}`", owner.name()),
        ));
    }
    if back.back_name() != Some(field) {
        return Err((
            format!("`{model}.{name}` does not name this relationship in `back_populates`"),
            format!("add `back_populates = {field}` to `{model}.{name}`"),
        ));
    }
    Ok(Some(index))
}

/// Resolves a relationship without an association table.
///
/// The foreign key is in the owner's table if the relationship is to one object and this table
/// refers to the target. Otherwise, it is in the target's table.
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

/// Returns the only foreign key of `from` that refers to `to` and contains the declared column.
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
                format!("choose one with `foreign_key = {}`", several[0].columns[0]),
            ))
        }
    }
}

fn no_key(def: &RelationshipDef, from: &Mapper, to: &Mapper) -> Problem {
    let (from, to) = (from.name(), to.name());
    match def.foreign_key_column() {
        Some(column) => (
            format!("`{from}.{column}` is not a foreign key to `{to}`"),
            format!("name a column of `{from}` that has `references = {to}.…`"),
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
            "a relationship with an association table must be a collection".to_owned(),
            format!("change the type of the field to `Many<{}>`", target.name()),
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
            format!("add a column with `references = {}.…` to it", mapper.name()),
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

/// Resolves a many-to-many relationship of a model to itself.
///
/// `foreign_key` names the column of the association table that refers to the owner. The other
/// column refers to the target.
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
                "declare two columns of it with `references = {}.…`",
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
                    "name the column that refers to the owner with `foreign_key = {}`",
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

/// Returns the name of a column, by the name of its field or of the column.
fn column_name<'n>(table: &'n Table, name: &'n str) -> &'n str {
    let column = field_index(table, name).and_then(|index| table.columns().get(index));
    column.map_or(name, ColumnDef::name)
}

/// Returns the position of a column, by the name of its field or of the column.
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
