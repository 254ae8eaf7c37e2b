//! Statements: one small text for each construction, about countries that do not exist.

use proptest::prelude::*;
use zopa_intake::anchor::{Anchor, Resolved};
use zopa_intake::statement::{Anonymity, CueClass, SourceForm, SourceNumber, Speech, Statement, ViaKind, statements};
use zopa_intake::text::Text;

fn found(source: &str) -> Vec<Statement> {
    statements(&Text::read(source))
}

fn told(statement: &Statement) -> (String, String, Vec<String>) {
    let source = statement.source.as_ref().map(|source| source.printed.exact.clone()).unwrap_or_default();
    let cue = statement.cue.as_ref().map(|cue| cue.printed.exact.clone()).unwrap_or_default();
    (source, cue, statement.content.iter().map(|content| content.exact.clone()).collect())
}

/// Whoever says it, the cue, and the parts of what is said.
type Told = (&'static str, &'static str, &'static [&'static str]);

/// What is read, and what is found.
const CONSTRUCTIONS: &[(&str, &[Told])] = &[
    // Quotations and their marks.
    ("“The dam is closed,” Brandt said.", &[("Brandt", "said", &["“The dam is closed,”"])]),
    ("\"The dam is closed,\" Brandt said.", &[("Brandt", "said", &["\"The dam is closed,\""])]),
    ("''The dam is closed,'' Brandt said.", &[("Brandt", "said", &["''The dam is closed,''"])]),
    ("«The dam is closed», Brandt said.", &[("Brandt", "said", &["«The dam is closed»"])]),
    ("„The dam is closed“, Brandt said.", &[("Brandt", "said", &["„The dam is closed“"])]),
    ("‘Tarn’s dam is closed,’ Brandt said.", &[("Brandt", "said", &["‘Tarn’s dam is closed,’"])]),
    ("'Tarn's dam isn't closed,' Brandt said.", &[("Brandt", "said", &["'Tarn's dam isn't closed,'"])]),
    ("The riparians’ fund is empty.", &[]),
    ("“Is the dam closed?” Brandt asked.", &[("Brandt", "asked", &["“Is the dam closed?”"])]),
    ("Brandt said: “The dam is closed.”", &[("Brandt", "said", &["“The dam is closed.”"])]),
    ("Brandt told the council, “The dam is closed.”", &[("Brandt", "told", &["“The dam is closed.”"])]),
    // Inversion, apposition, what stands between.
    (
        "“The dam is closed,” said Ada Brandt, the minister.",
        &[("Ada Brandt, the minister", "said", &["“The dam is closed,”"])],
    ),
    (
        "“The dam is closed,” said Ada Brandt, who leads the talks.",
        &[("Ada Brandt, who leads the talks", "said", &["“The dam is closed,”"])],
    ),
    ("Said Brandt, “The dam is closed.”", &[("Brandt", "Said", &["“The dam is closed.”"])]),
    (
        "Ada Brandt, the minister of Veldland, said the dam was closed.",
        &[("Ada Brandt, the minister of Veldland", "said", &["the dam was closed"])],
    ),
    (
        "The envoy, who had slept badly, said the dam was closed.",
        &[("The envoy, who had slept badly", "said", &["the dam was closed"])],
    ),
    ("Brandt, in a short letter, said that the dam was closed.", &[("Brandt", "said", &["that the dam was closed"])]),
    // Carried quotations.
    ("“It is closed,” she said. “It stays closed.”", &[("she", "said", &["“It is closed,”", "“It stays closed.”"])]),
    (
        "“It is closed,” she said, “and it stays closed.”",
        &[("she", "said", &["“It is closed,”", "“and it stays closed.”"])],
    ),
    (
        "“It is closed,” Brandt said.\n\n“It stays closed.”",
        &[("Brandt", "said", &["“It is closed,”", "“It stays closed.”"])],
    ),
    ("Brandt continued:\n\n“It stays closed.”", &[("Brandt", "continued", &["“It stays closed.”"])]),
    (
        "“It is closed.\n\n“It stays closed,” Brandt said.",
        &[("Brandt", "said", &["“It is closed.", "“It stays closed,”"])],
    ),
    ("“It is closed.”\n\n— Ada Brandt", &[("Ada Brandt", "—", &["“It is closed.”"])]),
    ("Brandt said: “It is closed", &[("Brandt", "said", &["“It is closed"])]),
    // Indirect speech.
    ("Brandt said the dam was closed.", &[("Brandt", "said", &["the dam was closed"])]),
    ("Brandt said that the dam was closed.", &[("Brandt", "said", &["that the dam was closed"])]),
    ("The dam was closed, Brandt said.", &[("Brandt", "said", &["The dam was closed"])]),
    (
        "The dam, the envoy stressed, has not been closed.",
        &[("the envoy", "stressed", &["The dam", "has not been closed"])],
    ),
    ("Brandt asked whether the dam was closed.", &[("Brandt", "asked", &["whether the dam was closed"])]),
    ("Tarn wants to close the dam.", &[("Tarn", "wants", &["to close the dam"])]),
    ("Tarn called for a new survey.", &[("Tarn", "called for", &["a new survey"])]),
    ("Brandt declined to comment.", &[("Brandt", "declined", &["to comment"])]),
    ("Brandt told the council that the dam was closed.", &[("Brandt", "told", &["that the dam was closed"])]),
    ("Brandt urged the council to close the dam.", &[("Brandt", "urged", &["to close the dam"])]),
    (
        "Officials in Veldland, Tarn, and the Isles have warned that the dam may break.",
        &[("Officials in Veldland, Tarn, and the Isles", "have warned", &["that the dam may break"])],
    ),
    // Mixed.
    ("Brandt said the dam was “closed for good.”", &[("Brandt", "said", &["the dam was “closed for good.”"])]),
    // Several in one sentence.
    (
        "Brandt left, calling the plan “a bad joke” and adding that Tarn would pay.",
        &[("Brandt", "calling", &["the plan “a bad joke”"]), ("Brandt", "adding", &["that Tarn would pay"])],
    ),
    (
        "Brandt said the dam was closed, and Okoro said it was open.",
        &[("Brandt", "said", &["the dam was closed"]), ("Okoro", "said", &["it was open"])],
    ),
    (
        "Brandt said the dam was closed and denied that Tarn had paid.",
        &[("Brandt", "said", &["the dam was closed"]), ("Brandt", "denied", &["that Tarn had paid"])],
    ),
    (
        "When Brandt said the dam was closed, Okoro denied it would matter.",
        &[("Brandt", "said", &["the dam was closed"]), ("Okoro", "denied", &["it would matter"])],
    ),
    // Other cues.
    ("According to the envoy, the dam is closed.", &[("the envoy", "According to", &["the dam is closed"])]),
    (
        "The dam is closed, according to a person familiar with the talks.",
        &[("a person familiar with the talks", "according to", &["The dam is closed"])],
    ),
    ("The dam was described by Tarn as a threat.", &[("Tarn", "was described by", &["The dam", "as a threat"])]),
    ("Brandt was sure that the dam was closed.", &[("Brandt", "was sure", &["that the dam was closed"])]),
    (
        "The envoy was unequivocal: such a toll is “unacceptable.”",
        &[("The envoy", "was unequivocal", &["such a toll is “unacceptable.”"])],
    ),
    (
        "His claim that the dam was closed surprised nobody.",
        &[("His", "claim", &["that the dam was closed surprised nobody"])],
    ),
    ("She released a statement saying, “The dam is closed.”", &[("She", "saying", &["“The dam is closed.”"])]),
    ("She issued a statement: “The dam is closed.”", &[("She", "issued a statement", &["“The dam is closed.”"])]),
    ("“The dam is closed,” read the note.", &[("the note", "read", &["“The dam is closed,”"])]),
    (
        "“The dam is closed,” she said, but “not for good.”",
        &[("she", "said", &["“The dam is closed,”", "“not for good.”"])],
    ),
    ("“The dam is closed.” — Ada Brandt.", &[("Ada Brandt", "—", &["“The dam is closed.”"])]),
    ("“BRANDT: The dam is closed.”", &[("BRANDT", ":", &["The dam is closed.”"])]),
    (
        "People briefed on the talks said the dam was closed.",
        &[("People briefed on the talks", "said", &["the dam was closed"])],
    ),
    (
        "The envoy left, with Okoro vowing Tarn would “stay at the table.”",
        &[("Okoro", "vowing", &["Tarn would “stay at the table.”"])],
    ),
    (
        "A person close to the talks, which began in the hall, the garden, and the pier, told the Herald that it rained.",
        &[(
            "A person close to the talks, which began in the hall, the garden, and the pier",
            "told",
            &["that it rained"],
        )],
    ),
    ("It is clear that the dam is closed.", &[]),
    (
        "A source familiar with the talks said the dam was closed.",
        &[("A source familiar with the talks", "said", &["the dam was closed"])],
    ),
    (
        "A source who spoke to the Herald said the dam was closed.",
        &[("A source who spoke to the Herald", "said", &["the dam was closed"])],
    ),
    ("As Brandt told the council, the dam is closed.", &[("Brandt", "told", &["the dam is closed"])]),
];

