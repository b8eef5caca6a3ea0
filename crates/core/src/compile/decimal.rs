//! Decimals: the form of bound values, and the scale of results.
//!
//! SQLite has no decimals, only integers and floating point numbers. Rebis rounds results of
//! arithmetic to the scale that they have in SQL, so that `0.10 + 0.20` is `0.30`.

use super::DecimalBinds;
use super::{Compiler, output_names};
use crate::error::CompileError;
use crate::expr::{BinaryOp, Bind, ColumnRef, FunctionNode, Given, Node, Source, UnaryOp};
use crate::stmt::{FromItem, Query};
use crate::types::SqlType;
use crate::value::{Decimal, Value};

/// The scale of a `NUMERIC` without precision and scale. SQLAlchemy has the same default.
const DEFAULT_SCALE: u32 = 10;

/// The maximum scale: the significant digits of a floating point number.
const MOST_SCALE: u32 = 15;

/// The steps for the digits before the point in a cast.
const INTEGER_DIGITS: [u8; 4] = [9, 18, 35, 65];

/// The steps for the digits after the point in a cast. MySQL supports at most 30.
const FRACTION_DIGITS: [u8; 6] = [0, 2, 4, 8, 16, 30];

/// The maximum number of digits of a decimal of MySQL.
const MOST_DIGITS: u8 = 65;

impl DecimalBinds {
    /// Returns the precision and the scale that the SQL has for a value.
    ///
    /// They are part of the statement's key. The digits are rounded up to a few steps, so that many
    /// values share one SQL text.
    pub fn form(self, decimal: &Decimal) -> (u8, u8) {
        let (integer, fraction) = digits(decimal);
        match self {
            Self::Plain => (0, 0),
            Self::Scale => (0, u8::try_from(fraction).unwrap_or(u8::MAX)),
            // Compiling this value fails, so it must not share its key with another value.
            Self::Cast if !fits_cast(decimal) => (u8::MAX, u8::MAX),
            Self::Cast => {
                let mut scale = room(fraction, &FRACTION_DIGITS);
                if integer + usize::from(scale) > usize::from(MOST_DIGITS) {
                    scale = u8::try_from(fraction).unwrap_or(u8::MAX);
                }
                let most = MOST_DIGITS.saturating_sub(scale);
                let integer = room(integer, &INTEGER_DIGITS);
                (integer.min(most).saturating_add(scale), scale)
            }
        }
    }
}

/// Returns whether a cast to a decimal of MySQL keeps all digits of a value.
pub(crate) fn fits_cast(decimal: &Decimal) -> bool {
    let (integer, fraction) = digits(decimal);
    let most_fraction = FRACTION_DIGITS.last().copied().unwrap_or(0);
    decimal.is_finite()
        && fraction <= usize::from(most_fraction)
        && integer + fraction <= usize::from(MOST_DIGITS)
}

/// Returns the smallest step that is not less than this number of digits, or else the last step.
fn room(digits: usize, steps: &[u8]) -> u8 {
    let fits = |step: &&u8| usize::from(**step) >= digits;
    steps
        .iter()
        .find(fits)
        .or(steps.last())
        .copied()
        .unwrap_or(0)
}

/// Returns the number of digits before and after the point, without leading and trailing zeros.
pub(crate) fn digits(decimal: &Decimal) -> (usize, usize) {
    let text = decimal.as_str();
    let text = text.strip_prefix('-').unwrap_or(text);
    let (integer, fraction) = text.split_once('.').unwrap_or((text, ""));
    let integer = integer.trim_start_matches('0').len();
    (integer, fraction.trim_end_matches('0').len())
}

