//! What an entry may say: the shape of a line, as data.
//!
//! The parser, the printer, the JSON form, its schema, the completion list and the synopsis in the language reference
//! all read these shapes, so a word of the language is written down once, in [`crate::grammar`].

/// The shape of an entry, or of a clause inside one.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// The word that introduces it; also its key in JSON, with `_` for `-`.
    pub keyword: &'static str,
    /// How it is introduced.
    pub start: Start,
    /// Whether a date stands before it.
    pub dated: Dated,
    /// What follows the keyword, in order.
    pub slots: &'static [Slot],
    /// What may follow the slots, on the same line or indented below, in any order.
    pub clauses: &'static [&'static Form],
    /// How often it may stand in its owner.
    pub times: Times,
    /// One line for the reference and for completion.
    pub about: &'static str,
}

/// How a form is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// By its keyword.
    Keyword,
    /// By one of these words, which is also its first value (`non-paper`, `anonymous`).
    Word(&'static [&'static str]),
    /// By a clause number at the start of a line.
    Label,
}

/// Whether an entry carries a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// It sets the frame: no date.
    Never,
    /// It records what happened: a date is required.
    Always,
    /// Either.
    Maybe,
}

/// How often a clause may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// At most once.
    Once,
    /// Any number of times.
    Many,
}

/// One place in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its key in JSON.
    pub name: &'static str,
    /// What may stand there.
    pub take: Take,
    /// How many.
    pub count: Count,
    /// Whether a colon goes before it.
    pub colon: Colon,
}

/// How many values a slot takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Exactly one.
    One,
    /// None or one.
    Maybe,
    /// One or more.
    Many,
    /// Any number, also none.
    Any,
}

/// Whether a colon goes before a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colon {
    /// No colon.
    No,
    /// The slot is there if the colon is.
    Yes,
    /// A colon is welcome and is printed.
    Optional,
}

/// What may stand in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// A name that this entry declares.
    New(Space),
    /// The name of something declared elsewhere.
    Name(Space),
    /// A declared name, or a text in quotes for whoever has none.
    NameOrText(Space),
    /// A text in quotes; texts that follow each other are joined by a space.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or a text in quotes.
    WordOrText(&'static [&'static str]),
    /// Any single word: a unit, a region, a topic, a grade.
    Code,
    /// A date: `2025`, `2025-11` or `2025-11-24`.
    Date,
    /// A number: `600_000`, `2.5`, or a share: `50%`.
    Number,
    /// A length of time: `90 days`.
    Duration,
    /// A number or a length of time.
    Step,
    /// `0..500` or `2026-01..2028-01`.
    Range,
    /// An expression over points, options and facts.
    Expr,
    /// Points and how they are settled: `passage = notice, toll = [100 (norrland) | 300]`.
    Settlements,
    /// What points are worth to a party: `passage 40 [open 100, barred 0], toll 20 low`.
    Values,
    /// What a party likes better: `passage [barred > notice]; passage > toll`.
    Orders,
    /// The number of a clause: `5`, `5 bis`, `II.3`.
    Label,
}

/// The kinds of thing that have a name. Names are unique within a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Space {
    /// Parties, persons and groups.
    Actor,
    /// Instruments.
    Instrument,
    /// Points and facts.
    Matter,
    /// Options; each point has its own space of them.
    Option,
    /// Reports.
    Report,
    /// Drafts.
    Draft,
    /// Rounds.
    Round,
    /// Channels.
    Channel,
    /// Named stances and links.
    Line,
    /// Ratification steps, and the milestones they wait for.
    Step,
    /// Assumptions.
    Assumption,
}

impl Space {
    /// Returns what a thing of this kind is called in a message.
    pub fn noun(self) -> &'static str {
        match self {
            Space::Actor => "party, person or group",
            Space::Instrument => "instrument",
            Space::Matter => "point or fact",
            Space::Option => "option",
            Space::Report => "report",
            Space::Draft => "draft",
            Space::Round => "round",
            Space::Channel => "channel",
            Space::Line => "stance or link",
            Space::Step => "step",
            Space::Assumption => "assumption",
        }
    }
}

impl Form {
    /// Returns the key under which the form stands in JSON.
    pub fn key(&self) -> String {
        self.keyword.replace('-', "_")
    }

    /// Returns the slot of this name.
    pub fn slot(&self, name: &str) -> Option<&'static Slot> {
        self.slots.iter().find(|slot| slot.name == name)
    }

    /// Returns the clause that this word introduces.
    pub fn clause(&self, word: &str) -> Option<&'static Form> {
        self.clauses.iter().copied().find(|form| match form.start {
            Start::Keyword => form.keyword == word,
            Start::Word(words) => words.contains(&word),
            Start::Label => false,
        })
    }

    /// Returns the clause that a number at the start of a line introduces.
    pub fn labelled(&self) -> Option<&'static Form> {
        self.clauses.iter().copied().find(|form| form.start == Start::Label)
    }

    /// Returns all words that may introduce a clause.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.clauses
            .iter()
            .flat_map(|form| match &form.start {
                Start::Keyword => std::slice::from_ref(&form.keyword),
                Start::Word(words) => words,
                Start::Label => &[],
            })
            .copied()
    }
}
