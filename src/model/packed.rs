//! Things that are kept and seldom asked for. In: a thing, or the bytes that an earlier build kept of it. Out: the thing, read from its bytes when
//! somebody asks: after a change of one text, what is known of ten thousand others is carried on as it lies. Never fails: the cache gives
//! bytes that read back equal when they were kept and are whole now.

use std::{fmt, ops::Deref, sync::OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};

/// A thing, or its bytes until somebody asks for it.
#[derive(Clone)]
pub struct Packed<T> {
    bytes: Box<[u8]>,
    thing: OnceLock<T>,
}

/// The same as what is made of nothing.
impl<T: Default> Default for Packed<T> {
    fn default() -> Self {
        Self::from(T::default())
    }
}

impl<T> From<T> for Packed<T> {
    fn from(thing: T) -> Self {
        Self { bytes: Box::default(), thing: OnceLock::from(thing) }
    }
}

impl<T: DeserializeOwned + Default> Deref for Packed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.thing.get_or_init(|| postcard::from_bytes(&self.bytes).unwrap_or_default())
    }
}

impl<T: Serialize> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.thing.get() {
            Some(thing) => serializer.serialize_bytes(&postcard::to_stdvec(thing).map_err(serde::ser::Error::custom)?),
            None => serializer.serialize_bytes(&self.bytes),
        }
    }
}

impl<'de, T> Deserialize<'de> for Packed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes: Box<[u8]> = serde_bytes::deserialize(deserializer)?;
        Ok(Self { bytes, thing: OnceLock::new() })
    }
}

/// Both are read: what the cache keeps it compares so with what was made.
impl<T: DeserializeOwned + Default + PartialEq> PartialEq for Packed<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: DeserializeOwned + Default + Eq> Eq for Packed<T> {}

impl<T: DeserializeOwned + Default + fmt::Debug> fmt::Debug for Packed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_kept_on_unread_and_reads_back_equal() {
        let made = Packed::from(vec!["para-13".to_owned(), "annex-II".to_owned()]);
        let kept: Packed<Vec<String>> = postcard::from_bytes(&postcard::to_stdvec(&made).unwrap()).unwrap();
        let again: Packed<Vec<String>> = postcard::from_bytes(&postcard::to_stdvec(&kept).unwrap()).unwrap();
        assert!(kept.thing.get().is_none());
        assert_eq!(again, made);
        assert_ne!(again, Packed::from(vec!["para-13".to_owned()]));
    }
}
