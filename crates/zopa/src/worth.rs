//! From what an analyst writes about values to whole numbers, without rounding.
//!
//! What a package is worth to a party is a sum of fractions: weight × rating ÷ full rating ÷ divisor. All of them, of all
//! parties, are brought to one denominator, and the numerators are what the engine adds up.

use crate::lower::Lower;
use crate::session::Unaskable;
use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};
use rust_decimal::Decimal;
use zopa_case::actor::Role;
use zopa_case::id::PartyId;
use zopa_case::point::{At, Kind, Point};
use zopa_case::stance::{ChoiceRating, Full, PointWorth, Valuation, WalkAway};
use zopa_case::view::View;
use zopa_engine::{Bonus, PartyValues, VALUE_MAX};
use zopa_syntax::value::{Amount, Number};

/// Exact values are told as decimals up to so many digits after the point.
const DIGITS_MAX: u32 = 30;

/// What packages are worth to a party, exactly.
#[derive(Debug, Clone)]
pub struct Worth<'a> {
    /// The party.
    pub party: PartyId,
    /// The entry.
    pub valuation: &'a Valuation,
    /// The value of no deal, where given.
    pub walk_away: Option<&'a WalkAway>,
    /// The same in whole units.
    pub values: PartyValues,
}

/// Why nothing exact can be said of what packages are worth to a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inexact {
    /// Nothing is recorded of its values.
    Nothing,
    /// Preferences are recorded, no values.
    OnlyOrdered,
    /// These points have a weight or rating that is unknown or a range.
    Points(Vec<String>),
    /// Some of its values depend on several points together, which makes the packages too entangled to be surveyed.
    Together,
    /// Packages may be worth more than its cap, so that values are not a sum any more.
    Capped,
}

impl Inexact {
    /// Returns the reason in words, to follow the name of the party.
    pub fn words(&self) -> String {
        match self {
            Inexact::Nothing => "no values are recorded".to_string(),
            Inexact::OnlyOrdered => "only preferences are recorded, no values".to_string(),
            Inexact::Together => {
                "what it gains by several points together (`plus`) is too entangled to be surveyed".to_string()
            }
            Inexact::Capped => "packages may be worth more than its cap (`capped`), and are then no sum".to_string(),
            Inexact::Points(points) => format!("not known exactly: {}", points.join(", ")),
        }
    }
}

/// The principals, with what is known of their values, in the order of the record.
#[derive(Debug, Clone)]
pub struct Worths<'a> {
    /// Those of which it is known exactly what packages are worth to them.
    pub known: Vec<Worth<'a>>,
    /// The others, and why not.
    pub unknown: Vec<(PartyId, Inexact)>,
    /// How many units make one in the record, for all parties the same.
    pub unit: BigRational,
}

/// Returns what is known of the values of the principals.
///
/// # Errors
/// When numbers are too large or too fine.
pub fn worths<'a>(view: &View<'a>, lower: &mut Lower<'a>) -> Result<Worths<'a>, Unaskable> {
    let (mut fractions, mut unknown) = (Vec::new(), Vec::new());
    for party in (0..view.case.parties.len()).map(PartyId) {
        if !view.case.party(party).is(Role::Principal) {
            continue;
        }
        match view.valuation(party) {
            None if view.preference(party).is_some() => unknown.push((party, Inexact::OnlyOrdered)),
            None => unknown.push((party, Inexact::Nothing)),
            Some(valuation) => match Fractions::of(view, valuation) {
                Err(why) => unknown.push((party, why)),
                Ok(known) => fractions.push(known),
            },
        }
    }
    let denominator = fractions.iter().flat_map(Fractions::all).fold(BigInt::one(), |known, value| {
        if (&known % value.denom()).is_zero() { known } else { known.lcm(value.denom()) }
    });
    let whole = |value: &BigRational| value.numer() * (&denominator / value.denom());
    let common =
        fractions.iter().flat_map(Fractions::all).fold(BigInt::zero(), |known, value| known.gcd(&whole(value)));
    let common = if common.is_zero() { BigInt::one() } else { common };
    let unit = BigRational::new(denominator, common);
    let known = fractions.into_iter().map(|fractions| fractions.whole(view, &unit, lower));
    Ok(Worths { known: known.collect::<Result<_, _>>()?, unknown, unit })
}

