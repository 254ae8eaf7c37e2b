//! A document as plain values: what a word processor shows, with who changed what.
//!
//! Readers of foreign files make it, writers print it, questions build it. Texts are in the order in which they are
//! read aloud, whatever their direction.

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its title.
    pub title: Option<String>,
    /// The handling mark, printed at the top and the bottom of every page.
    pub mark: Option<String>,
    /// The status of the paper, printed under the mark: *non-paper*.
    pub status: Option<String>,
    /// Whether its pages lie on the long side.
    pub landscape: bool,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Comments, to which runs refer by position.
    pub comments: Vec<Comment>,
    /// Footnotes, to which runs refer by position.
    pub notes: Vec<Vec<Paragraph>>,
}

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub style: Style,
    /// Its number as a reader sees it, with its punctuation: `2 bis.` or `(a)`.
    pub number: Option<String>,
    /// Whether it runs from right to left.
    pub rtl: bool,
    /// Changes of the paragraph itself: of its mark or its form.
    pub changes: Vec<Change>,
    /// Its words.
    pub runs: Vec<Run>,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// Running text.
    #[default]
    Body,
    /// The title of the document.
    Title,
    /// A heading and its level, from 1.
    Heading(u8),
    /// An item of a list and its depth, from 0.
    Item(u8),
}

/// Words set alike and with the same history.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// How they are set.
    pub face: Face,
    /// What was done to them, the earliest first: inserted by one, then deleted by another.
    pub changes: Vec<Change>,
    /// The comments on them, by position.
    pub comments: Vec<usize>,
    /// The footnote that hangs on their end, by position.
    pub note: Option<usize>,
}

/// How words are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Face {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Struck through.
    pub strike: bool,
    /// From right to left.
    pub rtl: bool,
    /// Set back in colour.
    pub faint: bool,
}

/// A tracked change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// By whom, as the file says.
    pub author: String,
    /// When, as the file says.
    pub date: Option<String>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Inserted.
    Inserted,
    /// Deleted.
    Deleted,
    /// Moved away from here.
    MovedFrom,
    /// Moved to here.
    MovedTo,
    /// Set otherwise.
    Formatted,
}

/// A remark in the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// By whom, as the file says.
    pub author: String,
    /// When, as the file says.
    pub date: Option<String>,
    /// What it says.
    pub text: Vec<Paragraph>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// How many rows are repeated at the top of every page.
    pub head: usize,
    /// The widths of the columns in parts of the whole; empty where nothing is known.
    pub widths: Vec<u32>,
    /// The rows, each with its cells in order.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// Whether the whole row was inserted or deleted.
    pub changes: Vec<Change>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub blocks: Vec<Block>,
    /// How many columns it takes; 0 stands for 1.
    pub span: u32,
    /// Its ground, which never says anything that its words do not.
    pub tone: Option<Tone>,
}

/// The ground of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// A head.
    Head,
    /// Agreed.
    Agreed,
    /// Close.
    Close,
    /// Open.
    Open,
    /// Blocked.
    Blocked,
}
