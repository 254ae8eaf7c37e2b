//! A document as Markdown with CriticMarkup.

use super::Remark;
use crate::document::{Block, Change, ChangeKind, Document, Face, Paragraph, Run, Style, Table};

/// Returns a document as Markdown, with its changes and comments in CriticMarkup and its footnotes at the end. Directions
/// and colours are not written; of a paragraph's own changes and of those of rows and cells only the words remain.
pub fn write(document: &Document) -> String {
    let mut blocks: Vec<String> = Vec::new();
    for block in &document.blocks {
        blocks.push(match block {
            Block::Paragraph(paragraph) => self::paragraph(document, paragraph),
            Block::Table(table) => self::table(document, table),
        });
    }
    let item = |block: &Block| matches!(block, Block::Paragraph(Paragraph { style: Style::Item(_), .. }));
    let items = |at: usize| document.blocks.get(at).is_some_and(item);
    let mut out = String::new();
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            out.push_str(if items(at) && items(at - 1) { "\n" } else { "\n\n" });
        }
        out.push_str(block);
    }
    for (at, note) in document.notes.iter().enumerate() {
        out.push_str("\n\n");
        let paragraphs: Vec<String> = note.iter().map(|paragraph| runs(document, &paragraph.runs)).collect();
        out.push_str(&format!("[^{}]: {}", at + 1, paragraphs.join("\n\n    ")));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn paragraph(document: &Document, paragraph: &Paragraph) -> String {
    let words = runs(document, &paragraph.runs);
    let number = paragraph.number.as_deref().filter(|number| !number.is_empty());
    let numbered = match number {
        Some(number) if words.is_empty() => number.to_string(),
        Some(number) => format!("{number} {words}"),
        None => started(&words),
    };
    match paragraph.style {
        Style::Body => numbered,
        Style::Title => format!("# {numbered}"),
        Style::Heading(level) => format!("{} {numbered}", "#".repeat(usize::from(level.clamp(1, 6)))),
        Style::Item(depth) => {
            let indent = "  ".repeat(usize::from(depth.min(8)));
            if number.is_some() { format!("{indent}{numbered}") } else { format!("{indent}- {words}") }
        }
    }
}

/// Takes the power from what would start something else at the start of a line.
fn started(words: &str) -> String {
    let digits = words.len() - words.trim_start_matches(|sign: char| sign.is_alphanumeric()).len();
    let numbered = (1..=9).contains(&digits) && words[digits..].starts_with(['.', ')', ' ']);
    let round = words.starts_with('(') || words.starts_with('§') || words.starts_with('第');
    if words.starts_with(['#', '-', '+', '>', '|', '=', '•', '–'])
        || words.starts_with("[^")
        || words.starts_with("---")
    {
        return format!("\\{words}");
    }
    if numbered && words[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &words[..digits], &words[digits..]);
    }
    if round && words.starts_with('(') {
        return format!("\\{words}");
    }
    words.to_string()
}

fn table(document: &Document, table: &Table) -> String {
    let mut lines = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| {
                let paragraphs = cell.blocks.iter().map(|block| match block {
                    Block::Paragraph(paragraph) => runs(document, &paragraph.runs),
                    Block::Table(inner) => self::table(document, inner),
                });
                paragraphs.collect::<Vec<_>>().join(" ").replace('|', "\\|").replace(['\n', '\r'], " ")
            })
            .collect();
        lines.push(format!("| {} |", cells.join(" | ")));
        if at == 0 && table.head > 0 {
            lines.push(format!("|{}", " --- |".repeat(row.cells.len())));
        }
    }
    lines.join("\n")
}

fn runs(document: &Document, runs: &[Run]) -> String {
    let mut out = String::new();
    let mut face = Face::default();
    for run in runs {
        let marked = !run.changes.is_empty() || !run.comments.is_empty();
        if marked {
            turn(&mut out, &mut face, Face::default());
            out.push_str(&changed(document, run));
        } else if run.text.trim().is_empty() {
            turn(&mut out, &mut face, Face::default());
            out.push_str(&escaped(&run.text));
        } else {
            // Space inside the marks of emphasis would undo them.
            let words = run.text.trim_start();
            let lead = &run.text[..run.text.len() - words.len()];
            if !lead.is_empty() {
                turn(&mut out, &mut face, Face::default());
                out.push_str(&escaped(lead));
            }
            let bare = words.trim_end();
            turn(&mut out, &mut face, run.face);
            out.push_str(&escaped(bare));
            if bare.len() < words.len() {
                turn(&mut out, &mut face, Face::default());
                out.push_str(&escaped(&words[bare.len()..]));
            }
        }
        if let Some(note) = run.note {
            turn(&mut out, &mut face, Face::default());
            out.push_str(&format!("[^{}]", note + 1));
        }
    }
    turn(&mut out, &mut face, Face::default());
    out
}

