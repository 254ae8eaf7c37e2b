//! Reports, what they say, and the passages on which entries rest.

use crate::actor::Speaker;
use crate::condition::Stated;
use crate::id::{DraftId, PartyId, PointId, ReportId, RoundId};
use crate::share::Share;
use zopa_syntax::span::Span;
use zopa_syntax::value::Date;

/// The rule under which a report may be attributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attribution {
    /// By name.
    OnRecord,
    /// As "a source".
    Background,
    /// The content, not the speaker nor the affiliation.
    Chatham,
    /// Not at all.
    OffRecord,
    /// A document speaks for itself.
    Document,
}

impl Attribution {
    pub(crate) fn parse(word: &str) -> Option<Attribution> {
        match word {
            "on-record" => Some(Attribution::OnRecord),
            "background" => Some(Attribution::Background),
            "chatham" => Some(Attribution::Chatham),
            "off-record" => Some(Attribution::OffRecord),
            "document" => Some(Attribution::Document),
            _ => None,
        }
    }
}

/// A published account, or a note.
#[derive(Debug, Clone)]
pub struct Report {
    /// Where it is entered.
    pub site: Span,
    /// Its name in the record.
    pub name: String,
    /// Its title, or its name.
    pub title: String,
    /// When it came out.
    pub date: Date,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The reports that it repeats.
    pub retells: Vec<ReportId>,
    /// Where its text is kept.
    pub file: Option<String>,
    /// Whether it is known only through others.
    pub unseen: bool,
    /// What sort of account it is.
    pub kind: Option<String>,
    /// How it may be attributed.
    pub attribution: Option<Attribution>,
    /// Its Admiralty grade.
    pub grade: Option<Grade>,
    /// Its handling mark.
    pub handling: Option<String>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// An Admiralty grade: the source from A (reliable) to F (cannot be judged), the content from 1 (confirmed) to 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade {
    /// The source, `A` to `F`.
    pub source: char,
    /// The content, 1 to 6.
    pub content: u8,
}

impl Grade {
    /// Returns the grade in `B2`.
    pub fn parse(word: &str) -> Option<Grade> {
        let mut chars = word.chars();
        let source = chars.next().filter(|c| ('A'..='F').contains(c))?;
        let content = chars.next().and_then(|c| c.to_digit(10)).filter(|digit| (1..=6).contains(digit))?;
        chars.next().is_none().then_some(Grade { source, content: content as u8 })
    }
}

impl std::fmt::Display for Grade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.source, self.content)
    }
}

/// The passage on which an entry rests.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// Where it is cited.
    pub site: Span,
    /// The report.
    pub report: ReportId,
    /// The words, as printed.
    pub extract: Option<String>,
    /// Who said it.
    pub speaker: Option<Speaker>,
    /// The side of an unnamed speaker.
    pub side: Option<PartyId>,
    /// Through which outlets it came.
    pub via: Vec<String>,
    /// Whether the speaker is not named.
    pub anonymous: bool,
    /// Whether the report itself is unsure.
    pub hedged: bool,
    /// Its Admiralty grade.
    pub grade: Option<Grade>,
}

/// What a claim says about its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Saying {
    /// It is agreed.
    Agreed,
    /// It is open.
    Open,
    /// Somebody accepts it.
    Accepts,
    /// Somebody rejects it.
    Rejects,
    /// Somebody offers it.
    Offers,
    /// Somebody demands it.
    Demands,
    /// Somebody considers it.
    Considers,
    /// It was shown.
    Shown,
    /// Somebody met.
    Met,
    /// Somebody said so, in the words given.
    Says,
}

impl Saying {
    pub(crate) fn parse(word: &str) -> Option<Saying> {
        Some(match word {
            "agreed" => Saying::Agreed,
            "open" => Saying::Open,
            "accepts" => Saying::Accepts,
            "rejects" => Saying::Rejects,
            "offers" => Saying::Offers,
            "demands" => Saying::Demands,
            "considers" => Saying::Considers,
            "shown" => Saying::Shown,
            "met" => Saying::Met,
            "says" => Saying::Says,
            _ => return None,
        })
    }

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Saying::Agreed => "agreed",
            Saying::Open => "open",
            Saying::Accepts => "accepts",
            Saying::Rejects => "rejects",
            Saying::Offers => "offers",
            Saying::Demands => "demands",
            Saying::Considers => "considers",
            Saying::Shown => "shown",
            Saying::Met => "met",
            Saying::Says => "says",
        }
    }
}

/// What a claim is about.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A draft as a whole.
    Draft(DraftId),
    /// A point as a whole.
    Point(PointId),
    /// Something that holds or not.
    Stated(Stated),
}

/// What a report says that somebody said or that happened.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Where it is entered.
    pub site: Span,
    /// When it was said.
    pub date: Date,
    /// The report.
    pub report: ReportId,
    /// Whether it denies what follows.
    pub denied: bool,
    /// What it says.
    pub saying: Saying,
    /// Of what.
    pub subject: Option<Subject>,
    /// Its words, in the analyst's summary.
    pub text: Option<String>,
    /// Its words, as printed.
    pub quote: Option<String>,
    /// Who said it.
    pub speaker: Option<Speaker>,
    /// The side of an unnamed speaker.
    pub side: Option<PartyId>,
    /// Whose position it is about.
    pub of: Vec<PartyId>,
    /// The points that it concerns besides.
    pub on: Vec<PointId>,
    /// Through which outlets it came.
    pub via: Vec<String>,
    /// Whether the speaker is not named.
    pub anonymous: bool,
    /// Whether the report itself is unsure.
    pub hedged: bool,
    /// Its Admiralty grade.
    pub grade: Option<Grade>,
    /// The round in which it happened.
    pub round: Option<RoundId>,
    /// Who may be told.
    pub share: Option<Share>,
}
