//! The kinds of finding that reading a draft text can give, each with its page.

zopa_syntax::warning_rules! {
    BRACKETS_TOO_DEEP = "brackets-too-deep";
    TOO_MANY_BRACKETS = "too-many-brackets";
    UNBALANCED_BRACKET = "unbalanced-bracket";
    UNCLOSED_MARK = "unclosed-mark";
    UNKNOWN_PARTY_CODE = "unknown-party-code";
    UNMATCHED_NOTE = "unmatched-note";
}
