//! Mistakes in relationships are reported together, each with its fix.

use rebis::orm::ConfigurationError;
use rebis::prelude::*;

#[derive(Clone, Debug, Model)]
#[model(table = "owners")]
struct Owner {
    #[column(primary_key)]
    id: i64,
    #[relationship(back_populates = owner)]
    without_back_side: Many<Pet>,
    #[relationship(back_populates = friend)]
    wrong_target: Many<Pet>,
    #[relationship(back_populates = keeper)]
    not_named_back: Many<Pet>,
    without_key: Many<Island>,
    #[relationship(order_by = nickname)]
    ordered_by_nothing: Many<Toy>,
    #[relationship(secondary = Loose)]
    loose: Many<Toy>,
}

#[derive(Clone, Debug, Model)]
#[model(table = "pets")]
struct Pet {
    #[column(primary_key)]
    id: i64,
    #[column(references = Owner.id)]
    first_id: i64,
    #[column(references = Owner.id)]
    second_id: i64,
    ambiguous: One<Owner>,
    friend: One<Pet>,
    #[relationship(foreign_key = first_id)]
    keeper: One<Owner>,
    #[relationship(foreign_key = id)]
    wrong_key: One<Owner>,
}

#[derive(Clone, Debug, Model)]
#[model(table = "islands")]
struct Island {
    #[column(primary_key)]
    id: i64,
}

#[derive(Clone, Debug, Model)]
#[model(table = "toys")]
struct Toy {
    #[column(primary_key)]
    id: i64,
    #[column(references = Owner.id)]
    owner_id: i64,
}

#[derive(Clone, Debug, Table)]
#[table(name = "loose")]
struct Loose {
    #[column(primary_key, references = Owner.id)]
    owner_id: i64,
}

fn problem<'e>(error: &'e ConfigurationError, relationship: &str) -> &'e str {
    let found = error
        .errors
        .iter()
        .find(|error| error.relationship == relationship);
    &found
        .unwrap_or_else(|| panic!("nothing about {relationship} in {error}"))
        .problem
}

#[test]
fn every_mistake_is_reported_at_once_with_its_fix() {
    let error = Registry::new((Owner,)).unwrap_err();
    let expected = [
        (
            "Owner.without_back_side",
            "`back_populates` names `Pet.owner`, which does not exist",
        ),
        (
            "Owner.wrong_target",
            "`back_populates` names `Pet.friend`, a relationship to `Pet`, not to `Owner`",
        ),
        (
            "Owner.not_named_back",
            "`Pet.keeper` does not name this relationship in `back_populates`",
        ),
        (
            "Owner.without_key",
            "`Island` has no foreign key to `Owner`",
        ),
        (
            "Owner.ordered_by_nothing",
            "`order_by` names `nickname`, which is not a column of `Toy`",
        ),
        (
            "Owner.loose",
            "the association table `loose` has no foreign key to `Toy`",
        ),
        (
            "Pet.ambiguous",
            "`Pet` has more than one foreign key to `Owner`: `first_id`, `second_id`",
        ),
        ("Pet.friend", "`Pet` has no foreign key to `Pet`"),
        ("Pet.wrong_key", "`Pet.id` is not a foreign key to `Owner`"),
    ];
    for (relationship, message) in expected {
        assert_eq!(problem(&error, relationship), message);
    }
    assert_eq!(error.errors.len(), expected.len(), "{error}");
    assert!(error.errors.iter().all(|error| !error.fix.is_empty()));
    let text = error.to_string();
    assert!(
        text.starts_with("9 relationships cannot be configured:\n"),
        "{text}"
    );
    assert!(
        text.contains("choose one with `foreign_key = first_id`"),
        "{text}"
    );
}

#[test]
fn a_session_reports_the_mistakes_of_the_models_that_it_meets() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let engine = create_engine("sqlite://").unwrap();
        let mut session = SessionMaker::new(&engine).session();
        session.add(Owner::draft());
        assert_eq!(session.flush().await.unwrap_err().code(), "configuration");
    });
}

#[test]
fn a_join_on_a_relationship_with_a_mistake_does_not_compile_to_sql() {
    let stmt = select(Pet).join(Owner, Pet.ambiguous);
    assert!(
        stmt.to_string().contains("more than one foreign key"),
        "{stmt}"
    );
}
