//! How the candidates of a question should move: the loss that the forest is grown by.

/// Places that count: a right and a wrong candidate push each other where one of the two is among the first so many.
const PLACES: usize = 20;
/// What keeps candidates of the same value from moving without bounds.
const NEAR: f64 = 0.01;

/// Where a candidate should move: how far, and how surely.
pub(super) type Slope = (f64, f64);

/// How each candidate of a question should move, and how surely: `values` are theirs now, `right` says which answer.
///
/// LambdaRank (Burges 2010), normalised as LightGBM does it: every right candidate pushes every wrong one by as much as
/// nDCG would change if both changed places, less where they are far apart already, and all pushes of a question
/// together grow with their logarithm only, so that no question outshouts the others.
pub(super) fn pull(right: &[bool], values: &[f64], slopes: &mut [Slope]) {
    slopes.fill((0.0, 0.0));
    let places = places(values);
    let answers = right.iter().filter(|right| **right).count();
    let ideal: f64 = (0..answers.min(PLACES)).map(discount).sum();
    let differ = values.iter().any(|value| *value != values[0]);
    let mut pushes = 0.0;
    for one in (0..right.len()).filter(|&at| right[at]) {
        for other in (0..right.len()).filter(|&at| !right[at]) {
            if places[one].min(places[other]) >= PLACES {
                continue;
            }
            let lead = values[one] - values[other];
            let mut worth = (discount(places[one]) - discount(places[other])).abs() / ideal;
            if differ {
                worth /= NEAR + lead.abs();
            }
            let doubt = 1.0 / (1.0 + lead.exp());
            let (push, curve) = (worth * doubt, worth * doubt * (1.0 - doubt));
            slopes[one].0 += push;
            slopes[other].0 -= push;
            slopes[one].1 += curve;
            slopes[other].1 += curve;
            pushes += 2.0 * push;
        }
    }
    if pushes > 0.0 {
        let scale = (1.0 + pushes).log2() / pushes;
        for slope in slopes {
            *slope = (slope.0 * scale, slope.1 * scale);
        }
    }
}

/// What a place is worth, the first 1.
fn discount(place: usize) -> f64 {
    1.0 / (place as f64 + 2.0).log2()
}

/// The place of each value among them, the greatest first; of the same value, the earlier first.
fn places(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&one, &other| values[other].total_cmp(&values[one]));
    let mut places = vec![0; values.len()];
    for (place, at) in order.into_iter().enumerate() {
        places[at] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pulled(right: &[bool], values: &[f64]) -> Vec<Slope> {
        let mut slopes = vec![(9.0, 9.0); right.len()];
        pull(right, values, &mut slopes);
        slopes
    }

    #[test]
    fn what_is_right_is_pushed_up_and_what_stands_before_it_down() {
        let slopes = pulled(&[false, true, false], &[2.0, 1.0, 0.0]);
        assert!(slopes[1].0 > 0.0 && slopes[1].1 > 0.0, "{slopes:?}");
        assert!(slopes[0].0 < slopes[2].0 && slopes[2].0 < 0.0, "{slopes:?}");
        let sum: f64 = slopes.iter().map(|slope| slope.0).sum();
        assert!(sum.abs() < 1e-12, "who pushes is pushed back: {sum}");
    }

    #[test]
    fn of_the_same_value_the_first_place_is_worth_most() {
        let late = pulled(&[false, false, false, true], &[0.0; 4]);
        assert!(late[0].0 < late[1].0 && late[1].0 < late[2].0, "{late:?}");
    }

    #[test]
    fn pairs_beyond_the_places_do_not_move() {
        let mut right = vec![false; 60];
        right[40] = true;
        let values: Vec<f64> = (0..60).map(|at| -f64::from(at)).collect();
        let slopes = pulled(&right, &values);
        assert!(slopes[PLACES - 1].0 < 0.0);
        assert_eq!(slopes[PLACES], (0.0, 0.0));
        assert_eq!(slopes[59], (0.0, 0.0));
    }
}
