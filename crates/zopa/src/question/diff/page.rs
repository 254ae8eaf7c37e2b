//! The comparison as something to read.

use super::{Change, Diff, Pair, Warning, WordsKind};
use crate::page::{Line, Page, Side};

/// How many words stay around a change where the words between changes are left out.
const AROUND: usize = 8;

/// How many words stand for a clause without a title.
const TITLE_WORDS: usize = 5;

impl Diff {
    /// Returns the answer as a page.
    pub fn page(&self) -> Page {
        let mut page = self.opening();
        page.table(&["Was", "Is", "Change", "Score", "Clause", "What"], self.clauses.iter().map(row).collect());
        let changed = self.clauses.iter().filter(|pair| is_reworded(pair));
        let changed: Vec<(Line, Vec<Line>)> = changed
            .map(|pair| {
                let line = Line::strong(named(pair)).then(": ").join(pair.marked());
                (line, findings(pair))
            })
            .collect();
        if !changed.is_empty() {
            page.heading("In words");
            page.nested(changed);
        }
        let proposed: Vec<&Pair> =
            self.clauses.iter().filter(|pair| pair.inferred && !pair.reasons.is_empty()).collect();
        if !proposed.is_empty() {
            page.heading("Why these belong together");
            let line = |pair: &&Pair| Line::strong(named(pair)).then(format!(": {}", pair.reasons.join("; ")));
            page.list(proposed.iter().map(line));
        }
        self.point_by_point(&mut page);
        page
    }

    /// Returns the answer as a page that shows both texts side by side.
    pub fn side_by_side(&self) -> Page {
        let mut page = self.opening();
        page.landscape = true;
        let rows = self.clauses.iter().map(|pair| {
            let (before, after) = pair.sides();
            Side { before, after, notes: notes(pair) }
        });
        page.sides([self.from_title.clone(), self.to_title.clone()], rows.collect());
        page
    }

    fn opening(&self) -> Page {
        let mut page = Page::new(format!("{} against {}", self.to_title, self.from_title));
        page.mark.clone_from(&self.handling);
        page.paragraph(Line::plain(self.counted()));
        if !self.warnings.is_empty() {
            page.heading("Look at");
            page.list(self.warnings.iter().map(warned));
        }
        if !self.warnings.is_empty() {
            page.heading("Clause by clause");
        }
        page
    }

    fn counted(&self) -> String {
        let mut counts: Vec<(Change, usize)> = Vec::new();
        // What stands before the first clause is no clause.
        let clauses = || self.clauses.iter().filter(|pair| pair.to.as_deref() != Some(""));
        for pair in clauses() {
            match counts.iter_mut().find(|(change, _)| *change == pair.change) {
                Some((_, count)) => *count += 1,
                None => counts.push((pair.change, 1)),
            }
        }
        counts.sort_unstable();
        let counts: Vec<String> = counts.iter().map(|(change, count)| format!("{count} {}", change.words())).collect();
        let proposed = clauses().filter(|pair| pair.inferred).count();
        let sure = match (proposed, clauses().count()) {
            (_, 0) => return "No clauses.".to_string(),
            (0, _) => " All on record.".to_string(),
            (proposed, all) if proposed == all => " All proposed by the program, none confirmed.".to_string(),
            (proposed, all) => format!(" {} on record, {proposed} proposed by the program (?).", all - proposed),
        };
        format!("Clauses: {}.{sure}", counts.join(", "))
    }

    fn point_by_point(&self, page: &mut Page) {
        if self.points.is_empty() {
            return;
        }
        page.heading("Point by point");
        let none = || "–".to_string();
        let rows = self.points.iter().map(|point| {
            let to = point.to.clone().unwrap_or_else(none);
            vec![
                Line::plain(point.title.clone()),
                Line::plain(point.from.clone().unwrap_or_else(none)),
                if point.changed { Line::strong(to) } else { Line::plain(format!("{to} (the same)")) },
            ]
        });
        page.table(&["Point", &self.from_title, &self.to_title], rows.collect());
    }
}

fn row(pair: &Pair) -> Vec<Line> {
    let (was, is) = numbers(pair);
    vec![
        Line::plain(was),
        Line::plain(is),
        Line::strong(pair.change.words()).faint(if pair.inferred { "\u{a0}?" } else { "" }),
        Line::plain(if pair.inferred { score(pair) } else { String::new() }),
        match &pair.title {
            Some(title) => Line::plain(title),
            None => Line::default().faint(beginning(pair)),
        },
        Line::plain(what(pair)),
    ]
}

/// Returns the first words of a clause without a title.
fn beginning(pair: &Pair) -> String {
    let own = if pair.to.is_some() { WordsKind::Deleted } else { WordsKind::Inserted };
    let words = pair.words.iter().filter(|words| words.kind != own).flat_map(|words| words.text.split_whitespace());
    let mut words: Vec<&str> = words.take(TITLE_WORDS + 1).collect();
    let more = words.len() > TITLE_WORDS;
    words.truncate(TITLE_WORDS);
    format!("{}{}", words.join(" "), if more { " …" } else { "" })
}

