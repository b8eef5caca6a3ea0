//! A model for each type of key.

use std::marker::PhantomData;

use rebis::core::Scalar;
use rebis::orm::{Draft, IntoDraft, Loader};
use rebis::prelude::*;
use rebis::{Error, core};

use crate::case::{BoxFuture, Case, CaseOf, KeyModel};
use crate::{Related, Strategy};

/// Defines the model of a type of key: its tables, what its columns say besides, how many keys there
/// are, and the key of a number.
macro_rules! key_cases {
    ($($case:ident in $items:literal, $friendships:literal: $key:ty, [$($column:tt)*], $keys:literal, |$number:ident| $value:expr;)+) => {
        /// All cases.
        pub(crate) fn all() -> Vec<Box<dyn Case>> {
            vec![$(Box::new(CaseOf::<$case::Item>(PhantomData))),+]
        }

        $(mod $case {
            use super::*;

            #[derive(Clone, Debug, Model)]
            #[model(table = $items)]
            pub struct Item {
                #[column(primary_key, autoincrement = false, $($column)*)]
                id: $key,
                #[column(length = 20)]
                name: String,
                #[column(references = Item.id, $($column)*)]
                parent_id: Option<$key>,
                #[column(references = Item.id, $($column)*)]
                boss_id: Option<$key>,
                #[column(length = 20, server_default = "new")]
                made: String,
                #[column(computed = "length(name)")]
                size: i32,
                #[relationship(foreign_key = parent_id, back_populates = children)]
                parent: One<Option<Item>>,
                #[relationship(
                    foreign_key = parent_id,
                    back_populates = parent,
                    cascade = "all, delete-orphan",
                    order_by = name
                )]
                children: Many<Item>,
                #[relationship(foreign_key = boss_id, back_populates = staff)]
                boss: One<Option<Item>>,
                #[relationship(foreign_key = boss_id, back_populates = boss, order_by = name)]
                staff: Many<Item>,
                #[relationship(
                    secondary = Friendship,
                    foreign_key = fan_id,
                    back_populates = fans,
                    order_by = name
                )]
                friends: Many<Item>,
                #[relationship(
                    secondary = Friendship,
                    foreign_key = friend_id,
                    back_populates = friends,
                    order_by = name
                )]
                fans: Many<Item>,
            }

            #[derive(Clone, Debug, Table)]
            #[table(name = $friendships)]
            pub struct Friendship {
                #[column(primary_key, references = Item.id, $($column)*)]
                fan_id: $key,
                #[column(primary_key, references = Item.id, $($column)*)]
                friend_id: $key,
            }

            fn key($number: usize) -> $key {
                $value
            }

            impl KeyModel for Item {
                const CASE: &'static str = stringify!($case);
                const KEYS: usize = $keys;

                fn sample(number: usize) -> Draft<Self> {
                    let draft = Item::draft().id(key(number));
                    draft.name(format!("{number:06}")).into_draft()
                }

                fn metadata() -> core::schema::MetaData {
                    Registry::new((Item,)).unwrap().with_table(Friendship).metadata()
                }

                fn name_column() -> core::Column<String> {
                    Item.name
                }

                fn loader(strategy: Strategy, related: Related) -> Loader<Item, Item> {
                    match (strategy, related) {
                        (Strategy::Selectin, Related::Parent) => selectinload(Item.parent),
                        (Strategy::Selectin, Related::Children) => selectinload(Item.children),
                        (Strategy::Selectin, Related::Boss) => selectinload(Item.boss),
                        (Strategy::Selectin, Related::Staff) => selectinload(Item.staff),
                        (Strategy::Selectin, Related::Friends) => selectinload(Item.friends),
                        (Strategy::Selectin, Related::Fans) => selectinload(Item.fans),
                        (Strategy::Joined, Related::Parent) => joinedload(Item.parent),
                        (Strategy::Joined, Related::Children) => joinedload(Item.children),
                        (Strategy::Joined, Related::Boss) => joinedload(Item.boss),
                        (Strategy::Joined, Related::Staff) => joinedload(Item.staff),
                        (Strategy::Joined, Related::Friends) => joinedload(Item.friends),
                        (Strategy::Joined, Related::Fans) => joinedload(Item.fans),
                    }
                }

                fn has_key(&self, number: usize) -> bool {
                    is_same(&self.id, &key(number))
                }

                fn set_key(&mut self, number: usize) {
                    self.id = key(number);
                }

                fn name(&mut self) -> &mut String {
                    &mut self.name
                }

                fn filled_in(&self) -> (&str, i32) {
                    (&self.made, self.size)
                }

                fn loaded(&self, related: Related) -> Result<Vec<Instance<Item>>, Error> {
                    match related {
                        Related::Parent => self.parent.get().map(Vec::from_iter),
                        Related::Boss => self.boss.get().map(Vec::from_iter),
                        Related::Children => self.children.get(),
                        Related::Staff => self.staff.get(),
                        Related::Friends => self.friends.get(),
                        Related::Fans => self.fans.get(),
                    }
                }

                fn load<'a>(
                    &'a self,
                    related: Related,
                    session: &'a mut Session,
                ) -> BoxFuture<'a, Result<Vec<Instance<Item>>, Error>> {
                    Box::pin(async move {
                        match related {
                            Related::Parent => self.parent.load(session).await.map(Vec::from_iter),
                            Related::Boss => self.boss.load(session).await.map(Vec::from_iter),
                            Related::Children => self.children.load(session).await,
                            Related::Staff => self.staff.load(session).await,
                            Related::Friends => self.friends.load(session).await,
                            Related::Fans => self.fans.load(session).await,
                        }
                    })
                }

                fn put(&mut self, related: Related, targets: &[&Instance<Item>]) {
                    let targets = targets.iter().copied();
                    match related {
                        Related::Parent => self.parent.set(targets.last()),
                        Related::Boss => self.boss.set(targets.last()),
                        Related::Children => self.children.set(targets),
                        Related::Staff => self.staff.set(targets),
                        Related::Friends => self.friends.set(targets),
                        Related::Fans => self.fans.set(targets),
                    }
                }

                fn get(
                    session: &mut Session,
                    number: usize,
                ) -> BoxFuture<'_, Result<Option<Instance<Item>>, Error>> {
                    Box::pin(session.get(Item, key(number)))
                }
            }
        })+
    };
}

