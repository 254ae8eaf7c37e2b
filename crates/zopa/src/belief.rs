//! From what is known of values to bounds and orders: what robust answers are computed from.
//!
//! Weights and ratings of a party are brought to whole numbers, each in a unit of its own, without rounding. Where a
//! weight has no upper bound, all weights of the party are taken to add up to [`WEIGHTS_TOTAL`]: points out of a hundred.
//! What is gained by several points together is known exactly, and comes on top. A cap is left out where no package can
//! reach it; with one that may be reached values are not linear, and nothing is said of the party.

use crate::lower::Lower;
use crate::session::Unaskable;
use crate::worth::{Inexact, fraction};
use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};
use rust_decimal::Decimal;
use zopa_case::actor::Role;
use zopa_case::id::{PartyId, PointId};
use zopa_case::point::{At, Kind, Point};
use zopa_case::stance::{ChoiceRating, Full, PointOrder, Preference, Valuation};
use zopa_case::view::View;
use zopa_engine::{BeliefError, Beliefs, Bonus, Bounds, Contradiction, PartyKnowledge, Ranking, Space};
use zopa_syntax::value::Amount;

/// What the weights of a party add up to where some have no upper bound.
pub const WEIGHTS_TOTAL: i64 = 100;

/// What is known of the values of the principals.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// The same for the engine, in the same order.
    pub beliefs: Beliefs,
    /// Those of whom something is known.
    pub parties: Vec<KnownParty<'a>>,
    /// The others, and why not.
    pub unknown: Vec<(PartyId, Inexact)>,
}

/// What is known of the values of a party.
#[derive(Debug, Clone)]
pub struct KnownParty<'a> {
    /// The party.
    pub party: PartyId,
    /// Its values, as far as they are recorded.
    pub valuation: Option<&'a Valuation>,
    /// Its preferences, as far as they are recorded.
    pub preference: Option<&'a Preference>,
    /// How many units of weight make one in the record.
    pub unit: BigRational,
    /// How many units of rating earn the whole weight: a value is in units of weight times units of rating.
    pub rating_unit: BigRational,
    /// Whether the weights add up to [`WEIGHTS_TOTAL`] by convention.
    pub is_total_assumed: bool,
}

/// Returns what is known of the values of the principals; of those with `plus`, if they are wanted.
///
/// # Errors
/// When what is recorded of a party contradicts itself, or its numbers are too large or too fine.
pub fn known<'a>(view: &View<'a>, space: &Space, with_bonuses: bool) -> Result<Known<'a>, Unaskable> {
    let mut lower = Lower::new(view.case);
    let (mut parties, mut knowledge, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for party in (0..view.case.parties.len()).map(PartyId) {
        if !view.case.party(party).is(Role::Principal) {
            continue;
        }
        let (valuation, preference) = (view.valuation(party), view.preference(party));
        if valuation.is_none() && preference.is_none() {
            unknown.push((party, Inexact::Nothing));
        } else if !with_bonuses && valuation.is_some_and(|valuation| !valuation.bonuses.is_empty()) {
            unknown.push((party, Inexact::Together));
        } else {
            let reading = Reading { view, party, valuation, preference };
            match reading.read(&mut lower)? {
                Some((known, bounds)) => {
                    parties.push(known);
                    knowledge.push(bounds);
                }
                None => unknown.push((party, Inexact::Capped)),
            }
        }
    }
    let beliefs = Beliefs::new(space, &knowledge).map_err(|error| refused(view, &parties, error))?;
    Ok(Known { beliefs, parties, unknown })
}

struct Reading<'q, 'a> {
    view: &'q View<'a>,
    party: PartyId,
    valuation: Option<&'a Valuation>,
    preference: Option<&'a Preference>,
}

/// A number of the record of which bounds are known.
type Between = (Option<BigRational>, Option<BigRational>);

