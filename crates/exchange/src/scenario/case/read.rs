//! A case as a scenario: the points, and what they are worth to the principals.

use super::super::fields::whole;
use super::super::finding::{Finding, Mode, Place, Report, shown};
use super::super::model::{Bonus, Bound, Full, Issue, Profile, Region, Scenario, Values, Worth};
use super::super::number::{self, text};
use super::super::region;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use zopa_case::case::Case;
use zopa_case::condition::Condition;
use zopa_case::id::{PartyId, PointId};
use zopa_case::point::{At, Kind, Point};
use zopa_case::stance::{self, ChoiceRating, PointWorth, Valuation};
use zopa_case::view::View;
use zopa_syntax::span::Span;
use zopa_syntax::value::Amount;

/// Returns what a scenario can say of a case as of a day, with warnings about what it cannot.
///
/// # Errors
/// What a scenario cannot say and cannot leave out. In [`Mode::Strict`] all that has to be left out: links, red lines,
/// orders of preference, values of those who are no principals. The record of the talks is left out in either mode.
pub fn from_case(view: &View<'_>, mode: Mode) -> Result<(Scenario, Vec<Finding>), Vec<Finding>> {
    let case = view.case;
    let mut reader = Reader { case, report: Report::new(mode), issues: Vec::new() };
    reader.issues = reader.read_issues();
    reader.leave_out(view);
    let profiles: Vec<Profile> = case.principals().filter_map(|party| reader.profile(view, party)).collect();
    if profiles.is_empty() {
        reader.report.error(Place::WHOLE, "no-profile", "no principal has a value entry");
    }
    let Reader { report, issues, .. } = reader;
    let scenario = Scenario { name: case.title.clone(), issues, profiles };
    if report.failed() { Err(report.into_findings()) } else { Ok((scenario, report.into_findings())) }
}

struct Reader<'a> {
    case: &'a Case,
    report: Report,
    issues: Vec<Issue>,
}

