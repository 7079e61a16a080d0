//! Reads what is kept as it is printed. In: a string in any format, and what reads it. Out: the thing. The string is looked at where it
//! lies: of a hundred thousand symbols none is copied to be read.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserializer,
    de::{Error, Visitor},
};

/// Reads a thing from its printed form.
pub(super) fn read<'de, D, T, E>(deserializer: D, parse: fn(&str) -> Result<T, E>) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    E: fmt::Display,
{
    deserializer.deserialize_str(Printed { parse, thing: PhantomData })
}

struct Printed<T, E> {
    parse: fn(&str) -> Result<T, E>,
    thing: PhantomData<T>,
}

impl<T, E: fmt::Display> Visitor<'_> for Printed<T, E> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<V: Error>(self, printed: &str) -> Result<T, V> {
        (self.parse)(printed).map_err(V::custom)
    }
}