impl<'a> Reading<'_, 'a> {
    /// Returns what is known, or nothing if a cap may be reached.
    fn read(&self, lower: &mut Lower<'a>) -> Result<Option<(KnownParty<'a>, PartyKnowledge)>, Unaskable> {
        let case = self.view.case;
        let weights: Vec<Between> = (0..case.points.len()).map(|at| self.weight(PointId(at))).collect();
        let ratings: Vec<Vec<Between>> = (0..case.points.len()).map(|at| self.ratings(PointId(at))).collect();
        let is_total_assumed = weights.iter().any(|(_, most)| most.is_none());
        if self.may_be_capped(&weights, &ratings) {
            return Ok(None);
        }
        let out_of = self.valuation.and_then(|valuation| valuation.out_of).map_or_else(BigRational::one, fraction);
        let walk_away = self.view.walk_away(self.party).map(|entry| fraction(entry.value) * out_of);
        let rating_unit = common(ratings.iter().flatten().flat_map(|(least, most)| least.iter().chain(most)));
        let limits = walk_away.iter().map(|value| value * &rating_unit);
        let limits: Vec<BigRational> = limits.collect();
        let bonuses = self.valuation.map_or(&[][..], |valuation| &valuation.bonuses);
        let amounts: Vec<BigRational> = bonuses.iter().map(|bonus| fraction(bonus.amount)).collect();
        let bounds = weights.iter().flat_map(|(least, most)| least.iter().chain(most));
        let weight_unit = common(bounds.chain(&walk_away).chain(&amounts));
        let in_units = |number: &Option<BigRational>, unit: &BigRational| match number {
            None => Ok(None),
            Some(number) => whole(&(number * unit)).map(Some).ok_or_else(|| self.too_fine()),
        };
        let bounded = |(least, most): &Between, unit: &BigRational| -> Result<Bounds, Unaskable> {
            Ok(Bounds { least: in_units(least, unit)?.unwrap_or(0), most: in_units(most, unit)? })
        };
        let mut weight_bounds = Vec::with_capacity(weights.len());
        for weight in &weights {
            weight_bounds.push(bounded(weight, &weight_unit)?);
        }
        let mut rating_bounds = Vec::with_capacity(ratings.len());
        for row in &ratings {
            rating_bounds.push(row.iter().map(|rating| bounded(rating, &rating_unit)).collect::<Result<Vec<_>, _>>()?);
        }
        let full = whole(&rating_unit).ok_or_else(|| self.too_fine())?;
        let total = whole(&(BigRational::from_integer(WEIGHTS_TOTAL.into()) * &weight_unit));
        let least = limits.first().map(|limit| (limit * &weight_unit).ceil().to_integer().to_i128());
        let mut besides = Vec::with_capacity(bonuses.len());
        for (bonus, amount) in bonuses.iter().zip(&amounts) {
            let formula = lower.condition(&bonus.condition.condition)?;
            let amount =
                (amount * &weight_unit * &rating_unit).to_integer().to_i128().ok_or_else(|| self.too_fine())?;
            besides.push(Bonus { formula, amount });
        }
        let knowledge = PartyKnowledge {
            weights: weight_bounds,
            weight_rankings: self.weight_rankings(),
            total: total.filter(|_| is_total_assumed),
            ratings: rating_bounds,
            rating_rankings: self.rating_rankings(),
            full,
            bonuses: besides,
            walk_away: match least {
                None => None,
                Some(least) => Some(least.ok_or_else(|| self.too_fine())?),
            },
        };
        let (party, valuation, preference) = (self.party, self.valuation, self.preference);
        let unit = weight_unit;
        Ok(Some((KnownParty { party, valuation, preference, unit, rating_unit, is_total_assumed }, knowledge)))
    }

    /// Returns whether a package may be worth more than the cap, as far as bounds tell.
    fn may_be_capped(&self, weights: &[Between], ratings: &[Vec<Between>]) -> bool {
        let Some(cap) = self.valuation.and_then(|valuation| valuation.capped) else { return false };
        let zero = BigRational::zero();
        let best = ratings.iter().map(|of| of.iter().filter_map(|(_, most)| most.clone()).fold(zero.clone(), Ord::max));
        let total = BigRational::from_integer(WEIGHTS_TOTAL.into());
        let is_total_assumed = weights.iter().any(|(_, most)| most.is_none());
        let most: BigRational = if is_total_assumed {
            total * best.fold(zero.clone(), Ord::max)
        } else {
            weights
                .iter()
                .zip(best)
                .map(|((_, most), best)| most.as_ref().map_or(zero.clone(), |most| most * best))
                .sum()
        };
        let bonuses = self.valuation.iter().flat_map(|valuation| &valuation.bonuses);
        let besides: BigRational = bonuses.map(|bonus| fraction(bonus.amount).max(zero.clone())).sum();
        let out_of = self.valuation.and_then(|valuation| valuation.out_of).map_or_else(BigRational::one, fraction);
        most + besides > fraction(cap) * out_of
    }

    fn too_fine(&self) -> Unaskable {
        let name = &self.view.case.party(self.party).title;
        Unaskable::new(format!("the values of {name} are too large or too fine to be surveyed"))
    }

    /// Returns the bounds of a weight: 0 for a point that is named nowhere.
    fn weight(&self, point: PointId) -> Between {
        let worth = self.valuation.and_then(|valuation| valuation.worths.iter().find(|worth| worth.point == point));
        match worth.and_then(|worth| worth.weight) {
            Some(Amount::Exact(weight)) => exactly(fraction(weight.value)),
            Some(Amount::Between(least, most)) => (Some(fraction(least.value)), Some(fraction(most.value))),
            None if worth.is_some() || self.is_ordered(point) => (Some(BigRational::zero()), None),
            None => exactly(BigRational::zero()),
        }
    }

    fn is_ordered(&self, point: PointId) -> bool {
        let orders = self.preference.iter().flat_map(|preference| &preference.orders);
        orders.into_iter().any(|order| match order {
            PointOrder::Within(within, _) => *within == point,
            PointOrder::Among(groups) => groups.iter().flatten().any(|among| *among == point),
        })
    }

    /// Returns the bounds of the ratings of a point as shares of full marks.
    fn ratings(&self, point: PointId) -> Vec<Between> {
        let unknown = (Some(BigRational::zero()), Some(BigRational::one()));
        let declared = self.view.case.point(point);
        let mut ratings = vec![unknown; declared.choices.len()];
        let Some(valuation) = self.valuation else { return ratings };
        let Some(worth) = valuation.worths.iter().find(|worth| worth.point == point) else { return ratings };
        match &worth.rating {
            ChoiceRating::Unknown => {}
            ChoiceRating::Rising => along(declared, &mut ratings, false),
            ChoiceRating::Falling => along(declared, &mut ratings, true),
            ChoiceRating::Listed(rows) => {
                let best = rows.iter().map(|(_, rating)| fraction(greatest(rating))).max();
                let full = match valuation.full {
                    Full::At(rating) => fraction(rating),
                    Full::Best => best.filter(BigRational::is_positive).unwrap_or_else(BigRational::one),
                };
                for (choice, rating) in rows {
                    let share = |number: Decimal| fraction(number) / &full;
                    ratings[*choice] = match rating {
                        Amount::Exact(rating) => exactly(share(rating.value)),
                        Amount::Between(least, most) => (Some(share(least.value)), Some(share(most.value))),
                    };
                }
            }
        }
        ratings
    }

    fn weight_rankings(&self) -> Vec<Ranking> {
        let orders = self.preference.iter().flat_map(|preference| &preference.orders);
        orders
            .filter_map(|order| match order {
                PointOrder::Among(groups) => Some(groups),
                PointOrder::Within(..) => None,
            })
            .map(|groups| groups.iter().map(|group| group.iter().map(|point| point.0).collect()).collect())
            .collect()
    }

    fn rating_rankings(&self) -> Vec<Vec<Ranking>> {
        let mut rankings = vec![Vec::new(); self.view.case.points.len()];
        for order in self.preference.iter().flat_map(|preference| &preference.orders) {
            if let PointOrder::Within(point, groups) = order {
                rankings[point.0].push(groups.clone());
            }
        }
        rankings
    }
}

