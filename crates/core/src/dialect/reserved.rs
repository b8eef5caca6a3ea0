//! Words that must be quoted to be names.

/// Reserved in standard SQL or in one of the databases that Rebis speaks to. One list for all
/// dialects: a quoted name is right everywhere, and a program may change its database.
const RESERVED: &[&str] = &[
    "add", "all", "alter", "analyse", "analyze", "and", "any", "array", "as", "asc",
    "asymmetric", "authorization", "between", "binary", "both", "by", "call", "cascade", "case",
    "cast", "change", "check", "collate", "column", "condition", "constraint", "continue",
    "convert", "create", "cross", "cube", "current_date", "current_role", "current_time",
    "current_timestamp", "current_user", "cursor", "database", "databases", "declare", "default",
    "deferrable", "delayed", "delete", "desc", "describe", "distinct", "div", "do", "drop",
    "dual", "each", "else", "elseif", "end", "except", "exists", "exit", "explain", "false",
    "fetch", "for", "force", "foreign", "from", "fulltext", "function", "generated", "glob",
    "grant", "group", "grouping", "groups", "having", "if", "ignore", "in", "index", "infile",
    "initially", "inner", "insert", "int", "integer", "intersect", "interval", "into", "is",
    "isnull", "join", "key", "keys", "kill", "lateral", "leading", "leave", "left", "like",
    "limit", "linear", "lines", "load", "localtime", "localtimestamp", "lock", "long", "loop",
    "match", "mod", "natural", "not", "notnull", "null", "of", "off", "offset", "on", "only",
    "optimize", "option", "or", "order", "out", "outer", "over", "overlaps", "partition",
    "placing", "primary", "procedure", "range", "rank", "read", "recursive", "references",
    "regexp", "rename", "repeat", "replace", "require", "restrict", "return", "returning",
    "revoke", "right", "row", "rows", "schema", "schemas", "select", "separator", "session_user",
    "set", "show", "similar", "some", "spatial", "sql", "symmetric", "system", "table", "then",
    "to", "trailing", "transaction", "trigger", "true", "union", "unique", "unlock", "update",
    "usage", "use", "user", "using", "values", "varying", "verbose", "when", "where", "while",
    "window", "with", "write", "xor",
];

/// Whether a lower-case word is reserved.
pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED.binary_search(&word).is_ok()
}
