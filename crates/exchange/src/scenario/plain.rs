//! What writers ask of a scenario before they write it: what their format does not know is refused, or left out with a
//! warning.

use super::finding::{Place, Report, shown};
use super::model::{Full, Profile, Scenario, Values, Worth};
use super::number::{self, text};
use rust_decimal::Decimal;

/// Says that a format knows no order among named values.
pub(super) fn unordered(scenario: &Scenario, report: &mut Report) {
    for issue in &scenario.issues {
        if matches!(issue.values, Values::Named { ordered: true, .. }) {
            let message = format!("the values of issue {} are in order; the format has no order", shown(&issue.name));
            report.deviation(Place::WHOLE, "cannot-express", message);
        }
    }
}

/// Returns the value of no agreement where the format must have one.
pub(super) fn reservation(profile: &Profile, format: &str, report: &mut Report) -> Decimal {
    profile.reservation.unwrap_or_else(|| {
        let message = format!("{} has no value of no agreement; {format} takes it as 0", shown(&profile.party));
        report.deviation(Place::WHOLE, "cannot-express", message);
        Decimal::ZERO
    })
}

/// Says that a format knows no discount.
pub(super) fn undiscounted(profile: &Profile, report: &mut Report) {
    if profile.discount != Decimal::ONE {
        let discount = text(profile.discount);
        let message = format!("{} has the discount factor {discount}; the format has none", shown(&profile.party));
        report.deviation(Place::WHOLE, "cannot-express", message);
    }
}

/// Refuses what is no sum of weighted ratings; a constant may be allowed, and is returned.
pub(super) fn additive(profile: &Profile, constant: bool, report: &mut Report) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    for bonus in &profile.bonuses {
        if !constant || !bonus.regions.is_empty() {
            let amount = text(bonus.amount);
            let message = format!(
                "{} adds {amount} under a condition on several issues; the format knows weighted issues only",
                shown(&profile.party)
            );
            report.error(Place::WHOLE, "cannot-express", message);
            return None;
        }
        sum = number::sum(sum, bonus.amount)?;
    }
    if profile.out_of != Decimal::ONE {
        let message =
            format!("{} divides utilities by {}; the format does not", shown(&profile.party), text(profile.out_of));
        report.error(Place::WHOLE, "cannot-express", message);
        return None;
    }
    Some(sum)
}

/// Utilities that exceed a cap by no more than this do so by the noise of the numbers in the files.
const NOISE: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

/// Refuses a profile whose largest utility is not capped as in the format, unless no utility comes near the cap, or it is
/// only noise by which it may be exceeded.
pub(super) fn capped(profile: &Profile, cap: Option<Decimal>, report: &mut Report) -> Option<()> {
    if profile.cap == cap {
        return Some(());
    }
    let lowest = [profile.cap, cap].into_iter().flatten().min()?;
    let excess = most(profile).and_then(|most| number::difference(most, lowest));
    match excess {
        Some(excess) if excess <= Decimal::ZERO => return Some(()),
        Some(excess) if excess <= NOISE => {
            let message = format!(
                "the cap of {} on utilities of {} is left out; a sum of weights that is not quite 1 may exceed it by {}",
                text(lowest),
                shown(&profile.party),
                text(excess)
            );
            report.deviation(Place::WHOLE, "cannot-express", message);
            return Some(());
        }
        _ => {}
    }
    let message = match (profile.cap, cap) {
        (Some(own), _) => {
            format!("no utility of {} is above {}; the format has no such bound", shown(&profile.party), text(own))
        }
        (None, _) => format!(
            "utilities of {} may be above {}, the most that the format has",
            shown(&profile.party),
            text(lowest)
        ),
    };
    report.error(Place::WHOLE, "cannot-express", message);
    None
}

