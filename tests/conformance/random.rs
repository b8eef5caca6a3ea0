//! Random statements, with hostile names and values.
//!
//! Whatever a program builds: compiling never panics, PostgreSQL's text parses, no name or value
//! leaves its quotes in any dialect, and statements that differ in values alone share one text.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use rebis::core::compile::Shape;
use rebis::core::schema::{ColumnDef, Table};
use rebis::core::{
    BetweenNode, BinaryOp, CastNode, ColumnRef, Delete, Expr, FunctionNode, InList, InNode, Insert,
    Junction, LikeAnchor, LikeNode, Node, Select, SelectItem, SelectNode, SqlType, Statement,
    StatementRef, UnaryOp, Update, Value,
};
use rebis_conformance::expected::{DIALECTS, dialect};
use sqlparser::dialect as parsers;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, Tokenizer, Whitespace};

/// Names of tables and columns, most of which want out of their quotes.
const NAMES: [&str; 12] = [
    "users",
    "id",
    "order",
    "Mixed Case",
    "quo\"te",
    "back`tick",
    "brac]ket",
    "apo'strophe",
    "semi;colon -- x",
    "/* comment */",
    "dollar$1 :colon ?",
    "naïve",
];

/// Texts that want to be SQL.
const TEXTS: [&str; 6] = [
    "plain",
    "it's",
    "'; DROP TABLE users; --",
    "\\' OR 1=1 /*",
    "%_/",
    "\"`]$1:x?",
];

/// Functions that the statements call.
const FUNCTIONS: [&str; 4] = ["lower", "coalesce", "count", "abs"];

const BINARY: [BinaryOp; 14] = [
    BinaryOp::Eq,
    BinaryOp::Ne,
    BinaryOp::Lt,
    BinaryOp::Le,
    BinaryOp::Gt,
    BinaryOp::Ge,
    BinaryOp::NullSafeEq,
    BinaryOp::NullSafeNe,
    BinaryOp::Add,
    BinaryOp::Sub,
    BinaryOp::Mul,
    BinaryOp::IntDiv,
    BinaryOp::Mod,
    BinaryOp::Concat,
];

/// How an expression is built; the values come when it is.
#[derive(Clone, Debug)]
enum Recipe {
    Column(usize, usize),
    Value(Kind),
    Null,
    Bool(bool),
    Binary(usize, Box<(Recipe, Recipe)>),
    Unary(UnaryOp, Box<Recipe>),
    Negated(Box<Recipe>),
    Junction(Junction, Vec<Recipe>),
    In(bool, Box<Recipe>, Kind, usize),
    Between(bool, Box<(Recipe, Recipe, Recipe)>),
    Like(bool, bool, LikeAnchor, Box<(Recipe, Recipe)>),
    Function(usize, Vec<Recipe>),
    Cast(Box<Recipe>),
    Subquery(Box<SelectRecipe>),
    Exists(Box<SelectRecipe>),
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Int,
    Double,
    Text,
    Bytes,
}

#[derive(Clone, Debug)]
struct SelectRecipe {
    columns: Vec<(Recipe, Option<usize>)>,
    distinct: bool,
    filter: Option<Recipe>,
    group_by: Vec<Recipe>,
    order_by: Vec<Recipe>,
    limit: Option<u32>,
    offset: Option<u32>,
}

#[derive(Clone, Debug)]
enum StatementRecipe {
    Select(SelectRecipe),
    Insert(usize, Vec<usize>, Vec<Vec<Recipe>>),
    Update(usize, Vec<(usize, Recipe)>, Option<Recipe>),
    Delete(usize, Option<Recipe>),
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Int),
        Just(Kind::Double),
        Just(Kind::Text),
        Just(Kind::Bytes)
    ]
}

fn name() -> impl Strategy<Value = usize> {
    0..NAMES.len()
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let leaf = prop_oneof![
        4 => (name(), name()).prop_map(|(table, column)| Recipe::Column(table, column)),
        3 => kind().prop_map(Recipe::Value),
        1 => Just(Recipe::Null),
        1 => any::<bool>().prop_map(Recipe::Bool),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let pair = (inner.clone(), inner.clone());
        let three = (inner.clone(), inner.clone(), inner.clone());
        let unary = prop_oneof![
            Just(UnaryOp::Neg),
            Just(UnaryOp::IsNull),
            Just(UnaryOp::IsNotNull)
        ];
        let junction = prop_oneof![Just(Junction::And), Just(Junction::Or)];
        let anchor = prop_oneof![
            Just(LikeAnchor::Pattern),
            Just(LikeAnchor::StartsWith),
            Just(LikeAnchor::Contains)
        ];
        prop_oneof![
            4 => (0..BINARY.len(), pair.clone()).prop_map(|(op, pair)| Recipe::Binary(op, Box::new(pair))),
            1 => (unary, inner.clone()).prop_map(|(op, of)| Recipe::Unary(op, Box::new(of))),
            1 => inner.clone().prop_map(|of| Recipe::Negated(Box::new(of))),
            2 => (junction, prop::collection::vec(inner.clone(), 2..4))
                .prop_map(|(kind, parts)| Recipe::Junction(kind, parts)),
            1 => (any::<bool>(), inner.clone(), kind(), 0_usize..4)
                .prop_map(|(negated, of, kind, count)| Recipe::In(negated, Box::new(of), kind, count)),
            1 => (any::<bool>(), three).prop_map(|(negated, three)| Recipe::Between(negated, Box::new(three))),
            1 => (any::<bool>(), any::<bool>(), anchor, pair)
                .prop_map(|(negated, ignore, anchor, pair)| Recipe::Like(negated, ignore, anchor, Box::new(pair))),
            2 => (0..FUNCTIONS.len(), prop::collection::vec(inner.clone(), 1..3))
                .prop_map(|(name, args)| Recipe::Function(name, args)),
            1 => inner.clone().prop_map(|of| Recipe::Cast(Box::new(of))),
            1 => select_of(inner.clone().boxed()).prop_map(|select| Recipe::Subquery(Box::new(select))),
            1 => select_of(inner.boxed()).prop_map(|select| Recipe::Exists(Box::new(select))),
        ]
    })
}

