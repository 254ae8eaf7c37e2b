//! A document as plain values: what a word processor shows, with who changed what.
//!
//! Readers of foreign files make it, writers print it, questions build it. Texts are in the order in which they are
//! read aloud, whatever their direction.

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its title in the properties of the file. What is printed is a paragraph in the style of a title.
    pub title: Option<String>,
    /// The handling mark, printed at the top and the bottom of every page.
    pub mark: Option<String>,
    /// The status of the paper, printed under the mark: *non-paper*.
    pub status: Option<String>,
    /// The day that its properties give, `2025-03-20`: of the record from which it was made, never of a clock.
    pub date: Option<String>,
    /// Whether its pages lie on the long side.
    pub landscape: bool,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Comments, to which runs refer by position.
    pub comments: Vec<Comment>,
    /// Footnotes and endnotes, to which runs refer by position.
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
    /// Its number as a reader sees it with the changes accepted, with its punctuation: `2 bis.` or `(a)`. The number of
    /// a paragraph that is taken out is the one that it had.
    pub number: Option<String>,
    /// What its number was before the tracked changes, where that was another.
    pub renumbered: Option<Renumbered>,
    /// Whether it runs from right to left.
    pub rtl: bool,
    /// Changes of the paragraph itself: of its end, which parts it from the next one, or of its form.
    pub changes: Vec<Change>,
    /// Its words.
    pub runs: Vec<Run>,
}

/// The number that a paragraph had.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renumbered {
    /// The number; empty where there was none.
    pub from: String,
    /// By whom, where the file says; numbers that follow from the place in a list have nobody.
    pub author: Option<String>,
    /// When, where the file says.
    pub date: Option<String>,
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
    /// The words; `\n` breaks the line, `\t` is a tab.
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
    /// Not shown by the word processor.
    pub hidden: bool,
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
    /// The name that the two halves of a move share; ends of paragraphs bear none.
    pub pair: Option<String>,
    /// How the words were set before, where they were set otherwise.
    pub face: Option<Face>,
}

impl Change {
    /// Returns a change of which no more is known.
    pub fn new(kind: ChangeKind, author: impl Into<String>) -> Change {
        Change { kind, author: author.into(), date: None, pair: None, face: None }
    }

    /// Returns the change with its date.
    #[must_use]
    pub fn on(mut self, date: impl Into<String>) -> Change {
        self.date = Some(date.into());
        self
    }
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

impl ChangeKind {
    /// Returns whether the words are there only if the change is accepted.
    pub fn adds(self) -> bool {
        matches!(self, ChangeKind::Inserted | ChangeKind::MovedTo)
    }

    /// Returns whether the words are gone if the change is accepted.
    pub fn removes(self) -> bool {
        matches!(self, ChangeKind::Deleted | ChangeKind::MovedFrom)
    }

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Inserted => "inserted",
            ChangeKind::Deleted => "deleted",
            ChangeKind::MovedFrom => "moved away",
            ChangeKind::MovedTo => "moved here",
            ChangeKind::Formatted => "set otherwise",
        }
    }
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
    /// How many rows at its start are repeated at the top of every page.
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
    /// Whether it continues the cell above it.
    pub continued: bool,
    /// Whether the cell was inserted or deleted.
    pub changes: Vec<Change>,
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

impl Run {
    /// Returns plain words.
    pub fn plain(text: impl Into<String>) -> Run {
        Run { text: text.into(), ..Run::default() }
    }

    /// Returns words set in a certain way.
    pub fn faced(text: impl Into<String>, face: Face) -> Run {
        Run { text: text.into(), face, ..Run::default() }
    }

    /// Returns the words with what was done to them.
    #[must_use]
    pub fn changed(mut self, change: Change) -> Run {
        self.changes.push(change);
        self
    }
}

impl Paragraph {
    /// Returns a paragraph of plain words.
    pub fn plain(text: impl Into<String>) -> Paragraph {
        Paragraph { runs: vec![Run::plain(text)], ..Paragraph::default() }
    }

    /// Returns the paragraph in another style.
    #[must_use]
    pub fn styled(mut self, style: Style) -> Paragraph {
        self.style = style;
        self
    }

    /// Returns its words, without its number, whatever was done to them.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl Cell {
    /// Returns a cell with one paragraph.
    pub fn of(paragraph: Paragraph) -> Cell {
        Cell { blocks: vec![Block::Paragraph(paragraph)], ..Cell::default() }
    }
}

impl Document {
    /// Returns all its paragraphs in order, also those in the cells of tables.
    pub fn paragraphs(&self) -> Vec<&Paragraph> {
        let mut found = Vec::new();
        collect(&self.blocks, &mut found);
        found
    }
}

fn collect<'a>(blocks: &'a [Block], found: &mut Vec<&'a Paragraph>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => found.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| collect(&cell.blocks, found));
            }
        }
    }
}
