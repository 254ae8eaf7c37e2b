//! The words of a paragraph as runs: emphasis, brackets set off, footnotes, comments, changes.

use super::document::Rendering;
use super::emphasis::{Turn, turns};
use super::{LeafKind, Named, Stance, Text, read_with};
use crate::critic::Remark;
use crate::document::{Change, ChangeKind, Comment, Document, Face, Paragraph, Run};
use std::collections::BTreeMap;
use std::ops::Range;

/// What is known of a text before its runs are made.
pub(super) struct Setting<'a, 't> {
    text: &'a Text<'t>,
    rendering: Rendering,
    /// The stances of brackets and options, by place.
    stances: Vec<&'a Stance>,
    /// The footnotes, by label.
    notes: BTreeMap<&'a str, usize>,
    /// What stands behind the closing mark of a change, by the position of its opening leaf.
    remarks: BTreeMap<usize, Vec<Remark>>,
}

impl<'a, 't> Setting<'a, 't> {
    pub(super) fn new(text: &'a Text<'t>, rendering: Rendering) -> Setting<'a, 't> {
        let brackets = text.brackets.iter().flat_map(|bracket| &bracket.stances);
        let mut stances: Vec<&Stance> =
            brackets.chain(text.options.iter().flat_map(|option| &option.stances)).collect();
        stances.sort_by_key(|stance| stance.span.start);
        let notes = text.notes.iter().enumerate().rev().map(|(at, note)| (note.label.as_str(), at)).collect();
        Setting { text, rendering, stances, notes, remarks: remarks(text) }
    }
}

/// Returns the remarks behind each change, by the leaf that opens it.
fn remarks(text: &Text<'_>) -> BTreeMap<usize, Vec<Remark>> {
    let mut found: BTreeMap<usize, Vec<Remark>> = BTreeMap::new();
    let mut open: Vec<usize> = Vec::new();
    // The change that has just been closed.
    let mut last: Option<usize> = None;
    for (at, leaf) in text.leaves.iter().enumerate() {
        let words = &text.source[leaf.span.clone()];
        match leaf.kind {
            LeafKind::ChangeMark if words.starts_with('{') => {
                open.push(at);
                last = None;
            }
            LeafKind::ChangeMark => last = open.pop(),
            LeafKind::Gone if words.starts_with("{~~") => {
                open.push(at);
                last = None;
            }
            LeafKind::Gone => last = Some(at),
            LeafKind::Comment if words.starts_with("{>>") => {
                if let Some(last) = last {
                    found.entry(last).or_default().push(Remark::read(&unescaped(&words[3..words.len() - 3])));
                }
            }
            _ => last = None,
        }
    }
    found
}

/// Returns a text without the backslashes that take power from signs.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        // Quotes and backslashes inside a value are read with the value.
        let taken = sign == '\\' && signs.peek().is_some_and(|next| matches!(next, '<' | '{' | '}' | '>'));
        if !taken {
            out.push(sign);
        }
    }
    out
}

/// Returns words without the backslashes before punctuation.
fn powerless(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut signs = words.chars().peekable();
    while let Some(sign) = signs.next() {
        let after = signs.peek().copied().filter(|next| sign == '\\' && next.is_ascii_punctuation());
        out.push(after.unwrap_or(sign));
        if after.is_some() {
            signs.next();
        }
    }
    out
}

/// Makes runs.
pub(super) struct Inline<'a, 't> {
    setting: &'a Setting<'a, 't>,
    document: &'a mut Document,
    runs: Vec<Run>,
    face: Face,
    /// The changes that are open, and the comments on what stands in them.
    changes: Vec<(Option<Change>, Vec<usize>)>,
    /// Whether a remark here goes with the change before it, and has been taken with it.
    taken: bool,
}

impl<'a, 't> Inline<'a, 't> {
    pub(super) fn new(setting: &'a Setting<'a, 't>, document: &'a mut Document) -> Inline<'a, 't> {
        Inline { setting, document, runs: Vec::new(), face: Face::default(), changes: Vec::new(), taken: false }
    }

