//! `CREATE` and `DROP`.

use super::Dialect;
use super::literal::{quote, write_literal};
use super::{BindIndex, Compiler};
use crate::error::CompileError;
use crate::expr::{Node, TableName};
use crate::schema::{ColumnDef, ForeignKey, Index, Table};
use crate::types::{EnumType, SqlType};

/// Returns `CREATE TABLE`, followed by a `CREATE INDEX` for each index of the table.
///
/// Named types must be created before.
///
/// # Errors
/// Returns an error if the dialect does not have the type of a column, or if a default has no
/// literal form or does not fit its column.
pub fn create_table(table: &Table, dialect: &dyn Dialect) -> Result<Vec<String>, CompileError> {
    let mut statements = Vec::new();
    let mut sql = String::from("CREATE TABLE ");
    write_table_name(&mut sql, table.name(), dialect);
    sql.push_str(" (\n\t");
    let mut parts = Vec::new();
    for column in table.columns() {
        let definition = column_definition(table, column, dialect);
        parts.push(definition.map_err(|error| CompileError::Column {
            table: table.name().name.to_owned(),
            column: column.name().to_owned(),
            error: Box::new(error),
        })?);
    }
    parts.extend(constraints(table, dialect)?);
    sql.push_str(&parts.join(", \n\t"));
    sql.push_str("\n)");
    statements.push(sql);
    for index in table.indexes() {
        statements.push(create_index(table, index, dialect));
    }
    Ok(statements)
}

/// Returns `CREATE INDEX` or `CREATE UNIQUE INDEX`.
pub fn create_index(table: &Table, index: &Index, dialect: &dyn Dialect) -> String {
    let mut sql = String::from(if index.unique {
        "CREATE UNIQUE INDEX "
    } else {
        "CREATE INDEX "
    });
    let name = table.name();
    match name.schema {
        Some(schema) if dialect.capabilities().local_table_parts => {
            dialect.write_schema(&mut sql, schema);
            sql.push('.');
            dialect.write_identifier(&mut sql, &index.name);
            sql.push_str(" ON ");
            dialect.write_identifier(&mut sql, name.name);
        }
        _ => {
            dialect.write_identifier(&mut sql, &index.name);
            sql.push_str(" ON ");
            write_table_name(&mut sql, name, dialect);
        }
    }
    write_columns(&mut sql, " (", &index.columns, dialect);
    sql
}

/// Returns `DROP TABLE IF EXISTS`.
pub fn drop_table(table: &Table, dialect: &dyn Dialect) -> String {
    let mut sql = String::from("DROP TABLE IF EXISTS ");
    write_table_name(&mut sql, table.name(), dialect);
    sql
}

/// Returns `CREATE TYPE … AS ENUM`, for dialects whose enumerations are named types.
pub fn create_enum(labels: &EnumType, dialect: &dyn Dialect) -> String {
    let mut sql = String::from("CREATE TYPE ");
    dialect.write_identifier(&mut sql, &labels.name);
    sql.push_str(" AS ENUM ");
    write_labels(&mut sql, labels, dialect);
    sql
}

/// Returns `DROP TYPE IF EXISTS` for an enumeration.
pub fn drop_enum(labels: &EnumType, dialect: &dyn Dialect) -> String {
    let mut sql = String::from("DROP TYPE IF EXISTS ");
    dialect.write_identifier(&mut sql, &labels.name);
    sql
}

/// Appends the labels of an enumeration as a list of literals.
pub(crate) fn write_labels(sql: &mut String, labels: &EnumType, dialect: &dyn Dialect) {
    sql.push('(');
    for (index, label) in labels.labels.iter().enumerate() {
        sql.push_str(if index > 0 { ", " } else { "" });
        quote(sql, label, dialect);
    }
    sql.push(')');
}

fn column_definition(
    table: &Table,
    column: &ColumnDef,
    dialect: &dyn Dialect,
) -> Result<String, CompileError> {
    let mut sql = String::new();
    dialect.write_identifier(&mut sql, column.name());
    sql.push(' ');
    let counts_up = table
        .autoincrement_column()
        .is_some_and(|c| c.name() == column.name());
    if counts_up {
        sql.push_str(&dialect.autoincrement_type(column.sql_type())?);
    } else {
        sql.push_str(&dialect.type_name(column.sql_type())?);
    }
    if let Some(default) = column.server_default_node() {
        sql.push_str(" DEFAULT ");
        check_default(column, default, dialect)?;
        sql.push_str(&default_sql(default, dialect)?);
    }
    if let Some(computed) = column.computed_sql() {
        sql.push_str(" GENERATED ALWAYS AS (");
        sql.push_str(computed);
        sql.push_str(") STORED");
    }
    let computed = column.computed_sql().is_some();
    if !column.is_nullable() && (!computed || dialect.capabilities().computed_not_null) {
        sql.push_str(" NOT NULL");
    }
    if counts_up {
        sql.push_str(dialect.autoincrement_suffix());
    }
    Ok(sql)
}

