//! An answer as something to read: headings, paragraphs, lists and tables, rendered as text, Markdown or HTML.

mod html;
mod markdown;
mod text;

pub use html::html;
pub use markdown::markdown;
pub use text::text;

use crate::cite::Cite;

/// An answer as a page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// The handling mark, printed at the top and the bottom.
    pub mark: Option<String>,
    /// Whether it prints on paper that lies on its long side.
    pub landscape: bool,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// A block of a page.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(Line),
    /// A list, each item with the items under it.
    List(Vec<(Line, Vec<Line>)>),
    /// A table.
    Table {
        /// The heads of the columns.
        head: Vec<String>,
        /// The rows, each as long as the head.
        rows: Vec<Vec<Line>>,
    },
    /// Two texts side by side.
    Sides {
        /// What the two are called.
        head: [String; 2],
        /// The rows.
        rows: Vec<Side>,
    },
}

/// A passage of two texts side by side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// The passage in the earlier text.
    pub before: Line,
    /// The passage in the later text.
    pub after: Line,
    /// What is to be said of it.
    pub notes: Vec<Line>,
}

/// Returns the day of an answer for a reader. A record without dated entries is of no day.
pub(crate) fn day(as_of: &str) -> &str {
    if as_of == "9999-12-31" { "a record without dated entries" } else { as_of }
}

/// Returns the start of an answer: of which day it is, and under which assumptions.
pub(crate) fn as_of(day_of: &str, assumptions: &[String]) -> Line {
    let assuming =
        if assumptions.is_empty() { String::new() } else { format!(", assuming {}", assumptions.join(", ")) };
    Line::plain(format!("As of {}{assuming}. ", day(day_of)))
}

/// How far a point is from being settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Every principal has confirmed it.
    Agreed,
    /// Somebody has confirmed it, or the texts say the same, and nobody in force is against it.
    Close,
    /// Neither agreed nor blocked.
    Open,
    /// Red lines about it clash.
    Blocked,
}

impl State {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            State::Agreed => "agreed",
            State::Close => "close",
            State::Open => "open",
            State::Blocked => "blocked",
        }
    }

    /// Returns the sign that goes with the word, so that colour is never alone.
    pub fn sign(self) -> &'static str {
        match self {
            State::Agreed => "✓",
            State::Close => "≈",
            State::Open => "○",
            State::Blocked => "✗",
        }
    }
}

/// A line of text with its emphasis and citations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Inline>);

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Plain(String),
    /// Words that matter.
    Strong(String),
    /// Words in the background.
    Faint(String),
    /// The state of a point.
    State(State),
    /// Where it is on record.
    Cite(Cite),
    /// Words that were inserted.
    Inserted(String),
    /// Words that were deleted.
    Deleted(String),
}

/// Parts a text into the space before its words, the words, and the space behind: marks go around words only.
fn parted(text: &str) -> (&str, &str, &str) {
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len().max(start);
    (&text[..start], &text[start..end], &text[end..])
}

impl Line {
    /// Returns a line of plain words.
    pub fn plain(text: impl Into<String>) -> Line {
        Line(vec![Inline::Plain(text.into())])
    }

    /// Returns a line of words that matter.
    pub fn strong(text: impl Into<String>) -> Line {
        Line(vec![Inline::Strong(text.into())])
    }

    /// Adds plain words.
    #[must_use]
    pub fn then(mut self, text: impl Into<String>) -> Line {
        self.0.push(Inline::Plain(text.into()));
        self
    }

    /// Adds words that matter.
    #[must_use]
    pub fn bold(mut self, text: impl Into<String>) -> Line {
        self.0.push(Inline::Strong(text.into()));
        self
    }

    /// Adds words in the background.
    #[must_use]
    pub fn faint(mut self, text: impl Into<String>) -> Line {
        self.0.push(Inline::Faint(text.into()));
        self
    }

    /// Adds the state of a point.
    #[must_use]
    pub fn state(mut self, state: State) -> Line {
        self.0.push(Inline::State(state));
        self
    }

    /// Adds words that were inserted.
    #[must_use]
    pub fn inserted(mut self, text: impl Into<String>) -> Line {
        self.0.push(Inline::Inserted(text.into()));
        self
    }

    /// Adds words that were deleted.
    #[must_use]
    pub fn deleted(mut self, text: impl Into<String>) -> Line {
        self.0.push(Inline::Deleted(text.into()));
        self
    }

    /// Adds where it is on record.
    #[must_use]
    pub fn cite(mut self, cite: &Cite) -> Line {
        self.0.push(Inline::Cite(cite.clone()));
        self
    }

    /// Adds another line.
    #[must_use]
    pub fn join(mut self, other: Line) -> Line {
        self.0.extend(other.0);
        self
    }
}

impl Page {
    /// Returns an empty page.
    pub fn new(title: impl Into<String>) -> Page {
        Page { title: title.into(), mark: None, landscape: false, blocks: Vec::new() }
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, line: Line) {
        self.blocks.push(Block::Paragraph(line));
    }

    /// Adds a list; nothing where it is empty.
    pub fn list(&mut self, items: impl IntoIterator<Item = Line>) {
        self.nested(items.into_iter().map(|line| (line, Vec::new())));
    }

    /// Adds a list with items under its items; nothing where it is empty.
    pub fn nested(&mut self, items: impl IntoIterator<Item = (Line, Vec<Line>)>) {
        let items: Vec<(Line, Vec<Line>)> = items.into_iter().collect();
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// Adds two texts side by side; nothing where there are no passages.
    pub fn sides(&mut self, head: [String; 2], rows: Vec<Side>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Sides { head, rows });
        }
    }

    /// Adds a table; nothing where it has no rows.
    pub fn table(&mut self, head: &[&str], rows: Vec<Vec<Line>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table { head: head.iter().map(|&word| word.to_string()).collect(), rows });
        }
    }
}