fn exactly(number: BigRational) -> Between {
    (Some(number.clone()), Some(number))
}

fn greatest(amount: &Amount) -> Decimal {
    match amount {
        Amount::Exact(number) | Amount::Between(_, number) => number.value,
    }
}

/// Sets ratings from 0 to 1 along a point in even steps; options of a number or date stay as they are.
fn along(point: &Point, ratings: &mut [Between], is_falling: bool) {
    let is_on_it = |at: &At| point.kind == Kind::Scale || !matches!(at, At::Option { .. });
    let on_it: Vec<usize> = (0..ratings.len()).filter(|&at| is_on_it(&point.choices[at].at)).collect();
    let last = on_it.len().saturating_sub(1).max(1);
    for (step, &at) in on_it.iter().enumerate() {
        let share = if on_it.len() == 1 { BigRational::one() } else { BigRational::new(step.into(), last.into()) };
        ratings[at] = exactly(if is_falling && on_it.len() > 1 { BigRational::one() - share } else { share });
    }
}

/// Returns the least number by which all of these become whole.
fn common<'n>(numbers: impl Iterator<Item = &'n BigRational>) -> BigRational {
    let denominators = numbers.map(BigRational::denom);
    BigRational::from_integer(denominators.fold(BigInt::one(), |known, denominator| known.lcm(denominator)))
}

