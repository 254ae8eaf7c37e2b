//! What may stand in a slot, read and with its place.

use crate::expr::Expr;
use crate::span::Span;
use jiff::civil;
use rust_decimal::Decimal;

/// A name, or another single word, as written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A text in quotes, without them and with its escapes resolved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text {
    /// The words.
    pub text: String,
    /// Where they stand, quotes included.
    pub span: Span,
}

/// A date as precise as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 0 to 9999.
    pub year: i16,
    /// The month, where known.
    pub month: Option<i8>,
    /// The day, where known.
    pub day: Option<i8>,
}

impl Date {
    /// Returns the date in `2025`, `2025-11` or `2025-11-24`; `None` for anything else and for days that do not exist.
    pub fn parse(word: &str) -> Option<Date> {
        let mut parts = word.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = parts.next().map(|part| digits(part, 2));
        let day = parts.next().map(|part| digits(part, 2));
        if parts.next().is_some() || month == Some(None) || day == Some(None) {
            return None;
        }
        let date =
            Date { year, month: month.flatten().map(|month| month as i8), day: day.flatten().map(|day| day as i8) };
        civil::Date::new(year, date.month.unwrap_or(1), date.day.unwrap_or(1)).ok()?;
        Some(date)
    }

    /// Returns whether a word is meant as a date, right or wrong: `2025-13-01` is, `5` is not.
    pub fn looks_like(word: &str) -> bool {
        let mut parts = word.split('-');
        let year = parts.next().is_some_and(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
        let mut rest = 0;
        let numbers = parts.all(|part| {
            rest += 1;
            !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit())
        });
        year && numbers && (1..=2).contains(&rest)
    }

    /// Returns a full date.
    pub fn of(date: civil::Date) -> Date {
        Date { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }

    /// Returns the first day it can be.
    pub fn first(self) -> civil::Date {
        civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .expect("parts are checked when a date is made")
    }

    /// Returns the last day it can be.
    pub fn last(self) -> civil::Date {
        let first = self.first();
        match (self.month, self.day) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, None) => first.last_of_year(),
        }
    }
}

fn digits(part: &str, length: usize) -> Option<i16> {
    (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// A number, exact; `50%` is the number 50 and a percent sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// Its value.
    pub value: Decimal,
    /// Whether a percent sign follows.
    pub percent: bool,
}

impl Number {
    /// Returns the number in `600_000`, `-2.5` or `50%`; `None` for anything else and for more than 28 digits.
    pub fn parse(word: &str) -> Option<Number> {
        let (digits, percent) = match word.strip_suffix('%') {
            Some(digits) => (digits, true),
            None => (word, false),
        };
        let starts = digits.trim_start_matches('-').bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        let plain: String = digits.chars().filter(|&c| c != '_').collect();
        let body = plain.strip_prefix('-').unwrap_or(&plain);
        let numeric = body.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if !starts || !numeric || body.ends_with('.') {
            return None;
        }
        let value = Decimal::from_str_exact(&plain).ok()?;
        Some(Number { value: value.normalize(), percent })
    }

    /// Returns the share that the number stands for: `50%` and `0.5` are both a half.
    pub fn share(self) -> Decimal {
        if self.percent { (self.value / Decimal::ONE_HUNDRED).normalize() } else { self.value }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.value, if self.percent { "%" } else { "" })
    }
}

/// What a length of time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeUnit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

impl TimeUnit {
    /// The words for the units.
    pub const WORDS: &'static [(&'static str, TimeUnit)] = &[
        ("day", TimeUnit::Day),
        ("days", TimeUnit::Day),
        ("week", TimeUnit::Week),
        ("weeks", TimeUnit::Week),
        ("month", TimeUnit::Month),
        ("months", TimeUnit::Month),
        ("year", TimeUnit::Year),
        ("years", TimeUnit::Year),
    ];

    /// Returns the unit that a word names.
    pub fn parse(word: &str) -> Option<TimeUnit> {
        TimeUnit::WORDS.iter().find(|&&(name, _)| name == word).map(|&(_, unit)| unit)
    }
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TimeUnit,
}

