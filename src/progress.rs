//! How far a build is. In: what the stages tell as they begin and as they get on. Out: calls to whoever shows it. Never changes what is made.

/// Is told how far a build is, from any thread.
pub trait Progress: Sync {
    /// A stage begins; `of` is how many steps it has, where that is known.
    fn begin(&self, _stage: &'static str, _of: Option<usize>) {}

    /// One step of the stage is done.
    fn step(&self) {}
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {}