    /// Returns the runs of a stretch.
    pub(super) fn runs(&mut self, span: Range<usize>) -> Vec<Run> {
        self.face = Face::default();
        self.changes.clear();
        self.taken = false;
        let text = self.setting.text;
        let from = text.leaves.partition_point(|leaf| leaf.span.end <= span.start);
        let to = from + text.leaves[from..].partition_point(|leaf| leaf.span.start < span.end);
        let clip = |leaf: &super::Leaf| leaf.span.start.max(span.start)..leaf.span.end.min(span.end);
        let words = text.leaves[from..to].iter().filter(|leaf| leaf.kind == LeafKind::Words).map(clip);
        let turns = turns(text.source, words);
        let mut turns = &turns[..];
        for at in from..to {
            let leaf = &text.leaves[at];
            let range = clip(leaf);
            if leaf.kind == LeafKind::Words {
                let count = turns.partition_point(|(place, _)| *place < range.end);
                self.words(range, &turns[..count]);
                turns = &turns[count..];
                self.taken = false;
            } else if range.start == leaf.span.start {
                // What goes on over several paragraphs belongs to the one in which it starts.
                self.leaf(at, leaf.span.clone());
            }
        }
        merged(std::mem::take(&mut self.runs))
    }

    fn words(&mut self, span: Range<usize>, turns: &[(usize, Turn)]) {
        let mut at = span.start;
        for (place, turn) in turns {
            self.plain(at..*place);
            self.face.bold ^= turn.bold;
            self.face.italic ^= turn.italic;
            self.face.strike ^= turn.strike;
            at = place + turn.length;
        }
        self.plain(at..span.end);
    }

    /// Adds words without emphasis. A line goes on with a space, unless the one before ends in a break.
    fn plain(&mut self, span: Range<usize>) {
        let source = self.setting.text.source;
        let mut rest = &source[span];
        while !rest.is_empty() {
            let (line, after) = match rest.find(['\n', '<']) {
                Some(at) if rest[at..].starts_with("<u>") || rest[at..].starts_with("</u>") => {
                    self.push(&rest[..at]);
                    self.face.underline = rest[at..].starts_with("<u>");
                    rest = &rest[at + if self.face.underline { 3 } else { 4 }..];
                    continue;
                }
                Some(at) if rest[at..].starts_with('<') => {
                    self.push(&rest[..=at]);
                    rest = &rest[at + 1..];
                    continue;
                }
                Some(at) => (&rest[..at], &rest[at + 1..]),
                None => {
                    self.push(rest);
                    return;
                }
            };
            let line = line.strip_suffix('\r').unwrap_or(line);
            let hard = line.ends_with("  ") || line.ends_with('\\');
            let line = line.strip_suffix('\\').unwrap_or_else(|| line.trim_end_matches(' '));
            self.push(line);
            self.push(if hard { "\n" } else { " " });
            rest = after.trim_start_matches([' ', '\t', '>']);
        }
    }

    fn push(&mut self, words: &str) {
        self.faced(words, self.face);
    }

    fn faced(&mut self, words: &str, face: Face) {
        if words.is_empty() {
            return;
        }
        let changes = self.changes.iter().filter_map(|(change, _)| change.clone()).collect();
        let comments = self.changes.iter().flat_map(|(_, comments)| comments.iter().copied()).collect();
        self.runs.push(Run { text: words.to_string(), face, changes, comments, note: None });
    }

