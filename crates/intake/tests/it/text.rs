//! Tokens, sentences and paragraphs.

use proptest::prelude::*;
use zopa_intake::text::{Span, TEXT_MAX, Text, TokenKind};

fn words(text: &str) -> Vec<&str> {
    let text = Text::read(text);
    text.tokens().iter().map(|token| text.at(token.span())).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    let text = Text::read(text);
    text.sentences().iter().map(|part| text.at(part.span)).collect()
}

fn paragraphs(text: &str) -> Vec<&str> {
    let text = Text::read(text);
    text.paragraphs().iter().map(|part| text.at(part.span)).collect()
}

#[test]
fn words_keep_what_belongs_to_them() {
    assert_eq!(words("Veldland’s 28-point U.S. plan"), ["Veldland", "’s", "28-point", "U.S.", "plan"]);
    assert_eq!(words("“I don't,” she said."), ["“", "I", "don't", ",", "”", "she", "said", "."]);
    assert_eq!(words("1,500 boats, 20% of all"), ["1,500", "boats", ",", "20%", "of", "all"]);
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    assert_eq!(sentences("Mr. Oyelaran left. He is back."), ["Mr. Oyelaran left.", "He is back."]);
    assert_eq!(sentences("“Why now?” she asked. Nobody knew."), ["“Why now?” she asked.", "Nobody knew."]);
    assert_eq!(
        sentences("It cost 2.5 million. “So what.” It rained."),
        ["It cost 2.5 million.", "“So what.”", "It rained."]
    );
}

#[test]
fn lines_are_paragraphs_unless_wrapped() {
    assert_eq!(paragraphs("The lake is full.\nThe river is not.\n").len(), 2);
    assert_eq!(paragraphs("The lake is full and\nthe river is not, said\nthe gauger.\n\nThe end.").len(), 2);
    assert_eq!(paragraphs("One.\r\n\r\nTwo.").len(), 2);
}

#[test]
fn a_long_text_is_read_in_part_and_says_so() {
    let long = "é".repeat(TEXT_MAX / 2 + 10);
    let text = Text::read(&long);
    assert_eq!(text.unread(), 20);
    assert!(text.tokens().iter().all(|token| token.kind == TokenKind::Word));
}

proptest! {
    #[test]
    fn parts_cover_each_other_in_order(source in "[ a-z.“”'’‘\"\n\r?!A-Z0-9é-]{0,200}|\\PC{0,80}") {
        let text = Text::read(&source);
        let mut end = 0;
        for token in text.tokens() {
            let Span { start, end: behind } = token.span();
            prop_assert!(end <= start && start < behind);
            let between = &source[end as usize..start as usize];
            let nothing = |c: char| c.is_whitespace() || c.is_control() || c == '\u{FEFF}';
            prop_assert!(between.chars().all(nothing));
            end = behind;
        }
        for parts in [text.sentences(), text.paragraphs()] {
            let mut next = 0;
            for part in parts {
                prop_assert_eq!(part.tokens.start, next);
                prop_assert!(part.tokens.end > next);
                next = part.tokens.end;
                prop_assert_eq!(text.span_of(part.tokens.range()), part.span);
            }
            prop_assert_eq!(next as usize, text.tokens().len());
        }
        for paragraph in text.paragraphs() {
            prop_assert!(text.sentences().iter().any(|sentence| sentence.tokens.end == paragraph.tokens.end));
        }
    }

    #[test]
    fn bytes_and_code_points_agree(source in "\\PC{0,300}") {
        let text = Text::read(&source);
        for (point, (byte, _)) in source.char_indices().enumerate() {
            prop_assert_eq!(text.code_points().before(&source, byte), point);
            prop_assert_eq!(text.code_points().byte(&source, point), byte);
        }
        prop_assert_eq!(text.code_points().before(&source, source.len()), source.chars().count());
        prop_assert_eq!(text.code_points().byte(&source, source.chars().count()), source.len());
    }
}
