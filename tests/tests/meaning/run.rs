//! Runs a program on a database twice: with binds, and as text with the values written into it.

use rebis::core::{
    Column, Expr, FromRow, Row, Select, SelectItem, Selection, Statement, except, intersect,
};
use rebis::prelude::*;

use crate::build::{Columns, Kind, Operand, assign, build, condition, read, with_kind};
use crate::expression::{Compare, Ex};
use crate::program::{Aggregate, Derived, Function, Group, Program, SetOp, Sorted};
use crate::table::{COLUMNS, Edge, column};
use crate::value::{Type, Val};

/// Runs code for the Rust type of a number.
macro_rules! with_number {
    ($of:expr, $Kind:ident => $body:expr) => {
        match $of {
            Type::Tiny => {
                type $Kind = u8;
                $body
            }
            Type::Small => {
                type $Kind = i16;
                $body
            }
            Type::Word => {
                type $Kind = u16;
                $body
            }
            Type::Normal => {
                type $Kind = i32;
                $body
            }
            Type::Wide => {
                type $Kind = u32;
                $body
            }
            Type::Big => {
                type $Kind = i64;
                $body
            }
            Type::Double => {
                type $Kind = f64;
                $body
            }
            Type::Decimal => {
                type $Kind = rust_decimal::Decimal;
                $body
            }
            other => unreachable!("{other:?}"),
        }
    };
}

/// The answer of a database: rows, or an error.
pub type Outcome = Result<Vec<Vec<Val>>, Refusal>;

/// An error.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    pub code: &'static str,
    pub text: String,
}

impl From<rebis::core::Error> for Refusal {
    fn from(error: rebis::core::Error) -> Self {
        let text = error.to_string();
        // The text ends with the whole statement, which is shown anyway.
        let text = text.split("[SQL").next().unwrap_or(&text);
        Self {
            code: error.code(),
            text: text.trim().chars().take(300).collect(),
        }
    }
}

/// Both forms of a statement, and their answers.
#[derive(Clone, Debug)]
pub struct Run {
    pub bound_sql: String,
    pub literal_sql: String,
    pub bound: Outcome,
    pub literal: Outcome,
}

/// A select list whose types are known at run time.
struct Chosen(Vec<SelectItem>);

impl Selection for Chosen {
    type Row = Row;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        items.extend(self.0.iter().cloned());
    }
}

/// Reads a row whose columns have these types, from a column on.
fn read_row(row: &Row, from: usize, types: &[Type]) -> Result<Vec<Val>, Refusal> {
    let read = types.iter().zip(from..).map(|(of, index)| {
        with_kind!(*of, K => Ok(read(row.at::<Option<K>>(index).map_err(rebis::core::Error::from)?)))
    });
    read.collect()
}

