//! Users with their posts with their comments, assembled by hand.

use rustc_hash::FxHashMap;

use crate::tables::{Comment, Post, User};

/// Users, each with its posts, each with its comments.
pub(crate) type Tree = Vec<(User, Branches)>;
/// Posts, each with its comments.
pub(crate) type Branches = Vec<(Post, Vec<Comment>)>;

/// The tree of the rows of three queries.
pub(crate) fn assemble(users: Vec<User>, posts: Vec<Post>, comments: Vec<Comment>) -> Tree {
    let mut branches: Branches = with_room(posts);
    let places = places(branches.iter().map(|(post, _)| post.id));
    for comment in comments {
        branches[places[&comment.post_id]].1.push(comment);
    }
    let mut tree: Tree = with_room(users);
    let places = self::places(tree.iter().map(|(user, _)| user.id));
    for branch in branches {
        tree[places[&branch.0.user_id]].1.push(branch);
    }
    tree
}

/// The tree of the rows of one query with two joins. A user or post that is known already is not
/// read again.
#[derive(Default)]
pub(crate) struct JoinedRows {
    tree: Tree,
    users: FxHashMap<i32, usize>,
    /// Place of the post among those of its user.
    posts: FxHashMap<i32, usize>,
}

impl JoinedRows {
    /// Adds a row: the keys of user and post, what reads them, and the comment.
    pub(crate) fn add(
        &mut self,
        user: (i32, impl FnOnce() -> User),
        post: Option<(i32, impl FnOnce() -> Post)>,
        comment: Option<Comment>,
    ) {
        let tree = &mut self.tree;
        let place = *self.users.entry(user.0).or_insert_with(|| {
            tree.push((user.1(), Vec::new()));
            tree.len() - 1
        });
        let Some((id, read)) = post else { return };
        let branches = &mut tree[place].1;
        let place = *self.posts.entry(id).or_insert_with(|| {
            branches.push((read(), Vec::new()));
            branches.len() - 1
        });
        branches[place].1.extend(comment);
    }

    /// The tree.
    pub(crate) fn finish(self) -> Tree {
        self.tree
    }
}

fn with_room<T, U>(rows: Vec<T>) -> Vec<(T, Vec<U>)> {
    rows.into_iter().map(|row| (row, Vec::new())).collect()
}

fn places(ids: impl Iterator<Item = i32>) -> FxHashMap<i32, usize> {
    ids.enumerate().map(|(place, id)| (id, place)).collect()
}
