//! From expressions to Rebis' own, by the methods that a program calls.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rebis::core::{
    Assignment, Column, Expr, FromRow, IntoExpr, Node as Untyped, autoescape, extract, pattern,
};
use rebis::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::expression::{Arithmetic, Bits, Call, Compare, Ex, Like, LikeForm, List, Node};
use crate::table::{COLUMNS, Edge, column};
use crate::value::{Exact, Mood, Val};

/// A Rust type of [`Type`].
pub trait Kind: Scalar<Base = Self> + FromRow + Clone + Send + Sync {
    /// A value of the type.
    fn of(value: &Val) -> Self;

    /// The value for the evaluator.
    fn val(self) -> Val;

    /// The forms that not all types have.
    fn form(ex: &Ex, columns: &Columns) -> Expr<Option<Self>> {
        let _ = columns;
        unreachable!("{ex} of {:?}", ex.of)
    }
}

/// Runs code for the Rust type of a [`Type`].
macro_rules! with_kind {
    ($of:expr, $Kind:ident => $body:expr) => {
        match $of {
            $crate::value::Type::Tiny => {
                type $Kind = u8;
                $body
            }
            $crate::value::Type::Small => {
                type $Kind = i16;
                $body
            }
            $crate::value::Type::Word => {
                type $Kind = u16;
                $body
            }
            $crate::value::Type::Normal => {
                type $Kind = i32;
                $body
            }
            $crate::value::Type::Wide => {
                type $Kind = u32;
                $body
            }
            $crate::value::Type::Big => {
                type $Kind = i64;
                $body
            }
            $crate::value::Type::Single => {
                type $Kind = f32;
                $body
            }
            $crate::value::Type::Double => {
                type $Kind = f64;
                $body
            }
            $crate::value::Type::Decimal => {
                type $Kind = rust_decimal::Decimal;
                $body
            }
            $crate::value::Type::Bool => {
                type $Kind = bool;
                $body
            }
            $crate::value::Type::Text => {
                type $Kind = String;
                $body
            }
            $crate::value::Type::Bytes => {
                type $Kind = Vec<u8>;
                $body
            }
            $crate::value::Type::Date => {
                type $Kind = chrono::NaiveDate;
                $body
            }
            $crate::value::Type::Time => {
                type $Kind = chrono::NaiveTime;
                $body
            }
            $crate::value::Type::Moment => {
                type $Kind = chrono::NaiveDateTime;
                $body
            }
            $crate::value::Type::Instant => {
                type $Kind = chrono::DateTime<chrono::Utc>;
                $body
            }
            $crate::value::Type::Uuid => {
                type $Kind = uuid::Uuid;
                $body
            }
            $crate::value::Type::Json => {
                type $Kind = serde_json::Value;
                $body
            }
            $crate::value::Type::Mood => {
                type $Kind = $crate::value::Mood;
                $body
            }
        }
    };
}

pub(crate) use with_kind;

/// The kinds of columns that expressions use.
#[derive(Clone, Copy, Default)]
pub struct Columns {
    /// The column of the subquery; its type is the one of the expressions that name it.
    pub derived: Option<Forgotten>,
}

/// A column whose type was forgotten.
#[derive(Clone, Copy)]
pub struct Forgotten(Column<Option<bool>>);

impl Columns {
    /// With the column of a subquery.
    pub fn derived<T: Scalar>(column: Column<T>) -> Self {
        let reference = column.reference();
        let untyped = Column::new(reference.source, reference.name);
        Self {
            derived: Some(Forgotten(untyped)),
        }
    }
}

/// An operand on the right: a plain value where it is one.
pub enum Operand<T> {
    Value(T),
    Null,
    Expr(Expr<Option<T>>),
}

impl<T: Scalar<Base = T>> IntoExpr<T> for Operand<T> {
    fn into_operand(self) -> Untyped {
        match self {
            Self::Value(value) => value.into_operand(),
            Self::Null => None::<T>.into_operand(),
            Self::Expr(expr) => expr.into_operand(),
        }
    }
}

impl<T: Kind> Operand<T> {
    fn into_expr(self) -> Expr<Option<T>> {
        match self {
            Self::Value(value) => literal(value).nullable(),
            Self::Null => literal(None::<T>),
            Self::Expr(expr) => expr,
        }
    }
}

/// The right side of an operator.
pub fn operand<T: Kind>(ex: &Ex, columns: &Columns) -> Operand<T> {
    match &ex.node {
        Node::Value(value) => Operand::Value(T::of(value)),
        Node::Null => Operand::Null,
        _ => Operand::Expr(build(ex, columns)),
    }
}

