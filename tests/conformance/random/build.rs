//! From recipes to statements.

use rebis::core::Compile;
use std::sync::{Arc, LazyLock};

use rebis::core::compile::{Precedence, Shape};
use rebis::core::schema::{ColumnDef, Table};
use rebis::core::visit::Shared;
use rebis::core::{
    BetweenNode, CastNode, CollateNode, ColumnRef, Delete, DivisionNode, Expr, FunctionNode,
    InList, InNode, Insert, LikeEscape, LikeNode, Node, OperatorNode, RegexpNode, Select,
    SelectItem, SelectNode, SqlType, Statement, StatementRef, Update, Value,
};
use rebis_conformance::expected::dialect;

use crate::recipe::{
    BINARY, FUNCTIONS, Kind, NAMES, OPERATORS, Recipe, SelectRecipe, StatementRecipe, TEXTS,
};

/// Builds statements; two builders with different salts give different values.
pub(crate) struct Builder {
    salt: usize,
    made: usize,
}

impl Builder {
    pub(crate) fn new(salt: usize) -> Self {
        Self { salt, made: 0 }
    }

    fn value(&mut self, kind: Kind) -> Value {
        self.made += 1;
        let number = self.salt * 31 + self.made;
        match kind {
            Kind::Int => Value::Int(i64::try_from(number).unwrap()),
            Kind::Double => Value::Double(f64::from(u32::try_from(number).unwrap()) + 0.5),
            Kind::Text => Value::Text(TEXTS[number % TEXTS.len()].into()),
            Kind::Bytes => Value::Bytes(number.to_le_bytes().to_vec()),
        }
    }

    fn nodes(&mut self, recipes: &[Recipe]) -> Vec<Node> {
        recipes.iter().map(|recipe| self.node(recipe)).collect()
    }

    fn node(&mut self, recipe: &Recipe) -> Node {
        match recipe {
            Recipe::Column(table, name) => Node::Column(column(*table, *name)),
            Recipe::Value(kind) => Node::bind(self.value(*kind)),
            Recipe::Null => Node::Null,
            Recipe::Bool(value) => Node::Bool(*value),
            Recipe::Binary(op, pair) => {
                let (left, right) = (self.node(&pair.0), self.node(&pair.1));
                Node::binary(BINARY[*op], left, right)
            }
            Recipe::Unary(op, of) => Node::unary(*op, self.node(of)),
            Recipe::Negated(of) => self.node(of).negate(),
            Recipe::Junction(kind, parts) => {
                let parts = self.nodes(parts);
                parts
                    .into_iter()
                    .reduce(|left, right| Node::join(*kind, left, right))
                    .unwrap()
            }
            Recipe::In(negated, of, kind, count) => Node::In(Shared::new(InNode {
                negated: *negated,
                operand: self.node(of),
                list: InList::Values((0..*count).map(|_| self.value(*kind)).collect()),
                sql_type: rebis::core::TypeRef::UNKNOWN,
            })),
            Recipe::Between(negated, three) => Node::Between(Shared::new(BetweenNode {
                negated: *negated,
                symmetric: false,
                operand: self.node(&three.0),
                low: self.node(&three.1),
                high: self.node(&three.2),
            })),
            Recipe::Like(negated, ignore_case, anchor, pair) => Node::Like(Shared::new(LikeNode {
                negated: *negated,
                ignore_case: *ignore_case,
                operand: self.node(&pair.0),
                anchor: *anchor,
                pattern: self.node(&pair.1),
                escape: negated
                    .then_some('/')
                    .map_or(LikeEscape::Any, LikeEscape::Char),
            })),
            Recipe::Division(floor, pair) => Node::Division(Shared::new(DivisionNode {
                left: self.node(&pair.0),
                right: self.node(&pair.1),
                divisor: SqlType::Integer,
                floor: *floor,
            })),
            Recipe::Operator(operator, pair) => Node::Operator(Shared::new(OperatorNode {
                operator: OPERATORS[*operator].into(),
                precedence: Precedence::EXISTS,
                comparison: false,
                left: self.node(&pair.0),
                right: self.node(&pair.1),
            })),
            Recipe::Collate(name, of) => Node::Collate(Shared::new(CollateNode {
                operand: self.node(of),
                schema: None,
                collation: NAMES[*name].into(),
            })),
            Recipe::Regexp(negated, pair) => Node::Regexp(Shared::new(RegexpNode {
                negated: *negated,
                operand: self.node(&pair.0),
                pattern: self.node(&pair.1),
                flags: negated.then(|| "i".into()),
            })),
            Recipe::Function(name, args) => Node::Function(Shared::new(FunctionNode {
                name: FUNCTIONS[*name],
                args: self.nodes(args),
                packages: Vec::new(),
                distinct: false,
                bare: false,
                order_by: Vec::new(),
                separator: None,
                returns: rebis::core::TypeRef::UNKNOWN,
            })),
            Recipe::Cast(of) => Node::Cast(Shared::new(CastNode {
                operand: self.node(of),
                sql_type: SqlType::Integer,
                safe: false,
            })),
            Recipe::Subquery(select) => self.select(select).scalar_subquery().node().clone(),
            Recipe::Exists(select) => self.select(select).exists().node().clone(),
        }
    }