fn score(pair: &Pair) -> String {
    pair.score.map_or(String::new(), |score| format!("{score:.2}"))
}

/// Returns what changed about a pair, as one line.
fn what(pair: &Pair) -> String {
    let mut parts = pair.details.clone();
    parts.extend(pair.findings.iter().map(|finding| format!("{}: {}", finding.about, finding.message)));
    if parts.is_empty() && is_reworded(pair) {
        parts.push("other words".to_string());
    }
    parts.join("; ")
}

fn is_reworded(pair: &Pair) -> bool {
    !pair.from.is_empty() && pair.to.is_some() && pair.words.iter().any(|words| words.kind != WordsKind::Equal)
}

/// Returns the numbers of a pair, before and now.
fn numbers(pair: &Pair) -> (String, String) {
    let shown = |label: &str| if label.is_empty() { "head".to_string() } else { label.to_string() };
    let was: Vec<String> = pair.from.iter().map(|label| shown(label)).collect();
    let dash = || "–".to_string();
    (if was.is_empty() { dash() } else { was.join(", ") }, pair.to.as_deref().map_or_else(dash, shown))
}

/// Returns what a pair is called: its numbers and its title.
pub(super) fn named(pair: &Pair) -> String {
    let (was, is) = numbers(pair);
    let numbers = match (pair.from.is_empty(), &pair.to) {
        (true, _) => is,
        (false, None) => was,
        (false, Some(_)) if was == is => is,
        (false, Some(_)) => format!("{was} → {is}"),
    };
    pair.title.as_ref().map_or(numbers.clone(), |title| format!("{numbers} {title}"))
}

fn findings(pair: &Pair) -> Vec<Line> {
    pair.findings.iter().map(|finding| Line::strong(&finding.about).then(format!(": {}", finding.message))).collect()
}

/// Returns what is to be said of a pair beside its texts.
pub(super) fn notes(pair: &Pair) -> Vec<Line> {
    let word = pair.change.words();
    let proposed = match (pair.inferred, pair.score) {
        (true, Some(_)) => format!(" (proposed, {})", score(pair)),
        (true, None) => " (proposed)".to_string(),
        (false, _) => String::new(),
    };
    let mut notes = vec![Line::strong(word).faint(proposed)];
    notes.extend(pair.details.iter().map(Line::plain));
    notes.extend(findings(pair));
    notes
}

/// Returns a warning as a line.
pub(super) fn warned(warning: &Warning) -> Line {
    let clause = if warning.clause.is_empty() { String::new() } else { format!("clause {}: ", warning.clause) };
    let line = Line::strong(warning.kind.words()).then(format!(": {clause}{}", warning.message));
    warning.cites.iter().fold(line, |line, cite| line.cite(cite))
}

impl Pair {
    /// Returns the words of both drafts in one line; long stretches without a change are left out.
    fn marked(&self) -> Line {
        let last = self.words.len().saturating_sub(1);
        let mut line = Line::default();
        for (at, words) in self.words.iter().enumerate() {
            line = match words.kind {
                WordsKind::Deleted => line.deleted(&words.text),
                WordsKind::Inserted => line.inserted(&words.text),
                // The space before deleted words is that of the earlier draft.
                WordsKind::Equal if self.words.get(at + 1).is_some_and(|next| next.kind == WordsKind::Deleted) => {
                    line.then(shortened(words.before(), at > 0, at < last))
                }
                WordsKind::Equal => line.then(shortened(&words.text, at > 0, at < last)),
            };
        }
        line
    }

    /// Returns the words of the earlier and of the later draft, each with its own changes.
    pub(super) fn sides(&self) -> (Line, Line) {
        let (was, is) = numbers(self);
        let titled = |number: String| match &self.title {
            Some(title) => format!("{number} {title}"),
            None => number,
        };
        let (mut before, mut after) = (Line::default(), Line::default());
        if !self.from.is_empty() {
            before = Line::strong(titled(was)).then("  ");
        }
        if self.to.is_some() {
            after = Line::strong(titled(is)).then("  ");
        }
        for words in &self.words {
            match words.kind {
                WordsKind::Equal => {
                    before = before.then(words.before());
                    after = after.then(&words.text);
                }
                WordsKind::Deleted => before = before.deleted(&words.text),
                WordsKind::Inserted => after = after.inserted(&words.text),
            }
        }
        (before, after)
    }
}

/// Leaves words out that are far from any change.
fn shortened(text: &str, change_before: bool, change_after: bool) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (head, tail) = (if change_before { AROUND } else { 0 }, if change_after { AROUND } else { 0 });
    if words.len() <= head + tail + AROUND / 2 {
        return text.to_string();
    }
    let start = if head > 0 { format!("{}{} ", leading(text), words[..head].join(" ")) } else { String::new() };
    let end =
        if tail > 0 { format!(" {}{}", words[words.len() - tail..].join(" "), trailing(text)) } else { String::new() };
    format!("{start}…{end}")
}

fn leading(text: &str) -> &str {
    if text.starts_with(char::is_whitespace) { " " } else { "" }
}

fn trailing(text: &str) -> &str {
    if text.ends_with(char::is_whitespace) { " " } else { "" }
}
