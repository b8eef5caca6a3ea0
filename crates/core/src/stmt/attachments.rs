//! What layers above Core hang on a statement.

use std::any::{Any, TypeId};
use std::sync::Arc;

/// Values that travel with a statement and that Core does not look at: one per type.
///
/// The ORM keeps its loader options here. They are no part of the statement's shape, so they do
/// not split the compiled cache.
#[derive(Clone, Debug, Default)]
pub struct Attachments {
    values: Vec<(TypeId, Arc<dyn Any + Send + Sync>)>,
}

impl Attachments {
    /// The attachment of one type.
    pub fn get<A: Any + Send + Sync>(&self) -> Option<&A> {
        let (_, value) = self
            .values
            .iter()
            .find(|(id, _)| *id == TypeId::of::<A>())?;
        value.downcast_ref()
    }

    /// Sets the attachment of its type.
    pub fn set<A: Any + Send + Sync>(&mut self, attachment: A) {
        self.values.retain(|(id, _)| *id != TypeId::of::<A>());
        self.values.push((TypeId::of::<A>(), Arc::new(attachment)));
    }
}
