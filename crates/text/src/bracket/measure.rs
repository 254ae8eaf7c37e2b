//! How much of a text is not agreed: the count of brackets that people expect, and measures that say more.

use super::{Alternates, Bracket, BracketKind, LeafKind, Text};
use crate::clause::Clause;
use std::ops::{AddAssign, Range};

/// What is counted in a stretch of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measure {
    /// Opening marks of brackets, of whatever they hold; links, footnotes, blanks and editors' marks are none.
    pub brackets: usize,
    /// Places where alternatives stand side by side.
    pub alternates: usize,
    /// The alternatives at these places.
    pub alternatives: usize,
    /// Option blocks.
    pub blocks: usize,
    /// The options in them.
    pub options: usize,
    /// Brackets and options that ask for no text.
    pub no_text: usize,
    /// How deep brackets are nested; one around the whole text aside.
    pub depth: usize,
    /// Reservations.
    pub reservations: usize,
    /// Blanks to be filled in.
    pub blanks: usize,
    /// Placeholders in braces.
    pub placeholders: usize,
    /// Words; those of attributions, footnotes and remarks aside.
    pub words: usize,
    /// The words among them that stand in brackets or options; a bracket around the whole text aside.
    pub open_words: usize,
}

impl AddAssign for Measure {
    fn add_assign(&mut self, other: Measure) {
        self.brackets += other.brackets;
        self.alternates += other.alternates;
        self.alternatives += other.alternatives;
        self.blocks += other.blocks;
        self.options += other.options;
        self.no_text += other.no_text;
        self.depth = self.depth.max(other.depth);
        self.reservations += other.reservations;
        self.blanks += other.blanks;
        self.placeholders += other.placeholders;
        self.words += other.words;
        self.open_words += other.open_words;
    }
}

/// A clause and what is counted in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What is counted.
    pub measure: Measure,
    /// Whether nothing in it is open: no bracket in it or around it, option, reservation or blank, and some words.
    pub clean: bool,
}

/// What is counted in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Units {
    /// In all of it.
    pub all: Measure,
    /// In each clause, in order.
    pub clauses: Vec<Unit>,
    /// Outside the clauses.
    pub outside: Measure,
    /// The bracket around the whole text, by position.
    pub whole: Option<usize>,
}

/// Counts, clause by clause. What a footnote holds counts where it hangs first.
pub fn measure(text: &Text<'_>, clauses: &[Clause]) -> Units {
    let whole = text.whole();
    let mut counting = Counting { text, clauses, whole, found: vec![Measure::default(); clauses.len() + 1] };
    counting.brackets();
    counting.alternates();
    counting.options();
    counting.reservations();
    counting.leaves();
    let mut found = counting.found;
    let outside = found.pop().unwrap_or_default();
    let mut all = outside;
    found.iter().for_each(|measure| all += *measure);
    let around = Around::new(text, whole);
    let units = found.into_iter().zip(clauses).map(|(measure, clause)| {
        let open = measure.brackets + measure.options + measure.reservations + measure.blanks > 0;
        let clean = !open && measure.words > 0 && !around.holds(clause.body.start);
        Unit { measure, clean }
    });
    Units { all, clauses: units.collect(), outside, whole }
}

struct Counting<'a, 't> {
    text: &'a Text<'t>,
    clauses: &'a [Clause],
    whole: Option<usize>,
    /// Of each clause, and at the end of what is outside.
    found: Vec<Measure>,
}

impl Counting<'_, '_> {
    fn at(&mut self, mut place: usize) -> &mut Measure {
        if let Some(note) = note(self.text, place) {
            let Some(mark) = self.text.notes[note].marks.first() else { return self.outside() };
            place = mark.start;
        }
        let next = self.clauses.partition_point(|clause| clause.span.start <= place);
        match next.checked_sub(1).filter(|&at| self.clauses[at].span.contains(&place)) {
            Some(at) => &mut self.found[at],
            None => self.outside(),
        }
    }

    fn outside(&mut self) -> &mut Measure {
        let last = self.clauses.len();
        &mut self.found[last]
    }

    fn brackets(&mut self) {
        for (at, bracket) in self.text.brackets.iter().enumerate() {
            if bracket.kind == BracketKind::Remark {
                continue;
            }
            let whole = self.whole == Some(at);
            let around = self.whole.is_some_and(|whole| inside(&self.text.brackets[whole], bracket.span.start));
            let measure = if whole { self.outside() } else { self.at(bracket.span.start) };
            measure.brackets += 1;
            measure.no_text += usize::from(bracket.no_text);
            if bracket.closed && !whole {
                measure.depth = measure.depth.max(bracket.depth - usize::from(around));
            }
        }
    }