impl<'a> Reader<'a> {
    fn place(&self, site: Span) -> Place<'a> {
        let path = &self.case.sources.file(site.file).path;
        Place::at(path, self.case.sources.position(site))
    }

    /// Reports what cannot be left out.
    fn error(&mut self, site: Span, message: String) {
        let place = self.place(site);
        self.report.error(place, "cannot-express", message);
    }

    /// Reports what is left out.
    fn without(&mut self, site: Span, message: String) {
        let place = self.place(site);
        self.report.deviation(place, "cannot-express", message);
    }

    fn read_issues(&mut self) -> Vec<Issue> {
        let titles: Vec<&str> = self.case.points.iter().map(|point| point.title.as_str()).collect();
        let names = self.case.points.iter().map(|point| point.name.as_str());
        let names = distinct(&titles, names);
        let case = self.case;
        case.points.iter().zip(names).map(|(point, name)| Issue { name, values: self.values(point) }).collect()
    }

    fn values(&mut self, point: &Point) -> Values {
        let numbers: Vec<Decimal> = point
            .choices
            .iter()
            .filter_map(|choice| if let At::Number(value) = choice.at { Some(value) } else { None })
            .collect();
        if let (Kind::Number, Some(low), Some(high)) = (point.kind, numbers.first(), numbers.last()) {
            if numbers.len() < point.choices.len() {
                let message = format!("point {} has options besides its numbers", shown(&point.title));
                self.error(point.site, message);
            }
            let step = numbers.get(1).map_or(Decimal::ONE, |next| *next - *low);
            return match (whole(*low), whole(*high), whole(step)) {
                (Some(low), Some(high), Some(1)) => Values::Whole { low, high },
                _ => Values::Stepped { low: low.normalize(), high: high.normalize(), step: step.normalize() },
            };
        }
        let titles: Vec<String> = (0..point.choices.len()).map(|at| point.choice_title(at)).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let names: Vec<String> = (0..point.choices.len()).map(|at| point.choice_name(at)).collect();
        let names = distinct(&titles, names.iter().map(String::as_str));
        Values::Named { names, ordered: point.kind != Kind::Choice }
    }

    /// Says what of the case has no place in a scenario.
    fn leave_out(&mut self, view: &View<'_>) {
        for link in view.links() {
            let message = format!("link {}: a scenario has no links", shown(&link.name));
            self.without(link.holds.span(), message);
        }
        for red_line in view.red_lines() {
            let name = shown(&self.case.lines[red_line.line.0].name);
            self.without(red_line.stance.site, format!("red line {name}: a scenario has no red lines"));
        }
        for at in 0..self.case.parties.len() {
            let (party, id) = (&self.case.parties[at], PartyId(at));
            let name = shown(&party.title);
            if let Some(preference) = view.preference(id) {
                let message = format!("{name}: a scenario has values, no order of preference");
                self.without(preference.site, message);
            }
            let principal = self.case.principals().any(|principal| principal == id);
            if let Some(valuation) = view.valuation(id).filter(|_| !principal) {
                let message = format!("{name} is no principal: a scenario has only those who must consent");
                self.without(valuation.site, message);
            }
        }
        let case = self.case;
        let record = [
            ("report", case.reports.len()),
            ("claim", case.claims.len()),
            ("round", case.rounds.len()),
            ("draft", case.drafts.len()),
            ("agreement", case.agreements.len()),
            ("event", case.events.len()),
            ("ratification step", case.steps.len()),
        ];
        let counted: Vec<String> = record
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(noun, count)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }))
            .collect();
        if !counted.is_empty() {
            let message = format!("the record of the talks has no place in a scenario: {}", counted.join(", "));
            self.report.warning(Place::WHOLE, "record-left-out", message);
        }
    }

    fn profile(&mut self, view: &View<'_>, party: PartyId) -> Option<Profile> {
        let titles: Vec<&str> = self.case.parties.iter().map(|party| party.title.as_str()).collect();
        let names = distinct(&titles, self.case.parties.iter().map(|party| party.name.as_str()));
        let name = names.get(party.0).cloned().unwrap_or_default();
        let Some(valuation) = view.valuation(party) else {
            let site = self.case.party(party).site;
            self.without(site, format!("{} has no value entry", shown(&name)));
            return None;
        };
        let idle = valuation.worths.len() == 1 && self.is_idle(&valuation.worths[0]);
        let scale = if idle { Decimal::ONE } else { self.scale(valuation)? };
        let mut worths: Vec<Option<Worth>> = vec![None; self.issues.len()];
        for worth in valuation.worths.iter().filter(|_| !idle) {
            worths[worth.point.0] = self.worth(valuation, worth, scale);
        }
        let full = match valuation.full {
            stance::Full::Best => Full::Best,
            stance::Full::At(full) => Full::Rating(number::product(full, scale)?),
        };
        let bonuses = valuation.bonuses.iter().filter_map(|bonus| self.bonus(valuation, bonus)).collect();
        let discount = valuation.discount.unwrap_or(Decimal::ONE);
        if discount.is_zero() {
            self.error(valuation.site, format!("{}: a discount of 0 leaves no value at all", shown(&name)));
        }
        Some(Profile {
            party: name,
            worths,
            full,
            bonuses,
            out_of: valuation.out_of.map_or(Decimal::ONE, |out_of| out_of.normalize()),
            cap: valuation.capped.map(|cap| cap.normalize()),
            reservation: view.walk_away(party).map(|entry| entry.value.normalize()),
            discount: discount.normalize(),
        })
    }

    /// Returns whether a worth stands there only because an entry needs one.
    fn is_idle(&self, worth: &PointWorth) -> bool {
        let zero = |amount: &Amount| matches!(amount, Amount::Exact(number) if number.value.is_zero());
        worth.point == PointId(0)
            && worth.weight.as_ref().is_some_and(zero)
            && match &worth.rating {
                ChoiceRating::Falling => true,
                ChoiceRating::Listed(rows) => {
                    rows.len() == self.case.point(worth.point).choices.len()
                        && rows.iter().all(|(_, rating)| zero(rating))
                }
                ChoiceRating::Unknown | ChoiceRating::Rising => false,
            }
    }

    /// Returns by what all ratings are multiplied, so that those along a direction have exact decimals.
    fn scale(&mut self, valuation: &Valuation) -> Option<Decimal> {
        let stance::Full::At(full) = valuation.full else { return Some(Decimal::ONE) };
        let steps = valuation.worths.iter().filter_map(|worth| {
            let along = matches!(worth.rating, ChoiceRating::Rising | ChoiceRating::Falling);
            let steps = self.case.point(worth.point).choices.len().saturating_sub(1);
            (along && steps > 0).then(|| Decimal::from(steps))
        });
        let steps: Vec<Decimal> = steps.collect();
        if steps.iter().all(|steps| number::quotient(full, *steps).is_some()) {
            return Some(Decimal::ONE);
        }
        let scale = number::common_multiple(steps.into_iter());
        if scale.is_none() {
            self.error(valuation.site, "the ratings along directions have no exact decimals".to_string());
        }
        scale
    }

    fn amount(&mut self, site: Span, amount: &Amount, what: &str) -> Option<Decimal> {
        match amount {
            Amount::Exact(number) => Some(number.value.normalize()),
            Amount::Between(low, high) if low.value == high.value => Some(low.value.normalize()),
            Amount::Between(low, high) => {
                self.error(site, format!("{what} is known only to lie in {low}..{high}; a scenario has exact numbers"));
                None
            }
        }
    }

    fn worth(&mut self, valuation: &Valuation, worth: &PointWorth, scale: Decimal) -> Option<Worth> {
        let point = self.case.point(worth.point);
        let title = shown(&point.title);
        let site = valuation.site;
        let weight = match &worth.weight {
            Some(weight) => self.amount(site, weight, &format!("the weight of {title}")),
            None => None,
        };
        let count = point.choices.len();
        let full = match valuation.full {
            stance::Full::Best => Decimal::from(count.saturating_sub(1).max(1)),
            stance::Full::At(full) => number::product(full, scale)?,
        };
        let mut ratings = vec![None; count];
        match &worth.rating {
            ChoiceRating::Unknown => {}
            ChoiceRating::Rising | ChoiceRating::Falling => {
                let steps = count.saturating_sub(1);
                for (at, rating) in ratings.iter_mut().enumerate() {
                    let along = if worth.rating == ChoiceRating::Rising { at } else { steps - at };
                    // A point with one value is wholly at its end either way.
                    let (along, steps) = if steps == 0 {
                        (usize::from(worth.rating == ChoiceRating::Rising), 1)
                    } else {
                        (along, steps)
                    };
                    *rating = number::product(full, Decimal::from(along))
                        .and_then(|product| number::quotient(product, Decimal::from(steps)));
                }
            }
            ChoiceRating::Listed(rows) => {
                for (choice, rating) in rows {
                    let what = format!("the rating of {}", shown(&point.choice_title(*choice)));
                    let rating = self.amount(site, rating, &what);
                    ratings[*choice] = rating.and_then(|rating| number::product(rating, scale));
                }
            }
        }
        Some(Worth { weight, ratings })
    }

    fn bonus(&mut self, valuation: &Valuation, bonus: &stance::Bonus) -> Option<Bonus> {
        let site = bonus.condition.span();
        let mut regions = Vec::new();
        match self.regions(&bonus.condition.condition, &mut regions) {
            Some(true) => {}
            // It holds nowhere.
            Some(false) => return None,
            None => {
                let amount = text(bonus.amount);
                let message = format!(
                    "{}: `plus {amount}` depends on more than ranges of whole numbers",
                    shown(&self.case.party(valuation.party).title)
                );
                self.error(site, message);
                return None;
            }
        }
        let regions = region::simplified(regions)?;
        Some(Bonus { amount: bonus.amount.normalize(), regions })
    }

    /// Collects the boxes whose common part is where a condition holds, and returns whether there can be any. `None`
    /// where the condition is no such thing.
    fn regions(&self, condition: &Condition, regions: &mut Vec<Region>) -> Option<bool> {
        match condition {
            Condition::Constant(value) => Some(*value),
            Condition::At(..) => {
                let Some(bound) = self.bound(condition)? else { return Some(false) };
                match regions.first_mut().filter(|region| region.inside) {
                    Some(region) => region.bounds.push(bound),
                    None => regions.insert(0, Region { inside: true, bounds: vec![bound] }),
                }
                Some(true)
            }
            Condition::And(parts) => {
                parts.iter().try_fold(true, |holds, part| Some(self.regions(part, regions)? && holds))
            }
            Condition::Not(inner) => match inner.as_ref() {
                Condition::Constant(value) => Some(!value),
                Condition::Not(twice) => self.regions(twice, regions),
                Condition::Or(parts) => parts.iter().try_fold(true, |holds, part| {
                    let opposite = Condition::Not(Box::new(part.clone()));
                    Some(self.regions(&opposite, regions)? && holds)
                }),
                one @ Condition::At(..) => self.outside(std::slice::from_ref(one), regions),
                Condition::And(parts) => self.outside(parts, regions),
                _ => None,
            },
            _ => None,
        }
    }

    fn outside(&self, parts: &[Condition], regions: &mut Vec<Region>) -> Option<bool> {
        let bounds: Option<Vec<Option<Bound>>> = parts.iter().map(|part| self.bound(part)).collect();
        // Where a side is empty, so is the box, and all lies outside it.
        if let Some(bounds) = bounds?.into_iter().collect::<Option<Vec<Bound>>>() {
            regions.push(Region { inside: false, bounds });
        }
        Some(true)
    }

    /// Returns the bound that a settlement of a point is, or inside that nothing where no value will do.
    #[expect(clippy::option_option, reason = "outside: no bound of this kind; inside: one without any value")]
    fn bound(&self, condition: &Condition) -> Option<Option<Bound>> {
        let Condition::At(point, choices) = condition else { return None };
        let Values::Whole { low, .. } = self.issues.get(point.0)?.values else { return None };
        let (Some(first), Some(last)) = (choices.first(), choices.last()) else { return Some(None) };
        if last - first + 1 != choices.len() {
            return None;
        }
        let at = |choice: usize| low.checked_add(i64::try_from(choice).ok()?);
        Some(Some(Bound { issue: point.0, low: at(*first)?, high: at(*last)? }))
    }
}

/// Returns titles that are all different: those that stand more than once give way to the names in the record.
fn distinct<'n>(titles: &[&str], names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for title in titles {
        *times.entry(title).or_default() += 1;
    }
    titles.iter().zip(names).map(|(title, name)| if times[title] == 1 { *title } else { name }.to_string()).collect()
}
