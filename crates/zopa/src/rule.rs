//! The kinds of finding that the texts of drafts give beside the record, each with its page; and all kinds there are.

use zopa_syntax::diagnostic::Rule;

zopa_syntax::warning_rules! {
    TEXT_AGAINST_RECORD = "text-against-record";
    UNREADABLE_TEXT = "unreadable-text";
}

/// Returns all kinds of finding that a case and the texts of its drafts can have, by name.
pub fn all() -> Vec<&'static Rule> {
    let mut rules = zopa_case::check::rules();
    rules.extend(zopa_text::bracket::rules());
    rules.extend(RULES);
    rules.sort_by_key(|rule| rule.name);
    rules
}
