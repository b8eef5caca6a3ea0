//! Changes of one piece of a statement.

use rebis::core::{Junction, LikeAnchor, UnaryOp};

use crate::recipe::{BINARY, FUNCTIONS, NAMES, OPERATORS, Recipe, SelectRecipe, StatementRecipe};

impl Recipe {
    /// Changes one of the nodes: the one that is reached after so many others.
    fn change(&mut self, at: &mut usize) {
        if *at == 0 {
            self.change_here();
        }
        *at = at.wrapping_sub(1);
        match self {
            Self::Column(..) | Self::Value(_) | Self::Null | Self::Bool(_) => {}
            Self::Binary(_, pair)
            | Self::Like(_, _, _, pair)
            | Self::Division(_, pair)
            | Self::Operator(_, pair)
            | Self::Regexp(_, pair) => {
                pair.0.change(at);
                pair.1.change(at);
            }
            Self::Unary(_, of)
            | Self::Negated(of)
            | Self::In(_, of, _, _)
            | Self::Collate(_, of)
            | Self::Cast(of) => of.change(at),
            Self::Junction(_, parts) | Self::Function(_, parts) => change_all(parts, at),
            Self::Between(_, three) => {
                three.0.change(at);
                three.1.change(at);
                three.2.change(at);
            }
            Self::Subquery(select) | Self::Exists(select) => select.change(at),
        }
    }

    fn change_here(&mut self) {
        match self {
            Self::Column(table, name) => match *name % 2 {
                0 => *table = (*table + 1) % NAMES.len(),
                _ => *name = (*name + 1) % NAMES.len(),
            },
            Self::Value(_) => *self = Self::Null,
            Self::Null => *self = Self::Bool(true),
            Self::Bool(value) => *value = !*value,
            Self::Binary(op, _) => *op = (*op + 1) % BINARY.len(),
            Self::Unary(op, _) => {
                *op = if *op == UnaryOp::IsNull {
                    UnaryOp::IsNotNull
                } else {
                    UnaryOp::IsNull
                };
            }
            Self::Negated(of) => *self = (**of).clone(),
            Self::Junction(kind, _) => {
                *kind = if *kind == Junction::And {
                    Junction::Or
                } else {
                    Junction::And
                };
            }
            Self::In(negated, _, _, count) if *count == 0 => *negated = !*negated,
            Self::In(_, _, _, count) => *count -= 1,
            Self::Between(negated, _) => *negated = !*negated,
            Self::Like(negated, ignore_case, _, _) if *negated => *ignore_case = !*ignore_case,
            Self::Like(_, _, anchor, _) => {
                let pattern = *anchor == LikeAnchor::Pattern;
                *anchor = if pattern {
                    LikeAnchor::Contains
                } else {
                    LikeAnchor::Pattern
                };
            }
            Self::Division(floor, _) => *floor = !*floor,
            Self::Operator(operator, _) => *operator = (*operator + 1) % OPERATORS.len(),
            Self::Collate(name, _) => *name = (*name + 1) % NAMES.len(),
            Self::Regexp(negated, _) => *negated = !*negated,
            Self::Function(name, args) if args.len() == 1 => *name = (*name + 1) % FUNCTIONS.len(),
            Self::Function(_, args) => args.truncate(1),
            Self::Cast(of) => *self = (**of).clone(),
            Self::Subquery(select) => select.distinct = !select.distinct,
            Self::Exists(select) => {
                select.limit = if select.limit.is_none() {
                    Some(1)
                } else {
                    None
                }
            }
        }
    }
}

impl SelectRecipe {
    fn change(&mut self, at: &mut usize) {
        if *at == 0 {
            match self.columns.first_mut() {
                Some((_, label)) if label.is_none() => *label = Some(1),
                _ => self.distinct = !self.distinct,
            }
        }
        *at = at.wrapping_sub(1);
        self.columns
            .iter_mut()
            .for_each(|(recipe, _)| recipe.change(at));
        change_all(self.filter.as_mut_slice(), at);
        change_all(&mut self.group_by, at);
        change_all(&mut self.order_by, at);
    }
}

impl StatementRecipe {
    /// Changes one of the pieces.
    pub(crate) fn change(&mut self, at: &mut usize) {
        match self {
            Self::Select(select) => select.change(at),
            Self::Insert(table, columns, rows) => {
                match *at {
                    0 => *table = (*table + 1) % NAMES.len(),
                    1 => columns.reverse(),
                    _ => {}
                }
                *at = at.wrapping_sub(2);
                rows.iter_mut().for_each(|row| change_all(row, at));
            }
            Self::Update(table, values, filter) => {
                match *at {
                    0 => *table = (*table + 1) % NAMES.len(),
                    1 => values[0].0 = (values[0].0 + 1) % NAMES.len(),
                    _ => {}
                }
                *at = at.wrapping_sub(2);
                values.iter_mut().for_each(|(_, recipe)| recipe.change(at));
                change_all(filter.as_mut_slice(), at);
            }
            Self::Delete(table, filter) => {
                if *at == 0 {
                    *table = (*table + 1) % NAMES.len();
                }
                *at = at.wrapping_sub(1);
                change_all(filter.as_mut_slice(), at);
            }
        }
    }
}

fn change_all(recipes: &mut [Recipe], at: &mut usize) {
    recipes.iter_mut().for_each(|recipe| recipe.change(at));
}
