//! Tests of the integer map: collisions, growth, removal, and readers beside the writer.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::{FIRST, IntegerMap, SMALLEST, Table};
use crate::state::ObjectId;

fn object(number: usize) -> ObjectId {
    ObjectId::from_bits(number as u64)
}

/// Keys as tables have them: consecutive, with gaps, with timestamps, negative, and the limits.
fn keys() -> Vec<i64> {
    let mut keys: Vec<i64> = (1..=5_000).collect();
    keys.extend((0..1_000).map(|number| 1_000_000 + number * 1_024));
    keys.extend((0..1_000).map(|number| (1_700_000_000_000 + number * 7) << 20));
    keys.extend((0..1_000).map(|number| -1 - number));
    keys.extend([i64::MIN, i64::MAX, 0]);
    keys
}

#[test]
fn every_key_leads_to_its_object_while_the_map_grows() {
    let map = IntegerMap::default();
    let keys = keys();
    assert_eq!(map.get(1), None);
    for (number, key) in keys.iter().enumerate() {
        assert_eq!(map.get(*key), None, "{key}");
        map.insert(*key, object(number));
        assert_eq!(map.get(*key), Some(object(number)), "{key}");
    }
    for (number, key) in keys.iter().enumerate() {
        assert_eq!(map.get(*key), Some(object(number)), "{key}");
    }
    assert_eq!(map.get(999_999), None);
}

#[test]
fn a_key_that_was_taken_out_leads_nowhere_until_it_comes_back() {
    let map = IntegerMap::default();
    let keys = keys();
    for (number, key) in keys.iter().enumerate() {
        map.insert(*key, object(number));
    }
    for key in keys.iter().step_by(2) {
        map.remove(*key);
    }
    // Removed keys are not copied to the next table.
    let more: Vec<i64> = (100_000..200_000).collect();
    for key in &more {
        map.insert(*key, object(7));
    }
    for (number, key) in keys.iter().enumerate() {
        let expected = (number % 2 == 1).then(|| object(number));
        assert_eq!(map.get(*key), expected, "{key}");
    }
    map.insert(keys[0], object(42));
    assert_eq!(map.get(keys[0]), Some(object(42)));
}

#[test]
fn the_same_keys_over_and_over_take_no_more_room() {
    let map = IntegerMap::default();
    for round in 0..10_000 {
        for key in 0..10 {
            map.insert(key, object(round));
            map.remove(key);
        }
    }
    assert_eq!(map.current.load(Ordering::Relaxed), 0);
}

#[test]
fn a_reader_sees_the_object_of_a_key_or_none() {
    let map = IntegerMap::default();
    let done = AtomicBool::new(false);
    let of = |key: i64| ObjectId::from_bits(key.cast_unsigned() * 3 + FIRST);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut rounds = 0;
            while !done.load(Ordering::Acquire) || rounds == 0 {
                for key in 0..20_000 {
                    let found = map.get(key);
                    assert!(
                        found.is_none() || found == Some(of(key)),
                        "{key}: {found:?}"
                    );
                }
                rounds += 1;
            }
        });
        for key in 0..20_000 {
            map.insert(key, of(key));
            if key % 3 == 0 {
                map.remove(key);
                map.insert(key, of(key));
            }
        }
        done.store(true, Ordering::Release);
        reader.join().unwrap();
    });
}

/// Returns two keys whose search starts at the same entry of the smallest table.
fn neighbours() -> (i64, i64) {
    let table = Table::new(SMALLEST);
    let same = |key: &i64| table.start(*key) == table.start(0);
    (0, (1..).find(same).unwrap())
}

#[test]
fn a_reader_never_sees_the_object_of_another_key() {
    let (key, other) = neighbours();
    let maps: Vec<IntegerMap> = (0..20_000).map(|_| IntegerMap::default()).collect();
    for map in &maps {
        map.insert(i64::MAX, object(1));
    }
    let (reading, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut wrong = 0;
            for (number, map) in maps.iter().enumerate() {
                reading.store(number + 1, Ordering::Release);
                while written.load(Ordering::Acquire) <= number {
                    wrong += usize::from(map.get(other).is_some());
                }
            }
            wrong
        });
        for (number, map) in maps.iter().enumerate() {
            while reading.load(Ordering::Acquire) <= number {
                std::hint::spin_loop();
            }
            map.insert(key, object(number));
            written.store(number + 1, Ordering::Release);
        }
        assert_eq!(reader.join().unwrap(), 0);
    });
}
