//! Lines of text, put together piece by piece with random space between.

use super::Source;

const COMMENTS: &[&str] = &["#", "# a remark", "#\"quoted", "# party x : 1", "#\ttab", "# ünïcode —"];

/// What the last piece was, as far as it matters for the space after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    LineStart,
    Word,
    Minus,
    Other,
}

/// The text so far.
pub(super) struct Lines {
    text: String,
    comments: Vec<String>,
    end: &'static str,
    last: Last,
}

/// A place in the text to come back to.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    text: usize,
    comments: usize,
    last: Last,
}

impl Lines {
    pub(super) fn new(source: &mut Source<'_>) -> Lines {
        let end = if source.one_in(4) { "\r\n" } else { "\n" };
        let text = if source.one_in(8) { "\u{feff}".to_string() } else { String::new() };
        Lines { text, comments: Vec::new(), end, last: Last::LineStart }
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { text: self.text.len(), comments: self.comments.len(), last: self.last }
    }

    pub(super) fn back_to(&mut self, mark: Mark) {
        self.text.truncate(mark.text);
        self.comments.truncate(mark.comments);
        self.last = mark.last;
    }

    /// Starts a line in the first column, maybe after blank lines and comments.
    pub(super) fn start_entry(&mut self, source: &mut Source<'_>) {
        if self.last != Last::LineStart {
            self.end_line(source);
        }
        self.between(source);
    }

    /// Goes on in a new line.
    pub(super) fn break_line(&mut self, source: &mut Source<'_>, indent: usize) {
        self.end_line(source);
        self.between(source);
        let tab = source.one_in(8);
        self.text.extend(std::iter::repeat_n(if tab { '\t' } else { ' ' }, indent));
    }

    pub(super) fn word(&mut self, source: &mut Source<'_>, word: &str) {
        self.space(source, matches!(self.last, Last::Word | Last::Minus));
        self.text.push_str(word);
        self.last = Last::Word;
    }

    pub(super) fn glyph(&mut self, source: &mut Source<'_>, glyph: &str) {
        self.space(source, glyph == "-" || self.last == Last::Minus);
        self.text.push_str(glyph);
        self.last = if glyph == "-" { Last::Minus } else { Last::Other };
    }

    /// Writes a piece that needs no space around it.
    pub(super) fn piece(&mut self, source: &mut Source<'_>, piece: &str) {
        self.space(source, false);
        self.text.push_str(piece);
        self.last = Last::Other;
    }

    pub(super) fn finish(mut self, source: &mut Source<'_>) -> (String, Vec<String>) {
        if self.last != Last::LineStart && !source.one_in(4) {
            self.end_line(source);
            self.between(source);
        }
        (self.text, self.comments)
    }

    fn space(&mut self, source: &mut Source<'_>, needed: bool) {
        if self.last == Last::LineStart {
            return;
        }
        let widths: &[&str] = if needed { &[" ", " ", "  ", "\t"] } else { &[" ", "", "   "] };
        self.text.push_str(source.pick(widths));
    }

    fn end_line(&mut self, source: &mut Source<'_>) {
        if source.one_in(8) {
            self.text.push_str("  ");
        }
        if source.one_in(6) {
            self.comment(source);
        }
        self.text.push_str(self.end);
        self.last = Last::LineStart;
    }

    fn between(&mut self, source: &mut Source<'_>) {
        while source.one_in(6) {
            self.text.push_str(source.pick(&["", "", "  ", "     "]));
            if source.one_in(2) {
                self.comment(source);
            }
            self.text.push_str(self.end);
        }
    }

    fn comment(&mut self, source: &mut Source<'_>) {
        let comment = source.pick(COMMENTS);
        self.text.push_str(comment);
        self.comments.push(comment.to_string());
    }
}
