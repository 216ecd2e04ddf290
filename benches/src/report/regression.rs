//! Whether one commit is slower or larger than another, both measured in the same run.
//!
//! On a machine that does other things too, a figure taken once says little. So each is taken in several rounds, in
//! which both take turns, and two views of the rounds have to agree: the ratio of the best of each, since disturbance
//! only ever adds, and the median of the ratios round by round, since what disturbed a round disturbed both.

use std::fmt::Write;

/// What is more by this factor has become worse.
pub const WORSE_FROM: f64 = 1.15;

/// One figure of both commits, round by round. Less is better.
#[derive(Debug, Clone, Default)]
pub struct Series {
    /// What it is, with its unit: `build, processor s`.
    pub name: String,
    /// Of the commit to compare with.
    pub base: Vec<f64>,
    /// Of the commit that is judged, as many.
    pub head: Vec<f64>,
    /// Differences below this are nothing, however large their ratio is.
    pub least: f64,
}

/// What came of one figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// As in [`Series`].
    pub name: String,
    /// The best of the base.
    pub base: f64,
    /// The best of the head.
    pub head: f64,
    /// Best by best.
    pub ratio_best: f64,
    /// The median of the ratios of the rounds.
    pub ratio_median: f64,
    /// Whether it has become worse.
    pub is_worse: bool,
}

/// Judges a figure. Without a round of both nothing is worse.
pub fn judge(series: &Series) -> Judged {
    let best = |values: &[f64]| values.iter().copied().reduce(f64::min).unwrap_or(0.0);
    let (base, head) = (best(&series.base), best(&series.head));
    let mut ratios: Vec<f64> = series
        .base
        .iter()
        .zip(&series.head)
        .map(|(base, head)| ratio(*head, *base))
        .collect();
    ratios.sort_by(f64::total_cmp);
    let ratio_median = match ratios.len() {
        0 => 1.0,
        // The lower one of an even number: a doubt speaks for the head.
        rounds => ratios[(rounds - 1) / 2],
    };
    let ratio_best = ratio(head, base);
    Judged {
        name: series.name.clone(),
        base,
        head,
        ratio_best,
        ratio_median,
        is_worse: ratio_best > WORSE_FROM
            && ratio_median > WORSE_FROM
            && head - base >= series.least,
    }
}

/// 0 of 0 is the same; anything of 0 is worse without a bound.
fn ratio(head: f64, base: f64) -> f64 {
    match (head > 0.0, base > 0.0) {
        (_, true) => head / base,
        (false, false) => 1.0,
        (true, false) => f64::INFINITY,
    }
}

/// The table of a comparison, with what became worse in bold.
pub fn markdown(judged: &[Judged]) -> String {
    let mut out = String::from(
        "| figure | base | head | best by best | median of rounds | |\n| --- | --: | --: | --: | --: | --- |\n",
    );
    for one in judged {
        let mark = if one.is_worse { "**worse**" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "| {} | {:.3} | {:.3} | {:.2} | {:.2} | {mark} |",
            one.name, one.base, one.head, one.ratio_best, one.ratio_median
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &[f64], head: &[f64], is_worse: bool) {
        let series = Series {
            name: "made up, ms".to_owned(),
            base: base.to_vec(),
            head: head.to_vec(),
            least: 0.05,
        };
        let judged = judge(&series);
        assert_eq!(judged.is_worse, is_worse, "{judged:?}");
    }

    #[test]
    fn the_same_is_not_worse() {
        check(&[1.0, 1.1, 1.0], &[1.0, 1.0, 1.1], false);
    }

    #[test]
    fn a_sixth_more_in_every_round_is_worse() {
        check(&[1.0, 1.1, 1.2], &[1.17, 1.29, 1.41], true);
    }

    #[test]
    fn a_tenth_more_is_within_the_bound() {
        check(&[1.0, 1.1, 1.2], &[1.1, 1.21, 1.32], false);
    }

    #[test]
    fn one_disturbed_round_decides_nothing() {
        check(&[1.0, 1.0, 1.0], &[1.02, 9.0, 1.01], false);
        check(&[9.0, 1.0, 1.0], &[1.4, 1.4, 1.4], true);
    }

    #[test]
    fn a_lucky_best_of_the_base_decides_nothing_alone() {
        check(&[0.5, 1.0, 1.0], &[1.0, 1.0, 1.0], false);
    }

    #[test]
    fn a_lucky_best_of_the_head_is_believed() {
        check(&[1.0, 1.0, 1.0], &[1.0, 1.3, 1.3], false);
    }

    #[test]
    fn differences_too_small_to_matter_are_passed_over() {
        check(&[0.01, 0.01, 0.01], &[0.03, 0.03, 0.03], false);
    }

    #[test]
    fn faster_is_not_worse_and_nothing_is_nothing() {
        check(&[2.0, 2.0], &[1.0, 1.0], false);
        check(&[], &[], false);
        check(&[0.0], &[0.0], false);
        check(&[0.0], &[5.0], true);
    }

    #[test]
    fn the_table_shows_what_became_worse() {
        let series = Series {
            name: "first page, ms".to_owned(),
            base: vec![1.0],
            head: vec![2.0],
            least: 0.0,
        };
        let table = markdown(&[judge(&series)]);
        assert!(
            table.contains("| first page, ms | 1.000 | 2.000 | 2.00 | 2.00 | **worse** |"),
            "{table}"
        );
    }
}
