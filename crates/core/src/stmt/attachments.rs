//! Attachments: data of other layers on a statement.

use std::any::{Any, TypeId};
use std::sync::Arc;

/// Values that are attached to a statement, at most one of each type. Core ignores them.
///
/// The ORM stores its loader options here. Attachments are not part of the key of the compiled
/// cache.
#[derive(Clone, Debug, Default)]
pub struct Attachments {
    values: Vec<(TypeId, Arc<dyn Any + Send + Sync>)>,
}

impl Attachments {
    /// Returns the attachment of type `A`, if there is one.
    pub fn get<A: Any + Send + Sync>(&self) -> Option<&A> {
        let (_, value) = self
            .values
            .iter()
            .find(|(id, _)| *id == TypeId::of::<A>())?;
        value.downcast_ref()
    }

    /// Adds an attachment, and replaces an earlier one of the same type.
    pub fn set<A: Any + Send + Sync>(&mut self, attachment: A) {
        self.values.retain(|(id, _)| *id != TypeId::of::<A>());
        self.values.push((TypeId::of::<A>(), Arc::new(attachment)));
    }
}