impl Compiler<'_> {
    /// Returns the scale that the result of an operator is rounded to; `None` if it is not rounded.
    pub(super) fn rounds_operator(&self, op: BinaryOp, left: &Node, right: &Node) -> Option<u32> {
        match self.dialect.capabilities().decimal_binds {
            DecimalBinds::Scale => self.scale_of_operator(op, left, right),
            DecimalBinds::Plain | DecimalBinds::Cast => None,
        }
    }

    /// Returns the scale that the result of a function is rounded to; `None` if it is not rounded.
    pub(super) fn rounds_function(&self, function: &FunctionNode) -> Option<u32> {
        let rounds = self.dialect.capabilities().decimal_binds == DecimalBinds::Scale;
        (rounds && function.name == "sum").then(|| self.scale_of_any(&function.args))?
    }

    /// Writes an aggregate with a clause after its function, and rounds the whole expression.
    pub(super) fn aggregate(
        &mut self,
        node: &Node,
        write: impl FnOnce(&mut Self) -> Result<(), CompileError>,
    ) -> Result<(), CompileError> {
        let scale = if std::mem::take(&mut self.is_rounded_outside) {
            None
        } else {
            function_of(node).and_then(|function| self.rounds_function(function))
        };
        self.rounded(scale, |compiler| {
            compiler.is_rounded_outside = true;
            let written = write(compiler);
            compiler.is_rounded_outside = false;
            written
        })
    }

    /// Returns whether an expression is written within a call of `round`, and needs no parentheses.
    pub(super) fn is_rounded(&self, node: &Node) -> bool {
        match node {
            Node::Binary(op, operands) => self
                .rounds_operator(*op, &operands.0, &operands.1)
                .is_some(),
            _ => false,
        }
    }

    /// Writes an expression within `round(…, scale)`, or as it is without a scale.
    pub(super) fn rounded(
        &mut self,
        scale: Option<u32>,
        write: impl FnOnce(&mut Self) -> Result<(), CompileError>,
    ) -> Result<(), CompileError> {
        let Some(scale) = scale else {
            return write(self);
        };
        self.push("round(");
        write(self)?;
        self.push(", ");
        self.number(scale.into());
        self.push(")");
        Ok(())
    }
}

/// Returns the function of an aggregate with clauses after it.
fn function_of(node: &Node) -> Option<&FunctionNode> {
    match node {
        Node::Function(function) => Some(function),
        Node::Filter(filter) => function_of(&filter.function),
        Node::Over(over) => function_of(&over.function),
        _ => None,
    }
}

