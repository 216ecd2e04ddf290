//! The best way through two texts that goes forward in both.

/// A possible pair, by the places of its two in their texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub old: usize,
    pub new: usize,
    pub weight: f32,
}

/// Of the links, those of the heaviest chain in which both places grow. `links` is sorted by the old place.
///
/// Time grows with the number of links and the logarithm of the number of new places.
pub(super) fn heaviest(links: &[Link], new_places: usize) -> Vec<Link> {
    // The heaviest chain that ends at a new place or before it, in a tree of prefix maxima.
    let mut best: Vec<(f32, usize)> = vec![(0.0, NONE); new_places + 1];
    let mut before = vec![NONE; links.len()];
    let mut last = (0.0, NONE);
    for (from, group) in groups(links) {
        // All links of one old place look before any of them is entered: they exclude each other.
        let found: Vec<(f32, usize)> = group.iter().map(|link| look(&best, link.new)).collect();
        for (at, (link, (weight, previous))) in group.iter().zip(found).enumerate() {
            before[from + at] = previous;
            let chain = (weight + link.weight, from + at);
            if chain.0 > last.0 {
                last = chain;
            }
            enter(&mut best, link.new, chain);
        }
    }
    let mut chain = Vec::new();
    let mut at = last.1;
    while let Some(link) = links.get(at) {
        chain.push(*link);
        at = before[at];
    }
    chain.reverse();
    chain
}

/// No link.
const NONE: usize = usize::MAX;

fn groups(links: &[Link]) -> impl Iterator<Item = (usize, &[Link])> {
    let mut from = 0;
    links.chunk_by(|a, b| a.old == b.old).map(move |group| {
        let start = from;
        from += group.len();
        (start, group)
    })
}

/// The heaviest chain that ends before a place.
fn look(best: &[(f32, usize)], place: usize) -> (f32, usize) {
    let mut at = place;
    let mut found = (0.0, NONE);
    while at > 0 {
        if best[at].0 > found.0 {
            found = best[at];
        }
        at &= at - 1;
    }
    found
}

fn enter(best: &mut [(f32, usize)], place: usize, chain: (f32, usize)) {
    let mut at = place + 1;
    while let Some(held) = best.get_mut(at) {
        if chain.0 > held.0 {
            *held = chain;
        }
        at += at & at.wrapping_neg();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(links: &[(usize, usize, f32)], expected: &[(usize, usize)]) {
        let links: Vec<Link> = links
            .iter()
            .map(|&(old, new, weight)| Link { old, new, weight })
            .collect();
        let chain = heaviest(&links, 10);
        let chain: Vec<(usize, usize)> = chain.iter().map(|link| (link.old, link.new)).collect();
        assert_eq!(chain, expected);
    }

    #[test]
    fn the_heaviest_chain_grows_in_both_texts() {
        check(&[], &[]);
        check(&[(0, 0, 1.0), (1, 1, 1.0)], &[(0, 0), (1, 1)]);
        check(&[(0, 5, 1.0), (1, 1, 0.6), (2, 2, 0.6)], &[(1, 1), (2, 2)]);
        check(&[(0, 5, 2.0), (1, 1, 0.6), (2, 2, 0.6)], &[(0, 5)]);
        check(&[(0, 3, 0.5), (0, 4, 0.9), (3, 9, 0.1)], &[(0, 4), (3, 9)]);
        check(&[(0, 1, 1.0), (1, 1, 1.0)], &[(0, 1)]);
    }
}
