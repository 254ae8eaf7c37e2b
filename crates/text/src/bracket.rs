//! Draft texts as negotiators write them: Markdown with square brackets around what is not agreed.
//!
//! Reading is lossless: the leaves of a text, put together, are the text. It is tolerant: where brackets have no other
//! half, the rest is read all the same, and a finding says where. Nothing in it calls itself, so no nesting overflows.

mod choice;
mod clean;
mod direction;
mod document;
mod emphasis;
mod finding;
mod head;
mod inline;
mod lex;
mod measure;
mod note;
mod pair;
mod party;
mod read;
mod sibling;
mod small;

pub use clean::{TooLarge, clean, names_left};
pub use direction::is_rtl;
pub use document::{Rendering, document};
pub use measure::{Measure, Unit, Units, measure};
pub use party::Parties;
pub use read::{read, read_with};

use crate::rule;
use std::ops::Range;
use zopa_syntax::diagnostic::Rule;

/// How deep brackets are read. What is nested deeper is text, and a finding says so.
pub const DEPTH_MAX: usize = 64;

/// How many brackets of one text are read. What comes after is text, and a finding says so.
pub const BRACKETS_MAX: usize = 200_000;

/// How many findings on one text are listed.
pub const FINDINGS_MAX: usize = 1_000;

/// A draft text as read.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    /// The text itself.
    pub source: &'a str,
    /// What covers it, in order and without gap.
    pub leaves: Vec<Leaf>,
    /// The brackets, in the order in which they are opened.
    pub brackets: Vec<Bracket>,
    /// Brackets that stand side by side for one another, by position, and brackets with alternatives inside.
    pub alternates: Vec<Alternates>,
    /// Options of option blocks, in order.
    pub options: Vec<TextOption>,
    /// Footnotes, in order.
    pub notes: Vec<Note>,
    /// Reservations, in order.
    pub reservations: Vec<Reservation>,
    /// Where a clause or a heading starts, in bytes.
    pub boundaries: Vec<usize>,
    /// What is odd in it, by place; at most [`FINDINGS_MAX`].
    pub findings: Vec<Finding>,
    /// How many findings are left out.
    pub findings_more: usize,
    /// Whether all of it was read; not so where it has more than [`BRACKETS_MAX`] brackets.
    pub complete: bool,
    /// Who the parties are, as the caller said.
    pub parties: Parties,
}

/// A stretch of text of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// What it is.
    pub kind: LeafKind,
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// The innermost bracket around it, by position; the marks of a bracket are inside it.
    pub bracket: Option<usize>,
}

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeafKind {
    /// Words.
    Words,
    /// The mark that opens a bracket.
    Open,
    /// The mark that closes a bracket.
    Close,
    /// The mark of a bracket without its other half.
    Stray,
    /// The mark of a bracket that is nested too deep to be read.
    Flat,
    /// Who wants what, with the colon or the semicolon that goes with it and the space after: `US/SG propose: `.
    Attribution,
    /// The word and number of an option: `Option 2`.
    OptionHead,
    /// A placeholder in braces: `{names}`.
    Brace,
    /// A blank to be filled in: `[TBD]`, `[ ]`, `[__]`. No bracket.
    Blank,
    /// An editor's mark: `[…]`, `[sic]`, the `[T]` of `[T]he`. No bracket.
    Editorial,
    /// The bracket that opens the words of a link.
    LinkOpen,
    /// What closes the words of a link, with the address.
    LinkClose,
    /// The line that says where a link leads.
    LinkTarget,
    /// A box to tick.
    Task,
    /// The mark of a footnote: `[^1]`.
    NoteMark,
    /// The head of a footnote: `[^1]:`.
    NoteHead,
    /// Code.
    Code,
    /// A backslash and the sign whose power it takes.
    Escape,
    /// A comment, or a remark in CriticMarkup.
    Comment,
    /// A mark of CriticMarkup around words that stay.
    ChangeMark,
    /// Words that a change in CriticMarkup takes out.
    Gone,
}

/// A bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bracket {
    /// Where it stands, with its marks; of one that is never closed, the opening mark.
    pub span: Range<usize>,
    /// Whether it is closed.
    pub closed: bool,
    /// The bracket around it, by position.
    pub parent: Option<usize>,
    /// How deep it stands, from 1.
    pub depth: usize,
    /// What it holds.
    pub kind: BracketKind,
    /// Who wants what of it.
    pub stances: Vec<Stance>,
    /// Whether it says that there is to be no text.
    pub no_text: bool,
}