/// Runs a program in both forms.
pub async fn run(connection: &mut Connection, program: &Program) -> Run {
    let columns = Columns::default();
    let filter = |filter: &Option<Ex>| match filter {
        Some(filter) => condition(filter, &Columns::default()),
        None => true_(),
    };
    match program {
        Program::Select(exs, of) => match &exs[..] {
            [ex] => with_kind!(ex.of, K => {
                let mut stmt = select((Edge.id, build::<K>(ex, &columns)));
                if of.is_some() {
                    stmt = stmt.filter(filter(of));
                }
                typed(connection, stmt.order_by(Edge.id)).await
            }),
            exs => {
                let types: Vec<Type> = exs.iter().map(|ex| ex.of).collect();
                let mut stmt = select(several(exs, &columns));
                if of.is_some() {
                    stmt = stmt.filter(filter(of));
                }
                let with_key: Vec<Type> = std::iter::once(Type::Big).chain(types).collect();
                let stmt = stmt.order_by(Edge.id);
                both(connection, stmt, |row: Row| read_row(&row, 0, &with_key)).await
            }
        },
        Program::Order(sorted, of) => with_kind!(sorted.key.of, K => {
            let stmt = select((Edge.id, build::<K>(&sorted.key, &columns))).filter(filter(of));
            typed(connection, ordered::<K>(stmt, sorted)).await
        }),
        Program::Distinct(ex, of) => with_kind!(ex.of, K => {
            let mut stmt = select(build::<K>(ex, &columns));
            if of.is_some() {
                stmt = stmt.filter(filter(of));
            }
            let stmt = stmt.distinct().order_by(build::<K>(ex, &columns));
            both(connection, stmt, |value: Option<K>| Ok(vec![read(value)])).await
        }),
        Program::Group(group) => grouped(connection, group).await,
        Program::Sets(op, left, right) => with_kind!(left.0.of, K => {
            let side = |side: &(Ex, Option<Ex>)| {
                let stmt = select(build::<K>(&side.0, &Columns::default())).select_from(Edge);
                if side.1.is_some() { stmt.filter(filter(&side.1)) } else { stmt }
            };
            let (left, right) = (side(left), side(right));
            let stmt = match op {
                SetOp::Union => union(left, right),
                SetOp::UnionAll => union_all(left, right),
                SetOp::Intersect => intersect(left, right),
                SetOp::Except => except(left, right),
            };
            both(connection, stmt, |value: Option<K>| Ok(vec![read(value)])).await
        }),
        Program::Values(ex, list) => with_kind!(ex.of, K => {
            let list: Vec<K> = list.iter().map(K::of).collect();
            let listed = values(list).named("v", ["x"]);
            let x: Column<K> = listed.column();
            let stmt = select((Edge.id, x)).join(&listed, build::<K>(ex, &columns).eq(x));
            both(connection, stmt, |(id, x): (i64, K)| Ok(vec![Val::Int(id.into()), x.val()])).await
        }),
        Program::Derived(derived) => with_kind!(derived.inner.of, K => {
            let mut inner = select((Edge.id, build::<K>(&derived.inner, &columns).label("x")));
            if derived.inner_filter.is_some() {
                inner = inner.filter(filter(&derived.inner_filter));
            }
            let sub = inner.subquery("sub");
            let (id, x) = sub.columns();
            over_subquery(connection, derived, (&sub, id), Columns::derived(x)).await
        }),
        Program::Update(index, ex, of) => {
            let mut stmt = update(Edge).values(assign(*index, ex, &columns));
            if of.is_some() {
                stmt = stmt.filter(filter(of));
            }
            with_kind!(COLUMNS[*index].of, K => {
                let after = select((Edge.id, column::<K>(*index))).order_by(Edge.id);
                written(connection, stmt, after, pair).await
            })
        }
        Program::Delete(of) => {
            let stmt = delete(Edge).filter(condition(of, &columns));
            let after = select(Edge.id).order_by(Edge.id);
            written(connection, stmt, after, |id| Ok(vec![Val::Int(id.into())])).await
        }
        Program::Insert(values) => {
            let assigned = values
                .iter()
                .map(|(index, ex)| assign(*index, ex, &columns));
            let assigned = std::iter::once(Edge.id.set(1000)).chain(assigned);
            let stmt = insert(Edge).values(assigned.collect::<Vec<_>>());
            let types: Vec<Type> = values.iter().map(|(index, _)| COLUMNS[*index].of).collect();
            let chosen = values.iter().map(|(index, _)| *index).collect::<Vec<_>>();
            let after = select(chosen_columns(&chosen)).filter(Edge.id.eq(1000));
            written(connection, stmt, after, |row: Row| {
                read_row(&row, 0, &types)
            })
            .await
        }
    }
}

fn pair<K: Kind>((id, value): (i64, Option<K>)) -> Result<Vec<Val>, Refusal> {
    Ok(vec![Val::Int(id.into()), read(value)])
}

/// The key, and expressions of any types.
fn several(exs: &[Ex], columns: &Columns) -> Chosen {
    let mut items = Vec::new();
    Edge.id.append_to(&mut items);
    for ex in exs {
        with_kind!(ex.of, K => build::<K>(ex, columns).append_to(&mut items));
    }
    Chosen(items)
}

fn chosen_columns(indexes: &[usize]) -> Chosen {
    let mut items = Vec::new();
    for index in indexes {
        with_kind!(COLUMNS[*index].of, K => column::<K>(*index).append_to(&mut items));
    }
    Chosen(items)
}

fn ordered<K: Kind>(stmt: Select<(i64, Option<K>)>, sorted: &Sorted) -> Select<(i64, Option<K>)> {
    let key = build::<K>(&sorted.key, &Columns::default());
    let key = if sorted.descending {
        key.desc()
    } else {
        key.asc()
    };
    let key = match sorted.nulls_first {
        None => key,
        Some(true) => key.nulls_first(),
        Some(false) => key.nulls_last(),
    };
    let stmt = stmt.order_by((key, Edge.id));
    match sorted.limit {
        Some(limit) => stmt.limit(limit),
        None => stmt,
    }
}

async fn over_subquery<K: Kind>(
    connection: &mut Connection,
    derived: &Derived,
    (sub, id): (&rebis::core::Subquery<(i64, Option<K>)>, Column<i64>),
    columns: Columns,
) -> Run {
    with_kind!(derived.outer.of, O => {
        let outer = build::<O>(&derived.outer, &columns);
        let mut stmt = select((id, outer)).select_from(sub);
        if let Some(filter) = &derived.outer_filter {
            stmt = stmt.filter(condition(filter, &columns));
        }
        typed(connection, stmt.order_by(id)).await
    })
}

