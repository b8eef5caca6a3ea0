//! What random statements are built from.

use proptest::prelude::*;
use rebis::core::{BinaryOp, Junction, LikeAnchor, UnaryOp};

/// Names of tables and columns, most of which want out of their quotes.
pub(crate) const NAMES: [&str; 12] = [
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
pub(crate) const TEXTS: [&str; 6] = [
    "plain",
    "it's",
    "'; DROP TABLE users; --",
    "\\' OR 1=1 /*",
    "%_/",
    "\"`]$1:x?",
];

/// Functions that the statements call.
pub(crate) const FUNCTIONS: [&str; 4] = ["lower", "coalesce", "count", "abs"];

/// Operators that the program names.
pub(crate) const OPERATORS: [&str; 3] = ["<->", "||", "&&"];

pub(crate) const BINARY: [BinaryOp; 19] = [
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
    BinaryOp::BitAnd,
    BinaryOp::BitOr,
    BinaryOp::BitXor,
    BinaryOp::ShiftLeft,
    BinaryOp::ShiftRight,
];

/// How an expression is built; the values come when it is.
#[derive(Clone, Debug)]
pub(crate) enum Recipe {
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
    Division(bool, Box<(Recipe, Recipe)>),
    Operator(usize, Box<(Recipe, Recipe)>),
    Collate(usize, Box<Recipe>),
    Regexp(bool, Box<(Recipe, Recipe)>),
    Function(usize, Vec<Recipe>),
    Cast(Box<Recipe>),
    Subquery(Box<SelectRecipe>),
    Exists(Box<SelectRecipe>),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Int,
    Double,
    Text,
    Bytes,
}

#[derive(Clone, Debug)]
pub(crate) struct SelectRecipe {
    pub(crate) columns: Vec<(Recipe, Option<usize>)>,
    pub(crate) distinct: bool,
    pub(crate) filter: Option<Recipe>,
    pub(crate) group_by: Vec<Recipe>,
    pub(crate) order_by: Vec<Recipe>,
    pub(crate) limit: Option<u32>,
    pub(crate) offset: Option<u32>,
}

#[derive(Clone, Debug)]
pub(crate) enum StatementRecipe {
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
            Just(UnaryOp::IsFalse),
            Just(UnaryOp::BitNot),
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
            1 => (any::<bool>(), pair.clone()).prop_map(|(floor, pair)| Recipe::Division(floor, Box::new(pair))),
            1 => (0..OPERATORS.len(), pair.clone())
                .prop_map(|(operator, pair)| Recipe::Operator(operator, Box::new(pair))),
            1 => (name(), inner.clone()).prop_map(|(name, of)| Recipe::Collate(name, Box::new(of))),
            1 => (any::<bool>(), pair.clone()).prop_map(|(negated, pair)| Recipe::Regexp(negated, Box::new(pair))),
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

pub(crate) fn statement() -> impl Strategy<Value = StatementRecipe> {
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
