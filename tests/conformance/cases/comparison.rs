//! Comparison, NULL and truth.

use rebis::prelude::*;

use super::Cases;
use super::build::users_where;
use crate::fixtures::User;

pub(super) fn cases(cases: &mut Cases) {
    cases.add("eq_value", users_where(User.name.eq("alice")));
    cases.add("ne_value", users_where(User.name.ne("alice")));
    cases.add("gt_value", users_where(User.age.gt(30)));
    cases.add("ge_value", users_where(User.age.ge(30)));
    cases.add(
        "eq_column",
        select(User).filter(User.name.eq(User.fullname)),
    );
    cases.add("gt_expression", users_where(User.age.gt(User.id + 1)));
}
