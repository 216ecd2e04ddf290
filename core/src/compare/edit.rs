//! What two sequences have in common, in the fewest edits (Myers 1986, the greedy algorithm).

/// Edits after which two sequences are no longer compared: what differs so much is read as a whole.
const EDITS_MAX: usize = 800;

/// How much work may still be done: one unit is one comparison of two elements.
#[derive(Debug)]
pub(super) struct Effort {
    pub left: usize,
}

impl Effort {
    fn spend(&mut self, work: usize) -> Option<()> {
        let is_enough = self.left >= work;
        self.left = self.left.saturating_sub(work);
        is_enough.then_some(())
    }
}

/// The places that answer to each other, in order; `None` where finding them takes too much work.
pub(super) fn common(old: &[u32], new: &[u32], effort: &mut Effort) -> Option<Vec<(usize, usize)>> {
    let equal = |(a, b): &(&u32, &u32)| a == b;
    let front = old.iter().zip(new).take_while(equal).count();
    let (old, new) = (&old[front..], &new[front..]);
    let back = old.iter().rev().zip(new.iter().rev());
    let back = back.take_while(equal).count();
    effort.spend(front + back + 1)?;
    let (middle_old, middle_new) = (&old[..old.len() - back], &new[..new.len() - back]);
    let trace = forward(middle_old, middle_new, effort)?;
    let mut pairs: Vec<(usize, usize)> = (0..front).map(|at| (at, at)).collect();
    let middle = walk_back(&trace, middle_old.len(), middle_new.len());
    pairs.extend(middle.iter().rev().map(|(a, b)| (a + front, b + front)));
    let (old_end, new_end) = (front + middle_old.len(), front + middle_new.len());
    pairs.extend((0..back).map(|at| (old_end + at, new_end + at)));
    Some(pairs)
}

/// For each number of edits, how far each diagonal was followed before it. Diagonal `k` is at `k + edits`.
fn forward(old: &[u32], new: &[u32], effort: &mut Effort) -> Option<Vec<Vec<usize>>> {
    let mut trace: Vec<Vec<usize>> = Vec::new();
    // One virtual step down from diagonal 1 begins the walk at (0, 0).
    let mut reached: Vec<usize> = vec![0; 3];
    for edits in 0..=EDITS_MAX {
        effort.spend(2 * edits + 1)?;
        let mut next = vec![0; 2 * edits + 3];
        // `reached` holds the diagonals -edits..=edits, `next` one more on each side.
        let mut done = false;
        for step in 0..=edits {
            let k = 2 * step as isize - edits as isize;
            let mut x = start(&reached, edits, k);
            let mut y = (x as isize - k) as usize;
            let before = x;
            while x < old.len() && y < new.len() && old[x] == new[y] {
                (x, y) = (x + 1, y + 1);
            }
            effort.spend(x - before)?;
            next[(k + edits as isize + 1) as usize] = x;
            done |= x >= old.len() && y >= new.len();
        }
        trace.push(std::mem::replace(&mut reached, next));
        if done {
            return Some(trace);
        }
    }
    None
}

/// Where diagonal `k` is entered with so many edits: from the left or from above, whichever is further.
/// `reached` holds diagonal `d` at `d + edits`.
fn start(reached: &[usize], edits: usize, k: isize) -> usize {
    if edits == 0 {
        return 0;
    }
    let at = |diagonal: isize| reached[(diagonal + edits as isize) as usize];
    let edge = edits as isize;
    if k == -edge || (k != edge && at(k - 1) < at(k + 1)) {
        at(k + 1)
    } else {
        at(k - 1) + 1
    }
}

/// The pairs on the way, the last first.
fn walk_back(trace: &[Vec<usize>], old: usize, new: usize) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut x, mut y) = (old, new);
    for (edits, reached) in trace.iter().enumerate().rev() {
        let k = x as isize - y as isize;
        let from = start(reached, edits, k);
        while x > from {
            (x, y) = (x - 1, y - 1);
            pairs.push((x, y));
        }
        if edits == 0 {
            break;
        }
        // The edit itself: down where the diagonal was entered at the same x, right otherwise.
        let at = |diagonal: isize| reached[(diagonal + edits as isize) as usize];
        let edge = edits as isize;
        let down = k == -edge || (k != edge && at(k - 1) < at(k + 1));
        match down {
            true => y -= 1,
            false => x -= 1,
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn longest(old: &[u32], new: &[u32]) -> usize {
        let mut row = vec![0; new.len() + 1];
        for a in old {
            let mut diagonal = 0;
            for (at, b) in new.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = match a == b {
                    true => diagonal + 1,
                    false => above.max(row[at]),
                };
                diagonal = above;
            }
        }
        row[new.len()]
    }

    proptest! {
        #[test]
        fn as_much_as_there_is_in_common(
            old in prop::collection::vec(0_u32..4, 0..30),
            new in prop::collection::vec(0_u32..4, 0..30),
        ) {
            let found = common(&old, &new, &mut Effort { left: 100_000 }).expect("little work");
            for pair in found.windows(2) {
                prop_assert!(pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1);
            }
            for (a, b) in &found {
                prop_assert_eq!(old[*a], new[*b]);
            }
            prop_assert_eq!(found.len(), longest(&old, &new));
        }
    }

    #[test]
    fn work_is_bounded() {
        let (old, new): (Vec<u32>, Vec<u32>) = ((0..5_000).collect(), (9_000..14_000).collect());
        let mut effort = Effort { left: usize::MAX };
        assert_eq!(common(&old, &new, &mut effort), None);
        let mut effort = Effort { left: 10 };
        assert_eq!(common(&old, &new[..3], &mut effort), None);
    }
}
