use super::{check as check_rule, check_as_of};
use jiff::civil::date;

#[track_caller]
fn check(entries: &str, expected: &[&str]) {
    let frame = "instrument treaty signed-by norrland sudmark\n2025-03-01 event \"The talks begin\"\n";
    check_rule("impossible-calendar", &format!("{frame}{}", entries.trim_start_matches('\n')), expected);
}

#[test]
fn deadline_is_met_on_its_last_day() {
    check(
        r#"
ratify treaty norrland by parliament lead 31 days
deadline 2025-04-01 norrland "The house rises"
"#,
        &[],
    );
}

#[test]
fn deadline_is_missed_by_a_day() {
    check(
        r#"
ratify treaty norrland by parliament lead 32 days
deadline 2025-04-01 norrland "The house rises"
"#,
        &[
            "3: norrland can be through with `treaty` on 2025-04-02 at the earliest, after the deadline of 2025-04-01",
            "  4: the deadline",
        ],
    );
}

#[test]
fn deadline_of_another_party_does_not_matter() {
    check(
        r#"
ratify treaty norrland by parliament lead 90 days
deadline 2025-04-01 sudmark "The house rises"
"#,
        &[],
    );
}

#[test]
fn deadline_of_nobody_is_everybodys() {
    check(
        r#"
ratify treaty norrland by parliament lead 90 days
ratify treaty sudmark by parliament lead 10 days
deadline 2025-04-01 "The ceasefire ends"
"#,
        &[
            "3: norrland can be through with `treaty` on 2025-05-30 at the earliest, after the deadline of 2025-04-01",
            "  5: the deadline",
        ],
    );
}

#[test]
fn deadline_that_has_passed_is_history() {
    check(
        r#"
ratify treaty norrland by parliament lead 90 days
deadline 2025-02-28 norrland "The house rises"
"#,
        &[],
    );
}

#[test]
fn only_the_first_missed_deadline_is_reported() {
    check(
        r#"
ratify treaty norrland by parliament lead 90 days
deadline 2025-05 norrland "The house rises"
deadline 2025-04-10 "The ceasefire ends"
"#,
        &[
            "3: norrland can be through with `treaty` on 2025-05-30 at the earliest, after the deadline of 2025-04-10",
            "  5: the deadline",
        ],
    );
}

#[test]
fn steps_and_waiting_times_add_up() {
    check(
        r#"
ratify treaty norrland as vote by referendum lead 1 month needs chamber for 10 days needs ceasefire for 5 days
ratify treaty norrland as chamber by chamber lead 20 days not-before 2025-03-25
deadline 2025-05-03 norrland "The house rises"
"#,
        &[
            "3: norrland can be through with `treaty` on 2025-05-04 at the earliest, after the deadline of 2025-05-03",
            "  5: the deadline",
            "  4: `chamber` takes until 2025-03-25",
        ],
    );
}

#[test]
fn what_comes_about_by_itself_needs_its_time_too() {
    check(
        r#"
ratify treaty norrland by referendum lead 10 days needs ceasefire for 60 days
deadline 2025-05-01 norrland "The house rises"
"#,
        &[
            "3: norrland can be through with `treaty` on 2025-05-10 at the earliest, after the deadline of 2025-05-01",
            "  4: the deadline",
        ],
    );
}

#[test]
fn step_of_another_party_can_hold_up() {
    check(
        r#"
ratify treaty norrland by parliament lead 10 days needs sudmark-vote
ratify treaty sudmark as sudmark-vote by parliament lead 60 days
deadline 2025-05-01 norrland "The house rises"
"#,
        &[
            "3: norrland can be through with `treaty` on 2025-05-10 at the earliest, after the deadline of 2025-05-01",
            "  5: the deadline",
            "  4: `sudmark-vote` takes until 2025-04-30",
        ],
    );
}

#[test]
fn mandate_lapses_before_the_step() {
    check(
        "ratify treaty norrland by parliament lead 90 days expires 2025-05-01\n",
        &["3: the step can be taken on 2025-05-30 at the earliest, and its mandate lapses on 2025-05-01"],
    );
}

