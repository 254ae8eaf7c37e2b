//! The kinds of finding that reading a text can give, each with its page.

use crate::diagnostic::{Rule, Severity};

macro_rules! rules {
    ($($constant:ident = $name:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`: see its page.")]
            pub static $constant: Rule =
                Rule { name: $name, severity: Severity::Error, page: include_str!(concat!("rule/", $name, ".md")) };
        )*
        /// All of them.
        pub static RULES: &[&Rule] = &[$(&$constant),*];
    };
}

rules! {
    FILE_TOO_LARGE = "file-too-large";
    IMPOSSIBLE_DATE = "impossible-date";
    MISSING_DATE = "missing-date";
    REPEATED_CLAUSE = "repeated-clause";
    RESERVED_NAME = "reserved-name";
    STRAY_INDENT = "stray-indent";
    SYNTAX = "syntax";
    TOO_DEEP = "too-deep";
    UNCLOSED_TEXT = "unclosed-text";
    UNEXPECTED_DATE = "unexpected-date";
    UNKNOWN_CHARACTER = "unknown-character";
    UNKNOWN_CLAUSE = "unknown-clause";
    UNKNOWN_ENTRY = "unknown-entry";
}
