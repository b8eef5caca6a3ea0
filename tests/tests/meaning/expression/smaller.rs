//! Smaller expressions of the same type, and the outlines of expressions.

use super::{Compare, Ex, Like, List, Node};
use crate::table::{columns_of, edges_of};
use crate::value::{Exact, Val};

impl Ex {
    /// Smaller expressions of the same type, the smallest first.
    pub fn smaller(&self) -> Vec<Self> {
        let mut smaller = Vec::new();
        for part in self.parts() {
            if part.of == self.of {
                smaller.push(part.clone());
            }
        }
        smaller.extend(self.with_less());
        for (index, part) in self.parts().into_iter().enumerate() {
            for replacement in part.smaller() {
                let mut changed = self.clone();
                *changed.parts_mut()[index] = replacement;
                smaller.push(changed);
            }
        }
        // A comparison with `NULL` is another matter.
        smaller.retain(Self::is_said);
        smaller
    }

    /// Whether a program can say it: `<` with `NULL` is refused.
    fn is_said(&self) -> bool {
        let null = match &self.node {
            Node::Compare(op, _, right) => {
                !matches!(op, Compare::Eq | Compare::Ne) && right.node == Node::Null
            }
            _ => false,
        };
        !null && self.parts().into_iter().all(Self::is_said)
    }

    /// The same with a piece less, or a plainer one.
    fn with_less(&self) -> Vec<Self> {
        let mut less = Vec::new();
        let mut add = |node| less.push(Self { of: self.of, node });
        match &self.node {
            Node::Column(index) => {
                if let Some(first) = columns_of(self.of).first().filter(|first| *first != index) {
                    add(Node::Column(*first));
                }
            }
            Node::Value(value) => {
                for plain in plainer(value) {
                    add(Node::Value(plain));
                }
            }
            Node::Derived | Node::Null => {}
            Node::In(negated, of, List::Values(values)) => {
                for index in 0..values.len() {
                    let mut fewer = values.clone();
                    fewer.remove(index);
                    add(Node::In(*negated, of.clone(), List::Values(fewer)));
                }
                if *negated {
                    add(Node::In(false, of.clone(), List::Values(values.clone())));
                }
            }
            Node::In(negated, of, List::Clause(values)) if values.len() > 1 => {
                for index in 0..values.len() {
                    let mut fewer = values.clone();
                    fewer.remove(index);
                    add(Node::In(*negated, of.clone(), List::Clause(fewer)));
                }
            }
            Node::Case(whens, otherwise) => {
                if whens.len() > 1 {
                    for index in 0..whens.len() {
                        let mut fewer = whens.clone();
                        fewer.remove(index);
                        add(Node::Case(fewer, otherwise.clone()));
                    }
                }
                if otherwise.is_some() {
                    add(Node::Case(whens.clone(), None));
                }
            }
            Node::CaseOf(of, whens, otherwise) => {
                if whens.len() > 1 {
                    for index in 0..whens.len() {
                        let mut fewer = whens.clone();
                        fewer.remove(index);
                        add(Node::CaseOf(of.clone(), fewer, otherwise.clone()));
                    }
                }
                if otherwise.is_some() {
                    add(Node::CaseOf(of.clone(), whens.clone(), None));
                }
            }
            Node::Like(like) => {
                if like.negated {
                    add(Node::Like(Like {
                        negated: false,
                        ..like.clone()
                    }));
                }
                if like.ignore_case {
                    add(Node::Like(Like {
                        ignore_case: false,
                        ..like.clone()
                    }));
                }
            }
            // A leaf in its place.
            _ => {
                if let Some(first) = columns_of(self.of).first() {
                    add(Node::Column(*first));
                }
                if let Some(first) = edges_of(self.of).first() {
                    add(Node::Value(first.clone()));
                }
            }
        }
        less
    }

    /// Words for the forms in it, without values, which group failures.
    pub fn outline(&self) -> String {
        let name = match &self.node {
            Node::Column(_) => return "col".to_owned(),
            Node::Derived => return "sub".to_owned(),
            Node::Value(_) => return "val".to_owned(),
            Node::Null => return "NULL".to_owned(),
            Node::Arithmetic(op, ..) => format!("{op:?}"),
            Node::Bits(op, ..) => format!("Bit{op:?}"),
            Node::Call(call, _) => format!("{call:?}"),
            Node::Extract(field, _) => (*field).to_owned(),
            Node::Compare(op, ..) => format!("{op:?}"),
            Node::Like(like) => format!("{:?}", like.form),
            Node::In(_, _, List::Values(_)) => "In".to_owned(),
            Node::In(_, _, List::Pair(..)) => "InPair".to_owned(),
            Node::In(_, _, List::Clause(_)) => "InValues".to_owned(),
            other => {
                let name = format!("{other:?}");
                name.split(['(', ' ']).next().unwrap_or_default().to_owned()
            }
        };
        let parts = self.parts().into_iter().map(Self::outline);
        let parts: Vec<_> = parts.collect();
        format!("{name}({})", parts.join(","))
    }
}

fn plainer(value: &Val) -> Vec<Val> {
    match value {
        Val::Int(value) => [0, 1, 2]
            .into_iter()
            .filter(|plain| plain < value)
            .map(Val::Int)
            .collect(),
        Val::Decimal(value) => ["1", "2", "0.5"]
            .map(|text| Exact::parse(text).unwrap())
            .into_iter()
            .filter(|plain| plain.to_string().len() < value.to_string().len())
            .map(Val::Decimal)
            .collect(),
        Val::Double(value) => [1.0, 2.0]
            .into_iter()
            .filter(|plain| plain < value)
            .map(Val::Double)
            .collect(),
        Val::Text(value) => ["", "a"]
            .into_iter()
            .filter(|plain| plain.len() < value.len())
            .map(Val::text)
            .collect(),
        _ => Vec::new(),
    }
}
