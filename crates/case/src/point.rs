//! Points, their settlements, instruments and facts.

use crate::condition::Condition;
use crate::id::{FactId, InstrumentId, PartyId, PointId};
use crate::share::Share;
use jiff::civil;
use rust_decimal::Decimal;
use zopa_syntax::span::Span;
use zopa_syntax::value::Date;

/// A legal text with its signatories, witnesses and guarantors.
#[derive(Debug, Clone)]
pub struct Instrument {
    /// Where it is declared.
    pub site: Span,
    /// Its name in the record.
    pub name: String,
    /// Its title, or its name.
    pub title: String,
    /// Who is bound by it; groups stand for their members.
    pub signed_by: Vec<PartyId>,
    /// Who witnesses it.
    pub witnessed_by: Vec<PartyId>,
    /// Who guarantees it.
    pub guaranteed_by: Vec<PartyId>,
    /// Its legal form, where given.
    pub form: Option<String>,
}

/// What a package makes true in the world.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Where it is declared.
    pub site: Span,
    /// Its name in the record.
    pub name: String,
    /// Its title, or its name.
    pub title: String,
    /// The expression that defines it, besides the options that give it.
    pub when: Option<Condition>,
    /// The settlements that give it: point and index of the choice.
    pub given_by: Vec<(PointId, usize)>,
}

/// What sort of thing settles a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One of several options.
    Choice,
    /// One of several options, in order.
    Scale,
    /// A number.
    Number,
    /// A date.
    Date,
}

impl Kind {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Choice => "choice",
            Kind::Scale => "scale",
            Kind::Number => "number",
            Kind::Date => "date",
        }
    }
}

/// How hard an option is to undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reversibility {
    /// It can be undone.
    Reversible,
    /// It can be undone at a cost.
    Costly,
    /// It cannot be undone.
    Irreversible,
}

/// One thing to be settled.
#[derive(Debug, Clone)]
pub struct Point {
    /// Where it is declared.
    pub site: Span,
    /// Its name in the record.
    pub name: String,
    /// Its title, or its name.
    pub title: String,
    /// The heading under which it stands.
    pub chapter: Option<String>,
    /// What settles it.
    pub kind: Kind,
    /// All ways to settle it: the values of a number or date in order, then the options as declared. Never empty.
    pub choices: Vec<Choice>,
    /// What its number counts.
    pub unit: Option<String>,
    /// The regions concerned, as in ISO 3166-2.
    pub regions: Vec<String>,
    /// The topics, as in PA-X.
    pub topics: Vec<String>,
    /// The point of which it is one dimension.
    pub part_of: Option<PointId>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// One way to settle a point.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What it is.
    pub at: At,
    /// The facts that it makes true.
    pub gives: Vec<FactId>,
    /// The instruments that enact it.
    pub via: Vec<InstrumentId>,
    /// Its legal form, where given.
    pub form: Option<String>,
    /// How hard it is to undo, where given.
    pub reversibility: Option<Reversibility>,
    /// Who may be told.
    pub share: Option<Share>,
}

/// What a choice is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// An option.
    Option {
        /// Its name in the record.
        name: String,
        /// Its title, or its name.
        title: String,
        /// Whether the texts say nothing on the point.
        no_provision: bool,
        /// Where it is declared.
        site: Span,
    },
    /// A number.
    Number(Decimal),
    /// A date, as precise as the point has it, and its first day.
    Date(Date, civil::Date),
}

impl Point {
    /// Returns the choice with this option name.
    pub fn option(&self, wanted: &str) -> Option<usize> {
        self.choices.iter().position(|choice| matches!(&choice.at, At::Option { name, .. } if name == wanted))
    }

    /// Returns the choice at this number. Cost: logarithmic in the number of values.
    pub fn number(&self, wanted: Decimal) -> Option<usize> {
        let values = self.choices.partition_point(|choice| matches!(&choice.at, At::Number(value) if *value < wanted));
        matches!(self.choices.get(values)?.at, At::Number(value) if value == wanted).then_some(values)
    }

    /// Returns the choice at this date: the only value within it.
    pub fn date(&self, wanted: Date) -> Option<usize> {
        let (first, last) = (wanted.first(), wanted.last());
        let mut within = self
            .choices
            .iter()
            .enumerate()
            .filter(|(_, choice)| matches!(choice.at, At::Date(_, day) if first <= day && day <= last));
        let (index, _) = within.next()?;
        within.next().is_none().then_some(index)
    }

    /// Returns what a choice is called in the record: the name of its option, or its value.
    pub fn choice_name(&self, index: usize) -> String {
        match &self.choices[index].at {
            At::Option { name, .. } => name.clone(),
            At::Number(value) => value.to_string(),
            At::Date(date, _) => date.to_string(),
        }
    }

    /// Returns what the choice of this name is called for a reader, or the name where there is none.
    pub fn option_title(&self, name: &str) -> String {
        let choice = (0..self.choices.len()).find(|&index| self.choice_name(index) == name);
        choice.map_or_else(|| name.to_string(), |index| self.choice_title(index))
    }

    /// Returns what a choice is called for a reader: the title of its option, or its value with the unit.
    pub fn choice_title(&self, index: usize) -> String {
        match &self.choices[index].at {
            At::Option { title, .. } => title.clone(),
            At::Number(value) => match &self.unit {
                Some(unit) => format!("{value} {unit}"),
                None => value.to_string(),
            },
            At::Date(date, _) => date.to_string(),
        }
    }
}
