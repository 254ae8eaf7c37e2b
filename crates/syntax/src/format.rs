//! The formatter: one space where one will do, two to indent, columns where lines are alike.
//!
//! It moves nothing from line to line and keeps every comment. Entries with something unreadable in them are left as
//! they are.

use crate::lex::{Kind, Mark, Token};
use crate::node::Node;
use crate::parse::Parse;

/// A title wider than this does not push what follows it into a column.
const TITLE_WIDTH_MAX: usize = 44;

/// Lines whose names and titles are put into columns when they stand together.
const ALIGNED: &[&str] = &["party", "person", "channel", "instrument", "fact", "option"];

/// Returns the formatted text of a file that was read from `text`. Formatting twice changes nothing more.
pub fn format(text: &str, parse: &Parse) -> String {
    if parse.tokens.is_empty() {
        return text.to_string();
    }
    let mut lines = lay_out(text, parse);
    align(&mut lines);
    write(&lines)
}

enum Line<'a> {
    Blank,
    /// Exactly as it stands.
    Verbatim(&'a str),
    Words {
        indent: usize,
        /// The words, each with whether a space goes before it.
        words: Vec<(bool, String)>,
        comment: Option<&'a str>,
    },
}

fn lay_out<'a>(text: &'a str, parse: &Parse) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    // The indentations that are open inside the current entry, from the outside in.
    let mut open: Vec<usize> = vec![0];
    let mut entries = parse.entries.iter().peekable();
    let starts = starts(parse);
    let mut starts = starts.iter().copied().peekable();
    for tokens in parse.tokens.split_inclusive(|token| token.kind == Kind::Newline) {
        let Some(first) = tokens.first() else { continue };
        while entries.peek().is_some_and(|entry| entry.span.end <= first.start) {
            entries.next();
        }
        let end = tokens.last().map_or(first.end, |token| token.end);
        let broken = entries.peek().is_some_and(|entry| entry.broken && entry.span.start < end);
        if broken {
            lines.push(Line::Verbatim(text[first.start as usize..end as usize].trim_end_matches(['\n', '\r'])));
            continue;
        }
        let word = tokens.iter().find(|token| !is_between(token.kind)).map_or(end, |token| token.start);
        while starts.next_if(|&start| start < word).is_some() {}
        lines.push(lay_out_line(text, tokens, &mut open, starts.peek() == Some(&word)));
    }
    lines
}

/// Returns where entries and clauses start, in order.
fn starts(parse: &Parse) -> Vec<u32> {
    fn collect(node: &Node, starts: &mut Vec<u32>) {
        starts.push(node.span.start);
        for clause in &node.clauses {
            collect(clause, starts);
        }
    }
    let mut starts = Vec::new();
    for node in parse.nodes() {
        collect(node, &mut starts);
    }
    starts
}

fn is_between(kind: Kind) -> bool {
    matches!(kind, Kind::Space | Kind::Newline | Kind::Comment)
}

/// Lays out a line. Only one that starts an entry or a clause decides to what the lines below it belong.
fn lay_out_line<'a>(text: &'a str, tokens: &[Token], open: &mut Vec<usize>, starts: bool) -> Line<'a> {
    let slice = |token: &Token| &text[token.start as usize..token.end as usize];
    let width: usize = tokens
        .iter()
        .take_while(|token| token.kind == Kind::Space)
        .map(|token| slice(token).chars().filter(|&c| c != '\u{feff}').count())
        .sum();
    let comment = tokens.iter().find(|token| token.kind == Kind::Comment).map(|token| slice(token).trim_end());
    let mut words: Vec<(bool, String)> = Vec::new();
    let mut before: Option<Kind> = None;
    for token in tokens.iter().filter(|token| !is_between(token.kind)) {
        let space = before.is_some_and(|before| spaced(before, token.kind));
        words.push((space, slice(token).to_string()));
        before = Some(token.kind);
    }
    if words.is_empty() {
        return match comment {
            // A comment takes the indentation of what it stands among.
            Some(_) => Line::Words { indent: 2 * open.iter().filter(|&&each| each < width).count(), words, comment },
            None => Line::Blank,
        };
    }
    if !starts {
        return Line::Words { indent: 2 * open.len(), words, comment };
    }
    while open.len() > 1 && open.last().is_some_and(|&last| last >= width) {
        open.pop();
    }
    if width > 0 {
        open.push(width);
    }
    Line::Words { indent: 2 * (open.len() - 1), words, comment }
}

fn spaced(before: Kind, after: Kind) -> bool {
    let opens = matches!(before, Kind::Mark(Mark::Open | Mark::OpenBracket | Mark::OpenBrace | Mark::Dots));
    let closes = matches!(
        after,
        Kind::Mark(Mark::Close | Mark::CloseBracket | Mark::CloseBrace | Mark::Dots | Mark::Comma | Mark::Semicolon)
    );
    !opens && !closes
}

/// Pads names and titles of neighbouring lines that are alike.
fn align(lines: &mut [Line<'_>]) {
    let mut start = 0;
    while start < lines.len() {
        let key = alike(&lines[start]);
        let mut end = start + 1;
        while key.is_some() && end < lines.len() && alike(&lines[end]) == key {
            end += 1;
        }
        if end - start > 1 {
            pad(&mut lines[start..end], 1, usize::MAX);
            pad(&mut lines[start..end], 2, TITLE_WIDTH_MAX);
        }
        start = end;
    }
}

fn alike(line: &Line<'_>) -> Option<(usize, String)> {
    match line {
        Line::Words { indent, words, .. } => {
            let keyword = words.first().map(|(_, word)| word.as_str())?;
            let titled = words.get(2).is_some_and(|(_, word)| word.starts_with('"'));
            (titled && ALIGNED.contains(&keyword)).then(|| (*indent, keyword.to_string()))
        }
        Line::Blank | Line::Verbatim(_) => None,
    }
}

fn pad(lines: &mut [Line<'_>], column: usize, width_max: usize) {
    let widths = lines.iter().map(|line| match line {
        Line::Words { words, .. } if words.len() > column + 1 => words[column].1.chars().count(),
        _ => 0,
    });
    let widest = widths.filter(|&width| width <= width_max).max().unwrap_or(0);
    for line in lines {
        if let Line::Words { words, .. } = line
            && words.len() > column + 1
        {
            let missing = widest.saturating_sub(words[column].1.chars().count());
            words[column].1.extend(std::iter::repeat_n(' ', missing));
        }
    }
}

fn write(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    let mut blank = false;
    for line in lines {
        // Blank lines at the head go, unless what follows would then be taken for a byte order mark.
        let marked = matches!(line, Line::Verbatim(text) if text.starts_with('\u{feff}'));
        if matches!(line, Line::Blank) {
            blank = true;
            continue;
        }
        if blank && (marked || !out.is_empty()) {
            out.push('\n');
        }
        blank = false;
        match line {
            Line::Blank => {}
            Line::Verbatim(text) => out.push_str(text),
            Line::Words { indent, words, comment } => {
                out.extend(std::iter::repeat_n(' ', *indent));
                for (space, word) in words {
                    out.push_str(if *space { " " } else { "" });
                    out.push_str(word);
                }
                let kept = out.trim_end_matches(' ').len();
                if !words.is_empty() {
                    out.truncate(kept);
                }
                if let Some(comment) = comment {
                    out.push_str(if words.is_empty() { "" } else { "  " });
                    out.push_str(comment);
                }
            }
        }
        out.push('\n');
    }
    out
}
