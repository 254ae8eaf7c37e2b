use super::check as check_rule;

#[track_caller]
fn check(entries: &str, expected: &[&str]) {
    let frame = "\
2025-01-01 report r on-record
fact no-warships
instrument treaty signed-by norrland
point other
  option none
  option ban gives no-warships via treaty
";
    check_rule("attribution-contradicts-stance", &format!("{frame}{}", entries.trim_start_matches('\n')), expected);
}

#[test]
fn party_proposes_what_its_red_line_rules_out() {
    check(
        "
2025-02-01 stance norrland red-line low-toll : toll <= 100
2025-03-05 draft first by aldia
  1 toll = [100 (sudmark) | 200 (norrland)]
",
        &["9: norrland is said to propose `toll = 200`", "  7: norrland is on record against that (red-line)"],
    );
}

#[test]
fn alternatives_with_a_way_out_do_not_contradict() {
    check(
        "
2025-02-01 stance norrland red-line low-toll : toll <= 100
2025-03-05 draft first by aldia
  1 toll = [[100 | 200] (norrland) | 300 (sudmark)]
",
        &[],
    );
}

#[test]
fn nested_alternatives_are_compared_too() {
    check(
        "
2025-02-01 stance norrland demand low-toll : toll <= 100
2025-03-05 draft first by aldia
  1 toll = [[200 (norrland) | 300] (sudmark) | 0]
",
        &["9: norrland is said to propose `toll = 200`", "  7: norrland is on record against that (demand)"],
    );
}

#[test]
fn red_line_on_the_effect_is_followed_through_the_fact() {
    check(
        "
2025-02-01 stance norrland red-line free : not no-warships
2025-02-01 stance norrland red-line unsigned : not (norrland signs no-warships)
2025-03-05 draft first by aldia
  1 other = [ban (norrland) | none]
",
        &[
            "10: norrland is said to propose `other = ban`",
            "  7: norrland is on record against that (red-line)",
            "  8: norrland is on record against that (red-line)",
        ],
    );
}

#[test]
fn fact_that_another_point_may_give_decides_nothing() {
    check(
        "
point more
  option yes gives no-warships
  option no
2025-02-01 stance norrland red-line safe : no-warships
2025-03-05 draft first by aldia
  1 other = [none (norrland) | ban]
",
        &[],
    );
}

#[test]
fn condition_on_two_points_decides_only_what_one_shows() {
    check(
        "
2025-02-01 stance norrland red-line either : toll <= 100 or passage = open
2025-02-01 stance norrland red-line both : toll <= 300 and passage != barred
2025-03-05 draft first by aldia
  1 toll = [200 (norrland) | 400 (norrland)]
",
        &["10: norrland is said to propose `toll = 400`", "  8: norrland is on record against that (red-line)"],
    );
}

#[test]
fn objection_works_the_other_way_round() {
    check(
        "
2025-02-01 stance norrland opposes ban : passage = barred
2025-03-05 draft first by aldia
  1 passage = [barred (norrland) | open (norrland)]
",
        &["9: norrland is said to propose `passage = barred`", "  7: norrland is on record against that (opposes)"],
    );
}

#[test]
fn party_opposes_all_that_its_demand_leaves() {
    check(
        "
2025-02-01 stance norrland demand watch : passage in {open, notice}
2025-03-05 draft first by aldia
  1 passage = [[open | notice] (norrland oppose) | barred]
  2 toll = [100 | 200 (norrland oppose)]
",
        &[
            "9: norrland is said to oppose `passage = open | notice`",
            "  7: norrland is on record against that (demand)",
        ],
    );
}

#[test]
fn party_opposes_one_of_several_ways() {
    check(
        "
2025-02-01 stance norrland demand watch : passage in {open, notice}
2025-03-05 draft first by aldia
  1 passage = [open (norrland oppose) | notice]
",
        &[],
    );
}

#[test]
fn red_line_that_gives_way_is_left_alone() {
    check(
        "
2025-02-01 stance norrland red-line low-toll : toll <= 100
2025-02-02 stance norrland accepts : toll <= 200 if passage = open relaxes low-toll
2025-03-05 draft first by aldia
  1 toll = [200 (norrland) | 300 (sudmark)]
",
        &[],
    );
}

#[test]
fn stance_taken_since_is_a_move() {
    check(
        "
2025-03-05 draft first by aldia
  1 toll = [200 (norrland) | 300 (sudmark)]
2025-03-06 stance norrland red-line low-toll : toll <= 100
",
        &[],
    );
}

#[test]
fn stance_given_up_is_forgotten() {
    check(
        "
2025-02-01 stance norrland demand low-toll : toll <= 100
2025-02-20 stance norrland drops low-toll
2025-03-05 draft first by aldia
  1 toll = [200 (norrland) | 300 (sudmark)]
",
        &[],
    );
}

#[test]
fn reserving_and_considering_contradict_nothing() {
    check(
        "
2025-02-01 stance norrland red-line low-toll : toll <= 100
2025-03-05 draft first by aldia
  1 toll = [200 (norrland consider) | 300 (norrland reserve)]
",
        &[],
    );
}

#[test]
fn demand_that_nothing_meets_leaves_nothing_to_oppose() {
    check(
        "
2025-02-01 stance norrland demand nothing : toll < 0
2025-03-05 draft first by aldia
  1 toll = [100 (norrland oppose) | 200]
",
        &[],
    );
}

#[test]
fn counts_are_decided_as_far_as_one_point_goes() {
    check(
        "
2025-02-01 stance norrland demand few : at-most 1 of {toll >= 200, toll >= 300, passage = open}
2025-03-05 draft first by aldia
  1 toll = [200 (norrland) | 300 (norrland)]
",
        &["9: norrland is said to propose `toll = 300`", "  7: norrland is on record against that (demand)"],
    );
}
