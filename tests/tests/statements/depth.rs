//! Trees that are nested deep do not run out of the stack: not when they are built, hashed,
//! visited, rewritten, compiled or dropped.

use rebis::core::compile::Shape;
use rebis::core::dialect::{Dialect, Generic, MySql, Postgres, Sqlite};
use rebis::core::error::CompileError;
use rebis::core::visit::{Part, Rewriter, Visitor};
use rebis::core::{
    Expr, Node, Select, SelectNode, StatementRef, case, except, exists, join, union_all,
};
use rebis::prelude::*;

#[derive(Clone, Debug, Table)]
#[table(name = "leaves")]
struct Leaf {
    #[column(primary_key)]
    id: i64,
    name: String,
    flag: bool,
}

/// A tree of so many levels, as a select.
type Tree = fn(usize) -> Select<i64>;

fn filtered(condition: Expr<bool>) -> Select<i64> {
    select(Leaf.id).filter(condition)
}

fn selected(value: Expr<i64>) -> Select<i64> {
    select(value)
}

fn grown<T>(levels: usize, first: T, grow: impl Fn(T, i64) -> T) -> T {
    (0..levels).fold(first, |tree, level| {
        grow(tree, i64::try_from(level).unwrap())
    })
}

const FLAT: [(&str, Tree); 4] = [
    ("AND to the left", |levels| {
        filtered(grown(levels, Leaf.flag.eq(true), |tree, n| {
            tree & Leaf.id.eq(n)
        }))
    }),
    ("AND to the right", |levels| {
        filtered(grown(levels, Leaf.flag.eq(true), |tree, n| {
            Leaf.id.eq(n) & tree
        }))
    }),
    ("OR to the right", |levels| {
        filtered(grown(levels, Leaf.flag.eq(true), |tree, n| {
            Leaf.id.eq(n) | tree
        }))
    }),
    ("filters", |levels| {
        grown(levels, select(Leaf.id), |tree, n| {
            tree.filter(Leaf.id.ne(n))
        })
    }),
];

const DEEP: [(&str, Tree); 15] = [
    ("AND and OR in turn", |levels| {
        filtered(grown(levels, Leaf.flag.eq(true), |tree, n| match n % 2 {
            0 => Leaf.id.eq(n) & tree,
            _ => Leaf.id.eq(n) | tree,
        }))
    }),
    ("NOT", |levels| {
        filtered(grown(levels, Leaf.flag.eq(true), |tree, n| {
            !(Leaf.id.eq(n) & tree)
        }))
    }),
    ("comparisons", |levels| {
        filtered(grown(levels, Leaf.flag.eq(true), |tree, _| {
            Leaf.flag.eq(tree)
        }))
    }),
    ("sums to the left", |levels| {
        selected(grown(levels, Leaf.id + 1, |tree, n| tree + n))
    }),
    ("products to the right", |levels| {
        selected(grown(levels, Leaf.id + 1, |tree, _| Leaf.id * tree - 1))
    }),
    ("concatenations", |levels| {
        let name = grown(levels, Leaf.name.concat(""), |tree, _| {
            Leaf.name.concat(tree)
        });
        select(Leaf.id).filter(name.eq(""))
    }),
    ("functions", |levels| {
        let one = || func::call::<i64>("abs", (Leaf.id,));
        selected(grown(levels, one(), |tree, _| {
            func::call::<i64>("abs", (tree,))
        }))
    }),
    ("CASE", |levels| {
        selected(grown(levels, Leaf.id + 0, |tree, n| {
            case().when(Leaf.id.eq(n), Leaf.id).else_(tree)
        }))
    }),
    ("casts", |levels| {
        selected(grown(levels, Leaf.id + 0, |tree, _| tree.cast::<i64>()))
    }),
    ("IN of a subquery", |levels| {
        grown(levels, select(Leaf.id), |tree, _| {
            select(Leaf.id).filter(Leaf.id.in_(tree))
        })
    }),
    ("EXISTS", |levels| {
        grown(levels, select(Leaf.id), |tree, _| {
            select(Leaf.id).filter(exists(tree.select_from(Leaf).correlate_except(Leaf)))
        })
    }),
    ("scalar subqueries", |levels| {
        grown(levels, select(Leaf.id), |tree, _| {
            select(Leaf.id).filter(Leaf.id.eq(tree))
        })
    }),
    ("derived tables", |levels| {
        grown(levels, select(Leaf.id), |tree, _| {
            let tree = tree.subquery("t");
            select(tree.column()).select_from(&tree)
        })
    }),
    ("compounds", |levels| {
        let compound = grown(
            levels,
            union_all(select(Leaf.id), select(Leaf.id)),
            |tree, _| except(select(Leaf.id), tree),
        );
        let compound = compound.subquery("t");
        select(compound.column()).select_from(&compound)
    }),
    ("joins", |levels| {
        let first = join(Leaf, Leaf, Leaf.id.eq(1));
        let joined = grown(levels, first, |tree, n| join(Leaf, tree, Leaf.id.eq(n)));
        select(Leaf.id).select_from(joined)
    }),
];

/// Runs on a thread with little stack.
fn on_a_small_stack(name: &'static str, work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().name(name.to_owned());
    let running = thread.stack_size(512 << 10).spawn(work).unwrap();
    running.join().unwrap();
}

#[derive(Default)]
struct Nodes(usize);

impl<'a> Visitor<'a> for Nodes {
    fn node(&mut self, node: &'a Node) {
        self.0 += 1;
        node.visit_parts(self);
    }
}

struct Same;

impl Rewriter for Same {}

fn nodes_of(node: &SelectNode) -> usize {
    let mut nodes = Nodes::default();
    node.visit(&mut nodes);
    nodes.0
}

fn go_through(levels: usize, tree: Tree) -> Select<i64> {
    let stmt = tree(levels);
    let _ = Shape::new(StatementRef::Select(stmt.node()), Sqlite.capabilities());
    let nodes = nodes_of(stmt.node());
    assert!(nodes >= levels, "{nodes} nodes");
    let rewritten = stmt.node().rewrite(&mut Same);
    assert_eq!(nodes_of(&rewritten), nodes);
    drop(rewritten);
    stmt
}

const MANY: usize = 100_000;

#[test]
fn long_lists_of_conditions_are_flat() {
    for (name, tree) in FLAT {
        on_a_small_stack(name, move || {
            let stmt = go_through(MANY, tree);
            for dialect in [&Generic as &dyn Dialect, &Sqlite] {
                let sql = stmt.compile(dialect).unwrap();
                assert!(!sql.sql().contains('('), "{name}");
            }
            stmt.compile_literal(&MySql::default()).unwrap();
        });
    }
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    for (name, tree) in DEEP {
        on_a_small_stack(name, move || {
            let stmt = go_through(MANY, tree);
            let error = stmt.compile(&Sqlite).unwrap_err();
            assert!(matches!(error, CompileError::Invalid(_)));
            let message = "the statement is nested more than 5000 levels deep";
            assert!(error.to_string().starts_with(message), "{name}: {error}");
            assert!(stmt.to_string().contains(message));
            stmt.compile_literal(&Sqlite).unwrap_err();
        });
    }
}

#[test]
fn what_is_nested_deep_is_compiled() {
    for (name, tree) in DEEP {
        on_a_small_stack(name, move || {
            // Most trees have two levels or three for one here.
            let stmt = go_through(1600, tree);
            let sql = stmt.compile(&Postgres).unwrap();
            assert!(sql.sql().len() > 1600, "{name}");
        });
    }
}
