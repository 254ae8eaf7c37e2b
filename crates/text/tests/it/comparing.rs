//! Comparing two texts: the runs are the texts, and what changes do is told.

use proptest::prelude::*;
use zopa_text::compare::token::{tokens, words};
use zopa_text::compare::{FindingKind, Kind, Run, compare, cut, findings, is_same, kept};

/// Puts the runs together again and compares with the texts; equal runs must have equal words.
fn check(before: &str, after: &str) -> Vec<Run> {
    let runs = compare(before, after);
    let (mut from, mut to) = (0, 0);
    for run in &runs {
        assert_eq!((run.before.start, run.after.start), (from, to), "runs without a gap");
        (from, to) = (run.before.end, run.after.end);
        match run.kind {
            Kind::Equal => {
                let key =
                    |text: &str| -> Vec<String> { tokens(text).iter().map(|token| token.key().to_string()).collect() };
                assert_eq!(key(&before[run.before.clone()]), key(&after[run.after.clone()]));
            }
            Kind::Deleted => assert!(run.after.is_empty() && !run.before.is_empty()),
            Kind::Inserted => assert!(run.before.is_empty() && !run.after.is_empty()),
        }
    }
    assert_eq!((from, to), (before.len(), after.len()), "runs to the end");
    runs
}

/// Shows a comparison as wdiff does.
fn shown(before: &str, after: &str) -> String {
    let mut out = String::new();
    for run in check(before, after) {
        match run.kind {
            Kind::Equal => out.push_str(&after[run.after]),
            Kind::Deleted => out.push_str(&format!("[-{}-]", before[run.before].trim())),
            Kind::Inserted => out.push_str(&format!("{{+{}+}}", after[run.after].trim())),
        }
    }
    out
}

fn told(before: &str, after: &str) -> Vec<(FindingKind, String)> {
    findings(before, &compare(before, after), after).into_iter().map(|each| (each.kind, each.message)).collect()
}

fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "the",
        "Parties",
        "shall",
        "not",
        "pay",
        "300",
        "euros",
        "[",
        "]",
        ",",
        ".",
        "\n",
        "  ",
        "السفن",
        "قناة",
        "第三条",
        "“strait”",
        "it's",
        "6",
        "%",
        "é",
        "🚢",
        "Article",
        "(a)",
        "1 May 2026",
        "\u{200f}",
        "\r\n",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn the_runs_are_both_texts(before in text(), after in text()) {
        check(&before, &after);
        check(&before, &before);
    }

    #[test]
    fn any_text_is_compared(before in ".{0,200}", after in ".{0,200}") {
        let runs = check(&before, &after);
        for finding in findings(&before, &runs, &after) {
            if let Some(range) = finding.before {
                prop_assert!(before.get(range).is_some());
            }
            if let Some(range) = finding.after {
                prop_assert!(after.get(range).is_some());
            }
        }
        prop_assert!((0.0..=1.0).contains(&kept(&before, &runs, &after)));
    }

    #[test]
    fn a_cut_comparison_is_the_whole(before in text(), after in text(), share in 0.0..1.0_f64) {
        let runs = compare(&before, &after);
        let mut at = (after.len() as f64 * share) as usize;
        while !after.is_char_boundary(at) {
            at -= 1;
        }
        // Cuts fall between words, as those between clauses do.
        let at = tokens(&after).iter().map(|token| token.at).find(|start| *start >= at).unwrap_or(after.len());
        let parts = cut(&before, &runs, &after, &[at, after.len()]);
        let joined = |side: fn(&zopa_text::compare::Part) -> std::ops::Range<usize>, text: &str| -> String {
            parts.iter().map(|part| text[side(part)].to_string()).collect()
        };
        prop_assert_eq!(joined(|part| part.before.clone(), &before), before.as_str());
        prop_assert_eq!(joined(|part| part.after.clone(), &after), after.as_str());
        for part in &parts {
            let (mut from, mut to) = (0, 0);
            for run in &part.runs {
                prop_assert_eq!((run.before.start, run.after.start), (from, to));
                (from, to) = (run.before.end, run.after.end);
            }
            prop_assert_eq!((from, to), (part.before.len(), part.after.len()));
        }
    }

    #[test]
    fn nothing_is_told_of_equal_texts(text in text()) {
        prop_assert!(told(&text, &text).is_empty());
        prop_assert!(is_same(&compare(&text, &text.replace(' ', "  "))));
    }
}

