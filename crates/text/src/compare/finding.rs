//! What a change of words does.

use super::mark::{Mark, Sense, marks};
use super::phrase::{Effect, Force};
use super::{Kind, Run, token};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

/// The most findings about one pair of texts. Where there are more, the texts have little in common, and the words tell.
const FINDINGS_MAX: usize = 200;

/// The most marks of one kind in one change that are paired by what stands around them.
const CONTEXT_MARKS_MAX: usize = 64;

/// How many words around a mark are looked at.
const AROUND: usize = 6;

/// The most words of a change that counts as a few.
const SHORT_MAX: usize = 8;

/// What a change of words does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// What it says, as one clause: `300 euros → 200 euros`.
    pub message: String,
    /// Where it stands in the earlier text, in bytes.
    pub before: Option<Range<usize>>,
    /// Where it stands in the later text, in bytes.
    pub after: Option<Range<usize>>,
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// A number is another.
    Number,
    /// A date is another.
    Date,
    /// A verb binds more or less.
    Verb,
    /// A negation came or went.
    Negation,
    /// A qualifier came, went or changed.
    Qualifier,
    /// A reference leads elsewhere.
    Reference,
    /// Brackets came or went.
    Brackets,
}

impl FindingKind {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            FindingKind::Number => "number",
            FindingKind::Date => "date",
            FindingKind::Verb => "verb",
            FindingKind::Negation => "negation",
            FindingKind::Qualifier => "qualifier",
            FindingKind::Reference => "reference",
            FindingKind::Brackets => "brackets",
        }
    }
}

/// Returns what the changes of a comparison do, in the order in which they stand.
pub fn findings(before: &str, runs: &[Run], after: &str) -> Vec<Finding> {
    if super::is_same(runs) {
        return Vec::new();
    }
    let sides = Sides::new(before, runs, after);
    let mut found = sides.changed();
    found.extend(brackets(before, after));
    found.truncate(FINDINGS_MAX);
    found
}

/// Both texts with their marks, and how their tokens go together.
struct Sides<'a> {
    before: &'a str,
    after: &'a str,
    old: Vec<Mark>,
    new: Vec<Mark>,
    old_tokens: Vec<Place>,
    new_tokens: Vec<Place>,
    /// How many words each change has, deleted and inserted.
    sizes: Vec<usize>,
}

/// A token of one side.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Where it starts.
    at: usize,
    /// The token of the other side that it equals; where it was changed, the change in which it stands.
    fate: Result<usize, usize>,
}

/// A mark of one side without a counterpart, and the change in which it stands.
#[derive(Debug, Clone, Copy)]
struct Lone {
    at: usize,
    hunk: usize,
}

