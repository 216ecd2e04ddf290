//! What is worked out while others are answered already.

use std::ops::Deref;
use std::sync::{Arc, LazyLock};
use std::thread;

type Work<T> = Box<dyn FnOnce() -> T + Send>;

/// A value that a thread of its own begins to work out at once; whoever needs it first waits for it. Clones share it.
pub(super) struct Late<T>(Arc<LazyLock<T, Work<T>>>);

impl<T: Send + Sync + 'static> Late<T> {
    pub(super) fn new(name: &str, work: impl FnOnce() -> T + Send + 'static) -> Self {
        let value = Arc::new(LazyLock::new(Box::new(work) as Work<T>));
        let shared = Arc::clone(&value);
        // Where there is no thread for it, the first use works it out.
        let _ = thread::Builder::new().name(name.to_owned()).spawn(move || {
            LazyLock::force(&shared);
        });
        Self(value)
    }
}

impl<T> Deref for Late<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Clone for Late<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn is_worked_out_once_whoever_asks() {
        let counted = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&counted);
        let late = Late::new("late", move || count.fetch_add(1, Ordering::SeqCst) + 1);
        let other = late.clone();
        assert_eq!((*late, *other), (1, 1));
        assert_eq!(counted.load(Ordering::SeqCst), 1);
    }
}
