//! The clauses of a draft text.

mod number;

use crate::line::{Lines, Sort};
use number::{Class, Number};
use std::ops::Range;

/// A numbered clause of a text, as far as it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its number as printed, without punctuation and without the word before it: `2 bis`, and `5` of *Article 5*. A
    /// numbered paragraph of an article has the number of the article in front: `5.2`, `II.3`.
    pub label: String,
    /// Where it stands in the text, in bytes: from its number to the start of the next clause, or of the next heading
    /// without a number.
    pub span: Range<usize>,
    /// Where its words stand: without the number, and without blank lines and footnotes at the end.
    pub body: Range<usize>,
    /// The clause of which it is a paragraph, by position. What that one says before its first paragraph is the chapeau.
    pub within: Option<usize>,
}

/// Returns the numbered clauses of a text in the order in which they stand.
///
/// A clause starts on a line of its own with `1.`, `1)`, `(1)`, `2.3`, `Article 5`, `ARTICLE II`, `§ 3`, `第三条` and the
/// like, perhaps with `bis`, `ter`, `quater` or `alt`, in a heading or in bold or after an opening bracket. Lists inside a
/// clause, such as (a), (b), are part of it. A line inside a paragraph starts a clause only if it goes on counting: a
/// year, a decimal or a date at the start of a line does not. The headings of parts and chapters are no clauses unless
/// there are no others.
pub fn clauses(text: &str) -> Vec<Clause> {
    let mut reading = Reading { text, found: Vec::new(), headings: Vec::new(), open: Vec::new(), ends: true };
    // Whether a paragraph may start here, and what the line before ended in.
    let (mut fresh, mut before) = (true, "");
    for (line, sort) in Lines::new(text) {
        let words = &text[line.clone()];
        match sort {
            Sort::Blank => fresh = true,
            Sort::Code | Sort::Comment | Sort::Note => {
                fresh = true;
                before = "";
                continue;
            }
            Sort::Heading | Sort::Plain => {
                let number = number::read(words).filter(|number| reading.is_next(number, fresh, before));
                let heading = sort == Sort::Heading;
                match number {
                    Some(number) => reading.start(&line, number),
                    None if heading => reading.end(line.start),
                    None => {}
                }
                fresh = heading;
            }
        }
        before = words;
    }
    reading.end(text.len());
    let mut found = reading.without_headings();
    for clause in &mut found {
        clause.body.end = clause.body.start.max(words_end(text, clause.body.start, clause.span.end));
    }
    found
}

/// Returns where the words of a clause end: before blank lines and footnotes at its end.
fn words_end(text: &str, start: usize, end: usize) -> usize {
    let mut last = start;
    for (line, sort) in Lines::new(&text[start..end]) {
        if !matches!(sort, Sort::Blank | Sort::Note) {
            last = start + line.start + text[start + line.start..start + line.end].trim_end().len();
        }
    }
    last
}

struct Reading<'a> {
    text: &'a str,
    found: Vec<Clause>,
    /// Of each clause, whether it only opens a part or chapter.
    headings: Vec<bool>,
    /// The clauses that may go on counting or have paragraphs: of each its class, how many dots, what it counts, and its
    /// position.
    open: Vec<Open>,
    /// Whether the last clause has ended.
    ends: bool,
}

struct Open {
    class: Class,
    label: String,
    values: Vec<u32>,
    at: usize,
}

impl Reading<'_> {
    /// Returns whether a number at the start of a line goes on counting, or may start to.
    fn is_next(&self, number: &Number, fresh: bool, before: &str) -> bool {
        let plain = number.class.is_plain();
        let last = self.open.iter().rev().find(|open| open.class.is_plain() == plain && open.class == number.class);
        // Lists inside a clause are part of it.
        let mut counting = self.open.iter().rev().take_while(|open| open.class.is_plain());
        if plain && !self.ends && counting.any(|open| open.class < number.class) {
            return false;
        }
        let step = last.map(|open| step(&open.values, &number.values, number.suffixed));
        if number.roman && plain {
            return matches!(step, Some(Step::Next)) || (last.is_none() && number.values == [1]);
        }
        if fresh {
            return !number.big || matches!(step, Some(Step::Next));
        }
        if !plain {
            return false;
        }
        let ended = before.trim_end().ends_with(['.', ';', ':', ']', '］', '】', '*', '。', '；', '!', '?']);
        match step {
            None => number.values.iter().all(|&value| value == 1),
            Some(Step::Next) => true,
            Some(Step::Later) => ended && !number.big,
            Some(Step::Other) => false,
        }
    }

    fn start(&mut self, line: &Range<usize>, number: Number) {
        self.end(line.start);
        while self.open.last().is_some_and(|open| !open.takes(&number)) {
            self.open.pop();
        }
        let within = self.open.last();
        let label = match within {
            Some(parent) if number.class.is_plain() && !number.label.starts_with(&format!("{}.", parent.label)) => {
                if parent.class.lends() {
                    format!("{}.{}", parent.label, number.label)
                } else {
                    number.label
                }
            }
            _ => number.label,
        };
        let at = self.found.len();
        self.found.push(Clause {
            label: label.clone(),
            span: line.start..self.text.len(),
            body: line.start + number.words..self.text.len(),
            within: within.map(|parent| parent.at),
        });
        self.headings.push(matches!(number.class, Class::Part | Class::Chapter));
        self.open.push(Open { class: number.class, label, values: number.values, at });
        self.ends = false;
    }

    /// Returns the clauses without those that only open a part or chapter, where there are others.
    fn without_headings(self) -> Vec<Clause> {
        if self.headings.iter().all(|heading| *heading) {
            return self.found;
        }
        let mut places = Vec::with_capacity(self.found.len());
        let mut kept: Vec<Clause> = Vec::with_capacity(self.found.len());
        for (clause, heading) in self.found.into_iter().zip(self.headings) {
            places.push((!heading).then_some(kept.len()));
            if !heading {
                let within = clause.within.and_then(|at| places[at]);
                kept.push(Clause { within, ..clause });
            }
        }
        kept
    }

    /// Ends the last clause where it has not ended yet.
    fn end(&mut self, at: usize) {
        if let Some(last) = self.found.last_mut().filter(|_| !self.ends) {
            last.span.end = at;
        }
        self.ends = true;
    }
}

impl Open {
    /// Returns whether a clause with this number stands inside this one.
    fn takes(&self, number: &Number) -> bool {
        let deeper = self.class == number.class
            && self.class.is_plain()
            && number.values.len() > self.values.len()
            && number.values.starts_with(&self.values);
        self.class < number.class || deeper
    }
}

enum Step {
    /// The next one, or the same with *bis*.
    Next,
    /// A little further on: some may be gone.
    Later,
    /// Anything else.
    Other,
}

fn step(from: &[u32], to: &[u32], suffixed: bool) -> Step {
    if from == to {
        return if suffixed { Step::Next } else { Step::Other };
    }
    let common = from.iter().zip(to).take_while(|(from, to)| from == to).count();
    match (from.get(common), to.get(common)) {
        // 2.3 → 2.3.1
        (None, Some(1)) if to.len() == common + 1 => Step::Next,
        (Some(from), Some(to_value)) => {
            // 2.3 → 2.4, 2.3 → 3, 2.3 → 3.1
            let whole = to.len() == common + 1 || to[common + 1..].iter().all(|&value| value == 1);
            match to_value.checked_sub(*from) {
                Some(1) if whole => Step::Next,
                Some(1..=10) if whole => Step::Later,
                _ => Step::Other,
            }
        }
        _ => Step::Other,
    }
}