/// An expression of type `T`.
pub fn build<T: Kind>(ex: &Ex, columns: &Columns) -> Expr<Option<T>> {
    match &ex.node {
        Node::Column(index) => column::<T>(*index).expr(),
        Node::Derived => {
            let reference = columns.derived.unwrap().0.reference();
            Column::<Option<T>>::new(reference.source, reference.name).expr()
        }
        Node::Value(value) => literal(T::of(value)).nullable(),
        Node::Null => literal(None::<T>),
        Node::Case(whens, otherwise) => {
            let mut whens = whens.iter().map(|(when, then)| {
                let when: Operand<bool> = operand(when, columns);
                (when, operand::<T>(then, columns))
            });
            let (when, then) = whens.next().unwrap();
            let case = whens.fold(case().when::<T>(when, then), |case, (when, then)| {
                case.when(when, then)
            });
            match otherwise {
                Some(otherwise) => case.else_(operand::<T>(otherwise, columns)).nullable(),
                None => case.expr(),
            }
        }
        Node::CaseOf(of, whens, otherwise) => with_kind!(of.of, K => {
            let mut whens = whens.iter().map(|(when, then)| {
                let when: Operand<K> = operand(when, columns);
                (when, operand::<T>(then, columns))
            });
            let (when, then) = whens.next().unwrap();
            let start = case_value(build::<K>(of, columns)).when::<T>(when, then);
            let case = whens.fold(start, |case, (when, then)| case.when(when, then));
            match otherwise {
                Some(otherwise) => case.else_(operand::<T>(otherwise, columns)).nullable(),
                None => case.expr(),
            }
        }),
        Node::Coalesce(left, right) => {
            func::coalesce(build::<T>(left, columns), operand::<T>(right, columns)).nullable()
        }
        Node::NullIf(left, right) => {
            func::nullif(build::<T>(left, columns), operand::<T>(right, columns))
        }
        Node::Cast(of) => with_kind!(of.of, K => build::<K>(of, columns).cast::<Option<T>>()),
        Node::Extreme(greatest, of) => {
            let of = build::<T>(of, columns);
            let extreme = if *greatest {
                func::max(of)
            } else {
                func::min(of)
            };
            select(extreme).select_from(Edge).scalar_subquery()
        }
        _ => T::form(ex, columns),
    }
}

/// A condition.
pub fn condition(ex: &Ex, columns: &Columns) -> Expr<bool> {
    match &ex.node {
        Node::Compare(op, left, right) => with_kind!(left.of, K => {
            let left = build::<K>(left, columns);
            let right = operand::<K>(right, columns);
            match op {
                Compare::Eq => left.eq(right),
                Compare::Ne => left.ne(right),
                Compare::Lt => left.lt(right),
                Compare::Le => left.le(right),
                Compare::Gt => left.gt(right),
                Compare::Ge => left.ge(right),
            }
        }),
        Node::Distinct(negated, left, right) => with_kind!(left.of, K => {
            let left = build::<K>(left, columns);
            let right = operand::<K>(right, columns);
            if *negated { left.is_not_distinct_from(right) } else { left.is_distinct_from(right) }
        }),
        Node::IsNull(negated, of) => with_kind!(of.of, K => {
            let of = build::<K>(of, columns);
            if *negated { of.is_not_null() } else { of.is_null() }
        }),
        Node::Is(negated, truth, of) => {
            if *negated {
                build::<bool>(of, columns).is_not(*truth)
            } else {
                build::<bool>(of, columns).is(*truth)
            }
        }
        Node::In(negated, of, list) => with_kind!(of.of, K => {
            let of = build::<K>(of, columns);
            let owned = |list: &[Val]| list.iter().map(K::of).collect::<Vec<K>>();
            match (list, negated) {
                (List::Values(list), false) => of.in_(owned(list)),
                (List::Values(list), true) => of.not_in(owned(list)),
                (List::Clause(list), false) => of.in_(values(owned(list))),
                (List::Clause(list), true) => of.not_in(values(owned(list))),
                (List::Pair(left, right), negated) => {
                    let pair = (operand::<K>(left, columns), operand::<K>(right, columns));
                    if *negated { of.not_in(pair) } else { of.in_(pair) }
                }
            }
        }),
        Node::Between(negated, of, low, high) => with_kind!(of.of, K => {
            let of = build::<K>(of, columns);
            let between = of.between(operand::<K>(low, columns), operand::<K>(high, columns));
            if *negated { !between } else { between }
        }),
        Node::Like(like) => matches(like, columns),
        Node::And(left, right) => condition(left, columns) & condition(right, columns),
        Node::Or(left, right) => condition(left, columns) | condition(right, columns),
        Node::Not(of) => !condition(of, columns),
        Node::Column(index) => bool_column(column::<bool>(*index)),
        _ => as_condition(build::<bool>(ex, columns)),
    }
}

