//! How a clause stands in JSON.

use zopa_syntax::form::{Count, Form, Slot, Start};

/// What stands under the key of a clause.
pub(super) enum Shape {
    /// The word that it is.
    Word(&'static [&'static str]),
    /// The value of its only slot.
    Value(&'static Slot),
    /// The values of its only slot.
    List(&'static Slot),
    /// An object of its slots and clauses.
    Object,
}

/// Returns the shape of a clause.
pub(super) fn of(form: &'static Form) -> Shape {
    match (form.start, form.slots) {
        (Start::Word(words), _) => Shape::Word(words),
        (Start::Keyword, [slot]) if form.clauses.is_empty() => {
            if is_list(slot) {
                Shape::List(slot)
            } else {
                Shape::Value(slot)
            }
        }
        (Start::Keyword | Start::Label, _) => Shape::Object,
    }
}

/// Returns whether a slot takes several values.
pub(super) fn is_list(slot: &Slot) -> bool {
    matches!(slot.count, Count::Many | Count::Any)
}

/// Returns whether a slot has to be filled.
pub(super) fn is_required(slot: &Slot) -> bool {
    matches!(slot.count, Count::One | Count::Many)
}

#[cfg(test)]
mod tests {
    use super::{Shape, of};
    use std::collections::BTreeSet;
    use zopa_syntax::form::{Count, Dated, Form, Start, Take};
    use zopa_syntax::grammar::ENTRIES;

    fn check(form: &'static Form, is_entry: bool) {
        let mut keys: BTreeSet<String> = BTreeSet::new();
        if is_entry {
            keys.insert("entry".to_string());
            if form.dated != Dated::Never {
                keys.insert("date".to_string());
            }
        }
        let slots = form.slots.iter().map(|slot| slot.name.to_string());
        for key in slots.chain(form.clauses.iter().map(|clause| clause.key())) {
            assert!(keys.insert(key.clone()), "`{}` has two things called `{key}`", form.keyword);
        }
        if let Start::Word(_) = form.start {
            assert!(form.slots.is_empty() && form.clauses.is_empty(), "`{}` is more than a word", form.keyword);
        }
        if let Shape::Value(slot) = of(form) {
            let clear = slot.count != Count::Maybe || slot.take != Take::Expr;
            assert!(clear, "`true` would have two meanings in `{}`", form.keyword);
        }
        for clause in form.clauses {
            check(clause, false);
        }
    }

    #[test]
    fn every_form_has_a_clear_shape() {
        for form in ENTRIES {
            check(form, true);
        }
    }
}
