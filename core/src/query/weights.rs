//! How much each place of a document counts, by the kind of query.
//!
//! No single sum wins everywhere: who types a title means its words, who asks about a matter is answered by an article,
//! and who lists keywords means the text that is full of them.

/// Factors on what the words of a query score at the places of a document. How places compare within one query of plain
/// words is the engine's (`engine::bm25::weight`); this is what differs from one kind of query to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Of title, number and organs.
    pub title: f32,
    /// Of the best passage.
    pub best_passage: f32,
    /// How often a word may occur in a whole document until more of it says no more (BM25's k1).
    pub body_saturation: f32,
}

impl Weights {
    /// Of words about a matter: a text that says them ten times is hardly more about it than one that does so five
    /// times, so saturation is the textbook's; one that says it all in one article answers better than one that says it
    /// here and there, so the best passage counts once more.
    pub const WORDS: Self = Self {
        title: 1.0,
        best_passage: 1.0,
        body_saturation: 1.2,
    };

    /// Of keywords, which someone lists because a text is full of them: there the densest text is meant. Of 1.2, 3, 6, 12,
    /// 25, 50 and 100 on the remembered-keyword questions, 12 to 50 answer alike (0.84–0.88 first, against 0.78 with 1.2),
    /// while titles and topics lose with anything above 1.2: so it is for lists of keywords alone.
    pub const KEYWORDS: Self = Self {
        body_saturation: 25.0,
        ..Self::WORDS
    };

    /// Of questions: one article answers, and titles speak of matters in other words than people do. Of 1, 2, 3 and 4
    /// for the passage and 1, 0.5 and 0.3 for titles, 3 and 4 with 0.5 and 0.3 answer alike.
    pub const QUESTION: Self = Self {
        title: 0.5,
        best_passage: 3.0,
        ..Self::WORDS
    };
}

impl Default for Weights {
    fn default() -> Self {
        Self::WORDS
    }
}