/// A boolean column as a condition: a program writes it without more.
fn bool_column(column: Column<Option<bool>>) -> Expr<bool> {
    let reference = column.reference();
    Column::<bool>::new(reference.source, reference.name).expr()
}

/// A value of type boolean as a condition.
fn as_condition(expr: Expr<Option<bool>>) -> Expr<bool> {
    Expr::from_node(expr.into_node())
}

fn matches(like: &Like, columns: &Columns) -> Expr<bool> {
    let of = build::<String>(&like.operand, columns);
    let text = like.pattern.clone();
    let matches = match (like.form, like.ignore_case) {
        (LikeForm::Pattern, false) => of.like(text),
        (LikeForm::Pattern, true) => of.ilike(text),
        (LikeForm::Escaped, false) => of.like(pattern(text).escape('/')),
        (LikeForm::Escaped, true) => of.ilike(pattern(text).escape('/')),
        (LikeForm::Exactly, false) => of.like(autoescape(text)),
        (LikeForm::Exactly, true) => of.ilike(autoescape(text)),
        (LikeForm::StartsWith, false) => of.starts_with(text),
        (LikeForm::StartsWith, true) => of.istarts_with(text),
        (LikeForm::EndsWith, false) => of.ends_with(text),
        (LikeForm::EndsWith, true) => of.iends_with(text),
        (LikeForm::Contains, false) => of.contains(text),
        (LikeForm::Contains, true) => of.icontains(text),
        (LikeForm::ContainsPattern, false) => of.contains(pattern(text)),
        (LikeForm::ContainsPattern, true) => of.icontains(pattern(text)),
    };
    if like.negated { !matches } else { matches }
}

/// An assignment of a value to a column.
pub fn set(index: usize, value: &Val) -> Assignment {
    with_kind!(COLUMNS[index].of, K => {
        let value = match value {
            Val::Null => Operand::<K>::Null,
            value => Operand::Value(K::of(value)),
        };
        column::<K>(index).set(value)
    })
}

/// An assignment of an expression to a column.
pub fn assign(index: usize, ex: &Ex, columns: &Columns) -> Assignment {
    with_kind!(COLUMNS[index].of, K => column::<K>(index).set(operand::<K>(ex, columns)))
}

macro_rules! kind {
    ($rust:ty, $variant:ident($value:ident) => $of:expr, $to:expr, $form:item) => {
        impl Kind for $rust {
            fn of(value: &Val) -> Self {
                match value {
                    Val::$variant($value) => $of,
                    other => unreachable!("{other} for {}", stringify!($rust)),
                }
            }

            fn val(self) -> Val {
                let $value = self;
                Val::$variant($to)
            }

            $form
        }
    };
    ($rust:ty, $variant:ident) => {
        kind!($rust, $variant(value) => value.clone(), value, fn form(ex: &Ex, _: &Columns) -> Expr<Option<Self>> {
            unreachable!("{ex} of {:?}", ex.of)
        });
    };
}

kind!(f32, Single);
kind!(Vec<u8>, Bytes);
kind!(NaiveDate, Date);
kind!(NaiveTime, Time);
kind!(NaiveDateTime, Moment);
kind!(DateTime<Utc>, Instant);
kind!(Uuid, Uuid);
kind!(serde_json::Value, Json);
kind!(Mood, Mood);

kind!(bool, Bool(value) => *value, value, fn form(ex: &Ex, columns: &Columns) -> Expr<Option<Self>> {
    condition(ex, columns).nullable()
});

macro_rules! arithmetic {
    ($ex:expr, $columns:expr; $($op:ident $sign:tt)+) => {
        match &$ex.node {
            $(Node::Arithmetic(Arithmetic::$op, left, right) => {
                let right = operand::<Self>(right, $columns);
                match (operand::<Self>(left, $columns), right) {
                    (Operand::Value(left), Operand::Expr(right)) => left $sign right,
                    (left, right) => left.into_expr() $sign right,
                }
            })+
            Node::Negative(of) => -build::<Self>(of, $columns),
            Node::Call(Call::Abs, args) => func::call("abs", build::<Self>(&args[0], $columns)),
            _ => unreachable!("{} of {:?}", $ex, $ex.of),
        }
    };
}

