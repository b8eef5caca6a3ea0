//! Statements: immutable values that are cheap to clone, and that compile for each dialect.

mod assignment;
mod attachments;
mod bind;
mod binds;
mod compound;
mod correlate;
mod cte;
mod delete;
mod for_update;
mod from;
mod hints;
mod insert;
mod join;
mod key_start;
mod limit;
mod merge;
mod names;
mod query;
mod sample;
mod select;
mod select_node;
mod selection;
mod statement;
mod subquery;
mod template;
mod text;
mod update;
mod update_rows;
mod upsert;
mod values;
mod words;

pub use assignment::{Assign, Assignment, Assignments};
pub use attachments::Attachments;
pub use binds::TextSyntax;
pub(crate) use binds::{Piece, bind_names, pieces};
pub use compound::{
    Compound, CompoundNode, SetOperator, except, except_all, intersect, intersect_all, union,
    union_all,
};
pub use correlate::{Correlation, Sources};
pub use cte::{AddedCte, Cte, CteEntry, CteNode, CtePlace, Cycle, Recursion, Search, SearchOrder};
pub use delete::{Delete, DeleteNode, delete};
pub use for_update::{ForUpdate, LockStrength, LockTarget, LockWait, Lockable, for_update};
pub use from::{DerivedTable, FromItem, Join, JoinKind, JoinNode, JoinOn, JoinTarget};
pub use hints::{DialectWords, TableHint};
pub use insert::{Insert, InsertNode, Rows, insert};
pub use join::{FromJoin, OnForeignKey, full_join, join, outer_join};
pub use key_start::KeyStart;
pub use limit::{Fetch, FetchUnit, IntoRowCount, RowCount, Ties};
pub use merge::{
    Matched, Merge, MergeAction, MergeClause, MergeNode, MergeSource, WhenMatched, WhenNotMatched,
    merge,
};
pub use names::output_names;
pub(crate) use names::{ColumnName, Names, push_number};
pub use query::{IntoQuery, Query};
pub use sample::{SampleNode, TableSample, anonymous_tablesample, tablesample};
pub use select::{Select, exists, exists_where, select};
pub use select_node::{LabelStyle, SelectExtras, SelectNode};
pub use selection::{
    Columns, Fields, Optional, Record, SelectItem, Selection, Set, Unset, aliased, anonymous_alias,
    append_columns, append_record, optional,
};
pub use statement::{Statement, StatementRef};
pub use subquery::{DerivedColumns, Subquery};
pub use template::{IntoTextPart, TextPart, check_template, part, template};
pub use text::{BindValue, KeyValues, Text, TextNode, text};
pub use update::{Update, UpdateNode, update};
pub use update_rows::{ColumnArray, UpdateRowsNode};
pub use values::{ValueRow, Values, ValuesNode, values};

pub(crate) use insert::elements;
pub(crate) use join::named_sources;
pub use upsert::{
    ColumnList, Conflict, ConflictAction, ConflictColumns, ConflictTarget, Excluded, OnConflict,
    excluded, set_excluded,
};
pub use words::Words;

pub(crate) use upsert::EXCLUDED_ROW;
