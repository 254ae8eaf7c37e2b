//! Tracked changes against an earlier document.

use proptest::prelude::*;
use zopa_text::critic::document;
use zopa_text::document::{ChangeKind, Document};
use zopa_text::revision::{accept_all, reject_all, revisions};
use zopa_text::tracked::tracked;

/// Returns what a document says: numbers, words and the notes that hang on them.
fn said(document: &Document) -> Vec<String> {
    let note = |at: usize| document.notes[at].iter().map(|paragraph| paragraph.text()).collect::<String>();
    document
        .paragraphs()
        .iter()
        .map(|paragraph| {
            let words: String = paragraph
                .runs
                .iter()
                .map(|run| format!("{}{}", run.text, run.note.map(|at| format!("({})", note(at))).unwrap_or_default()))
                .collect();
            format!("{}|{words}", paragraph.number.as_deref().unwrap_or_default())
        })
        .collect()
}

#[test]
fn a_counter_draft_reads_as_its_changes() {
    let before = document(
        "# Treaty\n\n1. Each ship shall pay 300 euros[^1].\n\n2. Fish is shared.\n\n3. Disputes.\n\n[^1]: Ann reserves.\n",
    );
    let after =
        document("# Treaty\n\n1. Each ship shall pay [200] euros[^1].\n\n2. Disputes.\n\n[^1]: Ben reserves.\n");
    let found = tracked(&before, &after, "Ben", Some("2025-03-20"));
    assert_eq!(said(&accept_all(&found)), said(&after));
    assert_eq!(said(&reject_all(&found)), said(&before));
    let told: Vec<(ChangeKind, String)> = revisions(&found).into_iter().map(|each| (each.kind, each.text)).collect();
    assert!(told.contains(&(ChangeKind::Inserted, "[200]".to_string())), "{told:?}");
    assert!(told.contains(&(ChangeKind::Deleted, "Fish is shared.".to_string())), "{told:?}");
    assert!(revisions(&found).iter().all(|each| each.author == "Ben"));
}

fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[1-4]\\. [a-c]{1,3}( [a-c\\[\\]]{1,3}){0,6}",
        "[a-c]{1,3}( [a-c]{1,3}){0,6}(\\[\\^1\\])?",
        "- [a-c]{1,3}",
        "\\| [a-c] \\| [a-c]{1,2} \\|",
        "## [a-c]{1,3}"
    ];
    (prop::collection::vec(line, 0..7), "[a-c ]{1,4}").prop_map(|(lines, note)| {
        let mut text = lines.join("\n\n");
        text.push_str(&format!("\n\n[^1]: x{note}\n"));
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn accepting_gives_the_later_and_rejecting_the_earlier(before in text(), after in text()) {
        let (before, after) = (document(&before), document(&after));
        let found = tracked(&before, &after, "A", None);
        prop_assert_eq!(said(&accept_all(&found)), said(&after));
        prop_assert_eq!(said(&reject_all(&found)), said(&before));
        prop_assert!(revisions(&tracked(&after, &after, "A", None)).is_empty());
    }
}