fn select_of(inner: BoxedStrategy<Recipe>) -> impl Strategy<Value = SelectRecipe> {
    (
        prop::collection::vec((inner.clone(), prop::option::of(name())), 1..4),
        any::<bool>(),
        prop::option::of(inner.clone()),
        prop::collection::vec(inner.clone(), 0..3),
        prop::collection::vec(inner, 0..3),
        prop::option::of(any::<u32>()),
        prop::option::of(any::<u32>()),
    )
        .prop_map(
            |(columns, distinct, filter, group_by, order_by, limit, offset)| SelectRecipe {
                columns,
                distinct,
                filter,
                group_by,
                order_by,
                limit,
                offset,
            },
        )
}

fn statement() -> impl Strategy<Value = StatementRecipe> {
    let columns = || prop::sample::subsequence((0..NAMES.len()).collect::<Vec<_>>(), 1..4);
    let rows = columns().prop_flat_map(|columns| {
        let row = prop::collection::vec(recipe(), columns.len());
        (Just(columns), prop::collection::vec(row, 1..3))
    });
    let assignments = columns().prop_flat_map(|columns| {
        let count = columns.len();
        let values = prop::collection::vec(recipe(), count);
        values.prop_map(move |values| columns.iter().copied().zip(values).collect::<Vec<_>>())
    });
    prop_oneof![
        5 => select_of(recipe().boxed()).prop_map(StatementRecipe::Select),
        1 => (name(), rows).prop_map(|(table, (columns, rows))| StatementRecipe::Insert(table, columns, rows)),
        1 => (name(), assignments, prop::option::of(recipe()))
            .prop_map(|(table, values, filter)| StatementRecipe::Update(table, values, filter)),
        1 => (name(), prop::option::of(recipe())).prop_map(|(table, filter)| StatementRecipe::Delete(table, filter)),
    ]
}

/// Builds statements; two builders with different salts give different values.
struct Builder {
    salt: usize,
    made: usize,
}

