//! Attachments: data of other layers on a statement.

use std::any::{Any, TypeId};
use std::sync::Arc;

/// Values that are attached to a statement, at most one of each type. Core ignores them.
///
/// The ORM stores its loader options here. Attachments are not part of the key of the compiled
/// cache.
#[derive(Clone, Debug, Default)]
pub struct Attachments {
    values: Vec<Attachment>,
}

#[derive(Clone, Debug)]
struct Attachment {
    id: TypeId,
    value: Arc<dyn Any + Send + Sync>,
    /// The name of the attachment in errors, if connections must refuse it.
    refused_as: Option<&'static str>,
}

impl Attachments {
    /// Returns the attachment of type `A`, if there is one.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::Attachments;
    /// let mut attachments = Attachments::default();
    /// attachments.set("report");
    /// assert_eq!(attachments.get::<&str>(), Some(&"report"));
    /// assert_eq!(attachments.get::<i64>(), None);
    /// ```
    pub fn get<A: Any + Send + Sync>(&self) -> Option<&A> {
        let id = TypeId::of::<A>();
        let attachment = self.values.iter().find(|known| known.id == id)?;
        attachment.value.downcast_ref()
    }

    /// Adds an attachment, and replaces an earlier one of the same type.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::Attachments;
    /// let mut attachments = Attachments::default();
    /// attachments.set("report");
    /// attachments.set("page");
    /// assert_eq!(attachments.get::<&str>(), Some(&"page"));
    /// ```
    pub fn set<A: Any + Send + Sync>(&mut self, attachment: A) {
        self.push(attachment, None);
    }

    /// Adds an attachment that a layer above Core must apply: a connection refuses the statement
    /// with an error that names `what`. The layer executes it without its attachments.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::Attachments;
    /// let mut attachments = Attachments::default();
    /// attachments.set_refused("a loader option", 7);
    /// assert_eq!(attachments.get::<i32>(), Some(&7));
    /// ```
    pub fn set_refused<A: Any + Send + Sync>(&mut self, what: &'static str, attachment: A) {
        self.push(attachment, Some(what));
    }

    fn push<A: Any + Send + Sync>(&mut self, attachment: A, refused_as: Option<&'static str>) {
        let id = TypeId::of::<A>();
        self.values.retain(|known| known.id != id);
        self.values.push(Attachment {
            id,
            value: Arc::new(attachment),
            refused_as,
        });
    }

    /// Removes the attachments that a connection refuses, once they are applied.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::Attachments;
    /// let mut attachments = Attachments::default();
    /// attachments.set("report");
    /// attachments.set_refused("a loader option", 7);
    /// attachments.remove_refused();
    /// assert_eq!(attachments.get::<i32>(), None);
    /// assert_eq!(attachments.get::<&str>(), Some(&"report"));
    /// ```
    pub fn remove_refused(&mut self) {
        self.values.retain(|known| known.refused_as.is_none());
    }

    /// Returns what a connection must refuse, if there is such an attachment.
    pub(crate) fn refused(&self) -> Option<&'static str> {
        self.values.iter().find_map(|known| known.refused_as)
    }
}
