//! The lines of a text, and which of them are not running text.

use std::ops::Range;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Nothing but space.
    Blank,
    /// A heading with `#`.
    Heading,
    /// Part of a block of code between fences.
    Code,
    /// Part of a comment, `<!-- … -->`, that started on an earlier line.
    Comment,
    /// Part of a footnote, `[^1]: …`.
    Note,
    /// Anything else.
    Plain,
}

/// The lines of a text with their line breaks, and what they are.
pub(crate) struct Lines<'a> {
    text: &'a str,
    at: usize,
    fence: Option<Range<usize>>,
    comment: bool,
    note: bool,
    /// Whether the line before was blank.
    blank: bool,
    /// Where the last comment of the text ends: what is opened later is never closed.
    last_comment: Option<usize>,
    fences: Vec<Range<usize>>,
    next_fence: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Lines<'a> {
        Lines {
            text,
            at: 0,
            fence: None,
            comment: false,
            note: false,
            blank: true,
            last_comment: text.rfind("-->"),
            fences: fences(text),
            next_fence: 0,
        }
    }

    fn sort(&mut self, line: &Range<usize>) -> Sort {
        let words = &self.text[line.clone()];
        if self.comment {
            self.comment = open_comment(words, true);
            return Sort::Comment;
        }
        if self.fence.as_ref().is_none_or(|fence| fence.end <= line.start) {
            self.fence = self.fences.get(self.next_fence).filter(|fence| fence.start <= line.start).cloned();
            self.next_fence += usize::from(self.fence.is_some());
        }
        if self.fence.is_some() {
            self.note = false;
            return Sort::Code;
        }
        self.comment = self.last_comment.is_some_and(|last| last >= line.start) && open_comment(words, false);
        let bare = words.trim();
        if bare.is_empty() {
            return Sort::Blank;
        }
        if note_head(words).is_some() {
            self.note = true;
            return Sort::Note;
        }
        let indented = words.starts_with([' ', '\t']);
        if self.note && (indented || !self.blank) && !is_heading(words) {
            return Sort::Note;
        }
        self.note = false;
        if is_heading(words) { Sort::Heading } else { Sort::Plain }
    }
}

impl Iterator for Lines<'_> {
    type Item = (Range<usize>, Sort);

    fn next(&mut self) -> Option<(Range<usize>, Sort)> {
        if self.at >= self.text.len() {
            return None;
        }
        let end = self.text[self.at..].find('\n').map_or(self.text.len(), |at| self.at + at + 1);
        let line = self.at..end;
        self.at = end;
        let sort = self.sort(&line);
        self.blank = sort == Sort::Blank;
        Some((line, sort))
    }
}

/// Returns whether a comment is open at the end of a line.
fn open_comment(line: &str, mut open: bool) -> bool {
    let mut rest = line;
    loop {
        let mark = if open { "-->" } else { "<!--" };
        match rest.find(mark) {
            Some(at) => rest = &rest[at + mark.len()..],
            None => return open,
        }
        open = !open;
    }
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    (1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
}

/// Returns the label of the footnote that a line starts, and where its words start in the line.
pub(crate) fn note_head(line: &str) -> Option<(&str, usize)> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let rest = line[indent..].strip_prefix("[^").filter(|_| indent <= 3)?;
    let end = rest.find([']', '[', '\n', ' '])?;
    let label = &rest[..end];
    (end > 0 && rest[end..].starts_with("]:")).then_some((label, indent + 2 + end + 2))
}

/// Returns the blocks of code between fences, whole lines each. A fence without its other half opens nothing: the text
/// after it would be hidden.
pub(crate) fn fences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches(' ');
        if let Some(sign @ ('`' | '~')) = bare.chars().next().filter(|_| line.len() - bare.len() <= 3) {
            let rest = bare.trim_start_matches(sign);
            let count = bare.len() - rest.len();
            match open {
                None if count >= 3 && !rest.contains(sign) => open = Some((at, sign, count)),
                Some((start, same, least)) if sign == same && count >= least && rest.trim().is_empty() => {
                    found.push(start..at + line.len());
                    open = None;
                }
                _ => {}
            }
        }
        at += line.len();
    }
    found
}
