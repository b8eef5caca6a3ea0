//! How each dialect names each type.

use rebis::core::SqlType;
use rebis::core::dialect::{Dialect, Generic, Mssql, MySql, Oracle, Postgres, Sqlite};
use rebis::core::types::{EnumType, IntegerWidth, RangeKind};

/// The names on generic SQL, SQLite, PostgreSQL, MySQL, SQL Server and Oracle. `-` stands for a
/// type that the database does not have.
#[track_caller]
fn named(sql_type: SqlType, names: [&str; 6]) {
    let mysql = MySql::default();
    let dialects: [&dyn Dialect; 6] = [&Generic, &Sqlite, &Postgres, &mysql, &Mssql, &Oracle];
    let found = dialects.map(|dialect| match dialect.type_name(&sql_type) {
        Ok(name) => name,
        Err(error) => {
            let start = format!("{} does not support ", dialect.name());
            assert!(error.to_string().starts_with(&start), "{error}");
            "-".to_owned()
        }
    });
    assert_eq!(found, names, "{sql_type:?}");
}

/// A type that PostgreSQL alone has.
#[track_caller]
fn postgres(sql_type: SqlType, name: &str) {
    named(sql_type, [name, "-", name, "-", "-", "-"]);
}

#[test]
fn integers() {
    use SqlType::{BigInteger, Integer, MediumInteger, SmallInteger, TinyInteger, Unsigned, Year};
    let (small, normal, big) = ("SMALLINT", "INTEGER", "BIGINT");
    named(
        TinyInteger,
        ["TINYINT", small, small, "TINYINT", small, small],
    );
    named(SmallInteger, [small; 6]);
    named(
        MediumInteger,
        ["MEDIUMINT", normal, normal, "MEDIUMINT", normal, normal],
    );
    named(Integer, [normal; 6]);
    named(BigInteger, [big, big, big, big, big, "NUMBER(19)"]);
    named(
        Unsigned(IntegerWidth::Tiny),
        [
            "TINYINT UNSIGNED",
            small,
            small,
            "TINYINT UNSIGNED",
            small,
            small,
        ],
    );
    named(
        Unsigned(IntegerWidth::Small),
        [
            "SMALLINT UNSIGNED",
            normal,
            normal,
            "SMALLINT UNSIGNED",
            normal,
            normal,
        ],
    );
    named(
        Unsigned(IntegerWidth::Medium),
        [
            "MEDIUMINT UNSIGNED",
            normal,
            normal,
            "MEDIUMINT UNSIGNED",
            normal,
            normal,
        ],
    );
    named(
        Unsigned(IntegerWidth::Normal),
        [
            "INTEGER UNSIGNED",
            big,
            big,
            "INTEGER UNSIGNED",
            big,
            "NUMBER(19)",
        ],
    );
    named(
        Unsigned(IntegerWidth::Big),
        [
            "BIGINT UNSIGNED",
            big,
            big,
            "BIGINT UNSIGNED",
            big,
            "NUMBER(20)",
        ],
    );
    named(Year, ["YEAR", small, small, "YEAR", small, small]);
}

#[test]
fn numbers_and_booleans() {
    let numeric = |precision, scale| SqlType::Numeric { precision, scale };
    named(
        SqlType::Boolean,
        ["BOOLEAN", "BOOLEAN", "BOOLEAN", "BOOL", "BIT", "SMALLINT"],
    );
    named(
        SqlType::Float,
        ["FLOAT", "FLOAT", "REAL", "FLOAT", "FLOAT", "FLOAT"],
    );
    let double = "DOUBLE PRECISION";
    named(
        SqlType::Double,
        ["DOUBLE", "DOUBLE", double, "DOUBLE", double, double],
    );
    named(numeric(Some(10), Some(2)), ["NUMERIC(10, 2)"; 6]);
    named(numeric(Some(10), None), ["NUMERIC(10)"; 6]);
    named(
        numeric(None, None),
        ["NUMERIC", "NUMERIC", "NUMERIC", "-", "NUMERIC", "NUMERIC"],
    );
    named(SqlType::Money, ["MONEY", "-", "MONEY", "-", "MONEY", "-"]);
}

