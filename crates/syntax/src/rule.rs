//! The kinds of finding that reading a text can give, each with its page.

crate::error_rules! {
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