    fn leaf(&mut self, at: usize, span: Range<usize>) {
        let text = self.setting.text;
        let kind = text.leaves[at].kind;
        let words = &text.source[span.clone()];
        let source = self.setting.rendering == Rendering::Source;
        let strong = Face { bold: true, ..self.face };
        let taken = std::mem::take(&mut self.taken);
        match kind {
            LeafKind::Open | LeafKind::Close | LeafKind::Stray | LeafKind::OptionHead if !source => {
                self.faced(words, strong);
            }
            LeafKind::Attribution if !source => {
                let named = self.attribution(&span, words);
                self.faced(&named, Face { faint: true, ..self.face });
            }
            LeafKind::Task if !source => self.push(if words == "[ ]" { "☐" } else { "☑" }),
            LeafKind::Escape => self.push(&words[1..]),
            LeafKind::Code => {
                let inside = words.trim_start_matches('`').trim_end_matches('`');
                self.push(inside);
            }
            LeafKind::LinkOpen | LeafKind::NoteHead | LeafKind::LinkTarget => {}
            LeafKind::LinkClose => {
                let address = words.trim_start_matches([']', '］', '】']);
                if let Some(address) = address.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
                    self.push(&format!(" ({address})"));
                }
            }
            LeafKind::NoteMark => self.note(&words[2..words.len() - 1], words),
            LeafKind::ChangeMark if words.starts_with('{') => self.open(at, words),
            LeafKind::ChangeMark => {
                self.changes.pop();
                self.taken = true;
            }
            LeafKind::Gone => {
                self.gone(at, words);
                self.taken = true;
            }
            LeafKind::Comment if words.starts_with("{>>") => {
                if taken {
                    self.taken = true;
                } else {
                    let remark = Remark::read(&unescaped(&words[3..words.len() - 3]));
                    self.remark(remark);
                }
            }
            LeafKind::Comment => {
                let inside = words.trim_start_matches("<!--").trim_end_matches("-->");
                self.remark(Remark { text: inside.trim().to_string(), ..Remark::default() });
            }
            LeafKind::Brace | LeafKind::Blank => {
                let bare = powerless(words);
                self.push(&bare);
            }
            _ => self.plain(span),
        }
    }

    /// Returns an attribution with the parties called by their titles.
    fn attribution(&self, span: &Range<usize>, words: &str) -> String {
        let stances = &self.setting.stances;
        let from = stances.partition_point(|stance| stance.span.start < span.start);
        let inside: Vec<&&Stance> = stances[from..].iter().take_while(|stance| stance.span.start < span.end).collect();
        if inside.is_empty() {
            return words.to_string();
        }
        let round = words.trim_start().starts_with('(');
        let said: Vec<String> = inside.iter().map(|stance| self.said(stance)).collect();
        let said = said.join("; ");
        let later = words.starts_with([';', '；', '؛']);
        let leads = words.trim_end().trim_end_matches(['*', '_']).ends_with([':', '：']);
        match (round, later, leads) {
            (true, ..) => format!(" ({said})"),
            (_, true, _) => format!("; {said}"),
            (_, _, true) => format!("{said}: "),
            _ => said,
        }
    }

    fn said(&self, stance: &Stance) -> String {
        let text = self.setting.text;
        let name = |named: &Named| match named.party {
            Some(party) => text.parties.title(party).to_string(),
            None => text.source[named.span.clone()].to_string(),
        };
        let names: Vec<String> = stance.parties.iter().map(name).collect();
        let who = match names.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            _ => names.concat(),
        };
        match stance.stated {
            // What follows the verb says more than the verb.
            true => {
                let after = stance.parties.last().map_or(stance.span.start, |named| named.span.end);
                let words = text.source.get(after..stance.span.end).unwrap_or_default();
                let verb = words.trim_matches(|sign: char| sign.is_whitespace() || "*_,.".contains(sign));
                if verb.is_empty() { format!("{who} {}", stance.position.word()) } else { format!("{who} {verb}") }
            }
            false => who,
        }
    }

    fn note(&mut self, label: &str, words: &str) {
        let Some(&note) = self.setting.notes.get(label) else { return self.push(words) };
        match self.runs.last_mut().filter(|run| run.note.is_none()) {
            Some(run) => run.note = Some(note),
            None => self.runs.push(Run { note: Some(note), ..Run::default() }),
        }
    }

    /// Returns who made a change, and the comments on it.
    fn made(&mut self, at: usize, kind: Option<ChangeKind>) -> (Option<Change>, Vec<usize>) {
        let remarks = self.setting.remarks.get(&at).cloned().unwrap_or_default();
        let mut change = kind.map(|kind| Change::new(kind, ""));
        let mut comments = Vec::new();
        for (count, remark) in remarks.into_iter().enumerate() {
            if remark.formatted && change.is_none() {
                change = Some(Change::new(ChangeKind::Formatted, ""));
            }
            let says =
                count == 0 && (remark.author.is_some() || remark.date.is_some() || remark.moved || remark.formatted);
            if let Some(change) = change.as_mut().filter(|_| says) {
                change.author = remark.author.clone().unwrap_or_default();
                change.date.clone_from(&remark.date);
                change.kind = match change.kind {
                    ChangeKind::Inserted if remark.moved => ChangeKind::MovedTo,
                    ChangeKind::Deleted if remark.moved => ChangeKind::MovedFrom,
                    kind => kind,
                };
            }
            if !remark.text.is_empty() || (change.is_none() && !says) {
                comments.push(self.comment(remark));
            }
        }
        (change, comments)
    }

    fn comment(&mut self, remark: Remark) -> usize {
        let paragraphs = remark.text.split("\n\n").map(|words| Paragraph::plain(words.trim()));
        let text = paragraphs.collect();
        self.document.comments.push(Comment { author: remark.author.unwrap_or_default(), date: remark.date, text });
        self.document.comments.len() - 1
    }

    fn open(&mut self, at: usize, words: &str) {
        let kind = (words == "{++").then_some(ChangeKind::Inserted);
        let made = self.made(at, kind);
        self.changes.push(made);
    }

    /// Adds words that a change takes out, and opens what replaces them.
    fn gone(&mut self, at: usize, words: &str) {
        let replaced = words.starts_with("{~~");
        let end = words.len() - if replaced { 2 } else { 3 };
        let made = self.made(at, Some(ChangeKind::Deleted));
        let inside = &words[3..end];
        let (change, comments) = made;
        let outer: Vec<Change> = self.changes.iter().filter_map(|(change, _)| change.clone()).collect();
        // Its inside has no mark of its own kind, so this goes at most as deep as there are kinds.
        let inner = read_with(inside, &self.setting.text.parties);
        let setting = Setting::new(&inner, self.setting.rendering);
        let (lead, trail) = (inside.len() - inside.trim_start().len(), inside.trim_end().len());
        let mut runs = Inline::new(&setting, self.document).runs(0..inside.len());
        if runs.is_empty() && lead > trail {
            runs.push(Run::plain(inside));
        }
        for mut run in runs {
            let mut changes = outer.clone();
            changes.append(&mut run.changes);
            changes.extend(change.clone());
            run.changes = changes;
            run.comments.extend(comments.iter().copied());
            run.note = None;
            self.runs.push(run);
        }
        if replaced {
            let change = change.map(|change| Change { kind: ChangeKind::Inserted, ..change });
            self.changes.push((change, comments));
        }
    }

    /// Adds a remark at a place.
    fn remark(&mut self, remark: Remark) {
        let comment = self.comment(remark);
        let changes = self.changes.iter().filter_map(|(change, _)| change.clone()).collect();
        self.runs.push(Run { comments: vec![comment], changes, ..Run::default() });
    }
}

/// Joins neighbours that are set alike and have the same history.
fn merged(runs: Vec<Run>) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    for run in runs {
        match found.last_mut() {
            Some(last)
                if last.note.is_none()
                    && last.face == run.face
                    && last.changes == run.changes
                    && last.comments == run.comments
                    && !(last.text.is_empty() || run.text.is_empty()) =>
            {
                last.text.push_str(&run.text);
                last.note = run.note;
            }
            _ => found.push(run),
        }
    }
    found
}
