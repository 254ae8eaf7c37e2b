use super::check;

const CONFLICT: &str = "claims-in-conflict";
const HEARSAY: &str = "claimed-not-confirmed";

#[track_caller]
fn check_claims(rule: &str, claims: &str, expected: &[&str]) {
    check(rule, &format!("2025-03-06 report r on-record\n{}", claims.trim_start_matches('\n')), expected);
}

#[test]
fn two_sides_say_the_opposite() {
    check_claims(
        CONFLICT,
        "
2025-03-06 claim r : agreed toll by aldia of norrland
2025-03-07 claim r : not agreed toll by iversen of norrland
",
        &["3: rival read-outs of `toll`: here not agreed", "  2: agreed: aldia, 2025-03-06"],
    );
}

#[test]
fn what_is_agreed_is_not_open() {
    check_claims(
        CONFLICT,
        "
2025-03-06 claim r : open toll by iversen
2025-03-06 claim r : agreed toll by calder
",
        &["3: rival read-outs of `toll`: here agreed", "  2: open: iversen, 2025-03-06"],
    );
}

#[test]
fn what_is_accepted_is_not_rejected() {
    check_claims(
        CONFLICT,
        "
2025-03-06 claim r : accepts toll <= 200 by aldia of norrland
2025-03-06 claim r : rejects toll <= 200 by iversen
2025-03-06 claim r : rejects toll <= 100 by iversen
",
        &["3: rival read-outs of `toll <= 200`: here rejects", "  2: accepts: aldia, 2025-03-06"],
    );
}

#[test]
fn claims_about_different_parties_agree() {
    check_claims(
        CONFLICT,
        "
2025-03-06 claim r : accepts toll <= 200 by iversen of norrland
2025-03-06 claim r : rejects toll <= 200 by calder of sudmark
",
        &[],
    );
}

#[test]
fn side_that_says_otherwise_later_has_moved() {
    check_claims(
        CONFLICT,
        "
2025-03-06 claim r : rejects toll <= 200 by iversen
2025-03-07 claim r : accepts toll <= 200 by iversen
",
        &[],
    );
}

#[test]
fn side_that_contradicts_itself_on_one_day_is_reported() {
    check_claims(
        CONFLICT,
        "
2025-03-06 claim r : rejects toll <= 200 by iversen
2025-03-06 claim r : accepts toll <= 200 by norrland
",
        &["3: rival read-outs of `toll <= 200`: here accepts", "  2: rejects: iversen, 2025-03-06"],
    );
}

#[test]
fn claims_far_apart_tell_of_a_change() {
    check_claims(
        CONFLICT,
        "
2025-03-06 claim r : not agreed toll by iversen
2025-03-14 claim r : agreed toll by calder of norrland
",
        &[],
    );
}

#[test]
fn claims_on_one_round_conflict_whenever_they_are_made() {
    check_claims(
        CONFLICT,
        "
2025-03-01 round first \"Aldia City\" : norrland sudmark
2025-03-06 claim r : not agreed toll by iversen round first
2025-04-14 claim r : agreed toll by calder round first
",
        &["4: rival read-outs of `toll`: here agreed", "  3: not agreed: iversen, 2025-03-06"],
    );
}

#[test]
fn each_rival_is_labelled() {
    check_claims(
        CONFLICT,
        "
2025-03-06 claim r : agreed toll by aldia
2025-03-06 claim r : agreed toll by calder
2025-03-07 claim r : not agreed toll by iversen
",
        &[
            "4: rival read-outs of `toll`: here not agreed",
            "  2: agreed: aldia, 2025-03-06",
            "  3: agreed: calder, 2025-03-06",
        ],
    );
}

#[test]
fn consent_claimed_by_another_is_hearsay() {
    check_claims(
        HEARSAY,
        "2025-03-06 claim r : agreed toll by calder of norrland sudmark\n",
        &["2: `agreed` is claimed of norrland by calder only", "  -9: no confirmation by norrland itself is on record"],
    );
}

#[test]
fn consent_of_nobody_in_particular_is_everybodys() {
    check_claims(
        HEARSAY,
        "2025-03-06 claim r : agreed toll by aldia\n",
        &[
            "2: `agreed` is claimed of norrland, sudmark by aldia only",
            "  -9: no confirmation by norrland itself is on record",
            "  -8: no confirmation by sudmark itself is on record",
        ],
    );
}

#[test]
fn consent_is_the_partys_own_to_give() {
    check_claims(HEARSAY, "2025-03-06 claim r : accepts toll = 200 by iversen of norrland\n", &[]);
    check_claims(
        HEARSAY,
        "2025-03-06 claim r : accepts toll = 200 by \"an official\" from norrland of norrland\n",
        &[],
    );
}

#[test]
fn confirmation_settles_hearsay() {
    check_claims(
        HEARSAY,
        "
2025-03-06 claim r : accepts toll = 200 by aldia of norrland
2025-03-20 agrees norrland : toll = 200
",
        &[],
    );
}

#[test]
fn offer_in_the_partys_own_words_settles_hearsay() {
    check_claims(
        HEARSAY,
        "
2025-03-06 claim r : accepts toll = 200 by aldia of norrland
2025-03-20 stance norrland offers : toll <= 200
  evidence r \"two hundred\" by iversen
",
        &[],
    );
}

#[test]
fn word_on_another_point_settles_nothing() {
    check_claims(
        HEARSAY,
        "
2025-03-06 claim r : accepts toll = 200 by aldia of norrland
2025-03-06 claim r : accepts passage = notice by iversen of norrland
",
        &["2: `accepts` is claimed of norrland by aldia only", "  -9: no confirmation by norrland itself is on record"],
    );
}

#[test]
fn denial_claims_no_consent() {
    check_claims(HEARSAY, "2025-03-06 claim r : not agreed toll by calder of norrland\n", &[]);
}

#[test]
fn contradicted_consent_is_a_conflict_and_no_hearsay() {
    check_claims(
        HEARSAY,
        "
2025-03-06 claim r : agreed toll by aldia of norrland
2025-03-07 claim r : not agreed toll by iversen of norrland
",
        &[],
    );
}

#[test]
fn party_in_a_group_speaks_for_itself() {
    check_claims(
        HEARSAY,
        "
group coast : norrland aldia
2025-03-06 claim r : accepts toll = 200 by coast of norrland
",
        &[],
    );
}