/// Ends and starts emphasis.
fn turn(out: &mut String, from: &mut Face, to: Face) {
    if from.underline && !to.underline {
        out.push_str("</u>");
    }
    if from.strike != to.strike {
        out.push_str("~~");
    }
    if from.bold != to.bold {
        out.push_str("**");
    }
    if from.italic != to.italic {
        out.push('*');
    }
    if to.underline && !from.underline {
        out.push_str("<u>");
    }
    *from = Face { bold: to.bold, italic: to.italic, strike: to.strike, underline: to.underline, ..Face::default() };
}

/// Writes words with what was done to them, the earliest change innermost.
fn changed(document: &Document, run: &Run) -> String {
    let plain = Run { changes: Vec::new(), comments: Vec::new(), note: None, ..run.clone() };
    let mut out = runs(document, &[plain]);
    let last = run.changes.len().checked_sub(1);
    for (at, change) in run.changes.iter().enumerate() {
        let (open, close) = match change.kind {
            ChangeKind::Inserted | ChangeKind::MovedTo => ("{++", "++}"),
            ChangeKind::Deleted | ChangeKind::MovedFrom => ("{--", "--}"),
            ChangeKind::Formatted => ("{==", "==}"),
        };
        let remarked = Some(at) == last && !run.comments.is_empty();
        out = format!("{open}{out}{close}{}", signed(change, remarked));
    }
    if run.changes.is_empty() && !run.text.is_empty() {
        out = format!("{{=={out}==}}");
    }
    for &at in &run.comments {
        let Some(comment) = document.comments.get(at) else { continue };
        let words: Vec<String> = comment.text.iter().map(Paragraph::text).collect();
        let words = remark_escaped(&words.join("\n\n"));
        let head = Remark::head(&comment.author, comment.date.as_deref());
        let looks_headed = Remark::read(&words).text != words.trim();
        out.push_str(&match head.is_empty() {
            true if looks_headed => format!("{{>>author=\"\": {words}<<}}"),
            true => format!("{{>>{words}<<}}"),
            false => format!("{{>>{head}: {words}<<}}"),
        });
    }
    out
}

/// Writes who made a change.
fn signed(change: &Change, remarked: bool) -> String {
    let mut parts = vec![Remark::head(&change.author, change.date.as_deref())];
    match change.kind {
        ChangeKind::MovedFrom | ChangeKind::MovedTo => parts.push("moved".to_string()),
        ChangeKind::Formatted => parts.push("formatted".to_string()),
        ChangeKind::Inserted | ChangeKind::Deleted => {}
    }
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() && remarked {
        parts.push("author=\"\"".to_string());
    }
    if parts.is_empty() { String::new() } else { format!("{{>>{}<<}}", parts.join(" ")) }
}

fn remark_escaped(words: &str) -> String {
    words.replace("<<}", "<\\<}").replace("{>>", "{\\>>").replace('\r', " ")
}

/// Takes the power from signs that would be read as marks. Square brackets are those of a draft and stay.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = ' ';
    let mut signs = words.char_indices().peekable();
    let last_brace = words.rfind('}');
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map_or(' ', |(_, next)| *next);
        let power = match sign {
            '\\' | '`' | '*' | '_' | '~' => true,
            // A placeholder ends where it starts: in the same run.
            '{' => "+-~=>".contains(next) || last_brace.is_none_or(|last| last < at),
            '[' => next == '^',
            '+' | '-' | '=' => before == sign || before == '{' || next == '}',
            '<' => next == '!' || next == '/' || next == 'u' || before == '<',
            '>' => matches!(before, '~' | '{'),
            '(' => before == ']',
            _ => false,
        };
        if sign == '\n' {
            out.push_str("\\\n");
        } else if sign.is_control() {
            out.push(' ');
        } else {
            if power {
                out.push('\\');
            }
            out.push(sign);
        }
        before = sign;
    }
    out
}
