//! Drafts and settlements that somebody names in a question.

use crate::session::Unaskable;
use std::collections::BTreeSet;
use zopa_case::id::{DraftId, PointId};
use zopa_case::names::Meaning;
use zopa_case::view::View;
use zopa_syntax::form::Space;

/// Returns the draft of this name.
///
/// # Errors
/// When there is none, or it was not on the table by the day of the view.
pub fn draft(view: &View<'_>, name: &str) -> Result<DraftId, Unaskable> {
    match view.case.names.get(Space::Draft, name).map(|declared| declared.meaning) {
        Some(Meaning::Draft(id)) if view.sees(view.case.drafts[id.0].date) => Ok(id),
        Some(Meaning::Draft(_)) => {
            Err(Unaskable::new(format!("the draft `{name}` was not on the table by {}", view.as_of)))
        }
        _ => Err(Unaskable::unknown("draft", name, view.case.drafts.iter().map(|draft| draft.name.as_str()))),
    }
}

/// Reads `point = choice, point = choice`, with points and choices by name or title.
///
/// # Errors
/// When a point or choice does not exist, or a point is settled twice.
pub fn settlements(view: &View<'_>, text: &str) -> Result<Vec<(PointId, usize)>, Unaskable> {
    let mut named = BTreeSet::new();
    let mut settlements = Vec::new();
    for part in text.split(',') {
        let (point, choice) = settled(view, part)?;
        if !named.insert(point) {
            return Err(Unaskable::new(format!("`{}` is settled twice", view.case.point(point).name)));
        }
        settlements.push((point, choice));
    }
    Ok(settlements)
}

/// Reads `point = choice`.
///
/// # Errors
/// When the point or the choice does not exist.
pub fn settled(view: &View<'_>, part: &str) -> Result<(PointId, usize), Unaskable> {
    let (point, choice) = part
        .split_once('=')
        .map(|(point, choice)| (point.trim(), choice.trim()))
        .ok_or_else(|| Unaskable::new(format!("expected `point = choice`, found `{}`", part.trim())))?;
    let points = &view.case.points;
    let at = points.iter().position(|declared| declared.name == point);
    let at = at.or_else(|| points.iter().position(|declared| declared.title == point));
    let at = at.ok_or_else(|| Unaskable::unknown("point", point, points.iter().map(|known| known.name.as_str())))?;
    let names: Vec<String> = (0..points[at].choices.len()).map(|index| points[at].choice_name(index)).collect();
    let titled = || (0..names.len()).find(|&index| points[at].choice_title(index) == choice);
    match names.iter().position(|name| name == choice).or_else(titled) {
        Some(choice) => Ok((PointId(at), choice)),
        None => {
            let shown = names.iter().take(20).map(String::as_str);
            Err(Unaskable::unknown(&format!("choice of `{}`", points[at].name), choice, shown))
        }
    }
}
