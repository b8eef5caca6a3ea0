//! [`Url`]: a database URL, in SQLAlchemy's grammar.

use std::fmt;
use std::str::FromStr;

use percent_encoding::percent_decode_str;

use crate::error::UrlError;

/// A database URL: `scheme://user:password@host:port/database?key=value`.
///
/// `Display` and `Debug` write `***` for the password. User, password, database and query are
/// percent-decoded; in the query, `+` is a space too. A SQLite URL has three slashes before a
/// relative file (`sqlite:///relative.db`) and four before an absolute one
/// (`sqlite:////var/lib/a.db`).
#[derive(Clone, PartialEq, Eq)]
pub struct Url {
    scheme: String,
    username: Option<String>,
    password: Option<String>,
    host: Option<String>,
    port: Option<u16>,
    database: Option<String>,
    query: Vec<(String, String)>,
}

impl Url {
    /// Returns the scheme in lower case, which selects the driver: `postgresql`.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Returns the user name, percent-decoded.
    pub fn username(&self) -> Option<&str> {
        self.username.as_deref()
    }

    /// Returns the password, percent-decoded.
    pub fn password(&self) -> Option<&str> {
        self.password.as_deref()
    }

    /// Returns the host, without the brackets of an IPv6 address.
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// Returns the port. Without a port, the driver uses its default.
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// Returns the name of the database, or the file of a SQLite database.
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// Returns the value of a query parameter; if the key occurs several times, the first value.
    pub fn query(&self, key: &str) -> Option<&str> {
        self.query_pairs()
            .find(|(known, _)| *known == key)
            .map(|(_, value)| value)
    }

    /// Returns the keys and values of the query, in order.
    pub fn query_pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Returns the URL with its database replaced.
    #[must_use]
    pub fn with_database(mut self, database: &str) -> Self {
        self.database = Some(database.to_owned());
        self
    }

    /// Returns the URL as text that includes the password. Never write it to a log.
    pub fn to_string_with_password(&self) -> String {
        self.render(
            self.password
                .as_deref()
                .map(|password| encode(password, false)),
        )
    }

    fn render(&self, password: Option<String>) -> String {
        let mut text = format!("{}://", self.scheme);
        if let Some(username) = &self.username {
            text.push_str(&encode(username, false));
            if let Some(password) = password {
                text.push(':');
                text.push_str(&password);
            }
            text.push('@');
        }
        match &self.host {
            Some(host) if host.contains(':') => text.push_str(&format!("[{host}]")),
            Some(host) => text.push_str(host),
            None => {}
        }
        if let Some(port) = self.port {
            text.push_str(&format!(":{port}"));
        }
        if let Some(database) = &self.database {
            text.push('/');
            text.push_str(&encode(database, true));
        }
        for (index, (key, value)) in self.query.iter().enumerate() {
            text.push(if index == 0 { '?' } else { '&' });
            text.push_str(&format!("{}={}", encode(key, false), encode(value, false)));
        }
        text
    }
}

impl FromStr for Url {
    type Err = UrlError;

    fn from_str(text: &str) -> Result<Self, UrlError> {
        let malformed = |reason| UrlError::Malformed { reason };
        let (scheme, rest) = text.split_once("://").ok_or(malformed("it has no `://`"))?;
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'_' | b'-');
        if scheme.is_empty() || !scheme.bytes().all(legal) {
            return Err(malformed(
                "its scheme is not made of letters, digits, `+`, `-` and `_`",
            ));
        }
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = match rest.split_once('/') {
            Some((authority, database)) => (authority, Some(database)),
            None => (rest, None),
        };
        let (user, address) = match authority.rsplit_once('@') {
            Some((user, address)) => (Some(user), address),
            None => (None, authority),
        };
        let (username, password) = match user.map(|user| user.split_once(':').ok_or(user)) {
            Some(Ok((username, password))) => (Some(username), Some(password)),
            Some(Err(username)) => (Some(username), None),
            None => (None, None),
        };
        let (host, port) = split_port(address).ok_or(malformed("its port is not a number"))?;
        let decoded = |part: Option<&str>| part.map(decode).transpose();
        Ok(Self {
            scheme: scheme.to_ascii_lowercase(),
            username: decoded(username)?,
            password: decoded(password)?,
            host: Some(host)
                .filter(|host| !host.is_empty())
                .map(str::to_owned),
            port,
            database: decoded(database.filter(|database| !database.is_empty()))?,
            query: parse_query(query)?,
        })
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(self.password.as_ref().map(|_| "***".to_owned())))
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Url({self})")
    }
}

fn split_port(address: &str) -> Option<(&str, Option<u16>)> {
    let after_brackets = address.rfind(']').map_or(0, |end| end + 1);
    let (host, port) = match address[after_brackets..].rsplit_once(':') {
        Some((host_rest, port)) => (
            &address[..after_brackets + host_rest.len()],
            Some(port.parse().ok()?),
        ),
        None => (address, None),
    };
    Some((host.trim_start_matches('[').trim_end_matches(']'), port))
}

fn parse_query(query: &str) -> Result<Vec<(String, String)>, UrlError> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let parse = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        Ok((
            decode(&key.replace('+', " "))?,
            decode(&value.replace('+', " "))?,
        ))
    };
    pairs.map(parse).collect()
}

fn decode(text: &str) -> Result<String, UrlError> {
    let decoded = percent_decode_str(text).decode_utf8();
    let reason = "a percent escape is not UTF-8";
    decoded
        .map(|text| text.into_owned())
        .map_err(|_| UrlError::Malformed { reason })
}

/// Encodes the characters that would end the URL part in which `text` is written.
fn encode(text: &str, is_path: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        let special = match character {
            '/' | ':' => !is_path,
            '%' | '?' | '#' | '@' | '&' | '=' | '+' | '[' | ']' => true,
            other => other.is_whitespace() || other.is_control(),
        };
        if special {
            character.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| {
                escaped.push_str(&format!("%{byte:02X}"));
            })
        } else {
            escaped.push(character)
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