#[test]
fn spacing_and_quotation_marks_are_no_change() {
    assert!(is_same(&compare("the  \"Strait\"\nis it's", "the “Strait” is it’s")));
    assert!(!is_same(&compare("the State", "the state")));
}

#[test]
fn changes_read_as_people_make_them() {
    assert_eq!(
        shown("Each ship shall pay a toll of 300 euros.", "Each ship shall pay a toll of 200 euros."),
        "Each ship shall pay a toll of [-300-]{+200 +}euros.".replace("{+200 +}", "{+200+}")
    );
    // Crumbs between two changes go with them; a phrase stays.
    assert_eq!(
        shown(
            "Foreign ships shall, on notice, pass the narrows.",
            "Merchant vessels may at any time pass the narrows."
        ),
        "[-Foreign ships shall, on notice,-]{+Merchant vessels may at any time+}pass the narrows."
    );
    assert_eq!(
        shown("The envoys met in the old harbour town.", "The ministers met at a quiet lakeside hotel."),
        "The [-envoys met in the old harbour town-]{+ministers met at a quiet lakeside hotel+}."
    );
    // An insertion begins where its sentence begins.
    assert_eq!(
        shown(
            "The Parties shall meet. The Parties shall part.",
            "The Parties shall meet. The Parties shall eat. The Parties shall part."
        ),
        "The Parties shall meet. {+The Parties shall eat.+}The Parties shall part."
    );
}

#[test]
fn right_to_left_texts_are_compared_by_words() {
    let runs = check("تدفع كل سفينة رسما قدره 300 يورو", "تدفع كل سفينة رسما قدره 200 يورو");
    assert_eq!(runs.iter().filter(|run| run.kind != Kind::Equal).count(), 2);
    assert_eq!(told("قدره ٣٠٠ يورو", "قدره ٢٠٠ يورو").len(), 1);
}

#[test]
fn changed_numbers_are_told() {
    use FindingKind::Number;
    for (before, after, expected) in [
        ("within sixty days", "within 90 days", "“sixty days” → “90 days”"),
        ("600,000 troops", "800 000 troops", "“600,000 troops” → “800 000 troops”"),
        ("at 5 per cent", "at 5.5 %", "“5 per cent” → “5.5 %”"),
        ("a fund of €100 million", "a fund of €200 million", "“€100 million” → “€200 million”"),
        ("sixty (60) days after", "thirty (30) days after", "“sixty (60) days” → “thirty (30) days”"),
        ("within 30 days", "within 30 working days", "“30 days” → “30 working days”"),
        ("one hundred and fifty ships", "two thousand ships", "“one hundred and fifty ships” → “two thousand ships”"),
    ] {
        assert_eq!(told(before, after), [(Number, expected.to_string())], "{before} / {after}");
    }
    for (before, after) in [
        ("within sixty days", "within 60 days"),
        ("5 per cent", "5%"),
        ("1,000 ships", "one thousand ships"),
        ("1.5 million euros", "€1,500,000"),
        ("1. The toll is 5 euros.", "2. The toll is 5 euros."),
        ("a toll[^1]", "a toll[^2]"),
        ("Option 1: a court", "Option 2: a court"),
        ("one of the Parties", "each of the Parties"),
        ("3 ships and 4 boats", "4 boats and 3 ships"),
    ] {
        let found = told(before, after);
        assert!(found.iter().all(|(kind, _)| *kind != Number), "{before} / {after}: {found:?}");
    }
}