    fn alternates(&mut self) {
        for alternates in &self.text.alternates {
            let (place, count) = match alternates {
                Alternates::Beside(set) => (set[0], set.len()),
                Alternates::Inside(at, count) => (*at, *count),
            };
            let measure = self.at(self.text.brackets[place].span.start);
            measure.alternates += 1;
            measure.alternatives += count;
        }
    }

    fn options(&mut self) {
        let mut last = None;
        for option in &self.text.options {
            let measure = self.at(option.span.start);
            measure.options += 1;
            measure.no_text += usize::from(option.no_text);
            measure.blocks += usize::from(last != Some(option.block));
            last = Some(option.block);
        }
    }

    fn reservations(&mut self) {
        for reservation in &self.text.reservations {
            let place = reservation.place.clone().unwrap_or_else(|| reservation.stance.span.clone());
            self.at(place.start).reservations += 1;
        }
    }

    fn leaves(&mut self) {
        let text = self.text;
        let mut option = 0;
        for leaf in &text.leaves {
            match leaf.kind {
                LeafKind::Blank => self.at(leaf.span.start).blanks += 1,
                LeafKind::Brace => self.at(leaf.span.start).placeholders += 1,
                LeafKind::Words => {
                    let remark = leaf.bracket.is_some_and(|at| text.brackets[at].kind == BracketKind::Remark);
                    if remark || note(text, leaf.span.start).is_some() {
                        continue;
                    }
                    let open = leaf.bracket.is_some_and(|at| Some(at) != self.whole);
                    for (count, part) in self.parts(&leaf.span) {
                        while text.options.get(option).is_some_and(|option| option.body.end <= part.start) {
                            option += 1;
                        }
                        let chosen = text.options.get(option).is_some_and(|option| option.body.start < part.end);
                        let measure = self.at(part.start);
                        measure.words += count;
                        measure.open_words += if open || chosen { count } else { 0 };
                    }
                }
                _ => {}
            }
        }
    }

    /// Cuts words where a clause, its words or an option starts or ends, and counts each part.
    fn parts(&self, span: &Range<usize>) -> Vec<(usize, Range<usize>)> {
        let mut cuts = vec![span.start, span.end];
        let inside = |at: &usize| *at > span.start && *at < span.end;
        let from = self.clauses.partition_point(|clause| clause.span.end <= span.start);
        let near = self.clauses[from..].iter().take_while(|clause| clause.span.start < span.end);
        cuts.extend(near.flat_map(|clause| [clause.span.start, clause.body.start, clause.span.end]).filter(inside));
        let from = self.text.options.partition_point(|option| option.body.end <= span.start);
        let near = self.text.options[from..].iter().take_while(|option| option.body.start < span.end);
        cuts.extend(near.flat_map(|option| [option.body.start, option.body.end]).filter(inside));
        cuts.sort_unstable();
        let numbers = |at: usize| {
            let next = self.clauses.partition_point(|clause| clause.span.start <= at);
            next.checked_sub(1).is_some_and(|clause| at < self.clauses[clause].body.start)
        };
        let parts = cuts.windows(2).filter(|pair| pair[0] < pair[1] && !numbers(pair[0]));
        parts.map(|pair| (words(&self.text.source[pair[0]..pair[1]]), pair[0]..pair[1])).collect()
    }
}

fn inside(bracket: &Bracket, place: usize) -> bool {
    bracket.span.start < place && place < bracket.span.end
}

/// Returns the footnote in which a place lies.
fn note(text: &Text<'_>, place: usize) -> Option<usize> {
    let next = text.notes.partition_point(|note| note.span.start <= place);
    next.checked_sub(1).filter(|&at| place < text.notes[at].span.end)
}

/// Counts words. Signs of scripts without spaces between words count one each.
fn words(text: &str) -> usize {
    let (mut count, mut inside) = (0, false);
    for sign in text.chars() {
        let alone = matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
        if alone {
            count += 1;
            inside = false;
        } else if sign.is_whitespace() || "/–—".contains(sign) {
            inside = false;
        } else if sign.is_alphanumeric() && !inside {
            count += 1;
            inside = true;
        }
    }
    count
}

/// What lies inside a bracket that was opened before.
struct Around {
    /// Where brackets start, and up to where the brackets up to there reach.
    reach: Vec<(usize, usize)>,
}

impl Around {
    fn new(text: &Text<'_>, whole: Option<usize>) -> Around {
        let mut far = 0;
        let counted = text.brackets.iter().enumerate();
        let counted =
            counted.filter(|(at, bracket)| bracket.closed && bracket.kind == BracketKind::Words && Some(*at) != whole);
        let reach = counted.map(|(_, bracket)| {
            far = far.max(bracket.span.end);
            (bracket.span.start, far)
        });
        Around { reach: reach.collect() }
    }

    fn holds(&self, place: usize) -> bool {
        let next = self.reach.partition_point(|(start, _)| *start < place);
        next.checked_sub(1).is_some_and(|at| self.reach[at].1 > place)
    }
}
