//! A page as text for a terminal.

use super::{Block, Inline, Line, Page, Side, State, parted};
use std::fmt::Write as _;
use textwrap::{Options, WordSplitter, wrap};
use unicode_width::UnicodeWidthStr as _;

const BOLD: &str = "\u{1b}[1m";
const FAINT: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";

/// The words in the title of a column have room up to this; longer ones may break.
const NARROW: usize = 8;

/// The words in its cells do up to this.
const WORD_MAX: usize = 20;

/// No line is wrapped to less than this.
const NARROWEST: usize = 3;

/// Returns a page as text with at most `width` columns and with colour codes, which a caller may strip.
pub fn text(page: &Page, width: usize) -> String {
    let width = width.max(40);
    let mut out = String::new();
    mark(&mut out, page, width);
    let _ = writeln!(out, "{BOLD}{}{RESET}", clean(&page.title));
    let _ = writeln!(out, "{}", "═".repeat(page.title.width().min(width)));
    for block in &page.blocks {
        match block {
            Block::Heading(words) => {
                let _ = writeln!(out, "\n{BOLD}{}{RESET}", clean(words));
                let _ = writeln!(out, "{}", "─".repeat(words.width().min(width)));
            }
            Block::Paragraph(line) => put(&mut out, line, width, "", ""),
            Block::List(items) => {
                for (line, under) in items {
                    put(&mut out, line, width, "• ", "  ");
                    for line in under {
                        put(&mut out, line, width, "  – ", "    ");
                    }
                }
            }
            Block::Table { head, rows } => table(&mut out, head, rows, width),
            Block::Sides { head, rows } => sides(&mut out, head, rows, width),
        }
    }
    mark(&mut out, page, width);
    out
}

fn mark(out: &mut String, page: &Page, width: usize) {
    if let Some(mark) = &page.mark {
        let mark = clean(mark);
        let left = width.saturating_sub(mark.width()) / 2;
        let _ = writeln!(out, "{}{BOLD}{mark}{RESET}", " ".repeat(left));
    }
}

/// Texts come from files that others wrote: control characters could move the cursor or recolour the screen.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn put(out: &mut String, line: &Line, width: usize, first: &str, rest: &str) {
    for (index, row) in rows(line, width.saturating_sub(first.width())).into_iter().enumerate() {
        let _ = writeln!(out, "{}{row}", if index == 0 { first } else { rest });
    }
}

fn words(inline: &Inline) -> String {
    match inline {
        Inline::Plain(text) | Inline::Strong(text) | Inline::Faint(text) => clean(text),
        Inline::State(state) => format!("{} {}", state.sign(), state.word()),
        // A place is not broken apart, whatever its path.
        Inline::Cite(cite) => format!(" {}", clean(&format!("[{cite}]")).replace(' ', "\u{a0}")),
        // Signs as well as colour, so that nothing is lost where there is none.
        Inline::Inserted(text) => signed(&clean(text), "{+", "+}"),
        Inline::Deleted(text) => signed(&clean(text), "{-", "-}"),
    }
}

fn signed(text: &str, open: &str, close: &str) -> String {
    let (before, words, after) = parted(text);
    if words.is_empty() { text.to_string() } else { format!("{before}{open}{words}{close}{after}") }
}

fn style(inline: &Inline) -> &'static str {
    match inline {
        Inline::Plain(_) => "",
        Inline::Strong(_) => BOLD,
        Inline::Faint(_) | Inline::Cite(_) => FAINT,
        Inline::State(State::Agreed) | Inline::Inserted(_) => "\u{1b}[32m",
        Inline::State(State::Close) => "\u{1b}[36m",
        Inline::State(State::Open) => "\u{1b}[33m",
        Inline::State(State::Blocked) | Inline::Deleted(_) => "\u{1b}[31m",
    }
}