#[test]
fn changed_dates_are_told() {
    use FindingKind::Date;
    for (before, after, expected) in [
        ("on 1 July 2026", "on 1 January 2026", "“1 July 2026” → “1 January 2026”"),
        ("by March 2027", "by 2028", "“March 2027” → “2028”"),
        ("on 2026-07-01", "on 2 July 2026", "“2026-07-01” → “2 July 2026”"),
    ] {
        assert_eq!(told(before, after), [(Date, expected.to_string())]);
    }
    assert!(told("on 1 July 2026", "on July 1, 2026").is_empty());
    assert!(told("it may march", "it may walk").is_empty());
}

#[test]
fn changed_verbs_are_told_with_their_direction() {
    use FindingKind::Verb;
    let first =
        |before: &str, after: &str| told(before, after).into_iter().find(|(kind, _)| *kind == Verb).map(|each| each.1);
    let cases = [
        (
            "The Parties shall pay.",
            "The Parties should pay.",
            "“shall” → “should” (weaker: duty becomes recommendation)",
        ),
        ("They may pay.", "They must pay.", "“may” → “must” (stronger: permission becomes duty)"),
        ("They shall pay.", "They shall not pay.", "“shall” → “shall not” (duty becomes prohibition)"),
        (
            "*Urges* members to pay",
            "*Invites* members to pay",
            "“Urges” → “Invites” (weaker: request becomes invitation)",
        ),
        ("It decides to act", "It requests them to act", "“decides” → “requests” (weaker: duty becomes request)"),
        ("They may not pass.", "They may pass.", "“may not” → “may” (prohibition becomes permission)"),
    ];
    for (before, after, expected) in cases {
        assert_eq!(first(before, after).as_deref(), Some(expected), "{before} / {after}");
    }
    assert_eq!(first("The Parties shall pay.", "The Parties will pay."), None, "the same force");
    assert_eq!(first("by the will of the people", "by the wish of the people"), None, "a noun");
}

#[test]
fn negations_qualifiers_and_brackets_are_told() {
    use FindingKind::{Brackets, Negation, Qualifier, Reference};
    let one = |before: &str, after: &str| -> (FindingKind, String) {
        let found = told(before, after);
        assert_eq!(found.len(), 1, "{before} / {after}: {found:?}");
        found[0].clone()
    };
    assert_eq!(one("They pay fees.", "They pay no fees."), (Negation, "“no” is new".to_string()));
    assert_eq!(
        one("They act in accordance with this treaty.", "They act, where possible, in accordance with this treaty."),
        (Qualifier, "“where possible” is new (leaves room)".to_string())
    );
    assert_eq!(
        one("They shall endeavour to pay.", "They shall pay."),
        (Qualifier, "“endeavour” is gone (leaves room)".to_string())
    );
    assert_eq!(one("at least 3 ships", "up to 3 ships"), (Qualifier, "“at least” → “up to”".to_string()));
    assert_eq!(
        one("The quota is shared.", "The quota is [shared]."),
        (Brackets, "in brackets now (1, none before)".to_string())
    );
    assert_eq!(one("under Article 5", "under Article 7"), (Reference, "“Article 5” → “Article 7”".to_string()));
    assert!(told("see [the text](a.md)", "see the text").iter().all(|(kind, _)| *kind != Brackets));
}

#[test]
fn hostile_texts_are_compared() {
    let many = |word: &str, count: usize| format!("{word} ").repeat(count);
    let rows = |start: usize| (start..start + 100_000).map(|at| format!("w{at}")).collect::<Vec<_>>().join(" ");
    let mixed = |sign: &str| (0..20_000).map(|at| format!("w{at} {sign}{at}")).collect::<Vec<_>>().join(" ");
    for (before, after) in [
        (String::new(), String::new()),
        (String::new(), "a".to_string()),
        (" \n ".to_string(), "a".to_string()),
        (many("the", 100_000), many("the", 99_000)),
        (rows(0), rows(50_000)),
        (rows(0), rows(500_000)),
        (mixed("a"), mixed("b")),
        (many("a b", 20_000), many("b a", 20_000)),
        (many("5", 40_000), many("6", 40_000)),
    ] {
        let runs = check(&before, &after);
        assert!(findings(&before, &runs, &after).len() <= 201);
    }
    assert_eq!(words("a b c"), 3);
}
