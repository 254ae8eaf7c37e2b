use super::check as check_rule;

#[track_caller]
fn check(entries: &str, expected: &[&str]) {
    check_rule("agreed-then-changed", entries, expected);
}

#[test]
fn agreed_point_is_settled_otherwise() {
    check(
        "
2025-03-06 agrees norrland : toll = 200
2025-03-07 agrees sudmark : toll = 200
2025-04-01 draft second by sudmark
  1 toll = 300
",
        &[
            "4: `second` settles otherwise what is confirmed of `toll`",
            "  1: confirmed by norrland on 2025-03-06",
            "  2: confirmed by sudmark on 2025-03-07",
        ],
    );
}

#[test]
fn agreed_point_is_put_in_brackets_again() {
    check(
        "
2025-03-06 agrees norrland : toll = 200
2025-03-07 agrees sudmark : toll = 200
2025-04-01 draft second by aldia
  1 toll = [200 (norrland) | 300 (sudmark)]
",
        &[
            "4: `second` puts in brackets again what is confirmed of `toll`",
            "  1: confirmed by norrland on 2025-03-06",
            "  2: confirmed by sudmark on 2025-03-07",
        ],
    );
}

#[test]
fn agreed_point_is_kept() {
    check(
        "
2025-03-06 agrees norrland : toll = 200
2025-03-07 agrees sudmark : toll = 200
2025-04-01 draft second by aldia
  1 toll = 200
",
        &[],
    );
}

#[test]
fn draft_of_the_same_day_may_come_before() {
    check(
        "
2025-03-06 agrees norrland : toll = 200
2025-03-06 agrees sudmark : toll = 200
2025-03 draft second by aldia
  1 toll = 300
",
        &[],
    );
}

#[test]
fn other_side_may_propose_otherwise_until_it_agrees() {
    check(
        "
2025-03-06 agrees norrland : toll = 200
2025-04-01 draft second by calder
  1 toll = 300
",
        &[],
    );
}

#[test]
fn party_goes_back_on_its_own_word() {
    check(
        "
2025-03-06 agrees norrland : toll = 200
2025-04-01 draft second by iversen
  1 toll = 300
",
        &["3: `second` settles otherwise what is confirmed of `toll`", "  1: confirmed by norrland on 2025-03-06"],
    );
}

#[test]
fn reopened_point_is_open() {
    check(
        "
2025-03-06 agrees norrland : toll = 200
2025-03-06 agrees sudmark : toll = 200
2025-04-01 draft second by aldia
  1 toll = 300
2025-04-02 reopens sudmark : toll
",
        &[],
    );
}

#[test]
fn draft_that_was_revised_is_history() {
    check(
        "
2025-03-06 agrees norrland : toll = 200
2025-03-06 agrees sudmark : toll = 200
2025-04-01 draft second by aldia
  1 toll = 300
2025-04-03 draft third by aldia revises second
  1 toll = 200 was 1
",
        &[],
    );
}

#[test]
fn agreed_bracket_may_be_narrowed_but_not_widened() {
    check(
        "
2025-03-06 agrees norrland : toll = [100 | 200]
2025-03-06 agrees sudmark : toll = [100 | 200]
2025-04-01 draft second by aldia
  1 toll = 100
2025-04-02 draft third by aldia
  1 toll = [100 | 300]
",
        &[
            "6: `third` puts in brackets again what is confirmed of `toll`",
            "  1: confirmed by norrland on 2025-03-06",
            "  2: confirmed by sudmark on 2025-03-06",
        ],
    );
}
