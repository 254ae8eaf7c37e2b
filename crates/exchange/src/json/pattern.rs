//! The words of the language as regular expressions, for the schema, in the dialect of ECMA-262.

/// Characters of which a word is made; see [`zopa_syntax::lex`].
const CHARACTER: &str = concat!(
    r"[\p{Alphabetic}\p{N}_\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f",
    r"\u0e31-\u0e4e\u200c\u200d]",
);

/// Returns the pattern of a name.
pub(super) fn name() -> String {
    format!("^(?![0-9]){CHARACTER}+(?:[-.'’]{CHARACTER}+)*$")
}

/// Returns the pattern of any single word.
pub(super) fn code() -> String {
    format!(r"^(?:(?:-(?=[0-9]))?{CHARACTER}+(?:[-.'’]{CHARACTER}+)*|-?[0-9]+(?:\.[0-9]+)*%)$")
}

/// A number, or a share.
pub(super) const NUMBER: &str = r"^-?(?:[0-9][0-9_]*(?:\.[0-9_]*[0-9][0-9_]*)?|[0-9]+(?:\.[0-9]+)?%)$";

/// A date as precise as it is known.
pub(super) const DATE: &str = r"^[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$";

/// A month or a day. A year alone, where a number may stand too, is a number.
pub(super) const MONTH: &str = r"^[0-9]{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?$";

/// A length of time.
pub(super) const DURATION: &str = r"^[0-9]{1,4} (?:day|week|month|year)s?$";

/// A path below the case folder.
pub(super) const PATH: &str = r"^(?:(?!\.)[^/\\:\p{Cc}]+/)*(?!\.)[^/\\:\p{Cc}]+\.zopa$";