macro_rules! integer {
    ($($rust:ty)+) => {
        $(kind!($rust, Int(value) => Self::try_from(*value).unwrap(), value.into(),
            fn form(ex: &Ex, columns: &Columns) -> Expr<Option<Self>> {
                match &ex.node {
                    Node::Arithmetic(Arithmetic::Rem, left, right) => {
                        build::<Self>(left, columns) % operand::<Self>(right, columns)
                    }
                    Node::Arithmetic(Arithmetic::FloorDiv, left, right) => {
                        let left = build::<Self>(left, columns);
                        match operand::<Self>(right, columns) {
                            Operand::Value(right) => left.floor_div(right),
                            right => left.floor_div(right.into_expr()),
                        }
                    }
                    Node::Bits(op, left, right) => {
                        let left = build::<Self>(left, columns);
                        let right = operand::<Self>(right, columns);
                        match op {
                            Bits::And => left.bitwise_and(right),
                            Bits::Or => left.bitwise_or(right),
                            Bits::Xor => left.bitwise_xor(right),
                        }
                    }
                    Node::Call(Call::Length | Call::CharLength, _) | Node::Extract(..) => {
                        // Whole numbers of 64 bits; the generator makes them for no other type.
                        Expr::from_node(counted(ex, columns).into_node())
                    }
                    _ => arithmetic!(ex, columns; Add + Sub - Mul * Div /),
                }
            }
        );)+
    };
}

integer!(u8 i16 u16 i32 u32 i64);

fn counted(ex: &Ex, columns: &Columns) -> Expr<Option<i64>> {
    match &ex.node {
        Node::Call(Call::Length, args) => func::length(build::<String>(&args[0], columns)),
        Node::Call(Call::CharLength, args) => func::char_length(build::<String>(&args[0], columns)),
        Node::Extract(field, of) => {
            with_kind!(of.of, K => extract(field, build::<K>(of, columns)))
        }
        _ => unreachable!("{ex}"),
    }
}

kind!(f64, Double(value) => *value, value, fn form(ex: &Ex, columns: &Columns) -> Expr<Option<Self>> {
    arithmetic!(ex, columns; Add + Sub - Mul * Div /)
});

kind!(Decimal, Decimal(value) => value.to_string().parse().unwrap(),
    Exact::parse(&value.to_string()).unwrap(),
    fn form(ex: &Ex, columns: &Columns) -> Expr<Option<Self>> {
        match &ex.node {
            Node::Call(Call::Round, args) => {
                let of = build::<Self>(&args[0], columns);
                func::call("round", (of, build::<i32>(&args[1], columns)))
            }
            _ => arithmetic!(ex, columns; Add + Sub - Mul * Div /),
        }
    }
);

kind!(String, Text(value) => value.clone(), value, fn form(ex: &Ex, columns: &Columns) -> Expr<Option<Self>> {
    let Node::Call(call, args) = &ex.node else {
        unreachable!("{ex}");
    };
    let first = || build::<Self>(&args[0], columns);
    match call {
        Call::Join => {
            let right = operand::<Self>(&args[1], columns);
            match (operand::<Self>(&args[0], columns), right) {
                (Operand::Value(left), Operand::Expr(right)) => left.as_str() + right,
                (left, right) => left.into_expr() + right,
            }
        }
        Call::Concat => func::concat((first(), build::<Self>(&args[1], columns))),
        Call::Lower => func::lower(first()),
        Call::Upper => func::upper(first()),
        Call::Trim => func::call("trim", first()),
        Call::Replace => {
            let (from, to) = (text_of(&args[1]), text_of(&args[2]));
            func::call("replace", (first(), from, to))
        }
        Call::Substr => {
            let (from, count) = (number_of(&args[1]), number_of(&args[2]));
            func::call("substr", (first(), from, count))
        }
        _ => unreachable!("{ex}"),
    }
});

fn text_of(ex: &Ex) -> String {
    match &ex.node {
        Node::Value(Val::Text(text)) => text.clone(),
        _ => unreachable!("{ex}"),
    }
}

fn number_of(ex: &Ex) -> i32 {
    match &ex.node {
        Node::Value(Val::Int(number)) => i32::try_from(*number).unwrap(),
        _ => unreachable!("{ex}"),
    }
}

/// The type of an expression's values, for those that ask by type.
pub fn read<T: Kind>(value: Option<T>) -> Val {
    value.map_or(Val::Null, T::val)
}
