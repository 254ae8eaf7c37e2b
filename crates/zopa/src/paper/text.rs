//! A document as text for a terminal.

use super::{comment_signs, comments, marks, signed};
use std::fmt::Write as _;
use textwrap::{Options, WordSplitter, wrap};
use unicode_width::UnicodeWidthStr as _;
use zopa_text::document::{Block, Document, Paragraph, Run, Style, Table};

const BOLD: &str = "\u{1b}[1m";
const FAINT: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";

/// Returns a document as text with at most `width` columns and with colour codes, which a caller may strip. Words are set
/// apart by signs as well: changes by those of CriticMarkup, footnotes by `[1]`, comments by `(c1)`.
pub fn text(document: &Document, width: usize) -> String {
    let width = width.max(40);
    let mut out = String::new();
    head(&mut out, document, width);
    let mut item = false;
    for block in &document.blocks {
        let Block::Paragraph(paragraph) = block else {
            out.push('\n');
            if let Block::Table(table) = block {
                rows(&mut out, table, width);
            }
            item = false;
            continue;
        };
        let is_item = matches!(paragraph.style, Style::Item(_));
        if !(out.is_empty() || (item && is_item)) {
            out.push('\n');
        }
        item = is_item;
        put(&mut out, paragraph, width);
    }
    for (at, note) in document.notes.iter().enumerate() {
        out.push('\n');
        for (count, paragraph) in note.iter().enumerate() {
            let first = if count == 0 { format!("[{}] ", at + 1) } else { "    ".to_string() };
            lines(&mut out, &pieces(&paragraph.runs), width, &first, "    ");
        }
    }
    if !document.comments.is_empty() {
        out.push('\n');
    }
    for (at, said) in comments(document).into_iter().enumerate() {
        lines(&mut out, &[(said, FAINT)], width, &format!("(c{}) ", at + 1), "     ");
    }
    head_again(&mut out, document, width);
    out
}

fn head(out: &mut String, document: &Document, width: usize) {
    for line in [&document.mark, &document.status].into_iter().flatten() {
        centred(out, line, width);
    }
}

fn head_again(out: &mut String, document: &Document, width: usize) {
    if let Some(mark) = &document.mark {
        out.push('\n');
        centred(out, mark, width);
    }
}

fn centred(out: &mut String, line: &str, width: usize) {
    let line = clean(line);
    let left = width.saturating_sub(line.width()) / 2;
    let _ = writeln!(out, "{}{BOLD}{line}{RESET}", " ".repeat(left));
}

fn put(out: &mut String, paragraph: &Paragraph, width: usize) {
    let number = paragraph.number.as_deref().map(clean).filter(|number| !number.is_empty());
    let mut words = pieces(&paragraph.runs);
    match paragraph.style {
        Style::Title | Style::Heading(_) => {
            let number = number.map(|number| format!("{number} ")).unwrap_or_default();
            for (_, style) in &mut words {
                *style = BOLD;
            }
            words.insert(0, (number, BOLD));
            let start = out.len();
            lines(out, &words, width, "", "");
            let drawn = visible(out[start..].lines().last().unwrap_or_default());
            let rule = if paragraph.style == Style::Title { "═" } else { "─" };
            let _ = writeln!(out, "{}", rule.repeat(drawn.min(width)));
        }
        Style::Body => {
            let first = number.map(|number| format!("{number} ")).unwrap_or_default();
            let indent = " ".repeat(first.width().min(12));
            lines(out, &words, width, &first, &indent);
        }
        Style::Item(depth) => {
            let indent = "  ".repeat(usize::from(depth) + 1);
            let first = format!("{indent}{} ", number.unwrap_or_else(|| "•".to_string()));
            let rest = " ".repeat(first.width());
            lines(out, &words, width, &first, &rest);
        }
    }
}

/// Returns the words of runs with the signs that set them apart, each with its colour.
fn pieces(runs: &[Run]) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    for run in runs {
        let style = match run.face {
            face if face.faint => FAINT,
            face if face.bold => BOLD,
            face if face.italic => "\u{1b}[3m",
            _ => "",
        };
        let mut words: String = run.text.chars().map(|sign| if sign == '\n' { sign } else { plain(sign) }).collect();
        for change in &run.changes {
            let (open, close) = marks(change.kind);
            let signed = signed(change);
            let signed = if signed.is_empty() { signed } else { format!(" ({})", clean(&signed)) };
            words = format!("{open}{words}{close}{signed}");
        }
        let style = match run.changes.last() {
            Some(change) if change.kind.removes() => "\u{1b}[31m",
            Some(_) => "\u{1b}[32m",
            None => style,
        };
        found.push((words, style));
        let note = run.note.map(|note| format!("[{}]", note + 1)).unwrap_or_default();
        let signs = format!("{}{note}", comment_signs(run));
        if !signs.is_empty() {
            found.push((signs, FAINT));
        }
    }
    found
}

/// Texts come from files that others wrote: control characters could move the cursor or recolour the screen.
fn clean(text: &str) -> String {
    text.chars().map(plain).collect()
}

fn plain(sign: char) -> char {
    if sign.is_control() { ' ' } else { sign }
}

/// Writes words wrapped to a width, each piece in its colour across the breaks.
fn lines(out: &mut String, words: &[(String, &'static str)], width: usize, first: &str, rest: &str) {
    let all: String = words.iter().map(|(words, _)| words.as_str()).collect();
    let options = Options::new(width.saturating_sub(rest.width()).max(20)).word_splitter(WordSplitter::NoHyphenation);
    let mut ends = Vec::new();
    let mut at = 0;
    for (words, style) in words {
        at += words.len();
        ends.push((at, *style));
    }
    let mut from = 0;
    let wrapped = wrap(&all, options);
    if wrapped.is_empty() {
        let _ = writeln!(out, "{}", first.trim_end());
    }
    for (count, row) in wrapped.iter().enumerate() {
        let start = all[from..].find(row.as_ref()).map_or(from, |found| from + found);
        from = start + row.len();
        let _ = write!(out, "{}", if count == 0 { first } else { rest });
        let mut at = start;
        for &(end, style) in &ends {
            let end = end.min(from);
            if end > at {
                let piece = &all[at..end];
                let _ = if style.is_empty() { write!(out, "{piece}") } else { write!(out, "{style}{piece}{RESET}") };
                at = end;
            }
        }
        out.push('\n');
    }
}

fn rows(out: &mut String, table: &Table, width: usize) {
    for row in &table.rows {
        let cells = row.cells.iter().map(|cell| {
            let paragraphs = cell.blocks.iter().filter_map(|block| match block {
                Block::Paragraph(paragraph) => {
                    Some(pieces(&paragraph.runs).into_iter().map(|(words, _)| words).collect())
                }
                Block::Table(_) => None,
            });
            paragraphs.collect::<Vec<String>>().join(" ")
        });
        let line = cells.collect::<Vec<_>>().join(" │ ");
        lines(out, &[(line, "")], width, "", "  ");
    }
}

/// Returns the width of a line without its colour codes.
fn visible(line: &str) -> usize {
    let mut pieces = line.split('\u{1b}');
    let first = pieces.next().unwrap_or_default().width();
    first + pieces.map(|piece| piece.split_once('m').map_or(0, |(_, rest)| rest.width())).sum::<usize>()
}