/// What a bracket holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BracketKind {
    /// Text that is not agreed.
    Words,
    /// Only who wants what: `[NZ oppose]`.
    Stance,
    /// Only a word that joins its neighbours: `[or]`.
    Joint,
    /// A remark for the drafters: `[Drafting note: …]`. It does not count.
    Remark,
}

/// Who wants what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stance {
    /// The parties, in order.
    pub parties: Vec<Named>,
    /// What they do.
    pub position: Position,
    /// Whether it is said; a bare list of parties proposes.
    pub stated: bool,
    /// Where it stands.
    pub span: Range<usize>,
    /// The words that it is about.
    pub words: Range<usize>,
}

/// A party as it is named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Where.
    pub span: Range<usize>,
    /// Which of the known parties it is, by position.
    pub party: Option<usize>,
}

/// What a party does about words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// Proposes them.
    Propose,
    /// Supports them, or can live with them.
    Support,
    /// Reserves its position.
    Reserve,
    /// Is considering them, or must ask at home.
    Consider,
    /// Opposes them.
    Oppose,
}

impl Position {
    /// Returns the word for it, as the case language has it.
    pub fn word(self) -> &'static str {
        match self {
            Position::Propose => "propose",
            Position::Support => "support",
            Position::Reserve => "reserve",
            Position::Consider => "consider",
            Position::Oppose => "oppose",
        }
    }
}

/// Alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alternates {
    /// Brackets side by side, by position: `[shall][should]`.
    Beside(Vec<usize>),
    /// One bracket, by position, with alternatives inside, and how many: `[30/60/90]`.
    Inside(usize, usize),
}

/// An option of an option block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextOption {
    /// Which block it belongs to, from 0.
    pub block: usize,
    /// Its number or letter, as printed.
    pub label: String,
    /// Where its head stands: `Option 2`.
    pub span: Range<usize>,
    /// Where its words stand.
    pub body: Range<usize>,
    /// Whether it says that there is to be no text.
    pub no_text: bool,
    /// The bracket in which it stands, by position.
    pub bracket: Option<usize>,
    /// Who wants it.
    pub stances: Vec<Stance>,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its label.
    pub label: String,
    /// Where it hangs, in order.
    pub marks: Vec<Range<usize>>,
    /// Where it stands, with its head.
    pub span: Range<usize>,
    /// Where its words stand.
    pub body: Range<usize>,
}

/// A party's reservation, or another position that it takes beside the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// The footnote that says so, by position; nothing where a bracket does.
    pub note: Option<usize>,
    /// What it is on: where its footnote hangs, or the bracket that says so.
    pub place: Option<Range<usize>>,
    /// Who takes which position.
    pub stance: Stance,
}

/// Something odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its kind, with its page.
    pub rule: &'static Rule,
    /// Where, in bytes.
    pub span: Range<usize>,
    /// One clause in lower case: what was expected and what was found.
    pub message: String,
    /// The other sides of it.
    pub others: Vec<(Range<usize>, String)>,
    /// The next action.
    pub hint: Option<String>,
}

impl Finding {
    fn new(rule: &'static Rule, span: Range<usize>, message: impl Into<String>) -> Finding {
        Finding { rule, span, message: message.into(), others: Vec::new(), hint: None }
    }

    fn hint(mut self, text: impl Into<String>) -> Finding {
        self.hint = Some(text.into());
        self
    }
}

impl Text<'_> {
    /// Returns whether one bracket stands around the whole text, and which: all clauses are inside, or all words where
    /// there are no clauses.
    pub fn whole(&self) -> Option<usize> {
        let first = self.brackets.iter().position(|bracket| bracket.closed && bracket.parent.is_none())?;
        let span = &self.brackets[first].span;
        let words = |range: Range<usize>| self.source[range].chars().filter(|sign| sign.is_alphanumeric()).count();
        let inside = self.boundaries.iter().filter(|&&at| span.contains(&at) || at == span.start).count();
        if self.boundaries.len() > 1 {
            return (inside * 2 > self.boundaries.len() && words(span.end..self.source.len()) == 0 && inside > 1)
                .then_some(first);
        }
        let around = words(0..span.start) + words(span.end..self.source.len());
        let nested = self.brackets.iter().any(|bracket| bracket.parent == Some(first));
        (around == 0 && nested).then_some(first)
    }
}

/// Returns the kinds of finding that reading a draft text can give.
pub fn rules() -> &'static [&'static Rule] {
    rule::RULES
}
