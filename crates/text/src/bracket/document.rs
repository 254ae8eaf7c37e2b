//! A draft text as a document of headings, numbered clauses, lists and tables.

use super::inline::{Inline, Setting};
use super::{LeafKind, Text, clean, direction, read_with};
use crate::clause::{Clause, clauses};
use crate::document::{Block, Cell, Document, Paragraph, Row, Run, Style, Table};
use crate::line::{Lines, Sort};
use std::ops::Range;

/// How a text is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rendering {
    /// As it stands.
    Source,
    /// With brackets set off and the parties called by their titles.
    Attributed,
    /// For circulation: see [`clean()`].
    Clean,
}

/// Returns a text as a document. Emphasis, footnotes, comments and the changes of CriticMarkup become those of the
/// document. Of a text that has more brackets than are read, no clean document is made, and it says so.
pub fn document(text: &Text<'_>, rendering: Rendering) -> Document {
    if rendering != Rendering::Clean {
        return made(text, rendering);
    }
    match clean(text) {
        Ok(source) => made(&read_with(&source, &text.parties), rendering),
        Err(error) => {
            let sentence = format!("No clean text: {error}.");
            Document { blocks: vec![Block::Paragraph(Paragraph::plain(sentence))], ..Document::default() }
        }
    }
}

fn made(text: &Text<'_>, rendering: Rendering) -> Document {
    let setting = Setting::new(text, rendering);
    let mut document = Document::default();
    let mut inline = Inline::new(&setting, &mut document);
    let parts = parts(text);
    let mut blocks = Vec::new();
    for part in &parts {
        let block = match &part.kind {
            Kind::Table => Block::Table(table(text.source, part.span.clone(), &mut inline)),
            kind => {
                let style = match kind {
                    Kind::Heading(1) if blocks.is_empty() => Style::Title,
                    Kind::Heading(level) => Style::Heading(*level),
                    Kind::Item(depth) => Style::Item(*depth),
                    Kind::Body | Kind::Table => Style::Body,
                };
                let mut runs = inline.runs(part.lead.clone());
                runs.extend(inline.runs(part.span.clone()));
                Block::Paragraph(finished(Paragraph {
                    style,
                    number: part.number.clone(),
                    runs,
                    ..Paragraph::default()
                }))
            }
        };
        blocks.push(block);
    }
    let notes: Vec<Vec<Paragraph>> = text
        .notes
        .iter()
        .map(|note| {
            let paragraphs = paragraphs(text.source, note.body.clone());
            paragraphs.map(|span| finished(Paragraph { runs: inline.runs(span), ..Paragraph::default() })).collect()
        })
        .collect();
    document.blocks = blocks;
    document.notes = notes;
    if let Some(Block::Paragraph(first)) = document.blocks.first().filter(|_| parts[0].kind == Kind::Heading(1)) {
        document.title = Some(first.text());
    }
    document
}

/// Returns a paragraph with its direction and those of its words.
fn finished(mut paragraph: Paragraph) -> Paragraph {
    let words = paragraph.text();
    paragraph.rtl = direction::is_rtl(&words);
    let runs = std::mem::take(&mut paragraph.runs);
    for run in runs {
        let stretches = direction::stretches(&run.text, paragraph.rtl);
        if stretches.len() < 2 {
            let rtl = stretches.first().is_some_and(|(_, rtl)| *rtl);
            paragraph.runs.push(Run { face: crate::document::Face { rtl, ..run.face }, ..run });
            continue;
        }
        let last = stretches.len() - 1;
        for (at, (span, rtl)) in stretches.into_iter().enumerate() {
            let face = crate::document::Face { rtl, ..run.face };
            let note = run.note.filter(|_| at == last);
            paragraph.runs.push(Run { text: run.text[span].to_string(), face, note, ..run.clone() });
        }
    }
    paragraph
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Body,
    Heading(u8),
    Item(u8),
    Table,
}

/// A block of a text: what stands before its number, and its words.
#[derive(Debug)]
struct Part {
    kind: Kind,
    number: Option<String>,
    lead: Range<usize>,
    span: Range<usize>,
}