/// Returns an error if the column would round or truncate its server default.
fn check_default(
    column: &ColumnDef,
    default: &Node,
    dialect: &dyn Dialect,
) -> Result<(), CompileError> {
    let Node::Bind(bind) = default else {
        return Ok(());
    };
    let sql_type = column.sql_type().in_dialect(dialect.name());
    let limit = dialect.storage_limit(sql_type);
    match limit.and_then(|limit| limit.refusal(bind.value.on(dialect.name()))) {
        None => Ok(()),
        Some(refusal) => Err(CompileError::Invalid(super::assigned::refused(
            column.name(),
            &refusal,
        ))),
    }
}

/// Returns the SQL of a server default: a literal, or an expression.
fn default_sql(node: &Node, dialect: &dyn Dialect) -> Result<String, CompileError> {
    let mut sql = String::new();
    match node {
        Node::Bind(bind) => write_literal(&mut sql, &bind.value, dialect)?,
        other => {
            let no_binds = BindIndex::default();
            let mut compiler = Compiler::new(dialect.into(), &no_binds, 0);
            compiler.bare_columns = true;
            compiler.node(other)?;
            let wrap = dialect.capabilities().parenthesized_default
                && !compiler.sql.starts_with("CURRENT_");
            sql = if wrap {
                format!("({})", compiler.sql)
            } else {
                compiler.sql
            };
        }
    }
    Ok(sql)
}

fn constraints(table: &Table, dialect: &dyn Dialect) -> Result<Vec<String>, CompileError> {
    let mut parts = Vec::new();
    let key: Vec<String> = table
        .primary_key()
        .map(|column| column.name().to_owned())
        .collect();
    if !key.is_empty() {
        let mut sql = String::from("PRIMARY KEY");
        write_columns(&mut sql, " (", &key, dialect);
        parts.push(sql);
    }
    for unique in table.uniques() {
        let mut sql = constraint_name(unique.name.as_deref(), dialect);
        sql.push_str("UNIQUE");
        write_columns(&mut sql, " (", &unique.columns, dialect);
        parts.push(sql);
    }
    for key in table.foreign_keys() {
        parts.push(foreign_key(table, key, dialect)?);
    }
    for column in table.columns() {
        parts.extend(label_check(column, dialect));
    }
    for check in table.checks() {
        let name = constraint_name(check.name.as_deref(), dialect);
        parts.push(format!("{name}CHECK ({})", check.sql));
    }
    Ok(parts)
}

/// Returns the `CHECK` that allows only the labels of an enumeration in a column, if it needs one.
fn label_check(column: &ColumnDef, dialect: &dyn Dialect) -> Option<String> {
    let labels = match column.sql_type().in_dialect(dialect.name()) {
        SqlType::Enum(labels) if labels.check && !has_enum(labels, dialect) => labels,
        _ => return None,
    };
    let mut sql = String::from("CHECK (");
    dialect.write_identifier(&mut sql, column.name());
    sql.push_str(" IN ");
    write_labels(&mut sql, labels, dialect);
    sql.push(')');
    Some(sql)
}

/// Returns whether the enumeration is a type of the database.
fn has_enum(labels: &EnumType, dialect: &dyn Dialect) -> bool {
    labels.native && dialect.capabilities().enums
}

fn foreign_key(
    table: &Table,
    key: &ForeignKey,
    dialect: &dyn Dialect,
) -> Result<String, CompileError> {
    let mut sql = constraint_name(key.name.as_deref(), dialect);
    sql.push_str("FOREIGN KEY");
    write_columns(&mut sql, "(", &key.columns, dialect);
    sql.push_str(" REFERENCES ");
    if !dialect.capabilities().local_table_parts {
        write_table_name(&mut sql, key.target, dialect);
    } else if key.target.schema == table.name().schema {
        dialect.write_identifier(&mut sql, key.target.name);
    } else {
        return Err(CompileError::Unsupported {
            feature: "a foreign key to a table of another schema",
            dialect: dialect.name(),
        });
    }
    write_columns(&mut sql, " (", &key.target_columns, dialect);
    for (phrase, action) in [
        (" ON DELETE ", key.on_delete),
        (" ON UPDATE ", key.on_update),
    ] {
        if let Some(action) = action {
            sql.push_str(phrase);
            sql.push_str(action.as_sql());
        }
    }
    Ok(sql)
}

fn constraint_name(name: Option<&str>, dialect: &dyn Dialect) -> String {
    let mut sql = String::new();
    if let Some(name) = name {
        sql.push_str("CONSTRAINT ");
        dialect.write_identifier(&mut sql, name);
        sql.push(' ');
    }
    sql
}

fn write_columns(sql: &mut String, open: &str, columns: &[String], dialect: &dyn Dialect) {
    sql.push_str(open);
    for (index, column) in columns.iter().enumerate() {
        sql.push_str(if index > 0 { ", " } else { "" });
        dialect.write_identifier(sql, column);
    }
    sql.push(')');
}

fn write_table_name(sql: &mut String, name: &TableName, dialect: &dyn Dialect) {
    if let Some(schema) = name.schema {
        dialect.write_schema(sql, schema);
        sql.push('.');
    }
    dialect.write_identifier(sql, name.name);
}
