//! An entry as read: its form, the values in its slots, its clauses.

use crate::expr::Expr;
use crate::form::{Form, Start};
use crate::span::Span;
use crate::value::{Date, Duration, Name, Number, Order, Range, Settlement, Text, Value, Worth};

/// An entry, or a clause inside one.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its shape.
    pub form: &'static Form,
    /// From its first word (the date, if there is one) to its last.
    pub span: Span,
    /// The word that introduced it.
    pub keyword: Span,
    /// The date before it.
    pub date: Option<(Date, Span)>,
    /// What stands in its slots, each with the index of the slot, in order.
    pub args: Vec<(u8, Value)>,
    /// Its clauses, as they stand.
    pub clauses: Vec<Node>,
}

impl Node {
    /// Returns an empty node.
    pub fn new(form: &'static Form, span: Span) -> Node {
        // Most clauses fill each of their slots once; growing on demand would reserve room for four values each.
        let args = Vec::with_capacity(form.slots.len().max(1));
        Node { form, span, keyword: span, date: None, args, clauses: Vec::new() }
    }

    /// Returns the values in a slot.
    pub fn values(&self, slot: &str) -> impl Iterator<Item = &Value> {
        let index = self.form.slots.iter().position(|each| each.name == slot);
        self.args.iter().filter(move |(at, _)| Some(usize::from(*at)) == index).map(|(_, value)| value)
    }

    /// Returns the value in a slot.
    pub fn value(&self, slot: &str) -> Option<&Value> {
        self.values(slot).next()
    }

    /// Returns the names in a slot.
    pub fn names(&self, slot: &str) -> impl Iterator<Item = &Name> {
        self.values(slot).filter_map(|value| match value {
            Value::Name(name) | Value::Word(name) => Some(name),
            _ => None,
        })
    }

    /// Returns the name in a slot.
    pub fn name(&self, slot: &str) -> Option<&Name> {
        self.names(slot).next()
    }

    /// Returns the word in a slot, whether the slot knows the word or takes any.
    pub fn word(&self, slot: &str) -> Option<&str> {
        self.name(slot).map(|name| name.text.as_str())
    }

    /// Returns the text in a slot.
    pub fn text(&self, slot: &str) -> Option<&Text> {
        self.values(slot).find_map(|value| match value {
            Value::Text(text) | Value::Label(text) => Some(text),
            _ => None,
        })
    }

    /// Returns the words in a slot that takes a word or a text.
    pub fn words(&self, slot: &str) -> Option<&str> {
        self.value(slot).and_then(|value| match value {
            Value::Name(name) | Value::Word(name) => Some(name.text.as_str()),
            Value::Text(text) | Value::Label(text) => Some(text.text.as_str()),
            _ => None,
        })
    }

    /// Returns the expression in a slot.
    pub fn expr(&self, slot: &str) -> Option<&Expr> {
        self.values(slot).find_map(|value| if let Value::Expr(expr) = value { Some(expr) } else { None })
    }

    /// Returns the date in a slot.
    pub fn date_in(&self, slot: &str) -> Option<Date> {
        self.values(slot).find_map(|value| if let Value::Date(date, _) = value { Some(*date) } else { None })
    }

    /// Returns the number in a slot.
    pub fn number(&self, slot: &str) -> Option<Number> {
        self.values(slot).find_map(|value| if let Value::Number(number, _) = value { Some(*number) } else { None })
    }

    /// Returns the length of time in a slot.
    pub fn duration(&self, slot: &str) -> Option<Duration> {
        self.values(slot).find_map(|value| if let Value::Duration(time, _) = value { Some(*time) } else { None })
    }

    /// Returns the range in a slot.
    pub fn range(&self, slot: &str) -> Option<(Range, Span)> {
        self.values(slot)
            .find_map(|value| if let Value::Range(range, span) = value { Some((*range, *span)) } else { None })
    }

    /// Returns the settlements in a slot; none where there are none.
    pub fn settlements(&self, slot: &str) -> &[Settlement] {
        self.values(slot)
            .find_map(|value| if let Value::Settlements(list) = value { Some(list.as_slice()) } else { None })
            .unwrap_or_default()
    }

    /// Returns the worths in a slot; none where there are none.
    pub fn worths(&self, slot: &str) -> &[Worth] {
        self.values(slot)
            .find_map(|value| if let Value::Values(list) = value { Some(list.as_slice()) } else { None })
            .unwrap_or_default()
    }

    /// Returns the orders in a slot; none where there are none.
    pub fn orders(&self, slot: &str) -> &[Order] {
        self.values(slot)
            .find_map(|value| if let Value::Orders(list) = value { Some(list.as_slice()) } else { None })
            .unwrap_or_default()
    }

    /// Returns the clauses of this keyword.
    pub fn all(&self, keyword: &str) -> impl Iterator<Item = &Node> {
        self.clauses.iter().filter(move |clause| clause.form.keyword == keyword)
    }

    /// Returns the clause of this keyword.
    pub fn clause(&self, keyword: &str) -> Option<&Node> {
        self.all(keyword).next()
    }

    /// Returns the word that stands for a clause of words, such as `non-paper` for `status`.
    pub fn flag(&self, keyword: &str) -> Option<&str> {
        self.clause(keyword).and_then(|clause| match clause.form.start {
            Start::Word(_) => clause.args.first().and_then(|(_, value)| match value {
                Value::Word(name) => Some(name.text.as_str()),
                _ => None,
            }),
            Start::Keyword | Start::Label => None,
        })
    }
}
