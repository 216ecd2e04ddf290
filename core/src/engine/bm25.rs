//! BM25 and the weights of the places where a word can stand.

/// Term frequency saturation. The textbook's 1.2.
const K1: f32 = 1.2;
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
    /// The best passage: a document that says it all in one article answers better than one that says it here
    /// and there.
    pub const BEST_PASSAGE: f32 = 1.0;
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
pub(super) fn length_norm(length: f32, length_average: f32) -> f32 {
    K1 * (1.0 - B + B * length / length_average.max(1.0))
}

/// [`saturate`] with a norm that was worked out before.
pub(super) fn saturate_normed(frequency: f32, norm: f32) -> f32 {
    frequency * (K1 + 1.0) / (frequency + norm)
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
    fn frequency_saturates_and_length_dilutes() {
        assert!(saturate(2.0, 100.0, 100.0, K1) < 2.0 * saturate(1.0, 100.0, 100.0, K1));
        assert!(saturate(1.0, 300.0, 100.0, K1) < saturate(1.0, 100.0, 100.0, K1));
        assert!(saturate(1000.0, 1.0, 1.0, K1) <= 1.0 + K1);
    }
}
