//! The numbers of clauses in the forms of real texts.

use zopa_text::clause::clauses;

#[track_caller]
fn labels(text: &str, expected: &[&str]) {
    let found = clauses(text);
    let labels: Vec<&str> = found.iter().map(|clause| clause.label.as_str()).collect();
    assert_eq!(labels, expected, "{text:?}");
}

#[test]
fn plain_numbers() {
    labels("1. One\n\n2. Two\n\n2 bis. Two again\n\n3. Three\n", &["1", "2", "2 bis", "3"]);
    labels("1. One\n2. Two\n4. Four\n", &["1", "2"]);
    labels("1. One.\n2. Two.\n4. Four\n", &["1", "2", "4"]);
    labels("1) One\n\n2) Two\n", &["1", "2"]);
    labels("(1) One\n\n(2) Two\n", &["1", "2"]);
    labels("2.3 The Parties\n\n2.4. The States\n\n2.4.1 A State\n\n3.1 Another\n", &["2.3", "2.4", "2.4.1", "3.1"]);
    labels("5 alt. Other words\n\n5 alt 2. Yet other words\n\n6 *ter*. More\n", &["5 alt", "5 alt 2", "6 ter"]);
    labels("5a. One\n\n5b. Two\n", &["5a", "5b"]);
}

#[test]
fn numbers_in_bold_headings_and_brackets() {
    labels("**1.** One\n\n**2. Two**\n", &["1", "2"]);
    labels("## 1. Scope\n\nWords.\n\n## 2. Tolls\n\nWords.\n", &["1", "2"]);
    labels("### 1 Scope\n", &["1"]);
    labels("[1. One]\n\n[[2. Two]\n[3. Three]]\n", &["1", "2", "3"]);
    labels("\u{feff}1. One\n\n\u{200f}2. Two\n", &["1", "2"]);
    labels("１．はじめに\n\n２．終わり\n", &["１", "２"]);
    labels("١. أولا\n\n٢. ثانيا\n", &["١", "٢"]);
}

#[test]
fn articles() {
    labels("Article 1\n\nWords.\n\nArticle 5 bis – Tolls\n\nWords.\n\nARTICLE 6: Fish\n", &["1", "5 bis", "6"]);
    labels("ARTICLE I\n\n1. One.\n\n2. Two.\n\nARTICLE II\n\n1. One.\n", &["I", "I.1", "I.2", "II", "II.1"]);
    labels("Article QQ.A.5: {Fees}\n\n1. One.\n\nArticle QQ.A.6:\n", &["QQ.A.5", "QQ.A.5.1", "QQ.A.6"]);
    labels("§ 3 Fees\n\n§ 4\n", &["3", "4"]);
    labels("**Article 5**\n\nWords.\n\n## Article 6 – Tolls\n\nWords.\n", &["5", "6"]);
    labels("第三条 双方\n\n第4条\n", &["三", "4"]);
    labels("المادة 5\n\nنص\n", &["5"]);
    labels("I. One\n\nII. Two\n\nIV. Four\n", &["I", "II"]);
    labels("I. One\n\nII. Two\n\nII bis. More\n\nIII. Three\n", &["I", "II", "II bis", "III"]);
}

#[test]
fn chapeaus_and_lists_belong_to_their_clause() {
    let text = "1. The Parties shall:\n(a) cooperate;\n(b) consult;\n\n(1) first\n\n(2) second\n\n2. Next.\n";
    labels(text, &["1", "2"]);
    let found = clauses("## 1. Scope\n\nThe chapeau:\n\n1.1 One.\n\n1.2 Two.\n");
    let within: Vec<Option<usize>> = found.iter().map(|clause| clause.within).collect();
    assert_eq!(within, [None, Some(0), Some(0)]);
}

#[test]
fn years_decimals_and_dates_start_nothing() {
    labels("1. The Treaty ends in\n2025. The Parties may extend it.\n", &["1"]);
    labels("2025. The year of the Treaty.\n", &[]);
    labels("The toll is\n2.5 million euros.\n", &[]);
    labels("3.5 million euros are due.\n", &[]);
    labels("1. It starts on\n1.7.2026 at noon.\n", &["1"]);
    labels("Entry:\n\n1. July 2026 is the date.\n", &[]);
    labels("as provided in\nArticle 5. The Parties\n", &[]);
    labels("Article 5 of the Convention applies.\n", &[]);
    labels("100,000 men\n\n48 hours\n", &[]);
    labels("1. One\nbetween 4 and\n6. The sixth\n", &["1"]);
    labels("I think so.\n\nC. A letter\n", &[]);
}

#[test]
fn code_comments_and_footnotes_hold_no_clauses() {
    labels("```\n1. code\n```\n\n<!--\n1. hidden\n-->\n\n1. One[^1]\n\n[^1]: Note\n    2. in the note\n", &["1"]);
    let text = "1. One.\n\n2. Two[^a].\n\n[^a]: A note.\n";
    let found = clauses(text);
    assert_eq!(&text[found[1].body.clone()], "Two[^a].");
    assert_eq!(found[1].span.end, text.len());
}

#[test]
fn a_heading_without_number_ends_a_clause() {
    let text = "1. One.\n\n# Final provisions\n\nWords.\n\n2. Two.\n";
    let found = clauses(text);
    assert_eq!(&text[found[0].span.clone()], "1. One.\n\n");
    assert_eq!(&text[found[1].body.clone()], "Two.");
}