impl<'a> Sides<'a> {
    fn new(before: &'a str, runs: &[Run], after: &'a str) -> Sides<'a> {
        let (old_all, new_all) = (token::tokens(before), token::tokens(after));
        let (mut old_tokens, mut new_tokens) = (Vec::with_capacity(old_all.len()), Vec::with_capacity(new_all.len()));
        let mut sizes = vec![0];
        for run in runs {
            let old = old_all[old_tokens.len()..].iter().take_while(|token| token.at < run.before.end);
            let new = new_all[new_tokens.len()..].iter().take_while(|token| token.at < run.after.end);
            let hunk = sizes.len() - 1;
            match run.kind {
                Kind::Equal => {
                    let (from, to) = (old_tokens.len(), new_tokens.len());
                    old_tokens.extend(old.enumerate().map(|(by, token)| Place { at: token.at, fate: Ok(to + by) }));
                    new_tokens.extend(new.enumerate().map(|(by, token)| Place { at: token.at, fate: Ok(from + by) }));
                    sizes.push(0);
                }
                Kind::Deleted => old_tokens.extend(old.map(|token| Place { at: token.at, fate: Err(hunk) })),
                Kind::Inserted => new_tokens.extend(new.map(|token| Place { at: token.at, fate: Err(hunk) })),
            }
            if run.kind != Kind::Equal {
                sizes[hunk] += token::words(&before[run.before.clone()]) + token::words(&after[run.after.clone()]);
            }
        }
        Sides { before, after, old: marks(before), new: marks(after), old_tokens, new_tokens, sizes }
    }

    fn changed(&self) -> Vec<Finding> {
        let mut pairs = self.on_equal_words();
        let mut paired = vec![false; self.new.len()];
        let mut done = vec![false; self.old.len()];
        for &(old, new) in &pairs {
            (done[old], paired[new]) = (true, true);
        }
        let mut old = lone(&self.old, &self.old_tokens, &done);
        let mut new = lone(&self.new, &self.new_tokens, &paired);
        // Numbers, dates and references that only moved within the text are no change; of other words, those that the
        // same change takes away and puts back.
        let value = |sense: &Sense| matches!(sense, Sense::Number { .. } | Sense::Date { .. } | Sense::Reference(_));
        self.cancel(&mut old, &mut new, |lone, sense| if value(sense) { 0 } else { lone.hunk + 1 });
        let mut groups: BTreeMap<(usize, u8), [Vec<usize>; 2]> = BTreeMap::new();
        for lone in &old {
            groups.entry((lone.hunk, self.old[lone.at].sense.kind())).or_default()[0].push(lone.at);
        }
        for lone in &new {
            groups.entry((lone.hunk, self.new[lone.at].sense.kind())).or_default()[1].push(lone.at);
        }
        let (mut gone, mut came) = (Vec::new(), Vec::new());
        for ((hunk, _), [old, new]) in groups {
            let matched = self.by_context(&old, &new);
            gone.extend(old.iter().filter(|at| matched.iter().all(|pair| pair.0 != **at)).map(|&at| Lone { at, hunk }));
            came.extend(new.iter().filter(|at| matched.iter().all(|pair| pair.1 != **at)).map(|&at| Lone { at, hunk }));
            pairs.extend(matched);
        }
        let mut found: Vec<(usize, Finding)> = Vec::new();
        for (old, new) in pairs {
            found.extend(self.pair(&self.old[old], &self.new[new]).map(|finding| (self.new[new].range.start, finding)));
        }
        for lone in gone {
            let place = self.place_after(&self.old[lone.at].range);
            found.extend(self.gone(&self.old[lone.at], lone.hunk).map(|finding| (place, finding)));
        }
        for lone in came {
            let mark = &self.new[lone.at];
            found.extend(self.came(mark, lone.hunk).map(|finding| (mark.range.start, finding)));
        }
        found.sort_by(|(place, one), (other_place, other)| (place, one.kind).cmp(&(other_place, other.kind)));
        let mut said = BTreeSet::new();
        found.retain(|(_, finding)| said.insert((finding.kind, finding.message.to_lowercase())));
        found.into_iter().map(|(_, finding)| finding).collect()
    }

    /// Pairs marks of one change: those in like surroundings first, the others in order.
    fn by_context(&self, old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
        if old.len().max(new.len()) > CONTEXT_MARKS_MAX || old.len().min(new.len()) == 0 {
            return old.iter().copied().zip(new.iter().copied()).collect();
        }
        let around = |tokens: &[Place], text: &str, mark: &Mark| -> BTreeSet<String> {
            let at = tokens.partition_point(|token| token.at < mark.range.start);
            let near = &tokens[at.saturating_sub(AROUND)..(at + AROUND).min(tokens.len())];
            let words = near.iter().filter(|token| !mark.range.contains(&token.at));
            words.filter_map(|token| token::first_word(&text[token.at..])).map(str::to_lowercase).collect()
        };
        let before: Vec<BTreeSet<String>> =
            old.iter().map(|&at| around(&self.old_tokens, self.before, &self.old[at])).collect();
        let after: Vec<BTreeSet<String>> =
            new.iter().map(|&at| around(&self.new_tokens, self.after, &self.new[at])).collect();
        let mut scored: Vec<(usize, usize, usize)> = Vec::new();
        for (one, words) in before.iter().enumerate() {
            for (other, others) in after.iter().enumerate() {
                let unit = match (&self.old[old[one]].sense, &self.new[new[other]].sense) {
                    (Sense::Number { unit, .. }, Sense::Number { unit: later, .. }) if unit == later => 2,
                    _ => 0,
                };
                scored.push((words.intersection(others).count() + unit, one, other));
            }
        }
        scored.sort_by_key(|&(shared, one, other)| (Reverse(shared), one.abs_diff(other), one));
        let (mut taken_old, mut taken_new) = (BTreeSet::new(), BTreeSet::new());
        let mut pairs = Vec::new();
        for (_, one, other) in scored {
            if !taken_old.contains(&one) && !taken_new.contains(&other) {
                taken_old.insert(one);
                taken_new.insert(other);
                pairs.push((old[one], new[other]));
            }
        }
        pairs
    }

    /// Returns the marks of one kind that stand on the same words in both texts.
    fn on_equal_words(&self) -> Vec<(usize, usize)> {
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let mut free = 0;
        for (at, mark) in self.old.iter().enumerate() {
            let targets = inside(&self.old_tokens, &mark.range).iter().filter_map(|token| token.fate.ok());
            for target in targets.filter_map(|token| self.new_tokens.get(token)).map(|token| token.at) {
                let new = self.new.partition_point(|mark| mark.range.end <= target);
                let fits = new >= free
                    && self
                        .new
                        .get(new)
                        .is_some_and(|other| other.range.start <= target && other.sense.kind() == mark.sense.kind());
                if fits {
                    pairs.push((at, new));
                    free = new + 1;
                    break;
                }
            }
        }
        pairs
    }

    /// Takes marks out that stand on both sides, where the key of both is the same.
    fn cancel(&self, old: &mut Vec<Lone>, new: &mut Vec<Lone>, key: impl Fn(&Lone, &Sense) -> usize) {
        let mut waiting: BTreeMap<(usize, &Sense), VecDeque<usize>> = BTreeMap::new();
        for (index, lone) in new.iter().enumerate() {
            let sense = &self.new[lone.at].sense;
            waiting.entry((key(lone, sense), sense)).or_default().push_back(index);
        }
        let mut matched = vec![false; new.len()];
        old.retain(|lone| {
            let sense = &self.old[lone.at].sense;
            let partner = waiting.get_mut(&(key(lone, sense), sense)).and_then(VecDeque::pop_front);
            partner.map(|index| matched[index] = true).is_none()
        });
        let mut index = 0;
        new.retain(|_| {
            index += 1;
            !matched[index - 1]
        });
    }

    /// Returns where in the later text something of the earlier one would stand.
    fn place_after(&self, range: &Range<usize>) -> usize {
        let at = self.old_tokens.partition_point(|token| token.at < range.start);
        let next = self.old_tokens[at..].iter().find_map(|token| token.fate.ok());
        next.and_then(|token| self.new_tokens.get(token)).map_or(self.after.len(), |token| token.at)
    }

    fn pair(&self, old: &Mark, new: &Mark) -> Option<Finding> {
        if old.sense == new.sense {
            return None;
        }
        let (kind, remark) = match (&old.sense, &new.sense) {
            (Sense::Number { .. }, Sense::Number { .. }) => (FindingKind::Number, None),
            (Sense::Date { .. }, Sense::Date { .. }) => (FindingKind::Date, None),
            (Sense::Reference(_), Sense::Reference(_)) => (FindingKind::Reference, None),
            (Sense::Verb { force, .. }, Sense::Verb { force: later, .. }) => {
                (FindingKind::Verb, Some(verb_change(*force, *later)?))
            }
            (Sense::Qualifier { .. }, Sense::Qualifier { .. }) => (FindingKind::Qualifier, None),
            // One way to say no for another.
            _ => return None,
        };
        let remark = remark.map_or(String::new(), |remark| format!(" ({remark})"));
        let message = format!("{} → {}{remark}", self.quote_old(old), self.quote_new(new));
        Some(Finding { kind, message, before: Some(old.range.clone()), after: Some(new.range.clone()) })
    }

    fn gone(&self, mark: &Mark, hunk: usize) -> Option<Finding> {
        let (kind, remark) = self.alone(mark, hunk)?;
        let message = format!("{} is gone{}", self.quote_old(mark), remark);
        Some(Finding { kind, message, before: Some(mark.range.clone()), after: None })
    }

    fn came(&self, mark: &Mark, hunk: usize) -> Option<Finding> {
        let (kind, remark) = self.alone(mark, hunk)?;
        let message = format!("{} is new{}", self.quote_new(mark), remark);
        Some(Finding { kind, message, before: None, after: Some(mark.range.clone()) })
    }

    /// Returns what a mark without a counterpart is about. Verbs count only where a short passage replaced another:
    /// a new sentence has a verb as a matter of course.
    fn alone(&self, mark: &Mark, hunk: usize) -> Option<(FindingKind, String)> {
        Some(match &mark.sense {
            // `the first text` counts nothing; only against another ordinal does it matter.
            Sense::Number { value, .. } if value.ends_with("th") => return None,
            Sense::Number { .. } => (FindingKind::Number, String::new()),
            Sense::Date { .. } => (FindingKind::Date, String::new()),
            Sense::Reference(_) => (FindingKind::Reference, String::new()),
            Sense::Negation(_) => (FindingKind::Negation, String::new()),
            Sense::Qualifier { words, effect } => {
                let small = matches!(*words, "all" | "any" | "some" | "certain" | "if" | "including" | "full" | "only");
                if small && !self.is_short(hunk) {
                    return None;
                }
                let remark = if *effect == Effect::Bounds { String::new() } else { format!(" ({})", effect.word()) };
                (FindingKind::Qualifier, remark)
            }
            Sense::Verb { force, .. } if self.is_short(hunk) => (FindingKind::Verb, format!(" ({})", force.word())),
            Sense::Verb { .. } => return None,
        })
    }

    /// Returns whether a change is of a few words only.
    fn is_short(&self, hunk: usize) -> bool {
        self.sizes.get(hunk).is_some_and(|words| *words <= SHORT_MAX)
    }

    fn quote_old(&self, mark: &Mark) -> String {
        quote(&self.before[mark.range.clone()])
    }

    fn quote_new(&self, mark: &Mark) -> String {
        quote(&self.after[mark.range.clone()])
    }
}

