//! The kinds of error that reading entries together can give, each with its page.

zopa_syntax::error_rules! {
    AMBIGUOUS_ORDER = "ambiguous-order";
    BAD_GRADE = "bad-grade";
    CIRCULAR_FACTS = "circular-facts";
    DUPLICATE_NAME = "duplicate-name";
    EMPTY_POINT = "empty-point";
    EMPTY_RANGE = "empty-range";
    EMPTY_STANCE = "empty-stance";
    IMPOSSIBLE_VALUE = "impossible-value";
    MIXED_TYPES = "mixed-types";
    MISPLACED_CLAUSE = "misplaced-clause";
    NO_SUCH_CLAUSE = "no-such-clause";
    NO_SUCH_OPTION = "no-such-option";
    NO_SUCH_VALUE = "no-such-value";
    NOT_A_RED_LINE = "not-a-red-line";
    NOT_COMPARABLE = "not-comparable";
    REPEATED_SETTLEMENT = "repeated-settlement";
    TOO_MANY_VALUES = "too-many-values";
    UNKNOWN_NAME = "unknown-name";
    WRONG_KIND = "wrong-kind";
}
