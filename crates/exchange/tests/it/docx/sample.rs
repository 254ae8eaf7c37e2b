//! A document with everything in it.

use zopa_text::document::{
    Block, Cell, Change, ChangeKind, Comment, Document, Face, Paragraph, Renumbered, Row, Run, Style, Table, Tone,
};

fn ann(kind: ChangeKind) -> Change {
    Change::new(kind, "Ann Ö. \"A\" <a>").on("2025-03-20T10:00:00Z")
}

fn ben(kind: ChangeKind) -> Change {
    Change::new(kind, "Ben").on("2025-03-21T00:00:00Z")
}

fn moved(kind: ChangeKind) -> Change {
    Change { pair: Some("move1".to_string()), ..ben(kind) }
}

fn clause(number: &str, runs: Vec<Run>) -> Paragraph {
    Paragraph { number: Some(number.to_string()), runs, ..Paragraph::default() }
}

fn clauses() -> Vec<Paragraph> {
    let bold = Face { bold: true, ..Face::default() };
    vec![
        Paragraph::plain("Kell Treaty – second text").styled(Style::Title),
        Paragraph::plain("Without prejudice & <without> status").styled(Style::Heading(1)),
        clause(
            "1.",
            vec![
                Run::plain("Each ship shall pay "),
                Run::plain("[300]").changed(ann(ChangeKind::Deleted)),
                Run { note: Some(0), ..Run::plain("[200").changed(ann(ChangeKind::Inserted)) },
                Run::plain("][250").changed(ann(ChangeKind::Inserted)).changed(ben(ChangeKind::Deleted)),
                Run { comments: vec![0], ..Run::plain("] euros\ta\u{2011}year\u{ad}.\nNew line") },
                Run::faced(" bold", bold).changed(Change { face: Some(Face::default()), ..ben(ChangeKind::Formatted) }),
            ],
        ),
        Paragraph {
            changes: vec![ann(ChangeKind::Inserted)],
            ..clause("2 bis.", vec![Run::plain("A new clause.").changed(ann(ChangeKind::Inserted))])
        },
        Paragraph {
            changes: vec![ben(ChangeKind::Deleted)],
            ..clause("3.", vec![Run::plain("An old clause.").changed(ben(ChangeKind::Deleted))])
        },
        Paragraph {
            renumbered: Some(Renumbered {
                from: "3.".to_string(),
                author: Some("Ben".to_string()),
                date: Some("2025-03-21T00:00:00Z".to_string()),
            }),
            ..clause("4.", vec![Run { comments: vec![1], ..Run::plain("Renumbered.") }])
        },
        Paragraph {
            changes: vec![ben(ChangeKind::MovedFrom)],
            ..clause("5.", vec![Run::plain("Moved words.").changed(moved(ChangeKind::MovedFrom))])
        },
    ]
}

fn items() -> Vec<Paragraph> {
    let rtl = Face { rtl: true, ..Face::default() };
    vec![
        Paragraph { style: Style::Item(1), ..clause("(a)", vec![Run::plain("an item with a number")]) },
        Paragraph::plain("an item with a bullet").styled(Style::Item(0)),
        Paragraph::plain("a deeper one").styled(Style::Item(2)),
        Paragraph {
            changes: vec![ben(ChangeKind::MovedTo)],
            ..clause("6.", vec![Run::plain("Moved words.").changed(moved(ChangeKind::MovedTo))])
        },
        Paragraph {
            rtl: true,
            ..clause(
                "7.",
                vec![
                    Run::faced("[تلتزم الأطراف بدفع ", rtl),
                    Run::plain("300 EUR"),
                    Run::faced(" إلى ", rtl),
                    Run::plain("Norrland"),
                    Run::faced("] ‏(אלדיה)", rtl),
                ],
            )
        },
        Paragraph {
            runs: vec![
                Run::faced("faint ", Face { faint: true, ..Face::default() }),
                Run::faced("italic ", Face { italic: true, underline: true, ..Face::default() }),
                Run::faced("struck", Face { strike: true, ..Face::default() }),
            ],
            changes: vec![ann(ChangeKind::Formatted)],
            ..Paragraph::default()
        },
    ]
}

fn table() -> Table {
    let cell = |text: &str, tone: Option<Tone>| {
        let runs = if text.is_empty() { Vec::new() } else { vec![Run::plain(text)] };
        Cell { tone, ..Cell::of(Paragraph { runs, ..Paragraph::default() }) }
    };
    let tracked = |text: &str, tone: Option<Tone>, change: Change| {
        let runs = if text.is_empty() { Vec::new() } else { vec![Run::plain(text).changed(change)] };
        Cell { tone, ..Cell::of(Paragraph { runs, ..Paragraph::default() }) }
    };
    let new = || ann(ChangeKind::Inserted);
    let old = || ben(ChangeKind::Deleted);
    let rows = vec![
        Row {
            cells: ["Point", "Norrland", "Status"].iter().map(|text| cell(text, Some(Tone::Head))).collect(),
            changes: Vec::new(),
        },
        Row {
            cells: vec![cell("Toll", None), cell("200", None), cell("agreed", Some(Tone::Agreed))],
            changes: Vec::new(),
        },
        Row {
            cells: vec![
                tracked("Fish", None, new()),
                tracked("shared", None, new()),
                tracked("open", Some(Tone::Open), new()),
            ],
            changes: vec![ann(ChangeKind::Inserted)],
        },
        Row {
            cells: vec![
                Cell { span: 2, ..tracked("wide", Some(Tone::Close), old()) },
                Cell { continued: true, ..tracked("", Some(Tone::Blocked), old()) },
            ],
            changes: vec![ben(ChangeKind::Deleted)],
        },
    ];
    Table { head: 1, widths: vec![3, 2, 1], rows }
}

/// Returns a document with everything in it.
pub(super) fn everything() -> Document {
    let mut blocks: Vec<Block> = clauses().into_iter().chain(items()).map(Block::Paragraph).collect();
    blocks.push(Block::Table(table()));
    let comment = |author: &str, text: &str| Comment {
        author: author.to_string(),
        date: Some("2025-03-22T00:00:00Z".to_string()),
        text: vec![Paragraph::plain(text)],
    };
    Document {
        title: Some("Kell Treaty".to_string()),
        mark: Some("EXERCISE – TALKS ONLY".to_string()),
        status: Some("Non-paper".to_string()),
        date: Some("2025-03-22".to_string()),
        landscape: false,
        blocks,
        comments: vec![comment("Cy", "In which money?"), comment("Ben", "Follows from clause 3.")],
        notes: vec![vec![Paragraph::plain("Ann reserves her position.")]],
    }
}
