//! Expressions over points, options and facts: the tree.

use crate::span::Span;
use crate::value::{Choice, Name, Number, Scalar};

/// An expression. Depth is bounded by [`crate::limits::EXPRESSION_DEPTH_MAX`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// `true` or `false`.
    Constant(bool, Span),
    /// A bare name: a fact; in some places a point or a draft.
    Name(Name),
    /// `toll <= 200`, `passage = notice`, `2 * toll + fee <= 300`.
    Compare(Sum, Comparison, Sum),
    /// `passage in {open, notice}`.
    In(Name, Vec<Choice>, Span),
    /// `toll in 100..300`.
    Within(Name, Scalar, Scalar, Span),
    /// `norrland signs no-warships`.
    Signs(Name, Name),
    /// `not …`.
    Not(Box<Expr>, Span),
    /// `… and …`, two or more.
    And(Vec<Expr>),
    /// `… or …`, two or more.
    Or(Vec<Expr>),
    /// `… implies …`.
    Implies(Box<Expr>, Box<Expr>),
    /// `… iff …`.
    Iff(Box<Expr>, Box<Expr>),
    /// `at-least 2 of {…}`.
    Count(Bound, u32, Vec<Expr>, Span),
}

/// How two sums compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl Comparison {
    /// Returns the mark for it.
    pub fn mark(self) -> &'static str {
        match self {
            Comparison::Eq => "=",
            Comparison::Ne => "!=",
            Comparison::Lt => "<",
            Comparison::Le => "<=",
            Comparison::Gt => ">",
            Comparison::Ge => ">=",
        }
    }

    /// Returns the comparison that a mark stands for.
    pub fn parse(mark: &str) -> Option<Comparison> {
        use Comparison::{Eq, Ge, Gt, Le, Lt, Ne};
        [Eq, Ne, Lt, Le, Gt, Ge].into_iter().find(|comparison| comparison.mark() == mark)
    }
}

/// Which numbers of true members a count allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// `at-least`
    AtLeast,
    /// `at-most`
    AtMost,
    /// `exactly`
    Exactly,
}

impl Bound {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Bound::AtLeast => "at-least",
            Bound::AtMost => "at-most",
            Bound::Exactly => "exactly",
        }
    }

    /// Returns the bound that a word stands for.
    pub fn parse(word: &str) -> Option<Bound> {
        [Bound::AtLeast, Bound::AtMost, Bound::Exactly].into_iter().find(|bound| bound.word() == word)
    }
}

/// A side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Its terms, at least one.
    pub terms: Vec<Term>,
}

/// One term of a sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Whether it is taken away.
    pub negative: bool,
    /// The number that stands before `*`, if any.
    pub factor: Option<Number>,
    /// A point, an option, a number or a date.
    pub atom: Choice,
}

impl Sum {
    /// Returns its only term, if it is a bare one.
    pub fn single(&self) -> Option<&Choice> {
        match self.terms.as_slice() {
            [Term { negative: false, factor: None, atom }] => Some(atom),
            _ => None,
        }
    }

    /// Returns where it stands.
    pub fn span(&self) -> Span {
        let first = self.terms.first().map(|term| term.atom.span()).unwrap_or_default();
        self.terms.iter().fold(first, |span, term| span.to(term.atom.span()))
    }
}

impl Expr {
    /// Returns where it stands.
    pub fn span(&self) -> Span {
        match self {
            Expr::Constant(_, span)
            | Expr::In(_, _, span)
            | Expr::Within(_, _, _, span)
            | Expr::Not(_, span)
            | Expr::Count(_, _, _, span) => *span,
            Expr::Name(name) => name.span,
            Expr::Compare(left, _, right) => left.span().to(right.span()),
            Expr::Signs(party, fact) => party.span.to(fact.span),
            Expr::And(parts) | Expr::Or(parts) => {
                let first = parts.first().map(Expr::span).unwrap_or_default();
                parts.iter().fold(first, |span, part| span.to(part.span()))
            }
            Expr::Implies(left, right) | Expr::Iff(left, right) => left.span().to(right.span()),
        }
    }
}