    fn select(&mut self, recipe: &SelectRecipe) -> Select<i64> {
        let columns = recipe.columns.iter().map(|(recipe, label)| SelectItem {
            node: self.node(recipe),
            label: label.map(|label| NAMES[label]),
        });
        let columns = columns.collect();
        let mut select = Select::from_node(SelectNode {
            columns,
            ..SelectNode::default()
        });
        if recipe.distinct {
            select = select.distinct();
        }
        if let Some(filter) = &recipe.filter {
            select = select.filter(Expr::<bool>::from_node(self.node(filter)));
        }
        for key in &recipe.group_by {
            select = select.group_by(Expr::<i64>::from_node(self.node(key)));
        }
        for key in &recipe.order_by {
            select = select.order_by(Expr::<i64>::from_node(self.node(key)));
        }
        if let Some(limit) = recipe.limit {
            select = select.limit(limit);
        }
        if let Some(offset) = recipe.offset {
            select = select.offset(offset);
        }
        select
    }

    pub(crate) fn statement(&mut self, recipe: &StatementRecipe) -> Box<dyn Compiled> {
        match recipe {
            StatementRecipe::Select(select) => Box::new(self.select(select)),
            StatementRecipe::Insert(name, columns, rows) => {
                let mut insert = Insert::for_table(&TABLES[*name]);
                for row in rows {
                    let values = columns.iter().zip(row).map(|(column, recipe)| {
                        let value = Expr::<i64>::from_node(self.node(recipe));
                        typed(*name, *column).set(value)
                    });
                    insert = insert.values(values.collect::<Vec<_>>());
                }
                Box::new(insert)
            }
            StatementRecipe::Update(name, values, filter) => {
                let values = values.iter().map(|(column, recipe)| {
                    let value = Expr::<i64>::from_node(self.node(recipe));
                    typed(*name, *column).set(value)
                });
                let values: Vec<_> = values.collect();
                let update = Update::for_table(&TABLES[*name]).values(values);
                Box::new(match filter {
                    Some(filter) => update.filter(Expr::<bool>::from_node(self.node(filter))),
                    None => update,
                })
            }
            StatementRecipe::Delete(name, filter) => {
                let delete = Delete::for_table(&TABLES[*name]);
                Box::new(match filter {
                    Some(filter) => delete.filter(Expr::<bool>::from_node(self.node(filter))),
                    None => delete,
                })
            }
        }
    }
}

/// A statement of any kind.
pub(crate) trait Compiled {
    fn shown(&self) -> StatementRef<'_>;
    fn sql(&self, dialect: &str) -> Result<String, String>;
    fn key(&self, on: &str) -> Vec<u64> {
        Shape::new(self.shown(), dialect(on).capabilities())
            .key()
            .to_vec()
    }
}

impl<S: Statement> Compiled for S {
    fn shown(&self) -> StatementRef<'_> {
        self.statement()
    }

    fn sql(&self, on: &str) -> Result<String, String> {
        let compiled = self.compile(&*dialect(on));
        compiled
            .map(|compiled| compiled.sql().to_owned())
            .map_err(|error| error.to_string())
    }
}

/// A table of each name, with a column of each name.
pub(crate) static TABLES: LazyLock<Vec<Arc<Table>>> = LazyLock::new(|| {
    let columns = || NAMES.iter().map(|name| ColumnDef::for_type::<i64>(name));
    let table = |name: &&str| Arc::new(columns().fold(Table::new(name), Table::with_column));
    NAMES.iter().map(table).collect()
});

pub(crate) fn column(table: usize, name: usize) -> ColumnRef {
    typed(table, name).reference()
}

pub(crate) fn typed(on: usize, name: usize) -> rebis::core::Column<i64> {
    TABLES[on].column::<i64>(NAMES[name]).unwrap()
}
