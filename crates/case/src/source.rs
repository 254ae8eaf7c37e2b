//! The files of a case.

use zopa_syntax::parse::{Parse, parse};
use zopa_syntax::span::{FileId, LineIndex, Position, Span};

/// One file: its text and what was read from it.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its path below the case folder, with `/` between the parts.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What was read from it.
    pub parse: Parse,
    lines: LineIndex,
}

/// The files of a case, ordered by path.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Reads files, given as path and text. Their order does not matter.
    pub fn new(mut files: Vec<(String, String)>) -> Sources {
        files.sort();
        let files = files
            .into_iter()
            .enumerate()
            .map(|(index, (path, text))| {
                let parse = parse(FileId(index as u32), &text);
                let lines = LineIndex::new(&text);
                Source { path, text, parse, lines }
            })
            .collect();
        Sources { files }
    }

    /// Adds a file that is no part of the record, such as the text of a draft, so that findings can point into it.
    pub fn attach(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let (path, text) = (path.into(), text.into());
        let id = FileId(self.files.len() as u32);
        let lines = LineIndex::new(&text);
        self.files.push(Source { path, text, parse: parse(id, ""), lines });
        id
    }

    /// Returns the files in order.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// Returns a file.
    pub fn file(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// Returns the line and column at which a span starts.
    pub fn position(&self, span: Span) -> Position {
        let source = self.file(span.file);
        source.lines.position(&source.text, span.start)
    }

    /// Returns the line on which a span starts, from 1.
    pub fn line(&self, span: Span) -> u32 {
        self.file(span.file).lines.line(span.start)
    }

    /// Returns the text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or_default()
    }

    /// Returns `path:line` of a span.
    pub fn cite(&self, span: Span) -> String {
        format!("{}:{}", self.file(span.file).path, self.line(span))
    }
}