/// Returns a number that no utility is above; `None` where that cannot be told exactly.
fn most(profile: &Profile) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    for worth in profile.worths.iter().flatten() {
        let weight = worth.weight?;
        // With a weight below 0 the lowest rating would count.
        let best = worth.best().filter(|_| weight >= Decimal::ZERO && worth.ratings.iter().all(Option::is_some))?;
        let share = match profile.full {
            Full::Best => weight,
            Full::Rating(full) => upwards(number::product(weight, best)?, full)?,
        };
        sum = number::sum(sum, share)?;
    }
    for bonus in profile.bonuses.iter().filter(|bonus| bonus.amount > Decimal::ZERO) {
        sum = number::sum(sum, bonus.amount)?;
    }
    upwards(sum, profile.out_of)
}

/// Returns a quotient, rounded up where it has no end.
fn upwards(left: Decimal, right: Decimal) -> Option<Decimal> {
    match number::quotient(left, right) {
        Some(exact) => Some(exact),
        None => {
            let (rounded, exact) = number::rounded_quotient(left, right, 12)?;
            if exact { Some(rounded) } else { number::sum(rounded, Decimal::new(1, 12)) }
        }
    }
}

/// Returns the ratings of an issue as shares of its weight. Where a share has no exact decimals it is refused, or
/// rounded with a warning.
pub(super) fn shares(profile: &Profile, worth: &Worth, issue: &str, report: &mut Report) -> Option<Vec<Decimal>> {
    let what = format!("{}, issue {}", shown(&profile.party), shown(issue));
    let full = match profile.full {
        Full::Best => worth.best().filter(|best| *best > Decimal::ZERO).unwrap_or(Decimal::ONE),
        Full::Rating(full) => full,
    };
    let mut rounded = false;
    let mut shares = Vec::with_capacity(worth.ratings.len());
    for rating in &worth.ratings {
        let Some(rating) = *rating else {
            report.error(Place::WHOLE, "cannot-express", format!("{what}: not every value has a rating"));
            return None;
        };
        let share = match number::quotient(rating, full) {
            Some(share) => share,
            None => {
                rounded = true;
                number::rounded_quotient(rating, full, 20)?.0
            }
        };
        shares.push(share);
    }
    if rounded {
        let message = format!("{what}: a rating divided by {} has no exact decimals; 20 digits are kept", text(full));
        report.deviation(Place::WHOLE, "rounded", message);
    }
    Some(shares)
}

/// Returns a weight and ratings of an issue whose products are the utilities, without rounding if some pair does it:
/// shares of the weight, or the ratings as they are with a smaller weight, or the utilities themselves with weight 1.
pub(super) fn weighted(
    profile: &Profile,
    worth: &Worth,
    issue: &str,
    report: &mut Report,
) -> Option<(Decimal, Vec<Decimal>)> {
    let weight = weight(profile, worth, issue, report)?;
    let full = match profile.full {
        Full::Best => worth.best().filter(|best| *best > Decimal::ZERO).unwrap_or(Decimal::ONE),
        Full::Rating(full) => full,
    };
    let ratings: Option<Vec<Decimal>> = worth.ratings.iter().copied().collect();
    if let Some(ratings) =
        ratings.filter(|ratings| ratings.iter().any(|rating| number::quotient(*rating, full).is_none()))
    {
        if let Some(smaller) = number::quotient(weight, full) {
            return Some((smaller, ratings));
        }
        let utility = |rating: &Decimal| number::quotient(number::product(weight, *rating)?, full);
        if let Some(utilities) = ratings.iter().map(utility).collect() {
            return Some((Decimal::ONE, utilities));
        }
    }
    Some((weight, shares(profile, worth, issue, report)?))
}

/// Returns the weight of an issue; one that is not known is refused.
pub(super) fn weight(profile: &Profile, worth: &Worth, issue: &str, report: &mut Report) -> Option<Decimal> {
    if worth.weight.is_none() {
        let message = format!("{}, issue {}: the weight is not known", shown(&profile.party), shown(issue));
        report.error(Place::WHOLE, "cannot-express", message);
    }
    worth.weight
}