#[test]
fn mandate_lapses_before_it_begins() {
    check(
        "ratify treaty norrland by parliament lead 9 days not-before 2025-06-01 expires 2025-05\n",
        &["3: the step may not be taken before 2025-06-01, and its mandate lapses on 2025-05"],
    );
}

#[test]
fn mandate_that_lapses_first_is_reported_once() {
    check(
        r#"
ratify treaty norrland by parliament lead 90 days expires 2025-05-01
deadline 2025-05-01 norrland "The house rises"
"#,
        &["3: the step can be taken on 2025-05-30 at the earliest, and its mandate lapses on 2025-05-01"],
    );
}

#[test]
fn mandate_that_has_lapsed_is_history() {
    check("ratify treaty norrland by parliament lead 90 days expires 2025-02-01\n", &[]);
}

#[test]
fn circle_is_reported_once_and_not_what_waits_for_it() {
    check(
        r#"
ratify treaty norrland as first by parliament lead 1 days needs third
ratify treaty norrland as second by parliament lead 1 days needs first
ratify treaty norrland as third by parliament lead 1 days needs second needs before
ratify treaty norrland as after by parliament lead 1 days needs first
ratify treaty norrland as before by parliament lead 1 days
deadline 2025-03-10 norrland "The house rises"
"#,
        &[
            "3: these steps wait for each other, so none can be taken",
            "  5: `third` waits for `second`",
            "  4: `second` waits for `first`",
        ],
    );
}

#[test]
fn step_that_needs_itself_is_a_circle() {
    check(
        "ratify treaty norrland as vote by parliament lead 1 days needs vote\n",
        &["3: the step waits for itself, so it can never be taken"],
    );
}

#[test]
fn two_circles_are_two_findings() {
    check(
        r#"
ratify treaty norrland as a by parliament lead 1 days needs b
ratify treaty norrland as b by parliament lead 1 days needs a
ratify treaty norrland as c by parliament lead 1 days needs d needs a
ratify treaty norrland as d by parliament lead 1 days needs c
"#,
        &[
            "3: these steps wait for each other, so none can be taken",
            "  4: `b` waits for `a`",
            "5: these steps wait for each other, so none can be taken",
            "  6: `d` waits for `c`",
        ],
    );
}

#[test]
fn step_recorded_later_does_not_count_yet() {
    let entries = "
instrument treaty signed-by norrland sudmark
2025-03-20 ratify treaty norrland by parliament lead 90 days
deadline 2025-05-01 norrland \"The house rises\"
";
    check_as_of(date(2025, 3, 1), "impossible-calendar", entries, &[]);
    check_as_of(
        date(2025, 3, 20),
        "impossible-calendar",
        entries,
        &[
            "2: norrland can be through with `treaty` on 2025-06-18 at the earliest, after the deadline of 2025-05-01",
            "  3: the deadline",
        ],
    );
}

#[test]
fn first_of_several_deadlines_and_last_of_several_steps_count() {
    check(
        r#"
ratify treaty norrland by cabinet lead 90 days
ratify treaty norrland by parliament lead 10 days
deadline 2025-05-01 norrland "The house rises"
deadline 2025-04-20 norrland "The mandate of the envoy ends"
"#,
        &[
            "3: norrland can be through with `treaty` on 2025-05-30 at the earliest, after the deadline of 2025-04-20",
            "  6: the deadline",
        ],
    );
    check(
        r#"
ratify treaty norrland by cabinet lead 10 days
ratify treaty norrland by parliament lead 90 days
deadline 2025-04-20 norrland "The mandate of the envoy ends"
deadline 2025-05-01 norrland "The house rises"
"#,
        &[
            "4: norrland can be through with `treaty` on 2025-05-30 at the earliest, after the deadline of 2025-04-20",
            "  5: the deadline",
        ],
    );
}

#[test]
fn long_chain_of_steps_is_followed() {
    let mut entries = String::from("ratify treaty norrland as s0 by parliament lead 1 days\n");
    for step in 1..20_000 {
        entries += &format!("ratify treaty norrland as s{step} by parliament lead 1 days needs s{}\n", step - 1);
    }
    entries += "deadline 2079-12-03 norrland \"The house rises\"\n";
    check(&entries, &[]);
}