/// Returns a line wrapped to a width, with its colours.
fn rows(line: &Line, width: usize) -> Vec<String> {
    let plain: String = line.0.iter().map(words).collect();
    let options = Options::new(width.max(NARROWEST)).word_splitter(WordSplitter::NoHyphenation);
    let wrapped = wrap(&plain, options);
    // The wrapped rows are found again in the plain text, so that each part keeps its colour across the breaks.
    let mut styles: Vec<(usize, &'static str)> = Vec::new();
    let mut at = 0;
    for inline in &line.0 {
        at += words(inline).len();
        styles.push((at, style(inline)));
    }
    let mut rows = Vec::new();
    let mut from = 0;
    for row in &wrapped {
        let start = plain[from..].find(row.as_ref()).map_or(from, |found| from + found);
        rows.push(painted(row, start, &styles));
        from = start + row.len();
    }
    rows
}

fn painted(row: &str, start: usize, styles: &[(usize, &'static str)]) -> String {
    let mut out = String::new();
    let mut at = start;
    let end = start + row.len();
    for &(stop, style) in styles {
        let stop = stop.min(end);
        if stop > at {
            let piece = &row[at - start..stop - start];
            if style.is_empty() {
                out.push_str(piece);
            } else {
                let _ = write!(out, "{style}{piece}{RESET}");
            }
            at = stop;
        }
    }
    out
}

fn table(out: &mut String, head: &[String], table: &[Vec<Line>], width: usize) {
    let Some(widths) = column_widths(head, table, width) else { return stacked(out, head, table, width) };
    let titles = head.iter().zip(&widths).map(|(title, &width)| rows(&Line::strong(title.clone()), width));
    row(out, &titles.collect::<Vec<_>>(), &widths);
    for cells in table {
        let wrapped: Vec<Vec<String>> = cells.iter().zip(&widths).map(|(cell, &width)| rows(cell, width)).collect();
        row(out, &wrapped, &widths);
    }
}

/// Writes the rows of a table that is too wide one after the other, each cell with the title of its column.
fn stacked(out: &mut String, head: &[String], table: &[Vec<Line>], width: usize) {
    for cells in table {
        let mut line = Line::default();
        for (at, (title, cell)) in head.iter().zip(cells).enumerate() {
            if at > 0 {
                line.0.push(Inline::Faint(format!("{} {title}: ", if at == 1 { ":" } else { ";" })));
            }
            line.0.extend(cell.0.iter().cloned());
        }
        put(out, &line, width, "• ", "  ");
    }
}

/// Writes two texts side by side, and below each passage what is to be said of it.
fn sides(out: &mut String, head: &[String; 2], passages: &[Side], width: usize) {
    let half = width.saturating_sub(3) / 2;
    let widths = [half, width - 3 - half];
    let titles: Vec<Vec<String>> =
        head.iter().zip(widths).map(|(title, width)| rows(&Line::strong(title), width)).collect();
    let rule = |joint: &str| format!("{FAINT}{}{joint}{}{RESET}", "─".repeat(widths[0] + 1), "─".repeat(widths[1] + 1));
    beside(out, &titles, widths);
    for passage in passages {
        let _ = writeln!(out, "{}", rule("┼"));
        let cells = [&passage.before, &passage.after]
            .iter()
            .zip(widths)
            .map(|(line, width)| rows(line, width))
            .collect::<Vec<_>>();
        beside(out, &cells, widths);
        for note in &passage.notes {
            put(out, note, width, "  → ", "    ");
        }
    }
}

fn beside(out: &mut String, cells: &[Vec<String>], widths: [usize; 2]) {
    for index in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
        let left = cells[0].get(index).map_or("", String::as_str);
        let right = cells[1].get(index).map_or("", String::as_str);
        let gap = " ".repeat(widths[0].saturating_sub(visible(left)));
        let _ = writeln!(out, "{}", format!("{left}{gap} {FAINT}│{RESET} {right}").trim_end());
    }
}

fn row(out: &mut String, cells: &[Vec<String>], widths: &[usize]) {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for index in 0..height {
        let mut line = String::new();
        for (cell, &width) in cells.iter().zip(widths) {
            let piece = cell.get(index).map_or("", String::as_str);
            line.push_str(piece);
            line.push_str(&" ".repeat(width.saturating_sub(visible(piece)) + 2));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// Returns the width of a piece without its colour codes.
fn visible(piece: &str) -> usize {
    let mut width = 0;
    let mut rest = piece;
    while let Some(at) = rest.find('\u{1b}') {
        width += rest[..at].width();
        rest = rest[at..].split_once('m').map_or("", |(_, after)| after);
    }
    width + rest.width()
}

/// Gives each column what it needs; where that is too much, the widest columns shrink to an equal share, but not so far
/// that words in their cells break. Nothing if there are too many columns for that.
fn column_widths(head: &[String], table: &[Vec<Line>], width: usize) -> Option<Vec<usize>> {
    let mut widths: Vec<usize> = head.iter().map(|title| title.width()).collect();
    let mut least: Vec<usize> = head.iter().map(|title| longest_word(title).min(NARROW)).collect();
    for cells in table {
        for (column, cell) in cells.iter().enumerate() {
            let plain: String = cell.0.iter().map(words).collect();
            widths[column] = widths[column].max(plain.width());
            least[column] = least[column].max(longest_word(&plain).min(WORD_MAX));
        }
    }
    let room = width.saturating_sub(2 * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let shrinks = |at: &usize| widths[*at] > least[*at];
        let widest = (0..widths.len()).filter(shrinks).max_by_key(|&at| widths[at])?;
        widths[widest] -= 1;
    }
    Some(widths)
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(|word| word.width()).max().unwrap_or(0)
}
