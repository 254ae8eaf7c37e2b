//! Sums of weighted ratings: what forms of ratings have in common.

use super::model::{Full, Issue, Values, Worth};
use super::number;
use rust_decimal::Decimal;

/// What an issue adds, as a file says it: weight × rating ÷ divisor.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) weight: Option<Decimal>,
    pub(super) ratings: Vec<Option<Decimal>>,
    pub(super) divisor: Decimal,
}

/// Brings the parts of one profile to one measure: to the best rating of each issue where that is what all divide by,
/// and else to the smallest number that all their divisors go into.
///
/// # Errors
/// The position of the issue whose ratings would need too many digits.
pub(super) fn settle(parts: Vec<Option<Part>>) -> Result<(Vec<Option<Worth>>, Full), usize> {
    let by_best = parts.iter().flatten().all(|part| {
        let best = part.ratings.iter().copied().flatten().max();
        // Ratings that are all 0 stay so, whatever they are divided by.
        let idle = part.ratings.iter().flatten().all(Decimal::is_zero);
        idle || best == Some(part.divisor)
    });
    if by_best {
        let worth = |part: Part| Worth { weight: part.weight, ratings: part.ratings };
        return Ok((parts.into_iter().map(|part| part.map(worth)).collect(), Full::Best));
    }
    let last = parts.len().saturating_sub(1);
    let full = number::common_multiple(parts.iter().flatten().map(|part| part.divisor)).ok_or(last)?;
    let mut worths = Vec::with_capacity(parts.len());
    for (index, part) in parts.into_iter().enumerate() {
        let Some(part) = part else {
            worths.push(None);
            continue;
        };
        let factor = number::quotient(full, part.divisor).ok_or(index)?;
        let scaled = |rating: Option<Decimal>| match rating {
            Some(rating) => number::product(rating, factor).map(Some).ok_or(index),
            None => Ok(None),
        };
        let ratings: Result<Vec<_>, usize> = part.ratings.into_iter().map(scaled).collect();
        worths.push(Some(Worth { weight: part.weight, ratings: ratings? }));
    }
    Ok((worths, Full::Rating(full)))
}

/// Turns the ratings round where a weight is below 0, since a case has no such weights; returns whether there was one.
pub(super) fn upright(worths: &mut [Option<Worth>]) -> bool {
    let mut turned = false;
    for worth in worths.iter_mut().flatten() {
        if let Some(weight) = worth.weight.as_mut().filter(|weight| **weight < Decimal::ZERO) {
            *weight = -*weight;
            worth.ratings.iter_mut().flatten().for_each(|rating| *rating = -*rating);
            turned = true;
        }
    }
    turned
}

/// Returns slope and offset of a line that, kept between 0 and 1, gives these ratings at 0, 1, 2, …
pub(super) fn line(ratings: &[Decimal]) -> Option<(Decimal, Decimal)> {
    let inner = ratings.iter().position(|rating| *rating > Decimal::ZERO && *rating < Decimal::ONE);
    let anchor = inner.or_else(|| ratings.windows(2).position(|pair| pair[0] != pair[1])).unwrap_or(0);
    let steps = ratings.windows(2).map(|pair| pair[1] - pair[0]);
    let steepest = steps.max_by_key(Decimal::abs).unwrap_or_default();
    // The steepest step lies inside the line, or runs into the end of it; beside the end, one inside is the slope.
    let beside = anchor.checked_add(1).and_then(|next| Some(*ratings.get(next)? - *ratings.get(anchor)?));
    [Some(steepest), beside].into_iter().flatten().find_map(|slope| {
        let back = number::product(slope, Decimal::from(anchor))?;
        let offset = number::difference(*ratings.get(anchor)?, back)?;
        let fits = ratings.iter().enumerate().all(|(index, rating)| at(index, slope, offset) == Some(*rating));
        fits.then_some((slope, offset))
    })
}

/// Returns what a line kept between 0 and 1 gives at a position.
pub(super) fn at(index: usize, slope: Decimal, offset: Decimal) -> Option<Decimal> {
    let raw = number::sum(number::product(slope, Decimal::from(index))?, offset)?;
    Some(raw.clamp(Decimal::ZERO, Decimal::ONE))
}

/// Returns all values of an issue as numbers; `None` where they have names.
pub(super) fn numbers(issue: &Issue) -> Option<Vec<Decimal>> {
    match issue.values {
        Values::Named { .. } => None,
        Values::Whole { .. } | Values::Stepped { .. } => {
            (0..issue.values.count() as usize).map(|index| issue.values.number(index)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(texts: &[&str]) -> Vec<Decimal> {
        texts.iter().map(|text| number::parse(text).unwrap()).collect()
    }

    #[test]
    fn lines_are_found_through_their_ends() {
        for (ratings, found) in [
            (&["0.1", "0.2", "0.3"][..], true),
            (&["0", "0.3", "1"], true),
            (&["0", "0", "0.5", "1", "1"], true),
            (&["1", "0.95", "0.9"], true),
            (&["0", "1"], true),
            (&["0.4"], true),
            (&["0.4", "0.4"], true),
            (&["0", "0", "0"], true),
            (&["1", "0", "1"], false),
            (&["0.1", "0.2", "0.5"], false),
            (&["0", "2"], false),
        ] {
            let ratings = numbers(ratings);
            assert_eq!(line(&ratings).is_some(), found, "{ratings:?}");
        }
    }

    #[test]
    fn parts_are_brought_to_one_measure() {
        let part = |ratings: &[&str], divisor: &str| {
            let ratings = numbers(ratings).into_iter().map(Some).collect();
            Some(Part { weight: Some(Decimal::ONE), ratings, divisor: number::parse(divisor).unwrap() })
        };
        let (_, full) = settle(vec![part(&["2", "3"], "3"), None, part(&["8", "1"], "8")]).unwrap();
        assert_eq!(full, Full::Best);
        let (worths, full) = settle(vec![part(&["2", "3"], "3"), part(&["0.25", "0.999"], "1")]).unwrap();
        assert_eq!(full, Full::Rating(Decimal::from(3)));
        let ratings: Vec<_> = worths.into_iter().flatten().flat_map(|worth| worth.ratings).flatten().collect();
        assert_eq!(ratings, numbers(&["2", "3", "0.75", "2.997"]));
    }
}