impl Compiler<'_> {
    /// Returns the scale of an operator's result in SQL; `None` if the result is not a decimal.
    fn scale_of_operator(&self, op: BinaryOp, left: &Node, right: &Node) -> Option<u32> {
        let (left, right) = (self.scale(left), self.scale(right));
        let (one, other) = (left.or(right)?, right.or(left)?);
        match op {
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mod => Some(one.max(other)),
            // An operand that is not a decimal is an integer.
            BinaryOp::Mul => Some((left.unwrap_or(0) + right.unwrap_or(0)).min(MOST_SCALE)),
            _ => None,
        }
    }

    /// Returns the scale of an expression; `None` if it is not a decimal.
    fn scale(&self, node: &Node) -> Option<u32> {
        match node {
            Node::Column(column) => self
                .scale_of_derived(column)
                .or_else(|| of_type(&column.sql_type()?)),
            Node::Bind(Bind {
                value: Value::Decimal(decimal),
                ..
            }) => scale_of_value(decimal),
            Node::Bind(bind) => of_type(&bind.sql_type.resolve()?),
            Node::Param(param) => match &param.given {
                Given::Value(Value::Decimal(decimal)) => scale_of_value(decimal),
                _ => of_type(&param.sql_type.resolve()?),
            },
            Node::Binary(op, operands) => self.scale_of_operator(*op, &operands.0, &operands.1),
            Node::Unary(UnaryOp::Neg | UnaryOp::Distinct, operand) => self.scale(operand),
            Node::Label(label) => self.scale(&label.node),
            Node::Cast(cast) => of_type(&cast.sql_type),
            Node::Coerced(operand) => self.scale(operand),
            Node::Case(case) => {
                let results = case.whens.iter().map(|(_, result)| result);
                self.scale_of_any(results.chain(&case.otherwise))
            }
            Node::Function(function) => match function.name {
                "sum" | "min" | "max" | "coalesce" | "nullif" | "abs" => {
                    self.scale_of_any(&function.args)
                }
                // A rounded number has at most the digits of its argument.
                "round" | "trunc" | "floor" | "ceil" => self.scale(function.args.first()?),
                _ => of_type(&function.returns.resolve()?),
            },
            Node::Filter(filter) => self.scale(&filter.function),
            Node::Over(over) => self.scale(&over.function),
            Node::Division(division) => of_type(&division.divisor).map(|_| MOST_SCALE),
            Node::Subquery(Query::Select(select)) => self.scale(&select.columns.first()?.node),
            _ => None,
        }
    }

    fn scale_of_any<'n>(&self, nodes: impl IntoIterator<Item = &'n Node>) -> Option<u32> {
        nodes.into_iter().filter_map(|node| self.scale(node)).max()
    }

    /// Returns the scale of a column of a subquery, which is the scale of its expression.
    fn scale_of_derived(&self, column: &ColumnRef) -> Option<u32> {
        let is_it = |known: &&DerivedScale| {
            known.source.is(&column.source) && known.column == Some(column.name)
        };
        self.scales
            .iter()
            .rev()
            .find(is_it)
            .map(|known| known.scale)
    }

    /// Stores the scales of the columns of an entry of `FROM`.
    pub(super) fn note_scales(&mut self, item: &FromItem) {
        if self.dialect.capabilities().decimal_binds != DecimalBinds::Scale {
            return;
        }
        item.each(&mut |item| match item {
            FromItem::Derived(derived) => self.note_scales_of(derived.source, &derived.query),
            FromItem::Cte(entry)
                if self.scales.iter().all(|known| known.source != entry.source) =>
            {
                // A recursive query reads itself, so it is marked before its columns are read.
                self.scales.push(DerivedScale::visited(entry.source));
                self.note_scales_of(entry.source, &entry.cte.query);
            }
            _ => {}
        });
    }

    fn note_scales_of(&mut self, source: Source, query: &Query) {
        if let Query::Select(select) = query.first_part() {
            let joined = select.joins.iter().map(|join| &join.target);
            select
                .from
                .iter()
                .chain(joined)
                .for_each(|item| self.note_scales(item));
        }
        let mut items = query.items().iter();
        if items.all(|item| self.scale(&item.node).is_none()) {
            return;
        }
        let items = query.items().iter();
        let scales: Vec<Option<u32>> = items.map(|item| self.scale(&item.node)).collect();
        let columns = output_names(query).into_iter().zip(scales);
        let scales = columns.filter_map(|(column, scale)| {
            Some(DerivedScale {
                source,
                column: Some(column),
                scale: scale?,
            })
        });
        self.scales.extend(scales);
    }
}

/// The scale of a column of a subquery. An entry without a column marks a subquery that was read.
pub(super) struct DerivedScale {
    source: Source,
    column: Option<&'static str>,
    scale: u32,
}

impl DerivedScale {
    fn visited(source: Source) -> Self {
        Self {
            source,
            column: None,
            scale: 0,
        }
    }
}

fn of_type(sql_type: &SqlType) -> Option<u32> {
    match sql_type {
        SqlType::Numeric { scale, precision } => {
            let default = precision.map_or(DEFAULT_SCALE, |_| 0);
            Some(scale.unwrap_or(default).min(MOST_SCALE))
        }
        _ => None,
    }
}

fn scale_of_value(decimal: &Decimal) -> Option<u32> {
    let (_, fraction) = digits(decimal);
    u32::try_from(fraction)
        .ok()
        .map(|scale| scale.min(MOST_SCALE))
}
