//! BM25 and the weights of the places where a word can stand.

/// Term frequency saturation. The textbook's 1.2.
const K1: f32 = 1.2;
/// More than [`Saturation`] makes of any frequency.
pub(super) const SATURATED_MAX: f32 = K1 + 1.0;
/// How much length counts in passages. The textbook's 0.75.
const B: f32 = 0.75;

/// How much each place counts. One table, so that a change of ranking is a change here.
pub(super) mod weight {
    /// A word of the title says what the whole document is about.
    pub const TITLE: f32 = 2.4;
    /// Number, organ, place, form: people type them beside the subject.
    pub const META: f32 = 0.8;
    /// The whole body, as the sum of its passages.
    pub const BODY: f32 = 1.0;
    /// Title and headings above a passage, when passages are ranked among themselves.
    pub const CONTEXT: f32 = 0.3;
    /// Title, number and organ of the document, when its articles are ranked: enough to prefer the article of the
    /// named law, not enough to prefer any article of it over one that answers.
    pub const SHARED_IN_ARTICLE: f32 = 0.1;
}

/// Inverse document frequency, always positive.
pub(super) fn idf(entries_with_term: u64, entries: u64) -> f32 {
    let with = entries_with_term as f32;
    let all = (entries as f32).max(with);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

/// What [`saturate`] adds to a frequency, for a field of this length against the average.
fn length_norm(length: f32, length_average: f32) -> f32 {
    K1 * (1.0 - B + B * length / length_average.max(1.0))
}

/// [`saturate`] for a field whose lengths are told apart in 256 steps, worked out before: a division for each of a
/// hundred thousand occurrences is a tenth of a first page.
pub(super) struct Saturation {
    norms: Vec<f32>,
    /// By frequency, from 1, then by step of length.
    frequent: Vec<f32>,
}

/// Nearly every occurrence is one of so few in its passage.
const FREQUENT_MAX: u32 = 4;
const LENGTHS: usize = 256;

impl Saturation {
    /// `length_of` gives the length that a step stands for.
    pub(super) fn new(length_average: f32, length_of: impl Fn(u8) -> f32) -> Self {
        let norms: Vec<f32> = (0..=u8::MAX)
            .map(|step| length_norm(length_of(step), length_average))
            .collect();
        let frequent = (1..=FREQUENT_MAX)
            .flat_map(|frequency| norms.iter().map(move |&norm| normed(frequency, norm)));
        Self {
            frequent: frequent.collect(),
            norms,
        }
    }

    #[inline]
    pub(super) fn of(&self, frequency: u32, length_step: u8) -> f32 {
        let step = usize::from(length_step);
        let at = (frequency.wrapping_sub(1) as usize).saturating_mul(LENGTHS) + step;
        match self.frequent.get(at) {
            Some(&saturated) => saturated,
            None => normed(frequency, self.norms[step]),
        }
    }
}

#[inline]
fn normed(frequency: u32, norm: f32) -> f32 {
    frequency as f32 * (K1 + 1.0) / (frequency as f32 + norm)
}

/// Saturated term frequency, 0 to 1 + `k1`, for a field of this length against the average.
pub(super) fn saturate(frequency: f32, length: f32, length_average: f32, k1: f32) -> f32 {
    let norm = k1 * (1.0 - B + B * length / length_average.max(1.0));
    frequency * (k1 + 1.0) / (frequency + norm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more_and_all_weigh_something() {
        assert!(idf(1, 1000) > idf(500, 1000));
        assert!(idf(1000, 1000) > 0.0);
        assert!(
            idf(5, 0) > 0.0,
            "counts of two sources may disagree for a moment"
        );
    }

    #[test]
    fn what_was_worked_out_before_is_the_same() {
        let before = Saturation::new(120.0, f32::from);
        for (frequency, step) in [(1, 0), (1, 200), (4, 7), (5, 7), (1000, 255)] {
            let now = saturate(frequency as f32, f32::from(step), 120.0, K1);
            assert_eq!(before.of(frequency, step), now);
        }
    }

    #[test]
    fn frequency_saturates_and_length_dilutes() {
        assert!(saturate(2.0, 100.0, 100.0, K1) < 2.0 * saturate(1.0, 100.0, 100.0, K1));
        assert!(saturate(1.0, 300.0, 100.0, K1) < saturate(1.0, 100.0, 100.0, K1));
        assert!(saturate(1000.0, 1.0, 1.0, K1) <= 1.0 + K1);
    }
}
