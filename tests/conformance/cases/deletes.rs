//! DELETE.

use rebis::core::{OnForeignKey, exists_where, join};
use rebis::prelude::*;

use super::Cases;
use super::build::whole;
use crate::fixtures::{Address, ItemKeyword, Transfer, User};

pub(super) fn cases(cases: &mut Cases) {
    cases.add("every_row", delete(Transfer));
    let stmt = delete(Transfer).filter(Transfer.amount.gt(whole(5)));
    cases.add("some_rows", stmt.filter(Transfer.id.ne(7)));
    let stmt = delete(Transfer).filter(Transfer.sender_id.eq(1));
    cases.add("filter_by_name", stmt);
    let sent = User.id.eq(Transfer.sender_id) & User.name.eq("alice");
    cases.add("where_exists", delete(Transfer).filter(exists_where(sent)));
    let count = select(func::count(Address.id)).filter(Address.user_id.eq(Transfer.sender_id));
    let stmt = delete(Transfer).filter(count.scalar_subquery().eq(0));
    cases.add("where_a_correlated_subquery", stmt);
    let stmt = delete(Transfer).filter(Transfer.id.eq(1));
    let stmt = stmt.returning((Transfer.id, Transfer.amount));
    cases.add("returning_columns", stmt);
    let stmt = delete(ItemKeyword).filter(ItemKeyword.item_id.eq(1));
    cases.add("returning_the_table", stmt.returning(ItemKeyword));
    using(cases);
    words(cases);
}

fn using(cases: &mut Cases) {
    let sent = || Transfer.sender_id.eq(User.id);
    let stmt = || delete(Transfer).filter(sent());
    cases.add("of_another_table", stmt().filter(User.name.eq("alice")));
    let sender = aliased(User, "sender");
    let of_alias = delete(Transfer).filter(Transfer.sender_id.eq(sender.id));
    cases.add("of_an_alias", of_alias);
    cases.add("using", delete(Transfer).using(User).filter(sent()));
    let using = delete(Transfer).using(User);
    cases.add("using_a_table_that_where_does_not_name", using);
    let people = join(User, Address, OnForeignKey);
    let using = delete(Transfer).using(people).filter(sent());
    cases.add("using_a_join", using);
    let stmt = stmt().returning(Transfer.id);
    cases.add("of_another_table_and_returning", stmt);
}

fn words(cases: &mut Cases) {
    cases.add("limit_of_mysql", delete(Transfer).limit(5));
    let stmt = delete(Transfer).with_hint_on("mssql", "WITH (PAGLOCK)");
    cases.add("hint_of_delete", stmt);
    let stmt = delete(Transfer).prefix_with_on("mysql", "QUICK");
    cases.add("prefix_of_delete", stmt);
}