/// Cuts a text into blocks.
fn parts(text: &Text<'_>) -> Vec<Part> {
    let mut cutting = Cutting { text, found: Vec::new(), open: false };
    let clauses = clauses(text.source);
    let mut numbered = clauses.iter().peekable();
    let mut option = 0;
    for (line, sort) in Lines::new(text.source) {
        let clause = numbered.next_if(|clause| clause.span.start == line.start);
        while text.options.get(option).is_some_and(|option| option.span.start < line.start) {
            option += 1;
        }
        let chosen = text.options.get(option).is_some_and(|option| option.span.start < line.end);
        match sort {
            Sort::Blank | Sort::Note => cutting.open = false,
            Sort::Code => cutting.code(&line),
            Sort::Comment => cutting.more(&line),
            Sort::Heading | Sort::Plain => match clause {
                Some(clause) => cutting.clause(&line, clause),
                None => cutting.line(&line, sort == Sort::Heading, chosen),
            },
        }
    }
    let source = text.source;
    let mut found = cutting.found;
    for part in &mut found {
        part.span.end = part.span.start + source[part.span.clone()].trim_end().len();
    }
    found.retain(|part| part.kind == Kind::Table || part.number.is_some() || !hidden(text, part.span.clone()));
    found
}

/// Returns whether a stretch holds only what a document does not show.
fn hidden(text: &Text<'_>, span: Range<usize>) -> bool {
    if text.source[span.clone()].trim().is_empty() {
        return true;
    }
    let from = text.leaves.partition_point(|leaf| leaf.span.end <= span.start);
    let mut near = text.leaves[from..].iter().take_while(|leaf| leaf.span.start < span.end);
    near.all(|leaf| {
        let goes_on = leaf.kind != LeafKind::Words && leaf.span.start < span.start;
        let words = leaf.span.start.max(span.start)..leaf.span.end.min(span.end);
        goes_on || leaf.kind == LeafKind::LinkTarget || text.source[words].trim().is_empty()
    })
}

struct Cutting<'a, 't> {
    text: &'a Text<'t>,
    found: Vec<Part>,
    /// Whether the next line may go on with the last block.
    open: bool,
}

impl Cutting<'_, '_> {
    fn start(&mut self, kind: Kind, number: Option<String>, lead: Range<usize>, span: Range<usize>) {
        self.open = !matches!(kind, Kind::Heading(_));
        self.found.push(Part { kind, number, lead, span });
    }

    /// Adds a line to the last block, or starts one with it.
    fn more(&mut self, line: &Range<usize>) {
        match self.found.last_mut().filter(|part| self.open && part.kind != Kind::Table) {
            Some(last) => last.span.end = line.end,
            None => self.start(Kind::Body, None, line.start..line.start, line.clone()),
        }
    }

    fn code(&mut self, line: &Range<usize>) {
        let words = &self.text.source[line.clone()];
        let bare = words.trim_start();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            self.open = false;
        } else {
            self.more(line);
        }
    }

    fn clause(&mut self, line: &Range<usize>, clause: &Clause) {
        let source = self.text.source;
        let head = &source[line.start..clause.body.start];
        let marks = |sign: char| sign.is_whitespace() || "#*_\u{feff}\u{200e}\u{200f}\u{202a}\u{202b}".contains(sign);
        let from = head.len() - head.trim_start_matches(|sign| marks(sign) || "[［【".contains(sign)).len();
        let number = head[from..].trim_matches(|sign| marks(sign) || "–—-:".contains(sign));
        let level = head.len() - head.trim_start_matches('#').len();
        let rest = source[clause.body.start..line.end.max(clause.body.start)].trim();
        let titled = number.starts_with(char::is_alphabetic)
            && number.contains(char::is_whitespace)
            && rest.split_whitespace().count() <= 12
            && !rest.ends_with('.');
        let kind = match level {
            0 if titled => Kind::Heading(2),
            0 => Kind::Body,
            level => Kind::Heading(level.min(6) as u8),
        };
        // Brackets that are opened before the number stay before it.
        let lead = line.start + head.trim_start_matches(marks).as_ptr() as usize - head.as_ptr() as usize;
        let lead = lead..(line.start + from).max(lead);
        let open = kind == Kind::Body;
        self.start(kind, Some(number.to_string()), lead, clause.body.start..line.end.max(clause.body.start));
        self.open = open;
    }

    fn line(&mut self, line: &Range<usize>, heading: bool, option: bool) {
        let words = &self.text.source[line.clone()];
        let bare = words.trim_start();
        let indent = words.len() - bare.len();
        if heading {
            let rest = words.trim_start_matches('#');
            let level = (words.len() - rest.len()).min(6) as u8;
            let end = line.start + words.trim_end().trim_end_matches('#').trim_end().len();
            let start = line.end - rest.trim_start().len();
            return self.start(
                Kind::Heading(level),
                None,
                line.start..line.start,
                start.min(end.max(start))..end.max(start),
            );
        }
        let rule = bare.trim_end();
        if rule.len() >= 3 && ['-', '*', '_'].iter().any(|&sign| rule.chars().all(|each| each == sign)) {
            self.open = false;
            return;
        }
        if bare.starts_with('|') {
            match self.found.last_mut().filter(|part| self.open && part.kind == Kind::Table) {
                Some(last) => last.span.end = line.end,
                None => self.start(Kind::Table, None, line.start..line.start, line.clone()),
            }
            return;
        }
        if self.found.last().is_some_and(|part| part.kind == Kind::Table) {
            self.open = false;
        }
        let depth = (indent / 2).min(8) as u8;
        if let Some(length) = bullet(bare) {
            let start = line.start + indent + length;
            return self.start(Kind::Item(depth), None, line.start..line.start, start.min(line.end)..line.end);
        }
        if let Some((number, length)) = lettered(bare) {
            let start = line.start + indent + length;
            return self.start(Kind::Item(depth), Some(number), line.start..line.start, start.min(line.end)..line.end);
        }
        let quote = bare.len() - bare.trim_start_matches(['>', ' ']).len();
        let start = line.start + indent + if bare.starts_with('>') { quote } else { 0 };
        if option || !self.open {
            self.start(Kind::Body, None, line.start..line.start, start..line.end);
        } else {
            self.more(line);
        }
    }
}