impl Builder {
    fn new(salt: usize) -> Self {
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
            Recipe::In(negated, of, kind, count) => Node::In(Arc::new(InNode {
                negated: *negated,
                operand: self.node(of),
                list: InList::Values((0..*count).map(|_| self.value(*kind)).collect()),
            })),
            Recipe::Between(negated, three) => Node::Between(Arc::new(BetweenNode {
                negated: *negated,
                operand: self.node(&three.0),
                low: self.node(&three.1),
                high: self.node(&three.2),
            })),
            Recipe::Like(negated, ignore_case, anchor, pair) => Node::Like(Arc::new(LikeNode {
                negated: *negated,
                ignore_case: *ignore_case,
                operand: self.node(&pair.0),
                anchor: *anchor,
                pattern: self.node(&pair.1),
                escape: negated.then_some('/'),
            })),
            Recipe::Function(name, args) => Node::Function(Arc::new(FunctionNode {
                name: FUNCTIONS[*name],
                args: self.nodes(args),
                distinct: false,
                bare: false,
            })),
            Recipe::Cast(of) => Node::Cast(Arc::new(CastNode {
                operand: self.node(of),
                sql_type: SqlType::Integer,
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

    fn statement(&mut self, recipe: &StatementRecipe) -> Box<dyn Compiled> {
        match recipe {
            StatementRecipe::Select(select) => Box::new(self.select(select)),
            StatementRecipe::Insert(name, columns, rows) => {
                let mut insert = Insert::into_table(&TABLES[*name]);
                for row in rows {
                    let values = columns.iter().zip(row).map(|(column, recipe)| {
                        let value = Expr::<i64>::from_node(self.node(recipe));
                        typed(*name, *column).to(value)
                    });
                    insert = insert.values(values.collect::<Vec<_>>());
                }
                Box::new(insert)
            }
            StatementRecipe::Update(name, values, filter) => {
                let values = values.iter().map(|(column, recipe)| {
                    let value = Expr::<i64>::from_node(self.node(recipe));
                    typed(*name, *column).to(value)
                });
                let values: Vec<_> = values.collect();
                let update = Update::of_table(&TABLES[*name]).values(values);
                Box::new(match filter {
                    Some(filter) => update.filter(Expr::<bool>::from_node(self.node(filter))),
                    None => update,
                })
            }
            StatementRecipe::Delete(name, filter) => {
                let delete = Delete::from_table(&TABLES[*name]);
                Box::new(match filter {
                    Some(filter) => delete.filter(Expr::<bool>::from_node(self.node(filter))),
                    None => delete,
                })
            }
        }
    }
}

/// A statement of any kind.
trait Compiled {
    fn shown(&self) -> StatementRef<'_>;
    fn sql(&self, dialect: &str) -> Result<String, String>;
    fn key(&self, on: &str) -> Vec<u64> {
        Shape::of(self.shown(), dialect(on).capabilities())
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
static TABLES: LazyLock<Vec<Arc<Table>>> = LazyLock::new(|| {
    let columns = || NAMES.iter().map(|name| ColumnDef::of::<i64>(name));
    let table = |name: &&str| Arc::new(columns().fold(Table::new(name), Table::with_column));
    NAMES.iter().map(table).collect()
});

fn column(table: usize, name: usize) -> ColumnRef {
    typed(table, name).reference()
}

fn typed(on: usize, name: usize) -> rebis::core::Column<i64> {
    TABLES[on].column::<i64>(NAMES[name]).unwrap()
}

/// What the parser of a dialect sees of a text.
fn tokens(sql: &str, on: &str) -> Vec<Token> {
    let parser: Box<dyn parsers::Dialect> = match on {
        "sqlite" => Box::new(parsers::SQLiteDialect {}),
        "postgresql" => Box::new(parsers::PostgreSqlDialect {}),
        "mysql" | "mariadb" => Box::new(parsers::MySqlDialect {}),
        "mssql" => Box::new(parsers::MsSqlDialect {}),
        _ => Box::new(parsers::GenericDialect {}),
    };
    let tokens = Tokenizer::new(&*parser, sql).tokenize();
    tokens.unwrap_or_else(|error| panic!("{on} cannot read {sql}: {error}"))
}

/// Complains about a token that only a name or a value outside its quotes could have brought.
fn check_token(token: &Token, sql: &str, on: &str) {
    match token {
        Token::Word(word) if word.quote_style.is_some() => {
            let known = NAMES.contains(&word.value.as_str()) || is_made_up(&word.value);
            assert!(
                known,
                "{on}: the name {:?} is nobody's in {sql}",
                word.value
            );
        }
        Token::Word(word) => {
            let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '$');
            let plain = word.value.chars().all(is_plain);
            assert!(plain, "{on}: the word {:?} in {sql}", word.value);
        }
        Token::SingleQuotedString(text) => {
            assert!(
                matches!(text.as_str(), "%" | "/"),
                "{on}: the text {text:?} in {sql}"
            );
        }
        Token::SemiColon
        | Token::Whitespace(
            Whitespace::SingleLineComment { .. } | Whitespace::MultiLineComment(_),
        ) => {
            panic!("{on}: {token:?} in {sql}");
        }
        _ => {}
    }
}

/// Whether a name is one that the compiler makes up: a known one with numbers.
fn is_made_up(name: &str) -> bool {
    let stem = name
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end_matches('_');
    NAMES.contains(&stem) || FUNCTIONS.contains(&stem) || stem == "anon"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_and_values_stay_in_their_quotes(recipe in statement()) {
        let statement = Builder::new(0).statement(&recipe);
        for on in DIALECTS {
            let Ok(sql) = statement.sql(on) else { continue };
            for token in tokens(&sql, on) {
                check_token(&token, &sql, on);
            }
        }
    }

    #[test]
    fn postgresql_text_parses(recipe in statement()) {
        let statement = Builder::new(0).statement(&recipe);
        if let Ok(sql) = statement.sql("postgresql") {
            let parsed = Parser::parse_sql(&parsers::PostgreSqlDialect {}, &sql);
            prop_assert!(parsed.as_ref().is_ok_and(|parsed| parsed.len() == 1), "{sql}\n{parsed:?}");
        }
    }

    #[test]
    fn values_alone_do_not_change_key_or_text(recipe in statement()) {
        let one = Builder::new(1).statement(&recipe);
        let other = Builder::new(2).statement(&recipe);
        for on in DIALECTS {
            prop_assert_eq!(one.key(on), other.key(on));
            prop_assert_eq!(one.sql(on), other.sql(on));
        }
    }

    #[test]
    fn equal_keys_have_equal_text(first in statement(), second in statement()) {
        let one = Builder::new(1).statement(&first);
        let other = Builder::new(1).statement(&second);
        for on in DIALECTS {
            prop_assert!(one.key(on) != other.key(on) || one.sql(on) == other.sql(on));
        }
    }
}
