//! Tuples: the one list of their lengths.

/// Calls a macro once for each tuple of up to so many elements, with the names of their types:
/// `for_each_tuple!(4, callback)` calls `callback!(A)`, `callback!(A B)`, and so on to four.
///
/// The lengths are 4, 6, 8, 10, 12 and 16.
#[doc(hidden)]
#[macro_export]
macro_rules! for_each_tuple {
    (4, $callback:ident) => {
        $callback!(A);
        $callback!(A B);
        $callback!(A B C);
        $callback!(A B C D);
    };
    (6, $callback:ident) => {
        $crate::for_each_tuple!(4, $callback);
        $callback!(A B C D E);
        $callback!(A B C D E F);
    };
    (8, $callback:ident) => {
        $crate::for_each_tuple!(6, $callback);
        $callback!(A B C D E F G);
        $callback!(A B C D E F G H);
    };
    (10, $callback:ident) => {
        $crate::for_each_tuple!(8, $callback);
        $callback!(A B C D E F G H I);
        $callback!(A B C D E F G H I J);
    };
    (12, $callback:ident) => {
        $crate::for_each_tuple!(10, $callback);
        $callback!(A B C D E F G H I J K);
        $callback!(A B C D E F G H I J K L);
    };
    (16, $callback:ident) => {
        $crate::for_each_tuple!(12, $callback);
        $callback!(A B C D E F G H I J K L M);
        $callback!(A B C D E F G H I J K L M N);
        $callback!(A B C D E F G H I J K L M N O);
        $callback!(A B C D E F G H I J K L M N O P);
    };
}
