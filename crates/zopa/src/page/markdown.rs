//! A page as Markdown.

use super::{Block, Inline, Line, Page, parted};
use std::fmt::Write as _;

/// Returns a page as Markdown.
pub fn markdown(page: &Page) -> String {
    let mut out = String::new();
    if let Some(mark) = &page.mark {
        let _ = writeln!(out, "**{}**\n", escaped(mark));
    }
    let _ = writeln!(out, "# {}", escaped(&page.title));
    for block in &page.blocks {
        out.push('\n');
        match block {
            Block::Heading(words) => {
                let _ = writeln!(out, "## {}", escaped(words));
            }
            Block::Paragraph(line) => {
                let _ = writeln!(out, "{}", inline(line));
            }
            Block::List(items) => {
                for (line, under) in items {
                    let _ = writeln!(out, "- {}", inline(line));
                    for line in under {
                        let _ = writeln!(out, "  - {}", inline(line));
                    }
                }
            }
            Block::Table { head, rows } => {
                let head: Vec<String> = head.iter().map(|title| escaped(title)).collect();
                let _ = writeln!(out, "| {} |", head.join(" | "));
                let _ = writeln!(out, "|{}", " --- |".repeat(head.len()));
                for row in rows {
                    let cells: Vec<String> = row.iter().map(inline).collect();
                    let _ = writeln!(out, "| {} |", cells.join(" | "));
                }
            }
            Block::Sides { head, rows } => {
                let _ = writeln!(out, "| {} | {} | What changed |", escaped(&head[0]), escaped(&head[1]));
                let _ = writeln!(out, "| --- | --- | --- |");
                for row in rows {
                    let notes: Vec<String> = row.notes.iter().map(inline).collect();
                    let _ =
                        writeln!(out, "| {} | {} | {} |", inline(&row.before), inline(&row.after), notes.join("; "));
                }
            }
        }
    }
    if let Some(mark) = &page.mark {
        let _ = writeln!(out, "\n**{}**", escaped(mark));
    }
    out
}

fn inline(line: &Line) -> String {
    let mut out = String::new();
    for part in &line.0 {
        let _ = match part {
            Inline::Plain(text) => write!(out, "{}", escaped(text)),
            Inline::Strong(text) => write!(out, "{}", emphasised(text, "**")),
            Inline::Faint(text) => write!(out, "{}", emphasised(text, "*")),
            Inline::State(state) => write!(out, "{} **{}**", state.sign(), state.word()),
            Inline::Cite(cite) => write!(out, " `{}`", cite.to_string().replace('`', "'")),
            Inline::Inserted(text) => write!(out, "{}", marked(text, "{++", "++}")),
            Inline::Deleted(text) => write!(out, "{}", marked(text, "{--", "--}")),
        };
    }
    out
}

/// Marks words between marks. Space at their ends stays outside: inside it would undo the marks.
fn emphasised(text: &str, mark: &str) -> String {
    let words = text.trim();
    if words.is_empty() {
        return text.to_string();
    }
    let (before, after) = text.split_once(words).unwrap_or_default();
    format!("{before}{mark}{}{mark}{after}", escaped(words))
}

/// Puts words between the marks of CriticMarkup.
fn marked(text: &str, open: &str, close: &str) -> String {
    let (before, words, after) = parted(text);
    if words.is_empty() {
        escaped(text)
    } else {
        format!("{}{open}{}{close}{}", escaped(before), escaped(words), escaped(after))
    }
}

/// Takes the power from characters that Markdown would read as marks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