impl Duration {
    /// Returns the date that lies so much after another; the last day of a shorter month stands for its missing days.
    /// `None` past the year 9999.
    pub fn after(self, date: civil::Date) -> Option<civil::Date> {
        date.checked_add(self.span()).ok()
    }

    /// Returns the date that lies so much before another. `None` before the year -9999.
    pub fn before(self, date: civil::Date) -> Option<civil::Date> {
        date.checked_sub(self.span()).ok()
    }

    fn span(self) -> jiff::Span {
        // Counts are at most 9,999, which every unit can take.
        let count = i64::from(self.count.min(9_999));
        match self.unit {
            TimeUnit::Day => jiff::Span::new().days(count),
            TimeUnit::Week => jiff::Span::new().weeks(count),
            TimeUnit::Month => jiff::Span::new().months(count),
            TimeUnit::Year => jiff::Span::new().years(count),
        }
    }
}

impl std::fmt::Display for Duration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = match self.unit {
            TimeUnit::Day => "day",
            TimeUnit::Week => "week",
            TimeUnit::Month => "month",
            TimeUnit::Year => "year",
        };
        write!(f, "{} {unit}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}

/// One value of a number or date point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// A number.
    Number(Number),
    /// A date.
    Date(Date),
}

/// From one value to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first.
    pub low: Scalar,
    /// The last.
    pub high: Scalar,
}

/// A value that a point can be settled at: the name of an option, a number or a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// An option.
    Option(Name),
    /// A number or a date.
    Scalar(Scalar, Span),
}

impl Choice {
    /// Returns where it stands.
    pub fn span(&self) -> Span {
        match self {
            Choice::Option(name) => name.span,
            Choice::Scalar(_, span) => *span,
        }
    }
}

/// A point and how it is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The point.
    pub point: Name,
    /// How.
    pub at: Settled,
}

/// How a clause settles a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Cleanly.
    Clean(Choice),
    /// In brackets: nothing is agreed, the alternatives stand side by side.
    Bracket(Vec<Alternative>),
}

/// One of the alternatives in a bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The alternative; brackets may be nested.
    pub at: Settled,
    /// Who said what about it.
    pub attributions: Vec<Attribution>,
}

/// Parties and what they do about an alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The parties.
    pub parties: Vec<Name>,
    /// What they do; nothing said means that they propose it.
    pub verb: Option<Name>,
}

/// What parties may do about an alternative in a bracket.
pub const ATTRIBUTION_VERBS: &[&str] = &["propose", "support", "reserve", "consider", "oppose"];

/// An exact number, or a range where only its bounds are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Known.
    Exact(Number),
    /// Between bounds.
    Between(Number, Number),
}

/// What one point is worth to a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// The point.
    pub point: Name,
    /// Its weight, where given.
    pub weight: Option<Amount>,
    /// How its settlements are rated.
    pub rating: Rating,
}

/// How the settlements of a point are rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rating {
    /// Not said.
    Unknown,
    /// From 0 to 100 along the point, in the direction of the word (`low`, `high`, `early`, `late`).
    Direction(Name),
    /// Each with its rating.
    Table(Vec<(Choice, Amount)>),
}

/// The directions in which a number or date may be liked better.
pub const DIRECTIONS: &[&str] = &["low", "high", "early", "late"];

/// What a party likes better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Among the settlements of one point: tied groups, best first.
    Within(Name, Vec<Vec<Choice>>),
    /// A number or date point, by direction.
    Toward(Name, Name),
    /// Among points: which matters more; tied groups, weightiest first.
    Among(Vec<Vec<Name>>),
}

/// What stands in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A name, declared or referred to.
    Name(Name),
    /// A text.
    Text(Text),
    /// One of the words that the slot knows, or any word where it takes a code.
    Word(Name),
    /// A date.
    Date(Date, Span),
    /// A number.
    Number(Number, Span),
    /// A length of time.
    Duration(Duration, Span),
    /// A range.
    Range(Range, Span),
    /// An expression.
    Expr(Expr),
    /// Settlements.
    Settlements(Vec<Settlement>),
    /// Values.
    Values(Vec<Worth>),
    /// Orders.
    Orders(Vec<Order>),
    /// A clause number, words joined by single spaces.
    Label(Text),
}
