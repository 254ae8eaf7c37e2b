use super::check;

#[test]
fn reports_that_retell_one_another_are_one_source() {
    check(
        "single-origin",
        r#"
2025-03-01 report wire unseen
2025-03-02 report post retells wire
2025-03-03 report echo retells post
2025-03-03 report gazette retells wire
2025-03-04 event "The Hilde runs aground"
  evidence echo "aground"
  evidence gazette "aground"
"#,
        &[
            "5: the 2 reports cited go back to one, `wire`",
            "  1: the one origin",
            "  6: `echo` goes back to it",
            "  7: `gazette` goes back to it",
        ],
    );
}

#[test]
fn origin_and_its_retelling_are_one_source() {
    check(
        "single-origin",
        r#"
2025-03-01 report wire
2025-03-02 report post retells wire
2025-03-04 event "The Hilde runs aground"
  evidence wire "aground"
  evidence post "aground"
"#,
        &["3: the 2 reports cited go back to one, `wire`", "  1: the one origin", "  5: `post` goes back to it"],
    );
}

#[test]
fn retelling_of_two_origins_is_not_one_source() {
    check(
        "single-origin",
        r#"
2025-03-01 report wire
2025-03-01 report letter
2025-03-02 report post retells wire letter
2025-03-04 event "The Hilde runs aground"
  evidence wire "aground"
  evidence post "aground"
2025-03-04 event "The Hilde is afloat"
  evidence wire "afloat"
  evidence letter "afloat"
"#,
        &[],
    );
}

#[test]
fn one_report_cited_twice_is_not_reported() {
    check(
        "single-origin",
        r#"
2025-03-01 report wire
2025-03-04 event "The Hilde runs aground"
  evidence wire "aground"
  evidence wire "in the fog"
"#,
        &[],
    );
}

#[test]
fn a_circle_of_retellings_is_one_origin() {
    check(
        "single-origin",
        r#"
2025-03-01 report wire retells post
2025-03-01 report post retells wire
2025-03-04 event "The Hilde runs aground"
  evidence wire "aground"
  evidence post "aground"
"#,
        &["3: the 2 reports cited go back to one, `wire`", "  1: the one origin", "  5: `post` goes back to it"],
    );
}

#[test]
fn entry_may_be_narrower_than_its_report() {
    check(
        "shared-beyond-source",
        r#"
2025-03-01 report cable share unattributed
2025-03-02 event "The Hilde runs aground" share mediator
  evidence cable "aground"
2025-03-02 claim cable : met "They met" share unattributed
"#,
        &[],
    );
}

#[test]
fn entry_without_permission_travels_with_the_name() {
    check(
        "shared-beyond-source",
        r#"
2025-03-01 report cable share unattributed
2025-03-01 report minute share mediator
2025-03-02 event "The Hilde runs aground"
  evidence cable "aground"
  evidence minute "aground"
2025-03-02 event "The Hilde is afloat" share public
  evidence cable "afloat"
"#,
        &[
            "5: this may travel as `attributed`, the report it rests on only as `mediator`",
            "  1: the permission of the report",
            "  2: the permission of the report",
            "7: this may travel as `public`, the report it rests on only as `unattributed`",
            "  6: the permission of the entry",
            "  1: the permission of the report",
        ],
    );
}

#[test]
fn draft_lends_its_permission_to_its_clauses() {
    check(
        "shared-beyond-source",
        r#"
2025-03-01 report cable share mediator
2025-03-02 draft first by aldia share mediator
  1 toll = 100
    evidence cable "a hundred"
2025-03-02 draft second by aldia
  1 toll = 100
    evidence cable "a hundred"
"#,
        &[
            "7: this may travel as `attributed`, the report it rests on only as `mediator`",
            "  1: the permission of the report",
        ],
    );
}

#[test]
fn another_party_let_in_goes_beyond_the_source() {
    check(
        "shared-beyond-source",
        r#"
2025-03-01 report cable share mediator with sudmark
2025-03-02 event "The Hilde runs aground" share mediator with sudmark aldia
  evidence cable "aground"
2025-03-02 event "The Hilde is afloat" share mediator with norrland
  evidence cable "afloat"
"#,
        &[
            "5: norrland may see this, and not the report it rests on",
            "  4: the permission of the entry",
            "  1: the permission of the report",
        ],
    );
}

#[test]
fn names_from_a_chatham_report_stay_in_the_record() {
    check(
        "attribution-broken",
        r#"
2025-03-01 report minute chatham
2025-03-02 claim minute : says "Two hundred" by iversen
2025-03-02 claim minute : says "Two hundred" by "a delegate" from norrland
2025-03-02 claim minute : says "Two hundred" by "a delegate"
2025-03-02 claim minute : says "Two hundred" by iversen share unattributed
"#,
        &[
            "2: iversen is named, and the report is `chatham`",
            "  1: given on this condition",
            "3: norrland is named, and the report is `chatham`",
            "  1: given on this condition",
        ],
    );
}

#[test]
fn anonymous_speaker_is_not_named() {
    check(
        "attribution-broken",
        r#"
2025-03-01 report post background
2025-03-02 claim post : says "Two hundred" by iversen anonymous
2025-03-02 claim post : says "Two hundred" by "a delegate" from norrland anonymous
"#,
        &["2: iversen is named, and marked `anonymous`"],
    );
}

#[test]
fn word_of_the_own_side_is_no_hearsay() {
    check(
        "stance-by-hearsay",
        r#"
2025-03-01 report post on-record
group coast : norrland aldia
2025-03-02 stance norrland offers : toll = 200
  evidence post "two hundred" by coast
2025-03-02 stance norrland offers : toll = 200
  evidence post "two hundred" by "a delegate" from norrland
2025-03-02 stance norrland offers : toll = 200
  evidence post "two hundred"
2025-03-02 stance norrland offers : toll = 200
  evidence post "two hundred" by calder
  evidence post "two hundred" by iversen
"#,
        &[],
    );
}

#[test]
fn word_of_others_is_hearsay() {
    check(
        "stance-by-hearsay",
        r#"
2025-03-01 report post on-record
2025-03-02 stance norrland offers : toll = 200
  evidence post "two hundred" by calder
  evidence post "two hundred" by "a delegate" anonymous
"#,
        &[
            "2: nobody on norrland's own side is cited for this stance",
            "  3: the word of calder",
            "  4: the word of a delegate",
        ],
    );
}