#[test]
fn texts() {
    let (short, any) = (Some(50), None);
    let varchar = "VARCHAR(50)";
    named(
        SqlType::String { length: short },
        [
            varchar,
            varchar,
            varchar,
            varchar,
            varchar,
            "VARCHAR2(50 CHAR)",
        ],
    );
    named(
        SqlType::String { length: any },
        [
            "VARCHAR",
            "VARCHAR",
            "VARCHAR",
            "-",
            "VARCHAR(max)",
            "VARCHAR2(4000 CHAR)",
        ],
    );
    named(
        SqlType::Unicode { length: short },
        [
            varchar,
            varchar,
            varchar,
            varchar,
            "NVARCHAR(50)",
            "VARCHAR2(50 CHAR)",
        ],
    );
    named(
        SqlType::Unicode { length: any },
        [
            "VARCHAR",
            "VARCHAR",
            "VARCHAR",
            "-",
            "NVARCHAR(max)",
            "VARCHAR2(4000 CHAR)",
        ],
    );
    let char = "CHAR(2)";
    named(
        SqlType::Char { length: 2 },
        [char, char, char, char, char, "CHAR(2 CHAR)"],
    );
    named(
        SqlType::Text,
        ["TEXT", "TEXT", "TEXT", "LONGTEXT", "VARCHAR(max)", "CLOB"],
    );
    postgres(SqlType::Citext, "CITEXT");
    named(SqlType::Xml, ["XML", "-", "XML", "-", "XML", "XMLTYPE"]);
}

#[test]
fn bytes_and_bits() {
    named(
        SqlType::LargeBinary,
        [
            "BLOB",
            "BLOB",
            "BYTEA",
            "LONGBLOB",
            "VARBINARY(max)",
            "BLOB",
        ],
    );
    let binary = "BINARY(16)";
    named(
        SqlType::Binary { length: 16 },
        [binary, "BLOB", "BYTEA", binary, binary, "RAW(16)"],
    );
    let varbinary = "VARBINARY(9)";
    named(
        SqlType::VarBinary { length: 9 },
        [varbinary, "BLOB", "BYTEA", varbinary, varbinary, "RAW(9)"],
    );
    let bit = "BIT(3)";
    named(SqlType::Bit { length: 3 }, [bit, "-", bit, bit, "-", "-"]);
    postgres(SqlType::VarBit { length: Some(3) }, "BIT VARYING(3)");
    postgres(SqlType::VarBit { length: None }, "BIT VARYING");
}

#[test]
fn dates_and_times() {
    named(SqlType::Date, ["DATE"; 6]);
    let time = "TIME WITHOUT TIME ZONE";
    named(
        SqlType::Time,
        ["TIME", "TIME", time, "TIME(6)", "TIME", "-"],
    );
    postgres(SqlType::TimeTz, "TIME WITH TIME ZONE");
    let (plain, zoned) = ("TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP WITH TIME ZONE");
    named(
        SqlType::DateTime { timezone: false },
        [
            "DATETIME",
            "DATETIME",
            plain,
            "DATETIME(6)",
            "DATETIME",
            "DATE",
        ],
    );
    named(
        SqlType::DateTime { timezone: true },
        [
            "DATETIME",
            "DATETIME",
            zoned,
            "DATETIME(6)",
            "DATETIME",
            zoned,
        ],
    );
    let (interval, from_days) = ("INTERVAL", "INTERVAL DAY TO SECOND");
    named(
        SqlType::Interval,
        [
            interval,
            "DATETIME",
            interval,
            "DATETIME(6)",
            "DATETIME",
            from_days,
        ],
    );
}