impl Worths<'_> {
    /// Returns a value in the terms of the record.
    pub fn in_record(&self, value: i128) -> BigRational {
        BigRational::from_integer(value.into()) / &self.unit
    }

    /// Returns the least number of units that is worth at least so much in the record.
    pub fn at_least(&self, value: Decimal) -> Option<i128> {
        (fraction(value) * &self.unit).ceil().to_integer().to_i128()
    }
}

/// Returns the number of a record as a fraction.
pub fn fraction(number: Decimal) -> BigRational {
    BigRational::new(number.mantissa().into(), BigInt::from(10).pow(number.scale()))
}

/// Returns the nearest double.
pub fn double(value: &BigRational) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

/// Returns a fraction as a decimal where that ends within thirty digits, as `n/d` otherwise.
pub fn exact(value: &BigRational) -> String {
    let (twos, rest) = without(value.denom(), 2);
    let (fives, rest) = without(&rest, 5);
    let digits = twos.max(fives);
    if !rest.is_one() || digits > DIGITS_MAX {
        return value.to_string();
    }
    let scaled = value.numer() * (BigInt::from(10).pow(digits) / value.denom());
    let sign = if scaled.is_negative() { "-" } else { "" };
    let digits = digits as usize;
    let text = format!("{:0>width$}", scaled.abs().to_string(), width = digits + 1);
    let (whole, part) = text.split_at(text.len() - digits);
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// Returns how often a number can be divided by another without a rest, at most once more than [`DIGITS_MAX`] times, and
/// what is then left.
fn without(number: &BigInt, by: u32) -> (u32, BigInt) {
    let (mut left, mut times) = (number.clone(), 0);
    while times <= DIGITS_MAX && (&left % by).is_zero() {
        left /= by;
        times += 1;
    }
    (times, left)
}

/// What is known of the values of a party, as fractions.
struct Fractions<'a> {
    valuation: &'a Valuation,
    walk_away: Option<&'a WalkAway>,
    /// What each choice of each point is worth. *Shape*: `[point][choice]`.
    table: Vec<Vec<BigRational>>,
    bonuses: Vec<BigRational>,
    /// The cap and the value of no deal.
    limits: [Option<BigRational>; 2],
}

impl<'a> Fractions<'a> {
    fn of(view: &View<'a>, valuation: &'a Valuation) -> Result<Fractions<'a>, Inexact> {
        let case = view.case;
        let out_of = valuation.out_of.map_or_else(BigRational::one, fraction);
        let mut table: Vec<Vec<BigRational>> =
            case.points.iter().map(|point| vec![BigRational::zero(); point.choices.len()]).collect();
        let mut lacking = Vec::new();
        for worth in &valuation.worths {
            let point = case.point(worth.point);
            match contributions(point, worth, valuation.full) {
                Some(row) => table[worth.point.0] = row.into_iter().map(|value| value / &out_of).collect(),
                None => lacking.push(point.name.clone()),
            }
        }
        if !lacking.is_empty() {
            return Err(Inexact::Points(lacking));
        }
        let bonuses = valuation.bonuses.iter().map(|bonus| fraction(bonus.amount) / &out_of).collect();
        let walk_away = view.walk_away(valuation.party);
        let limits = [valuation.capped.map(fraction), walk_away.map(|entry| fraction(entry.value))];
        Ok(Fractions { valuation, walk_away, table, bonuses, limits })
    }

    fn all(&self) -> impl Iterator<Item = &BigRational> {
        self.table.iter().flatten().chain(&self.bonuses).chain(self.limits.iter().flatten())
    }

    fn whole(self, view: &View<'a>, unit: &BigRational, lower: &mut Lower<'a>) -> Result<Worth<'a>, Unaskable> {
        let party = self.valuation.party;
        let units = |value: &BigRational| {
            let whole = (value * unit).to_integer().to_i128();
            whole.filter(|value| value.unsigned_abs() <= VALUE_MAX.unsigned_abs()).ok_or_else(|| {
                let name = &view.case.party(party).title;
                Unaskable::new(format!("the values of {name} are too large or too fine to add up exactly"))
            })
        };
        let mut tables = Vec::with_capacity(self.table.len());
        for row in &self.table {
            tables.push(row.iter().map(units).collect::<Result<Vec<i128>, Unaskable>>()?);
        }
        let mut bonuses = Vec::with_capacity(self.bonuses.len());
        for (bonus, amount) in self.valuation.bonuses.iter().zip(&self.bonuses) {
            let formula = lower.condition(&bonus.condition.condition)?;
            bonuses.push(Bonus { formula, amount: units(amount)? });
        }
        let [cap, walk_away] = self.limits.map(|limit| limit.as_ref().map(units));
        let values = PartyValues { tables, bonuses, cap: cap.transpose()?, walk_away: walk_away.transpose()? };
        Ok(Worth { party, valuation: self.valuation, walk_away: self.walk_away, values })
    }
}

