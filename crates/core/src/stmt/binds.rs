//! The search for `:name` binds in SQL text, outside the quotes and comments of each database.

/// The quotes and comments of a database besides `'…'`, `"…"`, `` `…` ``, `-- …` and `/* … */`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "a table of facts")]
pub struct TextSyntax {
    /// `'it\'s'`
    pub backslash_escapes: bool,
    /// `E'it\'s'`
    pub escape_strings: bool,
    /// `$tag$…$tag$`
    pub dollar_quotes: bool,
    /// `q'[…]'`
    pub q_strings: bool,
    /// `[name]`
    pub bracket_names: bool,
    /// `# …`
    pub hash_comments: bool,
    /// `--` starts a comment only before a space.
    pub dashes_need_space: bool,
    /// `/* /* */ */`
    pub nested_comments: bool,
}

impl TextSyntax {
    /// The quotes and comments of standard SQL.
    pub const STANDARD: Self = Self {
        backslash_escapes: false,
        escape_strings: false,
        dollar_quotes: false,
        q_strings: false,
        bracket_names: false,
        hash_comments: false,
        dashes_need_space: false,
        nested_comments: false,
    };
}

/// A piece of SQL text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    Sql(&'t str),
    Bind(&'t str),
}

/// Returns the names of the binds in a text, by the quotes and comments of standard SQL.
pub(crate) fn bind_names(sql: &str) -> impl Iterator<Item = &str> {
    let pieces = pieces(sql, TextSyntax::STANDARD).into_iter();
    pieces.filter_map(|piece| match piece {
        Piece::Bind(name) => Some(name),
        Piece::Sql(_) => None,
    })
}

/// Splits text at its binds. There are no binds in quotes, in comments, at `::` and at `\:`.
pub(crate) fn pieces<'t>(sql: &'t str, syntax: TextSyntax) -> Vec<Piece<'t>> {
    let text = Text {
        bytes: sql.as_bytes(),
        syntax,
    };
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(byte) = text.get(at) {
        if let Some(end) = text.end_without_binds(at) {
            at = end;
            continue;
        }
        match byte {
            b'\\' if text.get(at + 1) == Some(b':') => {
                pieces.push(Piece::Sql(&sql[start..at]));
                start = at + 1;
                at += 2;
            }
            b':' if text.get(at + 1) == Some(b':') => at += 2,
            b':' if !text.is_within_word(at) => {
                let end = text.end_of_word(at + 1);
                if end > at + 1 && !text.bytes[at + 1].is_ascii_digit() {
                    pieces.push(Piece::Sql(&sql[start..at]));
                    pieces.push(Piece::Bind(&sql[at + 1..end]));
                    start = end;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    pieces.push(Piece::Sql(&sql[start..]));
    pieces
}

struct Text<'t> {
    bytes: &'t [u8],
    syntax: TextSyntax,
}

impl Text<'_> {
    fn get(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Returns the end of the quoted text or comment that starts at `at`, if one does.
    fn end_without_binds(&self, at: usize) -> Option<usize> {
        let syntax = self.syntax;
        let next = self.get(at + 1);
        Some(match self.get(at)? {
            quote @ (b'\'' | b'"') => self.end_of_quoted(at, quote, self.syntax.backslash_escapes),
            b'`' => self.end_of_quoted(at, b'`', false),
            b'[' if syntax.bracket_names => self.end_of_quoted(at, b']', false),
            b'e' | b'E' if syntax.escape_strings && self.begins_string(at, next) => {
                self.end_of_quoted(at + 1, b'\'', true)
            }
            b'q' | b'Q' if syntax.q_strings && self.begins_string(at, next) => {
                self.end_of_q_string(at + 2)
            }
            b'$' if syntax.dollar_quotes && !self.is_within_word(at) => {
                return self.end_of_dollar_quoted(at);
            }
            b'-' if next == Some(b'-') && self.is_comment_after_dashes(at + 2) => {
                self.end_of_line(at)
            }
            b'#' if syntax.hash_comments => self.end_of_line(at),
            b'/' if next == Some(b'*') => self.end_of_comment(at),
            _ => return None,
        })
    }

    /// Returns whether the letter at `at` is the prefix of a quoted string, not the end of a word.
    fn begins_string(&self, at: usize, next: Option<u8>) -> bool {
        next == Some(b'\'') && !self.is_within_word(at)
    }

    fn is_comment_after_dashes(&self, at: usize) -> bool {
        let is_space = |byte: u8| byte.is_ascii_whitespace() || byte.is_ascii_control();
        !self.syntax.dashes_need_space || self.get(at).is_none_or(is_space)
    }

    /// Returns the end of quoted text.
    ///
    /// A doubled quote ends one text and starts the next, which has the effect of an escaped quote.
    fn end_of_quoted(&self, start: usize, quote: u8, escapes: bool) -> usize {
        let mut at = start + 1;
        while let Some(byte) = self.get(at) {
            match byte {
                b'\\' if escapes => at += 2,
                byte if byte == quote => return at + 1,
                _ => at += 1,
            }
        }
        self.bytes.len()
    }

    /// Returns the end of `q'[it's]'`. The character after the quote determines the closing one.
    fn end_of_q_string(&self, start: usize) -> usize {
        let close = match self.get(start) {
            Some(b'[') => b']',
            Some(b'{') => b'}',
            Some(b'(') => b')',
            Some(b'<') => b'>',
            Some(other) => other,
            None => return self.bytes.len(),
        };
        self.end_after(start + 1, &[close, b'\''])
    }

    /// Returns the end of `$tag$…$tag$`, if it starts at `start`.
    fn end_of_dollar_quoted(&self, start: usize) -> Option<usize> {
        let end = self.end_of_word(start + 1);
        let is_tag = self.get(end) == Some(b'$')
            && !self
                .get(start + 1)
                .is_some_and(|byte| byte.is_ascii_digit());
        let tag = self.bytes.get(start..=end).filter(|_| is_tag)?;
        Some(self.end_after(end + 1, tag))
    }

    fn end_of_line(&self, start: usize) -> usize {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte == b'\n');
        start + length.unwrap_or(rest.len())
    }

    fn end_of_comment(&self, start: usize) -> usize {
        let (mut at, mut depth) = (start + 2, 1);
        while depth > 0 && at < self.bytes.len() {
            match (self.get(at), self.get(at + 1)) {
                (Some(b'*'), Some(b'/')) => {
                    depth -= 1;
                    at += 2;
                }
                (Some(b'/'), Some(b'*')) if self.syntax.nested_comments => {
                    depth += 1;
                    at += 2;
                }
                _ => at += 1,
            }
        }
        at
    }

    /// Returns the end of the next occurrence of `word`.
    fn end_after(&self, start: usize, word: &[u8]) -> usize {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = rest.windows(word.len()).position(|window| window == word);
        length.map_or(self.bytes.len(), |length| start + length + word.len())
    }

    fn end_of_word(&self, start: usize) -> usize {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| !is_word(*byte));
        start + length.unwrap_or(rest.len())
    }

    /// Returns whether the character before `at` is part of a word.
    fn is_within_word(&self, at: usize) -> bool {
        at > 0 && self.get(at - 1).is_some_and(is_word)
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests;
