//! The tokens of a text, and those that only a name or value outside its quotes could have brought.

use sqlparser::dialect as parsers;
use sqlparser::tokenizer::{Token, Tokenizer, Whitespace};

use crate::recipe::{FUNCTIONS, NAMES};

/// What the parser of a dialect sees of a text.
pub(crate) fn tokens(sql: &str, on: &str) -> Vec<Token> {
    let parser: Box<dyn parsers::Dialect> = match on {
        "sqlite" => Box::new(parsers::SQLiteDialect {}),
        "postgresql" => Box::new(parsers::PostgreSqlDialect {}),
        "mysql" | "mariadb" => Box::new(parsers::MySqlDialect {}),
        "mssql" => Box::new(parsers::MsSqlDialect {}),
        _ => Box::new(parsers::GenericDialect {}),
    };
    let tokens = Tokenizer::new(&*parser, sql).tokenize();
    tokens.unwrap_or_else(|error| panic!("{on} cannot read {sql}: {error}"))
}

/// Complains about a token that only a name or a value outside its quotes could have brought.
pub(crate) fn check_token(token: &Token, sql: &str, on: &str) {
    match token {
        Token::Word(word) if word.quote_style.is_some() => {
            let known = NAMES.contains(&word.value.as_str()) || is_made_up(&word.value);
            assert!(
                known,
                "{on}: the name {:?} is nobody's in {sql}",
                word.value
            );
        }
        Token::Word(word) => {
            let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '@' | '$');
            let plain = word.value.chars().all(is_plain);
            assert!(plain, "{on}: the word {:?} in {sql}", word.value);
        }
        Token::SingleQuotedString(text) => {
            assert!(
                matches!(text.as_str(), "%" | "/" | "(?" | "i" | ")"),
                "{on}: the text {text:?} in {sql}"
            );
        }
        Token::SemiColon
        | Token::Whitespace(
            Whitespace::SingleLineComment { .. } | Whitespace::MultiLineComment(_),
        ) => {
            panic!("{on}: {token:?} in {sql}");
        }
        _ => {}
    }
}

/// Whether a name is one that the compiler makes up: a known one with numbers.
pub(crate) fn is_made_up(name: &str) -> bool {
    let stem = name
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end_matches('_');
    NAMES.contains(&stem) || FUNCTIONS.contains(&stem) || stem == "anon"
}