/// Returns what each choice of a point is worth, or nothing where that is not known exactly.
fn contributions(point: &Point, worth: &PointWorth, full: Full) -> Option<Vec<BigRational>> {
    let weight = worth.weight.as_ref().and_then(known)?;
    let shares: Vec<BigRational> = match &worth.rating {
        ChoiceRating::Unknown => return None,
        ChoiceRating::Rising => (0..point.choices.len()).map(|at| along(point, at)).collect::<Option<_>>()?,
        ChoiceRating::Falling => {
            let rising = (0..point.choices.len()).map(|at| along(point, at));
            rising.map(|share| share.map(|share| BigRational::one() - share)).collect::<Option<_>>()?
        }
        ChoiceRating::Listed(rows) => {
            let mut ratings: Vec<Option<BigRational>> = vec![None; point.choices.len()];
            for (choice, rating) in rows {
                ratings[*choice] = known(rating);
            }
            let ratings: Vec<BigRational> = ratings.into_iter().collect::<Option<_>>()?;
            let full = match full {
                Full::At(rating) => fraction(rating),
                Full::Best => {
                    ratings.iter().max().cloned().filter(BigRational::is_positive).unwrap_or_else(BigRational::one)
                }
            };
            ratings.into_iter().map(|rating| rating / &full).collect()
        }
    };
    Some(shares.into_iter().map(|share| share * &weight).collect())
}

/// Returns how far along its point a choice is, from 0 to 1 in even steps; nothing for an option of a number or date.
fn along(point: &Point, choice: usize) -> Option<BigRational> {
    let is_on_it = |at: &At| point.kind == Kind::Scale || !matches!(at, At::Option { .. });
    if !point.choices.iter().all(|choice| is_on_it(&choice.at)) {
        return None;
    }
    match point.choices.len() {
        1 => Some(BigRational::one()),
        n => Some(BigRational::new(choice.into(), (n - 1).into())),
    }
}

fn known(amount: &Amount) -> Option<BigRational> {
    match amount {
        Amount::Exact(number) => Some(number_of(number)),
        Amount::Between(low, high) if low.value == high.value => Some(number_of(low)),
        Amount::Between(..) => None,
    }
}

fn number_of(number: &Number) -> BigRational {
    fraction(number.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_told_exactly() {
        let told = |numerator: i64, denominator: i64| exact(&BigRational::new(numerator.into(), denominator.into()));
        assert_eq!(told(1, 2), "0.5");
        assert_eq!(told(-1, 8), "-0.125");
        assert_eq!(told(7, 1), "7");
        assert_eq!(told(1, 50), "0.02");
        assert_eq!(told(2, 3), "2/3");
        assert_eq!(told(0, 5), "0");
        let tiny = BigRational::new(BigInt::one(), BigInt::from(10).pow(31));
        assert_eq!(exact(&tiny), tiny.to_string());
    }
}