#[test]
fn documents_and_what_postgresql_alone_has() {
    let char = "CHAR(32)";
    named(
        SqlType::Uuid,
        [char, char, "UUID", char, "UNIQUEIDENTIFIER", char],
    );
    let nvarchar = "NVARCHAR(max)";
    named(
        SqlType::Json,
        ["JSON", "JSON", "JSON", "JSON", nvarchar, "BLOB"],
    );
    named(
        SqlType::Jsonb,
        ["JSON", "JSON", "JSONB", "JSON", nvarchar, "BLOB"],
    );
    postgres(SqlType::Array(Box::new(SqlType::Integer)), "INTEGER[]");
    let ranges = SqlType::Array(Box::new(SqlType::Range(RangeKind::Date)));
    postgres(ranges, "DATERANGE[]");
    postgres(SqlType::Range(RangeKind::Tstz), "TSTZRANGE");
    postgres(SqlType::Multirange(RangeKind::Num), "NUMMULTIRANGE");
    postgres(SqlType::Hstore, "HSTORE");
    postgres(SqlType::TsVector, "TSVECTOR");
    postgres(SqlType::TsQuery, "TSQUERY");
    postgres(SqlType::Inet, "INET");
    postgres(SqlType::Cidr, "CIDR");
    postgres(SqlType::MacAddr, "MACADDR");
    postgres(SqlType::MacAddr8, "MACADDR8");
    postgres(SqlType::JsonPath, "JSONPATH");
    postgres(SqlType::Oid, "OID");
}

fn mood() -> EnumType {
    EnumType::new("Mood".into(), vec!["fine".into(), "it's bad".into()].into())
}

#[test]
fn enumerations() {
    let (text, oracle) = ("VARCHAR(8)", "VARCHAR2(8 CHAR)");
    let labels = "ENUM('fine', 'it''s bad')";
    named(
        SqlType::Enum(mood()),
        [text, text, "\"Mood\"", labels, text, oracle],
    );
    named(
        SqlType::Enum(mood().as_text()),
        [text, text, text, text, text, oracle],
    );
    let (all, oracle) = ("VARCHAR(13)", "VARCHAR2(13 CHAR)");
    named(
        SqlType::Set(mood()),
        ["SET(13)", all, all, "SET('fine', 'it''s bad')", all, oracle],
    );
    let comma = EnumType::new("comma".into(), vec!["a,b".into()].into());
    assert!(MySql::default().type_name(&SqlType::Set(comma)).is_err());
}

#[test]
fn types_with_a_name_and_types_that_differ() {
    let name = "MEDIUMTEXT";
    named(SqlType::named(name, SqlType::Text), [name; 6]);
    let medium = SqlType::Text.with_variant("mysql", SqlType::named(name, SqlType::Text));
    named(
        medium,
        ["TEXT", "TEXT", "TEXT", name, "VARCHAR(max)", "CLOB"],
    );
    let document = SqlType::Json.with_variant("postgresql", SqlType::Jsonb);
    assert_eq!(Postgres.type_name(&document).unwrap(), "JSONB");
    assert_eq!(Sqlite.type_name(&document).unwrap(), "JSON");
}

#[test]
fn a_check_keeps_other_labels_out_where_the_column_is_text() {
    use rebis::core::compile::create_table;
    use rebis::core::schema::{ColumnDef, Table};
    let create = |labels: EnumType, dialect: &dyn Dialect| {
        let table = Table::new("cats").with_column(ColumnDef::new("mood", SqlType::Enum(labels)));
        create_table(&table, dialect)
            .unwrap()
            .remove(0)
            .replace(['\n', '\t'], "")
    };
    let check = "CHECK (mood IN ('fine', 'it''s bad'))";
    assert_eq!(
        create(mood().checked(), &Sqlite),
        format!("CREATE TABLE cats (mood VARCHAR(8) NOT NULL, {check})")
    );
    assert_eq!(
        create(mood().checked(), &Postgres),
        "CREATE TABLE cats (mood \"Mood\" NOT NULL)"
    );
    assert_eq!(
        create(mood().as_text().checked(), &Postgres),
        format!("CREATE TABLE cats (mood VARCHAR(8) NOT NULL, {check})")
    );
}
