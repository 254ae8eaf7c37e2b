//! Alternatives side by side.

use super::{Alternates, BracketKind, Text};

/// How far neighbours may stand apart, in bytes.
const GAP_BYTES_MAX: usize = 64;

/// Returns the alternatives of a text, by place.
pub(super) fn alternates(text: &Text<'_>) -> Vec<Alternates> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    // Of each bracket the last one inside it, and the set that it is in; at the end those of the text itself.
    let mut last: Vec<Option<(usize, Option<usize>)>> = vec![None; text.brackets.len() + 1];
    let mut inside = Vec::new();
    for (at, bracket) in text.brackets.iter().enumerate() {
        if !bracket.closed || matches!(bracket.kind, BracketKind::Remark | BracketKind::Stance) {
            continue;
        }
        let parent = bracket.parent.unwrap_or(text.brackets.len());
        let set = last[parent].filter(|(before, _)| is_near(text, *before, at)).map(|(before, set)| {
            set.unwrap_or_else(|| {
                sets.push(vec![before]);
                sets.len() - 1
            })
        });
        if let Some(set) = set {
            sets[set].push(at);
        }
        last[parent] = Some((at, set));
        if let Some(count) = within(text, at) {
            inside.push((at, count));
        }
    }
    let mut found: Vec<Alternates> = Vec::new();
    for mut set in sets {
        set.retain(|&at| text.brackets[at].kind == BracketKind::Words);
        if set.len() > 1 {
            found.push(Alternates::Beside(set));
        }
    }
    found.extend(inside.into_iter().map(|(at, count)| Alternates::Inside(at, count)));
    found.sort_by_key(|alternates| match alternates {
        Alternates::Beside(set) => set[0],
        Alternates::Inside(at, _) => *at,
    });
    found
}

/// Returns whether nothing parts two brackets but space, a slash or a bar.
fn is_near(text: &Text<'_>, before: usize, after: usize) -> bool {
    let (end, start) = (text.brackets[before].span.end, text.brackets[after].span.start);
    if start < end || start - end > GAP_BYTES_MAX {
        return false;
    }
    let gap = &text.source[end..start];
    let breaks = gap.matches('\n').count();
    breaks <= 1 && matches!(gap.trim(), "" | "/" | "|" | "／")
}

/// Returns how many alternatives a bracket has inside: `[30/60/90]`, `[shall/should]`. Those of `and/or` and `km/h` are
/// none.
fn within(text: &Text<'_>, at: usize) -> Option<usize> {
    let bracket = &text.brackets[at];
    let nested = text.brackets.get(at + 1).is_some_and(|next| next.parent == Some(at));
    let start = bracket.stances.last().map_or(bracket.span.start, |stance| stance.words.start);
    let words = text.source.get(start..bracket.span.end)?.trim_matches(['[', ']', '［', '］', '【', '】', ' ']);
    if nested || words.len() > 200 || !words.contains(['/', '／']) || words.contains("://") {
        return None;
    }
    let lower = words.to_lowercase().replace("and/or", "and");
    let sides: Vec<&str> = lower.split(['/', '／']).map(str::trim).collect();
    let figures = |side: &str| side.chars().all(|sign| sign.is_numeric() || ".,% ".contains(sign)) && !side.is_empty();
    let words = |side: &str| side.chars().filter(|sign| sign.is_alphabetic()).count() > 1;
    let han = |side: &str| side.chars().any(|sign| !sign.is_lowercase() && sign.is_alphabetic());
    // 2024/25 is a season.
    let season =
        sides.len() == 2 && sides[0].len() == 4 && sides[1].len() == 2 && sides.iter().all(|side| figures(side));
    let sound = sides.iter().all(|side| figures(side) || words(side) || han(side));
    (sides.len() > 1 && sound && !season).then_some(sides.len())
}
