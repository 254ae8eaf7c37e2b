//! Texts for circulation.

use zopa_text::bracket::{Parties, clean, names_left, read, read_with};

#[track_caller]
fn cleans(text: &str, expected: &str) {
    assert_eq!(clean(&read(text)).expect("a small text"), expected);
}

#[test]
fn brackets_stay_and_names_go() {
    cleans("Ships [US/SG propose: may][CL oppose: shall] pass.", "Ships [may][shall] pass.");
    cleans("[Norrland propose: a.; Sudmark oppose]", "[a.]");
    cleans("[US propose: one; CL oppose: two]", "[one; two]");
    cleans("a [b][NZ/BN oppose] c", "a [b] c");
    cleans("[US propose: CL oppose: a]", "[a]");
    cleans("[US propose: a", "[a");
    cleans("[*US propose:* a] [**US propose: b**]", "[a] [**b**]");
    cleans("5. Option 1 (US): a\n\nOption 2 (US/EU): *no text*\n", "5. Option 1: a\n\nOption 2: *no text*\n");
    cleans("a <!-- US --> b\n\n<!-- CL -->\n\nc", "a b\n\nc");
    cleans("a{>>author=US: no<<} {++b++}{>>author=CL<<} {--c--}{>>author=NZ<<}d", "a b d");
    cleans("[Drafting note: US wants more] a [sic]", "a [sic]");
    cleans("[US<!-- x --> propose: a]", "[a]");
    cleans("[US propose: a](https://b.c)", "[a](https://b.c)");
    cleans("---\nauthor: US\n---\n\na", "a");
}

#[test]
fn a_reservation_says_only_that_there_is_one() {
    cleans("a[^US] b\n\n[^US]: US reserves.\n", "a[^1] b\n\n[^1]: A position is reserved here.\n");
    cleans(
        "a[^1] b[^2]\n\n[^1]: US reserves its position.\n[^2]: See the letter of CL.\n",
        "a[^1] b\n\n[^1]: A position is reserved here.\n",
    );
}

#[test]
fn what_is_too_deep_is_left_out() {
    let text = format!("{}US propose: x{}", "[".repeat(70), "]".repeat(70));
    let clean = clean(&read(&text)).expect("few brackets");
    assert!(!clean.contains("US") && clean.contains("[…]"), "{clean}");
}

#[test]
fn names_in_the_words_are_told() {
    let parties = Parties::new([("Sudmark".to_string(), vec!["SM".to_string()]), ("US".to_string(), vec![])]);
    let text = "Sudmark's ships, sudmark, USA, US, us and SMALL";
    let found: Vec<&str> = names_left(text, &parties).into_iter().map(|(_, span)| &text[span]).collect();
    assert_eq!(found, ["Sudmark", "US"]);
    let read = read_with("[Sudmark: a] for Sudmark", &parties);
    assert_eq!(clean(&read).expect("a small text"), "[a] for Sudmark");
}
