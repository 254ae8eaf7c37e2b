//! Properties over random texts and documents.

use crate::property;
use proptest::collection::vec;
use proptest::prelude::*;
use zopa_text::bracket::{Parties, Rendering, clean, document as paper, read_with};
use zopa_text::critic::{document, write};
use zopa_text::document::{Block, Change, ChangeKind, Comment, Document, Face, Paragraph, Run, Style};

fn tries(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Pieces of which draft texts are made, and others that break them.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "[", "]", "［", "］", "【", "】", "(", ")", "{", "}",
    "US", "NL", "Norrland", "/", "//", " propose", " oppose", ": ", "; ", "Sudmark",
    " reserves its position", "\n", "\n\n", "1. ", "2. ", "2 bis. ", "Article 5", "## ", "# ", "Option 1: ",
    "Option 2 (US/NL): ", "*no text*", "*", "**", "_", "`", "```\n", "<!--", "-->", "{++",
    "++}", "{--", "--}", "{~~", "~>", "~~}", "{==", "==}", "{>>", "<<}",
    "author=NL", "[^1]", "[^1]: ", "[ ]", "[TBD]", "[…]", "[sic]", "- ", "| ", "shall",
    "should ", "word ", " ", "\\", "السودان", "نص", "文本", "é", "[a](https://b.c)", "[ref]: https://b.c\n",
    "[a][ref]", "\t", "---\n", "\r\n", "2025. ", "§ 3 ", "(a) ", "[or]", "\u{200f}", "؛",
    "：", "<u>", "</u>",
];

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PIECES)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => vec(piece(), 0..60).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => "[\\[\\]{}();:/a-cA-C \n]{0,80}",
    ]
}

/// Words of a text without any name of a party.
fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "the ships",
        "shall",
        "pass",
        "a toll",
        "of 5 euros",
        "harbour",
        "[TBD]",
        "{names}",
        "*all*",
        "5.2",
    ]);
    vec(word, 1..4).prop_map(|words| words.join(" "))
}

const SECRETS: [&str; 4] = ["Zembla", "ZQ", "Free City of Zembla", "Zorn and Zett"];

fn secret_list() -> impl Strategy<Value = String> {
    let separator = prop::sample::select(vec!["/", "//", ", ", " and ", " / "]);
    (vec(prop::sample::select(SECRETS.to_vec()), 1..4), separator).prop_map(|(names, separator)| names.join(separator))
}

fn verb() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        " propose",
        " proposes",
        " oppose",
        " supports",
        " reserve",
        " considering",
        " reserves its position on this",
        " does not support",
        " propose to add",
    ])
}

/// Draft texts in which names stand only where somebody wants something.
fn secretive() -> impl Strategy<Value = String> {
    let leaf = words();
    let inner = leaf.prop_recursive(5, 40, 4, |inner| {
        let parts = vec(inner, 1..4);
        prop_oneof![
            3 => (secret_list(), verb(), parts.clone()).prop_map(|(who, verb, parts)| format!("[{who}{verb}: {}]", parts.join(" "))),
            1 => (secret_list(), secret_list(), parts.clone())
                .prop_map(|(who, other, parts)| format!("[{who} propose; {other} oppose: {}]", parts.concat())),
            1 => (secret_list(), secret_list(), words())
                .prop_map(|(who, other, words)| format!("[{who} propose: {words}.; {other} oppose]")),
            1 => (secret_list(), secret_list(), words(), words())
                .prop_map(|(who, other, words, more)| format!("[{who} propose: {words}; {other} support: {more}]")),
            1 => (secret_list(), parts.clone()).prop_map(|(who, parts)| format!("[*{who} propose:* {}]", parts.concat())),
            1 => (secret_list(), verb(), parts.clone()).prop_map(|(who, verb, parts)| format!("[{who}{verb}: {}", parts.concat())),
            1 => parts.clone().prop_map(|parts| format!("{}]", parts.join(" "))),
            1 => parts.clone().prop_map(|parts| format!("[{}]", parts.join(" "))),
            1 => secret_list().prop_map(|who| format!("[a][{who} oppose]")),
            1 => secret_list().prop_map(|who| format!("<!-- {who} says so -->")),
            1 => secret_list().prop_map(|who| format!("{{++new++}}{{>>author=\"{who}\" date=2025: from {who}<<}}")),
            1 => secret_list().prop_map(|who| format!("[Drafting note: {who} will come back]")),
            1 => parts.prop_map(|parts| parts.join("\n\n")),
        ]
    });
    let options = vec((secret_list(), verb(), words()), 0..3).prop_map(|options| {
        let lines = options.into_iter().enumerate();
        lines
            .map(|(at, (who, verb, words))| format!("\n\nOption {} ({who}{verb}): {words}\n", at + 1))
            .collect::<String>()
    });
    let notes = vec(
        (
            secret_list(),
            prop::sample::select(vec![
                " reserves its position on pilots.",
                ": considering.",
                " opposes; see its letter.",
            ]),
        ),
        0..3,
    )
    .prop_map(|notes| {
        notes
            .into_iter()
            .enumerate()
            .map(|(at, (who, words))| format!("\n\n[^Zett{at}]: {who}{words}\n"))
            .collect::<String>()
    });
    (vec(inner, 1..5), options, notes).prop_map(|(clauses, options, notes)| {
        let numbered =
            clauses.iter().enumerate().map(|(at, words)| format!("{}. Text {words}[^Zett{at}].\n\n", at + 1));
        format!("{}{options}{notes}", numbered.collect::<String>())
    })
}

