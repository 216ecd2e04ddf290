//! What holds for one generation of the index and one day: worked out once, by whoever asks first.

use std::sync::{Arc, Mutex, PoisonError};

use tongcha::Day;

/// A value with the generation and the day that it is of.
pub struct Daily<T>(Mutex<Option<(String, Day, Arc<T>)>>);

impl<T> Default for Daily<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Daily<T> {
    /// The value, if it is of this generation and day.
    pub fn get(&self, generation: &str, day: Day) -> Option<Arc<T>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, at, value) = held.as_ref()?;
        (of == generation && *at == day).then(|| Arc::clone(value))
    }

    /// Keeps a value in the place of the one before it.
    pub fn put(&self, generation: String, day: Day, value: Arc<T>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((generation, day, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_for_its_generation_and_day() {
        let today = Day::today();
        let yesterday = Day::from_days_since_epoch(today.days_since_epoch() - 1).expect("a day");
        let daily = Daily::default();
        assert_eq!(daily.get("g1", today), None);
        daily.put("g1".to_owned(), today, Arc::new(7));
        assert_eq!(daily.get("g1", today).as_deref(), Some(&7));
        assert_eq!(daily.get("g2", today), None);
        assert_eq!(daily.get("g1", yesterday), None);
    }
}
