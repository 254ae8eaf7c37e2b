//! How far a red line must give way at least.

use super::{Asking, HowFar};
use crate::lower::{Lower, within};
use crate::session::Unaskable;
use crate::words;
use zopa_case::condition::Condition;
use zopa_case::id::PointId;
use zopa_case::point::Kind;
use zopa_engine::{Budget, Formula, Verdict};

impl Asking<'_, '_> {
    /// For each line of a move, with the others of the move gone: the first rung of the party's own ladder that is
    /// enough, or else the nearest value on an ordered point.
    pub(super) fn how_far(&self, lines: &[usize], budget: &mut Budget) -> Result<Vec<HowFar>, Unaskable> {
        let kept = self.others(lines);
        let mut found = Vec::new();
        for &at in lines {
            let far = match self.rung(at, &kept, budget)? {
                Some(rung) => Some(rung),
                None => self.nearest(at, &kept, budget)?,
            };
            found.extend(far);
        }
        Ok(found)
    }

    fn possible(&self, kept: &[usize], further: Formula, budget: &mut Budget) -> Result<bool, Unaskable> {
        Ok(matches!(self.solve(kept, &[further], budget)?, Verdict::Possible(_)))
    }

    fn rung(&self, at: usize, kept: &[usize], budget: &mut Budget) -> Result<Option<HowFar>, Unaskable> {
        let mut lower = Lower::new(self.view.case);
        for rung in &self.line(at).stance.fallbacks {
            let formula = lower.condition(&rung.holds.condition)?;
            if self.possible(kept, formula, budget)? {
                return Ok(Some(HowFar {
                    red_line: self.name(at),
                    to: rung.holds.text(),
                    words: words::expr(self.view.case, &rung.holds.expr),
                    fallback: true,
                }));
            }
        }
        Ok(None)
    }

    /// Widens the values of a red line on one ordered point, step by step outwards, until a deal exists.
    fn nearest(&self, at: usize, kept: &[usize], budget: &mut Budget) -> Result<Option<HowFar>, Unaskable> {
        let Some(holds) = &self.line(at).stance.holds else { return Ok(None) };
        let Condition::At(point, allowed) = &holds.condition else { return Ok(None) };
        let declared = self.view.case.point(*point);
        let ordered = declared.kind != Kind::Choice;
        let (Some(&low), Some(&high), true) = (allowed.first(), allowed.last(), ordered) else { return Ok(None) };
        let is_value = |choice: usize| declared.kind == Kind::Scale || self.is_value(point.0, choice);
        let all = declared.choices.len();
        for distance in 1..all {
            let below = low.checked_sub(distance).filter(|&choice| is_value(choice));
            let above = Some(high + distance).filter(|&choice| choice < all && is_value(choice));
            for choice in [above, below].into_iter().flatten() {
                if self.possible(kept, within(*point, [choice]), budget)? {
                    return Ok(Some(self.shifted(at, *point, choice)));
                }
            }
            if below.is_none() && above.is_none() {
                break;
            }
        }
        Ok(None)
    }

    fn shifted(&self, at: usize, point: PointId, choice: usize) -> HowFar {
        let declared = self.view.case.point(point);
        HowFar {
            red_line: self.name(at),
            to: format!("{} = {}", declared.name, declared.choice_name(choice)),
            words: format!("{}: {}", declared.title, declared.choice_title(choice)),
            fallback: false,
        }
    }
}