/// Returns the length of the mark of a list.
fn bullet(line: &str) -> Option<usize> {
    let mark = line.chars().next().filter(|sign| "-*+•–".contains(*sign))?;
    let rest = &line[mark.len_utf8()..];
    rest.starts_with([' ', '\t']).then(|| line.len() - rest.trim_start_matches([' ', '\t']).len())
}

/// Returns the mark of a lettered or numbered list inside a clause, `(a)`, `b)`, `(iv)`, `1.`, and its length with the
/// space after.
fn lettered(line: &str) -> Option<(String, usize)> {
    let inside = line.strip_prefix('(').unwrap_or(line);
    let word = &inside[..inside.find(|sign: char| !sign.is_alphanumeric())?];
    let signs = word.chars().count();
    let roman = signs <= 5 && word.chars().all(|sign| "ivxIVX".contains(sign));
    let figures = signs <= 3 && word.chars().all(char::is_numeric);
    let close = inside[word.len()..].chars().next().filter(|&sign| sign == ')' || (sign == '.' && figures))?;
    let round = inside.len() < line.len();
    if signs == 0 || !(signs == 1 || roman || figures) || (round && close != ')') {
        return None;
    }
    let mark = usize::from(round) + word.len() + 1;
    let rest = &line[mark..];
    (rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
        .then(|| (line[..mark].to_string(), line.len() - rest.trim_start_matches([' ', '\t']).len()))
}

/// Returns the paragraphs of a footnote.
fn paragraphs(source: &str, body: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (line, sort) in Lines::new(&source[body.clone()]) {
        let start = body.start + line.start;
        let line = start..body.start + line.end;
        match (sort, found.last_mut()) {
            (Sort::Blank, _) => open = false,
            (_, Some(last)) if open => last.end = line.end,
            _ => {
                open = true;
                let lead = line.len() - source[line.clone()].trim_start().len();
                found.push(line.start + lead..line.end);
            }
        }
    }
    for span in &mut found {
        span.end = span.start + source[span.clone()].trim_end().len();
    }
    found.into_iter()
}

/// Reads a table of lines with bars. The line of dashes under the head is none of its rows.
fn table(source: &str, span: Range<usize>, inline: &mut Inline<'_, '_>) -> Table {
    let mut table = Table::default();
    let mut at = span.start;
    for line in source[span].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let dashes = line.trim().chars().all(|sign| "|-: ".contains(sign)) && line.contains('-');
        if dashes && table.rows.len() == 1 && table.head == 0 {
            table.head = 1;
            continue;
        }
        let mut cells = Vec::new();
        let mut from = None;
        let mut escaped = false;
        for (place, sign) in line.char_indices() {
            if sign == '|' && !escaped {
                if let Some(from) = from {
                    cells.push(cell(source, from..start + place, inline));
                }
                from = Some(start + place + 1);
            }
            escaped = sign == '\\' && !escaped;
        }
        if let Some(from) = from
            && !source[from..at].trim().is_empty()
        {
            cells.push(cell(source, from..at, inline));
        }
        table.rows.push(Row { cells, changes: Vec::new() });
    }
    table
}

fn cell(source: &str, span: Range<usize>, inline: &mut Inline<'_, '_>) -> Cell {
    let words = &source[span.clone()];
    let start = span.start + (words.len() - words.trim_start().len());
    let end = (span.start + words.trim_end().len()).max(start);
    Cell::of(finished(Paragraph { runs: inline.runs(start..end), ..Paragraph::default() }))
}