async fn grouped(connection: &mut Connection, group: &Group) -> Run {
    let columns = Columns::default();
    let mut items = Vec::new();
    let mut types = Vec::new();
    if let Some(key) = &group.key {
        with_kind!(key.of, K => build::<K>(key, &columns).append_to(&mut items));
        types.push(key.of);
    }
    for aggregate in &group.aggregates {
        with_kind!(aggregate.of(), K => aggregated::<K>(aggregate).append_to(&mut items));
        types.push(aggregate.of());
    }
    let mut stmt = select(Chosen(items)).select_from(Edge);
    if let Some(filter) = &group.filter {
        stmt = stmt.filter(condition(filter, &columns));
    }
    if let Some(key) = &group.key {
        with_kind!(key.of, K => {
            stmt = stmt.group_by(build::<K>(key, &columns));
            if group.ordered {
                stmt = stmt.order_by(build::<K>(key, &columns));
            }
        });
    }
    if let Some((aggregate, op, value)) = &group.having {
        with_kind!(aggregate.of(), K => {
            let (left, right) = (aggregated::<K>(aggregate), Operand::Value(K::of(value)));
            stmt = stmt.having(match op {
                Compare::Eq => left.eq(right),
                Compare::Ne => left.ne(right),
                Compare::Lt => left.lt(right),
                Compare::Le => left.le(right),
                Compare::Gt => left.gt(right),
                Compare::Ge => left.ge(right),
            });
        });
    }
    both(connection, stmt, |row: Row| read_row(&row, 0, &types)).await
}

/// An aggregate of type `K`.
fn aggregated<K: Kind>(aggregate: &Aggregate) -> Expr<Option<K>> {
    let columns = Columns::default();
    let node = match aggregate.function {
        Function::CountRows => func::count_star().into_node(),
        Function::Count => with_kind!(aggregate.of.of, O => {
            func::count(build::<O>(&aggregate.of, &columns)).into_node()
        }),
        Function::CountDistinct => with_kind!(aggregate.of.of, O => {
            func::count_distinct(build::<O>(&aggregate.of, &columns)).into_node()
        }),
        Function::Min => func::min(build::<K>(&aggregate.of, &columns)).into_node(),
        Function::Max => func::max(build::<K>(&aggregate.of, &columns)).into_node(),
        Function::Sum => with_number!(aggregate.of.of, O => {
            func::sum(build::<O>(&aggregate.of, &columns)).into_node()
        }),
        Function::Avg => with_number!(aggregate.of.of, O => {
            func::avg(build::<O>(&aggregate.of, &columns)).into_node()
        }),
    };
    Expr::from_node(node)
}

async fn typed<K: Kind>(connection: &mut Connection, stmt: Select<(i64, Option<K>)>) -> Run {
    both(connection, stmt, pair).await
}

/// The text with the values written into it, as a statement of its own.
fn as_text<S: Statement>(connection: &Connection, stmt: &S) -> Result<String, Refusal> {
    let compiled = stmt.compile_literal(connection.dialect());
    let compiled = compiled.map_err(rebis::core::Error::from)?;
    Ok(compiled.sql().to_owned())
}

fn as_bound<S: Statement>(connection: &Connection, stmt: &S) -> String {
    match stmt.compile(connection.dialect()) {
        Ok(compiled) => {
            let params =
                (0..compiled.params().len()).map(|index| format!("{:?}", compiled.params()[index]));
            format!(
                "{} -- {}",
                compiled.sql(),
                params.collect::<Vec<_>>().join(", ")
            )
        }
        Err(error) => format!("<{error}>"),
    }
}

fn taken<R>(
    rows: Result<Vec<R>, rebis::core::Error>,
    read: &impl Fn(R) -> Result<Vec<Val>, Refusal>,
) -> Outcome {
    rows?.into_iter().map(read).collect()
}

/// Runs a query in both forms.
async fn both<S>(
    connection: &mut Connection,
    stmt: S,
    read: impl Fn(S::Row) -> Result<Vec<Val>, Refusal>,
) -> Run
where
    S: Statement,
{
    let bound = taken(connection.all(&stmt).await, &read);
    let literal_sql = as_text(connection, &stmt);
    let literal = match &literal_sql {
        Ok(sql) => {
            let stmt = text(sql.as_str()).columns::<S::Row>();
            taken(connection.all(stmt).await, &read)
        }
        Err(refusal) => Err(refusal.clone()),
    };
    Run {
        bound_sql: as_bound(connection, &stmt),
        literal_sql: literal_sql.unwrap_or_else(|refusal| refusal.text),
        bound,
        literal,
    }
}

/// Runs a statement that writes in both forms, each in a transaction that is rolled back, and reads
/// what it left.
async fn written<S, A>(
    connection: &mut Connection,
    stmt: S,
    after: A,
    read: impl Fn(A::Row) -> Result<Vec<Val>, Refusal>,
) -> Run
where
    S: Statement,
    A: Statement,
    A::Row: FromRow,
{
    let literal_sql = as_text(connection, &stmt);
    connection.begin().await.unwrap();
    let bound = match connection.execute(&stmt).await {
        Ok(_) => taken(connection.all(&after).await, &read),
        Err(error) => Err(error.into()),
    };
    connection.rollback().await.unwrap();
    connection.begin().await.unwrap();
    let literal = match &literal_sql {
        Ok(sql) => match connection.execute(text(sql.as_str()).columns::<()>()).await {
            Ok(_) => taken(connection.all(&after).await, &read),
            Err(error) => Err(error.into()),
        },
        Err(refusal) => Err(refusal.clone()),
    };
    connection.rollback().await.unwrap();
    Run {
        bound_sql: as_bound(connection, &stmt),
        literal_sql: literal_sql.unwrap_or_else(|refusal| refusal.text),
        bound,
        literal,
    }
}