/// Whether a key came back as it was given, but for the spaces that fill a `CHAR(n)` up and the zeros
/// that fill a `BINARY(n)` up.
fn is_same<K: Scalar>(found: &K, given: &K) -> bool {
    let plain = |key: &K| match key.to_value() {
        core::Value::Text(key) => core::Value::Text(key.trim_end().to_owned().into()),
        core::Value::Bytes(mut key) => {
            key.truncate(
                key.iter()
                    .rposition(|byte| *byte != 0)
                    .map_or(0, |last| last + 1),
            );
            core::Value::Bytes(key)
        }
        key => key,
    };
    plain(found) == plain(given)
}

/// An enumeration as a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
#[sql_enum(name = "rank")]
pub(crate) enum Rank {
    #[sql_enum(label = "It's first")]
    First,
    Second,
    Third,
    Fourth,
    Fifth,
    Sixth,
}

const RANKS: [Rank; 6] = [
    Rank::First,
    Rank::Second,
    Rank::Third,
    Rank::Fourth,
    Rank::Fifth,
    Rank::Sixth,
];

/// The number as an integer of a type in which it fits.
fn int<N, T: TryFrom<N>>(number: N) -> T {
    T::try_from(number).ok().unwrap()
}

/// The extremes of a type first, then others around zero, which is none of them: databases count up
/// a key that is zero.
fn around_zero(number: usize, min: i64, max: i64) -> i64 {
    match number {
        0 => min,
        1 => max,
        _ if number.is_multiple_of(2) => int(number),
        _ => -int::<_, i64>(number),
    }
}

fn date(number: usize) -> chrono::NaiveDate {
    match number {
        0 => chrono::NaiveDate::from_ymd_opt(1, 1, 1).unwrap(),
        1 => chrono::NaiveDate::from_ymd_opt(9999, 12, 31).unwrap(),
        _ => chrono::NaiveDate::from_ymd_opt(2024, 2, 28).unwrap() + chrono::Days::new(int(number)),
    }
}

/// With and without a fraction.
fn time(number: usize) -> chrono::NaiveTime {
    match number {
        0 => chrono::NaiveTime::MIN,
        1 => chrono::NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).unwrap(),
        _ if number.is_multiple_of(2) => {
            chrono::NaiveTime::MIN + chrono::TimeDelta::seconds(int(number))
        }
        _ => chrono::NaiveTime::MIN + chrono::TimeDelta::microseconds(int(number)),
    }
}

fn date_time(number: usize) -> chrono::NaiveDateTime {
    date(number).and_time(time(number))
}

fn uuid(number: usize) -> uuid::Uuid {
    match number {
        0 => uuid::Uuid::nil(),
        1 => uuid::Uuid::max(),
        _ => uuid::Uuid::from_u128(0xabcd_ef00_0000_4000_8000_0000_0000_0000 + number as u128),
    }
}

/// Digits before and after the point, some of which are zero.
fn decimal(number: usize) -> String {
    match number {
        0 => "0.0001".to_owned(),
        1 => "-99999999999.9999".to_owned(),
        _ if number.is_multiple_of(3) => format!("-{number}"),
        _ => format!("{number}.{}", ["50", "5000", "0625"][number % 3]),
    }
}

fn name(number: usize) -> String {
    match number {
        0 => r"it's \ 100 % of _".to_owned(),
        1 => "ünïcödé 🦀".to_owned(),
        _ => format!("Name {number}"),
    }
}

/// With and without spaces at the end.
fn char(number: usize) -> String {
    format!("c {number}{}", ["", "  "][number % 2])
}

