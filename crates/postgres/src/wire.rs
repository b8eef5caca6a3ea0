//! [`Wire`]: the client's connection, polled by the task that waits for a response.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll};

use rebis_core::error::DatabaseError;
use tokio_postgres::tls::NoTlsStream;
use tokio_postgres::{AsyncMessage, Connection, Error, Socket};

use crate::error::{database_error, ends_connection};

/// The half of the client that reads and writes the socket.
///
/// `tokio-postgres` expects a separate task to run this half. Here the task that waits for the
/// response polls it. This saves a task switch for each round trip, and on a multi-thread runtime a
/// thread switch.
pub(crate) struct Wire {
    /// `None` after the connection has ended. Dropping it ends the pending requests with an error.
    connection: Option<Connection<Socket, NoTlsStream>>,
    /// The reason why the connection ended, until an error has reported it.
    failure: Option<Error>,
}

impl Wire {
    pub(crate) fn new(connection: Connection<Socket, NoTlsStream>) -> Self {
        Self {
            connection: Some(connection),
            failure: None,
        }
    }

    /// Returns whether the connection has ended.
    pub(crate) fn is_closed(&self) -> bool {
        self.connection.is_none()
    }

    /// Waits for the response to a request, and reads and writes the socket meanwhile.
    ///
    /// # Errors
    /// Returns the error of the server, or the reason why the connection ended.
    pub(crate) async fn drive<T>(
        &mut self,
        request: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, DatabaseError> {
        let mut request = pin!(request);
        let outcome = poll_fn(|context| {
            if let Poll::Ready(outcome) = request.as_mut().poll(context) {
                return Poll::Ready(outcome);
            }
            self.advance(context);
            request.as_mut().poll(context)
        });
        let outcome = outcome.await;
        outcome.map_err(|error| self.explain(error))
    }

    /// Reads and writes until the socket is not ready.
    fn advance(&mut self, context: &mut Context<'_>) {
        while let Some(connection) = &mut self.connection {
            match connection.poll_message(context) {
                Poll::Pending => return,
                Poll::Ready(Some(Ok(message))) => log(&message),
                Poll::Ready(Some(Err(error))) => {
                    self.failure = Some(error);
                    self.connection = None;
                }
                Poll::Ready(None) => self.connection = None,
            }
        }
    }

    /// Converts the error of a request. If the connection has ended, reports the reason instead,
    /// which the request does not have.
    fn explain(&mut self, error: Error) -> DatabaseError {
        let error = if error.is_closed() {
            self.failure.take().unwrap_or(error)
        } else {
            error
        };
        if ends_connection(&error) {
            self.connection = None;
        }
        database_error(error, self.is_closed())
    }
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire")
            .field("is_closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}

fn log(message: &AsyncMessage) {
    if let AsyncMessage::Notice(notice) = message {
        tracing::debug!(severity = notice.severity(), "{}", notice.message());
    }
}
