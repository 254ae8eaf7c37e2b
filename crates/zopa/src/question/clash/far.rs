//! How far a red line must give way at least.

use super::{Asking, HowFar};
use crate::lower::{Lower, within};
use crate::session::Unaskable;
use crate::words;
use zopa_case::condition::Condition;
use zopa_case::id::PointId;
use zopa_case::point::Kind;
use zopa_engine::Budget;

/// Of a move with more lines than this only the first are worked out: nobody would read the rest.
const LINES_DETAILED_MAX: usize = 12;

impl Asking<'_, '_> {
    /// For each line of a move, with the others of the move gone: the first rung of the party's own ladder that is
    /// enough, or else the nearest value on an ordered point.
    pub(super) fn how_far(&self, lines: &[usize], budget: &mut Budget) -> Result<Vec<HowFar>, Unaskable> {
        let kept = self.others(lines);
        let mut found = Vec::new();
        for &at in lines.iter().take(LINES_DETAILED_MAX) {
            let far = match self.rung(at, &kept, budget)? {
                Some(rung) => Some(rung),
                None => self.nearest(at, &kept, budget)?,
            };
            found.extend(far);
        }
        Ok(found)
    }

    fn rung(&self, at: usize, kept: &[usize], budget: &mut Budget) -> Result<Option<HowFar>, Unaskable> {
        let mut lower = Lower::new(self.view.case);
        for rung in &self.line(at).stance.fallbacks {
            let formula = lower.condition(&rung.holds.condition)?;
            if self.possible(kept, &formula, budget)? {
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

    /// Widens the values of a red line on one ordered point outwards until a deal exists. The wider, the more deals, so
    /// the least width is found by halving.
    fn nearest(&self, at: usize, kept: &[usize], budget: &mut Budget) -> Result<Option<HowFar>, Unaskable> {
        let Some(holds) = &self.line(at).stance.holds else { return Ok(None) };
        let Condition::At(point, allowed) = &holds.condition else { return Ok(None) };
        let declared = self.view.case.point(*point);
        let (Some(&low), Some(&high)) = (allowed.first(), allowed.last()) else { return Ok(None) };
        if declared.kind == Kind::Choice || high - low + 1 != allowed.len() {
            return Ok(None);
        }
        let is_value = |choice: &usize| declared.kind == Kind::Scale || self.is_value(point.0, *choice);
        let values: Vec<usize> = (0..declared.choices.len()).filter(is_value).collect();
        let around = |distance: usize| {
            let near =
                values.iter().copied().filter(move |&choice| choice + distance >= low && choice <= high + distance);
            within(*point, near)
        };
        let (mut too_near, mut enough) = (0, values.len());
        if !self.possible(kept, &around(enough), budget)? {
            return Ok(None);
        }
        while enough - too_near > 1 {
            let middle = too_near + (enough - too_near) / 2;
            if self.possible(kept, &around(middle), budget)? {
                enough = middle;
            } else {
                too_near = middle;
            }
        }
        let sides = [Some(high + enough), low.checked_sub(enough)];
        for choice in sides.into_iter().flatten().filter(|choice| values.contains(choice)) {
            if self.possible(kept, &within(*point, [choice]), budget)? {
                return Ok(Some(self.shifted(at, *point, choice)));
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