fn bytes(number: usize) -> Vec<u8> {
    match number {
        0 => vec![0],
        1 => vec![0xff, 0, 0x5c, 0x27],
        _ => number.to_be_bytes().to_vec(),
    }
}

key_cases! {
    of_i16 in "i16_items", "i16_friendships": i16, [], 1_100, |number| int(around_zero(number, i16::MIN.into(), i16::MAX.into()));
    of_i32 in "i32_items", "i32_friendships": i32, [], 1_100, |number| int(around_zero(number, i32::MIN.into(), i32::MAX.into()));
    of_i64 in "i64_items", "i64_friendships": i64, [], 1_100, |number| around_zero(number, i64::MIN, i64::MAX);
    of_i8 in "i8_items", "i8_friendships": i8, [], 120, |number| int(around_zero(number, i8::MIN.into(), i8::MAX.into()));
    of_u8 in "u8_items", "u8_friendships": u8, [], 255, |number| u8::MAX - int::<_, u8>(number);
    of_u16 in "u16_items", "u16_friendships": u16, [], 1_100, |number| u16::MAX / 2 - int::<_, u16>(number);
    of_u32 in "u32_items", "u32_friendships": u32, [], 1_100, |number| u32::MAX - int::<_, u32>(number);
    of_u64 in "u64_items", "u64_friendships": u64, [], 1_100, |number| i64::MAX.unsigned_abs() - int::<_, u64>(number);
    of_bool in "bool_items", "bool_friendships": bool, [], 2, |number| number == 1;
    of_f64 in "f64_items", "f64_friendships": f64, [], 1_100, |number| [-0.5, 1e300, 0.1 + 0.2].get(number).copied().unwrap_or(int::<_, u32>(number).into());
    of_f32 in "f32_items", "f32_friendships": f32, [], 1_100, |number| f32::from(int::<_, u16>(number)) / 10.0;
    of_string in "string_items", "string_friendships": String, [length = 40], 1_100, |number| name(number);
    of_char in "char_items", "char_friendships": String, [sql_type = Char { length: 12 }], 1_100, |number| char(number);
    of_one_char in "one_char_items", "one_char_friendships": char, [], 1_100, |number| char::from_u32(0x4e00 + int::<_, u32>(number)).unwrap();
    of_bytes in "bytes_items", "bytes_friendships": Vec<u8>, [sql_type = VarBinary { length: 16 }], 1_100, |number| bytes(number);
    of_binary in "binary_items", "binary_friendships": Vec<u8>, [sql_type = Binary { length: 12 }], 1_100, |number| bytes(number + 2);
    of_array in "array_items", "array_friendships": [u8; 16], [], 1_100, |number| uuid(number).into_bytes();
    of_uuid in "uuid_items", "uuid_friendships": uuid::Uuid, [], 1_100, |number| uuid(number);
    of_uuid_text in "uuid_text_items", "uuid_text_friendships": core::types::UuidText, [], 1_100, |number| uuid(number).into();
    of_uuid_bytes in "uuid_bytes_items", "uuid_bytes_friendships": core::types::UuidBytes, [], 1_100, |number| uuid(number).into();
    of_date in "date_items", "date_friendships": chrono::NaiveDate, [], 1_100, |number| date(number);
    of_time in "time_items", "time_friendships": chrono::NaiveTime, [], 1_100, |number| time(number);
    of_date_time in "date_time_items", "date_time_friendships": chrono::NaiveDateTime, [], 1_100, |number| date_time(number);
    of_instant in "instant_items", "instant_friendships": chrono::DateTime<chrono::Utc>, [], 1_100, |number| date_time(number).and_utc();
    of_time_date in "time_date_items", "time_date_friendships": time::Date, [], 1_100, |number| time::Date::from_julian_day(2_460_000 + int::<_, i32>(number)).unwrap();
    of_offset in "offset_items", "offset_friendships": time::OffsetDateTime, [], 1_100, |number| time::OffsetDateTime::from_unix_timestamp_nanos(int::<_, i128>(number) * 333_333_000).unwrap();
    of_jiff in "jiff_items", "jiff_friendships": jiff::Timestamp, [], 1_100, |number| jiff::Timestamp::from_microsecond(-int::<_, i64>(number) * 333_333).unwrap();
    of_decimal in "decimal_items", "decimal_friendships": core::value::Decimal, [sql_type = Numeric { precision: Some(15), scale: Some(4) }], 1_100, |number| decimal(number).parse().unwrap();
    of_rust_decimal in "rust_decimal_items", "rust_decimal_friendships": rust_decimal::Decimal, [sql_type = Numeric { precision: Some(15), scale: Some(4) }], 1_100, |number| decimal(number).parse().unwrap();
    of_big_decimal in "big_decimal_items", "big_decimal_friendships": bigdecimal::BigDecimal, [sql_type = Numeric { precision: Some(15), scale: Some(4) }], 1_100, |number| decimal(number).parse().unwrap();
    of_enum in "enum_items", "enum_friendships": Rank, [], 6, |number| RANKS[number];
}