fn run() -> impl Strategy<Value = Run> {
    let text = prop_oneof![
        4 => "[a-z][a-z ,.\\[\\]+=~{}<>()!#|*_`\\\\^:;\"u/-]{0,12}[a-z]",
        1 => Just("שלום".to_string()),
    ];
    let face = (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(bold, italic, strike)| Face {
        bold,
        italic,
        strike,
        ..Face::default()
    });
    let author = prop::sample::select(vec!["", "A", "Ilse Brandt", "O\"Neil \\ Sons", "Tarn:"]);
    let kind = prop::sample::select(vec![
        ChangeKind::Inserted,
        ChangeKind::Deleted,
        ChangeKind::MovedFrom,
        ChangeKind::MovedTo,
    ]);
    let date = prop::option::of(prop::sample::select(vec!["2025-03-20", "2025-03-20T10:00:00Z"]));
    let change = prop::option::weighted(0.3, (kind, author, date)).prop_map(|change| {
        change.map(|(kind, author, date)| Change { date: date.map(ToString::to_string), ..Change::new(kind, author) })
    });
    (text, face, change).prop_map(|(text, face, change)| Run {
        text,
        face,
        changes: change.into_iter().collect(),
        ..Run::default()
    })
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    let style = prop::sample::select(vec![Style::Body, Style::Body, Style::Heading(2), Style::Item(0), Style::Item(1)]);
    (style, vec((run(), any::<u8>()), 1..5)).prop_map(|(style, runs)| {
        let mut paragraph = Paragraph { style, ..Paragraph::default() };
        for (run, gap) in runs {
            // Emphasis beside emphasis without space between is read, but not always alike.
            if !paragraph.runs.is_empty() || gap % 2 == 0 {
                paragraph.runs.push(Run::plain(if paragraph.runs.is_empty() { "so " } else { " " }));
            }
            paragraph.runs.push(run);
        }
        paragraph
    })
}

fn papers() -> impl Strategy<Value = Document> {
    let comment =
        ("[a-z<>{}=: ]{0,10}[a-z]", prop::sample::select(vec!["", "Veld", "O. K."])).prop_map(|(words, author)| {
            Comment { author: author.to_string(), date: None, text: vec![Paragraph::plain(words.trim())] }
        });
    (vec(paragraph(), 1..5), vec(comment, 0..3)).prop_map(|(paragraphs, comments)| {
        let mut document = Document::default();
        let mut comments = comments.into_iter();
        for mut paragraph in paragraphs {
            let last = paragraph.runs.len() - 1;
            if let Some(comment) = comments.next() {
                paragraph.runs[last].comments.push(document.comments.len());
                document.comments.push(comment);
            }
            document.blocks.push(Block::Paragraph(paragraph));
        }
        document
    })
}

/// A sign with its face, its changes and the comments on it.
type Sign = (char, Face, Vec<Change>, Vec<String>);

/// Returns the words of a document with their faces, changes and comments, sign by sign: how they are cut into runs, and
/// which way they run, does not matter.
fn signs(document: &Document) -> Vec<(Style, Vec<Sign>)> {
    let said = |at: &usize| {
        let comment = &document.comments[*at];
        format!("{}: {}", comment.author, comment.text.iter().map(Paragraph::text).collect::<String>())
    };
    let paragraph = |paragraph: &&Paragraph| {
        let signs = paragraph.runs.iter().flat_map(|run| {
            let comments: Vec<String> = run.comments.iter().map(said).collect();
            let face = |sign: char| if sign == ' ' { Face::default() } else { Face { rtl: false, ..run.face } };
            run.text
                .chars()
                .map(move |sign| (sign, face(sign), run.changes.clone(), comments.clone()))
                .collect::<Vec<_>>()
        });
        (paragraph.style, signs.collect())
    };
    document.paragraphs().iter().map(paragraph).collect()
}

/// Returns a document in short, to see where it differs.
fn told(document: &Document) -> String {
    let paragraph = |paragraph: &&Paragraph| {
        let runs = paragraph.runs.iter().map(|run| {
            let Face { bold, italic, strike, .. } = run.face;
            format!("{:?} {bold} {italic} {strike} {:?} {:?}", run.text, run.changes.len(), run.comments)
        });
        format!("{:?}: {}", paragraph.style, runs.collect::<Vec<_>>().join(" | "))
    };
    document.paragraphs().iter().map(paragraph).collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(tries(1500))]

    #[test]
    fn reading_covers_every_byte(text in text()) {
        prop_assert_eq!(property::reading_fault(&text), None);
    }

    #[test]
    fn clean_texts_are_clean(text in text()) {
        prop_assert_eq!(property::cleaning_fault(&text), None);
    }

    #[test]
    fn any_text_makes_documents(text in text()) {
        prop_assert_eq!(property::writing_fault(&text), None);
    }

    #[test]
    fn clean_texts_name_nobody(text in secretive()) {
        let parties = Parties::new(SECRETS.map(|name| (name.to_string(), vec![])));
        let read = read_with(&text, &parties);
        let clean = clean(&read).expect("a small text");
        prop_assert!(!clean.contains('Z'), "{text}\n=> {clean}");
        let made = paper(&read, Rendering::Clean);
        let shown: String = made.paragraphs().iter().map(|paragraph| paragraph.text()).collect();
        prop_assert!(!shown.contains('Z') && made.comments.is_empty(), "{shown}");
        prop_assert!(!write(&made).contains('Z'));
    }

    #[test]
    fn documents_survive_being_written(made in papers()) {
        let written = write(&made);
        let again = document(&written);
        prop_assert!(signs(&again) == signs(&made), "{}\n{}", written, told(&again));
    }
}