#[test]
fn each_construction_is_read() {
    let mut faults = Vec::new();
    for (source, expected) in CONSTRUCTIONS {
        let found: Vec<_> = found(source).iter().map(told).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(source, cue, content)| {
                (
                    (*source).to_string(),
                    (*cue).to_string(),
                    content.iter().map(|part| (*part).to_string()).collect::<Vec<_>>(),
                )
            })
            .collect();
        if found != expected {
            faults.push(format!("{source}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn only(source: &str) -> Statement {
    let mut found = found(source);
    assert_eq!(found.len(), 1, "{source}: {found:?}");
    found.remove(0)
}

#[test]
fn sources_are_described_as_printed() {
    let cases = [
        ("Ada Brandt said it rained.", SourceForm::Name, Anonymity::Named, SourceNumber::Singular),
        (
            "US Secretary of Water Ada Brandt said it rained.",
            SourceForm::Name,
            Anonymity::Named,
            SourceNumber::Singular,
        ),
        ("He said it rained.", SourceForm::Pronoun, Anonymity::Pronoun, SourceNumber::Singular),
        (
            "A source familiar with the talks said it rained.",
            SourceForm::Description,
            Anonymity::Unnamed,
            SourceNumber::Singular,
        ),
        (
            "Two people briefed on the talks said it rained.",
            SourceForm::Description,
            Anonymity::Unnamed,
            SourceNumber::Plural,
        ),
        ("Senior officials said it rained.", SourceForm::Description, Anonymity::Official, SourceNumber::Plural),
        ("The foreign minister said it rained.", SourceForm::Description, Anonymity::Office, SourceNumber::Singular),
        ("The delegation said it rained.", SourceForm::Description, Anonymity::Office, SourceNumber::Singular),
        ("Analysts said it rained.", SourceForm::Description, Anonymity::Group, SourceNumber::Plural),
        ("The report said it rained.", SourceForm::Description, Anonymity::Document, SourceNumber::Singular),
    ];
    for (text, form, anonymity, number) in cases {
        let source = only(text).source.expect("a source");
        assert_eq!((source.form, source.anonymity, source.number), (form, anonymity, number), "{text}");
    }
}

#[test]
fn speech_classes_hedges_and_denials() {
    let direct = only("“It rains here,” Brandt said.");
    assert_eq!(direct.speech, Speech::Direct);
    assert_eq!(direct.cue.map(|cue| cue.class), Some(CueClass::Said));
    let mixed = only("Brandt warned that it would “rain for weeks.”");
    assert_eq!((mixed.speech, mixed.cue.map(|cue| cue.class)), (Speech::Mixed, Some(CueClass::Warns)));
    let hedged = only("Officials reportedly stated that it rained.");
    assert_eq!(hedged.hedges.iter().map(|hedge| hedge.exact.as_str()).collect::<Vec<_>>(), ["reportedly"]);
    assert_eq!(hedged.speech, Speech::Indirect);
    assert!(only("Brandt did not say that it rained.").negated);
}

#[test]
fn channels_are_kept() {
    let via = |text: &str| -> Vec<(ViaKind, String)> {
        only(text).via.into_iter().map(|via| (via.kind, via.printed.exact)).collect()
    };
    assert_eq!(via("“It rains here,” a source told the Herald."), [(ViaKind::Told, "the Herald".to_string())]);
    assert_eq!(via("“It rains here,” one attendee told me."), [(ViaKind::Told, "me".to_string())]);
    assert_eq!(via("“It rains here,” the VBC source said."), [(ViaKind::Reported, "VBC".to_string())]);
    assert_eq!(
        via("“It rains here,” Brandt said in an interview."),
        [(ViaKind::Interview, "in an interview".to_string())]
    );
    assert_eq!(via("Brandt said in a statement that it rained."), [(ViaKind::Statement, "in a statement".to_string())]);
    assert_eq!(
        via("Brandt said via audio messages that it rained."),
        [(ViaKind::Message, "via audio messages".to_string())]
    );
    let chain = found("“It rains here,” Brandt said, the Herald reported.");
    assert!(
        chain
            .iter()
            .any(|statement| { statement.source.as_ref().is_some_and(|source| source.printed.exact == "Brandt") })
    );
}

#[test]
fn pronouns_reach_one_paragraph_and_say_that_it_is_inferred() {
    let antecedents = |text: &str| -> Vec<Option<(String, bool)>> {
        let antecedent = |statement: &Statement| {
            let antecedent = statement.source.as_ref()?.antecedent.as_ref()?;
            Some((antecedent.printed.exact.clone(), antecedent.inferred))
        };
        found(text).iter().map(antecedent).collect()
    };
    let inferred = Some(("Okoro".to_string(), true));
    assert_eq!(antecedents("Okoro said it rained. He said it would stop."), [None, inferred.clone()]);
    assert_eq!(antecedents("Okoro said it rained.\n\nHe said it would stop."), [None, inferred]);
    assert_eq!(antecedents("Okoro said it rained.\n\nNothing.\n\nHe said it would stop."), [None, None]);
    assert_eq!(antecedents("Okoro said it rained. They said it would stop."), [None, None]);
    let source = Some(("a source".to_string(), true));
    assert_eq!(antecedents("“It rains,” a source told the Herald. “It pours,” the source said."), [None, source]);
    assert_eq!(antecedents("Okoro, who said it rained, left."), [Some(("Okoro".to_string(), false))]);
}

#[test]
fn an_anonymous_source_keeps_its_outlet_within_reach() {
    let found = found("“It rains,” a source told the Herald. “It pours,” the source said.");
    let via = &found[1].via;
    assert_eq!((via.len(), via[0].printed.exact.as_str(), via[0].inferred), (1, "the Herald", true));
}

#[test]
fn odd_marks_lose_nothing() {
    for source in [
        "“",
        "”",
        "\"",
        "''",
        "““““““““““““““a said b",
        "“a” “b” “",
        "\" \" \" said",
        "said",
        "said said said",
        "’s said",
        ": “a”",
        "— A",
    ] {
        drop(found(source));
    }
    let deep = "“a ‘b ".repeat(5_000) + "said Brandt.";
    assert!(found(&deep).len() < 10);
    let long = "Brandt said that ".repeat(5_000);
    let contents: usize =
        found(&long).iter().flat_map(|statement| &statement.content).map(|content| content.exact.len()).sum();
    assert!(contents < 4 * long.len());
}

proptest! {
    #[test]
    fn every_anchor_stands_in_the_text(words in prop::collection::vec(prop::sample::select(vec![
        "Brandt", "said", "that", "the", "dam", "“", "”", "\"", ",", ".", "’", "‘", "'", "he", "told", "Okoro", "who", "and", "according",
        "to", "by", "was", "described", "as", ":", "\n\n", "—", "(", ")", "Tarn’s", "claim", "sure", "calling", "not", "é", "wants", "?",
        "when", "in", "an", "interview", "statement", "it", "is", "closed", "Ärger", "\u{301}",
    ]), 0..80)) {
        let source = words.join(" ");
        let text = Text::read(&source);
        for statement in statements(&text) {
            for anchor in &statement.content {
                prop_assert!(!anchor.exact.is_empty());
                prop_assert_eq!(anchor.resolve(&source), Resolved::Exact { start: anchor.start, end: anchor.end });
            }
            let passages = statement.source.iter().map(|source| &source.printed)
                .chain(statement.cue.iter().map(|cue| &cue.printed))
                .chain(statement.hedges.iter())
                .chain(statement.via.iter().map(|via| &via.printed));
            for passage in passages {
                let anchor = Anchor { exact: passage.exact.clone(), prefix: String::new(), suffix: String::new(), start: passage.start, end: passage.end };
                prop_assert_eq!(anchor.resolve(&source), Resolved::Exact { start: passage.start, end: passage.end });
            }
        }
    }

    #[test]
    fn any_text_is_read(source in "\\PC{0,400}") {
        drop(statements(&Text::read(&source)));
    }
}