fn quote(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("“{}”", words.join(" "))
}

fn verb_change(before: Force, after: Force) -> Option<String> {
    if before == after {
        return None;
    }
    let words = match (before, after) {
        (Force::Forbids, _) | (_, Force::Forbids) => format!("{} becomes {}", before.word(), after.word()),
        _ if after < before => format!("weaker: {} becomes {}", before.word(), after.word()),
        _ => format!("stronger: {} becomes {}", before.word(), after.word()),
    };
    Some(words)
}

fn inside<'a>(tokens: &'a [Place], range: &Range<usize>) -> &'a [Place] {
    let start = tokens.partition_point(|token| token.at < range.start);
    let end = tokens.partition_point(|token| token.at < range.end);
    &tokens[start..end.max(start)]
}

/// Returns the marks without a counterpart that a change has touched.
fn lone(marks: &[Mark], tokens: &[Place], done: &[bool]) -> Vec<Lone> {
    let open = marks.iter().enumerate().filter(|(at, _)| !done[*at]);
    open.filter_map(|(at, mark)| {
        let hunk = inside(tokens, &mark.range).iter().find_map(|token| token.fate.err())?;
        Some(Lone { at, hunk })
    })
    .collect()
}

/// Compares how many brackets of the trade two texts have; links and footnotes of Markdown are none.
fn brackets(before: &str, after: &str) -> Option<Finding> {
    let (old, new) = (open_brackets(before), open_brackets(after));
    let message = match (old, new) {
        _ if old == new => return None,
        (0, new) => format!("in brackets now ({new}, none before)"),
        (old, 0) => format!("out of brackets now ({old} before)"),
        (old, 1) => format!("1 bracket, {old} before"),
        (old, new) => format!("{new} brackets, {old} before"),
    };
    Some(Finding { kind: FindingKind::Brackets, message, before: None, after: None })
}

fn open_brackets(text: &str) -> usize {
    let mut open = Vec::new();
    let mut count = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '[' => {
                let is_note = text[at + 1..].starts_with('^');
                count += usize::from(!is_note);
                open.push(!is_note);
            }
            ']' => {
                let counted = open.pop().unwrap_or(false);
                // What looks like a bracket turns out to be a link, or an ellipsis of an editor.
                let inside = text[..at].ends_with("[…") || text[..at].ends_with("[...");
                if counted && (text[at + 1..].starts_with('(') || inside) {
                    count -= 1;
                }
            }
            _ => {}
        }
    }
    count
}