fn whole(number: &BigRational) -> Option<i64> {
    number.is_integer().then(|| number.to_integer().to_i64()).flatten()
}

fn refused(view: &View<'_>, parties: &[KnownParty<'_>], error: BeliefError) -> Unaskable {
    let title =
        |party: usize| parties.get(party).map_or("a party", |known| view.case.party(known.party).title.as_str());
    let point = |point: usize| view.case.points.get(point).map_or("a point", |point| point.title.as_str());
    let message = match error {
        BeliefError::TooManyParties { found } => format!("{found} parties have values, more than can be weighed"),
        BeliefError::Shape { party } => format!("the values of {} do not fit the points", title(party)),
        BeliefError::Weights { party, why } => {
            let named = |item: usize| point(item).to_string();
            format!("no weights are as recorded for {}: {}", title(party), words(why, named))
        }
        BeliefError::Ratings { party, point: at, why } => {
            let declared = view.case.points.get(at);
            let named = |item: usize| declared.map_or(String::new(), |point| point.choice_title(item));
            format!("no ratings of {} are as recorded for {}: {}", point(at), title(party), words(why, named))
        }
        BeliefError::Unbounded { party, point: at } => {
            format!("nothing bounds the weight of {} for {}", point(at), title(party))
        }
        BeliefError::TooManyOrdered { party } => format!("too many weights of {} are only ordered", title(party)),
        BeliefError::TooLarge { party } => format!("the values of {} are too large or too fine", title(party)),
    };
    let hint = Some("ratings lie between 0 and the full rating, and orders agree with the numbers given".to_string());
    Unaskable { message, hint }
}

fn words(why: Contradiction, named: impl Fn(usize) -> String) -> String {
    match why {
        Contradiction::Unnamed => "an order names what does not exist".to_string(),
        Contradiction::Bounds { item } => format!("nothing is left for {}", named(item)),
        Contradiction::Circle { item } => format!("the orders put {} above itself", named(item)),
        Contradiction::Total => format!("they cannot add up to {WEIGHTS_TOTAL}"),
    }
}
