//! References that lead nowhere, terms without a definition.

use zopa_text::compare::lint::{LintKind, Part, Renumbering, lint, lint_beside};

fn parts<'a>(clauses: &[(&'a str, &'a str)]) -> Vec<Part<'a>> {
    clauses.iter().map(|(label, text)| Part { label, text }).collect()
}

fn told(clauses: &[(&str, &str)]) -> Vec<(LintKind, String, String)> {
    lint(&parts(clauses)).into_iter().map(|lint| (lint.kind, lint.label, lint.message)).collect()
}

#[test]
fn references_without_a_clause_are_told() {
    let found = told(&[
        ("1", "Subject to Article 7 and clause 2 bis, ships pass."),
        ("2", "As said in paragraphs 1, 2 and 9 and in point II.3."),
        ("2 bis", "Nothing in clause 4 above is touched."),
    ]);
    let messages: Vec<&str> = found.iter().map(|(_, _, message)| message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "article 7 does not exist in this draft",
            "paragraph 9 does not exist in this draft",
            "point II.3 does not exist in this draft",
            "clause 4 does not exist in this draft",
        ]
    );
    assert!(found.iter().all(|(kind, ..)| *kind == LintKind::BrokenReference));
    assert_eq!(found[3].1, "2 bis");
}

#[test]
fn references_that_lead_somewhere_are_not() {
    let clean = [
        ("1", "Under Article 51 of the Charter of the United Nations and Article 5 of the Hague Convention of 1907."),
        ("2", "The following apply: (a) tolls; (b) dues. Paragraph 1 stays; point (a) too."),
        ("3", "Paragraph 2 of Article 1 and paragraph 3 of this Article; Article 2(1); 20 points were made; Annex A."),
        ("Article 4", "See article 4."),
    ];
    assert_eq!(told(&clean), []);
    assert_eq!(told(&[]), []);
    // A text without numbered clauses has nothing to refer to.
    assert_eq!(told(&[("", "See Article 9.")]), []);
}

#[test]
fn annexes_are_checked_where_there_are_any() {
    let found = told(&[("1", "See Annex A and Annex B."), ("2", "Last.\n\n## Annex A\nMaps.")]);
    assert_eq!(found.len(), 1);
    assert!(found[0].2.starts_with("annex B"));
}

#[test]
fn terms_that_nobody_uses_are_told() {
    let found = told(&[
        ("1", "The waters of Kell (the \"Strait\") and the port (hereinafter referred to as “Vael Port”) are open."),
        ("2", "\"Vessel\" means a ship. Vessels pass the Strait."),
        ("3", "They said \"No\" (\"never\")."),
    ]);
    assert_eq!(found, [(LintKind::UnusedTerm, "1".to_string(), "“Vael Port” is defined and never used".to_string())]);
}

#[test]
fn terms_whose_definition_is_gone_are_told() {
    let before = parts(&[
        ("1", "The waters (the \"Strait\") are open."),
        ("2", "A \"Party\" means a state. The Strait is safe."),
    ]);
    let after = parts(&[("1", "The Strait is safe, and the Parties agree.")]);
    let found = lint_beside(&before, &after, &Renumbering::default());
    let messages: Vec<&str> = found.iter().map(|lint| lint.message.as_str()).collect();
    assert_eq!(
        messages,
        ["“Party” is used, and its definition is gone", "“Strait” is used, and its definition is gone"]
    );
}

#[test]
fn references_that_were_not_renumbered_are_told() {
    let before = parts(&[("1", "Tolls, subject to clause 3."), ("2", "Dues."), ("3", "Ships, under clause 2.")]);
    let after = parts(&[("1", "Tolls, subject to clause 3."), ("2", "Ships, under clause 2."), ("3", "Fish.")]);
    let became = [("1", vec!["1"]), ("2", vec![]), ("3", vec!["2"])];
    let owned = |labels: &Vec<&str>| labels.iter().map(|label| label.to_string()).collect();
    let renumbering = Renumbering { became: became.iter().map(|(from, to)| (from.to_string(), owned(to))).collect() };
    let found: Vec<(String, String)> =
        lint_beside(&before, &after, &renumbering).into_iter().map(|lint| (lint.label, lint.message)).collect();
    let expected = [
        ("1", "clause 3 still has its old number; the clause that it meant is 2 now"),
        ("2", "clause 2 is another clause now; the one that it meant is gone"),
    ];
    assert_eq!(found, expected.map(|(label, message)| (label.to_string(), message.to_string())));
}

#[test]
fn hostile_drafts_are_looked_at() {
    let many = (0..3_000).map(|at| format!("(the \"Term{at}\") Article {at}0 ")).collect::<String>();
    let found = lint(&parts(&[("1", &many), ("2", &"\"".repeat(10_000)), ("3", &"(".repeat(10_000))]));
    assert!(found.len() <= 500);
}
